//! The lexicon files as they stand in `assets/lexicons`; their comments explain the fields.

use std::collections::{BTreeMap, BTreeSet};

use model::{AnswerForm, Kind};
use serde::Deserialize;

use super::{Cue, Event, Notice, Sort};

/// A noun with a clause of its own.
#[derive(Deserialize)]
pub(super) struct Noun {
    pub(super) forms: Vec<String>,
    pub(super) kind: Kind,
}

/// Ways of not answering.
#[derive(Deserialize)]
pub(super) struct Silence {
    pub(super) form: AnswerForm,
    pub(super) phrases: Vec<String>,
}

/// `cues-en.toml`.
#[derive(Deserialize)]
pub(super) struct CueFile {
    pub(super) cue: Vec<Cue>,
    pub(super) hearsay: BTreeSet<String>,
    pub(super) noun: Vec<Noun>,
    pub(super) passive: Vec<String>,
    pub(super) framed: Vec<String>,
    pub(super) silence: Vec<Silence>,
}

/// `events-en.toml`.
#[derive(Deserialize)]
pub(super) struct EventFile {
    pub(super) event: Vec<Event>,
    pub(super) notice: Vec<Notice>,
}

/// `words-en.toml`.
#[derive(Deserialize)]
pub(super) struct WordFile {
    pub(super) person_role: BTreeSet<String>,
    pub(super) voice: Vec<String>,
    pub(super) description: BTreeMap<Sort, Vec<String>>,
    pub(super) papers: BTreeMap<String, Vec<String>>,
    pub(super) anonymous: BTreeMap<String, Vec<String>>,
    pub(super) content: BTreeMap<String, Vec<String>>,
}

/// `names-en.toml` and `names-zh.toml`.
#[derive(Deserialize)]
pub(super) struct NameFile {
    pub(super) company: Vec<String>,
    pub(super) outlet: Vec<String>,
    pub(super) court: Vec<String>,
    pub(super) regulator: Vec<String>,
    pub(super) body: Vec<String>,
    #[serde(default)]
    pub(super) product: Vec<String>,
    #[serde(default)]
    pub(super) law: Vec<String>,
    pub(super) place: Vec<String>,
    #[serde(default)]
    pub(super) proceeding: Vec<String>,
    pub(super) person: Vec<String>,
    #[serde(flatten)]
    pub(super) words: Option<NameWords>,
}

/// The word lists that come with the English names.
#[derive(Deserialize)]
pub(super) struct NameWords {
    pub(super) given: String,
    pub(super) organisation_words: String,
    pub(super) titles: String,
    pub(super) function: String,
    pub(super) never: String,
    pub(super) telling: BTreeMap<Sort, String>,
}

/// `entities.toml`.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct EntityFile(pub(super) BTreeMap<Sort, Vec<String>>);
