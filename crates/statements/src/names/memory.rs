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
    /// Main names and sorts of what is no person, as it was written.
    written: BTreeMap<String, (String, Sort)>,
}

/// The most words of a name that is looked for again.
const LONGEST: usize = 6;

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

    pub(crate) fn learn(&mut self, text: &Text<'_>, mention: &Mention, at: usize, length: usize) {
        let tokens = &text.tokens[at..];
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
        let words = mention.range.start..mention.range.end;
        if let Some(written) = text.source.get(words) {
            self.written
                .insert(written.to_owned(), (mention.name.clone(), mention.sort));
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

    /// Tells whether a person who is called by the surname alone is somebody else of that name: after
    /// "Jane Roe" a "Roe" is no John Roe.
    pub(crate) fn is_another(&self, text: &Text<'_>, mention: &Mention) -> bool {
        let words = text.source[mention.range.clone()].to_lowercase();
        let before = self.surnames.get(words.as_str());
        mention.sort.is_person() && before.is_some_and(|(name, _)| *name != mention.name)
    }

    /// Returns a name that stood earlier: as it was written, or a person by the surname alone.
    pub(crate) fn again(&self, text: &Text<'_>, at: usize) -> Step {
        if !text.tokens[at].is_capital() {
            return None;
        }
        self.written_again(text, at)
            .or_else(|| self.surname_again(text, at))
    }

    fn written_again(&self, text: &Text<'_>, at: usize) -> Step {
        let rest = &text.tokens[at..];
        let token = &rest[0];
        let beside = at.checked_sub(1).map(|it| &text.tokens[it]);
        let found = (1..=rest.len().min(LONGEST)).rev().find_map(|length| {
            let range = token.start..rest[length - 1].end;
            let (name, sort) = self.written.get(text.source.get(range.clone())?)?;
            Some((length, range, name, *sort))
        });
        let (length, range, name, sort) = found?;
        let beside = [beside, rest.get(length)];
        let small = length == 1 && self.small.contains(token.lower.as_ref());
        if small || beside.into_iter().flatten().any(Token::is_capital) {
            return None;
        }
        let mention = Mention {
            range,
            name: name.clone(),
            sort,
            given_type: None,
            entity: None,
        };
        Some((length, Some(mention)))
    }

    fn surname_again(&self, text: &Text<'_>, at: usize) -> Step {
        let token = &text.tokens[at];
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
