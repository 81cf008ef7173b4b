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
    let first = unit.view[items.start].lower.as_ref();
    let count = count(first);
    // "A spokesperson for Acme, who asked not to be named": the company does not answer for it.
    let somebody = matches!(first, "a" | "an" | "another") || count.is_some();
    if named && hit >= phrase.items.end && !somebody {
        return None;
    }
    Some(Speaker {
        affiliation: (named && somebody).then(|| words(unit, phrase.items.clone())),
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

fn words(unit: &Unit<'_>, items: Range<usize>) -> String {
    let words: Vec<&str> = unit.view[items].iter().map(|item| item.text).collect();
    words.join(" ")
}

fn count(word: &str) -> Option<u32> {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match word {
        "a" | "an" => Some(1),
        "both" => Some(2),
        _ => {
            let index = NUMBERS.iter().position(|it| *it == word);
            let number = index.and_then(|index| u32::try_from(index + 1).ok());
            number.or_else(|| word.parse().ok().filter(|it| *it < MOST))
        }
    }
}

/// Sources that anybody counts, at most.
const MOST: u32 = 100;

/// Words of a reason at most.
const LONGEST: usize = 20;

/// Returns why they are not named: "because the talks are private", "not authorised to speak".
fn reason(unit: &Unit<'_>, from: usize) -> Option<String> {
    let rest = &unit.view[from..];
    let opens = |at: usize| {
        let next = rest.get(at + 1).map_or("", |it| it.lower.as_ref());
        match rest[at].lower.as_ref() {
            "because" | "citing" | "fearing" => true,
            "not" | "n't" => matches!(next, "authorised" | "authorized" | "permitted" | "allowed"),
            "for" => next == "fear",
            _ => false,
        }
    };
    let start = (0..rest.len()).find(|at| opens(*at))?;
    let words: Vec<&str> = rest[start..]
        .iter()
        .take(LONGEST)
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
