//! Rulings: which court decided what, and how far the proceeding had come.

use model::{Kind, Ruling, Stage};

use super::Page;
use crate::draft::Draft;
use crate::text::Token;

/// Characters of the question that a ruling decides, at most; longer ones are no short question.
const QUESTION: usize = 200;

impl Page<'_, '_> {
    /// Returns the court, question and stage of a ruling.
    pub(super) fn ruling(&self, draft: &Draft) -> Option<Ruling> {
        let question = draft
            .content
            .first()
            .map(|part| self.text.source[part.clone()].trim())
            .filter(|words| !words.is_empty() && words.chars().count() <= QUESTION);
        (draft.kind == Kind::Ruling).then(|| Ruling {
            court: draft.speaker.name.clone(),
            question: question.map(str::to_owned),
            stage: stage(&self.tokens_of(std::slice::from_ref(&draft.range))),
        })
    }
}

/// Tells how far a proceeding has come, by the words of the sentence.
fn stage(tokens: &[Token<'_>]) -> Option<Stage> {
    let has = |words: &[&str]| tokens.iter().any(|it| words.contains(&it.lower.as_ref()));
    if has(&[
        "preliminary",
        "interim",
        "temporary",
        "interlocutory",
        "provisional",
    ]) {
        Some(Stage::Interim)
    } else if has(&[
        "appeal",
        "appeals",
        "appellate",
        "overturned",
        "upheld",
        "reversed",
    ]) {
        Some(Stage::Appealed)
    } else if has(&[
        "judgment",
        "judgement",
        "verdict",
        "convicted",
        "sentenced",
        "acquitted",
    ]) {
        Some(Stage::Judgment)
    } else {
        None
    }
}
