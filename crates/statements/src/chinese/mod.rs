//! Chinese: who says what, by the shape of the clause.
//!
//! Chinese reports put the source before the cue and part them with commas: 诉状称，…… ; X 表示，…… ;
//! “……”，X 说。Words are single ideographs here, phrases come from the lexicon, in simplified and
//! traditional script. `clause` joins `cue` and `source`, `speaker` and `person` say whom a source
//! names, `kind` what Chinese words decide alone, `draft` makes the statements; sides, tones and
//! answers are shared with English.

mod clause;
mod cue;
mod date;
mod draft;
mod kind;
mod lexicon;
mod page;
mod person;
mod script;
mod source;
mod speaker;
mod words;

use std::ops::Range;

use crate::clause::Sighting;
use crate::quotation::Quotation;
use crate::text::{Text, Token};
use crate::unit::Unit;
pub(crate) use date::joined as with_dates;
pub(crate) use lexicon::chinese;
pub(crate) use page::add;
pub(crate) use script::simplified;
pub(crate) use speaker::resolve;

/// Items at the beginning of a unit by which its language is told.
const HEAD: usize = 60;

/// Tells whether a unit is written in Chinese.
pub(crate) fn is_chinese(view: &[Token<'_>]) -> bool {
    let head = || view.iter().take(HEAD);
    let ideographs = head()
        .filter(|it| it.text.starts_with(script::is_han))
        .count();
    let words = head().filter(|it| it.is_word()).count();
    let marked = view
        .last()
        .is_some_and(|it| matches!(it.text, "。" | "！" | "？" | "："));
    ideographs >= 2 && ideographs * 2 >= words
        || ideographs >= 1 && marked && ideographs * 3 >= words
}

/// Tells whether a unit, or the quotations that it is made of, are Chinese.
fn owns(unit: &Unit<'_>) -> bool {
    if !unit.is_quotation_only() {
        return is_chinese(&unit.view);
    }
    let quoted = unit.view.iter().flat_map(|it| it.text.chars()).take(HEAD);
    let (han, other) = quoted.fold((0, 0), |(han, other), c| {
        let own = script::is_han(c);
        (
            han + usize::from(own),
            other + usize::from(!own && c.is_alphabetic()),
        )
    });
    han > 1 && han * 3 >= other
}

/// Finds who speaks in a Chinese unit, for the sides of the dispute.
pub(crate) fn sightings(unit: &Unit<'_>) -> Vec<Sighting> {
    clause::clauses(&unit.view)
        .iter()
        .filter(|it| draft::is_made(&unit.view, it))
        .map(draft::sighting)
        .collect()
}

/// Items in the longest attribution behind a quotation that ends in a full stop.
const BEHIND: usize = 60;

/// Tells whether a quotation that ends its sentence has its speaker in the next one: 「……。」他说。
pub(crate) fn speaks_after(
    text: &Text<'_>,
    quotations: &[Quotation],
    range: &Range<usize>,
    limit: usize,
) -> bool {
    let index = quotations.partition_point(|it| it.outer.end < range.end);
    let ends = quotations
        .get(index)
        .is_some_and(|it| it.outer.end == range.end);
    let Some(next) = text.sentences.get(text.sentence_at(range.end)) else {
        return false;
    };
    let tokens = &text.tokens[next.tokens.clone()];
    if !ends || next.range.start >= limit || tokens.len() > BEHIND || !is_chinese(tokens) {
        return false;
    }
    let clauses = clause::clauses(tokens);
    clauses.first().is_some_and(|first| {
        let rest = &tokens[first.cue.items.end..];
        let opens = rest
            .first()
            .is_some_and(|it| matches!(it.text, "：" | "，"));
        first.source.is_some()
            && first.lead == 0
            && !first.cue.negated
            && (rest.iter().all(|it| !it.is_word()) || opens && follows_on(rest))
    })
}

/// Tells whether nothing but a quotation follows: "她说，“……”".
fn follows_on(rest: &[Token<'_>]) -> bool {
    rest.get(1)
        .is_some_and(|it| matches!(it.text, "“" | "「" | "『" | "\""))
}
