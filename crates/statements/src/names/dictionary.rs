//! Names that are known before a text is read: the entities of the case, and the dictionary.

use model::EntityType;

use super::{Known, Mention, Step, capital};
use crate::lexicon::{Sort, lexicon};
use crate::phrase::Phrases;
use crate::text::{Text, Token};

/// Reads the longest form of a known entity that begins at the first of `rest`.
pub(super) fn from_known(rest: &[Token<'_>], forms: &Phrases<usize>, known: &[Known]) -> Step {
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

/// Reads a name of the shipped dictionary at `at`.
pub(super) fn from_dictionary(text: &Text<'_>, at: usize) -> Step {
    let rest = &text.tokens[at..];
    let (mut length, index) = lexicon().name_forms.all(rest).find(|(length, _)| {
        is_written_large(&rest[..*length]) && !capital::runs_on(text, at, *length)
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_wikidata_item_belongs_to_one_name_of_the_dictionary() {
        let file = include_str!("../../../../assets/lexicons/names-ids.toml");
        let ids: BTreeMap<Sort, BTreeMap<String, String>> = toml::from_str(file).expect("read");
        let mut items = BTreeSet::new();
        for (sort, names) in &ids {
            for (name, item) in names {
                let listed = |it: &crate::lexicon::Name| it.name == *name && it.sort == *sort;
                assert!(lexicon().names.iter().any(listed), "{name}");
                let digits = item.strip_prefix('Q').expect("an item begins with Q");
                assert!(digits.parse::<u32>().is_ok(), "{item}");
                assert!(items.insert(item), "{item} stands twice");
            }
        }
    }
}
