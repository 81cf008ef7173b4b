//! What became of statements in later versions than the one they stand on.

use model::{CaseId, Span, Standing, StatementId, VersionId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "standings of statements",
    sql: "
CREATE TABLE standings (
    statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    span_start INTEGER,
    span_end INTEGER
) STRICT;
CREATE INDEX standings_by_version ON standings (version);
CREATE TRIGGER standings_new_shown AFTER INSERT ON standings
    BEGIN UPDATE shown SET changes = changes + 1; END;
CREATE TRIGGER standings_gone_shown AFTER DELETE ON standings
    BEGIN UPDATE shown SET changes = changes + 1; END;
",
};

/// What became of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStanding {
    /// The statement.
    pub statement: StatementId,
    /// The first version since which it is so.
    pub version: VersionId,
    /// What became of it.
    pub state: Standing,
    /// Where its words, or those in their place, stand in that version.
    pub place: Option<Span>,
}

/// Reads what became of statements.
#[derive(Debug)]
pub struct Standings<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Standings<'_> {
    /// Returns what became of a statement; nothing while it stands on the latest version.
    pub fn of_statement(&self, id: StatementId) -> Result<Option<StoredStanding>, StoreError> {
        let sql = "SELECT * FROM standings WHERE statement = ?1";
        self.tx
            .one("what became of a statement", sql, [Text(id)], standing)
    }

    /// Returns what became of the statements of a case.
    pub fn of_case(&self, case: CaseId) -> Result<Vec<StoredStanding>, StoreError> {
        let sql = "SELECT t.* FROM case_documents d
            JOIN versions v ON v.document = d.document
            JOIN statements s ON s.version = v.id
            JOIN standings t ON t.statement = s.id
            WHERE d.case_id = ?1 ORDER BY t.statement";
        self.tx
            .many("what became of a statement", sql, [Text(case)], standing)
    }
}

/// Writes what became of statements.
#[derive(Debug)]
pub struct StandingsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl StandingsMut<'_> {
    /// Keeps what became of a statement, in the place of what was kept before.
    pub fn put(&self, standing: &StoredStanding) -> Result<(), StoreError> {
        let sql =
            "INSERT OR REPLACE INTO standings (statement, version, state, span_start, span_end)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![
            Text(standing.statement),
            Text(standing.version),
            Text(standing.state),
            standing.place.map(|it| it.start),
            standing.place.map(|it| it.end),
        ];
        self.tx.run("what became of a statement", sql, row)?;
        Ok(())
    }

    /// Forgets what became of a statement.
    pub fn forget(&self, id: StatementId) -> Result<(), StoreError> {
        let sql = "DELETE FROM standings WHERE statement = ?1";
        self.tx
            .run("what became of a statement", sql, [Text(id)])
            .map(drop)
    }
}

fn standing(row: &Row<'_>) -> rusqlite::Result<StoredStanding> {
    let start: Option<u32> = row.get("span_start")?;
    let end: Option<u32> = row.get("span_end")?;
    Ok(StoredStanding {
        statement: row.text("statement")?,
        version: row.text("version")?,
        state: row.text("state")?,
        place: start.zip(end).map(|(start, end)| Span::new(start, end)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{furnished, id, read, statement, version, write};
    use crate::{How, Store};

    fn changed() -> StoredStanding {
        StoredStanding {
            statement: id(1),
            version: id(2),
            state: Standing::Changed,
            place: Some(Span::new(3, 9)),
        }
    }

    fn with_two_versions() -> Store {
        let store = furnished();
        write(&store, |tx| {
            tx.case_documents_mut().add(id(1), id(1), How::default())?;
            tx.versions_mut().insert(&version(2, 1, 2))?;
            tx.statements_mut().insert(&statement(1, 1))?;
            tx.standings_mut().put(&changed())
        });
        store
    }

    #[test]
    fn what_became_of_a_statement_is_kept_once() {
        let store = with_two_versions();
        let gone = StoredStanding {
            state: Standing::Gone,
            place: None,
            ..changed()
        };
        assert_eq!(
            read(&store, |tx| tx.standings().of_case(id(1))),
            [changed()]
        );
        write(&store, |tx| tx.standings_mut().put(&gone));
        assert_eq!(read(&store, |tx| tx.standings().of_case(id(1))), [gone]);
        write(&store, |tx| tx.standings_mut().forget(id(1)));
        assert_eq!(read(&store, |tx| tx.standings().of_statement(id(1))), None);
    }

    #[test]
    fn it_goes_with_the_version_that_shows_it() {
        let store = with_two_versions();
        write(&store, |tx| tx.versions_mut().remove(id(2)));
        assert_eq!(read(&store, |tx| tx.standings().of_statement(id(1))), None);
    }
}
