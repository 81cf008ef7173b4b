// The list of cases: those of the library, and those that ship with the program.

import type { Backend, Failure, NewParty } from '../ipc/backend';
import type { CaseLine, CaseView, PartyRole, TemplateLine } from '../ipc/bindings';
import { asFailure } from './session.svelte';

export class Cases {
  readonly #backend: Backend;
  #lines = $state.raw<CaseLine[] | null>(null);
  #templates = $state.raw<TemplateLine[]>([]);
  #failure = $state.raw<Failure | null>(null);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The cases; null until they are read. */
  get lines() {
    return this.#lines;
  }

  /** What ships with the program and was not started. */
  get ready() {
    return this.#templates.filter(({ started }) => started === null);
  }

  get failure() {
    return this.#failure;
  }

  async load() {
    try {
      const [lines, templates] = await Promise.all([
        this.#backend.cases(),
        this.#backend.templates(),
      ]);
      this.#lines = lines;
      this.#templates = templates;
      this.#failure = null;
    } catch (error) {
      this.#failure = asFailure(error);
    }
  }
}

/** A party as it is typed. */
export interface PartyDraft {
  key: number;
  name: string;
  role: PartyRole;
  aliases: string;
}

/** A case as it is typed. */
export class CaseDraft {
  name = $state('');
  parties = $state<PartyDraft[]>([]);
  #made = $state.raw<CaseView | null>(null);
  #nextKey = 1;

  /** The case that was made although not all of its parties were: it is finished, not made again. */
  get made() {
    return this.#made;
  }

  addParty() {
    const role = this.parties.length === 0 ? 'accuser' : 'accused';
    this.parties.push({ key: this.#nextKey++, name: '', role, aliases: '' });
  }

  removeParty(key: number) {
    this.parties = this.parties.filter((party) => party.key !== key);
  }

  /** Makes the case with its parties, or what is left of it, and returns it; empties the form. */
  async create(backend: Backend): Promise<CaseView> {
    const made = (this.#made ??= await backend.newCase(this.name.trim()));
    for (const party of [...this.parties]) {
      if (party.name.trim() !== '') await backend.addParty(made.id, newParty(party));
      this.removeParty(party.key);
    }
    this.name = '';
    this.#made = null;
    return made;
  }
}

function newParty({ name, role, aliases }: PartyDraft): NewParty {
  return {
    name: name.trim(),
    aliases: aliases
      .split(',')
      .map((alias) => alias.trim())
      .filter(Boolean),
    wikidata: null,
    role,
    entity_type: 'organisation',
  };
}
