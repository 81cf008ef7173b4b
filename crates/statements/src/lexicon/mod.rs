//! The lexicons: cues, events, words and names, read once from the data in `assets/lexicons`.
//!
//! The data say which words matter and in which contexts; the rules that use them are in `clause`,
//! `speaker`, `kind` and `names`. A test below reads every file, so a damaged one cannot ship.

pub(crate) mod entity;
mod file;
pub(crate) mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use model::{AnswerForm, CorrectionForm, EntityType, Kind};
use serde::Deserialize;

use crate::phrase::Phrases;
use crate::text::Token;
use file::{CueFile, EventFile, NameFile, NameWords, WordFile};

/// What the speaking word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Say,
    Argue,
    Think,
    Show,
    Allege,
    Accuse,
    Deny,
    Admit,
    Announce,
    Demand,
    Ask,
    Criticise,
    Report,
}

/// What must stand beside a cue for it to be one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Takes {
    /// A clause, with or without "that".
    #[default]
    Clause,
    /// Any object.
    Object,
    /// "that", "how" or "whether" and a clause, or a quotation.
    That,
    /// A quotation.
    Quote,
    /// "to" and a verb, or a clause.
    Inf,
    /// An object and a quotation: "called the suit “absurd”".
    Verdict,
    /// A clause, in the first person: "I know it fell".
    First,
    /// An object, when a document speaks: "the terms forbid copying".
    Paper,
    /// An object and "to" with a verb: "wants Bolt to pay".
    Wish,
}

/// A cue with all its forms.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Cue {
    pub(crate) lemma: String,
    forms: Vec<String>,
    pub(crate) class: Class,
    #[serde(default)]
    pub(crate) takes: Takes,
    pub(crate) kind: Option<Kind>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    blocked: Vec<String>,
}

/// One form of a cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueForm {
    cue: usize,
    /// Whether the form is a noun as often as a verb.
    pub(crate) noun: bool,
}

/// Who can do an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Actor {
    Any,
    Party,
    Court,
    State,
}

/// An act that a report tells in its own voice.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Event {
    pub(crate) lemma: String,
    pub(crate) kind: Kind,
    pub(crate) subject: Actor,
    forms: Vec<String>,
    #[serde(default)]
    pub(crate) needs: BTreeSet<String>,
    #[serde(default)]
    pub(crate) passive: bool,
    pub(crate) correction: Option<CorrectionForm>,
}

/// How a notice of the outlet begins.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Notice {
    pub(crate) begins: String,
    pub(crate) form: CorrectionForm,
}

/// What a noun or a name stands for; finer than the type of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    Company,
    Outlet,
    Court,
    Judge,
    Regulator,
    Body,
    Accuser,
    Accused,
    Group,
    Document,
    Person,
    Product,
    Law,
    Place,
    Proceeding,
}

impl Sort {
    /// Tells whether it is a human being.
    pub(crate) fn is_person(self) -> bool {
        matches!(self, Self::Person | Self::Judge)
    }

    /// Returns the type of entity that a name of this sort names.
    pub(crate) fn entity_type(self) -> EntityType {
        match self {
            Self::Person | Self::Judge => EntityType::Person,
            Self::Product => EntityType::Product,
            Self::Law => EntityType::Law,
            Self::Place => EntityType::Place,
            Self::Proceeding => EntityType::Proceeding,
            _ => EntityType::Organisation,
        }
    }
}

/// Which property of content a phrase shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Somebody did wrong.
    Wrong,
    /// Something is not so.
    Contest,
    /// Something is denied outright.
    Denies,
    /// The act is justified.
    Defends,
    /// The speaker's own plan.
    Plan,
}

/// A name of the dictionary.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) sort: Sort,
}

