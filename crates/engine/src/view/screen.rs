//! Views that only the window receives: lines short enough to send ten thousand of them, and what
//! stands beside a line once it is chosen.

use chrono::{DateTime, Utc};
use export::{Date, Decided, PageChange, Row, RowStatus, RowType};
use model::{
    AnswerForm, Attribution, Basis, CaptureId, CaseId, Confidence, CorrectionForm, DocumentId,
    Entity, EntityId, EntityType, JobId, Kind, PartyRole, Provenance, Reason, Status, VersionId,
    Wall, WatchId, WatchKind,
};
use serde::Serialize;

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PartyLine {
    /// The entity.
    pub entity: EntityId,
    /// Its main name.
    pub name: String,
    /// Where it stands.
    pub role: PartyRole,
}

/// A case as the head of the window shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CaseView {
    /// The case with its counts.
    #[serde(flatten)]
    pub line: super::CaseLine,
    /// One line on where the matter stands.
    pub subtitle: Option<String>,
    /// Whether everything in it is invented.
    pub fictional: bool,
    /// The template that it was started from.
    pub template: Option<String>,
    /// Its parties.
    pub parties: Vec<PartyLine>,
    /// How many leads it holds.
    pub leads: u64,
    /// How many places it captures from.
    pub watches: u64,
    /// The way to the network of its own that it has; that of the library when empty.
    pub proxy: Option<String>,
}

/// A case that ships with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TemplateLine {
    /// Its short name.
    pub template: String,
    /// Its name.
    pub name: String,
    /// Where the matter stood.
    pub subtitle: String,
    /// On which day.
    pub as_of: String,
    /// Whether everything in it is invented.
    pub fictional: bool,
    /// The case that was started from it.
    pub started: Option<CaseId>,
}

/// The column of the timeline in which a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum Lane {
    /// Allegations and claims.
    Alleged,
    /// Denials, confirmations, refusals to comment, retractions.
    Answered,
    /// Filings, rulings, announcements.
    Acts,
}

/// A date with the moments between which it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Moment {
    /// The date as every export has it.
    #[serde(flatten)]
    pub date: Date,
    /// The first moment that it can mean, in milliseconds since 1970; nothing when it is not known.
    pub earliest: Option<i64>,
    /// The last moment that it can mean.
    pub latest: Option<i64>,
}

/// A statement or lead as a card or a line of the table shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TimelineLine {
    /// The id of the statement or lead.
    pub id: String,
    /// What the line is.
    #[serde(rename = "type")]
    pub row_type: RowType,
    /// The column in which it stands.
    pub lane: Lane,
    /// What the statement does.
    pub kind: Kind,
    /// How it answers.
    pub answer_form: Option<AnswerForm>,
    /// How it takes something back.
    pub correction_form: Option<CorrectionForm>,
    /// Whose words they are.
    pub speaker: Option<String>,
    /// The main name of the entity that the speaker is, or the speaker as read: what lines are
    /// gathered and filtered by.
    pub voice: Option<String>,
    /// The organisation and role of the speaker.
    pub affiliation: Option<String>,
    /// Who answers for the words; nothing for a lead.
    pub attribution: Option<Attribution>,
    /// The words said, or for a lead the reporter's own; cut when they are long.
    pub words: String,
    /// Whether `words` are a quotation, and not reported speech.
    pub is_quote: bool,
    /// Whether `words` were cut.
    pub is_cut: bool,
    /// When it was said.
    pub said: Moment,
    /// When what it speaks of happened.
    pub happened: Moment,
    /// When the document appeared.
    pub published: Moment,
    /// When the bytes came in.
    pub captured: Moment,
    /// The document; nothing for a lead.
    pub document: Option<DocumentId>,
    /// The version of it that carries the statement; a decision on this line names it.
    pub version: Option<VersionId>,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The chain between speaker and text, nearest to the text first.
    pub cited_via: Vec<String>,
    /// The statements that it answers.
    pub answers: Vec<String>,
    /// The statements that answer it.
    pub answered_by: Vec<String>,
    /// How far the reading has been checked.
    pub status: RowStatus,
    /// How sure the machine was.
    pub confidence: Option<Confidence>,
    /// The group of lines with the same words.
    pub cluster: Option<String>,
    /// The party or thing spoken of.
    pub about: Option<String>,
    /// What became of it in a later capture of its page; nothing while the words stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub page_change: Option<PageChange>,
}

/// Everything on the timeline of a case that was not rejected, ordered by when it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TimelineView {
    /// Statements, proposals included and marked as such by their status, and leads.
    pub lines: Vec<TimelineLine>,
    /// How many statements were rejected.
    pub rejected: u64,
    /// The state of the library that this was read from.
    pub rev: u64,
    /// When something of this case was last captured: until then an answer may have been looked for.
    pub last_captured: Option<DateTime<Utc>>,
}

