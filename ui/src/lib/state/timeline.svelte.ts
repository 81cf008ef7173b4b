// The timeline of the open case: its lines, what the reporter chose to see of them, and the rows
// that come of it. One stands for the whole session, so that filters survive a change of screen.

import { createContext } from 'svelte';
import type { DecisionLine, TimelineLine, TimelineView } from '../ipc/bindings';
import type { ExportScope, Failure } from '../ipc/backend';
import { timeline as t } from '../messages';
import { asFailure, type Change, type Session } from './session.svelte';
import {
  EVERYTHING,
  FAILS,
  failuresOf,
  scopeOf,
  usualStandings,
  type Choice,
} from '../timeline/choice';
import { facetsOf } from '../timeline/facets';
import { fold, isProposal, Links, type Entry, type Linked } from '../timeline/fold';
import { inLanes, inOneColumn, ordered, rowsByCard, stepsOf } from '../timeline/layout';
import { densityOf } from '../timeline/density';
import { sorted, type Column, type Sorting } from '../timeline/table';

/** Milliseconds that the library has to be quiet before its lines are taken anew … */
const QUIET = 400;
/** … and between two times while pages are being captured. */
const PAUSE = 3000;
/** Fewer words say little to who sees them first. */
const OWN_WORDS = 6;

/** How the lines are laid out. */
export type Look = 'lanes' | 'table';

/** Whether three lanes find room beside each other. */
export type Room = 'wide' | 'narrow';

export class TimelineState {
  readonly #session: Session;
  #case = $state<string | null>(null);
  #view = $state.raw<TimelineView | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #choices = $state.raw<Record<string, Choice>>({});
  #look = $state<Look>('lanes');
  #sorting = $state.raw<Sorting>({ column: 'date', direction: 'ascending' });
  #linking = $state<string | null>(null);
  #aim = $state<string | null>(null);
  #decided = $state(0);
  #turn = 0;
  #loadedAt = 0;
  /** The answer that is under way. */
  #asked: Promise<void> = Promise.resolve();
  /** Whether the lines are taken anew once that is there. */
  #isAskedAgain = false;
  /** Whether something was changed that only a new reading of the lines can show. */
  #isStale = false;
  /** What a decision is under way on: out of reach until it is taken. */
  readonly #deciding = new Set<string>();
  /** The card from which a line was gone to that the filters leave out. */
  #from: string | null = null;
  room = $state<Room>('wide');

