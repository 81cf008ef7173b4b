//! Units: the stretches of text in which clauses are looked for.
//!
//! A unit is a sentence, or several where a quotation crosses their borders. Inside a unit every
//! quotation is one item, so that the words around it read as one clause. `clause` reads units.

use std::borrow::Cow;
use std::ops::Range;

use crate::quotation::Quotation;
use crate::text::{Text, Token, TokenKind};

/// What stands in [`Token::lower`] for a whole quotation; no text contains it.
pub(crate) const QUOTE: &str = "\u{1}quotation";

/// The most items of a unit that are read.
pub(crate) const LONGEST: usize = 400;

/// One or more sentences that are read together.
#[derive(Debug, Clone)]
pub(crate) struct Unit<'a> {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// The paragraph that holds it.
    pub(crate) paragraph: usize,
    /// Words and marks, with each quotation as one item.
    pub(crate) view: Vec<Token<'a>>,
    /// Its quotations, as indexes.
    pub(crate) quotations: Range<usize>,
    /// Whether it is too long to be read whole.
    pub(crate) cut: bool,
}

impl Unit<'_> {
    /// Tells whether it is nothing but quotations.
    pub(crate) fn is_quotation_only(&self) -> bool {
        !self.quotations.is_empty() && self.view.iter().all(|item| !item.is_word())
    }

    /// Returns the bytes from the first to the last item of a range of items.
    pub(crate) fn bytes(&self, items: &Range<usize>) -> Range<usize> {
        match (self.view.get(items.start), self.view[..items.end].last()) {
            (Some(first), Some(last)) if items.start < items.end => first.start..last.end,
            _ => self.range.start..self.range.start,
        }
    }
}

/// Cuts a text into units; headings give none.
pub(crate) fn units<'a>(text: &Text<'a>, quotations: &[Quotation]) -> Vec<Unit<'a>> {
    let mut found: Vec<Unit<'a>> = Vec::new();
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        if paragraph.heading {
            continue;
        }
        if paragraph.quoted.is_some() {
            let whole = paragraph.body..paragraph.range.end;
            found.push(unit(text, quotations, index, whole));
            continue;
        }
        let block = in_long_block(quotations, &paragraph.range);
        let mut open: Option<Range<usize>> = None;
        for sentence in &text.sentences[paragraph.sentences.clone()] {
            let start = sentence.range.start.max(paragraph.body);
            let range = open.take().map_or(start, |it| it.start)..sentence.range.end;
            if range.is_empty() {
                continue;
            }
            if !block && is_inside(quotations, range.end) && range.end < paragraph.range.end
                || asks_on(text, quotations, &range, paragraph.range.end)
                || crate::chinese::speaks_after(text, quotations, &range, paragraph.range.end)
            {
                open = Some(range);
            } else {
                found.push(unit(text, quotations, index, range));
            }
        }
        found.extend(open.map(|range| unit(text, quotations, index, range)));
    }
    found
}

/// Tells whether `byte` lies strictly inside a quotation.
fn is_inside(quotations: &[Quotation], byte: usize) -> bool {
    let index = quotations.partition_point(|it| it.outer.end <= byte);
    quotations
        .get(index)
        .is_some_and(|it| it.outer.start < byte)
}

/// Tells whether a quotation that ends in a question or an exclamation has its speaker after it:
/// “Why?” Roe asked.
fn asks_on(text: &Text<'_>, quotations: &[Quotation], range: &Range<usize>, limit: usize) -> bool {
    let index = quotations.partition_point(|it| it.outer.end < range.end);
    let ends = quotations
        .get(index)
        .is_some_and(|it| it.outer.end == range.end);
    let Some(next) = text.sentences.get(text.sentence_at(range.end)) else {
        return false;
    };
    if !ends || next.range.start >= limit {
        return false;
    }
    let asked = text.source[..range.end]
        .trim_end_matches(['”', '"', '’', '\''])
        .ends_with(['?', '!', ',']);
    let tokens = &text.tokens[next.tokens.clone()];
    asked
        && tokens.len() <= 12
        && (0..tokens.len().min(6)).any(|at| crate::lexicon::lexicon().cue_at(tokens, at).is_some())
}

/// Tells whether a paragraph is one of three or more of a reproduced text, which is read sentence
/// by sentence.
fn in_long_block(quotations: &[Quotation], paragraph: &Range<usize>) -> bool {
    let index = quotations.partition_point(|it| it.outer.end < paragraph.end);
    let Some(here) = quotations.get(index) else {
        return false;
    };
    let whole = here.outer.start == paragraph.start && here.outer.end >= paragraph.end;
    let before = quotations[..index]
        .iter()
        .rev()
        .take(3)
        .take_while(|it| it.goes_on)
        .count();
    let after = quotations[index..]
        .iter()
        .take(3)
        .take_while(|it| it.goes_on)
        .count();
    whole && before + after >= 3
}

fn unit<'a>(
    text: &Text<'a>,
    quotations: &[Quotation],
    paragraph: usize,
    range: Range<usize>,
) -> Unit<'a> {
    let first = quotations.partition_point(|it| it.outer.end <= range.start);
    let last = quotations.partition_point(|it| it.outer.start < range.end);
    let mut view = Vec::new();
    let mut at = range.start;
    for quotation in &quotations[first..last.max(first)] {
        view.extend_from_slice(&text.tokens[text.tokens_in(&(at..quotation.outer.start))]);
        view.push(placeholder(
            text,
            quotation.outer.start.max(range.start)..quotation.outer.end.min(range.end),
        ));
        at = quotation.outer.end.min(range.end);
    }
    view.extend_from_slice(&text.tokens[text.tokens_in(&(at..range.end))]);
    let cut = view.len() > LONGEST;
    view.truncate(LONGEST);
    Unit {
        range,
        paragraph,
        view,
        quotations: first..last.max(first),
        cut,
    }
}

fn placeholder<'a>(text: &Text<'a>, range: Range<usize>) -> Token<'a> {
    Token {
        start: range.start,
        end: range.end,
        text: &text.source[range],
        lower: Cow::Borrowed(QUOTE),
        kind: TokenKind::Mark,
    }
}
