//! Learned names: words by which the texts of one case mean an entity. A description such as "the
//! start-up" is no name of the entity, and means another one in another case.

use model::{CaseId, EntityId, LearnedName, normalised_name};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "names learned from corrections",
    sql: "
CREATE TABLE learned_names (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    normalised TEXT NOT NULL,
    words TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    PRIMARY KEY (case_id, normalised)
) STRICT, WITHOUT ROWID;
CREATE INDEX learned_names_by_entity ON learned_names (entity);
",
};

/// Reads learned names.
#[derive(Debug)]
pub struct LearnedNames<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl LearnedNames<'_> {
    /// Returns the names that were learned in a case.
    pub fn of(&self, case: CaseId) -> Result<Vec<LearnedName>, StoreError> {
        self.many("case_id = ?1", Text(case))
    }

    /// Returns the names that were learned for an entity.
    pub fn of_entity(&self, entity: EntityId) -> Result<Vec<LearnedName>, StoreError> {
        self.many("entity = ?1", Text(entity))
    }

    fn many<T: std::fmt::Display>(
        &self,
        of: &str,
        key: Text<T>,
    ) -> Result<Vec<LearnedName>, StoreError> {
        let sql = format!("SELECT * FROM learned_names WHERE {of} ORDER BY case_id, normalised");
        self.tx.many("a learned name", &sql, [key], |row| {
            Ok(LearnedName {
                case: row.text("case_id")?,
                entity: row.text("entity")?,
                words: row.get("words")?,
            })
        })
    }
}

/// Writes learned names.
#[derive(Debug)]
pub struct LearnedNamesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl LearnedNamesMut<'_> {
    /// Keeps what words mean in a case, in place of what they meant there.
    pub fn put(&self, name: &LearnedName) -> Result<(), StoreError> {
        let sql = "INSERT INTO learned_names (case_id, normalised, words, entity)
            VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET words = excluded.words, entity = excluded.entity";
        let row = params![
            Text(name.case),
            normalised_name(&name.words),
            name.words,
            Text(name.entity)
        ];
        self.tx.run("a learned name", sql, row)?;
        Ok(())
    }

    /// Forgets what words mean in a case and tells whether they meant anything.
    pub fn forget(&self, case: CaseId, words: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM learned_names WHERE case_id = ?1 AND normalised = ?2";
        let key = params![Text(case), normalised_name(words)];
        Ok(self.tx.run("a learned name", sql, key)? > 0)
    }
}

/// Gives the learned names of one entity to another one.
pub(crate) fn hand_over(
    tx: &WriteTx<'_>,
    from: EntityId,
    into: EntityId,
) -> Result<(), StoreError> {
    let sql = "UPDATE learned_names SET entity = ?2 WHERE entity = ?1";
    tx.run("a learned name", sql, params![Text(from), Text(into)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, entity, id, read, store, write};

    fn name(case: u128, entity: u128, words: &str) -> LearnedName {
        LearnedName {
            case: id(case),
            entity: id(entity),
            words: words.to_owned(),
        }
    }

    #[test]
    fn words_mean_one_entity_in_a_case_and_may_mean_another_elsewhere() {
        let store = store();
        write(&store, |tx| {
            for number in 1..=2 {
                tx.cases_mut().insert(&case(number))?;
                tx.entities_mut().insert(&entity(number, "Tern"))?;
            }
            tx.learned_names_mut().put(&name(1, 1, "the start-up"))?;
            tx.learned_names_mut().put(&name(2, 1, "the start-up"))?;
            tx.learned_names_mut().put(&name(1, 2, "The Start-up"))
        });
        let of = |case| read(&store, |tx| tx.learned_names().of(id(case)));
        assert_eq!(of(1), [name(1, 2, "The Start-up")]);
        assert_eq!(of(2), [name(2, 1, "the start-up")]);
        let forgotten = write(&store, |tx| {
            tx.learned_names_mut().forget(id(1), "the start-up")
        });
        assert!(forgotten);
        assert_eq!(of(1), []);
        write(&store, |tx| tx.entities_mut().merge(id(1), id(2)));
        assert_eq!(of(2), [name(2, 2, "the start-up")]);
    }
}
