//! Entities with their names and tags. They belong to the library, not to a case.
//!
//! A change of a name or tag changes how the statements and documents are found that bear one of
//! the names; these are renumbered (see `name`).

use std::collections::{BTreeMap, BTreeSet};

use model::{CaseId, Entity, EntityId, normalised_name};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::table::name::renumber;
use crate::table::{learned, party, point};
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "entities",
    sql: "
CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    entity_type TEXT NOT NULL,
    wikidata TEXT
) STRICT;
-- The name at position 0 is the main one. `normalised` is the form in which names are compared.
CREATE TABLE entity_names (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    normalised TEXT NOT NULL,
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_names_by_normalised ON entity_names (normalised);
CREATE TABLE entity_tags (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_tags_by_tag ON entity_tags (tag);
",
};

/// An entity with the lists of its names and tags as JSON, so that one query reads it whole.
const SELECT: &str = "
SELECT e.id, e.entity_type, e.wikidata,
    (SELECT json_group_array(name ORDER BY position) FROM entity_names WHERE entity = e.id) AS names,
    (SELECT json_group_array(tag ORDER BY position) FROM entity_tags WHERE entity = e.id) AS tags
FROM entities e";

const DOCUMENTS_NAMING: &str = "
SELECT n.entity, count(DISTINCT v.document) AS documents
FROM case_documents d JOIN versions v ON v.document = d.document
JOIN mentions m ON m.version = v.id
JOIN entity_names n ON n.normalised = m.normalised
WHERE d.case_id = ?1 GROUP BY n.entity";

/// Reads entities.
#[derive(Debug)]
pub struct Entities<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Entities<'_> {
    /// Returns the entity of this id.
    pub fn by_id(&self, id: EntityId) -> Result<Option<Entity>, StoreError> {
        let sql = format!("{SELECT} WHERE e.id = ?1");
        self.tx.one("an entity", &sql, [Text(id)], entity)
    }

    /// Returns every entity, in the order in which the library met them.
    pub fn all(&self) -> Result<Vec<Entity>, StoreError> {
        let sql = format!("{SELECT} ORDER BY e.id");
        self.tx.many("an entity", &sql, [], entity)
    }

    /// Returns every entity that has `name` as its main name or an alias, whatever its case, width
    /// and spacing.
    pub fn by_name(&self, name: &str) -> Result<Vec<Entity>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE e.id IN (SELECT entity FROM entity_names WHERE normalised = ?1)
            ORDER BY e.id"
        );
        self.tx
            .many("an entity", &sql, [normalised_name(name)], entity)
    }

    /// Returns how many documents of a case name each entity; one that is not named is left out.
    pub fn documents_naming(&self, case: CaseId) -> Result<BTreeMap<EntityId, u64>, StoreError> {
        let noun = "the mentions of an entity";
        let counts = self.tx.many(noun, DOCUMENTS_NAMING, [Text(case)], |row| {
            Ok((row.text("entity")?, row.count("documents")?))
        })?;
        Ok(counts.into_iter().collect())
    }

    /// Tells whether an entity is a party of a case or stands on a side of a point.
    pub fn is_used(&self, id: EntityId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM parties WHERE entity = ?1)
            OR EXISTS (SELECT 1 FROM point_sides WHERE entity = ?1) AS used";
        self.tx
            .sure("the use of an entity", sql, [Text(id)], |row| {
                row.get("used")
            })
    }
}

