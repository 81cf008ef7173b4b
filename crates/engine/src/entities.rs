//! Entities: who and what a dispute is about, under all their names.

use model::{
    Act, BeforeMerge, Entity, EntityChange, EntityId, EntityType, PartyRole, normalised_name,
};
use store::{ReadTx, WriteTx};

use crate::error::EngineError;
use crate::library::Library;

impl Library {
    /// Lists the entities of the library.
    pub fn entities(&self) -> Result<Vec<Entity>, EngineError> {
        self.store.read(|tx| Ok(tx.entities().all()?))
    }

    /// Makes an entity.
    pub fn add_entity(
        &self,
        name: &str,
        entity_type: EntityType,
        by: &str,
    ) -> Result<Entity, EngineError> {
        self.make_entity(name, entity_type, by, |_| {})
    }

    /// Makes an entity and completes it before it is kept.
    pub(crate) fn make_entity(
        &self,
        name: &str,
        entity_type: EntityType,
        by: &str,
        complete: impl FnOnce(&mut Entity),
    ) -> Result<Entity, EngineError> {
        self.change_entities(|tx| {
            if !tx.entities().by_name(name)?.is_empty() {
                return Err(EngineError::Exists {
                    noun: "entity",
                    given: name.to_owned(),
                });
            }
            let bare = Entity {
                id: EntityId::from(self.world.ids.fresh()),
                name: word(name, "name of an entity")?,
                entity_type,
                wikidata: None,
                aliases: Vec::new(),
                tags: Vec::new(),
            };
            let mut entity = bare.clone();
            propose(tx, &mut entity)?;
            complete(&mut entity);
            refuse_taken_names(tx, &bare, &entity)?;
            tx.entities_mut().insert(&entity)?;
            self.decide(tx, changed(&entity, None), by, None)?;
            Ok(entity)
        })
    }

    /// Gives an entity another name.
    pub fn add_alias(&self, given: &str, alias: &str, by: &str) -> Result<Entity, EngineError> {
        let alias = word(alias, "alias")?;
        self.change_entity(given, by, |entity| {
            if !entity.is_called(&alias) {
                entity.aliases.push(alias.clone());
            }
        })
    }

    /// Puts a tag on an entity.
    pub fn tag_entity(&self, given: &str, tag: &str, by: &str) -> Result<Entity, EngineError> {
        let tag = word(tag, "tag")?;
        self.change_entity(given, by, |entity| {
            if !entity.tags.contains(&tag) {
                entity.tags.push(tag.clone());
            }
        })
    }

    /// Makes two entities one: names, tags and parties of the first go to the second.
    pub fn merge_entities(&self, from: &str, into: &str, by: &str) -> Result<Entity, EngineError> {
        self.change_entities(|tx| {
            let from = entity_called(tx, from)?;
            let into = entity_called(tx, into)?;
            if from.id == into.id {
                return Err(EngineError::Itself { given: into.name });
            }
            refuse_opposite_sides(tx, &from, &into)?;
            let before = before_merge(tx, from, into)?;
            let (from, into) = (before.from.id, before.into.id);
            let merged = tx.entities_mut().merge(from, into)?;
            let before = Some(Box::new(BeforeMerge {
                merged: merged.clone(),
                ..before
            }));
            self.decide(tx, Act::Merge { from, into, before }, by, None)?;
            Ok(merged)
        })
    }

    /// Changes the entity of that name or id.
    pub(crate) fn change_entity(
        &self,
        given: &str,
        by: &str,
        change: impl FnOnce(&mut Entity),
    ) -> Result<Entity, EngineError> {
        self.change_entities(|tx| {
            let before = entity_called(tx, given)?;
            let mut entity = before.clone();
            change(&mut entity);
            if entity == before {
                return Ok(entity);
            }
            refuse_taken_names(tx, &before, &entity)?;
            tx.entities_mut().update(&entity)?;
            self.decide(tx, changed(&entity, Some(before)), by, None)?;
            Ok(entity)
        })
    }

