//! Folding: one sentence that was read twice becomes one statement again.
//!
//! "Acme said it was safe, adding that nobody was hurt" is one statement of one speaker; "according
//! to the records, one engineer stated …" is the engineer's, by way of the records.

use model::{AnswerForm, Attribution, Form, Kind};

use crate::draft::Draft;
use crate::lexicon::kinds::{List, kind_words};
use crate::speaker::Speaker;
use crate::statement::Page;
use crate::tone::tones;

/// Joins the statements of one unit that are one; they begin at `first`.
pub(super) fn fold(page: &Page<'_, '_>, found: &mut Vec<Draft>, first: usize) {
    let mut at = first + 1;
    while at < found.len() {
        let (head, tail) = found.split_at_mut(at);
        let (Some(one), Some(next)) = (head.last_mut(), tail.first_mut()) else {
            return;
        };
        if tells_of(page, one, next) {
            pass_on(one, next);
            found.remove(at - 1);
        } else if justifies(page, one, next) {
            one.open = true;
            settle_as_defence(next);
            join(page, one, next);
            found.remove(at);
        } else if is_translation(page, next) {
            one.range.end = one.range.end.max(next.range.end);
            found.remove(at);
        } else if goes_on(page, one, next) {
            join(page, one, next);
            found.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Returns whoever acts in an event as they are when they speak later: by name, not in the
/// outlet's voice.
pub(super) fn aloud(draft: &Draft) -> Speaker {
    let told = draft.form == Form::Event && draft.speaker.attribution == Attribution::Outlet;
    Speaker {
        attribution: if told {
            Attribution::Named
        } else {
            draft.speaker.attribution
        },
        ..draft.speaker.clone()
    }
}

fn cue<'p>(page: &Page<'p, '_>, draft: &Draft) -> &'p str {
    draft.cue.clone().map_or("", |cue| &page.text.source[cue])
}

/// Tells whether the first only says where the second is told: "according to the records".
fn tells_of(page: &Page<'_, '_>, one: &Draft, next: &Draft) -> bool {
    let according = cue(page, one).to_lowercase().starts_with("according");
    let inside = one.range.start <= next.range.start && next.range.end <= one.range.end;
    let teller = one.speaker.attribution == Attribution::Document
        || one.speaker.sort == crate::lexicon::Sort::Outlet;
    let source = next.speaker.range.is_some();
    according && inside && teller && source
}

/// "Acme did not deny the copying but said it was fair use": the second half is the answer.
fn justifies(page: &Page<'_, '_>, one: &Draft, next: &Draft) -> bool {
    let open = one.answer_form == Some(AnswerForm::DoesNotAddress);
    let same = next.speaker.name.is_some() && next.speaker.name == one.speaker.name;
    let beside = one.paragraph == next.paragraph && next.range.start <= one.range.end + 1;
    let tokens = page.tokens_of(&next.content);
    open && same && beside && tones(&tokens, next.speaker.name.as_deref()).defends
}

fn settle_as_defence(draft: &mut Draft) {
    draft.kind = Kind::Denial;
    draft.answer_form = Some(AnswerForm::Defends);
    draft.because = "the act is not denied but justified";
    draft.open = false;
    draft.takes_up = true;
}

/// "…, according to a Bugle translation": nobody says it once more.
fn is_translation(page: &Page<'_, '_>, next: &Draft) -> bool {
    let source = next.speaker.range.clone().unwrap_or_default();
    let words = page.text.source[source].to_lowercase();
    let according = cue(page, next).to_lowercase().starts_with("according");
    according && words.ends_with("translation")
}

/// Gives the second the whole sentence and the first as a link of its chain.
fn pass_on(one: &mut Draft, next: &mut Draft) {
    next.range.start = one.range.start.min(next.range.start);
    next.range.end = one.range.end.max(next.range.end);
    let link = one.speaker.document.clone().or(one.speaker.name.clone());
    let known = |name: &String| next.cited_via.contains(name);
    if let Some(link) = link.filter(|name| !known(name)) {
        next.cited_via.push(link);
    }
}

/// Tells whether the second is only a participle of the first: the same speaker goes on.
fn goes_on(page: &Page<'_, '_>, one: &Draft, next: &Draft) -> bool {
    let participle = cue(page, next).ends_with("ing");
    let own = |speaker: &Speaker| {
        speaker.name.is_none() || speaker.name == one.speaker.name || speaker.range.is_none()
    };
    let same_source = next.speaker.range.is_none()
        || next.speaker.range == one.speaker.range
        || next.speaker.name.is_some() && next.speaker.name == one.speaker.name;
    let kind = one.kind == next.kind || one.open || next.open;
    let spoken = !matches!(one.kind, Kind::Ruling | Kind::NoComment) || one.kind == next.kind;
    participle && same_source && own(&next.speaker) && kind && spoken
}

/// Looks again at a statement to which a quotation was added, where its first words left it open.
pub(super) fn look_again(page: &Page<'_, '_>, found: &mut [Draft], first: usize, end: usize) {
    let grown = found.len() == first;
    let Some(last) = found.last_mut().filter(|_| grown) else {
        return;
    };
    if last.open && last.range.end == end && last.content.len() > 1 {
        let verdict = page.judge(last, None);
        if !verdict.open {
            super::settle(last, verdict);
        }
    }
}

/// Joins a sentence of a reproduced text to the one before it where neither kind nor target
/// changes: consecutive sentences of one quotation are one statement.
pub(super) fn join_block(page: &Page<'_, '_>, found: &mut Vec<Draft>, first: usize) {
    if found.len() != first + 1 || first == 0 {
        return;
    }
    let (head, tail) = found.split_at_mut(first);
    let (Some(one), Some(next)) = (head.last_mut(), tail.first_mut()) else {
        return;
    };
    let block = one.quotation.is_some()
        && one.quotation == next.quotation
        && one.paragraph == next.paragraph
        && next.cue.is_none();
    let same = one.kind == next.kind
        && one.speaker.name == next.speaker.name
        && next.targets.iter().all(|it| one.targets.contains(it));
    let short = one.content.len() < LONGEST;
    if block && same && short && (next.targets.is_empty() || one.open) {
        join(page, one, next);
        found.truncate(first);
    }
}

/// Sentences of a reproduced text that are joined at most.
const LONGEST: usize = 6;

/// Makes a statement that leaves its kind open a denial where its speaker has just denied something
/// in the same paragraph and goes on to negate: "No list was given to anybody," she said.
pub(super) fn carry_on(page: &Page<'_, '_>, found: &mut [Draft], first: usize) {
    for at in first.max(1)..found.len() {
        let (head, tail) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (head.last(), tail.first_mut()) else {
            return;
        };
        let same = before.speaker.name.is_some()
            && before.speaker.name == here.speaker.name
            && before.paragraph == here.paragraph;
        let open = here.open && here.kind == Kind::Claim && before.kind == Kind::Denial;
        if !same || !open {
            continue;
        }
        let words = page.tokens_of(&here.content);
        let negates = kind_words().any(List::Negations, &words)
            || words.first().is_some_and(|it| {
                matches!(it.lower.as_ref(), "no" | "none" | "nobody" | "nothing")
            });
        if negates {
            here.kind = Kind::Denial;
            here.answer_form = Some(AnswerForm::Denies);
            here.because = "the speaker goes on to deny";
            here.open = false;
        }
    }
}

/// Makes the first hold the words of both; the surer kind stays.
fn join(page: &Page<'_, '_>, one: &mut Draft, next: &mut Draft) {
    one.range.start = one.range.start.min(next.range.start);
    one.range.end = one.range.end.max(next.range.end);
    one.content.append(&mut next.content);
    one.content.sort_by_key(|part| part.start);
    one.words.append(&mut next.words);
    one.targets = super::target::targets(page, &one.content, &one.speaker);
    if one.open && !next.open {
        one.kind = next.kind;
        one.answer_form = next.answer_form;
        one.because = next.because;
        one.open = false;
        one.takes_up = next.takes_up;
    }
}