/// Writes entities.
#[derive(Debug)]
pub struct EntitiesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl EntitiesMut<'_> {
    /// Adds an entity.
    pub fn insert(&self, entity: &Entity) -> Result<(), StoreError> {
        let sql = "INSERT INTO entities (id, entity_type, wikidata) VALUES (?1, ?2, ?3)";
        let row = params![Text(entity.id), Text(entity.entity_type), entity.wikidata];
        self.tx.run("an entity", sql, row)?;
        self.insert_lists(entity)?;
        renumber(self.tx, &names_of(entity))
    }

    /// Puts an entity in the place of the one with its id: the full result.
    pub fn update(&self, entity: &Entity) -> Result<(), StoreError> {
        let before = self.existing(entity.id)?;
        let sql = "UPDATE entities SET entity_type = ?2, wikidata = ?3 WHERE id = ?1";
        let row = params![Text(entity.id), Text(entity.entity_type), entity.wikidata];
        self.tx.run("an entity", sql, row)?;
        for table in ["entity_names", "entity_tags"] {
            let sql = format!("DELETE FROM {table} WHERE entity = ?1");
            self.tx.run("an entity", &sql, [Text(entity.id)])?;
        }
        self.insert_lists(entity)?;
        renumber(self.tx, &(&names_of(&before) | &names_of(entity)))
    }

    /// Makes one entity of two and returns it: `into` also takes the names, tags, cases and points
    /// of `from`, which is gone.
    pub fn merge(&self, from: EntityId, into: EntityId) -> Result<Entity, StoreError> {
        if from == into {
            return Err(StoreError::MergeWithItself { entity: into });
        }
        let merged = joined(&self.existing(from)?, self.existing(into)?);
        party::hand_over(self.tx, from, into)?;
        point::hand_over(self.tx, from, into)?;
        learned::hand_over(self.tx, from, into)?;
        self.remove(from)?;
        self.update(&merged)?;
        Ok(merged)
    }

    /// Removes an entity, with its part in cases and points, and tells whether it was there.
    pub fn remove(&self, id: EntityId) -> Result<bool, StoreError> {
        let Some(before) = self.tx.entities().by_id(id)? else {
            return Ok(false);
        };
        let sql = "DELETE FROM entities WHERE id = ?1";
        self.tx.run("an entity", sql, [Text(id)])?;
        renumber(self.tx, &names_of(&before))?;
        Ok(true)
    }

    fn existing(&self, id: EntityId) -> Result<Entity, StoreError> {
        let found = self.tx.entities().by_id(id)?;
        found.ok_or_else(|| StoreError::missing("entity", &id))
    }

    fn insert_lists(&self, entity: &Entity) -> Result<(), StoreError> {
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        for (position, name) in (0..).zip(names) {
            let sql = "INSERT INTO entity_names (entity, position, name, normalised)
                VALUES (?1, ?2, ?3, ?4)";
            let row = params![
                Text(entity.id),
                integer(position),
                name,
                normalised_name(name)
            ];
            self.tx.run("a name of an entity", sql, row)?;
        }
        for (position, tag) in (0..).zip(&entity.tags) {
            let sql = "INSERT INTO entity_tags (entity, position, tag) VALUES (?1, ?2, ?3)";
            let row = params![Text(entity.id), integer(position), tag];
            self.tx.run("a tag of an entity", sql, row)?;
        }
        Ok(())
    }
}

/// Returns `into` with the names, tags and Wikidata item of `from` that it lacks.
fn joined(from: &Entity, mut into: Entity) -> Entity {
    for name in std::iter::once(&from.name).chain(&from.aliases) {
        if !into.is_called(name) {
            into.aliases.push(name.clone());
        }
    }
    for tag in &from.tags {
        if !into.tags.contains(tag) {
            into.tags.push(tag.clone());
        }
    }
    into.wikidata = into.wikidata.or_else(|| from.wikidata.clone());
    into
}

fn names_of(entity: &Entity) -> BTreeSet<String> {
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| normalised_name(name))
        .collect()
}

