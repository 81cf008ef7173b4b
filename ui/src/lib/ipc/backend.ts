// Everything the window can ask of the engine, in one interface. `tauri.ts` answers it in the
// program, `fixture.ts` in component tests; nothing else in the window knows how a call is made.

import type {
  ArchivedPage,
  CaptureLine,
  CaseLine,
  CaseView,
  CheckLine,
  DecisionLine,
  DocumentLine,
  DocumentView,
  Entity,
  EntityLine,
  EntityType,
  ExportPreview,
  Kind,
  AnswerForm,
  Attribution,
  Anonymity,
  Access,
  CorrectionForm,
  LessonView,
  LibrarySettings,
  LibraryView,
  MementoLine,
  OrderClock,
  PartyRole,
  ProposalView,
  Pulse,
  QueueView,
  Recapture,
  RecaptureView,
  Ruling,
  SearchView,
  ShapeLine,
  StatementDetail,
  TemplateLine,
  TimelineView,
  VersionDiff,
  WatchKind,
} from './bindings';

/** A failed call: a code to match, and the words to show. */
export interface Failure {
  code: string;
  message: string;
  /** What it is about: the address, file or value that was given. */
  subject: string | null;
  hint: string;
}

export type Theme = 'system' | 'light' | 'dark';

/** What a person set for the window on this machine. */
export interface WindowSettings {
  theme: Theme;
  /** Whether single keys (J, K, R, X …) act (WCAG 2.1.4). */
  single_keys: boolean;
  /** Under which name decisions are written down. */
  reporter: string;
  /** The folder of the library. */
  library: string;
  /** Whether the hints of the first minute are still shown. */
  hints: boolean;
}

export interface NewParty {
  name: string;
  aliases: string[];
  wikidata: string | null;
  role: PartyRole;
  entity_type: EntityType;
}

export interface NewLead {
  kind: Kind;
  /** EDTF: a day, a month or a year. */
  date: string;
  words: string;
  by: string | null;
  about: string | null;
  address: string;
}

export interface SuppliedText {
  text: string;
  /** The address that the words were copied from. */
  url: string | null;
  title: string | null;
  outlet: string | null;
  /** EDTF. */
  published: string | null;
}

export interface NewWatch {
  target: string;
  /** A number with s, m, h or d. */
  every: string;
  /** Guessed from the target when not given. */
  kind: WatchKind | null;
}

/** What is changed about a statement; what is null stays, and an empty word takes a value away. */
export interface Edit {
  kind: Kind | null;
  answer_form: AnswerForm | '' | null;
  correction_form: CorrectionForm | '' | null;
  ruling: Ruling | null;
  /** An empty name takes the speaker away. */
  speaker: string | null;
  speaker_affiliation: string | null;
  attribution: Attribution | null;
  anonymity: Anonymity | null;
  access: Access | '' | null;
  /** Nearest to the text first. */
  cited_via: string[] | null;
  /** EDTF. */
  said: string | null;
  happened: string | null;
  about: string | null;
  span: [number, number] | null;
  /** Which of its words were said. */
  content: [number, number][] | null;
}

/** Words of a document that a person selected as a statement. */
export interface NewStatement {
  document: string;
  version: string | null;
  start: number;
  end: number;
  kind: Kind;
  /** What else is known of it. */
  edit: Edit;
}

export interface Selection {
  version: string;
  start: number;
  end: number;
  /** A known entity that the words name; a new one is made when null. */
  entity: string | null;
  /** The main name of a new entity. */
  name: string;
  entity_type: EntityType;
  tag: string | null;
}

export type ExportFormat = 'md' | 'html' | 'csv' | 'json';

/** Which lines are exported. */
export interface ExportScope {
  kinds: Kind[];
  speaker: string | null;
  outlets: string[];
  /** EDTF. */
  after: string | null;
  before: string | null;
  clock: OrderClock;
  proposals: boolean;
}

/** What the engine tells without being asked. */
export type News =
  | { type: 'captured'; line: CaptureLine }
  | { type: 'noticed'; text: string }
  | { type: 'dragging'; files: number }
  | { type: 'dragged_away' }
  | { type: 'dropped'; paths: string[] };

export interface Backend {
  windowSettings(): Promise<WindowSettings>;
  /** A new library folder takes effect at once. */
  setWindowSettings(settings: WindowSettings): Promise<void>;
  library(): Promise<LibraryView>;
  setLibrarySettings(settings: LibrarySettings): Promise<void>;
  pulse(): Promise<Pulse>;
  /** Checks that everything in the library is there and unchanged. */
  verify(): Promise<CheckLine[]>;
  allowSavingToArchive(may: boolean): Promise<void>;

