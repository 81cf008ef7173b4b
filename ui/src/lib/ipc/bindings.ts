// What the engine hands to the window, written by `cargo xtask bindings` from the views of
// crates/engine. Change the views, then run it again.

/** Whether a reader can get at a document that speaks. */
export type Access = "public" | "seen_by_outlet" | "unknown";

/** What a text says of its unnamed sources. */
export type Anonymity = {
  /** How many there are, when it says so. */
  count: number | null;
  /** Why they are not named, in the words of the text. */
  reason: string | null;
  /** How they know, in the words of the text. */
  basis: string | null;
};

/** How a denial or a refusal to comment answers. */
export type AnswerForm = "denies" | "denies_in_part" | "defends" | "counter_accuses" | "does_not_address" | "declined" | "no_response" | "unreachable";

/** A page as it was archived, made harmless: no script, no style, no image, no address that loads. */
export type ArchivedPage = {
  /** A whole document for a sandboxed frame. */
  html: string;
  /** Whether the end of the page was left out because it is too long. */
  is_cut: boolean;
};

/** Who answers for the words. */
export type Attribution = "named" | "anonymous" | "document" | "outlet";

/** Where the date of a statement comes from. */
export type Basis = "explicit" | "relative" | "publication" | "reporter" | "none";

/** Names a capture. */
export type CaptureId = string;

/** One line per capture. */
export type CaptureLine = {
  /** The address, or the file as it was named. */
  url: string;
  /** The capture, when bytes came. */
  capture: CaptureId | null;
  /** The document, when they could be read. */
  document: DocumentId | null;
  /** The version that the document now has. */
  version: VersionId | null;
  /** How many statements were found in it. */
  statements: number;
  /** What became of it. */
  result: CaptureResult;
  /** Which wall stood in front. */
  wall: Wall | null;
  /** What failed. */
  error: string | null;
  /** What to do about it. */
  hint: string | null;
  /** What could not be read although the rest was. */
  problems: Array<string>;
};

/** What became of one address or file. */
export type CaptureResult = "new" | "unchanged" | "wall" | "failed";

/** Names a case. */
export type CaseId = string;

/** A case in the list of cases. */
export type CaseLine = {
  /** The case. */
  id: CaseId;
  /** What the reporter calls it. */
  name: string;
  /** Its short name. */
  slug: string;
  /** How many documents it holds. */
  documents: number;
  /** How many statements those carry, rejected ones left out. */
  statements: number;
  /** How many of them nobody has decided on. */
  unread: number;
};

/** A case as the head of the window shows it. */
export type CaseView = {
  /** One line on where the matter stands. */
  subtitle: string | null;
  /** Whether everything in it is invented. */
  fictional: boolean;
  /** The template that it was started from. */
  template: string | null;
  /** Its parties. */
  parties: Array<PartyLine>;
  /** How many leads it holds. */
  leads: number;
  /** How many places it captures from. */
  watches: number;
  /** The way to the network of its own that it has; that of the library when empty. */
  proxy: string | null;
  /** The case. */
  id: CaseId;
  /** What the reporter calls it. */
  name: string;
  /** Its short name. */
  slug: string;
  /** How many documents it holds. */
  documents: number;
  /** How many statements those carry, rejected ones left out. */
  statements: number;
  /** How many of them nobody has decided on. */
  unread: number;
};

/** One check of a library. */
export type CheckLine = {
  /** What was checked. */
  check: string;
  /** Whether all was well. */
  ok: boolean;
  /** How many things were checked. */
  count: number;
  /** What was wrong, in plain words. */
  problems: Array<string>;
};

/** How sure the machine is, from 0 to 1 in steps of a thousandth, so that exports repeat exactly. */
export type Confidence = number;

/** How something earlier is taken back. */
export type CorrectionForm = "correction" | "clarification" | "story_withdrawn" | "claim_withdrawn" | "dismissed";

/** A date as it stands in JSON. */
export type Date = {
  /** The EDTF text, cut to the precision; nothing when the date is not known. */
  value: string | null;
  /** How precisely it is known. */
  precision: Precision;
  /** The offset of an instant as its source wrote it. */
  zone: string | null;
};

/** Who decided last on the reading. */
export type Decided = {
  /** The person. */
  by: string;
  /** When. */
  at: string;
};

