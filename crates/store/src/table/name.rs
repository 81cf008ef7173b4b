//! The names that statements and documents bear, so that a change of an entity finds them.
//!
//! Derived from the statements, in the form in which names are compared, which SQLite cannot
//! compute itself; kept by `statement`. Mentions carry theirs in their own table.

use std::collections::BTreeSet;

use model::{Statement, normalised_name};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::WriteTx;
use crate::value::Text;

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "names borne by statements",
    sql: "
CREATE TABLE statement_names (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (statement, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_names_by_name ON statement_names (name);
",
};

/// Statements that bear a name: as speaker, affiliation or what they are about, or because it is
/// mentioned inside their span.
const STATEMENTS_OF_NAME: &str = "
UPDATE statements SET rev = rev WHERE id IN (
    SELECT statement FROM statement_names WHERE name = ?1
    UNION
    SELECT s.id FROM mentions m JOIN statements s ON s.version = m.version
    WHERE m.normalised = ?1 AND s.span_start <= m.span_start
        AND m.span_start < json_extract(s.found, '$.span.end'))";

const DOCUMENTS_OF_NAME: &str = "
UPDATE documents SET rev = rev WHERE id IN (
    SELECT v.document FROM mentions m JOIN versions v ON v.id = m.version
    WHERE m.normalised = ?1)";

/// Gives everything that bears one of the normalised names a new number.
pub(crate) fn renumber(tx: &WriteTx<'_>, names: &BTreeSet<String>) -> Result<(), StoreError> {
    for name in names {
        tx.run("a statement", STATEMENTS_OF_NAME, [name])?;
        tx.run("a document", DOCUMENTS_OF_NAME, [name])?;
    }
    Ok(())
}

/// Keeps the names that a statement bears, in place of those it bore.
pub(crate) fn keep(tx: &WriteTx<'_>, statement: &Statement) -> Result<(), StoreError> {
    let sql = "DELETE FROM statement_names WHERE statement = ?1";
    tx.run("a name in a statement", sql, [Text(statement.id)])?;
    let found = &statement.found;
    let names: BTreeSet<String> = [&found.speaker, &found.speaker_affiliation, &found.about]
        .into_iter()
        .flatten()
        .map(|name| normalised_name(name))
        .collect();
    for name in names {
        let sql = "INSERT INTO statement_names (statement, name) VALUES (?1, ?2)";
        let row = params![Text(statement.id), name];
        tx.run("a name in a statement", sql, row)?;
    }
    Ok(())
}
