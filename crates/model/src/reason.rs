//! Reasons: why the machine read a statement as it did, field by field, for a person to judge.

use std::fmt;

use crate::span::Span;
use crate::word::words;

words! {
    /// What of a statement a reason speaks of.
    pub enum Field as "field" {
        /// That these words are a statement, and where it begins and ends.
        Statement = "statement",
        /// What it does, and how it answers.
        Kind = "kind",
        /// Whose words they are.
        Speaker = "speaker",
        /// Who answers for the words.
        Attribution = "attribution",
        /// The chain between speaker and text.
        Chain = "chain",
        /// When it was said.
        Date = "date",
        /// Whom or what it speaks of.
        About = "about",
        /// Which statements it answers.
        Answers = "answers",
    }
}

words! {
    /// What decided.
    pub enum Method as "method" {
        /// A rule of the reader.
        Rule = "rule",
        /// A word of the shipped lexicons.
        Lexicon = "lexicon",
        /// A trained model.
        Model = "model",
        /// What the case already knows: its entities and their aliases.
        Case = "case",
    }
}

/// Why one field of a statement was read as it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Reason {
    /// What it speaks of.
    pub field: Field,
    /// What decided.
    pub method: Method,
    /// The reason, as a person would say it: "cue ‘rejected’, said by the accused".
    pub because: String,
    /// The words that show it, where they stand in the text.
    pub span: Option<Span>,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.because)
    }
}

/// Joins reasons into one line.
pub fn why(reasons: &[Reason]) -> String {
    let each: Vec<String> = reasons.iter().map(Reason::to_string).collect();
    each.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_as_one_line() {
        let reason = |field, because: &str| Reason {
            field,
            method: Method::Rule,
            because: because.to_owned(),
            span: None,
        };
        assert_eq!(
            why(&[
                reason(Field::Kind, "cue ‘rejected’"),
                reason(Field::Speaker, "subject of the cue"),
            ]),
            "kind: cue ‘rejected’; speaker: subject of the cue"
        );
        assert_eq!(why(&[]), "");
    }
}
