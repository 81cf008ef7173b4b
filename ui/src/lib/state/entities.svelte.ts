// The entities of a case: the list with its filter, the one that is looked at, and the act of making
// two of them one.

import type { Failure } from '../ipc/backend';
import type { Entity, EntityLine, EntityType, PartyRole } from '../ipc/bindings';
import { asFailure, type Session } from './session.svelte';

export type Within = 'case' | 'library';
export type EntityOrder = 'name' | 'said' | 'about';

export class Entities {
  readonly #session: Session;
  #lines = $state.raw<EntityLine[] | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #chosen = $state<string | null>(null);
  #case: string | null = null;
  /** Who was added by hand, by case. */
  #added = $state.raw<Record<string, string[]>>({});
  #asked: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;
  within = $state<Within>('case');
  wanted = $state('');
  type = $state<EntityType | 'all'>('all');
  order = $state<EntityOrder>('name');

  constructor(session: Session) {
    this.#session = session;
  }

  /** All of them; null until they are loaded. */
  get lines() {
    return this.#lines;
  }

  /** Those of the case: who speaks, is spoken about, named or a party there, and who was added to
      it by hand; or all of the library. */
  get listed(): EntityLine[] {
    const lines = this.#lines ?? [];
    return this.within === 'library' ? lines : lines.filter((it) => this.#isOfCase(it));
  }

  /** Those that pass the filter, in the chosen order. */
  get shown(): EntityLine[] {
    return this.listed.filter((it) => this.#fits(it)).sort(ORDERS[this.order]);
  }

  get failure() {
    return this.#failure;
  }

  get current(): EntityLine | null {
    return this.#lines?.find((it) => it.id === this.#chosen) ?? null;
  }

  /** Loads a case; what is shown of the same case stays until then. */
  load(case_: string): Promise<void> {
    if (case_ !== this.#case) {
      this.#case = case_;
      this.#lines = this.#failure = this.#chosen = null;
    }
    // Asked again on the way, it asks once more afterwards: a library that keeps changing would
    // otherwise never be shown.
    this.#waiting ??= this.#asked.then(() => {
      this.#waiting = null;
      this.#asked = this.#ask();
      return this.#asked;
    });
    return this.#waiting;
  }