/// Everything the rules look up.
pub(crate) struct Lexicon {
    cues: Vec<Cue>,
    forms: Phrases<CueForm>,
    pub(crate) events: Vec<Event>,
    pub(crate) event_forms: Phrases<usize>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) hearsay: BTreeSet<String>,
    pub(crate) clause_nouns: Phrases<Kind>,
    pub(crate) passive: Phrases<()>,
    pub(crate) frames: Phrases<()>,
    pub(crate) silence: Phrases<AnswerForm>,
    pub(crate) roles: BTreeSet<String>,
    pub(crate) voices: Phrases<()>,
    pub(crate) descriptions: Phrases<Sort>,
    pub(crate) legal_papers: Phrases<()>,
    pub(crate) decisions: Phrases<()>,
    pub(crate) anonymous: Phrases<()>,
    pub(crate) tones: Phrases<Tone>,
    pub(crate) defences: Phrases<Tone>,
    pub(crate) contests: Phrases<Tone>,
    pub(crate) plans: Phrases<Tone>,
    pub(crate) denials: Phrases<Tone>,
    /// Verbs for acts that parties are accused of.
    pub(crate) acts: BTreeSet<String>,
    pub(crate) names: Vec<Name>,
    pub(crate) name_forms: Phrases<usize>,
    pub(crate) given: BTreeSet<String>,
    pub(crate) organisation_words: BTreeSet<String>,
    pub(crate) titles: BTreeSet<String>,
    pub(crate) function: BTreeSet<String>,
    pub(crate) never: BTreeSet<String>,
    pub(crate) telling_words: BTreeMap<String, Sort>,
}

/// Returns the shipped lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);
    &LEXICON
}

impl Lexicon {
    fn shipped() -> Self {
        let cues: CueFile = data(include_str!("../../../../assets/lexicons/cues-en.toml"));
        let events: EventFile = data(include_str!("../../../../assets/lexicons/events-en.toml"));
        let words: WordFile = data(include_str!("../../../../assets/lexicons/words-en.toml"));
        let names: NameFile = data(include_str!("../../../../assets/lexicons/names-en.toml"));
        let chinese: NameFile = data(include_str!("../../../../assets/lexicons/names-zh.toml"));
        let (name_list, name_forms) = name_table(&[&names, &chinese]);
        let names = names
            .words
            .expect("the English names come with their word lists");
        let tone = |key: &str, tone: Tone| phrases(words.content.get(key), tone);
        Self {
            forms: cue_forms(&cues.cue),
            clause_nouns: clause_nouns(&cues),
            passive: phrases(Some(&cues.passive), ()),
            frames: phrases(Some(&cues.framed), ()),
            silence: silence(&cues),
            hearsay: cues.hearsay,
            cues: cues.cue,
            event_forms: event_forms(&events.event),
            events: events.event,
            notices: events.notice,
            voices: phrases(Some(&words.voice), ()),
            descriptions: descriptions(&words),
            legal_papers: phrases(words.papers.get("legal"), ()),
            decisions: phrases(words.papers.get("decision"), ()),
            anonymous: phrases(words.anonymous.get("phrases"), ()),
            tones: tone("wrong", Tone::Wrong),
            defences: tone("defends", Tone::Defends),
            contests: tone("contest", Tone::Contest),
            plans: tone("plan", Tone::Plan),
            denials: tone("denies", Tone::Denies),
            acts: words
                .content
                .get("acts")
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            roles: words.person_role,
            names: name_list,
            name_forms,
            given: word_set(&names.given),
            organisation_words: word_set(&names.organisation_words),
            titles: word_set(&names.titles),
            function: word_set(&names.function),
            never: word_set(&names.never),
            telling_words: telling_words(&names),
        }
    }

    /// Returns the longest cue that begins at `at`, with its length in tokens, unless the context
    /// blocks it.
    pub(crate) fn cue_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, &Cue, CueForm)> {
        self.forms
            .all(&tokens[at..])
            .map(|(length, form)| (length, &self.cues[form.cue], form))
            .find(|(length, cue, _)| !cue.is_blocked(tokens, at..at + length))
    }
}