  #lines = $derived<readonly TimelineLine[]>(this.#view?.lines ?? []);
  #byId = $derived(new Map(this.#lines.map((line) => [line.id, line])));
  #usual = $derived(usualStandings(this.#lines));
  #choice = $derived.by<Choice>(() => this.#choices[this.#session.caseId ?? ''] ?? EVERYTHING);
  #standings = $derived(this.#choice.standings ?? this.#usual);
  #failures = $derived(failuresOf(this.#choice, this.#standings));
  #passing = $derived(this.#lines.filter((line) => this.#failures(line) === 0));
  #entries = $derived(fold(ordered(this.#passing, this.#choice)));
  #byCard = $derived(new Map(this.#entries.map((entry) => [entry.line.id, entry])));
  #links = $derived(new Links(this.#byId, this.#entries));
  #rows = $derived(
    this.room === 'wide'
      ? inLanes(this.#entries, this.#choice.clock)
      : inOneColumn(this.#entries, this.#choice.clock, this.#links),
  );
  #table = $derived(sorted(this.#entries, this.#sorting, this.#choice.clock));
  #steps = $derived(
    this.#look === 'lanes' ? stepsOf(this.#rows) : this.#table.map(({ line }) => line.id),
  );
  #rowOf = $derived(
    this.#look === 'lanes'
      ? rowsByCard(this.#rows)
      : new Map(this.#table.map(({ line }, index) => [line.id, index])),
  );
  #stepOf = $derived(new Map(this.#steps.map((id, index) => [id, index])));
  #facets = $derived(facetsOf(this.#lines, this.#failures));
  #density = $derived.by(() => {
    const failures = this.#failures;
    const inTime = this.#lines.filter((line) => (failures(line) & ~FAILS.time) === 0);
    return densityOf(inTime, this.#choice.clock);
  });
  #proposals = $derived(
    this.#lines.filter((line) => isProposal(line) && (this.#failures(line) & ~FAILS.standing) === 0)
      .length,
  );

  constructor(session: Session) {
    this.#session = session;
    session.hear((change) => this.#hear(change));
  }

  /** What was decided elsewhere stands here at once. */
  #hear(change: Change) {
    if (change !== 'more') this.#take(change);
    else if (this.#session.screen === 'timeline') void this.load();
    else this.#isStale = true;
  }

  /** Takes the lines of the open case anew; what is shown stays until they are there. */
  async load() {
    const id = this.#session.caseId;
    const turn = ++this.#turn;
    this.#isStale = false;
    if (id !== this.#case) {
      this.#case = id;
      this.#view = null;
      this.#failure = null;
      this.stopLinking();
    }
    if (id === null) return;
    this.#asked = this.#ask(id, turn);
    await this.#asked;
  }

  async #ask(id: string, turn: number) {
    try {
      const view = await this.#session.backend.timeline(id);
      if (turn !== this.#turn) return;
      this.#show(view);
      this.#failure = null;
    } catch (error) {
      if (turn === this.#turn) this.#failure = asFailure(error);
    }
    this.#loadedAt = Date.now();
  }

  /** Takes the lines anew once they are there: many changes must not keep each answer from being the last. */
  async #askAgain() {
    if (this.#isAskedAgain) return;
    this.#isAskedAgain = true;
    await this.#asked;
    this.#isAskedAgain = false;
    if (this.#view?.rev !== this.#session.rev) await this.load();
  }

  #show(view: TimelineView) {
    this.#keepStandings(view);
    this.#view = view;
  }

  /** Takes the lines at once for another case, and soon where they changed; returns how not to. */
  keepUp(): () => void {
    const { rev, pulse } = this.#session;
    if (this.#case !== this.#session.caseId || this.#isStale) void this.load();
    else if (this.#view === null) void this.#askAgain();
    else if (this.#view.rev !== rev) {
      const pause = pulse.waiting > 0 ? this.#loadedAt + PAUSE - Date.now() : 0;
      const timer = setTimeout(() => void this.#askAgain(), Math.max(QUIET, pause));
      return () => clearTimeout(timer);
    }
    return () => {};
  }

  /** The first decision of a case does not take the other proposals from under the reporter's eyes. */
  #keepStandings(view: TimelineView) {
    const isSeen = this.#view !== null && this.#session.screen === 'timeline';
    if (!isSeen || !this.isUnchecked || this.#choice.standings !== null) return;
    if (!usualStandings(view.lines).includes('proposals')) {
      this.choose({ standings: this.#standings });
    }
  }

  /** Null until they are loaded. */
  get view() {
    return this.#view;
  }

  get failure() {
    return this.#failure;
  }

  get choice() {
    return this.#choice;
  }

  /** What of checked statements, proposals and leads is shown. */
  get standings() {
    return this.#standings;
  }

  /** Whether nobody has checked a statement of the case yet. */
  get isUnchecked() {
    return this.#usual.includes('proposals');
  }

  /** What an export of what is seen covers. */
  get scope(): ExportScope {
    return scopeOf(this.#choice, this.#standings);
  }

  get look() {
    return this.#look;
  }

  get sorting() {
    return this.#sorting;
  }

  get entries() {
    return this.#entries;
  }

  get rows() {
    return this.#rows;
  }

  get table() {
    return this.#table;
  }

  get facets() {
    return this.#facets;
  }

  get density() {
    return this.#density;
  }

  /** How many statements are shown, repeats counted. */
  get shown() {
    return this.#passing.length;
  }

  /** How many proposals the other filters would let through. */
  get proposals() {
    return this.#proposals;
  }

  /** The card of the selected statement, when it is shown. */
  get selected(): Entry | null {
    return this.#byCard.get(this.#links.cardOf(this.#session.selected) ?? '') ?? null;
  }

  /** The selected line with its repeats, also where the filters leave it out. */
  get chosen(): Entry | null {
    return this.selected ?? this.#alone(this.#session.selected);
  }

  /** Changes with each decision and link of the timeline, once its lines are there. */
  get decided() {
    return this.#decided;
  }

  /** The answer for which an allegation or claim is being looked for. */
  get linking(): Entry | null {
    return this.#byCard.get(this.#linking ?? '') ?? this.#alone(this.#linking);
  }

  /** What J and K move: what is aimed at while linking, or the selection. */
  get current(): string | null {
    return this.#linking === null ? (this.selected?.line.id ?? null) : this.#aim;
  }

  /** What Tab comes to: the selection, or the first line. */
  get entrance(): string | null {
    return this.current ?? this.#steps[0] ?? null;
  }

  choose(change: Partial<Choice>) {
    const id = this.#session.caseId ?? '';
    this.#choices = { ...this.#choices, [id]: { ...this.#choice, ...change } };
  }

  /** Takes every filter away; the clock and the order stay. */
  clear() {
    const { clock, newest } = this.#choice;
    this.choose({ ...EVERYTHING, clock, newest });
  }

  show(look: Look) {
    this.#look = look;
  }

  sortBy(column: Column) {
    const { column: before, direction } = this.#sorting;
    const isTurned = before === column && direction === 'ascending';
    this.#sorting = { column, direction: isTurned ? 'descending' : 'ascending' };
  }

  showProposals(shown: 'shown' | 'hidden') {
    const others = this.#standings.filter((it) => it !== 'proposals');
    this.choose({ standings: shown === 'shown' ? [...others, 'proposals'] : others });
  }

  /** In which row of the list a card stands. */
  rowOf(id: string): number | null {
    return this.#rowOf.get(id) ?? null;
  }

  /** The place of a card among all that are shown, from 1. */
  placeOf(id: string): number {
    return (this.#stepOf.get(id) ?? 0) + 1;
  }

  answers(entry: Entry): Linked[] {
    return this.#links.answers(entry);
  }

  answeredBy(entry: Entry): Linked[] {
    return this.#links.answeredBy(entry);
  }

  /** Moves the selection, or the aim while linking. */
  move(by: 1 | -1) {
    const steps = this.#steps;
    const at = this.#stepOf.get(this.current ?? this.#from ?? '');
    let next = at === undefined ? (by === 1 ? 0 : steps.length - 1) : at + by;
    if (this.#linking !== null) while (steps[next] && !this.#canBeAnswered(steps[next])) next += by;
    const id = steps[next];
    if (id === undefined) return;
    if (this.#linking !== null) this.#aim = id;
    else this.select(id);
  }

  /** Selects a card; the reader follows when it shows the same document. */
  select(id: string) {
    const document = this.#byId.get(id)?.document ?? null;
    const isOpen = document !== null && this.#session.reading?.document === document;
    this.#session.select(id, isOpen ? document : null);
  }

  /** Selects a card and reads it. */
  read(id: string) {
    const document = this.#byId.get(id)?.document;
    if (document) this.#session.select(id, document);
    else this.#session.readLead(id);
  }

  /** What pressing a card does: reads it, or links to it while an answer is being linked. */
  press(id: string) {
    if (this.#linking !== null) void this.link(id);
    else this.read(id);
  }

  /** Goes to an answer of the selected card, or to what it answers. */
  follow(way: 'answer' | 'answered') {
    const entry = this.chosen;
    if (!entry) return;
    const ends = way === 'answer' ? this.answeredBy(entry) : this.answers(entry);
    const end = ends.find(({ shownAs }) => shownAs !== null) ?? ends[0];
    if (end) this.goTo(end);
    else if (way === 'answered') this.#session.say(t.answersNothing);
    else this.#session.say(this.answers(entry).length > 0 ? t.isAnswer : t.noLinkedAnswer);
  }

  /** Reads what stands at the other end of an answer, even when the filters leave it out. */
  goTo({ line, shownAs }: Linked) {
    this.#from = this.selected?.line.id ?? this.#from;
    this.read(line.id);
    if (shownAs === null) this.#session.say(t.notShown);
  }

  /** Begins to look for what the selected statement answers; leads answer nothing. */
  startLinking() {
    const entry = this.chosen;
    if (!entry || entry.line.type === 'lead') return;
    this.#linking = entry.line.id;
    this.#aim = this.answers(entry)[0]?.shownAs ?? this.#nearestBefore(entry.line.id);
  }

  stopLinking() {
    this.#linking = null;
    this.#aim = null;
  }

  /** Links the answer to what is aimed at. */
  async link(aim: string | null = this.#aim) {
    const answer = this.#linking;
    if (answer === null) return;
    if (aim === null || !this.#canBeAnswered(aim)) {
      this.#session.say(t.cannotAnswer);
      return;
    }
    this.stopLinking();
    const { backend } = this.#session;
    const link = async () => {
      await backend.link(answer, aim);
      return true;
    };
    const done = await this.#session.attempt(() => this.#session.inTurn(link));
    if (done) this.#session.say(t.linked);
    await this.load();
    this.#decided += 1;
  }

  /** Decides on the selected proposal and says how many repeats that covered. */
  async decide(decision: 'accept' | 'reject') {
    const line = this.chosen?.line;
    if (!line || this.#deciding.has(line.id)) return;
    if (!isProposal(line)) {
      this.#session.say(t.notAProposal);
      return;
    }
    this.#deciding.add(line.id);
    const { backend } = this.#session;
    const decide = () => backend[decision](line.id, line.version);
    const done = await this.#session.attempt(() => this.#session.inTurn(decide));
    this.#deciding.delete(line.id);
    if (done) {
      const next = done.status === 'rejected' ? this.#after(done.id) : null;
      const isSelected = this.chosen?.line.id === done.id;
      this.#session.tell(done);
      if (isSelected && next !== null) this.select(next);
      this.#session.say((decision === 'accept' ? t.accepted : t.rejected)(done.repeats.length));
    }
    await this.load();
    this.#decided += 1;
  }

  /** Shows what was decided before the lines are taken anew. */
  #take({ id, repeats, status }: DecisionLine) {
    if (this.#view === null) return;
    const taken = new Set([id, ...repeats]);
    const lines = this.#view.lines.flatMap((line) => {
      if (!taken.has(line.id)) return line;
      return status === 'rejected' ? [] : { ...line, status };
    });
    this.#show({ ...this.#view, lines });
  }

  /** The allegation of the first minute: the one whose answer is easiest to see. */
  get example(): TimelineLine | null {
    const allegations = this.#entries.filter(({ line }) => line.kind === 'allegation');
    const ranked = allegations.flatMap((entry) =>
      this.answeredBy(entry).map((end) => ({
        line: entry.line,
        rank: this.#clearness(entry, end),
      })),
    );
    const best = ranked.reduce((most, { rank }) => Math.max(most, rank), 0);
    return ranked.find(({ rank }) => rank > 0 && rank === best)?.line ?? null;
  }

  /** How well an allegation and its answer show what the timeline is for. */
  #clearness({ line }: Entry, { line: answer, shownAs }: Linked): number {
    const [from, to] = [this.rowOf(line.id), this.rowOf(shownAs ?? '')];
    if (from === null || to === null) return 0;
    const takesUp = answer.kind === 'denial' || answer.kind === 'confirmation';
    const hasWords = answer.words.split(/\s+/).length >= OWN_WORDS;
    const isNamed = line.speaker !== null && answer.speaker !== null;
    const isNear = Math.abs(from - to) <= 1;
    return 1 + (takesUp ? 8 : 0) + (hasWords ? 4 : 0) + (isNamed ? 6 : 0) + (isNear ? 2 : 0);
  }

  /** A line as a card of its own. */
  #alone(id: string | null): Entry | null {
    const line = this.#byId.get(id ?? '');
    return line ? { line, repeats: [] } : null;
  }

  /** Where to go from a card that is taken away; from one that the filters leave out, back. */
  #after(id: string): string | null {
    const at = this.#stepOf.get(id);
    if (at === undefined) return this.#from;
    return this.#steps[at + 1] ?? this.#steps[at - 1] ?? null;
  }

  /** Answers are mostly given to something alleged or claimed a little before. */
  #nearestBefore(id: string): string | null {
    const at = this.#stepOf.get(id) ?? 0;
    const isAlleged = (it: string) =>
      this.#canBeAnswered(it) && this.#byId.get(it)?.lane === 'alleged';
    const before = this.#steps.slice(0, at).findLast(isAlleged);
    return before ?? this.#steps.find((it) => this.#canBeAnswered(it)) ?? null;
  }

  /** Leads are no statements, and nothing answers itself. */
  #canBeAnswered(id: string | undefined): boolean {
    const line = this.#byId.get(id ?? '');
    return line?.type === 'statement' && line.id !== this.#linking;
  }
}

export const [getTimeline, setTimeline] = createContext<TimelineState>();