    fn change_entities(
        &self,
        change: impl FnOnce(&WriteTx<'_>) -> Result<Entity, EngineError>,
    ) -> Result<Entity, EngineError> {
        let entity = self.store.write(change)?;
        self.follow_index();
        Ok(entity)
    }
}

fn changed(entity: &Entity, replaced: Option<Entity>) -> Act {
    Act::Entity(Box::new(EntityChange {
        entity: entity.clone(),
        replaced,
    }))
}

/// Gives a new entity what the shipped dictionary says of its name: other names that nobody else has,
/// and the item on Wikidata. The person who makes it sees both and may change them.
fn propose(tx: &WriteTx<'_>, entity: &mut Entity) -> Result<(), EngineError> {
    let Some(listed) = statements::listed(&entity.name, entity.entity_type) else {
        return Ok(());
    };
    entity.wikidata.clone_from(&listed.wikidata);
    for name in std::iter::once(&listed.name).chain(&listed.aliases) {
        if !entity.is_called(name) && tx.entities().by_name(name)?.is_empty() {
            entity.aliases.push(name.clone());
        }
    }
    Ok(())
}

/// Refuses a new alias that is the main name of another entity: these two would have to be merged.
fn refuse_taken_names(
    tx: &WriteTx<'_>,
    before: &Entity,
    after: &Entity,
) -> Result<(), EngineError> {
    for alias in after.aliases.iter().filter(|it| !before.is_called(it)) {
        let named = tx.entities().by_name(alias)?;
        let is_main =
            |it: &&Entity| it.id != after.id && normalised_name(&it.name) == normalised_name(alias);
        if let Some(other) = named.iter().find(is_main) {
            return Err(EngineError::Exists {
                noun: "entity",
                given: other.name.clone(),
            });
        }
    }
    Ok(())
}

/// Notes what there is of two entities before they become one.
fn before_merge(tx: &WriteTx<'_>, from: Entity, into: Entity) -> Result<BeforeMerge, EngineError> {
    let mut parties = tx.parties().of_entity(from.id)?;
    parties.extend(tx.parties().of_entity(into.id)?);
    let mut points = tx.points().of_entity(from.id)?;
    points.extend(tx.points().of_entity(into.id)?);
    points.sort_by_key(|it| it.id);
    points.dedup();
    Ok(BeforeMerge {
        learned: tx.learned_names().of_entity(from.id)?,
        merged: into.clone(),
        from,
        into,
        parties,
        points,
    })
}

/// Refuses to make one of two entities that stand on opposite sides of a case.
fn refuse_opposite_sides(tx: &WriteTx<'_>, a: &Entity, b: &Entity) -> Result<(), EngineError> {
    for case in tx.cases().all()? {
        let parties = tx.parties().of(case.id)?;
        let role = |entity: &Entity| {
            let party = parties.iter().find(|(party, _)| party.entity == entity.id);
            party.map(|(party, _)| party.role)
        };
        let sides = [role(a), role(b)];
        if sides.contains(&Some(PartyRole::Accuser)) && sides.contains(&Some(PartyRole::Accused)) {
            return Err(EngineError::BadValue {
                noun: "pair of entities that can be one",
                given: format!("{}, {}", a.name, b.name),
                expected: format!(
                    "entities that are not on opposite sides of the case {}",
                    case.slug
                ),
            });
        }
    }
    Ok(())
}

/// Returns a name without white space round it, unless nothing is left or it holds characters that
/// no name has.
pub(crate) fn word(given: &str, noun: &'static str) -> Result<String, EngineError> {
    let word = given.trim();
    let expected = if !word.contains(char::is_alphanumeric) {
        "at least one letter or digit"
    } else if word.contains(char::is_control) {
        "words on one line, without control characters"
    } else {
        return Ok(word.to_owned());
    };
    Err(EngineError::BadValue {
        noun,
        given: given.to_owned(),
        expected: expected.to_owned(),
    })
}

/// Finds an entity by its id, its name or an alias.
pub(crate) fn entity_called(tx: &ReadTx<'_>, given: &str) -> Result<Entity, EngineError> {
    if let Ok(id) = given.parse::<EntityId>()
        && let Some(entity) = tx.entities().by_id(id)?
    {
        return Ok(entity);
    }
    let mut named = tx.entities().by_name(given)?;
    match named.pop() {
        Some(only) if named.is_empty() => Ok(only),
        None => Err(EngineError::NotFound {
            noun: "entity",
            given: given.to_owned(),
        }),
        Some(last) => Err(EngineError::Ambiguous {
            noun: "entity",
            given: given.to_owned(),
            fits: named
                .iter()
                .chain([&last])
                .map(|it| format!("{} ({})", it.name, it.id))
                .collect(),
        }),
    }
}