impl Cue {
    fn is_blocked(&self, tokens: &[Token<'_>], cue: std::ops::Range<usize>) -> bool {
        self.blocked.iter().any(|context| {
            let (left, right) = context.split_once('_').unwrap_or((context, ""));
            let before = tokens[..cue.start].iter().rev();
            let after = tokens[cue.end..].iter();
            left.split_whitespace().rev().count() <= cue.start
                && left
                    .split_whitespace()
                    .rev()
                    .zip(before)
                    .all(|(word, token)| word == token.lower)
                && right.split_whitespace().count() <= tokens.len() - cue.end
                && right
                    .split_whitespace()
                    .zip(after)
                    .all(|(word, token)| word == token.lower)
        })
    }
}

fn data<'de, T: Deserialize<'de>>(file: &'de str) -> T {
    toml::from_str(file).expect("the shipped lexicons are read by a test")
}

fn phrases<V: Copy>(list: Option<&Vec<String>>, value: V) -> Phrases<V> {
    Phrases::new(
        list.into_iter()
            .flatten()
            .map(|phrase| (phrase.clone(), value)),
    )
}

fn clause_nouns(cues: &CueFile) -> Phrases<Kind> {
    let forms = cues
        .noun
        .iter()
        .flat_map(|noun| noun.forms.iter().map(|form| (form.clone(), noun.kind)));
    Phrases::new(forms)
}

fn silence(cues: &CueFile) -> Phrases<AnswerForm> {
    let forms = cues.silence.iter().flat_map(|silence| {
        let phrases = silence.phrases.iter();
        phrases.map(|form| (form.clone(), silence.form))
    });
    Phrases::new(forms)
}

fn telling_words(names: &NameWords) -> BTreeMap<String, Sort> {
    let words = names.telling.iter().flat_map(|(sort, words)| {
        let words = words.split_whitespace();
        words.map(|word| (word.to_owned(), *sort))
    });
    words.collect()
}

fn cue_forms(cues: &[Cue]) -> Phrases<CueForm> {
    Phrases::new(cues.iter().enumerate().flat_map(|(index, cue)| {
        cue.forms.iter().map(move |form| {
            let noun = cue.nouns.contains(form);
            (form.clone(), CueForm { cue: index, noun })
        })
    }))
}

fn event_forms(events: &[Event]) -> Phrases<usize> {
    Phrases::new(
        events
            .iter()
            .enumerate()
            .flat_map(|(index, event)| event.forms.iter().map(move |form| (form.clone(), index))),
    )
}

fn descriptions(words: &WordFile) -> Phrases<Sort> {
    Phrases::new(
        words
            .description
            .iter()
            .flat_map(|(sort, nouns)| nouns.iter().map(|noun| (noun.clone(), *sort))),
    )
}

fn name_table(files: &[&NameFile]) -> (Vec<Name>, Phrases<usize>) {
    let mut names = Vec::new();
    let mut forms = Vec::new();
    for (lines, sort) in files.iter().flat_map(|file| sorts(file)) {
        for line in lines {
            for form in line.split('|') {
                forms.push((form.to_owned(), names.len()));
            }
            let name = line.split('|').next().unwrap_or(line).to_owned();
            names.push(Name { name, sort });
        }
    }
    (names, Phrases::new(forms))
}

fn sorts(file: &NameFile) -> [(&Vec<String>, Sort); 10] {
    [
        (&file.company, Sort::Company),
        (&file.outlet, Sort::Outlet),
        (&file.court, Sort::Court),
        (&file.regulator, Sort::Regulator),
        (&file.body, Sort::Body),
        (&file.product, Sort::Product),
        (&file.law, Sort::Law),
        (&file.place, Sort::Place),
        (&file.proceeding, Sort::Proceeding),
        (&file.person, Sort::Person),
    ]
}

fn word_set(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    #[test]
    fn the_shipped_lexicons_are_read() {
        assert!(lexicon().cues.len() > 60);
        assert!(lexicon().names.len() > 300);
    }

    #[test]
    fn a_cue_is_blocked_by_its_context() {
        let check = |words: &str, at: usize, expected: Option<&str>| {
            let tokens = tokens(words, 0);
            let found = lexicon()
                .cue_at(&tokens, at)
                .map(|(_, cue, _)| cue.lemma.as_str());
            assert_eq!(found, expected, "{words}");
        };
        check("Acme states that", 1, Some("state"));
        check("United States law", 1, None);
        check("Acme called for calm", 1, Some("call for"));
        check("a so called friend", 2, None);
    }
}