  cases(): Promise<CaseLine[]>;
  templates(): Promise<TemplateLine[]>;
  caseView(case_: string): Promise<CaseView>;
  newCase(name: string): Promise<CaseView>;
  /** Starts a case that ships with the program, or returns it when it was started. */
  startCase(template: string): Promise<CaseView>;
  addParty(case_: string, party: NewParty): Promise<CaseView>;
  /** A way to the network of its own; null: that of the library. */
  setCaseProxy(case_: string, proxy: string | null): Promise<CaseView>;
  addLead(case_: string, lead: NewLead): Promise<void>;
  removeLead(case_: string, lead: string): Promise<void>;

  timeline(case_: string): Promise<TimelineView>;
  statement(case_: string, id: string): Promise<StatementDetail>;
  documents(case_: string): Promise<DocumentLine[]>;
  document(case_: string, document: string, version: string | null): Promise<DocumentView>;
  archivedPage(version: string): Promise<ArchivedPage>;
  /** The last two versions when no pair is named. */
  versionDiff(document: string, pair: [string, string] | null): Promise<VersionDiff>;

  /** `party`: by or about a party of the case; `all`: every proposal. */
  proposals(case_: string, queue: 'parties' | 'all'): Promise<ProposalView[]>;
  /** `version`: the one that the person saw; refused with the code `changed` when it is another. */
  accept(id: string, version: string | null): Promise<DecisionLine>;
  reject(id: string, version: string | null): Promise<DecisionLine>;
  /** `learn`: the case in which the words by which the speaker was read mean the new one. */
  edit(id: string, edit: Edit, version: string | null, learn: string | null): Promise<DecisionLine>;
  /** What could be learned if the speaker were corrected so; null when nothing could. */
  lesson(case_: string, id: string, speaker: string): Promise<LessonView | null>;
  /** `at`: the code point at which the second statement begins. */
  split(id: string, at: number, version: string | null): Promise<ShapeLine>;
  /** `id` stays, with how it is read. */
  join(id: string, other: string, version: string | null): Promise<ShapeLine>;
  addStatement(case_: string, statement: NewStatement): Promise<ShapeLine>;
  link(answer: string, answered: string): Promise<void>;
  unlink(answer: string, answered: string): Promise<void>;
  /** Takes the reporter's last decision back and says in words which it was, and where it was not in
   * the case given (that which is open), in which. */
  undo(case_: string | null): Promise<string>;

  search(query: string, case_: string | null, limit: number, offset: number): Promise<SearchView>;

  /** Resolves when every address has come to a line. */
  addPages(case_: string, urls: string[]): Promise<CaptureLine[]>;
  supplyText(case_: string, text: SuppliedText): Promise<CaptureLine>;
  importPaths(case_: string, paths: string[], url: string | null): Promise<CaptureLine[]>;
  addWatch(case_: string, watch: NewWatch): Promise<void>;
  removeWatch(watch: string): Promise<void>;
  /** Looks at the watches that are due and works the queue of the case. */
  fetchNow(case_: string): Promise<CaptureLine[]>;
  queue(case_: string): Promise<QueueView>;
  retry(job: string): Promise<void>;
  retryFailed(case_: string): Promise<number>;
  dropJob(job: string): Promise<void>;
  /** Stops the queue and the watches of the library; pages that are added are captured all the same. */
  pauseQueue(): Promise<void>;
  resumeQueue(): Promise<void>;

  /** The copies of a page that the web archive holds, the oldest first. */
  recapture(case_: string): Promise<RecaptureView>;
  setRecapture(case_: string, every: Recapture): Promise<void>;
  mementos(case_: string, url: string): Promise<MementoLine[]>;
  /** Captures the copy that stands nearest to an instant, as an older version of the page. */
  captureMemento(case_: string, url: string, at: string): Promise<CaptureLine>;
  /** Asks the web archive to save a page; refused unless that was allowed. */
  saveToArchive(case_: string, url: string): Promise<MementoLine>;

  entities(case_: string): Promise<EntityLine[]>;
  addEntity(name: string, type: EntityType): Promise<Entity>;
  addAlias(entity: string, alias: string): Promise<Entity>;
  tagEntity(entity: string, tag: string): Promise<Entity>;
  mergeEntities(from: string, into: string): Promise<Entity>;
  tagSelection(case_: string, selection: Selection): Promise<Entity>;

  exportPreview(case_: string, scope: ExportScope, format: ExportFormat): Promise<ExportPreview>;
  /** Writes the export to a file or into a folder and returns the path of the file. */
  exportTo(case_: string, scope: ExportScope, format: ExportFormat, path: string): Promise<string>;
  /** The folder that exports go to unless another is chosen. */
  exportFolder(): Promise<string>;

  /** Dialogs of the system; null when the person cancels. */
  chooseFiles(): Promise<string[] | null>;
  chooseFolder(): Promise<string | null>;
  chooseExportFile(name: string): Promise<string | null>;
  /** Opens an address in the system's browser; http and https only. The caller has warned. */
  openLink(url: string): Promise<void>;

  /** Hears what the engine tells; returns how to stop. */
  listen(hear: (news: News) => void): Promise<() => void>;
}
