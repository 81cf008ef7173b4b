//! Features: what the model looks at in a word, its neighbours and its document, as numbers.
//!
//! A change here asks for `cargo xtask train`: the shipped weights belong to these features.

use super::document::Document;
use super::hash::{joined, of_word};
use super::lists::Lists;
use crate::text::{Text, Token, TokenKind};

/// The features of all words of a text.
#[derive(Debug, Default)]
pub(crate) struct Features {
    all: Vec<u32>,
    /// Where the features of each word end.
    ends: Vec<usize>,
}

impl Features {
    /// Returns the features of the word at `at`.
    pub(crate) fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[at]]
    }
}

/// A word as the model sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    lower: u32,
    shape: u32,
    cluster: u32,
    group: u32,
    lists: u32,
}

/// Reads the features of a text.
pub(crate) fn features(text: &Text<'_>, document: &Document, lists: &Lists) -> Features {
    let seen: Vec<Seen> = text.tokens.iter().map(|token| see(token, lists)).collect();
    let mut features = Features::default();
    for sentence in &text.sentences {
        let range = sentence.tokens.clone();
        let view = View {
            tokens: &text.tokens[range.clone()],
            seen: &seen[range.clone()],
            document,
            offset: range.start,
            first: first_word(&text.tokens[range.clone()]),
        };
        for at in 0..range.len() {
            view.add(at, &mut features.all);
            features.ends.push(features.all.len());
        }
    }
    features
}

fn see(token: &Token<'_>, lists: &Lists) -> Seen {
    let lower = of_word(&token.lower);
    let word = lists.word(lower);
    Seen {
        lower,
        shape: shape(token),
        cluster: word.cluster.into(),
        group: lists.group(word.cluster).into(),
        lists: word.lists.into(),
    }
}

/// Returns the shape of a word: kinds of characters, repeated ones once, and how long it is.
fn shape(token: &Token<'_>) -> u32 {
    let mut shape = 0;
    let mut before = 0;
    for character in token.text.chars().take(24) {
        let kind = match character {
            _ if character.is_uppercase() => 1,
            _ if character.is_lowercase() => 2,
            _ if character.is_numeric() => 3,
            _ if character.is_alphabetic() => 4,
            _ => 5 + u32::from(character) % 4096,
        };
        if kind != before {
            shape = joined(shape, kind);
            before = kind;
        }
    }
    let length = token.text.chars().take(24).count();
    let long = if token.is_acronym() {
        length.min(6)
    } else {
        usize::from(length > 1)
    };
    joined(shape, u32::try_from(long).unwrap_or(0))
}

/// A sentence with what is known of its words.
struct View<'v, 'a> {
    tokens: &'v [Token<'a>],
    seen: &'v [Seen],
    document: &'v Document,
    offset: usize,
    /// Where the first word stands; looked for once, since a sentence may be a million marks.
    first: usize,
}

