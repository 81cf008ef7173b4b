//! Tagging: a person selects words of a text and says whom or what they name.

use model::{Case, Entity, EntityId, EntityType, Span, TextIndex, VersionId};
use store::ReadTx;

use crate::archived::known_version;
use crate::entities::word;
use crate::error::EngineError;
use crate::library::Library;

/// The longest selection that can be a name, in code points.
const LONGEST: u32 = 200;

/// Words of a text, and whom or what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagSelection {
    /// The version in whose text they stand.
    pub version: VersionId,
    /// The first code point of the words.
    pub start: u32,
    /// One past their last code point.
    pub end: u32,
    /// The entity that they name; a new one is made when there is none.
    pub entity: Option<EntityId>,
    /// The main name of a new entity.
    pub name: String,
    /// What a new entity is.
    pub entity_type: EntityType,
    /// A tag to put on the entity.
    pub tag: Option<String>,
}

impl Library {
    /// Makes the selected words a name of an entity, of a known one or of a new one.
    pub fn tag_selection(
        &self,
        case: &Case,
        selection: &TagSelection,
        by: &str,
    ) -> Result<Entity, EngineError> {
        let words = self.store.read(|tx| selected(tx, case, selection))?;
        let tag = selection.tag.as_deref().map(str::trim);
        let tag = tag.filter(|it| !it.is_empty());
        let tag = tag.map(|it| word(it, "tag")).transpose()?;
        let name_it = |entity: &mut Entity| {
            if !entity.is_called(&words) {
                entity.aliases.push(words.clone());
            }
            if let Some(tag) = tag.filter(|it| !entity.tags.contains(it)) {
                entity.tags.push(tag);
            }
        };
        match selection.entity {
            Some(id) => self.change_entity(&id.to_string(), by, name_it),
            None => self.make_entity(&selection.name, selection.entity_type, by, name_it),
        }
    }
}

/// Returns the selected words, when they can be a name and stand in a document of the case.
fn selected(tx: &ReadTx<'_>, case: &Case, selection: &TagSelection) -> Result<String, EngineError> {
    let version = known_version(tx, selection.version)?;
    if tx
        .case_documents()
        .how(case.id, version.document)?
        .is_none()
    {
        return Err(EngineError::NotFound {
            noun: "document in this case",
            given: version.document.to_string(),
        });
    }
    words_at(&version.article.text, selection.start, selection.end)
}

fn words_at(text: &str, start: u32, end: u32) -> Result<String, EngineError> {
    let text = TextIndex::new(text);
    let refused = |given: String| EngineError::BadValue {
        noun: "name in this text",
        given,
        expected: format!("a selection of 1 to {LONGEST} characters within one line of the text"),
    };
    if start >= end || end > text.len() || end - start > LONGEST {
        return Err(refused(format!("{start}..{end}")));
    }
    let words = text.slice(Span::new(start, end)).trim();
    if words.contains(char::is_control) || !words.contains(char::is_alphanumeric) {
        return Err(refused(words.escape_debug().to_string()));
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_selected_in_code_points_within_one_line() {
        let text = "“Nein”, sagte Mira Väne von Örbit.\nUnd ging.";
        let check = |(start, end), expected: Option<&str>| {
            let words = words_at(text, start, end).ok();
            assert_eq!(words.as_deref(), expected, "{start}..{end}");
        };
        check((14, 23), Some("Mira Väne"));
        check((13, 24), Some("Mira Väne"));
        check((28, 33), Some("Örbit"));
        check((14, 14), None);
        check((23, 14), None);
        check((28, 40), None);
        check((13, 14), None);
        check((28, 400), None);
        let long = "a".repeat(300);
        assert!(words_at(&long, 0, 200).is_ok());
        assert!(words_at(&long, 0, 201).is_err());
    }
}
