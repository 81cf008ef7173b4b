//! A statement found again in another version: by its place, then by its words and what stood round
//! them, then by words that are like them.

use std::collections::BTreeMap;
use std::ops::Range;

use model::{QuoteSelector, Span, Standing, Statement, TextIndex, Version};

use super::words::Comparison;

/// How much two passages have in common from which the one is the other in other words: twice the
/// common words by all words.
const LIKE: f64 = 0.6;

/// How many places are looked at for one statement, the nearest first.
const PLACES: usize = 300;

/// The most sentences that stand in the place of a statement.
const SENTENCES: usize = 6;

/// What became of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    pub(crate) state: Standing,
    /// Where it stands, or what stands in its place.
    pub(crate) place: Option<Span>,
}

/// Finds spans of one text in another.
pub(crate) struct Finder<'a> {
    comparison: Comparison<'a>,
    before: TextIndex<'a>,
    after: TextIndex<'a>,
    /// The sentences of the second text, in bytes.
    sentences: Vec<Range<usize>>,
    /// Those that have words which the first text has not.
    fresh: Vec<usize>,
}

/// Returns where a statement stands in a version: on its own where it is known to stand.
pub(crate) fn place_in(
    statement: &Statement,
    version: &Version,
    text: &TextIndex<'_>,
) -> Option<Span> {
    if statement.version == version.id {
        Some(statement.found.span)
    } else {
        statement.selector.find(text)
    }
}

impl<'a> Finder<'a> {
    /// Prepares the search in two texts that were compared.
    pub(crate) fn new(comparison: Comparison<'a>) -> Self {
        let (before, after) = comparison.texts();
        let sentences = sentences(after);
        let mut fresh: Vec<usize> = comparison
            .added()
            .flat_map(|bytes| touching(&sentences, &bytes))
            .collect();
        fresh.dedup();
        Self {
            before: TextIndex::new(before),
            after: TextIndex::new(after),
            comparison,
            sentences,
            fresh,
        }
    }

    /// Returns what became of a span of the first text.
    pub(crate) fn find(&self, span: Span) -> Stands {
        let bytes = self.before.range_of(span);
        let aligned = self.comparison.aligned(&bytes);
        if aligned.is_whole {
            return self.stands(Standing::Same, &aligned.bytes);
        }
        let words = QuoteSelector::of(&self.before, span);
        if let Some(place) = words.find(&self.after) {
            let (state, place) = (Standing::Moved, Some(place));
            return Stands { state, place };
        }
        let exact = Some(words.exact.as_str()).filter(|it| !it.is_empty());
        // Several places that fit equally well are still places.
        if let Some(at) = exact.and_then(|exact| self.after.text().find(exact)) {
            return self.stands(Standing::Moved, &(at..at + words.exact.len()));
        }
        match self.likest(&self.before.text()[bytes], &aligned.bytes) {
            Some(place) => self.stands(Standing::Changed, &place),
            None => Stands {
                state: Standing::Gone,
                place: None,
            },
        }
    }

    fn stands(&self, state: Standing, bytes: &Range<usize>) -> Stands {
        let place = Some(self.after.span_of(bytes.clone()));
        Stands { state, place }
    }

    /// Returns the sentences that are most like some words: of those that stand in their place, and
    /// of those that are new.
    fn likest(&self, words: &str, aligned: &Range<usize>) -> Option<Range<usize>> {
        let wanted = bag(words);
        let count = sentences(words).len().clamp(1, SENTENCES);
        let here = touching(&self.sentences, aligned);
        let middle = here.start;
        let mut starts: Vec<usize> = here.chain(self.fresh.iter().copied()).collect();
        starts.sort_unstable_by_key(|it| (it.abs_diff(middle), *it));
        starts.dedup();
        starts.truncate(PLACES);
        let mut best: Option<(f64, Range<usize>)> = None;
        for start in starts {
            for end in start + 1..=(start + count + 1).min(self.sentences.len()) {
                let place = self.sentences[start].start..self.sentences[end - 1].end;
                let score = likeness(&wanted, &bag(&self.after.text()[place.clone()]));
                if score >= LIKE && best.as_ref().is_none_or(|(known, _)| score > *known) {
                    best = Some((score, place));
                }
            }
        }
        best.map(|(_, place)| place)
    }
}

/// Returns the places in a list of the sentences that share bytes with a range, or where it is empty
/// the one in which it lies.
fn touching(sentences: &[Range<usize>], bytes: &Range<usize>) -> Range<usize> {
    let first = sentences.partition_point(|it| it.end <= bytes.start);
    let end = sentences.partition_point(|it| it.start < bytes.end.max(bytes.start + 1));
    first..end.max(first)
}

