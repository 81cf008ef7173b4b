//! Words that tell kinds, chains and translations apart, from `kinds-en.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use model::CorrectionForm;
use serde::Deserialize;

use crate::phrase::Phrases;
use crate::text::Token;

/// A list of `kinds-en.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum List {
    /// Bare negations.
    Negations,
    /// Negations of a legal argument.
    Barred,
    /// Words that deny by themselves.
    Denials,
    /// Defences that are facts before they are defences.
    PlainDefences,
    /// Nouns for what one side says.
    SaidNouns,
    /// Verbs for what one side says.
    SaidVerbs,
    /// Words that turn against what was said.
    Turns,
    /// Words of a legal conclusion or a demand.
    Conclusions,
    /// What a court is asked for.
    Relief,
    /// What somebody wants of a court.
    Procedural,
    /// Openings that tell of an answer lodged with a court.
    Responding,
    /// Openings that tell what is answered.
    Asked,
    /// What is answered there.
    Charges,
    /// What speakers do or did themselves.
    OwnActs,
    /// Verbs for mending a fault.
    Mended,
    /// Faults that are mended.
    Faults,
    /// Words of exposing others.
    Exposure,
    /// Words of conceding.
    Concedes,
    /// Words of denying.
    Contests,
    /// Words that leave part of an accusation standing.
    Partly,
    /// Plural words for what is answered.
    Accusations,
    /// Channels through which somebody speaks.
    Channels,
}

/// `kinds-en.toml`.
#[derive(Deserialize)]
struct File {
    languages: Vec<String>,
    notices: BTreeMap<CorrectionForm, Vec<String>>,
    #[serde(flatten)]
    lists: BTreeMap<List, Vec<String>>,
}

/// The entries of a list, with a sieve that most words fall through before they are looked up.
struct Words {
    entries: Phrases<()>,
    sieve: [u64; BUCKETS / 64],
}

/// The holes of a sieve.
const BUCKETS: usize = 1024;

/// Returns the hole of a sieve that a word falls into, by its first letters and its length.
fn hole(word: &str) -> usize {
    let mut bytes = word.bytes();
    let mut next = || usize::from(bytes.next().unwrap_or(0));
    let letters = next() + 31 * next() + 17 * next();
    (letters + 7 * word.len()) % BUCKETS
}

impl Words {
    fn new(list: Vec<String>) -> Self {
        let mut sieve = [0; BUCKETS / 64];
        for phrase in &list {
            if let Some(first) = crate::text::token::tokens(phrase, 0).first() {
                let hole = hole(&first.lower);
                sieve[hole / 64] |= 1 << (hole % 64);
            }
        }
        Self {
            entries: Phrases::new(list.into_iter().map(|it| (it, ()))),
            sieve,
        }
    }

    fn length(&self, tokens: &[Token<'_>]) -> Option<usize> {
        let hole = hole(&tokens.first()?.lower);
        if self.sieve[hole / 64] & (1 << (hole % 64)) == 0 {
            return None;
        }
        self.entries.longest(tokens).map(|(length, ())| length)
    }
}

/// The word lists by name.
pub(crate) struct KindWords {
    lists: Vec<Option<Words>>,
    /// Languages as they are written.
    pub(crate) languages: BTreeSet<String>,
    /// How notices of the outlet begin.
    pub(crate) notices: Vec<(String, CorrectionForm)>,
}

/// Returns the shipped words.
pub(crate) fn kind_words() -> &'static KindWords {
    static WORDS: LazyLock<KindWords> = LazyLock::new(KindWords::shipped);
    &WORDS
}

impl KindWords {
    fn shipped() -> Self {
        let file: File = toml::from_str(include_str!("../../../../assets/lexicons/kinds-en.toml"))
            .expect("the shipped lexicons are read by a test");
        let mut lists: Vec<Option<Words>> = Vec::new();
        for (list, words) in file.lists {
            let place = list as usize;
            lists.resize_with(lists.len().max(place + 1), || None);
            lists[place] = Some(Words::new(words));
        }
        let notices = file.notices.into_iter().flat_map(|(form, begins)| {
            let each = begins.into_iter();
            each.map(move |begin| (begin, form))
        });
        Self {
            lists,
            languages: file.languages.into_iter().collect(),
            notices: notices.collect(),
        }
    }

    /// Returns how many tokens the longest entry of a list takes at the start of `tokens`.
    pub(crate) fn length(&self, list: List, tokens: &[Token<'_>]) -> Option<usize> {
        self.lists.get(list as usize)?.as_ref()?.length(tokens)
    }

    /// Returns where the first entry of a list begins, with its length.
    pub(crate) fn find(&self, list: List, tokens: &[Token<'_>]) -> Option<(usize, usize)> {
        (0..tokens.len()).find_map(|at| Some((at, self.length(list, &tokens[at..])?)))
    }

    /// Tells whether any entry of a list stands in `tokens`.
    pub(crate) fn any(&self, list: List, tokens: &[Token<'_>]) -> bool {
        self.find(list, tokens).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn the_words_are_read_and_found() {
        let check = |list: List, words: &str, expected: Option<(usize, usize)>| {
            let tokens = tokens(words, 0);
            assert_eq!(kind_words().find(list, &tokens), expected, "{words}");
        };
        check(List::Conclusions, "Acme must pay", Some((1, 1)));
        check(List::Channels, "in a blog post", Some((2, 2)));
        check(List::Channels, "in a shop", None);
        assert!(kind_words().languages.contains("Mandarin"));
        assert!(kind_words().notices.len() > 20);
    }
}