  async #ask() {
    const case_ = this.#case;
    if (case_ === null) return;
    try {
      const lines = await this.#session.backend.entities(case_);
      if (case_ !== this.#case) return;
      this.#lines = lines;
      this.#failure = null;
      if (!this.listed.some((it) => it.id === this.#chosen))
        this.#chosen = this.shown[0]?.id ?? null;
    } catch (error) {
      if (case_ === this.#case) this.#failure = asFailure(error);
    }
  }

  choose(id: string) {
    this.#chosen = id;
  }

  /** Goes to the next or the one before, of those that are shown. */
  move(step: number): number {
    const shown = this.shown;
    const at = shown.findIndex((it) => it.id === this.#chosen);
    const place = Math.max(0, Math.min(at + step, shown.length - 1));
    this.#chosen = shown[place]?.id ?? this.#chosen;
    return place;
  }

  /** Makes an entity and goes to it; returns why not when it is refused. */
  async add(name: string, type: EntityType): Promise<Failure | null> {
    const case_ = this.#case ?? '';
    try {
      const entity = await this.#session.backend.addEntity(name.trim(), type);
      this.#added = { ...this.#added, [case_]: [...(this.#added[case_] ?? []), entity.id] };
      await this.merged(entity);
      return null;
    } catch (error) {
      return asFailure(error);
    }
  }

  addAlias(alias: string) {
    return this.#changeCurrent((id) => this.#session.backend.addAlias(id, alias.trim()));
  }

  addTag(tag: string) {
    return this.#changeCurrent((id) => this.#session.backend.tagEntity(id, tag.trim()));
  }

  /** Names the chosen entity a party of the open case. */
  async addParty(role: PartyRole): Promise<boolean> {
    const [entity, case_] = [this.current, this.#case];
    if (!entity || !case_) return false;
    const { name, entity_type, wikidata } = entity;
    const party = { name, entity_type, wikidata, aliases: entity.aliases, role };
    const done = await this.#session.attempt(() => this.#session.backend.addParty(case_, party));
    if (!done) return false;
    await Promise.all([this.load(case_), this.#session.refreshCase()]);
    return true;
  }

  /** Goes to what became of two entities. */
  async merged(into: Entity) {
    this.#chosen = into.id;
    if (this.#case !== null) await this.load(this.#case);
  }

  /** Changes the chosen one and tells whether that went well. */
  async #changeCurrent(change: (id: string) => Promise<Entity>): Promise<boolean> {
    const current = this.current;
    if (!current) return false;
    const entity = await this.#session.attempt(() => change(current.id));
    if (!entity) return false;
    await this.merged(entity);
    return true;
  }

  #isOfCase(line: EntityLine): boolean {
    const isThere = line.role !== null || line.said + line.about + line.documents > 0;
    return isThere || (this.#added[this.#case ?? '']?.includes(line.id) ?? false);
  }

  #fits(line: EntityLine): boolean {
    if (this.type !== 'all' && line.entity_type !== this.type) return false;
    const wanted = this.wanted.trim().toLowerCase();
    const words = [line.name, ...line.aliases, ...line.tags];
    return words.some((word) => word.toLowerCase().includes(wanted));
  }
}

const byName = (a: EntityLine, b: EntityLine) => a.name.localeCompare(b.name);
const ORDERS: Record<EntityOrder, (a: EntityLine, b: EntityLine) => number> = {
  name: byName,
  said: (a, b) => b.said - a.said || byName(a, b),
  about: (a, b) => b.about - a.about || byName(a, b),
};

const lists = new WeakMap<Session, Entities>();

/** Returns the entities of a session, so that the choice is still there after another screen. */
export function entitiesOf(session: Session): Entities {
  const entities = lists.get(session) ?? new Entities(session);
  lists.set(session, entities);
  return entities;
}

/** Two entities side by side, and which of them stays. */
export class Merge {
  readonly #session: Session;
  readonly first: EntityLine;
  readonly #lines: EntityLine[];
  #other = $state<string | null>(null);
  #keeps = $state<string>('');
  #failure = $state.raw<Failure | null>(null);
  #isRunning = $state(false);

  constructor(session: Session, first: EntityLine, lines: EntityLine[]) {
    this.#session = session;
    this.first = first;
    this.#lines = lines;
    this.#keeps = first.id;
  }

  /** What the first can be made one with: the same type first. */
  get choices(): EntityLine[] {
    const isLike = (line: EntityLine) => Number(line.entity_type === this.first.entity_type);
    return this.#lines
      .filter((line) => line.id !== this.first.id)
      .sort((a, b) => isLike(b) - isLike(a) || byName(a, b));
  }

  get other(): EntityLine | null {
    return this.#lines.find((line) => line.id === this.#other) ?? null;
  }

  /** The one whose main name stays. */
  get into(): EntityLine {
    return this.other && this.#keeps === this.other.id ? this.other : this.first;
  }

  /** The one that goes. */
  get from(): EntityLine | null {
    return this.into === this.first ? this.other : this.first;
  }

  /** The names of accuser and accused when the two stand on opposite sides of the case. */
  get opposed(): [string, string] | null {
    const pair = [this.first, ...(this.other ? [this.other] : [])];
    const accuser = pair.find((it) => it.role === 'accuser');
    const accused = pair.find((it) => it.role === 'accused');
    return accuser && accused ? [accuser.name, accused.name] : null;
  }

  get failure() {
    return this.#failure;
  }

  get isRunning() {
    return this.#isRunning;
  }

  chooseOther(id: string) {
    this.#other = id;
    this.#keeps = this.first.id;
    this.#failure = null;
  }

  keep(id: string) {
    this.#keeps = id;
    this.#failure = null;
  }

  /** Makes them one and returns it; null when that is refused, and why is told in `failure`. */
  async run(): Promise<Entity | null> {
    const { from, into } = this;
    if (!from || this.opposed || this.#isRunning) return null;
    this.#isRunning = true;
    try {
      return await this.#session.backend.mergeEntities(from.id, into.id);
    } catch (error) {
      this.#failure = asFailure(error);
      return null;
    } finally {
      this.#isRunning = false;
    }
  }
}
