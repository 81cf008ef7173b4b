//! Readings: what the machine found in one version of a document. All of it is proposals.

use std::fmt;

use crate::date::When;
use crate::entity::EntityType;
use crate::reason::Reason;
use crate::span::Span;
use crate::statement::{
    Access, Altered, Anonymity, AnswerForm, Attribution, CorrectionForm, Form, Kind, Ruling,
    Translation,
};
use crate::word::words;

/// What a reader of statements is told about a text beside its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReaderInput {
    /// The text, in the form of [`plain_text`](crate::plain_text).
    pub text: String,
    /// When the text appeared: what "on Tuesday" is resolved with.
    pub published: When,
    /// The name of the outlet, which speaks where nobody else does.
    pub outlet: Option<String>,
    /// Entities already known, as a name with its aliases.
    pub known: Vec<(String, EntityType, Vec<String>)>,
}

/// Everything found in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reading {
    /// Statements in the order of their spans.
    pub statements: Vec<FoundStatement>,
    /// Names in the order of their spans.
    pub mentions: Vec<FoundMention>,
    /// Dates in the order of their spans.
    pub dates: Vec<FoundDate>,
    /// What could not be read, in plain words.
    pub problems: Vec<String>,
}

words! {
    /// Where the date of a statement comes from.
    pub enum Basis as "basis" {
        /// The text names the date.
        Explicit = "explicit",
        /// A relative date, resolved with the date of publication.
        Relative = "relative",
        /// No cue: not later than the publication.
        Publication = "publication",
        /// A person who checked the reading gave it.
        Reporter = "reporter",
        /// No date can be given.
        None = "none",
    }
}

/// How sure the machine is, from 0 to 1 in steps of a thousandth, so that exports repeat exactly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(type = "number"))]
pub struct Confidence(u16);

impl Confidence {
    /// Returns the confidence nearest to `share`, cut to 0..=1.
    pub fn new(share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is clamped to 0..=1000 first, and NaN casts to 0"
        )]
        Self((share * 1000.0).round().clamp(0.0, 1000.0) as u16)
    }

    /// Returns the share, from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.share())
    }
}

impl serde::Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}

impl<'de> serde::Deserialize<'de> for Confidence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::new)
    }
}

/// One statement as it was found in a text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundStatement {
    /// Its sentence or sentences, with the attribution.
    pub span: Span,
    /// The words of `span`.
    pub verbatim: String,
    /// What was said, in parts where a quotation is split.
    pub content: Vec<Span>,
    /// How the words stand in the text.
    pub form: Form,
    /// Where the quotation was changed inside its marks.
    pub altered: Vec<Altered>,
    /// The language it was first said in, when the text says that it is translated.
    pub translation: Option<Translation>,
    /// Whose words they are, as the text names them; nothing when it does not say.
    pub speaker: Option<String>,
    /// Where the speaker is named.
    pub speaker_span: Option<Span>,
    /// The organisation and role of the speaker.
    pub speaker_affiliation: Option<String>,
    /// The word that shows that somebody speaks ("said", "rejected").
    pub cue: Option<String>,
    /// Where the cue stands.
    pub cue_span: Option<Span>,
    /// What the statement does.
    pub kind: Kind,
    /// How it answers, for a denial or a refusal to comment.
    pub answer_form: Option<AnswerForm>,
    /// How it takes something back, for a retraction.
    pub correction_form: Option<CorrectionForm>,
    /// The court and question, for a ruling.
    pub ruling: Option<Ruling>,
    /// Who answers for the words.
    pub attribution: Attribution,
    /// What is said of unnamed sources.
    pub anonymity: Option<Anonymity>,
    /// Whether the document that speaks can be read.
    pub access: Option<Access>,
    /// The chain between speaker and text, nearest to the text first.
    pub cited_via: Vec<String>,
    /// When it was said.
    pub said: When,
    /// Where that date comes from.
    pub said_basis: Basis,
    /// When what it speaks of happened, if it says so.
    pub happened: When,
    /// The party or thing spoken of.
    pub about: Option<String>,
    /// Indexes of the statements of the same text that it answers.
    pub responds_to: Vec<usize>,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// Why each field was read so.
    pub why: Vec<Reason>,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundMention {
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
    /// What it names.
    pub entity_type: EntityType,
    /// The entity that it names, by its main name: one already known, or one of the shipped
    /// dictionary.
    pub entity: Option<String>,
}

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundDate {
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub value: When,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_kept_to_a_thousandth() {
        for (given, shown) in [(0.7142, 0.714), (-1.0, 0.0), (7.0, 1.0), (f64::NAN, 0.0)] {
            assert!(
                (Confidence::new(given).share() - shown).abs() < 1e-9,
                "{given}"
            );
        }
    }
}
