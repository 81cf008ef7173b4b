//! Words that tell kinds, chains and translations apart, from `kinds-en.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use model::CorrectionForm;
use serde::Deserialize;

use crate::phrase::Phrases;
use crate::text::Token;

/// `kinds-en.toml`.
#[derive(Deserialize)]
struct File {
    languages: Vec<String>,
    notices: BTreeMap<CorrectionForm, Vec<String>>,
    #[serde(flatten)]
    lists: BTreeMap<String, Vec<String>>,
}

/// The word lists by name.
pub(crate) struct KindWords {
    lists: BTreeMap<String, Phrases<()>>,
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
        let phrases = |list: Vec<String>| Phrases::new(list.into_iter().map(|it| (it, ())));
        let notices = file.notices.into_iter().flat_map(|(form, begins)| {
            let each = begins.into_iter();
            each.map(move |begin| (begin, form))
        });
        Self {
            lists: (file.lists.into_iter())
                .map(|(name, list)| (name, phrases(list)))
                .collect(),
            languages: file.languages.into_iter().collect(),
            notices: notices.collect(),
        }
    }

    /// Returns how many tokens the longest entry of a list takes at the start of `tokens`.
    pub(crate) fn length(&self, list: &str, tokens: &[Token<'_>]) -> Option<usize> {
        let list = self.lists.get(list);
        debug_assert!(list.is_some(), "every list asked for is in the file");
        list?.longest(tokens).map(|(length, ())| length)
    }

    /// Returns where the first entry of a list begins, with its length.
    pub(crate) fn find(&self, list: &str, tokens: &[Token<'_>]) -> Option<(usize, usize)> {
        (0..tokens.len()).find_map(|at| Some((at, self.length(list, &tokens[at..])?)))
    }

    /// Tells whether any entry of a list stands in `tokens`.
    pub(crate) fn any(&self, list: &str, tokens: &[Token<'_>]) -> bool {
        self.find(list, tokens).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn the_words_are_read_and_found() {
        let check = |list: &str, words: &str, expected: Option<(usize, usize)>| {
            let tokens = tokens(words, 0);
            assert_eq!(kind_words().find(list, &tokens), expected, "{words}");
        };
        check("conclusions", "Acme must pay", Some((1, 1)));
        check("channels", "in a blog post", Some((2, 2)));
        check("channels", "in a shop", None);
        assert!(kind_words().languages.contains("Mandarin"));
        assert!(kind_words().notices.len() > 20);
    }
}
