//! What the whole document tells of each word: how it is written elsewhere, beside what it stands,
//! what the lists and the rules make of it.

use std::collections::BTreeMap;

use super::lists::Lists;
use crate::lexicon::lexicon;
use crate::names::Mention;
use crate::text::{Text, Token};

/// What the document tells of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// The kinds of the listed phrase it belongs to, and its place in it.
    pub(crate) phrase: u32,
    /// The sort of the name that the rules see, and its place in it.
    pub(crate) rule: u32,
    /// What stands beside the same word elsewhere, one bit each.
    pub(crate) evidence: u32,
}

/// What the document tells of its words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Document {
    pub(crate) words: Vec<Told>,
}

impl Document {
    /// Looks through a text in which the rules saw these names.
    pub(crate) fn new(text: &Text<'_>, lists: &Lists, rules: &[Mention]) -> Self {
        let mut words = vec![Told::default(); text.tokens.len()];
        phrases(text, lists, &mut words);
        for mention in rules {
            let range = text.tokens_in(&mention.range);
            let sort = 1 + mention.sort as u32;
            for (place, at) in range.clone().enumerate() {
                words[at].rule = sort * 4 + placed(place, range.len());
            }
        }
        evidence(text, &mut words);
        Self { words }
    }
}

/// Returns the place of a word in a name: alone, first, inside, last.
fn placed(place: usize, length: usize) -> u32 {
    match place {
        _ if length == 1 => 0,
        0 => 1,
        _ if place + 1 == length => 3,
        _ => 2,
    }
}

fn phrases(text: &Text<'_>, lists: &Lists, words: &mut [Told]) {
    for sentence in &text.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let tokens = &text.tokens[at..sentence.tokens.end];
            let found = lists.phrase(tokens).filter(|_| tokens[0].is_capital());
            let Some((length, kinds)) = found else {
                at += 1;
                continue;
            };
            for place in 0..length {
                words[at + place].phrase = (1 + u32::from(kinds)) * 4 + placed(place, length);
            }
            at += length;
        }
    }
}

/// Gathers what stands beside each capitalised word anywhere in the text.
fn evidence(text: &Text<'_>, words: &mut [Told]) {
    let mut by_word: BTreeMap<&str, u32> = BTreeMap::new();
    for (at, token) in text
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, it)| it.is_word())
    {
        *by_word.entry(token.lower.as_ref()).or_default() |= seen_at(&text.tokens, at);
    }
    for (token, told) in text.tokens.iter().zip(words) {
        if token.is_capital() {
            told.evidence = by_word.get(token.lower.as_ref()).copied().unwrap_or(0);
        }
    }
}

fn seen_at(tokens: &[Token<'_>], at: usize) -> u32 {
    if !tokens[at].is_capital() {
        return 1;
    }
    let before = at.checked_sub(1).map(|it| &tokens[it]);
    let second = at.checked_sub(2).map(|it| &tokens[it]);
    let after = tokens.get(at + 1);
    let is = |it: Option<&Token<'_>>, words: &[&str]| {
        it.is_some_and(|it| words.contains(&it.lower.as_ref()))
    };
    let small = |it: Option<&Token<'_>>| it.is_some_and(|it| it.is_word() && !it.is_capital());
    let capital = |it: Option<&Token<'_>>| it.is_some_and(Token::is_capital);
    let lexicon = lexicon();
    let title = |it: &Token<'_>| lexicon.titles.contains(it.lower.as_ref());
    let titled = before.is_some_and(title)
        || before.is_some_and(|it| it.text == ".") && second.is_some_and(title);
    let role = before.is_some_and(|it| lexicon.roles.contains(it.lower.as_ref()));
    let given =
        before.is_some_and(|it| it.is_capital() && lexicon.given.contains(it.lower.as_ref()));
    let body = after.is_some_and(|it| {
        it.is_capital() && lexicon.organisation_words.contains(it.lower.as_ref())
    });
    let tells = [
        small(before),
        titled || role,
        given,
        body,
        is(
            before,
            &["in", "near", "across", "throughout", "into", "from", "at"],
        ) && !capital(after),
        is(before, &["by", "with"]) && !capital(after),
        is(
            after,
            &[
                "said", "says", "told", "was", "has", "who", "wrote", "argued", "added",
            ],
        ) && small(after),
        is(before, &["the"]) && !capital(after),
        is(before, &["the"]) && capital(after),
        capital(before),
        capital(after),
        is(after, &["'s", "’s"]),
        after.is_some_and(|it| it.text == "(") && tokens.get(at + 2).is_some_and(Token::is_acronym),
        before.is_some_and(|it| it.text == "(") && after.is_some_and(|it| it.text == ")"),
    ];
    tells
        .iter()
        .enumerate()
        .filter(|(_, tells)| **tells)
        .fold(0, |bits, (at, _)| bits | 2 << at)
}
