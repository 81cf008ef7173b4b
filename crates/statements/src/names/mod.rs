//! Names: who and what a text mentions.
//!
//! Known entities of the case come first, then the shipped dictionary, then what the trained model
//! finds; rules over capitalised words are one of the things that the model looks at. `speaker`
//! resolves sources against the mentions found here.

mod capital;
mod dictionary;
mod legal;
mod memory;
mod mend;
pub(crate) mod model;

use std::ops::Range;

use ::model::EntityType;

use self::model::Model;
use self::model::label::Type;
use crate::lexicon::Sort;
use crate::text::Text;
use dictionary::{from_core, from_dictionary, from_known, known_forms};
use memory::Memory;
use mend::mended;

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

/// A step of the reader: how many tokens it takes, and the name if they are one.
pub(crate) type Step = Option<(usize, Option<Mention>)>;

/// Finds the names of a text in order; they do not overlap.
pub(crate) fn mentions(text: &Text<'_>, known: &[Known]) -> Vec<Mention> {
    mentions_by(text, known, Model::shipped())
}

/// Finds the names of a text with the model given.
pub(crate) fn mentions_by(text: &Text<'_>, known: &[Known], model: &Model) -> Vec<Mention> {
    let rules = by_rules(text);
    let found = mended(text, model.names(text, &rules));
    let forms = known_forms(known);
    let is_read =
        (text.sentences.iter()).map(|it| self::model::reads(&text.tokens[it.tokens.clone()]));
    let is_read: Vec<bool> = is_read.collect();
    let mut next = 0;
    gathered(text, |at, memory| {
        let rest = &text.tokens[at..];
        let certain = from_known(rest, &forms, known).or_else(|| legal::section(text, at));
        if certain.is_some() {
            return certain;
        }
        while found.get(next).is_some_and(|it| it.0.start < at) {
            next += 1;
        }
        let tagged = found.get(next).filter(|it| it.0.start == at);
        let longer = |step: &(usize, Option<Mention>)| tagged.is_none_or(|it| it.0.len() <= step.0);
        let listed = from_dictionary(text, at)
            .filter(longer)
            .filter(|(_, mention)| {
                mention
                    .as_ref()
                    .is_none_or(|it| !memory.is_another(text, it))
            });
        listed.or_else(|| match tagged {
            Some((range, kind)) => Some(from_model(text, range.clone(), *kind, memory)),
            None if is_left_out(text, &is_read, at) || capital::is_institution(text, at) => {
                capital::from_capitals(text, at, memory)
            }
            None => memory.again(text, at),
        })
    })
}

/// Tells whether a capitalised token stands in a sentence that the model does not read.
fn is_left_out(text: &Text<'_>, is_read: &[bool], at: usize) -> bool {
    let token = &text.tokens[at];
    token.is_capital() && !is_read[text.sentence_at(token.start)]
}

/// Finds names by the dictionary and by their capitals.
pub(crate) fn by_rules(text: &Text<'_>) -> Vec<Mention> {
    gathered(text, |at, memory| {
        from_core(text, at).or_else(|| capital::from_capitals(text, at, memory))
    })
}

/// Goes through a text and gathers the names that `step` reads.
fn gathered(text: &Text<'_>, mut step: impl FnMut(usize, &Memory) -> Step) -> Vec<Mention> {
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
        let Some((length, mention)) = step(at, &memory) else {
            at += 1;
            continue;
        };
        if let Some(mut mention) = mention {
            if mention.sort.is_person() && memory.judges(text, at, &mention.name) {
                mention.sort = Sort::Judge;
            }
            memory.learn(text, &mention, at, length);
            found.push(mention);
        }
        at += length.max(1);
    }
    found
}

/// Makes a mention of a name that the model found; names of types that are not listed are passed over
/// whole, so that no part of them is taken for a name of its own.
fn from_model(
    text: &Text<'_>,
    tokens: Range<usize>,
    kind: Type,
    memory: &Memory,
) -> (usize, Option<Mention>) {
    let range = text.tokens[tokens.start].start..text.tokens[tokens.end - 1].end;
    let words = &text.source[range.clone()];
    let Some((name, sort)) = capital::sorted(text, tokens.clone(), kind, memory) else {
        return (tokens.len(), None);
    };
    let mention = Mention {
        range,
        name: name.unwrap_or_else(|| words.strip_prefix("the ").unwrap_or(words).to_owned()),
        sort,
        given_type: None,
        entity: None,
    };
    (tokens.len(), Some(mention))
}
