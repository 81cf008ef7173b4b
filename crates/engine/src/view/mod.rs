//! Views: what `--json` prints and a window receives. These shapes are stable (`docs/formats.md`).
//!
//! The rows of a timeline are those of `export`, so that a line on screen, in JSON and in an
//! exported file is the same line.

mod evidence;
mod screen;
mod version;

use std::collections::BTreeMap;

use model::{
    Article, Attribution, Basis, CaptureId, CaseId, Confidence, DocumentId, EntityType, Form,
    FoundStatement, Kind, Precision, Reading, Span, StatementId, VersionId, Wall, When,
};
use serde::Serialize;

pub use evidence::{BundleCheck, CheckpointLine, PurgeLine, PurgePlan, StampLine};
pub use export::{Date, PageChange, Row};
pub use screen::{
    ArchivedPage, CaseView, DecisionNote, DocumentLine, DocumentView, EntityLine, ExportPreview,
    JobLine, JobStep, Lane, LessonView, LibrarySettings, LibraryView, MentionMark, Moment,
    PartyLine, ProposalView, Pulse, QueueView, StatementDetail, StatementMark, TemplateLine,
    TimelineLine, TimelineView, VersionLine, WatchLine,
};
pub use version::{
    FieldChange, RecaptureView, SegmentState, StatementAdded, StatementStanding, TextSegment,
    VersionDiff, VersionHead, VersionsView, WallMark,
};

/// A case in the list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// What the reporter calls it.
    pub name: String,
    /// Its short name.
    pub slug: String,
    /// How many documents it holds.
    pub documents: u64,
    /// How many statements those carry, rejected ones left out.
    pub statements: u64,
    /// How many of them nobody has decided on.
    pub unread: u64,
}

/// What became of one address or file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum CaptureResult {
    /// A document or version that was not there before.
    New,
    /// The article is the one that was there.
    Unchanged,
    /// A wall stood in front; the capture is kept, no version was made.
    Wall,
    /// Nothing was captured, or what was captured could not be read.
    Failed,
}

/// One line per capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CaptureLine {
    /// The address, or the file as it was named.
    pub url: String,
    /// The capture, when bytes came.
    pub capture: Option<CaptureId>,
    /// The document, when they could be read.
    pub document: Option<DocumentId>,
    /// The version that the document now has.
    pub version: Option<VersionId>,
    /// How many statements were found in it.
    pub statements: u64,
    /// What became of it.
    pub result: CaptureResult,
    /// Which wall stood in front.
    pub wall: Option<Wall>,
    /// What failed.
    pub error: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// What could not be read although the rest was.
    pub problems: Vec<String>,
}

/// A copy of a page in a web archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct MementoLine {
    /// When the archive captured it, by its own word.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Where the copy is, as it was received.
    pub url: String,
    /// The address that was asked about.
    pub original: String,
    /// What the site answered then, where the archive tells.
    pub status: Option<u16>,
}

/// A page as an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ArticleView {
    /// The path as given.
    pub id: String,
    /// The address, when it is known.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors.
    pub author: Vec<String>,
    /// When it appeared, cut to its precision.
    pub published: Option<String>,
    /// How that was found.
    pub published_method: Option<String>,
    /// When it was changed.
    pub modified: Option<String>,
    /// The language.
    pub lang: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The address under which the page wants to be known.
    pub canonical_url: Option<String>,
    /// The wall that stands in front.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wall: Option<Wall>,
    /// The article.
    pub text: String,
    /// What could not be read.
    pub problems: Vec<String>,
}

impl ArticleView {
    /// Shows an article that was read from the file `id`.
    pub(crate) fn new(id: String, url: Option<String>, article: Article) -> Self {
        let method = article.published.method;
        Self {
            id,
            url,
            title: article.title.value,
            author: article.authors.value,
            published: article.published.value.value(),
            published_method: (!method.is_empty()).then_some(method),
            modified: article.modified.value.value(),
            lang: article.lang.value,
            outlet: article.outlet.value,
            canonical_url: article.canonical_url.value.map(Into::into),
            wall: article.wall,
            text: article.text,
            problems: article.problems,
        }
    }
}

