// What the reader shows: a version of a document, the selected statement with all that is known of
// it, and the page as archived. An answer that comes after something else was opened is dropped.

import type {
  ArchivedPage,
  DecisionLine,
  DocumentView,
  EntityLine,
  StatementDetail,
  TimelineLine,
} from '../ipc/bindings';
import type { Failure, Selection } from '../ipc/backend';
import { reader as t } from '../messages';
import { asFailure, type Session } from './session.svelte';

export type ReaderLook = 'text' | 'archived';

export class Reader {
  readonly #session: Session;
  #view = $state.raw<DocumentView | null>(null);
  #detail = $state.raw<StatementDetail | null>(null);
  #page = $state.raw<ArchivedPage | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #pageFailure = $state.raw<Failure | null>(null);
  #look = $state<ReaderLook>('text');
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get view() {
    return this.#view;
  }

  /** The selected statement when it stands in what is read, or the selected lead. */
  get detail(): StatementDetail | null {
    const row = this.#detail?.row;
    if (!row || row.id !== this.#session.selected) return null;
    return row.type === 'lead' || row.document?.id === this.#view?.id ? this.#detail : null;
  }

  get page() {
    return this.#page;
  }

  get failure() {
    return this.#failure;
  }

  get pageFailure() {
    return this.#pageFailure;
  }

  get look() {
    return this.#look;
  }

  /** Takes what the session points at; what is shown stays until that is there. */
  async load() {
    const [reading, selected, case_] = [
      this.#session.reading,
      this.#session.selected,
      this.#session.case?.id,
    ];
    const turn = ++this.#turn;
    if (!case_) return;
    try {
      const detail = selected ? await this.#session.backend.statement(case_, selected) : null;
      const own = detail?.row.document?.id === reading?.document ? detail?.version : null;
      const view = reading
        ? await this.#session.backend.document(
            case_,
            reading.document,
            reading.version ?? own ?? null,
          )
        : null;
      if (turn === this.#turn) this.#take(view, detail);
    } catch (error) {
      if (turn === this.#turn) this.#failure = asFailure(error);
    }
  }

  #take(view: DocumentView | null, detail: StatementDetail | null) {
    if (view?.version.id !== this.#view?.version.id) {
      this.#page = null;
      this.#pageFailure = null;
      this.#look = 'text';
    }
    this.#view = view;
    this.#detail = detail;
    this.#failure = null;
  }

  async show(look: ReaderLook) {
    this.#look = look;
    const version = this.#view?.version.id;
    if (look === 'text' || !version || this.#page) return;
    try {
      const page = await this.#session.backend.archivedPage(version);
      if (this.#view?.version.id === version) this.#page = page;
    } catch (error) {
      if (this.#view?.version.id === version) this.#pageFailure = asFailure(error);
    }
  }

  /** Shows another version of the document. */
  showVersion(version: string) {
    const reading = this.#session.reading;
    if (reading) this.#session.read({ ...reading, version });
  }

  /** Selects a statement of the text that is shown. */
  select(id: string) {
    const view = this.#view;
    if (!view) return;
    this.#session.select(id, view.id);
    this.#session.read({ document: view.id, version: view.version.id, statement: id });
  }

  /** Goes to a statement wherever it stands. */
  goTo(line: TimelineLine) {
    this.#session.select(line.id, line.document);
  }

  /** Goes to what answers the selected statement, or to what it answers. */
  follow(way: 'next' | 'previous') {
    const detail = this.detail;
    if (!detail) return;
    const all = [detail.answered_by, detail.answers];
    const [line] = (way === 'next' ? all : all.reverse()).flat();
    if (line) this.goTo(line);
  }

  async accept() {
    await this.#decide((id) => this.#session.backend.accept(id), t.accepted);
  }

  async reject() {
    await this.#decide((id) => this.#session.backend.reject(id), t.rejected);
  }

  async link(answer: string, answered: string): Promise<boolean> {
    return this.#do(() => this.#session.backend.link(answer, answered), t.linked);
  }

  async unlink(answer: string, answered: string): Promise<boolean> {
    return this.#do(() => this.#session.backend.unlink(answer, answered), t.unlinked);
  }

  /** The entities that a selection can be tagged with. */
  async entities(): Promise<EntityLine[]> {
    const case_ = this.#session.case?.id;
    const lines = case_
      ? await this.#session.attempt(() => this.#session.backend.entities(case_))
      : [];
    return lines ?? [];
  }

  /** The statements that an answer can be linked with. */
  async statements(): Promise<TimelineLine[]> {
    const case_ = this.#session.case?.id;
    const view = case_
      ? await this.#session.attempt(() => this.#session.backend.timeline(case_))
      : undefined;
    return (view?.lines ?? []).filter((line) => line.type === 'statement');
  }

  async tag(selection: Selection): Promise<boolean> {
    const case_ = this.#session.case?.id;
    if (!case_) return false;
    const { backend } = this.#session;
    return this.#do(() => backend.tagSelection(case_, selection), t.tagged(selection.name));
  }

  /** Captures the page of the selected lead. */
  async capture(url: string) {
    const case_ = this.#session.case?.id;
    if (!case_) return;
    const lines = await this.#session.attempt(() => this.#session.backend.addPages(case_, [url]));
    const [line] = lines ?? [];
    if (line?.document) {
      this.#session.say(t.capturedPage);
      this.#session.read({ document: line.document, version: line.version, statement: null });
    } else if (line) {
      this.#session.say([line.error, line.hint].filter(Boolean).join('. '));
    }
    await this.#refresh();
  }

  async #decide(act: (id: string) => Promise<DecisionLine>, words: (repeats: number) => string) {
    const row = this.detail?.row;
    if (!row || row.type === 'lead') return;
    const done = await this.#session.attempt(() => act(row.id));
    if (!done) return;
    this.#session.say(words(done.repeats.length));
    await this.#refresh();
  }

  async #do(act: () => Promise<unknown>, words: string): Promise<boolean> {
    const done = await this.#session.attempt(async () => {
      await act();
      return true;
    });
    if (!done) return false;
    this.#session.say(words);
    await this.#refresh();
    return true;
  }

  async #refresh() {
    await Promise.all([this.load(), this.#session.attempt(() => this.#session.beat())]);
  }
}