/** A decision that was just taken, with the word-identical repeats that it covers. */
export type DecisionLine = {
  /** The statement that was named. */
  id: StatementId;
  /** Its status from now on. */
  status: Status;
  /** Statements with the same words, speaker and kind, decided with it. */
  repeats: Array<StatementId>;
  /** Proposals whose speaker was read anew, where an alias was learned. */
  learned?: Array<StatementId>;
};

/** A decision that concerned one statement. */
export type DecisionNote = {
  /** What was decided, in words. */
  what: string;
  /** The person. */
  by: string;
  /** When. */
  at: string;
};

/** Names a document. */
export type DocumentId = string;

/** A document of a case in a list. */
export type DocumentLine = {
  /** The document. */
  id: DocumentId;
  /** Its headline. */
  title: string | null;
  /** Its outlet. */
  outlet: string | null;
  /** Its address. */
  url: string;
  /** When it appeared. */
  published: Moment;
  /** When it was last captured. */
  captured: Moment;
  /** How its bytes came in. */
  provenance: Provenance;
  /** How many versions it has. */
  versions: number;
  /** How many statements it carries, rejected ones left out. */
  statements: number;
};

/** One version of a document as the reader shows it. */
export type DocumentView = {
  /** The document. */
  id: DocumentId;
  /** Its address. */
  url: string;
  /** Its headline. */
  title: string | null;
  /** Its outlet. */
  outlet: string | null;
  /** Its authors. */
  authors: Array<string>;
  /** Its language. */
  lang: string | null;
  /** When it appeared. */
  published: Moment;
  /** When it was changed. */
  modified: Moment;
  /** The version shown. */
  version: VersionLine;
  /** All versions, the oldest first. */
  versions: Array<VersionLine>;
  /** The article, word for word. */
  text: string;
  /** Statements of this version that were not rejected, in the order of the text. */
  statements: Array<StatementMark>;
  /** Names in the text, none inside another. */
  mentions: Array<MentionMark>;
  /** Whether the capture is a page that can be shown as archived. */
  is_page: boolean;
  /** Whether everything in it is invented. */
  fictional: boolean;
  /** What could not be read. */
  problems: Array<string>;
  /** The walls that stood in front of it when it was captured again; they made no version. */
  walls?: Array<WallMark>;
};

/** Somebody or something that statements are made by or about. */
export type Entity = {
  /** Its name in the library. */
  id: EntityId;
  /** The main name. */
  name: string;
  /** What it is. */
  entity_type: EntityType;
  /** Its item on Wikidata (`Q21708200`). */
  wikidata: string | null;
  /** Other names. */
  aliases: Array<string>;
  /** The reporter's tags. */
  tags: Array<string>;
};

/** Names an entity. */
export type EntityId = string;

/** An entity with its part in a case. */
export type EntityLine = {
  /** Its role, when it is a party of the case. */
  role: PartyRole | null;
  /** How many statements of the case are its words. */
  said: number;
  /** How many are about it. */
  about: number;
  /** How many documents of the case name it. */
  documents: number;
  /** Words by which the texts of the case mean it, as a reporter taught. */
  learned: Array<string>;
  /** Its name in the library. */
  id: EntityId;
  /** The main name. */
  name: string;
  /** What it is. */
  entity_type: EntityType;
  /** Its item on Wikidata (`Q21708200`). */
  wikidata: string | null;
  /** Other names. */
  aliases: Array<string>;
  /** The reporter's tags. */
  tags: Array<string>;
};

/** What an entity is. */
export type EntityType = "person" | "organisation" | "place" | "product" | "law" | "proceeding";

/** The beginning of an export, before it is written. */
export type ExportPreview = {
  /** The text of the export. */
  text: string;
  /** Whether its end was left out because it is too long for a preview. */
  is_cut: boolean;
  /** A name for its file. */
  file_name: string;
  /** How many lines it has. */
  rows: number;
  /** How many proposals were left out. */
  proposals_left_out: number;
};

/** What of a statement a reason speaks of. */
export type Field = "statement" | "kind" | "speaker" | "attribution" | "chain" | "date" | "about" | "answers";

/** A field of the article that two versions have otherwise. */
export type FieldChange = {
  /** title, authors or published. */
  field: string;
  /** What the first version has. */
  from: string | null;
  /** What the second has. */
  to: string | null;
};

