// What the whole window shares: which case, which screen, which statement, which document, and how
// the library stands. Screens keep what is theirs alone in classes of their own.

import { untrack, type Snippet } from 'svelte';
import type { CaseView, DecisionLine, Pulse } from '../ipc/bindings';
import type { Backend, Failure, WindowSettings } from '../ipc/backend';

export type Screen =
  'cases' | 'timeline' | 'review' | 'search' | 'entities' | 'capture' | 'export' | 'settings';

/** What the reader shows. */
export interface Reading {
  document: string;
  /** The latest one when null. */
  version: string | null;
  /** The statement that is scrolled to and marked. */
  statement: string | null;
}

/** A short word to the reporter at the edge of the window. */
export interface Notice {
  id: number;
  tone: 'done' | 'failed';
  text: string;
  hint: string | null;
}

/** What an act of the reporter changed: a decision, or what has to be read anew to be known. */
export type Change = DecisionLine | 'more';

const FIRST_PULSE: Pulse = {
  rev: 0,
  waiting: 0,
  failed: 0,
  done: 0,
  failing_watches: 0,
  next_due: null,
  online: true,
};

export class Session {
  readonly backend: Backend;
  #screen = $state<Screen>('timeline');
  #case = $state.raw<CaseView | null>(null);
  // Derived, so that fresh counts of the same case run no effect of who asks which case it is.
  #caseId = $derived(this.#case?.id ?? null);
  #selected = $state<string | null>(null);
  #reading = $state.raw<Reading | null>(null);
  #lead = $state<string | null>(null);
  #pulse = $state.raw<Pulse>(FIRST_PULSE);
  // Derived, so that a pulse without a change runs no effect of who reads it.
  #rev = $derived(this.#pulse.rev);
  #notices = $state.raw<Notice[]>([]);
  #settings = $state.raw<WindowSettings | null>(null);
  #query = $state('');
  #asked = $state(0);
  #facets = $state.raw<Snippet | null>(null);
  #nextNotice = 1;
  /** Moves when another case is opened, or none. */
  #caseTurn = 0;
  #acts: Promise<unknown> = Promise.resolve();
  readonly #hearers: ((change: Change) => void)[] = [];

  constructor(backend: Backend) {
    this.backend = backend;
  }

  get screen() {
    return this.#screen;
  }

  /** The case that is open; null before there is one. */
  get case() {
    return this.#case;
  }

  /** Which case is open: what is loaded for a case depends on this, not on its counts. */
  get caseId(): string | null {
    return this.#caseId;
  }

  /** The id of the statement or lead that is selected, on every screen. */
  get selected() {
    return this.#selected;
  }

  get reading() {
    return this.#reading;
  }

  get pulse() {
    return this.#pulse;
  }

  get notices() {
    return this.#notices;
  }

  /** What was last searched for from the header; the search takes it over when `asked` changes. */
  get query() {
    return this.#query;
  }

  /** How often something was searched for from the header. */
  get asked() {
    return this.#asked;
  }

  /** What the screen shows below the navigation. */
  get facets() {
    return this.#facets;
  }

  /** What the person set; null until it is loaded. */
  get settings() {
    return this.#settings;
  }

  /** Changes with every change of the library: what is shown is loaded anew when it does. */
  get rev() {
    return this.#rev;
  }

  show(screen: Screen) {
    this.#screen = screen;
  }

  /** Shows the search with a query. */
  searchFor(text: string) {
    this.#query = text;
    this.#asked += 1;
    this.#screen = 'search';
  }

  /** Puts the facets of a screen below the navigation; returns how to take them away. */
  showFacets(facets: Snippet): () => void {
    this.#facets = facets;
    return () => {
      if (untrack(() => this.#facets) === facets) this.#facets = null;
    };
  }

  async openCase(id: string) {
    const turn = ++this.#caseTurn;
    const view = await this.backend.caseView(id);
    if (turn !== this.#caseTurn) return;
    this.#case = view;
    this.#selected = null;
    this.#reading = null;
    this.#screen = 'timeline';
  }

  /** Takes the counts of the open case again. */
  async refreshCase() {
    const id = this.#case?.id;
    if (!id) return;
    const turn = this.#caseTurn;
    const view = await this.backend.caseView(id);
    // An answer that comes late must not bring back a case that was left meanwhile.
    if (turn === this.#caseTurn) this.#case = view;
  }

  closeCase() {
    this.#caseTurn += 1;
    this.#case = null;
    this.#selected = null;
    this.#reading = null;
    this.#screen = 'cases';
  }

  /** Selects a statement; the reader follows when it stands in a document. */
  select(id: string | null, document: string | null = null) {
    this.#selected = id;
    if (id && document) this.#reading = { document, version: null, statement: id };
  }

  /** Shows a document in the reader; null closes the reader. */
  read(reading: Reading | null) {
    this.#reading = reading;
    this.#lead = null;
  }

  /** Shows a lead in the reader: it has no document yet. */
  readLead(id: string) {
    this.#selected = id;
    this.#lead = id;
  }

  /** Whether the reader has something to show. */
  get hasReading() {
    return this.#reading !== null || (this.#lead !== null && this.#lead === this.#selected);
  }

  async loadSettings() {
    this.#settings = await this.backend.windowSettings();
  }

  /** Changes some of the settings; changes that come at once are saved one after the other. */
  async saveSettings(changes: Partial<WindowSettings>) {
    await this.inTurn(async () => {
      if (!this.#settings) return;
      const settings = { ...this.#settings, ...changes };
      await this.backend.setWindowSettings(settings);
      this.#settings = settings;
    });
  }

  /** Runs acts that must not overlap, decisions and what takes them back, in the order they came. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#acts.then(act);
    this.#acts = done.catch(() => undefined);
    return done;
  }

  /** Has someone hear what the reporter changes, before the library is read anew. */
  hear(hearer: (change: Change) => void) {
    this.#hearers.push(hearer);
  }

  /** Tells what the reporter changed. */
  tell(change: Change) {
    for (const hearer of this.#hearers) hearer(change);
  }

  /** Asks how the library stands; the caller decides how often. */
  async beat() {
    const before = this.#pulse.rev;
    this.#pulse = await this.backend.pulse();
    if (before !== this.#pulse.rev) await this.refreshCase();
  }

  /** Tells that something was done. */
  say(text: string) {
    this.#notify({ tone: 'done', text, hint: null });
  }

  /** Runs an act of the reporter; a failure is told, and undefined returned. */
  async attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const failure = asFailure(error);
      this.#notify({
        tone: 'failed',
        text: inWords(failure),
        hint: failure.hint && inWords({ ...failure, message: failure.hint, subject: null }),
      });
      return undefined;
    }
  }

  dismiss(id: number) {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }

  #notify(notice: Omit<Notice, 'id'>) {
    this.#notices = [...this.#notices.slice(-2), { ...notice, id: this.#nextNotice++ }];
  }
}

/** Returns what was thrown as a failure that can be shown. */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return { code: 'unknown', subject: null, hint: '', ...(error as Partial<Failure>) } as Failure;
  }
  return { code: 'unknown', message: String(error), subject: null, hint: '' };
}

/**
 * Returns a failure as a sentence, with what it is about: the engine's errors begin small and end
 * without a stop.
 */
export function inWords({ message, subject }: Failure): string {
  const text = subject && !message.includes(subject) ? `${message}: ${subject}` : message;
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
