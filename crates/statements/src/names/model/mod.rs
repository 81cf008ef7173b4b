//! The trained part of finding names: a row of labels for each sentence, by weights that
//! `cargo xtask train` makes and the program ships (`docs/model-card.md`).

mod document;
mod features;
pub(crate) mod hash;
pub(crate) mod label;
pub(crate) mod lists;
pub(crate) mod weights;

use std::sync::LazyLock;

use document::Document;
pub(crate) use features::Features;
use label::{Found, names};
use lists::Lists;
use weights::Weights;

use super::Mention;
use crate::text::{Text, Token};

/// A trained model with the word lists that belong to it.
#[derive(Debug)]
pub(crate) struct Model {
    weights: Weights,
    lists: Lists,
}

impl Model {
    /// Joins weights and lists.
    pub(crate) fn new(weights: Weights, lists: Lists) -> Self {
        Self { weights, lists }
    }

    /// Returns the shipped model, read once.
    pub(crate) fn shipped() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            let weights = Weights::read(include_bytes!("../../../../../assets/models/names.crf"));
            let lists = Lists::read(include_bytes!("../../../../../assets/models/words.lists"));
            Model::new(
                weights.expect("the shipped weights are read by a test"),
                lists.expect("the shipped word lists are read by a test"),
            )
        });
        &MODEL
    }

    /// Returns the names of a text in order, as ranges of tokens; `rules` are what the rules see.
    pub(crate) fn names(&self, text: &Text<'_>, rules: &[Mention]) -> Vec<Found> {
        let features = features(text, &self.lists, rules);
        let mut found = Vec::new();
        for sentence in text
            .sentences
            .iter()
            .filter(|it| reads(&text.tokens[it.tokens.clone()]))
        {
            let words = sentence.tokens.clone().map(|at| features.of(at));
            let start = sentence.tokens.start;
            let labels = self.weights.labels(words);
            let inside = names(&labels).into_iter();
            found
                .extend(inside.map(|(range, kind)| (range.start + start..range.end + start, kind)));
        }
        found
    }
}

/// Returns the features of all words of a text; `rules` are the names that the rules see in it.
pub(crate) fn features(text: &Text<'_>, lists: &Lists, rules: &[Mention]) -> Features {
    let document = Document::new(text, lists, rules);
    features::features(text, &document, lists)
}

/// Tells whether the model knows the script of a sentence, and whether anything in it is written
/// large: of the names in others it says nothing.
pub(crate) fn reads(sentence: &[Token<'_>]) -> bool {
    let large = sentence.iter().any(Token::is_capital);
    let ideographs = sentence.iter().filter(|it| it.is_ideograph()).count();
    large && ideographs * 2 < sentence.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::by_rules;

    #[test]
    fn the_shipped_model_is_read_and_finds_a_name() {
        let text = Text::new("Margaret Halloway lives in London.");
        let found = Model::shipped().names(&text, &by_rules(&text));
        assert_eq!(
            found,
            [(0..2, label::Type::Person), (4..5, label::Type::Place)]
        );
    }

    #[test]
    fn a_damaged_file_is_refused() {
        assert!(Weights::read(b"").is_none());
        assert!(Weights::read(b"CCNAMES1 and nothing else").is_none());
        assert!(Lists::read(b"CCWORDS1\xff\xff\xff\xff").is_none());
    }
}