/// Cuts a text into sentences: at the ends of paragraphs, and behind a full stop or its like that
/// white space follows.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut is_ended = false;
    for (at, character) in text.char_indices() {
        let is_border = character == '\n' || (is_ended && character.is_whitespace());
        let is_wide = "。！？".contains(character);
        if is_border || is_wide {
            let end = if is_wide {
                at + character.len_utf8()
            } else {
                at
            };
            push(&mut found, text, start..end);
            start = end;
        }
        is_ended = match character {
            '.' | '!' | '?' => true,
            '”' | '"' | '’' | '\'' | '»' | ')' => is_ended,
            _ => false,
        };
    }
    push(&mut found, text, start..text.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if start < end {
        found.push(start..end);
    }
}

/// The words of a passage in lower case, counted.
type Bag = BTreeMap<String, u32>;

fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    for run in text.split(|it: char| !it.is_alphanumeric()) {
        let is_unspaced = |it: char| it >= '\u{2e80}';
        if run.contains(is_unspaced) {
            for character in run.chars() {
                *bag.entry(character.to_string()).or_default() += 1;
            }
        } else if !run.is_empty() {
            *bag.entry(run.to_lowercase()).or_default() += 1;
        }
    }
    bag
}

fn likeness(one: &Bag, other: &Bag) -> f64 {
    let count = |bag: &Bag| bag.values().sum::<u32>();
    let all = count(one) + count(other);
    if all == 0 {
        return 0.0;
    }
    let common = one.iter().map(|(word, count)| {
        let theirs = other.get(word).copied().unwrap_or_default();
        theirs.min(*count)
    });
    f64::from(2 * common.sum::<u32>()) / f64::from(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCUSED: &str = "Acme accused Orbit of stealing its catalogue of sea charts on Tuesday.";
    const DENIED: &str =
        "Orbit denied that it had stolen any charts, in a statement to this paper.";
    const COLOUR: &str =
        "The harbour of Harrow has seen many quarrels, most of them about herring.";

    fn found(wanted: &str, before: &[&str], after: &[&str]) -> (Standing, Option<String>) {
        let (before, after) = (before.join("\n\n"), after.join("\n\n"));
        let index = TextIndex::new(&before);
        let at = before.find(wanted).expect("it is there");
        let span = index.span_of(at..at + wanted.len());
        let stands = Finder::new(Comparison::of(&before, &after)).find(span);
        let now = |it: Span| TextIndex::new(&after).slice(it).to_owned();
        (stands.state, stands.place.map(now))
    }

    #[test]
    fn what_stands_in_its_place_is_the_same_wherever_the_page_grew() {
        let same = (Standing::Same, Some(DENIED.to_owned()));
        let page = [ACCUSED, DENIED, COLOUR];
        assert_eq!(found(DENIED, &page, &page), same);
        let grown = [
            "A new beginning of it all.",
            ACCUSED,
            "More.",
            DENIED,
            COLOUR,
        ];
        assert_eq!(found(DENIED, &page, &grown), same);
    }

    #[test]
    fn words_that_went_elsewhere_have_moved() {
        let moved = (Standing::Moved, Some(DENIED.to_owned()));
        let before = [
            DENIED,
            ACCUSED,
            COLOUR,
            "The trial begins in May, says the court.",
        ];
        let after = [
            ACCUSED,
            COLOUR,
            "The trial begins in May, says the court.",
            DENIED,
        ];
        assert_eq!(found(DENIED, &before, &after), moved);
    }

    #[test]
    fn a_statement_in_other_words_has_changed_and_one_that_is_not_there_is_gone() {
        let page = [ACCUSED, DENIED, COLOUR];
        let softer = "Acme accused Orbit of using some of its sea charts on Tuesday.";
        assert_eq!(
            found(ACCUSED, &page, &[softer, DENIED, COLOUR]),
            (Standing::Changed, Some(softer.to_owned()))
        );
        let shorter = "Orbit denied that it had stolen any charts.";
        assert_eq!(
            found(DENIED, &page, &[ACCUSED, shorter, COLOUR]),
            (Standing::Changed, Some(shorter.to_owned()))
        );
        let turned =
            "Orbit did not deny that it had stolen any charts, in a statement to this paper.";
        assert_eq!(
            found(DENIED, &page, &[COLOUR, turned]),
            (Standing::Changed, Some(turned.to_owned()))
        );
        for rest in [
            vec![ACCUSED, COLOUR],
            vec![
                ACCUSED,
                "The herring came late this year, and the fog stayed.",
                COLOUR,
            ],
            vec![],
        ] {
            assert_eq!(
                found(DENIED, &page, &rest),
                (Standing::Gone, None),
                "{rest:?}"
            );
        }
    }

    #[test]
    fn a_text_is_cut_into_sentences() {
        let text = "He said “no.” She left! Why?\nNobody knew. 深度求索否认。是的。";
        let found: Vec<&str> = sentences(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(
            found,
            [
                "He said “no.”",
                "She left!",
                "Why?",
                "Nobody knew.",
                "深度求索否认。",
                "是的。"
            ]
        );
    }
}