/** How the words stand in the text. */
export type Form = "direct" | "indirect" | "mixed" | "event";

/** What a hit of a search is. */
export type HitType = "statement" | "document";

/** One hit of a search. */
export type HitView = {
  /** What it is. */
  type: HitType;
  /** The statement or document. */
  id: string;
  /** The cases that it belongs to. */
  cases: Array<CaseId>;
  /** Words round the match. */
  snippet: string;
  /** Where the matching words stand in the snippet, in code points. */
  highlights: Array<[number, number]>;
  /** How well it matches; only comparable within one search. */
  score: number;
  /** Who speaks. */
  speaker: string | null;
  /** What the statement does. */
  kind: Kind | null;
  /** How far it has been checked. */
  status: Status | null;
  /** The headline of the document. */
  title: string | null;
  /** Its outlet. */
  outlet: string | null;
  /** Its address. */
  url: string;
  /** When it was said. */
  said: Date | null;
  /** When the document appeared. */
  published: Date;
};

/** Names a job in the capture queue. */
export type JobId = string;

/** An address in the queue. */
export type JobLine = {
  /** The job. */
  id: JobId;
  /** The case that the document goes into. */
  case: CaseId;
  /** The address. */
  url: string;
  /** How far it has come. */
  step: JobStep;
  /** When it is tried next, while it waits. */
  due: string;
  /** How often it was tried. */
  attempts: number;
  /** Why the last attempt failed, and what to do, in plain words. */
  error: string | null;
  /** The wall that stood in front of the page. */
  wall: Wall | null;
};

/** How far an address in the queue has come. */
export type JobStep = "waiting" | "later" | "fetching" | "reading" | "done" | "failed";

/** What a statement does in a dispute. Kinds sort; the finer forms are what a reader sees. */
export type Kind = "allegation" | "claim" | "denial" | "confirmation" | "no_comment" | "announcement" | "ruling" | "filing" | "retraction";

/** The column of the timeline in which a statement stands. */
export type Lane = "alleged" | "answered" | "acts";

/** What can be learned from the correction of a speaker: that words mean an entity in a case. */
export type LessonView = {
  /** The words by which the speaker was read. */
  words: string;
  /** Whether they are a proper name; a description or a common word means somebody else elsewhere. */
  is_name: boolean;
  /** Whether they share a word with a name of the entity; if not, they may as well name somebody else, and only this one statement was read wrongly. */
  is_alike: boolean;
  /** The entity. */
  entity: EntityId;
  /** Its main name. */
  name: string;
  /** How many other proposals of the case have that speaker. */
  touches: number;
  /** The first of them. */
  some: Array<TimelineLine>;
};

/** What a person set for a whole library: the command line keeps to it too. */
export type LibrarySettings = {
  /** The name under which pages are asked for; the program's own when empty. */
  user_agent: string | null;
  /** The proxy through which every request goes (`socks5h://127.0.0.1:9050`); none when empty. */
  proxy: string | null;
  /** Whether watches are looked at and the queue is worked while the window is open. */
  fetch_while_open: boolean;
};

/** The library as the settings show it. */
export type LibraryView = {
  /** The folder. */
  folder: string;
  /** How many captures it keeps. */
  captures: number;
  /** How many documents. */
  documents: number;
  /** The User-Agent that is sent when none is set. */
  default_user_agent: string;
  /** Whether a web archive may be asked to save pages. */
  may_save_to_archive: boolean;
  /** What a web archive learns by that. */
  saving_tells: string;
  /** What a person set. */
  settings: LibrarySettings;
};

/** A copy of a page in a web archive. */
export type MementoLine = {
  /** When the archive captured it, by its own word. */
  at: string;
  /** Where the copy is, as it was received. */
  url: string;
  /** The address that was asked about. */
  original: string;
  /** What the site answered then, where the archive tells. */
  status: number | null;
};

/** A name in a text. */
export type MentionMark = {
  /** First code point. */
  start: number;
  /** One past the last code point. */
  end: number;
  /** The entity that it names, when it is known. */
  entity: EntityId | null;
  /** The main name of that entity, or the words themselves. */
  name: string;
  /** What it names. */
  type: EntityType;
};

/** What decided. */
export type Method = "rule" | "lexicon" | "model" | "case";

