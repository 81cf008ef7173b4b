// A search as it goes on: the query of the box, the answer to it, and the hits loaded so far. An
// answer that comes after a newer question was asked is dropped.

import type { Backend, Failure } from '../ipc/backend';
import type { HitView, SearchView } from '../ipc/bindings';
import {
  absorbed,
  FIELDS,
  NOTHING,
  parse,
  print,
  printFinished,
  toggled,
  withoutField,
  type FieldName,
  type Query,
} from '../search/query';
import { asFailure, type Session } from './session.svelte';

/** Hits asked for at once. */
export const PAGE = 50;
/** How long the typing rests before the index is asked. */
export const PAUSE_MS = 150;
/** The index gives no more at once. */
const MOST = 1_000;

export type Where = 'case' | 'all';
type Facets = SearchView['facets'];

export class Search {
  readonly #backend: Backend;
  #case: string | null = null;
  #query = $state.raw<Query>(NOTHING);
  #where = $state<Where>('case');
  #answer = $state.raw<SearchView | null>(null);
  #hits = $state.raw<HitView[]>([]);
  #facets = $state.raw<Facets>({});
  #failure = $state.raw<Failure | null>(null);
  #isAsking = $state(false);
  #at = $state(0);
  /** How far into the answer has been asked; rows that are gone make it more than the hits. */
  #asked = $state(0);
  /** What the hits answer, while the next query is still being typed. */
  #askedLine = '';
  /** How often something was asked for from elsewhere when it was last taken over. */
  #taken = 0;
  #turn = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get query() {
    return this.#query;
  }

  get where() {
    return this.#where;
  }

  /** The last answer; it stays while the next is waited for. */
  get answer() {
    return this.#answer;
  }

  get hits() {
    return this.#hits;
  }

  /** Counts by field; those of a field with a chip are counted as if the chip were not there. */
  get facets() {
    return this.#facets;
  }

  get failure() {
    return this.#failure;
  }

  get isAsking() {
    return this.#isAsking;
  }

  /** The place of the hit that the keys are on. */
  get at() {
    return this.#at;
  }

  get current(): HitView | undefined {
    return this.#hits[this.#at];
  }

  get line() {
    return print(this.#query);
  }

  get isEmpty() {
    return this.line === '';
  }

  /** Asks again, for another case or because the library changed. */
  load(case_: string | null) {
    const isSame = case_ === this.#case;
    this.#case = case_;
    return this.#ask(isSame ? Math.max(PAGE, this.#asked) : PAGE);
  }

  /** Takes a query over from elsewhere. */
  read(line: string) {
    this.#query = parse(line);
    return this.#askAnew();
  }

  /** Follows the typing; a field becomes a chip when a space ends it. */
  type(text: string) {
    const typed = { ...this.#query, text };
    this.#query = /\s$/u.test(text) && parse(text).chips.length > 0 ? absorbed(typed) : typed;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#askAnew(), PAUSE_MS);
  }

  /** Takes what is typed as finished. */
  finish() {
    this.#query = absorbed(this.#query);
    return this.#askAnew();
  }

  toggle(field: FieldName, value: string) {
    this.#query = toggled(absorbed(this.#query), field, value);
    return this.#askAnew();
  }

  removeField(field: FieldName) {
    this.#query = withoutField(this.#query, field);
    return this.#askAnew();
  }

  removeLastField() {
    const last = this.#query.chips.at(-1);
    if (last) void this.removeField(last.field);
  }

  look(where: Where) {
    this.#where = where;
    return this.#askAnew();
  }

  move(step: number) {
    this.moveTo(this.#at + step);
  }

  moveTo(place: number) {
    this.#at = Math.max(0, Math.min(place, this.#hits.length - 1));
  }

  /** Loads the next hits, unless all are there or others are waited for. */
  async more() {
    if (this.#isAsking || !this.#answer || this.#asked >= this.#answer.total) return;
    const offset = this.#asked;
    await this.#answered(this.#search(this.#askedLine, PAGE, offset), (answer) => {
      const known = new Set(this.#hits.map((hit) => hit.id));
      this.#hits = [...this.#hits, ...answer.hits.filter((hit) => !known.has(hit.id))];
      this.#asked = offset + PAGE;
      this.#answer = answer;
    });
  }

  /** Takes over what was asked for from elsewhere, once. */
  takeOver(asked: number, line: string) {
    if (asked === this.#taken) return;
    this.#taken = asked;
    if (line !== this.line) void this.read(line);
  }

  #askAnew() {
    this.#at = 0;
    return this.#ask(PAGE);
  }

  async #ask(wanted: number) {
    clearTimeout(this.#pause);
    const limit = Math.min(wanted, MOST);
    this.#askedLine = printFinished(this.#query);
    const both = Promise.all([this.#search(this.#askedLine, limit, 0), this.#sideways()]);
    await this.#answered(both, ([answer, sideways]) => {
      this.#answer = answer;
      this.#hits = answer.hits;
      this.#facets = { ...answer.facets, ...sideways };
      this.#asked = limit;
      this.moveTo(this.#at);
    });
  }

  /** Runs `take` with an answer unless something else was asked meanwhile. */
  async #answered<T>(answer: Promise<T>, take: (answer: T) => void) {
    const turn = ++this.#turn;
    this.#isAsking = true;
    try {
      const given = await answer;
      if (turn !== this.#turn) return;
      this.#failure = null;
      take(given);
    } catch (error) {
      if (turn === this.#turn) this.#failure = asFailure(error);
    } finally {
      if (turn === this.#turn) this.#isAsking = false;
    }
  }

  /** Counts each field that has a chip without that chip, so that another value can be added. */
  async #sideways(): Promise<Facets> {
    const fields = FIELDS.filter((field) => this.#query.chips.some((it) => it.field === field));
    const counted = fields.map(async (field) => {
      const query = printFinished(withoutField(this.#query, field));
      const answer = await this.#search(query, 0, 0);
      return [field, answer.facets[field] ?? []] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }

  #search(query: string, limit: number, offset: number) {
    const case_ = this.#where === 'case' ? this.#case : null;
    return this.#backend.search(query, case_, limit, offset);
  }
}

const searches = new WeakMap<Session, Search>();

/** Returns the search of a session, so that it is still there after a look at another screen. */
export function searchOf(session: Session): Search {
  const search = searches.get(session) ?? new Search(session.backend);
  searches.set(session, search);
  return search;
}
