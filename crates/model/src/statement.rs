//! Statements: words attributed to a speaker, what kind of move they make, and how far a person
//! has checked them.

use crate::reading::FoundStatement;
use crate::span::{QuoteSelector, Span};
use crate::word::words;
use crate::{DocumentId, PointId, StatementId, VersionId};

words! {
    /// What a statement does in a dispute. Kinds sort; the finer forms are what a reader sees.
    pub enum Kind as "kind" {
        /// Says that an identifiable party did wrong.
        Allegation = "allegation",
        /// Any other contestable assertion: a legal argument, a demand, a prediction.
        Claim = "claim",
        /// Rejects or contests an allegation or claim against the speaker's side.
        Denial = "denial",
        /// Concedes a fact, wholly or partly.
        Confirmation = "confirmation",
        /// Leaves an allegation or question without an answer.
        NoComment = "no_comment",
        /// The speaker's own act or plan.
        Announcement = "announcement",
        /// A court or regulator decides.
        Ruling = "ruling",
        /// A suit, motion or formal letter is lodged.
        Filing = "filing",
        /// A claim, story or suit is withdrawn or corrected.
        Retraction = "retraction",
    }
}

words! {
    /// How a denial or a refusal to comment answers.
    pub enum AnswerForm as "answer form" {
        /// Says that it is not so.
        Denies = "denies",
        /// Says that some of it is not so.
        DeniesInPart = "denies_in_part",
        /// Justifies the act, which may be conceded (fair use).
        Defends = "defends",
        /// Accuses the accuser.
        CounterAccuses = "counter_accuses",
        /// Speaks, but of something else.
        DoesNotAddress = "does_not_address",
        /// Declined to comment.
        Declined = "declined",
        /// Had not answered when the report appeared.
        NoResponse = "no_response",
        /// Could not be reached.
        Unreachable = "unreachable",
    }
}

impl AnswerForm {
    /// Tells whether a statement of this kind can answer in this form.
    pub fn belongs_to(self, kind: Kind) -> bool {
        match self {
            Self::Denies | Self::DeniesInPart | Self::Defends | Self::CounterAccuses => {
                kind == Kind::Denial
            }
            Self::DoesNotAddress => matches!(kind, Kind::Denial | Kind::NoComment),
            Self::Declined | Self::NoResponse | Self::Unreachable => kind == Kind::NoComment,
        }
    }
}

words! {
    /// How something earlier is taken back.
    pub enum CorrectionForm as "correction form" {
        /// An error is put right.
        Correction = "correction",
        /// Something unclear is made clear.
        Clarification = "clarification",
        /// The outlet takes a story down.
        StoryWithdrawn = "story_withdrawn",
        /// The speaker takes a claim or suit back.
        ClaimWithdrawn = "claim_withdrawn",
        /// A suit or motion is dismissed.
        Dismissed = "dismissed",
    }
}

words! {
    /// How the words stand in the text.
    pub enum Form as "form" {
        /// Inside quotation marks.
        Direct = "direct",
        /// Reported without quotation marks.
        Indirect = "indirect",
        /// Reported, with some words quoted.
        Mixed = "mixed",
        /// An act told in the outlet's own voice (a filing, a ruling, an announcement).
        Event = "event",
    }
}

words! {
    /// Who answers for the words.
    pub enum Attribution as "attribution" {
        /// A person by name, or an organisation through its official voice.
        Named = "named",
        /// Sources whose names are withheld.
        Anonymous = "anonymous",
        /// A filing, memo, letter, ruling or report.
        Document = "document",
        /// The outlet in its own voice.
        Outlet = "outlet",
    }
}

words! {
    /// Whether a reader can get at a document that speaks.
    pub enum Access as "access" {
        /// It is published.
        Public = "public",
        /// Only the outlet says that it saw it.
        SeenByOutlet = "seen_by_outlet",
        /// The text does not say.
        Unknown = "unknown",
    }
}

words! {
    /// How far a proceeding had come with a ruling.
    pub enum Stage as "stage" {
        /// Decided on the way.
        Interim = "interim",
        /// Decided at the end.
        Judgment = "judgment",
        /// Under appeal.
        Appealed = "appealed",
    }
}

words! {
    /// How far a person has checked that the words were read right; never whether they are true.
    pub enum Status as "status" {
        /// Found by the machine, decided on by nobody: a proposal.
        Unread = "unread",
        /// A person compared reading and source.
        Checked = "reading_checked",
        /// A second person did.
        SecondCheck = "second_check",
        /// Cleared for publication.
        Cleared = "cleared",
        /// A person found that it was read wrong.
        Rejected = "rejected",
    }
}

impl Status {
    /// Tells whether a person stands behind the reading.
    pub fn is_checked(self) -> bool {
        matches!(self, Self::Checked | Self::SecondCheck | Self::Cleared)
    }

    /// Returns how many steps of checking a reading has passed; none when it was rejected.
    pub fn rank(self) -> u8 {
        match self {
            Self::Unread | Self::Rejected => 0,
            Self::Checked => 1,
            Self::SecondCheck => 2,
            Self::Cleared => 3,
        }
    }
}

/// What a text says of its unnamed sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Anonymity {
    /// How many there are, when it says so.
    pub count: Option<u32>,
    /// Why they are not named, in the words of the text.
    pub reason: Option<String>,
    /// How they know, in the words of the text.
    pub basis: Option<String>,
}

/// What a text says of a quotation that was first said in another language.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Translation {
    /// The language it was said in, as the text names it: "Mandarin".
    pub from: Option<String>,
    /// Who translated, as the text names them.
    pub by: Option<String>,
}

words! {
    /// How a quotation was changed inside its marks.
    pub enum Alteration as "alteration" {
        /// Words were left out: "…".
        Ellipsis = "ellipsis",
        /// Words of somebody else were put in: "[the company]".
        Insertion = "insertion",
    }
}

/// A place where a quotation was changed inside its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Altered {
    /// The marks and what stands between them.
    pub span: Span,
    /// What was done.
    pub how: Alteration,
}

/// What is known of a ruling beyond its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Ruling {
    /// The court or regulator.
    pub court: Option<String>,
    /// The question that was decided.
    pub question: Option<String>,
    /// The stage of the proceeding.
    pub stage: Option<Stage>,
    /// Which later ruling of the same text undid it: "reversed by the High Court".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "bindings", ts(optional))]
    pub superseded_by: Option<String>,
}

/// A statement of the library: what was found, where, and what people decided about it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Statement {
    /// Its name.
    pub id: StatementId,
    /// The document that carries it.
    pub document: DocumentId,
    /// The version in whose text its spans count.
    pub version: VersionId,
    /// Its words with their surroundings, to find it again in another version.
    pub selector: QuoteSelector,
    /// The statement itself, as read or as a person corrected it.
    pub found: FoundStatement,
    /// How far it has been checked.
    pub status: Status,
    /// The point that a person put it under.
    pub point: Option<PointId>,
}
