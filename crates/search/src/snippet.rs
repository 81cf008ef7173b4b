//! Cuts the passage of a text that fits a query best, and marks what was found in it.
//!
//! The index keeps no text, so the row's text is analysed again. Words are compared by their stems,
//! as the index does; the words of a phrase, and the characters of a Chinese name, are marked only
//! where they stand together.

use model::{Span, TextIndex};
use tantivy::query_grammar::UserInputLiteral;
use tantivy::tokenizer::Token;

use crate::analysis;
use crate::parse::{parse, wanted_literals};

/// A passage of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The passage on one line, with "…" where it was cut.
    pub text: String,
    /// What was found, as code points of `text`.
    pub highlights: Vec<Span>,
}

/// What of a query is looked for in texts.
#[derive(Debug, Clone)]
pub struct Marker {
    wanted: Vec<Vec<String>>,
}

/// A place where something wanted stands: which wish, and the first and last term.
#[derive(Debug, Clone, Copy)]
struct Found {
    wish: usize,
    from: usize,
    to: usize,
}

/// Returns the passage of `text` that fits what was typed best, with `around` code points on each
/// side of its middle.
pub fn snippet(text: &str, query: &str, around: u32) -> Snippet {
    Marker::new(query).snippet(text, around)
}

impl Marker {
    /// Reads what was typed.
    pub fn new(query: &str) -> Self {
        let mut wanted = Vec::new();
        if let Some(tree) = parse(query).tree {
            wanted_literals(&tree, &mut |literal| wanted.extend(wishes(literal)));
        }
        wanted.sort();
        wanted.dedup();
        Self { wanted }
    }

    /// Returns the passage of `text` that holds the most of what is wanted.
    pub fn snippet(&self, text: &str, around: u32) -> Snippet {
        let tokens = analysis::terms(analysis::stemmed(), text);
        let index = TextIndex::new(text);
        let found = self.find(&tokens);
        let places: Vec<(usize, Span)> = found
            .iter()
            .map(|it| {
                let bytes = tokens[it.from].offset_from..tokens[it.to].offset_to;
                (it.wish, index.span_of(bytes))
            })
            .collect();
        let passage = passage(&index, &places, around);
        cut(&index, passage, &places)
    }

    fn find(&self, tokens: &[Token]) -> Vec<Found> {
        let mut found = Vec::new();
        for from in 0..tokens.len() {
            for (wish, terms) in self.wanted.iter().enumerate() {
                let stands_here = tokens[from..].len() >= terms.len()
                    && terms.iter().zip(&tokens[from..]).all(|(a, b)| *a == b.text);
                if stands_here {
                    let to = from + terms.len() - 1;
                    found.push(Found { wish, from, to });
                }
            }
        }
        found
    }
}

/// Returns the runs of terms that a literal asks for: one, or one for each word where they need not
/// stand together.
fn wishes(literal: &UserInputLiteral) -> Vec<Vec<String>> {
    if !matches!(literal.field_name.as_deref(), None | Some("text" | "title")) {
        return Vec::new();
    }
    let terms = analysis::terms(analysis::stemmed(), &literal.phrase);
    let terms: Vec<String> = terms.into_iter().map(|token| token.text).collect();
    if terms.is_empty() {
        Vec::new()
    } else if literal.slop > 0 {
        terms.into_iter().map(|term| vec![term]).collect()
    } else {
        vec![terms]
    }
}

/// Returns the span of the passage: the window with the most different wishes, the first of equals.
fn passage(index: &TextIndex<'_>, places: &[(usize, Span)], around: u32) -> Span {
    let width = around.saturating_mul(2).max(1);
    let mut best = (0, Span::new(0, 0));
    for (at, (_, first)) in places.iter().enumerate() {
        let inside = places[at..]
            .iter()
            .take_while(|(_, place)| place.end <= first.start.saturating_add(width));
        let mut wishes: Vec<usize> = inside.clone().map(|(wish, _)| *wish).collect();
        wishes.sort_unstable();
        wishes.dedup();
        if wishes.len() > best.0 {
            let end = inside.map(|(_, place)| place.end).max();
            best = (
                wishes.len(),
                Span::new(first.start, end.unwrap_or(first.end)),
            );
        }
    }
    let middle = best.1.start + best.1.len() / 2;
    let start = middle
        .saturating_sub(around)
        .min(index.len().saturating_sub(width));
    whole_words(index, Span::new(start, (start + width).min(index.len())))
}