/** A date with the moments between which it lies. */
export type Moment = {
  /** The first moment that it can mean, in milliseconds since 1970; nothing when it is not known. */
  earliest: number | null;
  /** The last moment that it can mean. */
  latest: number | null;
  /** The EDTF text, cut to the precision; nothing when the date is not known. */
  value: string | null;
  /** How precisely it is known. */
  precision: Precision;
  /** The offset of an instant as its source wrote it. */
  zone: string | null;
};

/** The clock by which rows are ordered. */
export type OrderClock = "said" | "happened" | "published" | "captured";

/** What became of a statement in a later capture of its page. */
export type PageChange = {
  /** changed, or gone. */
  state: Standing;
  /** The first version since which it is so. */
  version: VersionId;
  /** When that was captured. */
  captured: Date;
  /** What stands in the place of the words there, where something like them does. */
  now: string | null;
  /** What is known of it, in plain words. */
  note: string;
};

/** A party of a case. */
export type PartyLine = {
  /** The entity. */
  entity: EntityId;
  /** Its main name. */
  name: string;
  /** Where it stands. */
  role: PartyRole;
};

/** Where a party stands in a case as a whole; sides of a single point may differ. */
export type PartyRole = "accuser" | "accused" | "party";

/** How precisely a date is known. */
export type Precision = "instant" | "day" | "month" | "year" | "interval" | "circa" | "unknown";

/** A statement waiting for a decision. */
export type ProposalView = {
  /** The proposal. */
  line: TimelineLine;
  /** The word-identical repeats that a decision covers. */
  repeats: Array<TimelineLine>;
};

/** How the bytes of a capture came to us. */
export type Provenance = "fetched" | "imported" | "supplied" | "bundled" | "web_archive";

/** How the library stands at this moment: what the window asks once a second. */
export type Pulse = {
  /** Changes with every change of the library. */
  rev: number;
  /** Addresses that wait or are being worked on. */
  waiting: number;
  /** Addresses that were given up. */
  failed: number;
  /** Addresses that are done. */
  done: number;
  /** Watches whose looks fail. */
  failing_watches: number;
  /** When the next waiting address is due. */
  next_due: string | null;
  /** Whether this machine has a way to the network. */
  online: boolean;
};

/** The capture queue of a case, with the places that feed it. */
export type QueueView = {
  /** What is being worked on, the newest five hundred that wait and as many that failed, and the newest hundred that are done; the newest first. How many there are in all the pulse tells. */
  jobs: Array<JobLine>;
  /** The watches. */
  watches: Array<WatchLine>;
  /** Since when the queue and the watches of the library are paused. */
  paused_since: string | null;
  /** Since when no site could be reached. */
  offline_since: string | null;
};

/** Why one field of a statement was read as it was. */
export type Reason = {
  /** What it speaks of. */
  field: Field;
  /** What decided. */
  method: Method;
  /** The reason, as a person would say it: "cue ‘rejected’, said by the accused". */
  because: string;
  /** The words that show it, where they stand in the text. */
  span: Span | null;
};

/** How often the pages of a case are captured again that carry checked statements. */
export type Recapture = "off" | "day" | "week" | "month";

/** How often the pages of a case are captured again. */
export type RecaptureView = {
  /** The case. */
  case: CaseId;
  /** How often. */
  every: Recapture;
  /** How many of its pages carry checked statements. */
  pages: number;
  /** When the next of them is due; nothing while it is off. */
  next: string | null;
};

