//! One row of a timeline: a statement with its source, or a lead.
//!
//! The names of the fields are those of `timeline --json`, which scripts rely on.

use chrono::{DateTime, Utc};
use model::{
    Access, Anonymity, AnswerForm, Attribution, Confidence, CorrectionForm, Form, Kind, Precision,
    Provenance, Ruling, Standing, Status, VersionId, When,
};
use serde::{Serialize, Serializer};

/// What a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub enum RowType {
    /// Words that were captured.
    #[default]
    Statement,
    /// A dated entry in the reporter's own words; what it speaks of is not captured.
    Lead,
}

/// How far a row has been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "bindings",
    derive(ts_rs::TS),
    ts(type = "Status | \"lead\"")
)]
pub enum RowStatus {
    /// The status of the reading of a statement.
    Reading(Status),
    /// There is nothing to check: a lead.
    Lead,
}

impl RowStatus {
    /// Returns the word that stands in JSON: that of the status, or `lead`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reading(status) => status.as_str(),
            Self::Lead => "lead",
        }
    }

    /// Tells whether the row was found by the machine and no person has decided on it.
    pub fn is_proposal(self) -> bool {
        self == Self::Reading(Status::Unread)
    }
}

impl Serialize for RowStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A date as it stands in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Date {
    /// The EDTF text, cut to the precision; nothing when the date is not known.
    pub value: Option<String>,
    /// How precisely it is known.
    pub precision: Precision,
    /// The offset of an instant as its source wrote it.
    pub zone: Option<String>,
}

impl From<&When> for Date {
    fn from(when: &When) -> Self {
        Self {
            value: when.value(),
            precision: when.precision(),
            zone: when.zone(),
        }
    }
}

impl Default for Date {
    fn default() -> Self {
        Self::from(&When::Unknown)
    }
}

/// The document that carries a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct RowDocument {
    /// Its id; nothing when it is not captured yet.
    pub id: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The name of its outlet, or the outlet's domain.
    pub outlet: Option<String>,
    /// Its address.
    pub url: String,
    /// The page that the words begin on, in a document that has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub page: Option<u32>,
    /// The version of it that carries the statement; no export tells it.
    #[serde(skip)]
    pub version: Option<VersionId>,
}

/// The capture that the statement was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct RowCapture {
    /// Its id.
    pub id: String,
    /// The digest of the body as received, in hexadecimal digits.
    pub sha256: String,
    /// How the bytes came in.
    pub provenance: Provenance,
}

/// What became of a statement in a later capture of its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct PageChange {
    /// changed, or gone.
    pub state: Standing,
    /// The first version since which it is so.
    pub version: VersionId,
    /// When that was captured.
    pub captured: Date,
    /// What stands in the place of the words there, where something like them does.
    pub now: Option<String>,
    /// What is known of it, in plain words.
    pub note: String,
}

impl PageChange {
    /// What is said where no capture of the page explains the change.
    pub const NO_NOTICE: &str = "changed; no notice found in captures";
    /// What is said where a later version carries a notice of the outlet.
    pub const WITH_NOTICE: &str = "changed; the page carries a correction notice";
}

/// Who decided last on the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Decided {
    /// The person.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One row of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Row {
    /// The id of the statement or lead.
    pub id: String,
    /// What the row is.
    #[serde(rename = "type")]
    pub row_type: RowType,
    /// What the statement does.
    pub kind: Kind,
    /// How the words stand in the text; nothing for a lead.
    pub form: Option<Form>,
    /// How it answers, for a denial or a refusal to comment.
    pub answer_form: Option<AnswerForm>,
    /// How it takes something back, for a retraction.
    pub correction_form: Option<CorrectionForm>,
    /// The court and question, for a ruling.
    pub ruling: Option<Ruling>,
    /// Whose words they are.
    pub speaker: Option<String>,
    /// The organisation and role of the speaker.
    pub speaker_affiliation: Option<String>,
    /// Who answers for the words; nothing for a lead.
    pub attribution: Option<Attribution>,
    /// What is said of unnamed sources.
    pub anonymity: Option<Anonymity>,
    /// Whether the document that speaks can be read.
    pub access: Option<Access>,
    /// The chain between speaker and text, nearest to the text first.
    pub cited_via: Vec<String>,
    /// The words said.
    pub quote: Option<String>,
    /// The sentences with the attribution; for a lead the reporter's own words.
    pub text: String,
    /// When it was said.
    pub said: Date,
    /// When what it speaks of happened.
    pub happened: Date,
    /// When the document appeared.
    pub published: Date,
    /// When the bytes came in.
    pub captured: Date,
    /// The document; for a lead, the address that is not captured yet.
    pub document: Option<RowDocument>,
    /// The capture; nothing for a lead.
    pub capture: Option<RowCapture>,
    /// The ids of the statements that this one answers.
    pub answers: Vec<String>,
    /// The ids of the statements that answer this one.
    pub answered_by: Vec<String>,
    /// The proposition in dispute that it belongs to.
    pub point: Option<String>,
    /// How far the reading has been checked.
    pub status: RowStatus,
    /// How sure the machine was.
    pub confidence: Option<Confidence>,
    /// The id of the group of rows with the same words.
    pub cluster: Option<String>,
    /// Who decided last.
    pub decided: Option<Decided>,
    /// Why it was read so.
    pub why: Option<String>,
    /// The party or thing spoken of.
    pub about: Option<String>,
    /// For a lead: what is known of the other side's response.
    pub response: Option<String>,
    /// Whether everything in the row is invented.
    pub fictional: bool,
    /// What became of it in a later capture of its page; nothing while the words stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub page_change: Option<PageChange>,
}