/// The head of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FeedHead {
    /// Its title.
    pub title: Option<String>,
    /// The page that it belongs to.
    pub link: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// An entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// Its title.
    pub title: Option<String>,
    /// The page that it announces.
    pub link: Option<String>,
    /// Its own id.
    pub id: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// When it appeared.
    pub published: Option<String>,
    /// When it was changed.
    pub updated: Option<String>,
    /// What it says.
    pub summary: Option<String>,
}

/// A feed with its entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// The path or address as given.
    pub id: String,
    /// Whether it could be read as a feed.
    pub ok: bool,
    /// Its head.
    pub feed: FeedHead,
    /// Its entries.
    pub entries: Vec<FeedEntry>,
    /// What could not be read.
    pub problems: Vec<String>,
}

/// The date of a statement with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementDate {
    /// The date, cut to its precision.
    pub value: Option<String>,
    /// How precisely it is known.
    pub precision: Precision,
    /// Where it comes from.
    pub basis: Basis,
}

/// A statement found in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementView {
    /// First code point of its sentence or sentences.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words from `start` to `end`.
    pub verbatim_span: String,
    /// What was said, in parts, as pairs of code points.
    pub content: Vec<(u32, u32)>,
    /// How the words stand in the text.
    pub form: Form,
    /// Where the quotation was changed inside its marks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub altered: Vec<model::Altered>,
    /// What the text says of a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<model::Translation>,
    /// Whose words they are.
    pub speaker: Option<String>,
    /// Where the speaker is named.
    pub speaker_span: Option<(u32, u32)>,
    /// Organisation and role.
    pub speaker_affiliation: Option<String>,
    /// The word that shows that somebody speaks.
    pub cue: Option<String>,
    /// Where it stands.
    pub cue_span: Option<(u32, u32)>,
    /// What the statement does.
    pub kind: Kind,
    /// How it answers.
    pub answer_form: Option<model::AnswerForm>,
    /// How it takes something back.
    pub correction_form: Option<model::CorrectionForm>,
    /// Court, question and stage of a ruling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<model::Ruling>,
    /// Who answers for the words.
    pub attribution: Attribution,
    /// What is said of unnamed sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymity: Option<model::Anonymity>,
    /// Whether the document that speaks can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<model::Access>,
    /// The chain between speaker and text.
    pub cited_via: Vec<String>,
    /// When it was said.
    pub date_of_statement: StatementDate,
    /// When what it speaks of happened.
    pub happened: Option<String>,
    /// Whom or what it speaks of.
    pub about: Option<String>,
    /// The statements of this text that it answers, by their place in the list.
    pub responds_to: Vec<usize>,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Why it was read so, in one line.
    pub why: String,
    /// The same, field by field.
    pub reasons: Vec<model::Reason>,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionView {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words.
    pub text: String,
    /// What it names.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// The entity of the dictionary or of the library, by its main name.
    pub entity: Option<String>,
    /// Its item on Wikidata, where the dictionary gives one.
    pub wikidata: Option<String>,
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The date, cut to its precision.
    pub value: Option<String>,
}

/// Everything found in one text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StatementsView {
    /// The name of the file without its ending.
    pub doc: String,
    /// Statements in the order of their spans.
    pub statements: Vec<StatementView>,
    /// Names.
    pub mentions: Vec<MentionView>,
    /// Dates.
    pub dates: Vec<DateView>,
    /// What could not be read.
    pub problems: Vec<String>,
}

impl StatementsView {
    /// Shows a reading of the text called `doc`, with the problems met before it.
    pub(crate) fn new(doc: String, reading: Reading, mut problems: Vec<String>) -> Self {
        problems.extend(reading.problems);
        let mention = |it: model::FoundMention| MentionView {
            start: it.span.start,
            end: it.span.end,
            text: it.text,
            entity_type: it.entity_type,
            wikidata: (it.entity.as_deref())
                .and_then(|name| statements::listed(name, it.entity_type)?.wikidata.clone()),
            entity: it.entity,
        };
        let date = |it: model::FoundDate| DateView {
            start: it.span.start,
            end: it.span.end,
            value: it.value.value(),
        };
        Self {
            doc,
            statements: reading
                .statements
                .into_iter()
                .map(StatementView::from)
                .collect(),
            mentions: reading.mentions.into_iter().map(mention).collect(),
            dates: reading.dates.into_iter().map(date).collect(),
            problems,
        }
    }
}