/** One row of a timeline. */
export type Row = {
  /** The id of the statement or lead. */
  id: string;
  /** What the row is. */
  type: RowType;
  /** What the statement does. */
  kind: Kind;
  /** How the words stand in the text; nothing for a lead. */
  form: Form | null;
  /** How it answers, for a denial or a refusal to comment. */
  answer_form: AnswerForm | null;
  /** How it takes something back, for a retraction. */
  correction_form: CorrectionForm | null;
  /** The court and question, for a ruling. */
  ruling: Ruling | null;
  /** Whose words they are. */
  speaker: string | null;
  /** The organisation and role of the speaker. */
  speaker_affiliation: string | null;
  /** Who answers for the words; nothing for a lead. */
  attribution: Attribution | null;
  /** What is said of unnamed sources. */
  anonymity: Anonymity | null;
  /** Whether the document that speaks can be read. */
  access: Access | null;
  /** The chain between speaker and text, nearest to the text first. */
  cited_via: Array<string>;
  /** The words said. */
  quote: string | null;
  /** The sentences with the attribution; for a lead the reporter's own words. */
  text: string;
  /** When it was said. */
  said: Date;
  /** When what it speaks of happened. */
  happened: Date;
  /** When the document appeared. */
  published: Date;
  /** When the bytes came in. */
  captured: Date;
  /** The document; for a lead, the address that is not captured yet. */
  document: RowDocument | null;
  /** The capture; nothing for a lead. */
  capture: RowCapture | null;
  /** The ids of the statements that this one answers. */
  answers: Array<string>;
  /** The ids of the statements that answer this one. */
  answered_by: Array<string>;
  /** The proposition in dispute that it belongs to. */
  point: string | null;
  /** How far the reading has been checked. */
  status: RowStatus;
  /** How sure the machine was. */
  confidence: Confidence | null;
  /** The id of the group of rows with the same words. */
  cluster: string | null;
  /** Who decided last. */
  decided: Decided | null;
  /** Why it was read so. */
  why: string | null;
  /** The party or thing spoken of. */
  about: string | null;
  /** For a lead: what is known of the other side's response. */
  response: string | null;
  /** Whether everything in the row is invented. */
  fictional: boolean;
  /** What became of it in a later capture of its page; nothing while the words stand there. */
  page_change?: PageChange;
};

/** The capture that the statement was read from. */
export type RowCapture = {
  /** Its id. */
  id: string;
  /** The digest of the body as received, in hexadecimal digits. */
  sha256: string;
  /** How the bytes came in. */
  provenance: Provenance;
};

/** The document that carries a statement. */
export type RowDocument = {
  /** Its id; nothing when it is not captured yet. */
  id: string | null;
  /** Its headline. */
  title: string | null;
  /** The name of its outlet, or the outlet's domain. */
  outlet: string | null;
  /** Its address. */
  url: string;
  /** The page that the words begin on, in a document that has pages. */
  page?: number;
};

/** How far a row has been checked. */
export type RowStatus = Status | "lead";

/** What a row is. */
export type RowType = "statement" | "lead";

/** What is known of a ruling beyond its words. */
export type Ruling = {
  /** The court or regulator. */
  court: string | null;
  /** The question that was decided. */
  question: string | null;
  /** The stage of the proceeding. */
  stage: Stage | null;
  /** Which later ruling of the same text undid it: "reversed by the High Court". */
  superseded_by?: string;
};

/** The answer to a search. */
export type SearchView = {
  /** How many match. */
  total: number;
  /** Milliseconds that the search took. */
  took_ms: number;
  /** Changes of the library that the index has not seen yet. */
  lag: number;
  /** The hits from `offset` on. */
  hits: Array<HitView>;
  /** Counts by kind, speaker, outlet and so on. */
  facets: { [key in string]: Array<[string, number]> };
  /** Parts of the query that could not be used. */
  problems: Array<string>;
};

/** Which of two texts has some words. */
export type SegmentState = "same" | "removed" | "added";

/** A decision on which words are one statement: a split, a join, or one that was added. */
export type ShapeLine = {
  /** The statement that was split, that the other one was joined to, or that was added. */
  id: StatementId;
  /** The statement that there is more from now on. */
  added: StatementId | null;
  /** The statement that is part of the other one from now on. */
  removed: StatementId | null;
  /** Its status from now on. */
  status: Status;
};

/** A range of code points of a text, end exclusive. */
export type Span = {
  /** The first code point. */
  start: number;
  /** One past the last code point; never below `start`. */
  end: number;
};

/** How far a proceeding had come with a ruling. */
export type Stage = "interim" | "judgment" | "appealed";

/** Whether the words of a statement stand in a later version. */
export type Standing = "same" | "moved" | "changed" | "gone";

/** A statement of the second version that the first has not. */
export type StatementAdded = {
  /** The statement. */
  id: string;
  /** What it does. */
  kind: Kind;
  /** Who speaks. */
  speaker: string | null;
  /** How far the reading has been checked. */
  status: Status;
  /** Its sentences. */
  text: string;
  /** Where they stand in the second version. */
  to: [number, number];
};

