//! The text as a reader sees it: paragraphs, sentences and words, all with their places.
//!
//! Everything later (quotations, clauses, names, dates) reads this and never cuts text itself.
//! Offsets are bytes inside this crate; `read` turns them into spans of code points at the end.

mod dateline;
mod furniture;
pub(crate) mod sentence;
pub(crate) mod token;

use std::ops::Range;

pub(crate) use token::{Token, TokenKind};

/// A block of text between blank lines.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    /// Its bytes, without white space at the ends.
    pub(crate) range: Range<usize>,
    /// Where its words begin, past a dateline.
    pub(crate) body: usize,
    /// Its sentences, as indexes into [`Text::sentences`].
    pub(crate) sentences: Range<usize>,
    /// Whether it is a heading (short, one line, without an end mark) or another part that tells
    /// nothing: a title block, a list of other stories.
    pub(crate) heading: bool,
}

/// A sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its bytes, without white space at the ends.
    pub(crate) range: Range<usize>,
    /// Its words and marks, as indexes into [`Text::tokens`].
    pub(crate) tokens: Range<usize>,
}

/// A text, cut up.
#[derive(Debug, Clone)]
pub(crate) struct Text<'a> {
    /// The text itself.
    pub(crate) source: &'a str,
    /// Its paragraphs in order.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Its sentences in order.
    pub(crate) sentences: Vec<Sentence>,
    /// Its words and marks in order.
    pub(crate) tokens: Vec<Token<'a>>,
}

impl<'a> Text<'a> {
    /// Cuts up `source`.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut text = Self {
            source,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
        };
        for range in paragraph_ranges(source) {
            text.add_paragraph(range);
        }
        furniture::mark(&mut text);
        text
    }

    /// Returns the tokens that lie wholly inside `range`, as indexes.
    pub(crate) fn tokens_in(&self, range: &Range<usize>) -> Range<usize> {
        let first = self
            .tokens
            .partition_point(|token| token.start < range.start);
        let last = self.tokens.partition_point(|token| token.end <= range.end);
        first..last.max(first)
    }

    /// Returns the paragraph that holds the byte, or the next one.
    pub(crate) fn paragraph_at(&self, byte: usize) -> Option<&Paragraph> {
        let index = self
            .paragraphs
            .partition_point(|paragraph| paragraph.range.end <= byte);
        self.paragraphs.get(index)
    }

    /// Returns the index of the sentence that holds the byte, or the next one.
    pub(crate) fn sentence_at(&self, byte: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.range.end <= byte)
    }

    fn add_paragraph(&mut self, range: Range<usize>) {
        let words = &self.source[range.clone()];
        let first = self.sentences.len();
        for inner in sentence::sentences(words) {
            let sentence = range.start + inner.start..range.start + inner.end;
            let before = self.tokens.len();
            self.tokens.extend(token::tokens(
                &self.source[sentence.clone()],
                sentence.start,
            ));
            self.sentences.push(Sentence {
                range: sentence,
                tokens: before..self.tokens.len(),
            });
        }
        let sentences = first..self.sentences.len();
        let heading = sentences.len() == 1
            && is_heading(words, &self.tokens[self.sentences[first].tokens.clone()]);
        let tokens = &self.tokens[self
            .sentences
            .get(first)
            .map_or(0..0, |it| it.tokens.clone())];
        let body = tokens
            .get(dateline::length(tokens))
            .map_or(range.start, |it| it.start);
        self.paragraphs.push(Paragraph {
            range,
            body,
            sentences,
            heading,
        });
    }
}

/// Words in the longest heading.
const HEADING_WORDS: usize = 18;

fn is_heading(words: &str, tokens: &[Token<'_>]) -> bool {
    let unfinished = words
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\u{2019}' | '\'' | ')'))
        || words.ends_with("…");
    unfinished
        && tokens.len() <= HEADING_WORDS
        && !words.contains('\n')
        && !words.contains(['“', '"'])
}

/// Cuts at blank lines and form feeds.
fn paragraph_ranges(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    let mut at = 0;
    for line in source.split_inclusive(['\n', '\u{c}']) {
        let end = at + line.len();
        if line.trim().is_empty() {
            push_trimmed(&mut found, source, open.take().unwrap_or(at)..at);
        } else {
            let start = *open.get_or_insert(at);
            if line.ends_with('\u{c}') {
                push_trimmed(&mut found, source, start..end);
                open = None;
            }
        }
        at = end;
    }
    push_trimmed(&mut found, source, open.unwrap_or(at)..at);
    found
}

fn push_trimmed(found: &mut Vec<Range<usize>>, source: &str, range: Range<usize>) {
    let words = &source[range.clone()];
    let trimmed = words.trim();
    if !trimmed.is_empty() {
        let start = range.start + words.len() - words.trim_start().len();
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_blank_lines_and_pages() {
        let check = |source: &str, expected: &[&str]| {
            let text = Text::new(source);
            let found: Vec<&str> = text
                .paragraphs
                .iter()
                .map(|paragraph| &source[paragraph.range.clone()])
                .collect();
            assert_eq!(found, expected);
        };
        check("One.\nTwo.\n\nThree.", &["One.\nTwo.", "Three."]);
        check("Page one.\u{c}Page two.", &["Page one.", "Page two."]);
        check("\n\n  \n", &[]);
    }

    #[test]
    fn headings_have_no_end_mark() {
        let text = Text::new("Acme Sues Bolt\n\nAcme sued Bolt.\n\n‘Fake’ hopes");
        let headings: Vec<bool> = text.paragraphs.iter().map(|it| it.heading).collect();
        assert_eq!(headings, [true, false, true]);
    }
}
