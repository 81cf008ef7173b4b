// What the reporter puts into a case, and what becomes of each piece. It lives as long as the window,
// so that a capture goes on, and its lines are there, when the reporter looks at another screen.

import type { CaptureLine } from '../ipc/bindings';
import type { Failure, News, SuppliedText } from '../ipc/backend';
import { Drafts } from './drafts.svelte';
import { asFailure, type Session } from './session.svelte';

/** The ways in. */
export type Way = 'pages' | 'text' | 'files' | 'watches';

/** One act of the reporter: some addresses, some files, a text, a look at the watches. */
export interface Run {
  id: number;
  /** The case that it was put into. */
  case: string;
  way: Way;
  /** The addresses or paths that were given; one without a line is still on its way. */
  asked: string[];
  lines: CaptureLine[];
  state: 'running' | 'done' | 'failed';
  failure: Failure | null;
}

export class Intake {
  readonly #session: Session;
  readonly #drafts = new Map<string, Drafts>();
  #runs = $state.raw<Run[]>([]);
  // What another case was given says nothing here, and helps nobody with it.
  #ofCase = $derived(this.#runs.filter((run) => run.case === this.#session.caseId));
  #way = $state<Way>('pages');
  #about = $state('');
  #dragging = $state(0);
  #next = 1;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What was put into the open case since the window opened, the latest first. */
  get runs() {
    return this.#ofCase;
  }

  get way() {
    return this.#way;
  }

  /** The address that a text or a saved page is for, when a wall stood in front of it. */
  get about() {
    return this.#about;
  }

  /** How many files are held over the window; 0 when none are. */
  get dragging() {
    return this.#dragging;
  }

  /** Whether anything that was put into the open case is still on its way. */
  get isRunning() {
    return this.#ofCase.some((run) => run.state === 'running');
  }

  /** Whether the watches are being looked at by the reporter's order. */
  get isFetching() {
    return this.#ofCase.some((run) => run.state === 'running' && run.way === 'watches');
  }

  /** What is typed for a case and not sent yet. */
  draftsOf(case_: string): Drafts {
    const drafts = this.#drafts.get(case_) ?? new Drafts();
    this.#drafts.set(case_, drafts);
    return drafts;
  }

  /** Chooses a way in. */
  choose(way: Way) {
    this.#way = way;
  }

  /** Begins a text or a file of the open case for the page at an address. */
  begin(way: 'text' | 'files', about: string) {
    this.#way = way;
    this.#about = about;
    if (this.#session.caseId) this.draftsOf(this.#session.caseId)[way](about).begin(about);
  }

  /** The next visit begins with addresses again, unless something else waits to be sent. */
  leave(case_: string | null) {
    const drafts = case_ === null ? undefined : this.#drafts.get(case_);
    const waits = {
      pages: false,
      text: drafts?.text(this.#about).isEmpty === false,
      files: drafts?.files(this.#about).isEmpty === false,
      watches: drafts?.watch.isEmpty === false,
    };
    if (!waits.text && !waits.files) this.#about = '';
    if (!waits[this.#way]) this.#way = 'pages';
  }

  addPages(case_: string, urls: string[]): Promise<Failure | null> {
    return this.#run(case_, 'pages', urls, () => this.#session.backend.addPages(case_, urls));
  }

  supplyText(case_: string, text: SuppliedText): Promise<Failure | null> {
    const asked = [text.title ?? text.url ?? text.text.slice(0, 60)];
    return this.#run(case_, 'text', asked, async () => [
      await this.#session.backend.supplyText(case_, text),
    ]);
  }

  importPaths(case_: string, paths: string[], url: string | null): Promise<Failure | null> {
    return this.#run(case_, 'files', paths, () =>
      this.#session.backend.importPaths(case_, paths, url),
    );
  }

  fetchNow(case_: string): Promise<Failure | null> {
    return this.#run(case_, 'watches', [], () => this.#session.backend.fetchNow(case_));
  }

  /** Takes the runs of the open case that are over off the screen; what was captured stays. */
  clear() {
    const { caseId } = this.#session;
    this.#runs = this.#runs.filter((run) => run.state === 'running' || run.case !== caseId);
  }

  hear(news: News) {
    if (news.type === 'captured') this.#place(news.line);
    if (news.type === 'dragging') this.#dragging = news.files;
    if (news.type === 'dragged_away') this.#dragging = 0;
    if (news.type === 'dropped') void this.#drop(news.paths);
  }

  async #drop(paths: string[]) {
    this.#dragging = 0;
    const open = this.#session.case;
    if (!open || paths.length === 0) return;
    this.choose('files');
    this.#session.show('capture');
    await this.importPaths(open.id, paths, null);
  }

  /** Returns what kept it from coming to lines, if anything did. It stays with the run too, unless
      it is about a value that was given: that is told at its field, and put right there. */
  async #run(
    case_: string,
    way: Way,
    asked: string[],
    act: () => Promise<CaptureLine[]>,
  ): Promise<Failure | null> {
    const id = this.#next++;
    const run: Run = { id, case: case_, way, asked, lines: [], state: 'running', failure: null };
    this.#runs = [run, ...this.#runs];
    try {
      this.#change(id, { lines: await act(), state: 'done' });
      return null;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'bad_value') this.#runs = this.#runs.filter((run) => run.id !== id);
      else this.#change(id, { state: 'failed', failure });
      return failure;
    }
  }

  /** Gives a line that was told on the way to the run that asked for it; the run's own answer
      replaces it in the end. */
  #place(line: CaptureLine) {
    const run = this.#runs.find((it) => it.state === 'running' && asksFor(it, line.url));
    if (run) this.#change(run.id, { lines: [...run.lines, line] });
  }

  #change(id: number, change: Partial<Run>) {
    this.#runs = this.#runs.map((run) => (run.id === id ? { ...run, ...change } : run));
  }
}

/** Returns what of a run has not come to a line yet. */
export function underway(run: Run): string[] {
  if (run.state !== 'running') return [];
  return run.asked.filter((asked) => !run.lines.some((line) => covers(asked, line.url)));
}

function asksFor(run: Run, url: string): boolean {
  return run.way === 'watches' || run.asked.some((asked) => covers(asked, url));
}

/** Tells whether a line is that of an address or path, or of a file in that folder. */
function covers(asked: string, url: string): boolean {
  return url === asked || url.startsWith(`${asked}/`) || url.startsWith(`${asked}\\`);
}

const intakes = new WeakMap<Session, Intake>();

/** Returns the intake of a window; the first call begins to listen. */
export function intakeOf(session: Session): Intake {
  const known = intakes.get(session);
  if (known) return known;
  const intake = new Intake(session);
  intakes.set(session, intake);
  void session.attempt(() => session.backend.listen((news) => intake.hear(news)));
  return intake;
}