/** One statement with everything that is known of it. */
export type StatementDetail = {
  /** The statement or lead, whole. */
  row: Row;
  /** The version that it stands in; nothing for a lead. */
  version: VersionId | null;
  /** Where it stands in the text of that version: first code point and one past the last. */
  span: [number, number] | null;
  /** Where the date comes from on which it was said; nothing for a lead. */
  said_basis: Basis | null;
  /** What it answers. */
  answers: Array<TimelineLine>;
  /** What answers it. */
  answered_by: Array<TimelineLine>;
  /** The same words in other places. */
  repeats: Array<TimelineLine>;
  /** What people decided on it, the latest first. */
  history: Array<DecisionNote>;
  /** What of it people changed, of the decisions that stand, the first one first. */
  changes: Array<DecisionNote>;
  /** Which of its words were said, in parts. */
  content: Array<[number, number]>;
  /** Why the machine read it so when it first did, field by field. */
  reasons: Array<Reason>;
  /** Whether a person added it, so that no machine read it. */
  is_added: boolean;
  /** The statement as one line of text with its source, ready to be pasted. */
  sourced_line: string;
};

/** Names a statement. */
export type StatementId = string;

/** A statement in a text. */
export type StatementMark = {
  /** The statement. */
  id: string;
  /** First code point of its sentence or sentences. */
  start: number;
  /** One past the last code point. */
  end: number;
  /** What it does. */
  kind: Kind;
  /** The column in which it stands. */
  lane: Lane;
  /** How far the reading has been checked. */
  status: Status;
  /** Who speaks. */
  speaker: string | null;
};

/** A statement of the first version, and what became of it in the second. */
export type StatementStanding = {
  /** The statement. */
  id: string;
  /** What it does. */
  kind: Kind;
  /** Who speaks. */
  speaker: string | null;
  /** How far the reading has been checked. */
  status: Status;
  /** What became of it. */
  state: Standing;
  /** Its sentences in the first version. */
  text: string;
  /** Where they stand there: first code point and one past the last. */
  from: [number, number];
  /** What stands in its place in the second version, where that is something else. */
  now: string | null;
  /** Where it, or what is in its place, stands in the second version. */
  to: [number, number] | null;
};

/** How far a person has checked that the words were read right; never whether they are true. */
export type Status = "unread" | "reading_checked" | "second_check" | "cleared" | "rejected";

/** A case that ships with the program. */
export type TemplateLine = {
  /** Its short name. */
  template: string;
  /** Its name. */
  name: string;
  /** Where the matter stood. */
  subtitle: string;
  /** On which day. */
  as_of: string;
  /** Whether everything in it is invented. */
  fictional: boolean;
  /** The case that was started from it. */
  started: CaseId | null;
};

/** Some words of two texts that are compared. */
export type TextSegment = {
  /** Which of the texts has them. */
  state: SegmentState;
  /** The words, with the white space after them. */
  text: string;
};

/** A statement or lead as a card or a line of the table shows it. */
export type TimelineLine = {
  /** The id of the statement or lead. */
  id: string;
  /** What the line is. */
  type: RowType;
  /** The column in which it stands. */
  lane: Lane;
  /** What the statement does. */
  kind: Kind;
  /** How it answers. */
  answer_form: AnswerForm | null;
  /** How it takes something back. */
  correction_form: CorrectionForm | null;
  /** Whose words they are. */
  speaker: string | null;
  /** The main name of the entity that the speaker is, or the speaker as read: what lines are gathered and filtered by. */
  voice: string | null;
  /** The organisation and role of the speaker. */
  affiliation: string | null;
  /** Who answers for the words; nothing for a lead. */
  attribution: Attribution | null;
  /** The words said, or for a lead the reporter's own; cut when they are long. */
  words: string;
  /** Whether `words` are a quotation, and not reported speech. */
  is_quote: boolean;
  /** Whether `words` were cut. */
  is_cut: boolean;
  /** When it was said. */
  said: Moment;
  /** When what it speaks of happened. */
  happened: Moment;
  /** When the document appeared. */
  published: Moment;
  /** When the bytes came in. */
  captured: Moment;
  /** The document; nothing for a lead. */
  document: DocumentId | null;
  /** The version of it that carries the statement; a decision on this line names it. */
  version: VersionId | null;
  /** Its headline. */
  title: string | null;
  /** Its outlet. */
  outlet: string | null;
  /** The chain between speaker and text, nearest to the text first. */
  cited_via: Array<string>;
  /** The statements that it answers. */
  answers: Array<string>;
  /** The statements that answer it. */
  answered_by: Array<string>;
  /** How far the reading has been checked. */
  status: RowStatus;
  /** How sure the machine was. */
  confidence: Confidence | null;
  /** The group of lines with the same words. */
  cluster: string | null;
  /** The party or thing spoken of. */
  about: string | null;
  /** What became of it in a later capture of its page; nothing while the words stand there. */
  page_change?: PageChange;
};

