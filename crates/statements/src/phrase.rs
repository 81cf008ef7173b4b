//! Phrases: finding entries of a lexicon that are one or more words long.
//!
//! Both cues and names are looked up this way: by the first word, longest entry first.

use std::collections::BTreeMap;

use crate::text::Token;

/// Entries by their words.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<V> {
    by_first: BTreeMap<String, Vec<(Vec<String>, V)>>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            by_first: BTreeMap::new(),
        }
    }
}

impl<V: Copy> Phrases<V> {
    /// Gathers entries; each phrase is cut the way a text is cut.
    pub(crate) fn new(entries: impl IntoIterator<Item = (String, V)>) -> Self {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, V)>> = BTreeMap::new();
        for (phrase, value) in entries {
            let mut words = crate::text::token::tokens(&phrase, 0)
                .into_iter()
                .map(|token| token.lower.into_owned());
            if let Some(first) = words.next() {
                by_first
                    .entry(first)
                    .or_default()
                    .push((words.collect(), value));
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.0.len()));
        }
        Self { by_first }
    }

    /// Returns the longest entry that begins at the first of `tokens`, with its length in tokens.
    pub(crate) fn longest(&self, tokens: &[Token<'_>]) -> Option<(usize, V)> {
        self.all(tokens).next()
    }

    /// Returns all entries that begin at the first of `tokens`, longest first.
    pub(crate) fn all<'s>(
        &'s self,
        tokens: &'s [Token<'_>],
    ) -> impl Iterator<Item = (usize, V)> + 's {
        let (first, rest) = match tokens.split_first() {
            Some((first, rest)) => (Some(first), rest),
            None => (None, tokens),
        };
        first
            .and_then(|first| self.by_first.get(first.lower.as_ref()))
            .into_iter()
            .flatten()
            .filter(move |(words, _)| {
                words.len() <= rest.len()
                    && words
                        .iter()
                        .zip(rest)
                        .all(|(word, token)| *word == token.lower)
            })
            .map(|(words, value)| (words.len() + 1, *value))
    }
}
