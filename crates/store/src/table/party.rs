//! Parties: the entities that take part in a case.

use model::{CaseId, Entity, EntityId, Party};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::table::entity::entity;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "parties",
    sql: "
CREATE TABLE parties (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (case_id, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_entity ON parties (entity);
",
};

const OF_CASE: &str = "
SELECT p.case_id, p.role, e.id, e.entity_type, e.wikidata,
    (SELECT json_group_array(name ORDER BY position) FROM entity_names WHERE entity = e.id) AS names,
    (SELECT json_group_array(tag ORDER BY position) FROM entity_tags WHERE entity = e.id) AS tags
FROM parties p JOIN entities e ON e.id = p.entity
WHERE p.case_id = ?1 ORDER BY e.id";

/// Reads parties.
#[derive(Debug)]
pub struct Parties<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Parties<'_> {
    /// Returns the parties of a case, each with its entity.
    pub fn of(&self, case: CaseId) -> Result<Vec<(Party, Entity)>, StoreError> {
        self.tx.many("a party", OF_CASE, [Text(case)], |row| {
            let entity = entity(row)?;
            let party = Party {
                case: row.text("case_id")?,
                entity: entity.id,
                role: row.text("role")?,
            };
            Ok((party, entity))
        })
    }

    /// Returns the parts of an entity in all cases.
    pub fn of_entity(&self, entity: EntityId) -> Result<Vec<Party>, StoreError> {
        let sql = "SELECT * FROM parties WHERE entity = ?1 ORDER BY case_id";
        self.tx.many("a party", sql, [Text(entity)], |row| {
            Ok(Party {
                case: row.text("case_id")?,
                entity: row.text("entity")?,
                role: row.text("role")?,
            })
        })
    }
}

/// Writes parties.
#[derive(Debug)]
pub struct PartiesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl PartiesMut<'_> {
    /// Makes an entity a party of a case, or changes its role in it.
    pub fn put(&self, party: &Party) -> Result<(), StoreError> {
        let sql = "INSERT INTO parties (case_id, entity, role) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET role = excluded.role";
        let row = params![Text(party.case), Text(party.entity), Text(party.role)];
        self.tx.run("a party", sql, row)?;
        Ok(())
    }

    /// Takes an entity out of a case and tells whether it was a party of it.
    pub fn remove(&self, case: CaseId, entity: EntityId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM parties WHERE case_id = ?1 AND entity = ?2";
        let key = params![Text(case), Text(entity)];
        Ok(self.tx.run("a party", sql, key)? > 0)
    }
}

/// Gives the parts of one entity in cases to another one. Where both have one, the side that accuses
/// or answers outweighs a mere part.
pub(crate) fn hand_over(
    tx: &WriteTx<'_>,
    from: EntityId,
    into: EntityId,
) -> Result<(), StoreError> {
    let sql = "UPDATE parties SET role = other.role FROM parties AS other
        WHERE parties.entity = ?2 AND parties.role = 'party'
        AND other.entity = ?1 AND other.case_id = parties.case_id";
    tx.run("a party", sql, params![Text(from), Text(into)])?;
    let sql = "UPDATE OR IGNORE parties SET entity = ?2 WHERE entity = ?1";
    tx.run("a party", sql, params![Text(from), Text(into)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, entity, id, read, store, write};
    use model::PartyRole;

    #[test]
    fn the_stronger_part_outlives_a_merge() {
        let merged = |gone, kept| {
            let store = store();
            write(&store, |tx| {
                tx.cases_mut().insert(&case(1))?;
                for (number, name, role) in [(4, "Halden", gone), (5, "Halden Ltd", kept)] {
                    tx.entities_mut().insert(&entity(number, name))?;
                    tx.parties_mut().put(&Party {
                        case: id(1),
                        entity: id(number),
                        role,
                    })?;
                }
                tx.entities_mut().merge(id(4), id(5))
            });
            let parties = read(&store, |tx| tx.parties().of(id(1)));
            parties.iter().map(|(it, _)| it.role).collect::<Vec<_>>()
        };
        let (accused, party) = (PartyRole::Accused, PartyRole::Party);
        assert_eq!(merged(accused, party), [accused]);
        assert_eq!(merged(party, accused), [accused]);
        assert_eq!(merged(party, party), [party]);
    }

    #[test]
    fn a_party_has_one_role_the_last_one_given() {
        let store = store();
        let party = |role| Party {
            case: id(1),
            entity: id(4),
            role,
        };
        let halden = Entity {
            aliases: vec!["Halden Ltd".to_owned()],
            ..entity(4, "Halden")
        };
        write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            tx.entities_mut().insert(&halden)?;
            tx.parties_mut().put(&party(PartyRole::Party))?;
            tx.parties_mut().put(&party(PartyRole::Accused))
        });
        let of = |case| read(&store, |tx| tx.parties().of(id(case)));
        assert_eq!(of(1), [(party(PartyRole::Accused), halden)]);
        assert_eq!(of(2), []);
    }
}