pub(crate) fn entity(row: &Row<'_>) -> rusqlite::Result<Entity> {
    let mut names: Vec<String> = row.json("names")?;
    let aliases = names.split_off(1.min(names.len()));
    Ok(Entity {
        id: row.text("id")?,
        name: names.pop().unwrap_or_default(),
        entity_type: row.text("entity_type")?,
        wikidata: row.get("wikidata")?,
        aliases,
        tags: row.json("tags")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, entity, id, read, store, write};
    use model::{Party, PartyRole, Point};

    fn halden() -> Entity {
        Entity {
            aliases: vec!["Halden Ltd".to_owned(), "哈尔登".to_owned()],
            tags: vec!["pumps".to_owned(), "defendant".to_owned()],
            wikidata: Some("Q1".to_owned()),
            ..entity(1, "Halden")
        }
    }

    #[test]
    fn names_and_tags_keep_their_order() {
        let store = store();
        write(&store, |tx| tx.entities_mut().insert(&halden()));
        let mut changed = halden();
        assert_eq!(
            read(&store, |tx| tx.entities().by_id(id(1))),
            Some(changed.clone())
        );
        changed.aliases.remove(0);
        changed.tags.swap(0, 1);
        "Halden Group".clone_into(&mut changed.name);
        write(&store, |tx| tx.entities_mut().update(&changed));
        assert_eq!(read(&store, |tx| tx.entities().all()), [changed]);
    }

    #[test]
    fn an_entity_is_found_by_any_name_whatever_its_spelling() {
        let store = store();
        write(&store, |tx| {
            tx.entities_mut().insert(&halden())?;
            tx.entities_mut().insert(&entity(2, "the HALDEN"))
        });
        let found = |name: &str| -> Vec<EntityId> {
            let found = read(&store, |tx| tx.entities().by_name(name));
            found.iter().map(|it| it.id).collect()
        };
        assert_eq!(found("halden"), [id(1), id(2)]);
        assert_eq!(found("HALDEN   ltd"), [id(1)]);
        assert_eq!(found("哈尔登"), [id(1)]);
        assert_eq!(found("Hald"), []);
    }

    #[test]
    fn a_merged_entity_hands_over_all_it_has() {
        let store = store();
        let other = Entity {
            aliases: vec!["HALDEN LTD".to_owned(), "Halden Pumps".to_owned()],
            tags: vec!["pumps".to_owned(), "private".to_owned()],
            ..entity(2, "Halden Limited")
        };
        let party = |case, entity, role| Party {
            case: id(case),
            entity: id(entity),
            role,
        };
        let point = Point {
            id: id(1),
            case: id(1),
            proposition: "Halden copied the pumps".to_owned(),
            accusers: vec![id(2)],
            accused: vec![id(1), id(2)],
        };
        let merged = write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            tx.cases_mut().insert(&case(2))?;
            tx.entities_mut().insert(&halden())?;
            tx.entities_mut().insert(&other)?;
            tx.parties_mut().put(&party(1, 1, PartyRole::Accused))?;
            tx.parties_mut().put(&party(1, 2, PartyRole::Party))?;
            tx.parties_mut().put(&party(2, 2, PartyRole::Accuser))?;
            tx.points_mut().insert(&point)?;
            tx.entities_mut().merge(id(2), id(1))
        });
        assert_eq!(
            merged.aliases,
            ["Halden Ltd", "哈尔登", "Halden Limited", "Halden Pumps"]
        );
        assert_eq!(merged.tags, ["pumps", "defendant", "private"]);
        read(&store, |tx| {
            assert_eq!(tx.entities().by_id(id(1))?.as_ref(), Some(&merged));
            assert_eq!(tx.entities().by_id(id(2))?, None);
            let role = |case| Ok::<_, StoreError>(tx.parties().of(id(case))?[0].0.role);
            assert_eq!(
                (role(1)?, role(2)?),
                (PartyRole::Accused, PartyRole::Accuser)
            );
            let point = tx.points().of(id(1))?.remove(0);
            assert_eq!((point.accusers, point.accused), (vec![id(1)], vec![id(1)]));
            Ok(())
        });
    }

    #[test]
    fn an_entity_is_in_use_as_a_party_or_on_a_side() {
        let store = store();
        let used = |number| read(&store, |tx| tx.entities().is_used(id(number)));
        write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            for number in 1..=3 {
                tx.entities_mut().insert(&entity(number, "Brightwater"))?;
            }
            tx.parties_mut().put(&Party {
                case: id(1),
                entity: id(1),
                role: PartyRole::Party,
            })?;
            tx.points_mut().insert(&Point {
                id: id(1),
                case: id(1),
                proposition: "Brightwater copied the pumps".to_owned(),
                accusers: Vec::new(),
                accused: vec![id(2)],
            })
        });
        assert_eq!([used(1), used(2), used(3)], [true, true, false]);
    }

    #[test]
    fn a_merge_that_makes_no_sense_is_refused() {
        let store = store();
        write(&store, |tx| tx.entities_mut().insert(&halden()));
        let merge = |from, into| store.write(|tx| tx.entities_mut().merge(id(from), id(into)));
        assert!(matches!(
            merge(1, 1),
            Err(StoreError::MergeWithItself { .. })
        ));
        assert!(matches!(merge(1, 2), Err(StoreError::Missing { .. })));
        assert_eq!(read(&store, |tx| tx.entities().all()), [halden()]);
    }

    #[test]
    fn a_removed_entity_is_gone_with_its_names() {
        let store = store();
        let removed = write(&store, |tx| {
            tx.entities_mut().insert(&halden())?;
            Ok([
                tx.entities_mut().remove(id(1))?,
                tx.entities_mut().remove(id(1))?,
            ])
        });
        assert_eq!(removed, [true, false]);
        assert_eq!(read(&store, |tx| tx.entities().by_name("Halden")), []);
        let late = store.write(|tx| tx.entities_mut().update(&halden()));
        assert!(matches!(late, Err(StoreError::Missing { .. })));
    }
}