/// A decision that concerned one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DecisionNote {
    /// What was decided, in words.
    pub what: String,
    /// By whom and when.
    #[serde(flatten)]
    pub decided: Decided,
}

/// One statement with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct StatementDetail {
    /// The statement or lead, whole.
    pub row: Row,
    /// The version that it stands in; nothing for a lead.
    pub version: Option<VersionId>,
    /// Where it stands in the text of that version: first code point and one past the last.
    pub span: Option<(u32, u32)>,
    /// Where the date comes from on which it was said; nothing for a lead.
    pub said_basis: Option<Basis>,
    /// What it answers.
    pub answers: Vec<TimelineLine>,
    /// What answers it.
    pub answered_by: Vec<TimelineLine>,
    /// The same words in other places.
    pub repeats: Vec<TimelineLine>,
    /// What people decided on it, the latest first.
    pub history: Vec<DecisionNote>,
    /// What of it people changed, of the decisions that stand, the first one first.
    pub changes: Vec<DecisionNote>,
    /// Which of its words were said, in parts.
    pub content: Vec<(u32, u32)>,
    /// Why the machine read it so when it first did, field by field.
    pub reasons: Vec<Reason>,
    /// Whether a person added it, so that no machine read it.
    pub is_added: bool,
    /// The statement as one line of text with its source, ready to be pasted.
    pub sourced_line: String,
}

/// A statement waiting for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ProposalView {
    /// The proposal.
    pub line: TimelineLine,
    /// The word-identical repeats that a decision covers.
    pub repeats: Vec<TimelineLine>,
}

/// What can be learned from the correction of a speaker: that words mean an entity in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct LessonView {
    /// The words by which the speaker was read.
    pub words: String,
    /// Whether they are a proper name; a description or a common word means somebody else elsewhere.
    pub is_name: bool,
    /// Whether they share a word with a name of the entity; if not, they may as well name somebody
    /// else, and only this one statement was read wrongly.
    pub is_alike: bool,
    /// The entity.
    pub entity: EntityId,
    /// Its main name.
    pub name: String,
    /// How many other proposals of the case have that speaker.
    pub touches: u64,
    /// The first of them.
    pub some: Vec<TimelineLine>,
}

/// One version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VersionLine {
    /// The version.
    pub id: VersionId,
    /// The capture that it was read from.
    pub capture: CaptureId,
    /// When that came in.
    pub captured: Moment,
    /// The digest of the body as received, in hexadecimal digits.
    pub sha256: String,
    /// The digest of the certificate by which the site named itself over TLS, in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub certificate: Option<String>,
    /// How the bytes came in.
    pub provenance: Provenance,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct MentionMark {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The entity that it names, when it is known.
    pub entity: Option<EntityId>,
    /// The main name of that entity, or the words themselves.
    pub name: String,
    /// What it names.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
}

/// A statement in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct StatementMark {
    /// The statement.
    pub id: String,
    /// First code point of its sentence or sentences.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What it does.
    pub kind: Kind,
    /// The column in which it stands.
    pub lane: Lane,
    /// How far the reading has been checked.
    pub status: Status,
    /// Who speaks.
    pub speaker: Option<String>,
}

/// One version of a document as the reader shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DocumentView {
    /// The document.
    pub id: DocumentId,
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its language.
    pub lang: Option<String>,
    /// When it appeared.
    pub published: Moment,
    /// When it was changed.
    pub modified: Moment,
    /// The version shown.
    pub version: VersionLine,
    /// All versions, the oldest first.
    pub versions: Vec<VersionLine>,
    /// The article, word for word.
    pub text: String,
    /// Statements of this version that were not rejected, in the order of the text.
    pub statements: Vec<StatementMark>,
    /// Names in the text, none inside another.
    pub mentions: Vec<MentionMark>,
    /// Whether the capture is a page that can be shown as archived.
    pub is_page: bool,
    /// Whether everything in it is invented.
    pub fictional: bool,
    /// What could not be read.
    pub problems: Vec<String>,
    /// The walls that stood in front of it when it was captured again; they made no version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "bindings",
        ts(optional, as = "Option<Vec<super::WallMark>>")
    )]
    pub walls: Vec<super::WallMark>,
}

/// A page as it was archived, made harmless: no script, no style, no image, no address that loads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ArchivedPage {
    /// A whole document for a sandboxed frame.
    pub html: String,
    /// Whether the end of the page was left out because it is too long.
    pub is_cut: bool,
}

