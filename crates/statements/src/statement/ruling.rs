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
            superseded_by: None,
        })
    }

    /// Marks the rulings that a later one undoes.
    pub(super) fn supersede(&self, drafts: &mut [Draft]) {
        for later in 0..drafts.len() {
            let Some((undoing, object)) = self.undoing(&drafts[later]) else {
                continue;
            };
            let earlier = (0..later)
                .rev()
                .take(WINDOW)
                .find(|at| self.is_undone(&drafts[*at], &object))
                .or_else(|| {
                    let after = (later + 1..drafts.len()).take(WINDOW);
                    let mut told = after.filter(|at| is_before(&drafts[*at], &drafts[later]));
                    told.find(|at| self.is_undone(&drafts[*at], &object))
                });
            if let Some(ruling) = earlier.and_then(|at| drafts[at].ruling.as_mut()) {
                ruling.superseded_by = Some(undoing);
            }
        }
    }

    /// Reads "reversed the injunction": what was done by whom, and the words for what it was done to.
    fn undoing(&self, draft: &Draft) -> Option<(String, Vec<String>)> {
        let cue = draft.cue.clone().filter(|_| draft.ruling.is_some())?;
        let verb = self.text.source[cue.clone()].to_lowercase();
        let verb = UNDOING.iter().find(|it| verb.ends_with(*it))?;
        let object = draft.content.first()?;
        let tokens = &self.text.tokens[self.text.tokens_in(object)];
        let object: Vec<String> = (tokens.iter().take(REACH))
            .take_while(|it| !matches!(it.lower.as_ref(), "," | ";" | "and" | "that" | "which"))
            .filter(|it| DECISIONS.contains(&it.lower.as_ref()))
            .map(|it| it.lower.to_string())
            .collect();
        let court = draft.speaker.name.as_deref();
        let by = court.map_or(String::new(), |court| format!(" by {court}"));
        (!object.is_empty()).then(|| (format!("{verb}{by}"), object))
    }

    /// Tells whether a ruling is what "the injunction" means; "the decision" may be any.
    fn is_undone(&self, draft: &Draft, object: &[String]) -> bool {
        let fresh = (draft.ruling.as_ref()).is_some_and(|it| it.superseded_by.is_none());
        let tokens = &self.text.tokens[self.text.tokens_in(&draft.range)];
        let named = |word: &String| {
            GENERIC.contains(&word.as_str()) || tokens.iter().any(|it| it.lower == *word)
        };
        fresh && self.undoing(draft).is_none() && object.iter().all(named)
    }
}

/// Verbs with which a court undoes a decision; one that affirms it leaves it in force.
const UNDOING: &[&str] = &[
    "reversed",
    "overturned",
    "vacated",
    "set aside",
    "quashed",
    "annulled",
    "overruled",
    "lifted",
    "struck down",
    "threw out",
];
/// Statements before and behind a ruling among which the one that it undoes is looked for.
const WINDOW: usize = 40;
/// Words for a decision of any kind.
const GENERIC: &[&str] = &["ruling", "decision", "judgment", "judgement", "order"];
/// Words for a decision.
const DECISIONS: &[&str] = &[
    "ruling",
    "decision",
    "judgment",
    "judgement",
    "order",
    "injunction",
    "verdict",
    "conviction",
    "sentence",
    "dismissal",
    "fine",
    "penalty",
    "ban",
];
/// Items of the object in which the decision is named.
const REACH: usize = 8;

/// Tells whether the text gives days by which one was said before the other.
fn is_before(one: &Draft, other: &Draft) -> bool {
    let days = one.said.earliest().zip(other.said.earliest());
    days.is_some_and(|(one, other)| one < other)
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
