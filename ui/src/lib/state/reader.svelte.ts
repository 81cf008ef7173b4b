// What the reader shows: a version of a document, the selected statement with all that is known of
// it, and the page as archived. An answer that comes after something else was opened is dropped.

import type {
  ArchivedPage,
  CaptureLine,
  DecisionLine,
  DocumentView,
  EntityLine,
  StatementDetail,
  TimelineLine,
} from '../ipc/bindings';
import type { Failure, NewStatement, Selection } from '../ipc/backend';
import { reader as t } from '../messages';
import { Again } from '../reader/again';
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
  readonly #loads = new Again();
  /** What is being decided: another press does not decide it again. */
  readonly #deciding = new Set<string>();

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
    await this.#loads.run(() => this.#fetch());
  }

  async #fetch() {
    const { backend, caseId, reading, selected } = this.#session;
    if (!caseId) return;
    // What is pointed at meanwhile is loaded after this.
    const isMeant = () =>
      caseId === this.#session.caseId &&
      reading === this.#session.reading &&
      selected === this.#session.selected;
    try {
      const detail = selected ? await backend.statement(caseId, selected) : null;
      const own = detail?.row.document?.id === reading?.document ? detail?.version : null;
      const view = reading
        ? await backend.document(caseId, reading.document, reading.version ?? own ?? null)
        : null;
      if (isMeant()) this.#take(view, detail);
    } catch (error) {
      if (isMeant()) this.#failure = asFailure(error);
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

  /** The words were read right: of a proposal, or of what was rejected. */
  async accept() {
    const status = this.detail?.row.status;
    if (status !== 'unread' && status !== 'rejected') return;
    await this.#decide((...shown) => this.#session.backend.accept(...shown), t.accepted);
  }

  async reject() {
    if (this.detail?.row.status === 'rejected') return;
    await this.#decide((...shown) => this.#session.backend.reject(...shown), t.rejected);
  }

  /** Links two statements; a failure is thrown, to be shown where the link was made. */
  async link(answer: string, answered: string) {
    await this.#session.inTurn(() => this.#session.backend.link(answer, answered));
    this.#session.tell('more');
    await this.#done(t.linked);
  }

  /** Takes an answer away, from the selected statement and from the same words elsewhere. */
  async unlink(line: TimelineLine, end: 'answers' | 'answered_by') {
    const detail = this.detail;
    if (!detail) return;
    const back = end === 'answers' ? line.answered_by : line.answers;
    const own = [detail.row, ...detail.repeats]
      .map((it) => it.id)
      .filter((id) => back.includes(id));
    const isDone = await this.#session.attempt(async () => {
      for (const id of own) await this.#unlink(...linkOf(end, id, line.id));
      return true;
    });
    this.#session.tell('more');
    if (isDone) await this.#done(t.unlinked);
    else await this.load();
  }

  async #unlink(answer: string, answered: string) {
    await this.#session.inTurn(() => this.#session.backend.unlink(answer, answered));
  }

  /** The entities that a selection can be tagged with. */
  async entities(): Promise<EntityLine[]> {
    const { backend, caseId } = this.#session;
    return caseId ? backend.entities(caseId) : [];
  }

  /** The statements that an answer can be linked with. */
  async statements(): Promise<TimelineLine[]> {
    const { backend, caseId } = this.#session;
    const { lines } = caseId ? await backend.timeline(caseId) : { lines: [] };
    return lines.filter((line) => line.type === 'statement');
  }

  /** Tags words; a failure is thrown, to be shown where they were tagged. */
  async tag(selection: Selection) {
    const { backend, caseId } = this.#session;
    if (!caseId) return;
    await this.#session.inTurn(() => backend.tagSelection(caseId, selection));
    await this.#done(t.tagged(selection.name));
  }

  /** Makes two statements of one; a failure is thrown, to be shown where it was asked for. */
  async split(id: string, at: number, version: string | null) {
    await this.#session.inTurn(() => this.#session.backend.split(id, at, version));
    await this.#reshaped(id, t.splitDone);
  }

  /** Makes one statement of two, of which the first one stays. */
  async join(id: string, other: string, version: string | null) {
    await this.#session.inTurn(() => this.#session.backend.join(id, other, version));
    await this.#reshaped(id, t.joinDone);
  }

  /** Adds a statement of the document that is read. */
  async add(statement: NewStatement) {
    const { backend, caseId } = this.#session;
    if (!caseId) return;
    const added = await this.#session.inTurn(() => backend.addStatement(caseId, statement));
    await this.#reshaped(added.id, t.addDone);
  }

  /** What is one statement now is selected. */
  async #reshaped(id: string, words: string) {
    this.#session.tell('more');
    this.select(id);
    await this.#done(words);
    await this.load();
  }

  /** Captures the page of the selected lead. */
  async capture(url: string) {
    const case_ = this.#session.caseId;
    if (!case_) return;
    const line = await this.#session.attempt(async () => {
      const [line] = await this.#session.backend.addPages(case_, [url]);
      if (line?.error) throw notCaptured(line);
      return line;
    });
    if (line?.document) {
      this.#session.say(t.capturedPage);
      this.#session.read({ document: line.document, version: line.version, statement: null });
    }
    await this.#beat();
  }

  async #decide(
    act: (id: string, version: string | null) => Promise<DecisionLine>,
    words: (repeats: number) => string,
  ) {
    const detail = this.detail;
    if (!detail || detail.row.type === 'lead' || this.#deciding.has(detail.row.id)) return;
    const { id } = detail.row;
    this.#deciding.add(id);
    const done = await this.#session.attempt(() =>
      this.#session.inTurn(() => act(id, detail.version)),
    );
    if (done) await this.#decided(done, words(done.repeats.length));
    else await this.load();
    this.#deciding.delete(id);
  }

  /** What was decided stands as decided before it is loaded anew. */
  async #decided(done: DecisionLine, words: string) {
    const [detail, { id, status }] = [this.#detail, done];
    this.#session.tell(done);
    if (detail?.row.id === id) this.#detail = { ...detail, row: { ...detail.row, status } };
    await this.#done(words);
  }

  /** Says what was done; where the library changed, everything that is shown is loaded anew. */
  async #done(words: string) {
    this.#session.say(words);
    await this.#beat();
  }

  async #beat() {
    await this.#session.attempt(() => this.#session.beat());
  }
}

function linkOf(end: 'answers' | 'answered_by', own: string, other: string): [string, string] {
  return end === 'answers' ? [own, other] : [other, own];
}

function notCaptured({ error, hint }: CaptureLine): Failure {
  return { code: 'capture', message: error ?? '', subject: null, hint: hint ?? '' };
}
