//! Views of the versions of a document: which there are, and what two of them have in common.

use chrono::{DateTime, Utc};
use model::{
    CaptureId, DocumentId, Kind, Provenance, Recapture, Standing, Status, VersionId, Wall,
};
use serde::Serialize;

/// One version of a document, with its place among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VersionHead {
    /// Its place among the versions, the oldest is 1.
    pub number: u64,
    /// The version.
    pub id: VersionId,
    /// The capture that it was read from.
    pub capture: CaptureId,
    /// When that came in.
    pub captured: DateTime<Utc>,
    /// When the page stood so by the word of a web archive, for a copy from one.
    pub stood: Option<DateTime<Utc>>,
    /// The digest of the body as received, in hexadecimal digits.
    pub sha256: String,
    /// The digest of the certificate by which the site named itself over TLS, in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub certificate: Option<String>,
    /// How the bytes came in.
    pub provenance: Provenance,
    /// The headline.
    pub title: Option<String>,
    /// The reader that made a text of the page.
    pub extractor: String,
}

/// A capture in which a wall stood in front of the document; it made no version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct WallMark {
    /// The capture.
    pub capture: CaptureId,
    /// When it came in.
    pub captured: DateTime<Utc>,
    /// Which wall it shows.
    pub wall: Wall,
}

/// The versions of a document, and what was captured instead of further ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VersionsView {
    /// The document.
    pub document: DocumentId,
    /// Its address.
    pub url: String,
    /// The headline of its latest version.
    pub title: Option<String>,
    /// Its versions, the oldest first.
    pub versions: Vec<VersionHead>,
    /// The walls that stood in front of it, the oldest first.
    pub walls: Vec<WallMark>,
}

/// Which of two texts has some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum SegmentState {
    /// Both.
    Same,
    /// Present in the first, absent in the second.
    Removed,
    /// Absent in the first, present in the second.
    Added,
}

/// Some words of two texts that are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct TextSegment {
    /// Which of the texts has them.
    pub state: SegmentState,
    /// The words, with the white space after them.
    pub text: String,
}

/// A field of the article that two versions have otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct FieldChange {
    /// title, authors or published.
    pub field: &'static str,
    /// What the first version has.
    pub from: Option<String>,
    /// What the second has.
    pub to: Option<String>,
}

/// A statement of the first version, and what became of it in the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct StatementStanding {
    /// The statement.
    pub id: String,
    /// What it does.
    pub kind: Kind,
    /// Who speaks.
    pub speaker: Option<String>,
    /// How far the reading has been checked.
    pub status: Status,
    /// What became of it.
    pub state: Standing,
    /// Its sentences in the first version.
    pub text: String,
    /// Where they stand there: first code point and one past the last.
    pub from: (u32, u32),
    /// What stands in its place in the second version, where that is something else.
    pub now: Option<String>,
    /// Where it, or what is in its place, stands in the second version.
    pub to: Option<(u32, u32)>,
}

/// A statement of the second version that the first has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct StatementAdded {
    /// The statement.
    pub id: String,
    /// What it does.
    pub kind: Kind,
    /// Who speaks.
    pub speaker: Option<String>,
    /// How far the reading has been checked.
    pub status: Status,
    /// Its sentences.
    pub text: String,
    /// Where they stand in the second version.
    pub to: (u32, u32),
}

/// Two versions of a document compared. What one has and the other has not is present in the one
/// capture and absent in the other; who changed the page when, no capture tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct VersionDiff {
    /// The document.
    pub document: DocumentId,
    /// Its address.
    pub url: String,
    /// The first version.
    pub from: VersionHead,
    /// The second version.
    pub to: VersionHead,
    /// Whether the two were read by different readers, so that differences may be the reader's.
    pub other_reader: bool,
    /// Headline, authors and date, where they differ.
    pub fields: Vec<FieldChange>,
    /// The words of both.
    pub segments: Vec<TextSegment>,
    /// The statements of the first version that nobody rejected, in the order of its text.
    pub statements: Vec<StatementStanding>,
    /// Those of the second that the first has not.
    pub added: Vec<StatementAdded>,
}

/// How often the pages of a case are captured again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct RecaptureView {
    /// The case.
    pub case: model::CaseId,
    /// How often.
    pub every: Recapture,
    /// How many of its pages carry checked statements.
    pub pages: u64,
    /// When the next of them is due; nothing while it is off.
    pub next: Option<DateTime<Utc>>,
}
