// The proposals that wait for a decision, one of them in hand. What was decided leaves the queue at
// once, with its word-identical repeats, and the next comes, so that no press of a key is lost and
// none counts twice; a failure puts it back, and so does taking the decision back.

import type {
  DecisionLine,
  DocumentView,
  Kind,
  ProposalView,
  StatementDetail,
  TimelineLine,
} from '../ipc/bindings';
import type { Failure } from '../ipc/backend';
import { review as t, words } from '../messages';
import { Again } from '../reader/again';
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
  /** Decided here, and not yet written down by the library. */
  #leaving = $state.raw<ReadonlySet<string>>(new Set());
  /** Decided here, the latest last: what comes back of it was taken back. */
  #decided: string[] = [];
  #waiting = 0;
  readonly #loads = new Again();
  /** Moves with every decision: what was asked before it no longer holds. */
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get queue() {
    return this.#queue;
  }

  /** Null until they are loaded; the newest captures first. */
  get proposals(): ProposalView[] | null {
    return this.#lists && this.#staying(this.#lists[this.#queue]);
  }

  get counts(): Record<Queue, number> {
    const { parties = [], all = [] } = this.#lists ?? {};
    return { parties: this.#staying(parties).length, all: this.#staying(all).length };
  }

  get current(): ProposalView | null {
    return this.proposals?.[this.index] ?? null;
  }

  get index() {
    return this.proposals?.findIndex((it) => it.line.id === this.#current) ?? -1;
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
    const case_ = this.#session.caseId;
    if (case_ !== this.#case) this.#begin(case_);
    if (case_) await this.#loads.run(() => this.#fetch());
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
    this.#pin();
  }

  take(id: string) {
    this.#current = id;
  }

  takeAt(index: number) {
    this.#current = this.proposals?.[index]?.line.id ?? this.#current;
  }

  /** Takes the next proposal without a decision, or the one before; returns its place. */
  skip(by: 1 | -1): number {
    const all = this.proposals ?? [];
    const index = Math.max(0, Math.min(all.length - 1, this.index + by));
    this.#current = all[index]?.line.id ?? null;
    return index;
  }

  async accept() {
    await this.#decide((it) => this.#session.backend.accept(it.id, it.version), t.accepted);
  }

  async reject() {
    await this.#decide((it) => this.#session.backend.reject(it.id, it.version), t.rejected);
  }

  /** The words were read right, but do something else. */
  async setKind(kind: Kind) {
    await this.#decide(
      (it) => this.#session.backend.edit(it.id, { ...NO_CHANGE, kind }, it.version, null),
      (_, left) => t.kindSet(words.kind[kind], left),
    );
  }

  /** After an edit in the form: the proposal is decided. */
  async edited(id: string) {
    this.#leave([id]);
    this.#remove([id]);
    this.#stay([id]);
    this.#decided.push(id);
    this.#said = t.saved;
    await this.#beat();
  }

  #begin(case_: string | null) {
    this.#case = case_;
    this.#lists = null;
    this.#context = null;
    // What was open in the reader is taken up.
    this.#current = this.#session.reading?.statement ?? null;
    this.#decided = [];
    this.#said = '';
    this.#queue = this.#session.case?.parties.length === 0 ? 'all' : 'parties';
  }

  async #fetch() {
    const [case_, turn] = [this.#case, this.#turn];
    if (!case_) return;
    const isMeant = () => case_ === this.#case && turn === this.#turn;
    try {
      const { backend } = this.#session;
      const [parties, all] = await Promise.all([
        backend.proposals(case_, 'parties'),
        backend.proposals(case_, 'all'),
      ]);
      if (isMeant()) this.#show({ parties: newestFirst(parties), all: newestFirst(all) });
    } catch (error) {
      if (isMeant()) this.#failure = asFailure(error);
    }
    if (!isMeant()) void this.load();
  }

  #show(lists: Record<Queue, ProposalView[]>) {
    const at = this.index;
    this.#lists = lists;
    this.#failure = null;
    this.#takeUp(lists.all);
    this.#pin(at);
  }

  async #decide(
    act: (line: TimelineLine) => Promise<DecisionLine>,
    inWords: (repeats: number, left: number) => string,
  ) {
    const current = this.current;
    if (!current) return;
    const ids = [current.line, ...current.repeats].map((it) => it.id);
    this.#leave(ids);
    const next = this.#current;
    this.#waiting += 1;
    await this.#session.inTurn(async () => {
      const done = await this.#session.attempt(() => act(current.line));
      this.#waiting -= 1;
      if (done) this.#settle(done, inWords);
      this.#stay(ids);
      if (!done) await this.#putBack(current.line.id, next);
    });
    if (this.#waiting === 0) await this.#beat();
  }

  /** What failed is in hand again unless another was taken meanwhile, and it is read anew. */
  async #putBack(id: string, next: string | null) {
    if (this.#current === next) this.#current = id;
    await this.load();
  }

  #settle(done: DecisionLine, inWords: (repeats: number, left: number) => string) {
    this.#remove([done.id, ...done.repeats]);
    this.#session.tell(done);
    // A kind that was set shows only in the lines themselves.
    this.#session.tell('more');
    this.#decided.push(done.id);
    this.#said = inWords(done.repeats.length, this.proposals?.length ?? 0);
  }

  /** Where one of these is in hand, the next proposal comes, or the last where there is none. */
  #leave(ids: string[]) {
    const at = this.index;
    this.#leaving = new Set([...this.#leaving, ...ids]);
    if (this.#current !== null && ids.includes(this.#current)) this.#pin(at);
  }

  /**
   * What is in hand stays there, whatever comes before it in the queue. Where it left, what stands
   * in its place comes.
   */
  #pin(at = 0) {
    const [all, id] = [this.proposals ?? [], this.#current];
    const held =
      all.find((it) => it.line.id === id) ??
      all.find((it) => it.repeats.some((repeat) => repeat.id === id)) ??
      all[Math.max(0, Math.min(at, all.length - 1))];
    this.#current = held?.line.id ?? null;
  }

  #stay(ids: string[]) {
    this.#leaving = new Set([...this.#leaving].filter((id) => !ids.includes(id)));
  }

  #staying(all: ProposalView[]): ProposalView[] {
    return this.#leaving.size === 0 ? all : all.filter((it) => !this.#leaving.has(it.line.id));
  }

  #remove(ids: string[]) {
    const lists = this.#lists;
    if (!lists) return;
    this.#turn += 1;
    const at = this.index;
    const rest = (all: ProposalView[]) => all.filter((it) => !ids.includes(it.line.id));
    this.#lists = { parties: rest(lists.parties), all: rest(lists.all) };
    this.#pin(at);
  }

  /** What was taken back is in hand again. */
  #takeUp(all: ProposalView[]) {
    const waits = (id: string | null) => all.some((it) => it.line.id === id);
    const back = this.#decided.filter((id) => waits(id));
    this.#decided = this.#decided.filter((id) => !back.includes(id));
    this.#current = back.at(-1) ?? this.#current;
  }

  /** Where the library changed, everything that is shown is loaded anew. */
  async #beat() {
    await this.#session.attempt(() => this.#session.beat());
  }
}

function newestFirst(all: ProposalView[]): ProposalView[] {
  const captured = ({ line }: ProposalView) => line.captured.earliest ?? 0;
  return [...all].sort((a, b) => captured(b) - captured(a));
}
