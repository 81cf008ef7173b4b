//! The Chinese word lists, read once from the data.

use std::sync::LazyLock;

use model::Kind;
use serde::Deserialize;

use crate::phrase::Phrases;

#[derive(Deserialize)]
struct Cue {
    kind: Option<Kind>,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    cue: Vec<Cue>,
    blocked: Vec<String>,
    nouns: Vec<String>,
    noun_after: std::collections::BTreeSet<String>,
    document: Vec<String>,
    legal: Vec<String>,
    court: Vec<String>,
    anonymous: Vec<String>,
    again: Vec<String>,
    time: Vec<String>,
    people: Vec<String>,
    wrong: Vec<String>,
    contest: Vec<String>,
    defends: Vec<String>,
}

/// The Chinese lexicon.
pub(crate) struct Chinese {
    pub(super) cues: Phrases<Option<Kind>>,
    pub(super) blocked: Phrases<()>,
    pub(super) nouns: Phrases<()>,
    pub(super) noun_after: std::collections::BTreeSet<String>,
    pub(super) documents: Phrases<()>,
    pub(super) courts: Phrases<()>,
    pub(super) anonymous: Phrases<()>,
    pub(super) again: Phrases<()>,
    pub(super) time: Phrases<()>,
    pub(super) people: Phrases<()>,
    /// Papers of a court case.
    pub(crate) legal: Phrases<()>,
    /// Words of wrongdoing.
    pub(crate) wrong: Phrases<()>,
    /// Words of contesting.
    pub(crate) contest: Phrases<()>,
    /// Words that justify.
    pub(crate) defends: Phrases<()>,
}

/// Returns the shipped Chinese lexicon.
pub(crate) fn chinese() -> &'static Chinese {
    static CHINESE: LazyLock<Chinese> = LazyLock::new(Chinese::shipped);
    &CHINESE
}

impl Chinese {
    fn shipped() -> Self {
        let file: File = toml::from_str(include_str!("../../../../assets/lexicons/cues-zh.toml"))
            .expect("the shipped lexicons are read by a test");
        let list = |words: Vec<String>| Phrases::new(words.into_iter().map(|word| (word, ())));
        Self {
            cues: Phrases::new(
                file.cue
                    .into_iter()
                    .flat_map(|cue| cue.words.into_iter().map(move |word| (word, cue.kind))),
            ),
            blocked: list(file.blocked),
            nouns: list(file.nouns),
            noun_after: file.noun_after,
            documents: list(file.document),
            courts: list(file.court),
            anonymous: list(file.anonymous),
            again: list(file.again),
            time: list(file.time),
            people: list(file.people),
            legal: list(file.legal),
            wrong: list(file.wrong),
            contest: list(file.contest),
            defends: list(file.defends),
        }
    }
}
