//! When: the day on which something was said, apart from the days of what is told.
//!
//! A date counts as the day of the words only where it belongs to the saying: beside the cue, or in
//! a phrase that opens the sentence. Dates of relative and other subordinate clauses, of deadlines,
//! and dates after the publication are those of what is told.

use std::ops::Range;

use model::{Attribution, Basis, When};

use super::Page;
use super::frame::basis;
use crate::clause::word::{is_complementiser, is_determiner, is_quote};
use crate::clause::{Shape, Sighting};
use crate::date::Dated;
use crate::draft::Draft;
use crate::lexicon::Class;
use crate::text::Token;
use crate::unit::Unit;

/// Finds when something was said: a date in the clause around the words, the date of the document,
/// or no more than the publication.
pub(super) fn said(
    page: &Page<'_, '_>,
    unit: &Unit<'_>,
    sighting: &Sighting,
    draft: &Draft,
) -> (When, Basis) {
    let quoted = |dated: &Dated| {
        page.quotations[unit.quotations.clone()]
            .iter()
            .any(|it| it.outer.start <= dated.range.start && dated.range.end <= it.outer.end)
    };
    let past = |value: &When| match (value.earliest(), page.input.published.known_day()) {
        (Some(day), Some(published)) => day.date_naive() <= published,
        _ => true,
    };
    let around = dates_in(page, &draft.range).iter().find(|dated| {
        !quoted(dated) && past(&dated.value) && belongs(unit, sighting, draft, dated)
    });
    if let Some(dated) = around {
        return (dated.value.clone(), basis(dated));
    }
    let lodged = sighting.kind == Some(model::Kind::Filing) && sighting.shape == Shape::Event;
    let papered =
        draft.speaker.attribution == Attribution::Document && draft.speaker.document.is_some();
    if (lodged || papered)
        && let Some((filed, basis)) = page.story.filed.as_ref().filter(|it| past(&it.0))
        && !matches!(
            draft.speaker.document.as_deref(),
            Some("ruling" | "order" | "opinion" | "memo" | "judgment")
        )
    {
        return (filed.clone(), *basis);
    }
    let before = unit.view.iter().any(|it| {
        matches!(
            it.lower.as_ref(),
            "previously" | "earlier" | "once" | "since"
        )
    });
    if before {
        (When::Unknown, Basis::None)
    } else {
        published(page)
    }
}

/// Tells whether a date belongs to the saying or doing itself.
fn belongs(unit: &Unit<'_>, sighting: &Sighting, draft: &Draft, dated: &Dated) -> bool {
    let view = &unit.view;
    let at = view.partition_point(|it| it.start < dated.range.start);
    let aside = sighting.source.as_ref().and_then(|it| it.aside.as_ref());
    if aside.is_some_and(|aside| aside.contains(&at)) {
        return false;
    }
    let cue = &sighting.cue;
    if at >= cue.end && bars(&view[cue.end..at], true) {
        return false;
    }
    if at < cue.start && bars(&view[opening(view, at)..at], false) {
        return false;
    }
    let act = matches!(sighting.shape, Shape::Event | Shape::Silence);
    let inside = draft
        .content
        .iter()
        .any(|part| part.start <= dated.range.start && dated.range.end <= part.end);
    act || !inside || ends_object(unit, sighting, dated)
}

/// "denied the claim on Tuesday", "accused Acme on Tuesday of": the day of a plain object's verb.
fn ends_object(unit: &Unit<'_>, sighting: &Sighting, dated: &Dated) -> bool {
    let [content] = sighting.content.as_slice() else {
        return false;
    };
    let object = matches!(
        sighting.class,
        Some(Class::Deny | Class::Accuse | Class::Criticise | Class::Admit | Class::Announce)
    );
    let view = &unit.view;
    let after = view.partition_point(|it| it.start < dated.range.end);
    let ends = after >= content.end
        || view
            .get(after)
            .is_some_and(|it| matches!(it.lower.as_ref(), "of" | "," | "and" | "but" | "as"));
    let before = &view[content.start..after.min(view.len())];
    let clause = before
        .iter()
        .any(|it| is_complementiser(it) || is_quote(it) || it.lower == "of");
    object && content.start == sighting.cue.end && ends && !clause
}

/// Returns where the clause of a date before the cue begins.
fn opening(view: &[Token<'_>], at: usize) -> usize {
    view[..at]
        .iter()
        .rposition(|it| it.lower == "," || it.lower == ";" || is_quote(it))
        .map_or(0, |comma| comma + 1)
}

/// Tells whether words keep a date away from the cue: they open another clause or a deadline.
fn bars(words: &[Token<'_>], behind: bool) -> bool {
    let clause = |it: &Token<'_>| {
        matches!(
            it.lower.as_ref(),
            "that"
                | "which"
                | "who"
                | "whose"
                | "when"
                | "because"
                | "whether"
                | "while"
                | "where"
                | "although"
                | "if"
                | "until"
                | "till"
                | "since"
                | "begin"
                | "begins"
                | "due"
        )
    };
    let told = |it: &Token<'_>| {
        it.is_word()
            && it.lower.len() > 4
            && (it.lower.ends_with("ed") || it.lower.ends_with("ing"))
            || matches!(it.lower.as_ref(), "left" | "sent" | "made" | "by" | "from")
    };
    let later = words.windows(2).any(|pair| {
        matches!(pair[0].lower.as_ref(), "after" | "before") && !is_determiner(&pair[1])
    });
    let last = words.iter().rev().find(|it| {
        !matches!(
            it.lower.as_ref(),
            "on" | "in" | "the" | "late" | "early" | "of" | "last"
        )
    });
    words.iter().any(clause) || later || behind && last.is_some_and(told)
}

/// Returns the first date of a statement that is not the one on which it was made.
pub(super) fn other(page: &Page<'_, '_>, range: &Range<usize>, said: &When) -> When {
    dates_in(page, range)
        .iter()
        .find(|dated| dated.value != *said)
        .map(|dated| dated.value.clone())
        .unwrap_or_default()
}

/// Returns the day of publication, which a statement without a date is not later than.
pub(crate) fn published(page: &Page<'_, '_>) -> (When, Basis) {
    let published = &page.input.published;
    let value = published
        .known_day()
        .map_or_else(|| published.clone(), When::day);
    let basis = if value.is_known() {
        Basis::Publication
    } else {
        Basis::None
    };
    (value, basis)
}

/// Returns the first date inside what was said.
pub(super) fn happened(page: &Page<'_, '_>, content: &[Range<usize>]) -> When {
    content
        .iter()
        .find_map(|part| dates_in(page, part).first())
        .map(|dated| dated.value.clone())
        .unwrap_or_default()
}

pub(crate) fn dates_in<'p>(page: &Page<'p, '_>, range: &Range<usize>) -> &'p [Dated] {
    let first = page
        .dates
        .partition_point(|it| it.range.start < range.start);
    let last = page.dates.partition_point(|it| it.range.end <= range.end);
    &page.dates[first..last.max(first)]
}