fn first_word(tokens: &[Token<'_>]) -> usize {
    let first = tokens.iter().position(Token::is_word);
    first.unwrap_or(tokens.len())
}

/// Before the first and after the last word.
const EDGE: Seen = Seen {
    lower: 1,
    shape: 1,
    cluster: 60_001,
    group: 255,
    lists: 0,
};

impl View<'_, '_> {
    fn at(&self, at: usize, offset: isize) -> Seen {
        let place = at.checked_add_signed(offset);
        place
            .and_then(|place| self.seen.get(place))
            .copied()
            .unwrap_or(EDGE)
    }

    fn add(&self, at: usize, out: &mut Vec<u32>) {
        let mut put = |kind: u32, value: u32| out.push(joined(kind, value));
        put(1, 0);
        self.words(at, &mut put);
        self.spelling(at, &mut put);
        self.likeness(at, &mut put);
        self.known(at, &mut put);
        self.elsewhere(at, &mut put);
    }

    fn words(&self, at: usize, put: &mut impl FnMut(u32, u32)) {
        let words = [-2, -1, 0, 1, 2].map(|offset| self.at(at, offset).lower);
        for (kind, word) in (10..).zip(words) {
            put(kind, word);
        }
        put(15, joined(words[1], words[2]));
        put(16, joined(words[2], words[3]));
        put(17, joined(words[0], words[1]));
        put(18, joined(words[3], words[4]));
        put(19, of_word(self.tokens[at].text));
    }

    fn spelling(&self, at: usize, put: &mut impl FnMut(u32, u32)) {
        let shapes = [-2, -1, 0, 1, 2].map(|offset| self.at(at, offset).shape);
        for (kind, shape) in (20..).zip(shapes) {
            put(kind, shape);
        }
        let around = joined(joined(shapes[1], shapes[2]), shapes[3]);
        put(25, around);
        put(26, joined(joined(shapes[0], shapes[1]), shapes[2]));
        put(27, joined(joined(shapes[2], shapes[3]), shapes[4]));
        let token = &self.tokens[at];
        if token.kind == TokenKind::Word {
            for length in 1..=4 {
                put(30 + length, of_word(head(&token.lower, length as usize)));
                put(35 + length, of_word(tail(&token.lower, length as usize)));
            }
        }
        let starts = u32::from(at <= self.first);
        put(40, starts);
        put(41, joined(starts, shapes[2]));
        put(42, joined(self.at(at, -1).lower, shapes[2]));
        put(43, joined(shapes[2], self.at(at, 1).lower));
    }

    fn likeness(&self, at: usize, put: &mut impl FnMut(u32, u32)) {
        let seen = [-2, -1, 0, 1, 2].map(|offset| self.at(at, offset));
        let shape = seen[2].shape;
        for (kind, it) in (50..).zip(seen) {
            put(kind, joined(it.cluster, it.shape));
            put(kind + 10, joined(it.group, it.shape));
        }
        put(70, joined(seen[1].cluster, shape));
        put(71, joined(seen[3].cluster, shape));
        put(72, joined(joined(seen[1].group, seen[2].group), shape));
        put(73, joined(joined(seen[2].group, seen[3].group), shape));
        put(74, joined(joined(seen[1].group, seen[3].group), shape));
        put(75, joined(joined(seen[0].group, seen[1].group), shape));
        put(76, joined(seen[1].cluster, seen[2].cluster));
        put(77, joined(seen[2].cluster, seen[3].cluster));
    }

    fn known(&self, at: usize, put: &mut impl FnMut(u32, u32)) {
        let shape = self.at(at, 0).shape;
        let lists = [-1, 0, 1].map(|offset| self.at(at, offset).lists);
        for (kind, held) in (80..).zip(lists) {
            for bit in (0..16).filter(|bit| held & (1 << bit) != 0) {
                put(kind, joined(bit, shape));
            }
        }
        put(84, joined(joined(lists[0], lists[1]), shape));
        put(85, joined(joined(lists[1], lists[2]), shape));
        let known = &self.document.words;
        let phrase = known[self.offset + at].phrase;
        put(86, phrase);
        put(87, joined(phrase, shape));
        let rule = known[self.offset + at].rule;
        put(88, rule);
        put(89, joined(rule, phrase));
        let next = known
            .get(self.offset + at + 1)
            .filter(|_| at + 1 < self.tokens.len());
        put(90, joined(rule, next.map_or(99, |it| it.rule)));
        put(91, joined(rule, self.at(at, 0).group));
    }

    fn elsewhere(&self, at: usize, put: &mut impl FnMut(u32, u32)) {
        let evidence = self.document.words[self.offset + at].evidence;
        let shape = self.at(at, 0).shape;
        for bit in (0..32).filter(|bit| evidence & (1 << bit) != 0) {
            put(100, joined(bit, shape));
        }
        put(101, joined(evidence, shape));
    }
}

/// Returns the first characters of a word.
fn head(word: &str, length: usize) -> &str {
    let end = word
        .char_indices()
        .nth(length)
        .map_or(word.len(), |it| it.0);
    &word[..end]
}

/// Returns the last characters of a word.
fn tail(word: &str, length: usize) -> &str {
    let start = word
        .char_indices()
        .rev()
        .nth(length - 1)
        .map_or(0, |it| it.0);
    &word[start..]
}
