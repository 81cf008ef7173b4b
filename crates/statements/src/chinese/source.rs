//! Sources: whose words a clause tells, from what stands between the last mark and the cue.

use std::ops::Range;

use super::lexicon::chinese;
use super::speaker::is_source;
use super::words::{ending, has, name, time};
use crate::text::Token;

/// Items in the longest source.
const LONGEST: usize = 40;

/// What stands before a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// Somebody or something that can speak.
    Named(Range<usize>),
    /// Nothing but words of time and place: the subject is the one before.
    Dropped,
    /// Something that cannot speak.
    Other,
}

/// Reads the source before the item at `cue`.
pub(super) fn before(
    view: &[Token<'_>],
    segment: &Range<usize>,
    cue: usize,
    hidden: &[bool],
) -> Source {
    if let Some(agent) = agent(view, segment.start..cue) {
        return match checked(view, agent.clone()) {
            Source::Other if is_unknown(&view[agent.clone()]) => Source::Named(agent),
            source => source,
        };
    }
    let Some(start) = opening(view, segment.start..cue) else {
        return Source::Dropped;
    };
    if start >= cue {
        return Source::Dropped;
    }
    let phrase = phrase(view, start..cue, hidden);
    match checked(view, phrase.clone()) {
        Source::Other if start == segment.start && is_unknown(&view[phrase.clone()]) => {
            Source::Named(phrase)
        }
        source => source,
    }
}

/// Items of the shortest and longest name that no list has.
const UNKNOWN: std::ops::RangeInclusive<usize> = 2..=4;

/// Tells whether words may be the name of somebody whom no list has.
fn is_unknown(items: &[Token<'_>]) -> bool {
    let han = items
        .iter()
        .all(|it| it.text.starts_with(super::script::is_han));
    UNKNOWN.contains(&items.len()) && han && !has(&chinese().nameless, items)
}

/// Returns the name that a segment begins with, when more follows.
pub(super) fn subject(
    view: &[Token<'_>],
    segment: &Range<usize>,
    hidden: &[bool],
) -> Option<Range<usize>> {
    let start = opening(view, segment.clone())?;
    let mut end = start + together(view.get(start..segment.end)?);
    if end == start && view.get(start).is_some_and(Token::is_capital) {
        end += view[start..segment.end]
            .iter()
            .take_while(|it| it.is_capital())
            .count();
    }
    while end < segment.end && hidden[end] {
        end += 1;
    }
    let items = start..end;
    let named = start < end && end < segment.end && is_source(&view[items.clone()]);
    named.then_some(items)
}

/// Reads a phrase that nothing but its own words bounds: "据路透社".
pub(super) fn alone(view: &[Token<'_>], items: Range<usize>, hidden: &[bool]) -> Source {
    checked(view, phrase(view, items, hidden))
}

fn checked(view: &[Token<'_>], items: Range<usize>) -> Source {
    let items = without_owner(view, items);
    if items.is_empty() || items.len() > LONGEST || !is_source(&view[items.clone()]) {
        return Source::Other;
    }
    Source::Named(items)
}

/// "消息人士的话": the words belong to the people.
fn without_owner(view: &[Token<'_>], items: Range<usize>) -> Range<usize> {
    match ending(&chinese().cited, &view[items.clone()]) {
        Some((length, ())) if length < items.len() => items.start..items.end - length,
        _ => items,
    }
}

/// "甲被乙指控": whoever stands behind the sign of the passive.
fn agent(view: &[Token<'_>], items: Range<usize>) -> Option<Range<usize>> {
    let mut at = items.start;
    while at < items.end {
        let rest = &view[at..items.end];
        let named = together(rest);
        if named > 0 {
            at += named;
        } else if let Some((length, ())) = chinese().passive.longest(rest) {
            let agent = at + length..items.end;
            return (!agent.is_empty()).then_some(agent);
        } else {
            at += 1;
        }
    }
    None
}

/// Tells how many items belong together whatever stands in them.
fn together(view: &[Token<'_>]) -> usize {
    let lists = [&chinese().people, &chinese().courts, &chinese().anonymous];
    let listed = lists
        .iter()
        .filter_map(|list| list.longest(view))
        .map(|it| it.0);
    let again = chinese().again.longest(view).map(|it| it.0);
    let paper = chinese().documents.longest(view).map(|it| it.0);
    listed
        .chain(again)
        .chain(paper)
        .filter(|length| *length > 1)
        .chain(std::iter::once(name(view)))
        .max()
        .unwrap_or(0)
}

/// Returns where the subject begins: behind words of time, joints and phrases of place; nothing if
/// such a phrase takes all of it.
fn opening(view: &[Token<'_>], items: Range<usize>) -> Option<usize> {
    let mut at = items.start;
    while at < items.end {
        let rest = &view[at..items.end];
        let timed = time(rest);
        if timed > 0 {
            at += timed;
        } else if together(rest) > 0 {
            break;
        } else if let Some((length, ())) = chinese().according.longest(rest) {
            at += length;
        } else if let Some((length, ())) = chinese().joint.longest(rest) {
            at += length;
        } else if chinese().preposition.longest(rest).is_some() {
            at = closed(view, at..items.end)?;
        } else if let Some((length, ())) = chinese().adverb.longest(rest) {
            at += length;
        } else if ending(&chinese().loose, &rest[..1]).is_some() {
            at += 1;
        } else {
            break;
        }
    }
    Some(at)
}

/// Returns where a phrase that begins with a preposition ends: "在声明中".
fn closed(view: &[Token<'_>], items: Range<usize>) -> Option<usize> {
    (items.start + 1..items.end).rev().find_map(|at| {
        let (length, ()) = chinese().closing.longest(&view[at..items.end])?;
        Some(at + length)
    })
}

/// Returns the subject: up to the first adverb, word of time or preposition.
fn phrase(view: &[Token<'_>], items: Range<usize>, hidden: &[bool]) -> Range<usize> {
    let mut at = items.start;
    let mut kept = at;
    while at < items.end {
        let rest = &view[at..items.end];
        let length = together(rest);
        if length > 0 || hidden[at] {
            at += length.max(1);
            kept = at;
            continue;
        }
        let stops = chinese().adverb.longest(rest).is_some() || time(rest) > 0;
        if stops && at > items.start {
            break;
        }
        at += 1;
    }
    let mut end = at.min(items.end);
    while end > kept
        && ending(&chinese().loose, &view[end - 1..end]).is_some()
        && ending(&chinese().body, &view[items.start..end]).is_none()
    {
        end -= 1;
    }
    items.start..end
}