/** Everything on the timeline of a case that was not rejected, ordered by when it was said. */
export type TimelineView = {
  /** Statements, proposals included and marked as such by their status, and leads. */
  lines: Array<TimelineLine>;
  /** How many statements were rejected. */
  rejected: number;
  /** The state of the library that this was read from. */
  rev: number;
  /** When something of this case was last captured: until then an answer may have been looked for. */
  last_captured: string | null;
};

/** Two versions of a document compared. What one has and the other has not is present in the one capture and absent in the other; who changed the page when, no capture tells. */
export type VersionDiff = {
  /** The document. */
  document: DocumentId;
  /** Its address. */
  url: string;
  /** The first version. */
  from: VersionHead;
  /** The second version. */
  to: VersionHead;
  /** Whether the two were read by different readers, so that differences may be the reader's. */
  other_reader: boolean;
  /** Headline, authors and date, where they differ. */
  fields: Array<FieldChange>;
  /** The words of both. */
  segments: Array<TextSegment>;
  /** The statements of the first version that nobody rejected, in the order of its text. */
  statements: Array<StatementStanding>;
  /** Those of the second that the first has not. */
  added: Array<StatementAdded>;
};

/** One version of a document, with its place among the others. */
export type VersionHead = {
  /** Its place among the versions, the oldest is 1. */
  number: number;
  /** The version. */
  id: VersionId;
  /** The capture that it was read from. */
  capture: CaptureId;
  /** When that came in. */
  captured: string;
  /** When the page stood so by the word of a web archive, for a copy from one. */
  stood: string | null;
  /** The digest of the body as received, in hexadecimal digits. */
  sha256: string;
  /** The digest of the certificate by which the site named itself over TLS, in hexadecimal digits. */
  certificate?: string;
  /** How the bytes came in. */
  provenance: Provenance;
  /** The headline. */
  title: string | null;
  /** The reader that made a text of the page. */
  extractor: string;
};

/** Names a version of a document. */
export type VersionId = string;

/** One version of a document. */
export type VersionLine = {
  /** The version. */
  id: VersionId;
  /** The capture that it was read from. */
  capture: CaptureId;
  /** When that came in. */
  captured: Moment;
  /** The digest of the body as received, in hexadecimal digits. */
  sha256: string;
  /** The digest of the certificate by which the site named itself over TLS, in hexadecimal digits. */
  certificate?: string;
  /** How the bytes came in. */
  provenance: Provenance;
};

/** The versions of a document, and what was captured instead of further ones. */
export type VersionsView = {
  /** The document. */
  document: DocumentId;
  /** Its address. */
  url: string;
  /** The headline of its latest version. */
  title: string | null;
  /** Its versions, the oldest first. */
  versions: Array<VersionHead>;
  /** The walls that stood in front of it, the oldest first. */
  walls: Array<WallMark>;
};

/** A page that stands in front of the article. */
export type Wall = "login" | "consent" | "paywall" | "robot_check";

/** A capture in which a wall stood in front of the document; it made no version. */
export type WallMark = {
  /** The capture. */
  capture: CaptureId;
  /** When it came in. */
  captured: string;
  /** Which wall it shows. */
  wall: Wall;
};

/** Names a watch. */
export type WatchId = string;

/** What a watch looks at. */
export type WatchKind = "feed" | "page" | "sitemap" | "docket" | "folder";

/** A place that a case captures from. */
export type WatchLine = {
  /** The watch. */
  id: WatchId;
  /** What it looks at. */
  kind: WatchKind;
  /** The address, or the folder. */
  target: string;
  /** Seconds between two looks. */
  every_seconds: number;
  /** When it is looked at next. */
  next_run: string;
  /** When it was last looked at. */
  last_run: string | null;
  /** What came of that, in plain words. */
  last_result: string | null;
  /** Since when every look has failed. */
  failing_since: string | null;
};
