//! Cues: where a clause says that somebody speaks, keeps silent or acts.

use std::ops::Range;

use model::AnswerForm;

use super::lexicon::{Role, chinese};
use super::words::{ending, has, name};
use crate::lexicon::Class;
use crate::text::Token;

/// A cue with what stands before it.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) items: Range<usize>,
    pub(super) role: Role,
    /// Whether "not" stands before it.
    pub(super) negated: bool,
    /// Whether it is only planned, possible or threatened.
    pub(super) unmade: bool,
}

/// Items between a negation and the word for an answer: "未回复记者就此事提出的置评请求".
const REACH: usize = 16;

/// Finds the first cue of a segment from `from` on.
pub(super) fn first(
    view: &[Token<'_>],
    segment: &Range<usize>,
    from: usize,
    hidden: &[bool],
) -> Option<Cue> {
    let mut at = from;
    while at < segment.end {
        let rest = &view[at..segment.end];
        let named = name(rest);
        if hidden[at] {
            at += 1;
        } else if named > 0 {
            at += named;
        } else if let Some(cue) = silence(view, segment, at).or_else(|| cue_at(view, segment, at)) {
            return Some(stronger(view, segment, cue));
        } else {
            at += 1;
        }
    }
    None
}

/// "未对此作出回应", "拒绝就……置评".
fn silence(view: &[Token<'_>], segment: &Range<usize>, at: usize) -> Option<Cue> {
    let rest = &view[at..segment.end];
    let declined = chinese().refusing.longest(rest);
    let (length, form) = declined
        .map(|(length, ())| (length, AnswerForm::Declined))
        .or_else(|| {
            let (length, ()) = chinese().unanswered.longest(rest)?;
            Some((length, AnswerForm::NoResponse))
        })?;
    let mut words = (length..rest.len().min(length + REACH)).filter_map(|place| {
        let (found, ()) = chinese().response.longest(&rest[place..])?;
        Some(place + found)
    });
    let end = at + words.next()?;
    let told = view
        .get(end)
        .is_some_and(|it| matches!(it.lower.as_ref(), "的" | "是" | "书"));
    // "没有证据回应" speaks of something else: a verb of its own stands between.
    let own = (at + length..end).any(|place| {
        let cue = chinese().cues.longest(&view[place..end]);
        cue.is_some_and(|(_, role)| matches!(role, Role::Act(..)))
    });
    (!told && !own).then_some(Cue {
        items: at..end,
        role: Role::Silence(form),
        negated: false,
        unmade: false,
    })
}

fn cue_at(view: &[Token<'_>], segment: &Range<usize>, at: usize) -> Option<Cue> {
    let (length, role) = chinese().cues.longest(&view[at..segment.end])?;
    let before = &view[segment.start..at];
    if is_blocked(view, at, length) || is_noun(view, segment, at, length) || is_relative(before) {
        return None;
    }
    let negated = ending(&chinese().not, before).is_some();
    let unmade = ending(&chinese().unmade, before).is_some();
    Some(Cue {
        items: at..at + length,
        role,
        negated,
        unmade,
    })
}

fn is_blocked(view: &[Token<'_>], at: usize, length: usize) -> bool {
    (at.saturating_sub(4)..at + length).any(|start| {
        chinese()
            .blocked
            .longest(&view[start..])
            .is_some_and(|(blocked, ())| start + blocked > at && blocked > length)
    })
}

/// Tells whether a word that may be a cue is a noun: "这一指控", "指控的", "指控不实".
fn is_noun(view: &[Token<'_>], segment: &Range<usize>, at: usize, length: usize) -> bool {
    let own = chinese().nouns.longest(&view[at..at + length]);
    let word = |at: usize| view.get(at).map_or("", |it| it.lower.as_ref());
    let next = word(at + length);
    // "表示的", "称的" close a relative clause whatever the word is.
    if next == "的" {
        return true;
    }
    if own.is_none_or(|(own, ())| own < length) {
        return false;
    }
    let before = &view[segment.start..at];
    // "报道指出": the word names who speaks by the next one.
    let speaks = view.get(at + length..segment.end).is_some_and(|rest| {
        let next = chinese().cues.longest(rest);
        next.is_some_and(|(_, role)| matches!(role, Role::Speech(Class::Say)))
    });
    let stuck = before.is_empty() && speaks && own.is_some();
    let subject = stuck || before.is_empty() && chinese().noun_subject.contains(next);
    ending(&chinese().noun_before, before).is_some()
        || chinese().noun_after.contains(next)
        || subject
}

/// "这正是……建议的", "所称": a clause that only describes a noun.
fn is_relative(before: &[Token<'_>]) -> bool {
    let first: Vec<&str> = before.iter().take(2).map(|it| it.lower.as_ref()).collect();
    matches!(
        first.as_slice(),
        ["正" | "就" | "即" | "这" | "也", "是", ..] | ["是", ..]
    ) || before.iter().any(|it| it.lower == "是") && first.first() == Some(&"这")
        || before
            .last()
            .is_some_and(|it| matches!(it.lower.as_ref(), "所" | "被"))
}

/// "表示否认", "发文称不予置评": the word behind a plain one decides.
fn stronger(view: &[Token<'_>], segment: &Range<usize>, cue: Cue) -> Cue {
    if cue.role != Role::Speech(Class::Say) || cue.negated {
        return cue;
    }
    let at = cue.items.end;
    if at >= segment.end {
        return cue;
    }
    let next = silence(view, segment, at).or_else(|| cue_at(view, segment, at));
    match next {
        Some(next) if next.role != cue.role => Cue {
            items: cue.items.start..next.items.end,
            ..next
        },
        _ => cue,
    }
}

/// Tells whether a cue passes on another's words: "援引".
pub(super) fn cites(view: &[Token<'_>], cue: &Cue) -> bool {
    has(&chinese().citing, &view[cue.items.clone()])
}
