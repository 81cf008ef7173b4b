//! Names that are known before a text is read: the entities of the case, and the dictionary.

use model::EntityType;

use super::{Known, Mention, Step, capital};
use crate::lexicon::entity::{dictionary, is_abbreviation};
use crate::lexicon::{Sort, lexicon};
use crate::phrase::Phrases;
use crate::text::{Text, Token};

/// A form of a known entity: which one, and whether only capitals mean it.
pub(super) type KnownForm = (usize, bool);

/// Gathers the forms of known entities.
pub(super) fn known_forms(known: &[Known]) -> Phrases<KnownForm> {
    Phrases::new(
        known
            .iter()
            .enumerate()
            .flat_map(|(index, (name, _, aliases))| {
                std::iter::once(name)
                    .chain(aliases)
                    .map(move |form| (form.clone(), (index, is_abbreviation(form))))
            }),
    )
}

/// Reads the longest form of a known entity that begins at the first of `rest`.
pub(super) fn from_known(rest: &[Token<'_>], forms: &Phrases<KnownForm>, known: &[Known]) -> Step {
    let (length, (index, _)) = forms.all(rest).find(|(length, (_, capitals))| {
        has_capital(&rest[..*length]) && (!capitals || is_in_capitals(&rest[..*length]))
    })?;
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

/// Tells whether an abbreviation is written as one: "EU", not "Eu".
fn is_in_capitals(tokens: &[Token<'_>]) -> bool {
    let letters = || tokens.iter().flat_map(|token| token.text.chars());
    letters().filter(|c| c.is_uppercase()).count() >= 2 || !letters().any(char::is_lowercase)
}

/// Tells whether words are written as a name of the dictionary is: the last of several large, and a
/// word that is also a common one ("who") in capitals throughout.
fn is_written_large(tokens: &[Token<'_>]) -> bool {
    let last_small = tokens.len() > 1
        && tokens
            .last()
            .is_some_and(|it| it.text.starts_with(char::is_lowercase));
    let common = tokens.len() == 1
        && !tokens[0].is_acronym()
        && lexicon().function.contains(tokens[0].lower.as_ref());
    has_capital(tokens) && !last_small && !common
}

/// A name of the dictionary: its length in tokens, the main name, what it stands for.
type Entry = (usize, &'static str, Sort);

/// Reads a name that the model for names was trained beside.
pub(super) fn from_core(text: &Text<'_>, at: usize) -> Step {
    let rest = &text.tokens[at..];
    let (length, index) = lexicon()
        .name_forms
        .all(rest)
        .find(|(length, _)| is_a_name(text, at, *length))?;
    let name = &lexicon().names[index];
    Some(mention(text, at, (length, &name.name, name.sort)))
}

/// Reads a name of the whole dictionary at `at`.
pub(super) fn from_dictionary(text: &Text<'_>, at: usize) -> Step {
    let rest = &text.tokens[at..];
    let (length, form) = dictionary().forms.all(rest).find(|(length, form)| {
        is_a_name(text, at, *length)
            && (rest[0].text != "the" || *length == 2)
            && (!form.capitals || is_in_capitals(&rest[..*length]))
    })?;
    let listed = &dictionary().listed[form.listed];
    Some(mention(text, at, (length, &listed.name, listed.sort)))
}

fn is_a_name(text: &Text<'_>, at: usize, length: usize) -> bool {
    is_written_large(&text.tokens[at..at + length]) && !capital::runs_on(text, at, length)
}

/// Makes the mention of an entry, with what belongs to a longer name of the same house: "Acme
/// Research", "Acme Inc".
fn mention(text: &Text<'_>, at: usize, entry: Entry) -> (usize, Option<Mention>) {
    let rest = &text.tokens[at..];
    let (mut length, name, sort) = entry;
    let mut longer = false;
    while sort == Sort::Company
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
    let name = if longer {
        text.source[range.clone()].to_owned()
    } else {
        name.to_owned()
    };
    let mention = Mention {
        range,
        name,
        sort,
        given_type: None,
        entity: None,
    };
    (length, Some(mention))
}
