//! Names: who and what a text mentions.
//!
//! Known entities of the case come first, then the shipped dictionary, then capitalised words with
//! rules for their type. `speaker` resolves sources against the mentions found here.

mod capital;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::EntityType;

use crate::lexicon::{Sort, lexicon};
use crate::phrase::Phrases;
use crate::text::{Text, Token};

/// A name at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// The main name as far as the text or the dictionary gives one.
    pub(crate) name: String,
    /// What it names.
    pub(crate) sort: Sort,
    /// The type given with a known entity.
    pub(crate) given_type: Option<EntityType>,
    /// The main name of the known entity it names.
    pub(crate) entity: Option<String>,
}

impl Mention {
    /// Returns the type of entity it names.
    pub(crate) fn entity_type(&self) -> EntityType {
        self.given_type.unwrap_or_else(|| self.sort.entity_type())
    }
}

/// An entity that is known before the text is read: name, type, other names.
pub(crate) type Known = (String, EntityType, Vec<String>);

/// Finds the names of a text in order; they do not overlap.
pub(crate) fn mentions(text: &Text<'_>, known: &[Known]) -> Vec<Mention> {
    let known_forms = Phrases::new(known.iter().enumerate().flat_map(
        |(index, (name, _, aliases))| {
            std::iter::once(name)
                .chain(aliases)
                .map(move |form| (form.clone(), index))
        },
    ));
    let mut memory = Memory::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let rest = &text.tokens[at..];
        let paragraph = text.paragraph_at(rest[0].start);
        if paragraph.is_some_and(|it| {
            it.turn.is_none() && it.range.contains(&rest[0].start) && rest[0].start < it.body
        }) {
            at += 1;
            continue;
        }
        let step = from_known(rest, &known_forms, known)
            .or_else(|| from_dictionary(text, at))
            .or_else(|| capital::from_capitals(text, at, &memory));
        let Some((length, mention)) = step else {
            at += 1;
            continue;
        };
        if let Some(mut mention) = mention {
            if mention.sort.is_person() && memory.judges(text, at, &mention.name) {
                mention.sort = Sort::Judge;
            }
            memory.learn(&mention, rest, length);
            found.push(mention);
        }
        at += length.max(1);
    }
    found
}

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
    fn new(text: &Text<'_>) -> Self {
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
    fn judges(&mut self, text: &Text<'_>, at: usize, name: &str) -> bool {
        let called = capital::titled(text, at) == Some(Sort::Judge);
        if called {
            self.judges.insert(name.to_owned());
        }
        called || self.judges.contains(name)
    }

    fn learn(&mut self, mention: &Mention, tokens: &[Token<'_>], length: usize) {
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
}

/// A step of the reader: how many tokens it takes, and the name if they are one.
pub(crate) type Step = Option<(usize, Option<Mention>)>;

fn from_known(rest: &[Token<'_>], forms: &Phrases<usize>, known: &[Known]) -> Step {
    let (length, index) = forms
        .longest(rest)
        .filter(|(length, _)| has_capital(&rest[..*length]))?;
    let (name, entity_type, _) = &known[index];
    let sort = lexicon()
        .name_forms
        .longest(rest)
        .filter(|(found, _)| *found == length)
        .map(|(_, index)| lexicon().names[index].sort)
        .filter(|sort| sort.entity_type() == *entity_type);
    let mention = Mention {
        range: rest[0].start..rest[length - 1].end,
        name: name.clone(),
        sort: sort.unwrap_or(sort_of(*entity_type, name)),
        given_type: Some(*entity_type),
        entity: Some(name.clone()),
    };
    Some((length, Some(mention)))
}

fn sort_of(entity_type: EntityType, name: &str) -> Sort {
    match entity_type {
        EntityType::Person => Sort::Person,
        EntityType::Place => Sort::Place,
        EntityType::Product => Sort::Product,
        EntityType::Law => Sort::Law,
        EntityType::Proceeding => Sort::Proceeding,
        EntityType::Organisation => {
            capital::organisation_sort(&name.to_lowercase()).unwrap_or(Sort::Company)
        }
    }
}

/// Tells whether a word of a name is written large, or in a script without small letters.
fn has_capital(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| {
        token
            .text
            .contains(|c: char| c.is_alphanumeric() && !c.is_lowercase())
    })
}

fn from_dictionary(text: &Text<'_>, at: usize) -> Step {
    let rest = &text.tokens[at..];
    let (mut length, index) = lexicon().name_forms.all(rest).find(|(length, _)| {
        has_capital(&rest[..*length]) && !capital::runs_on(text, at, *length)
    })?;
    let name = &lexicon().names[index];
    // "Acme Research", "Acme Inc": a longer name of the same house.
    let mut longer = false;
    while name.sort == Sort::Company
        && rest.get(length).is_some_and(|it| {
            it.is_capital()
                && lexicon().organisation_words.contains(it.lower.as_ref())
                && it.lower != "ai"
        })
    {
        longer |= !matches!(
            rest[length].lower.as_ref(),
            "inc" | "corp" | "llc" | "ltd" | "co"
        );
        length += 1;
    }
    let range = rest[0].start..rest[length - 1].end;
    let mention = Mention {
        name: if longer {
            text.source[range.clone()].to_owned()
        } else {
            name.name.clone()
        },
        range,
        sort: name.sort,
        given_type: None,
        entity: None,
    };
    Some((length, Some(mention)))
}
