//! How far a new reading of the library has come, and what was never read.

use model::{Capture, CaptureId, CaseId, DocumentId};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "rereading",
    sql: "
-- `scope` is a case, or empty for the whole library; `tool` is the program that reads.
CREATE TABLE rereads (
    scope TEXT PRIMARY KEY,
    tool TEXT NOT NULL,
    up_to TEXT NOT NULL
) STRICT;
",
};

/// Captures that came to no document and show no wall.
const UNREAD: &str = "
SELECT c.id FROM captures c
WHERE NOT EXISTS (SELECT 1 FROM document_captures d WHERE d.capture = c.id)
AND NOT EXISTS (SELECT 1 FROM walls w WHERE w.capture = c.id)
AND NOT EXISTS (SELECT 1 FROM watches w WHERE w.target = c.asked AND w.kind <> 'page')
ORDER BY c.rowid";

/// The case of the job that made a capture, or of one that asked for its address, or that knows the
/// document at its address, or the only case.
const CASE_OF: &str = "
SELECT case_id FROM (
    SELECT 1 AS rank, case_id FROM jobs WHERE capture = ?1
    UNION ALL SELECT 2, j.case_id FROM jobs j JOIN captures c ON c.asked = j.url WHERE c.id = ?1
    UNION ALL SELECT 3, k.case_id FROM captures c
        JOIN documents d ON d.address IN (c.asked, c.final_url)
        JOIN case_documents k ON k.document = d.id WHERE c.id = ?1
    UNION ALL SELECT 4, id FROM cases WHERE (SELECT count(*) FROM cases) = 1
) ORDER BY rank, case_id LIMIT 1";

/// Reads how far a new reading has come.
#[derive(Debug)]
pub struct Rereads<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Rereads<'_> {
    /// Returns the last document that a run of this program read which was broken off.
    pub fn up_to(&self, scope: &str, tool: &str) -> Result<Option<DocumentId>, StoreError> {
        let sql = "SELECT up_to FROM rereads WHERE scope = ?1 AND tool = ?2";
        self.tx
            .one("a new reading", sql, [scope, tool], |row| row.text("up_to"))
    }

    /// Returns the captures that were never read.
    pub fn unread(&self) -> Result<Vec<Capture>, StoreError> {
        let ids = self
            .tx
            .many("a capture", UNREAD, [], |row| row.text("id"))?;
        let captures = ids.into_iter().map(|id| self.tx.captures().by_id(id));
        let captures = captures.collect::<Result<Vec<_>, _>>()?;
        Ok(captures.into_iter().flatten().collect())
    }

    /// Returns the case that a capture was made for, as far as that can be told.
    pub fn case_of(&self, capture: CaptureId) -> Result<Option<CaseId>, StoreError> {
        self.tx.one("a case", CASE_OF, [Text(capture)], |row| {
            row.text("case_id")
        })
    }
}

/// Notes how far a new reading has come.
#[derive(Debug)]
pub struct RereadsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl RereadsMut<'_> {
    /// Notes that every document up to this one was read.
    pub fn note(&self, scope: &str, tool: &str, up_to: DocumentId) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO rereads (scope, tool, up_to) VALUES (?1, ?2, ?3)";
        let row = params![scope, tool, Text(up_to)];
        self.tx.run("a new reading", sql, row).map(drop)
    }

    /// Notes that a run came to its end.
    pub fn end(&self, scope: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM rereads WHERE scope = ?1";
        self.tx.run("a new reading", sql, [scope]).map(drop)
    }
}