/// A document of a case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DocumentLine {
    /// The document.
    pub id: DocumentId,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: String,
    /// When it appeared.
    pub published: Moment,
    /// When it was last captured.
    pub captured: Moment,
    /// How its bytes came in.
    pub provenance: Provenance,
    /// How many versions it has.
    pub versions: u64,
    /// How many statements it carries, rejected ones left out.
    pub statements: u64,
}

/// How far an address in the queue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum JobStep {
    /// Waiting for its turn.
    Waiting,
    /// Waiting until the server may be asked again.
    Later,
    /// Being fetched.
    Fetching,
    /// The bytes are kept; they are being read.
    Reading,
    /// Done.
    Done,
    /// Given up.
    Failed,
}

/// An address in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct JobLine {
    /// The job.
    pub id: JobId,
    /// The case that the document goes into.
    pub case: CaseId,
    /// The address.
    pub url: String,
    /// How far it has come.
    pub step: JobStep,
    /// When it is tried next, while it waits.
    pub due: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed, and what to do, in plain words.
    pub error: Option<String>,
    /// The wall that stood in front of the page.
    pub wall: Option<Wall>,
}

/// A place that a case captures from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct WatchLine {
    /// The watch.
    pub id: WatchId,
    /// What it looks at.
    pub kind: WatchKind,
    /// The address, or the folder.
    pub target: String,
    /// Seconds between two looks.
    pub every_seconds: u32,
    /// When it is looked at next.
    pub next_run: DateTime<Utc>,
    /// When it was last looked at.
    pub last_run: Option<DateTime<Utc>>,
    /// What came of that, in plain words.
    pub last_result: Option<String>,
    /// Since when every look has failed.
    pub failing_since: Option<DateTime<Utc>>,
}

/// The capture queue of a case, with the places that feed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct QueueView {
    /// What is being worked on, the newest five hundred that wait and as many that failed, and the
    /// newest hundred that are done; the newest first. How many there are in all the pulse tells.
    pub jobs: Vec<JobLine>,
    /// The watches.
    pub watches: Vec<WatchLine>,
    /// Since when the queue and the watches of the library are paused.
    pub paused_since: Option<DateTime<Utc>>,
    /// Since when no site could be reached.
    pub offline_since: Option<DateTime<Utc>>,
}

/// How the library stands at this moment: what the window asks once a second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Pulse {
    /// Changes with every change of the library.
    pub rev: u64,
    /// Addresses that wait or are being worked on.
    pub waiting: u64,
    /// Addresses that were given up.
    pub failed: u64,
    /// Addresses that are done.
    pub done: u64,
    /// Watches whose looks fail.
    pub failing_watches: u64,
    /// When the next waiting address is due.
    pub next_due: Option<DateTime<Utc>>,
    /// Whether this machine has a way to the network.
    pub online: bool,
}

/// An entity with its part in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct EntityLine {
    /// The entity.
    #[serde(flatten)]
    pub entity: Entity,
    /// Its role, when it is a party of the case.
    pub role: Option<PartyRole>,
    /// How many statements of the case are its words.
    pub said: u64,
    /// How many are about it.
    pub about: u64,
    /// How many documents of the case name it.
    pub documents: u64,
    /// Words by which the texts of the case mean it, as a reporter taught.
    pub learned: Vec<String>,
}

/// The beginning of an export, before it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ExportPreview {
    /// The text of the export.
    pub text: String,
    /// Whether its end was left out because it is too long for a preview.
    pub is_cut: bool,
    /// A name for its file.
    pub file_name: String,
    /// How many lines it has.
    pub rows: u64,
    /// How many proposals were left out.
    pub proposals_left_out: u64,
}

/// What a person set for a whole library: the command line keeps to it too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct LibrarySettings {
    /// The name under which pages are asked for; the program's own when empty.
    pub user_agent: Option<String>,
    /// The proxy through which every request goes (`socks5h://127.0.0.1:9050`); none when empty.
    pub proxy: Option<String>,
    /// Whether watches are looked at and the queue is worked while the window is open.
    pub fetch_while_open: bool,
}

/// The library as the settings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct LibraryView {
    /// The folder.
    pub folder: String,
    /// How many captures it keeps.
    pub captures: u64,
    /// How many documents.
    pub documents: u64,
    /// The User-Agent that is sent when none is set.
    pub default_user_agent: String,
    /// Whether a web archive may be asked to save pages.
    pub may_save_to_archive: bool,
    /// What a web archive learns by that.
    pub saving_tells: String,
    /// What a person set.
    pub settings: LibrarySettings,
}
