//! Entities: whom and what a case speaks of.

use engine::TagSelection;
use engine::model::{Entity, EntityId, EntityType, VersionId};
use engine::view::EntityLine;
use serde::Deserialize;

use super::{Here, ask, ask_case};
use crate::error::Answer;

/// Words of a text that name something, as the window sends them.
#[derive(Debug, Deserialize)]
pub(crate) struct SelectionSent {
    version: VersionId,
    start: u32,
    end: u32,
    entity: Option<EntityId>,
    name: String,
    entity_type: EntityType,
    tag: Option<String>,
}

/// Lists the entities with their part in a case.
#[tauri::command]
pub(crate) async fn entities(desk: Here<'_>, case: String) -> Answer<Vec<EntityLine>> {
    ask_case(desk, case, |library, case| Ok(library.entity_lines(case)?)).await
}

/// Makes an entity.
#[tauri::command]
pub(crate) async fn add_entity(
    desk: Here<'_>,
    name: String,
    entity_type: EntityType,
) -> Answer<Entity> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(library.add_entity(&name, entity_type, &by)?)
    })
    .await
}

/// Gives an entity another name.
#[tauri::command]
pub(crate) async fn add_alias(desk: Here<'_>, entity: String, alias: String) -> Answer<Entity> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(library.add_alias(&entity, &alias, &by)?)
    })
    .await
}

/// Gives an entity a tag.
#[tauri::command]
pub(crate) async fn tag_entity(desk: Here<'_>, entity: String, tag: String) -> Answer<Entity> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(library.tag_entity(&entity, &tag, &by)?)
    })
    .await
}

/// Makes two entities one.
#[tauri::command]
pub(crate) async fn merge_entities(desk: Here<'_>, from: String, into: String) -> Answer<Entity> {
    let by = desk.reporter();
    ask(desk, move |library| {
        Ok(library.merge_entities(&from, &into, &by)?)
    })
    .await
}

/// Says what words of a text name.
#[tauri::command]
pub(crate) async fn tag_selection(
    desk: Here<'_>,
    case: String,
    selection: SelectionSent,
) -> Answer<Entity> {
    let by = desk.reporter();
    ask_case(desk, case, move |library, case| {
        Ok(library.tag_selection(case, &selection.into(), &by)?)
    })
    .await
}

impl From<SelectionSent> for TagSelection {
    fn from(sent: SelectionSent) -> Self {
        Self {
            version: sent.version,
            start: sent.start,
            end: sent.end,
            entity: sent.entity,
            name: sent.name,
            entity_type: sent.entity_type,
            tag: sent.tag,
        }
    }
}
