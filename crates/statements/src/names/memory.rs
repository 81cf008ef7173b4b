//! Memory: what the names seen so far in a text say about later ones.

use std::collections::{BTreeMap, BTreeSet};

use super::{Mention, Step, capital};
use crate::lexicon::Sort;
use crate::text::{Text, Token};

/// What the names seen so far say about later ones.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Words that the text also writes small.
    pub(crate) small: BTreeSet<String>,
    /// Words that it writes large inside sentences.
    pub(crate) capital: BTreeSet<String>,
    /// Persons who were called judges.
    judges: BTreeSet<String>,
    /// Full names by surname, and whether they are judges.
    pub(crate) surnames: BTreeMap<String, (String, Sort)>,
    /// Main names and sorts by another form: an acronym or the first word.
    pub(crate) short: BTreeMap<String, (String, Sort)>,
}

impl Memory {
    pub(crate) fn new(text: &Text<'_>) -> Self {
        let small = text
            .tokens
            .iter()
            .filter(|token| token.is_word() && !token.is_capital())
            .map(|token| token.lower.to_string())
            .collect();
        let inside = text.tokens.windows(2).filter(|pair| {
            pair[1].is_capital()
                && (pair[0].is_word() && !pair[0].is_capital() || pair[0].text == ",")
        });
        Self {
            small,
            capital: inside.map(|pair| pair[1].lower.to_string()).collect(),
            ..Self::default()
        }
    }

    /// Tells whether a person is called a judge here, or was before.
    pub(crate) fn judges(&mut self, text: &Text<'_>, at: usize, name: &str) -> bool {
        let called = capital::titled(text, at) == Some(Sort::Judge);
        if called {
            self.judges.insert(name.to_owned());
        }
        called || self.judges.contains(name)
    }

    pub(crate) fn learn(&mut self, mention: &Mention, tokens: &[Token<'_>], length: usize) {
        let last = tokens[..length].iter().rev().find(|token| token.is_word());
        if mention.sort.is_person() {
            if let Some(last) =
                last.filter(|_| mention.name.contains(' ') || mention.sort == Sort::Judge)
            {
                self.surnames
                    .insert(last.lower.to_string(), (mention.name.clone(), mention.sort));
            }
            return;
        }
        if length > 1 {
            let acronym = tokens
                .get(length + 1)
                .filter(|token| tokens[length].text == "(" && token.is_acronym());
            if let Some(acronym) = acronym {
                self.short.insert(
                    acronym.lower.to_string(),
                    (mention.name.clone(), mention.sort),
                );
            }
        }
    }

    /// Returns the name of a person whose full name stood earlier, when the surname stands alone.
    pub(crate) fn again(&self, text: &Text<'_>, at: usize) -> Step {
        let token = &text.tokens[at];
        if !token.is_capital() {
            return None;
        }
        let (name, sort) = self.surnames.get(token.lower.as_ref())?;
        let titled = capital::titled(text, at).is_some();
        let before = at.checked_sub(1).map(|it| &text.tokens[it]);
        let beside = [before.filter(|_| !titled), text.tokens.get(at + 1)];
        if beside.into_iter().flatten().any(Token::is_capital) {
            return None;
        }
        let mention = Mention {
            range: token.start..token.end,
            name: name.clone(),
            sort: *sort,
            given_type: None,
            entity: None,
        };
        Some((1, Some(mention)))
    }
}