fn pair(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

impl From<FoundStatement> for StatementView {
    fn from(found: FoundStatement) -> Self {
        Self {
            start: found.span.start,
            end: found.span.end,
            verbatim_span: found.verbatim,
            content: found.content.into_iter().map(pair).collect(),
            form: found.form,
            altered: found.altered,
            translation: found.translation,
            speaker: found.speaker,
            speaker_span: found.speaker_span.map(pair),
            speaker_affiliation: found.speaker_affiliation,
            cue: found.cue,
            cue_span: found.cue_span.map(pair),
            kind: found.kind,
            answer_form: found.answer_form,
            correction_form: found.correction_form,
            ruling: found.ruling,
            attribution: found.attribution,
            anonymity: found.anonymity,
            access: found.access,
            cited_via: found.cited_via,
            date_of_statement: StatementDate {
                value: found.said.value(),
                precision: found.said.precision(),
                basis: found.said_basis,
            },
            happened: found.happened.value(),
            about: found.about,
            responds_to: found.responds_to,
            confidence: found.confidence,
            why: model::why(&found.why),
            reasons: found.why,
        }
    }
}

/// What a hit of a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum HitType {
    /// A statement.
    Statement,
    /// A document.
    Document,
}

/// One hit of a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct HitView {
    /// What it is.
    #[serde(rename = "type")]
    pub hit_type: HitType,
    /// The statement or document.
    pub id: String,
    /// The cases that it belongs to.
    pub cases: Vec<CaseId>,
    /// Words round the match.
    pub snippet: String,
    /// Where the matching words stand in the snippet, in code points.
    pub highlights: Vec<(u32, u32)>,
    /// How well it matches; only comparable within one search.
    pub score: f32,
    /// Who speaks.
    pub speaker: Option<String>,
    /// What the statement does.
    pub kind: Option<Kind>,
    /// How far it has been checked.
    pub status: Option<model::Status>,
    /// The headline of the document.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: String,
    /// When it was said.
    pub said: Option<Date>,
    /// When the document appeared.
    pub published: Date,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct SearchView {
    /// How many match.
    pub total: u64,
    /// Milliseconds that the search took.
    pub took_ms: u64,
    /// Changes of the library that the index has not seen yet.
    pub lag: u64,
    /// The hits from `offset` on.
    pub hits: Vec<HitView>,
    /// Counts by kind, speaker, outlet and so on.
    pub facets: BTreeMap<String, Vec<(String, u64)>>,
    /// Parts of the query that could not be used.
    pub problems: Vec<String>,
}

/// One check of a library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct CheckLine {
    /// What was checked.
    pub check: &'static str,
    /// Whether all was well.
    pub ok: bool,
    /// How many things were checked.
    pub count: u64,
    /// What was wrong, in plain words.
    pub problems: Vec<String>,
}

/// A decision that was just taken, with the word-identical repeats that it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct DecisionLine {
    /// The statement that was named.
    pub id: StatementId,
    /// Its status from now on.
    pub status: model::Status,
    /// Statements with the same words, speaker and kind, decided with it.
    pub repeats: Vec<StatementId>,
    /// Proposals whose speaker was read anew, where an alias was learned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "bindings", ts(optional, as = "Option<Vec<StatementId>>"))]
    pub learned: Vec<StatementId>,
}

/// A decision on which words are one statement: a split, a join, or one that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct ShapeLine {
    /// The statement that was split, that the other one was joined to, or that was added.
    pub id: StatementId,
    /// The statement that there is more from now on.
    pub added: Option<StatementId>,
    /// The statement that is part of the other one from now on.
    pub removed: Option<StatementId>,
    /// Its status from now on.
    pub status: model::Status,
}

/// What came of reading a document anew, or a capture that could not be read before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RereadLine {
    /// The document; nothing where there is still none.
    pub document: Option<model::DocumentId>,
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: Option<String>,
    /// How many versions of it were read.
    pub versions: u64,
    /// How many statements it has now, rejected ones not counted.
    pub statements: u64,
    /// How many proposals are new.
    pub fresh: u64,
    /// How many proposals the machine no longer makes.
    pub gone: u64,
    /// How many statements people decided on; all of them are kept.
    pub decided: u64,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

/// Shows a date.
pub(crate) fn date(when: &When) -> Date {
    Date::from(when)
}
