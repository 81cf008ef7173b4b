//! The text as a reader sees it: paragraphs, sentences and words, all with their places.
//!
//! Everything later (quotations, clauses, names, dates) reads this and never cuts text itself.
//! Offsets are bytes inside this crate; `read` turns them into spans of code points at the end.

mod block;
mod dateline;
mod furniture;
mod interview;
mod introduced;
pub(crate) mod sentence;
pub(crate) mod token;
mod turn;

use std::ops::Range;

pub(crate) use token::{Token, TokenKind};
pub(crate) use turn::{Turn, Voice, is_nobody};

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
    /// Who has the word in it, in a transcript or interview.
    pub(crate) turn: Option<Turn>,
    /// Its words that stand quoted without marks: behind ">" or above a signature.
    pub(crate) quoted: Option<Range<usize>>,
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
    /// The sentences that announce an interview without labels.
    pub(crate) announced: Vec<Range<usize>>,
    /// How often the whole text was searched for words that stand twice.
    searches: usize,
}

/// The most such searches, so that the time stays linear.
const SEARCHES: usize = 20;

impl<'a> Text<'a> {
    /// Cuts up `source`.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut text = Self {
            source,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            announced: Vec::new(),
            searches: 0,
        };
        let turns = turn::Turns::of(source);
        for range in block::paragraphs(source, &turns) {
            text.add_paragraph(range, &turns);
        }
        furniture::mark(&mut text);
        introduced::mark(&mut text);
        text.announced = interview::mark(&mut text);
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

    fn add_paragraph(&mut self, range: Range<usize>, turns: &turn::Turns) {
        let words = &self.source[range.clone()];
        let turn = self.turn(&range, turns);
        let pulled = self.pulled(&range);
        let skipped = turns
            .at(range.start)
            .map(|(_, body)| *body)
            .or_else(|| block::bullet(words).map(|length| range.start + length));
        let first = self.sentences.len();
        self.add_sentences(&range);
        let sentences = first..self.sentences.len();
        let opening = self
            .sentences
            .get(first)
            .map_or(0..0, |it| it.tokens.clone());
        let tokens = &self.tokens[opening];
        let quoted = block::behind_mark(self.source, &range)
            .or_else(|| block::signed(self.source, &range))
            .or(pulled)
            .filter(|_| turn.is_none());
        let item = skipped.is_some() && tokens.len() >= ITEM;
        let heading = turn.is_none()
            && quoted.is_none()
            && !item
            && sentences.len() == 1
            && is_heading(words, tokens);
        let body = skipped.unwrap_or_else(|| {
            let dateline = tokens.get(dateline::length(tokens));
            dateline.map_or(range.start, |it| it.start)
        });
        self.paragraphs.push(Paragraph {
            body: quoted
                .as_ref()
                .map_or(body, |quoted| quoted.start.max(body)),
            range,
            sentences,
            heading,
            turn,
            quoted,
        });
    }

    fn add_sentences(&mut self, range: &Range<usize>) {
        let words = &self.source[range.clone()];
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
    }

    /// Finds a pull quote, in the first paragraphs that look like one.
    fn pulled(&mut self, range: &Range<usize>) -> Option<Range<usize>> {
        if self.searches == SEARCHES {
            return None;
        }
        block::pulled(self.source, range, &mut self.searches)
    }

    /// Returns the turn that a paragraph begins, or goes on with when another one follows.
    fn turn(&self, range: &Range<usize>, turns: &turn::Turns) -> Option<Turn> {
        if let Some((turn, _)) = turns.at(range.start) {
            return Some(turn.clone());
        }
        let before = self.paragraphs.last()?.turn.as_ref()?;
        turns.goes_on_after(range.end).then(|| before.clone())
    }
}

/// Words in the shortest list item that is read although it has no end mark.
const ITEM: usize = 8;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_no_end_mark() {
        let text = Text::new("Acme Sues Bolt\n\nAcme sued Bolt.\n\n‘Fake’ hopes");
        let headings: Vec<bool> = text.paragraphs.iter().map(|it| it.heading).collect();
        assert_eq!(headings, [true, false, true]);
    }
}
