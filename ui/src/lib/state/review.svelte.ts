// The proposals that wait for a decision, one of them in hand. What was decided leaves the queue at
// once, with its word-identical repeats, and the next comes; a failure puts it back.

import type {
  DecisionLine,
  DocumentView,
  Kind,
  ProposalView,
  StatementDetail,
} from '../ipc/bindings';
import type { Failure } from '../ipc/backend';
import { review as t, words } from '../messages';
import { NO_CHANGE } from '../reader/edit';
import { asFailure, type Session } from './session.svelte';

export type Queue = 'parties' | 'all';

/** The kinds in the order of their keys, 1 to 9. */
export const KINDS = Object.keys(words.kind) as Kind[];

export class Review {
  readonly #session: Session;
  #case: string | null = null;
  #queue = $state<Queue>('parties');
  #lists = $state.raw<Record<Queue, ProposalView[]> | null>(null);
  #current = $state<string | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #context = $state.raw<{ detail: StatementDetail; view: DocumentView } | null>(null);
  #contextFailure = $state.raw<Failure | null>(null);
  #said = $state('');
  #isDeciding = false;
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get queue() {
    return this.#queue;
  }

  /** Null until they are loaded; the newest captures first. */
  get proposals(): ProposalView[] | null {
    return this.#lists?.[this.#queue] ?? null;
  }

  get counts(): Record<Queue, number> {
    return { parties: this.#lists?.parties.length ?? 0, all: this.#lists?.all.length ?? 0 };
  }

  get current(): ProposalView | null {
    const all = this.proposals ?? [];
    return all.find((it) => it.line.id === this.#current) ?? all[0] ?? null;
  }

  get index() {
    return this.proposals?.findIndex((it) => it.line.id === this.current?.line.id) ?? -1;
  }

  get failure() {
    return this.#failure;
  }

  /** The text that the proposal in hand stands in; null while it is fetched. */
  get context() {
    return this.#context?.detail.row.id === this.current?.line.id ? this.#context : null;
  }

  get contextFailure() {
    return this.#contextFailure;
  }

  /** What the last decision was, to be read out. */
  get said() {
    return this.#said;
  }

  async load() {
    const case_ = this.#session.case?.id ?? null;
    if (case_ !== this.#case) this.#begin(case_);
    if (!case_) return;
    const turn = ++this.#turn;
    try {
      const { backend } = this.#session;
      const [parties, all] = await Promise.all([
        backend.proposals(case_, 'parties'),
        backend.proposals(case_, 'all'),
      ]);
      if (turn !== this.#turn) return;
      this.#lists = { parties: newestFirst(parties), all: newestFirst(all) };
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = asFailure(error);
    }
  }

  /** Fetches the text round the proposal in hand. */
  async loadContext() {
    const [case_, line] = [this.#case, this.current?.line];
    if (!case_ || !line?.document) return;
    try {
      const { backend } = this.#session;
      const detail = await backend.statement(case_, line.id);
      const view = await backend.document(case_, line.document, detail.version);
      if (this.current?.line.id !== line.id) return;
      this.#context = { detail, view };
      this.#contextFailure = null;
    } catch (error) {
      if (this.current?.line.id === line.id) this.#contextFailure = asFailure(error);
    }
  }

  choose(queue: Queue) {
    this.#queue = queue;
  }

  take(id: string) {
    this.#current = id;
  }

  /** Takes the next proposal without a decision, or the one before; returns its place. */
  skip(by: 1 | -1): number {
    const all = this.proposals ?? [];
    const index = Math.max(0, Math.min(all.length - 1, this.index + by));
    this.#current = all[index]?.line.id ?? null;
    return index;
  }

  async accept() {
    await this.#decide((id) => this.#session.backend.accept(id), t.accepted);
  }

  async reject() {
    await this.#decide((id) => this.#session.backend.reject(id), t.rejected);
  }

  /** The words were read right, but do something else. */
  async setKind(kind: Kind) {
    await this.#decide(
      (id) => this.#session.backend.edit(id, { ...NO_CHANGE, kind }),
      (_, left) => t.kindSet(words.kind[kind], left),
    );
  }

  /** After an edit in the form: the proposal is decided. */
  async edited(id: string) {
    this.#remove([id]);
    this.#said = t.saved;
    await this.#refresh();
  }

  #begin(case_: string | null) {
    this.#case = case_;
    this.#lists = null;
    this.#context = null;
    this.#current = null;
    this.#said = '';
    this.#queue = this.#session.case?.parties.length === 0 ? 'all' : 'parties';
  }

  async #decide(
    act: (id: string) => Promise<DecisionLine>,
    inWords: (repeats: number, left: number) => string,
  ) {
    const id = this.current?.line.id;
    if (!id || this.#isDeciding) return;
    this.#isDeciding = true;
    const done = await this.#session.attempt(() => act(id));
    this.#isDeciding = false;
    if (!done) return;
    this.#remove([id, ...done.repeats]);
    this.#said = inWords(done.repeats.length, this.proposals?.length ?? 0);
    await this.#refresh();
  }

  #remove(ids: string[]) {
    const lists = this.#lists;
    if (!lists) return;
    // What was asked before the decision no longer holds.
    this.#turn += 1;
    const [gone, at] = [new Set(ids), this.index];
    const rest = (all: ProposalView[]) => all.filter((it) => !gone.has(it.line.id));
    const next = this.proposals?.slice(at).find((it) => !gone.has(it.line.id));
    this.#lists = { parties: rest(lists.parties), all: rest(lists.all) };
    this.#current = next?.line.id ?? this.proposals?.at(-1)?.line.id ?? null;
  }

  async #refresh() {
    await Promise.all([this.load(), this.#session.attempt(() => this.#session.beat())]);
  }
}

function newestFirst(all: ProposalView[]): ProposalView[] {
  const captured = ({ line }: ProposalView) => line.captured.earliest ?? 0;
  return [...all].sort((a, b) => captured(b) - captured(a));
}
