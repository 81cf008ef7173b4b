//! Entities: the persons, organisations, products, laws, proceedings and places of a dispute.

use unicode_normalization::UnicodeNormalization as _;

use crate::EntityId;
use crate::word::words;

words! {
    /// What an entity is.
    pub enum EntityType as "type of entity" {
        /// A human being.
        Person = "person",
        /// A company, agency, court, paper or other body.
        Organisation = "organisation",
        /// A country, city or region.
        Place = "place",
        /// A product or model.
        Product = "product",
        /// A law.
        Law = "law",
        /// A lawsuit or inquiry.
        Proceeding = "proceeding",
    }
}

/// Somebody or something that statements are made by or about.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Entity {
    /// Its name in the library.
    pub id: EntityId,
    /// The main name.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// Its item on Wikidata (`Q21708200`).
    pub wikidata: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// The reporter's tags.
    pub tags: Vec<String>,
}

impl Entity {
    /// Tells whether `name` is the main name or an alias, whatever its case, width and spacing.
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = normalised_name(name);
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .any(|own| normalised_name(own) == wanted)
    }
}

/// Returns a name in the form in which names are compared: NFKC, lower case, single spaces,
/// without a leading article or a trailing possessive.
pub fn normalised_name(name: &str) -> String {
    let folded: String = name
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .replace('\u{2019}', "'");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let joined = words.join(" ");
    joined.strip_suffix("'s").unwrap_or(&joined).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_article_and_possessive() {
        for (given, expected) in [
            ("The  Acme Corp", "acme corp"),
            ("Acme’s", "acme"),
            ("ＡＣＭＥ", "acme"),
            ("The", "the"),
        ] {
            assert_eq!(normalised_name(given), expected);
        }
    }
}
