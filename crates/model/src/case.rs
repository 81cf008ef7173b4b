//! Cases: a dispute under investigation, with its parties and leads.

use chrono::{DateTime, Utc};
use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use crate::date::When;
use crate::statement::Kind;
use crate::word::words;
use crate::{CaseId, EntityId, LeadId, PointId};

/// A dispute under investigation: a selection of documents, with parties, points and leads.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Case {
    /// Its name in the library.
    pub id: CaseId,
    /// What the reporter calls it.
    pub name: String,
    /// The name as a short text of letters, digits and hyphens; unique in the library.
    pub slug: String,
    /// One line on where the matter stands ("No suit known as of …").
    pub subtitle: Option<String>,
    /// The template it was started from.
    pub template: Option<String>,
    /// Whether everything in it is invented.
    pub fictional: bool,
    /// The User-Agent under which its pages are fetched, where it has one of its own.
    pub user_agent: Option<String>,
    /// When it was made.
    pub created: DateTime<Utc>,
}

/// Returns a name as letters, digits and hyphens, or `case` when nothing of it remains.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.nfkd().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') && !is_mark(character) {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "case".to_owned()
    } else {
        slug.chars().take(60).collect()
    }
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

words! {
    /// Where a party stands in a case as a whole; sides of a single point may differ.
    pub enum PartyRole as "role of a party" {
        /// Brought the matter up.
        Accuser = "accuser",
        /// Has to answer.
        Accused = "accused",
        /// Takes part.
        Party = "party",
    }
}

/// An entity that takes part in a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Party {
    /// The case.
    pub case: CaseId,
    /// The entity.
    pub entity: EntityId,
    /// Where it stands.
    pub role: PartyRole,
}

/// A dated entry in the reporter's own words, with an address that is not captured yet. Never a
/// statement, never counted, never an answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lead {
    /// Its name.
    pub id: LeadId,
    /// The case.
    pub case: CaseId,
    /// What it would be, once captured.
    pub kind: Kind,
    /// When it was said.
    pub date: When,
    /// The reporter's words.
    pub words: String,
    /// Who would have said it.
    pub by: Option<String>,
    /// About whom.
    pub about: Option<String>,
    /// Where it is to be found.
    pub address: Url,
    /// What is known of the other side's response ("not researched").
    pub response: Option<String>,
    /// The point it belongs to.
    pub point: Option<PointId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_short_and_plain() {
        for (name, expected) in [
            ("OpenAI v. DeepSeek", "openai-v-deepseek"),
            ("  Évian & Co.  ", "evian-co"),
            ("深度求索", "深度求索"),
            ("../..", "case"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }
}
