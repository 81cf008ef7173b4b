//! What a reading found beside statements: the names and dates in the text of a version.

use model::{FoundDate, FoundMention, Span, VersionId, normalised_name};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "mentions and dates",
    sql: "
-- `normalised` is the form in which names are compared.
CREATE TABLE mentions (
    version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    entity_type TEXT NOT NULL,
    entity TEXT,
    normalised TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_by_version ON mentions (version, span_start);
CREATE INDEX mentions_by_normalised ON mentions (normalised);
CREATE TABLE found_dates (
    version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    value TEXT
) STRICT;
CREATE INDEX found_dates_by_version ON found_dates (version, span_start);
",
};

/// Reads mentions and dates.
#[derive(Debug)]
pub struct Readings<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Readings<'_> {
    /// Returns the names found in a version, in the order of its text.
    pub fn mentions_of(&self, version: VersionId) -> Result<Vec<FoundMention>, StoreError> {
        let sql = "SELECT * FROM mentions WHERE version = ?1 ORDER BY span_start, rowid";
        self.tx.many("a mention", sql, [Text(version)], |row| {
            Ok(FoundMention {
                span: span(row)?,
                text: row.get("text")?,
                entity_type: row.text("entity_type")?,
                entity: row.get("entity")?,
            })
        })
    }
}

/// Writes mentions and dates.
#[derive(Debug)]
pub struct ReadingsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl ReadingsMut<'_> {
    /// Puts what a new reading found in a version in the place of what the last one did.
    pub fn replace(
        &self,
        version: VersionId,
        mentions: &[FoundMention],
        dates: &[FoundDate],
    ) -> Result<(), StoreError> {
        for table in ["mentions", "found_dates"] {
            let sql = format!("DELETE FROM {table} WHERE version = ?1");
            self.tx.run("a reading", &sql, [Text(version)])?;
        }
        for mention in mentions {
            self.insert_mention(version, mention)?;
        }
        for date in dates {
            self.insert_date(version, date)?;
        }
        // A document is found by the names in it.
        let sql = "UPDATE documents SET rev = rev
            WHERE id = (SELECT document FROM versions WHERE id = ?1)";
        self.tx.run_on("version", &version, sql, [Text(version)])
    }

    fn insert_mention(&self, version: VersionId, found: &FoundMention) -> Result<(), StoreError> {
        let sql = "INSERT INTO mentions
            (version, span_start, span_end, text, entity_type, entity, normalised)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = params![
            Text(version),
            found.span.start,
            found.span.end,
            found.text,
            Text(found.entity_type),
            found.entity,
            normalised_name(&found.text),
        ];
        self.tx.run("a mention", sql, row)?;
        Ok(())
    }

    fn insert_date(&self, version: VersionId, found: &FoundDate) -> Result<(), StoreError> {
        let sql = "INSERT INTO found_dates (version, span_start, span_end, value)
            VALUES (?1, ?2, ?3, ?4)";
        let row = params![
            Text(version),
            found.span.start,
            found.span.end,
            found.value.value()
        ];
        self.tx.run("a date in a text", sql, row)?;
        Ok(())
    }
}

fn span(row: &Row<'_>) -> rusqlite::Result<Span> {
    Ok(Span::new(row.get("span_start")?, row.get("span_end")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{furnished, id, read, write};
    use model::{EntityType, When};

    #[test]
    fn a_new_reading_takes_the_place_of_the_last_one() {
        let store = furnished();
        let mention = |start, text: &str, entity: Option<&str>| FoundMention {
            span: Span::new(start, start + 6),
            text: text.to_owned(),
            entity_type: EntityType::Organisation,
            entity: entity.map(str::to_owned),
        };
        let date = |start, value: &str| FoundDate {
            span: Span::new(start, start + 4),
            value: value.parse().unwrap_or(When::Unknown),
        };
        let later = mention(30, "Halden", Some("Halden Ltd"));
        let first = mention(0, "Orla’s", None);
        let dates = [date(60, ""), date(10, "2025-02~")];
        write(&store, |tx| {
            tx.readings_mut()
                .replace(id(1), &[mention(5, "Gone", None)], &[date(0, "2024")])?;
            tx.readings_mut()
                .replace(id(1), &[later.clone(), first.clone()], &dates)
        });
        read(&store, |tx| {
            assert_eq!(tx.readings().mentions_of(id(1))?, [first, later]);
            let [unknown, known] = dates;
            let sql = "SELECT * FROM found_dates WHERE version = ?1 ORDER BY span_start";
            let found = tx.many("a date in a text", sql, [Text(id::<VersionId>(1))], |row| {
                let value = row.when("value")?;
                Ok(FoundDate {
                    span: span(row)?,
                    value,
                })
            })?;
            assert_eq!(found, [known, unknown]);
            assert_eq!(tx.readings().mentions_of(id(2))?, []);
            Ok(())
        });
        let unknown = store.write(|tx| tx.readings_mut().replace(id(9), &[], &[]));
        assert!(matches!(unknown, Err(StoreError::Missing { .. })));
    }
}
