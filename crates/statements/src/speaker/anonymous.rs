//! Unnamed sources: how many, why they are not named, how they know.

use std::ops::Range;

use model::{Anonymity, Attribution};

use super::Speaker;
use crate::clause::noun::Phrase;
use crate::lexicon::lexicon;
use crate::text::Token;
use crate::unit::Unit;

/// Reads a source that is not named, unless a name stands before the words that say so.
pub(super) fn anonymous(unit: &Unit<'_>, phrase: &Phrase) -> Option<Speaker> {
    let end = phrase
        .aside
        .as_ref()
        .map_or(phrase.items.end, |aside| aside.end);
    let items = phrase.items.start..end;
    let hit = items
        .clone()
        .find(|at| lexicon().anonymous.longest(&unit.view[*at..end]).is_some())?;
    let named = unit.view[phrase.items.clone()]
        .iter()
        .skip(1)
        .any(Token::is_capital);
    if named && hit >= phrase.items.end {
        return None;
    }
    let count = count(unit.view[items.start].lower.as_ref());
    Some(Speaker {
        attribution: Attribution::Anonymous,
        anonymity: Some(Anonymity {
            count,
            reason: reason(unit, items.start),
            basis: basis(unit, items),
        }),
        plural: count != Some(1),
        evidence: "unnamed sources",
        sure: 0.8,
        ..Speaker::unknown()
    })
}

fn count(word: &str) -> Option<u32> {
    match word {
        "a" | "an" | "one" => Some(1),
        "two" | "both" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        _ => None,
    }
}

/// Returns why they are not named: "because the talks are private".
fn reason(unit: &Unit<'_>, from: usize) -> Option<String> {
    let because = unit.view[from..]
        .iter()
        .position(|it| it.lower == "because")?;
    let words: Vec<&str> = unit.view[from + because..]
        .iter()
        .take(20)
        .take_while(|item| !matches!(item.text, "." | ";" | ","))
        .map(|item| item.text)
        .collect();
    Some(words.join(" "))
}

/// Returns how they know: "familiar with the matter".
fn basis(unit: &Unit<'_>, items: Range<usize>) -> Option<String> {
    let knows = unit.view[items.clone()].iter().position(|it| {
        matches!(
            it.lower.as_ref(),
            "familiar" | "briefed" | "knowledge" | "close"
        )
    })?;
    let words: Vec<&str> = unit.view[items.start + knows..items.end]
        .iter()
        .map(|item| item.text)
        .collect();
    Some(words.join(" "))
}
