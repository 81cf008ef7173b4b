//! The dictionary of entities: whom or what a name means, with its other names and its item on
//! Wikidata.
//!
//! It holds the names that the model for names was trained beside and those of `entities.toml`,
//! which it never saw.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::{EntityType, normalised_name};

use super::file::{EntityFile, NameFile};
use super::{Sort, data};
use crate::phrase::Phrases;

/// Letters in the longest abbreviation that is a word too when it is not written in capitals.
const SHORT: usize = 5;

/// An entity of the shipped dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its main name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// Its other names, in English and Chinese.
    pub aliases: Vec<String>,
    /// Its item on Wikidata, where it is beyond doubt.
    pub wikidata: Option<String>,
    pub(crate) sort: Sort,
}

/// A form under which an entity of the dictionary is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The entity, by index.
    pub(crate) listed: usize,
    /// Whether only capitals mean it: "ACME" is no "acme".
    pub(crate) capitals: bool,
}

/// All entities by all their names.
pub(crate) struct Dictionary {
    pub(crate) listed: Vec<Listed>,
    pub(crate) forms: Phrases<Form>,
    /// Nothing where a name means several of a type.
    by_name: BTreeMap<(EntityType, String), Option<usize>>,
}

/// Returns the shipped dictionary.
pub(crate) fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::shipped);
    &DICTIONARY
}

/// Returns the entity of the shipped dictionary that goes by a name, when only one of that type does.
pub fn listed(name: &str, entity_type: EntityType) -> Option<&'static Listed> {
    let key = (entity_type, normalised_name(name));
    let index = dictionary().by_name.get(&key).copied().flatten()?;
    let listed = &dictionary().listed[index];
    let mut forms = std::iter::once(&listed.name).chain(&listed.aliases);
    let meant = forms.any(|form| {
        normalised_name(form) == key.1 && (!is_abbreviation(form) || has_capitals(name))
    });
    meant.then_some(listed)
}

/// Tells whether a name consists of few letters, all of them capitals.
pub(crate) fn is_abbreviation(name: &str) -> bool {
    name.chars().count() <= SHORT && is_in_capitals(name)
}

/// Tells whether a name is written as an abbreviation is: "EU", not "Eu".
fn has_capitals(name: &str) -> bool {
    name.chars().filter(|c| c.is_uppercase()).count() >= 2 || is_in_capitals(name)
}

fn is_in_capitals(name: &str) -> bool {
    name.contains(char::is_alphabetic) && !name.contains(char::is_lowercase) && name.is_ascii()
}

impl Dictionary {
    fn shipped() -> Self {
        let english: NameFile = data(include_str!("../../../../assets/lexicons/names-en.toml"));
        let chinese: NameFile = data(include_str!("../../../../assets/lexicons/names-zh.toml"));
        let more: EntityFile = data(include_str!("../../../../assets/lexicons/entities.toml"));
        let items: BTreeMap<Sort, BTreeMap<String, String>> =
            data(include_str!("../../../../assets/lexicons/names-ids.toml"));
        let lines = super::sorts(&english)
            .into_iter()
            .chain(super::sorts(&chinese))
            .chain(more.0.iter().map(|(sort, lines)| (lines, *sort)));
        let mut places: BTreeMap<(Sort, String), usize> = BTreeMap::new();
        let mut listed: Vec<Listed> = Vec::new();
        for (line, sort) in lines.flat_map(|(lines, sort)| lines.iter().map(move |it| (it, sort))) {
            let mut forms = line.split('|').map(str::to_owned);
            let Some(name) = forms.next() else { continue };
            let place = *places.entry((sort, name.clone())).or_insert(listed.len());
            if place == listed.len() {
                listed.push(Listed {
                    wikidata: items.get(&sort).and_then(|it| it.get(&name)).cloned(),
                    entity_type: sort.entity_type(),
                    aliases: Vec::new(),
                    name,
                    sort,
                });
            }
            let aliases = &mut listed[place].aliases;
            for form in forms {
                if !aliases.contains(&form) {
                    aliases.push(form);
                }
            }
        }
        Self::of(listed)
    }

    fn of(listed: Vec<Listed>) -> Self {
        let mut forms = Vec::new();
        let mut by_name: BTreeMap<(EntityType, String), Option<usize>> = BTreeMap::new();
        for (index, it) in listed.iter().enumerate() {
            for name in std::iter::once(&it.name).chain(&it.aliases) {
                let capitals = is_abbreviation(name);
                let form = Form {
                    listed: index,
                    capitals,
                };
                forms.push((name.clone(), form));
                // "the Quill Herald": the article is no part of what is marked.
                let bare = name.strip_prefix("The ").filter(|it| it.contains(' '));
                forms.extend(bare.map(|bare| (bare.to_owned(), form)));
                by_name
                    .entry((it.entity_type, normalised_name(name)))
                    .and_modify(|known| *known = known.filter(|it| *it == index))
                    .or_insert(Some(index));
            }
        }
        Self {
            forms: Phrases::new(forms),
            listed,
            by_name,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_wikidata_item_belongs_to_one_name_of_the_dictionary() {
        let file = include_str!("../../../../assets/lexicons/names-ids.toml");
        let ids: BTreeMap<Sort, BTreeMap<String, String>> = toml::from_str(file).expect("read");
        let mut items = BTreeSet::new();
        for (sort, names) in &ids {
            for (name, item) in names {
                let is_listed = |it: &Listed| it.name == *name && it.sort == *sort;
                assert!(dictionary().listed.iter().any(is_listed), "{name}");
                let digits = item.strip_prefix('Q').expect("an item begins with Q");
                assert!(digits.parse::<u32>().is_ok(), "{item}");
                assert!(items.insert(item), "{item} stands twice");
            }
        }
    }

    #[test]
    fn an_entity_is_listed_under_all_its_names_in_both_languages() {
        let organisation = EntityType::Organisation;
        for (given, expected) in [
            ("Microsoft Corp", Some("Microsoft")),
            ("微软", Some("Microsoft")),
            ("the FTC", Some("Federal Trade Commission")),
            ("FTC", Some("Federal Trade Commission")),
            ("ftc", None),
            ("第九巡回上诉法院", Some("Ninth Circuit")),
            ("商汤", Some("SenseTime")),
            ("Acme", None),
        ] {
            let found = listed(given, organisation).map(|it| it.name.as_str());
            assert_eq!(found, expected, "{given}");
        }
        assert_eq!(listed("微软", EntityType::Person), None);
        let union = listed("欧盟", organisation).expect("the European Union");
        assert_eq!(union.wikidata.as_deref(), Some("Q458"));
    }

    #[test]
    fn no_name_of_a_type_is_left_without_a_meaning() {
        let unclear: Vec<_> = dictionary()
            .by_name
            .iter()
            .filter(|(_, it)| it.is_none())
            .map(|(key, _)| key)
            .collect();
        assert!(unclear.len() <= 12, "{unclear:?}");
    }
}