/// Moves the ends of a span inward to the next space, unless that would take more than a few
/// characters.
fn whole_words(index: &TextIndex<'_>, span: Span) -> Span {
    const FAR: u32 = 24;
    let text = index.slice(span);
    let space = |c: char| c.is_whitespace();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let head = count(text.chars().take_while(|c| !space(*c)).count());
    let tail = count(text.chars().rev().take_while(|c| !space(*c)).count());
    let cut = |length: u32| if length < FAR { length } else { 0 };
    let start = if span.start == 0 {
        0
    } else {
        span.start + cut(head)
    };
    let end = if span.end == index.len() {
        span.end
    } else {
        span.end - cut(tail)
    };
    if end > start {
        Span::new(start, end)
    } else {
        span
    }
}

fn cut(index: &TextIndex<'_>, passage: Span, places: &[(usize, Span)]) -> Snippet {
    let words = index.slice(passage);
    let trimmed = words.trim();
    let skipped = words.len() - words.trim_start().len();
    let skipped = u32::try_from(words[..skipped].chars().count()).unwrap_or(u32::MAX);
    let first = passage.start + skipped;
    let mut text = String::new();
    let mut shift = 0;
    if first > 0 && passage.start > 0 {
        text.push('…');
        shift = 1;
    }
    text.extend(
        trimmed
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c }),
    );
    let last = first + u32::try_from(trimmed.chars().count()).unwrap_or(u32::MAX);
    if passage.end < index.len() {
        text.push('…');
    }
    let inside = Span::new(first, last);
    let highlights = places
        .iter()
        .filter(|(_, place)| inside.contains(*place))
        .map(|(_, place)| Span::new(place.start - first + shift, place.end - first + shift));
    Snippet {
        text,
        highlights: joined(highlights),
    }
}

/// Joins spans that overlap; they come in the order of their starts.
fn joined(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, query: &str, around: u32) -> String {
        let Snippet { text, highlights } = snippet(text, query, around);
        let index = TextIndex::new(&text);
        let mut shown = String::new();
        let mut at = 0;
        for span in highlights {
            shown += index.slice(Span::new(at, span.start));
            shown.extend(["[", index.slice(span), "]"]);
            at = span.end;
        }
        shown + index.slice(Span::new(at, index.len()))
    }

    proptest::proptest! {
        #[test]
        fn highlights_lie_inside_the_passage_and_apart(
            text in "([a-c深\u{200b}]{0,3}[ .\n]{0,2}){0,80}",
            query in "([a-c深]{1,2} ?){1,3}",
            around in 0_u32..40,
        ) {
            let Snippet { text, highlights } = snippet(&text, &query, around);
            let length = TextIndex::new(&text).len();
            let mut at = 0;
            for span in highlights {
                proptest::prop_assert!(at <= span.start && span.start < span.end);
                at = span.end;
            }
            proptest::prop_assert!(at <= length);
        }
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        let check = |text: &str, query: &str, expected: &str| {
            assert_eq!(marked(text, query, 200), expected, "{query}");
        };
        check("Kestrel denied it.", "denies", "Kestrel [denied] it.");
        check("Évian “Kestrel”", "evian KESTREL", "[Évian] “[Kestrel]”");
        check("one two\n\nthree", "two", "one [two]  three");
        check(
            "copied weights; weights copied",
            r#""copied weights""#,
            "[copied weights]; weights copied",
        );
        check(
            "他说深度求索否认。深圳",
            "深度求索",
            "他说[深度求索]否认。深圳",
        );
        check("a denial", "-denial speaker:denial", "a denial");
        check("aba b", "b OR b", "aba [b]");
        check("nothing here", "absent", "nothing here");
        check("", "absent", "");
    }

    #[test]
    fn the_passage_with_most_of_the_query_is_cut() {
        let filler = "lorem ipsum dolor sit amet ".repeat(20);
        let text =
            format!("The server first. {filler}The copied weights lay on a server. {filler}");
        assert_eq!(
            marked(&text, "server weights", 30),
            "…amet The copied [weights] lay on a [server]. lorem ipsum…"
        );
        assert_eq!(marked(&text, "absent", 10), "The server first.…");
    }
}
