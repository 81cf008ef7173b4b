//! What is told without a verb of speaking: refusals to comment, "according to", acts.

use super::content;
use super::noun::{self, Phrase};
use super::word::{is_comma, is_quote};
use super::{Shape, Sighting};
use crate::lexicon::lexicon;
use crate::text::Token;

pub(super) fn sighting(cue: std::ops::Range<usize>, lemma: &str, shape: Shape) -> Sighting {
    Sighting {
        cue,
        lemma: lemma.to_owned(),
        class: None,
        kind: None,
        negated: false,
        source: None,
        content: Vec::new(),
        shape,
        silence: None,
        correction: None,
    }
}

/// "declined to comment", "did not respond", "could not be reached".
pub(crate) fn silence(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let (length, form) = lexicon().silence.longest(&view[at..])?;
    let cue = at..at + length;
    let reached = view[at].lower == "reached" || view[at].lower == "no";
    let source = if reached {
        noun::after(view, cue.end)
    } else {
        noun::before(view, at)
    };
    // Silence is one when somebody was asked: not "did not respond to treatment".
    let about = view[cue.end..].iter().take(12);
    let asked = matches!(
        form,
        model::AnswerForm::Declined
            | model::AnswerForm::Unreachable
            | model::AnswerForm::DoesNotAddress
    ) || about.clone().any(|it| {
        matches!(
            it.lower.as_ref(),
            "comment"
                | "comments"
                | "request"
                | "requests"
                | "email"
                | "emails"
                | "inquiries"
                | "inquiry"
                | "questions"
                | "query"
                | "queries"
                | "messages"
                | "message"
                | "call"
                | "calls"
        )
    }) || view[cue.clone()]
        .iter()
        .any(|it| it.lower.starts_with("comment"));
    let source = source?;
    asked.then(|| Sighting {
        kind: Some(model::Kind::NoComment),
        source: Some(source),
        content: super::frame::withheld(view, cue.end).into_iter().collect(),
        silence: Some(form),
        ..sighting(cue, view[at].lower.as_ref(), Shape::Silence)
    })
}

/// "According to SRC, C" and "C, according to SRC".
pub(crate) fn according(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    let words: Vec<&str> = view[at..]
        .iter()
        .take(4)
        .map(|it| it.lower.as_ref())
        .collect();
    let length = match words.as_slice() {
        ["according", "to", ..] => 2,
        ["in", "the", "words" | "view", "of"] => 4,
        ["per", ..] if at == 0 => 1,
        _ => return None,
    };
    let mut source = noun::after(view, at + length)?;
    // "According to Roe, the saw fell." leaves a clause: no explanation of Roe.
    source.aside = source
        .aside
        .filter(|aside| at > 0 || content::right_of(view, aside.end + 1).len() > 1);
    let end = source
        .aside
        .as_ref()
        .map_or(source.items.end, |aside| aside.end);
    let comma = view
        .get(end)
        .is_some_and(|it| is_comma(it) || it.lower == ":");
    let quote = (end + 1..(end + 7).min(view.len()))
        .find(|at| is_quote(&view[*at]) && (is_comma(&view[at - 1]) || view[at - 1].lower == ":"));
    let left = content::left_of(view, at);
    let quoted = quote.is_some();
    let (content, shape) =
        if !quoted && (left.len() >= 3 || view[left.clone()].iter().any(is_quote)) {
            (left, Shape::Trailing)
        } else {
            (
                content::right_of(view, quote.unwrap_or(end + usize::from(comma))),
                Shape::According,
            )
        };
    if content.is_empty() {
        return None;
    }
    Some(Sighting {
        class: Some(crate::lexicon::Class::Say),
        source: Some(source),
        content: vec![content],
        ..sighting(at..at + length, "according to", shape)
    })
}

/// Items after an act in which its object must stand.
const REACH: usize = 12;

/// An act: a suit, a ruling, an announcement, a withdrawal.
pub(crate) fn event(view: &[Token<'_>], at: usize) -> Option<Sighting> {
    if super::word::is_in_name(view, at) {
        return None;
    }
    let (longest, _) = lexicon().event_forms.longest(&view[at..])?;
    let (length, event) = lexicon()
        .event_forms
        .all(&view[at..])
        .filter(|(length, _)| *length == longest)
        .map(|(length, index)| (length, &lexicon().events[index]))
        .find(|(length, event)| {
            has_object(view, at + length, event) && actor_fits(view, at, event)
        })?;
    let cue = at..at + length;
    let source = subject(view, at)?;
    let object = content::right_of(view, cue.end);
    Some(Sighting {
        kind: Some(event.kind),
        source: if event.passive { None } else { Some(source) },
        content: if object.is_empty() {
            Vec::new()
        } else {
            vec![object]
        },
        correction: event.correction,
        ..sighting(cue, &event.lemma, Shape::Event)
    })
}

fn subject(view: &[Token<'_>], at: usize) -> Option<Phrase> {
    let before = at.checked_sub(1).map(|index| &view[index])?;
    if super::word::is_determiner(before)
        || super::word::is_preposition(before)
        || before.lower == "'s"
    {
        return None;
    }
    if matches!(
        before.lower.as_ref(),
        "was"
            | "were"
            | "been"
            | "be"
            | "being"
            | "is"
            | "are"
            | "could"
            | "would"
            | "might"
            | "may"
            | "can"
            | "should"
            | "not"
    ) {
        return None;
    }
    noun::before(view, at)
}

fn has_object(view: &[Token<'_>], from: usize, event: &crate::lexicon::Event) -> bool {
    event.needs.is_empty()
        || view[from..]
            .iter()
            .take(REACH)
            .take_while(|item| item.lower != ";")
            .any(|item| event.needs.contains(item.lower.as_ref()))
}

/// Tells whether the subject before an act can do it: only courts rule.
fn actor_fits(view: &[Token<'_>], at: usize, event: &crate::lexicon::Event) -> bool {
    use crate::lexicon::{Actor, Sort};
    let wanted: &[Sort] = match event.subject {
        Actor::Any => return true,
        Actor::Party => &[
            Sort::Company,
            Sort::Outlet,
            Sort::Body,
            Sort::Accuser,
            Sort::Accused,
            Sort::Regulator,
        ],
        Actor::Court => &[Sort::Court, Sort::Judge],
        Actor::State => &[Sort::Regulator, Sort::Court, Sort::Judge],
    };
    let Some(subject) = subject(view, at) else {
        return false;
    };
    subject.items.clone().any(|index| {
        let rest = &view[index..subject.items.end];
        let described = lexicon()
            .descriptions
            .all(rest)
            .any(|(_, sort)| wanted.contains(&sort));
        let named = rest[0].is_capital()
            && lexicon()
                .name_forms
                .longest(rest)
                .is_some_and(|(_, name)| wanted.contains(&lexicon().names[name].sort));
        let titled = wanted.contains(&Sort::Judge)
            && matches!(rest[0].lower.as_ref(), "judge" | "justice" | "court");
        described
            || named
            || titled
            || wanted.contains(&Sort::Company)
                && rest[0].is_capital()
                && index == subject.items.start
                && index > 0
    })
}
