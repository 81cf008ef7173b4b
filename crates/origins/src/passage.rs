//! Passages: where the same words stand in two texts, the evidence of a pair.

use std::collections::BTreeMap;

use model::Span;

use crate::shingle::LENGTH;
use crate::word::{Word, words};

/// How many places of one repeated shingle are tried, so that a text that only repeats itself
/// stays cheap.
const MOST_PLACES: usize = 16;

/// A run of the same words in two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the left text.
    pub left: Span,
    /// Where it stands in the right text.
    pub right: Span,
    /// How many words it has; never fewer than five.
    pub words: u32,
}

/// Returns the passages of two texts in the order of the left one, the longest at each place.
pub fn passages(left: &str, right: &str) -> Vec<Passage> {
    let (left, right) = (words(left), words(right));
    let places = places(&right);
    let mut passages = Vec::new();
    let mut at = 0;
    while at + LENGTH <= left.len() {
        let Some((start, length)) = longest(&left[at..], &right, &places) else {
            at += 1;
            continue;
        };
        passages.push(Passage {
            left: joined(&left[at..at + length]),
            right: joined(&right[start..start + length]),
            words: u32::try_from(length).unwrap_or(u32::MAX),
        });
        at += length;
    }
    passages
}

type Places<'a> = BTreeMap<Vec<&'a str>, Vec<usize>>;

fn shingle(words: &[Word]) -> Vec<&str> {
    words.iter().map(|it| it.key.as_str()).collect()
}

fn places(words: &[Word]) -> Places<'_> {
    let mut places = Places::new();
    for (at, window) in words.windows(LENGTH).enumerate() {
        let known = places.entry(shingle(window)).or_default();
        if known.len() < MOST_PLACES {
            known.push(at);
        }
    }
    places
}

/// Finds the longest run that begins with the first word of `left`; the first of equal ones.
fn longest(left: &[Word], right: &[Word], places: &Places<'_>) -> Option<(usize, usize)> {
    let starts = places.get(&shingle(&left[..LENGTH]))?;
    let mut best: Option<(usize, usize)> = None;
    for start in starts {
        let pairs = left.iter().zip(&right[*start..]);
        let length = pairs
            .take_while(|(one, other)| one.key == other.key)
            .count();
        if best.is_none_or(|(_, longest)| length > longest) {
            best = Some((*start, length));
        }
    }
    best
}

fn joined(words: &[Word]) -> Span {
    let (first, last) = (&words[0], &words[words.len() - 1]);
    Span::new(first.span.start, last.span.end)
}
