// What is open round the screens: navigation, reader, palette, sheet; and the first minute.

import type { Failure } from '../ipc/backend';
import { asFailure, type Screen, type Session } from './session.svelte';

/** The reader is never narrower than a line of text, nor wider than two thirds of a wide window. */
export const READER = { least: 320, usual: 468, most: 900, step: 16 };

/** Screens that show a reader beside them. */
const WITH_READER: readonly Screen[] = ['timeline', 'review', 'search', 'entities', 'capture'];
/** Screens that make sense without a case. */
const WITHOUT_CASE: readonly Screen[] = ['cases', 'search', 'settings'];
/** Where the window remembers which case was open. */
const LAST_CASE = 'counterclaim.case';
/** Where it remembers how wide the reader is, and whether the navigation is folded. */
const READER_WIDTH = 'counterclaim.reader';
const NAV = 'counterclaim.navigation';

export class Frame {
  readonly #session: Session;
  #start = $state<'opening' | 'open' | 'failed'>('opening');
  #failure = $state.raw<Failure | null>(null);
  #navChoice = $state<'open' | 'folded' | null>(null);
  #width = $state(READER.usual);
  #sheet = $state<'palette' | 'keys' | null>(null);

  constructor(session: Session) {
    this.#session = session;
    this.width = Number(localStorage.getItem(READER_WIDTH)) || READER.usual;
    if (localStorage.getItem(NAV) === 'folded') this.#navChoice = 'folded';
  }

  /** How far the library has come. */
  get start() {
    return this.#start;
  }

  get failure() {
    return this.#failure;
  }

  /** The screen that can be shown: without a case, the list of cases. */
  get screen(): Screen {
    const wanted = this.#session.screen;
    return this.#session.case || WITHOUT_CASE.includes(wanted) ? wanted : 'cases';
  }

  get hasReader() {
    return this.#session.hasReading && WITH_READER.includes(this.screen);
  }

  /** How wide the reader is, in pixels. */
  get width() {
    return this.#width;
  }

  set width(pixels: number) {
    this.#width = Math.round(Math.min(READER.most, Math.max(READER.least, pixels)));
  }

  /** What lies over the window. */
  get sheet() {
    return this.#sheet;
  }

  open(sheet: 'palette' | 'keys' | null) {
    this.#sheet = sheet;
  }

  /** Whether the navigation is shown; a narrow window has it folded until it is asked for. */
  isNavOpen(isNarrow: boolean): boolean {
    return this.#navChoice === null ? !isNarrow : this.#navChoice === 'open';
  }

  turnNav(isNarrow: boolean) {
    const isOpen = !this.isNavOpen(isNarrow);
    // What the width of the window suggests needs no choice.
    if (isOpen !== isNarrow) this.#navChoice = null;
    else this.#navChoice = isOpen ? 'open' : 'folded';
  }

  /** The window became wide or narrow, or a screen was chosen in a narrow one. */
  settleNav() {
    this.#navChoice = null;
  }

  /** Opens the library: the case that was open, or on the first day the sample. */
  async begin() {
    this.#start = 'opening';
    try {
      await this.#session.loadSettings();
      await this.#session.beat();
      await this.#openSome();
      this.#start = 'open';
    } catch (error) {
      this.#failure = asFailure(error);
      this.#start = 'failed';
    }
  }

  /** Another folder for the library; opens it. */
  async moveTo(folder: string) {
    try {
      await this.#session.saveSettings({ library: folder });
      await this.begin();
    } catch (error) {
      this.#failure = asFailure(error);
    }
  }

  /** Keeps in mind which case is open, and how the window is divided. */
  remember() {
    const id = this.#session.case?.id;
    if (id) localStorage.setItem(LAST_CASE, id);
    localStorage.setItem(READER_WIDTH, String(this.#width));
    localStorage.setItem(NAV, this.#navChoice === 'folded' ? 'folded' : 'usual');
  }

  async #openSome() {
    const { backend } = this.#session;
    const known = await backend.cases();
    const last = localStorage.getItem(LAST_CASE);
    if (last && known.some(({ id }) => id === last)) return this.#session.openCase(last);
    if (this.#session.settings?.hints || known.length === 0) {
      const sample = await backend.startCase('sample');
      return this.#session.openCase(sample.id);
    }
    const [only, another] = known;
    if (only && !another) return this.#session.openCase(only.id);
    this.#session.closeCase();
  }
}
