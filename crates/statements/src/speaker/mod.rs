//! Speakers: whom the source of a statement names.
//!
//! A noun phrase becomes a person with affiliation and role, an organisation through its official
//! voice, a document with the party behind it, or an unnamed source. Pronouns and descriptions go
//! to `salience`. What cannot be told stays without a name: a wrong speaker is worse than none.

mod anonymous;
mod described;
mod named;
pub(crate) mod party;
pub(crate) mod salience;

use std::ops::Range;

use model::{Anonymity, Attribution};

use crate::clause::noun::Phrase;
use crate::lexicon::Sort;
use crate::names::Mention;
use crate::text::Text;
use crate::unit::Unit;
use party::Parties;
use salience::Salience;

/// Whose words they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Speaker {
    /// The name, when the text gives one.
    pub(crate) name: Option<String>,
    /// Organisation and role.
    pub(crate) affiliation: Option<String>,
    /// The organisation that a person speaks for, here or earlier in the text.
    pub(crate) body: Option<String>,
    /// The bytes that name the speaker here.
    pub(crate) range: Option<Range<usize>>,
    /// Who answers for the words.
    pub(crate) attribution: Attribution,
    /// What is said of unnamed sources.
    pub(crate) anonymity: Option<Anonymity>,
    /// The kind of document that speaks ("complaint").
    pub(crate) document: Option<String>,
    /// What the speaker is.
    pub(crate) sort: Sort,
    /// Whether there are several.
    pub(crate) plural: bool,
    /// How the name was found, for a person.
    pub(crate) evidence: &'static str,
    /// The bytes that show whom the words mean, where they stand elsewhere.
    pub(crate) shown: Option<Range<usize>>,
    /// How sure the name is, from 0 to 1.
    pub(crate) sure: f64,
}

impl Speaker {
    pub(crate) fn named(name: String, sort: Sort, evidence: &'static str, sure: f64) -> Self {
        Self {
            name: Some(name),
            affiliation: None,
            body: None,
            range: None,
            attribution: Attribution::Named,
            anonymity: None,
            document: None,
            sort,
            plural: false,
            evidence,
            shown: None,
            sure,
        }
    }

    /// Returns a speaker whom the text does not name.
    pub(crate) fn unknown() -> Self {
        Self {
            name: None,
            sure: 0.3,
            ..Self::named(String::new(), Sort::Person, "not named here", 0.3)
        }
    }
}

/// What is known of a text when sources are resolved.
pub(crate) struct Scene<'s, 't> {
    /// The text.
    pub(crate) text: &'s Text<'t>,
    /// Its names in order.
    pub(crate) mentions: &'s [Mention],
    /// Who accuses whom.
    pub(crate) parties: &'s Parties,
    /// Who was spoken of and spoke lately.
    pub(crate) salience: &'s Salience,
    /// The bytes of the words said here, whose names are hardly the speaker.
    pub(crate) said: Vec<Range<usize>>,
}

impl Scene<'_, '_> {
    /// Tells whether the words said here speak of a name, who then hardly says them.
    pub(crate) fn speaks_of(&self, name: &str) -> bool {
        let named = |part: &Range<usize>| {
            self.mentions_in(part)
                .iter()
                .any(|it| name.split("; ").any(|one| it.name == one))
        };
        self.said.iter().any(named)
    }

    /// Returns the mentions inside a range of bytes.
    pub(crate) fn mentions_in(&self, range: &Range<usize>) -> &[Mention] {
        let first = self
            .mentions
            .partition_point(|it| it.range.start < range.start);
        let last = self
            .mentions
            .partition_point(|it| it.range.end <= range.end);
        &self.mentions[first..last.max(first)]
    }
}

/// Says whom a phrase names.
pub(crate) fn resolve(scene: &Scene<'_, '_>, unit: &Unit<'_>, phrase: &Phrase) -> Speaker {
    let range = unit.bytes(&phrase.items);
    let items = &unit.view[phrase.items.clone()];
    if crate::chinese::is_chinese(&unit.view) {
        return Speaker {
            range: Some(range.clone()),
            ..crate::chinese::resolve(scene, items, &range)
        };
    }
    let aside = phrase.aside.as_ref().map(|aside| unit.bytes(aside));
    let speaker = described::numbered(items)
        .or_else(|| anonymous::anonymous(unit, phrase))
        .or_else(|| described::same_sentence(scene, unit, phrase))
        .or_else(|| described::relative_clause(scene, unit, phrase))
        .or_else(|| described::pronoun(scene, items, range.start))
        .or_else(|| named::document(scene, items, &range))
        .or_else(|| named::person(scene, items, &range, aside.as_ref()))
        .or_else(|| named::explained(scene, items, aside.as_ref()))
        .or_else(|| named::organisation(scene, items, &range))
        .or_else(|| described::officer(scene, items, range.start))
        .or_else(|| described::described(scene, items, range.start))
        .unwrap_or_else(|| described::generic(scene, items, aside.as_ref()));
    let told = speaker
        .affiliation
        .as_deref()
        .and_then(|it| it.split_once(" ("));
    let body = match (told, &speaker.name) {
        (Some((body, _)), _) => Some(body.to_owned()),
        (None, Some(name)) => scene.salience.body_of(name),
        (None, None) => None,
    };
    Speaker {
        range: Some(range),
        body,
        ..speaker
    }
}
