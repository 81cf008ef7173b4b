//! Purging: what a person orders to be removed goes from every table at once, and what has to be
//! done outside the store is written down until it is done.
//!
//! The logs only grow. While a row stands in `purging`, which is within one transaction only, an
//! entry of the capture log may lose its record and nonce, and decisions may go.

use chrono::{DateTime, Utc};
use model::{Capture, CaptureId, DocumentId, Sha256, VersionId};
use rusqlite::params;
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "purging",
    sql: "
CREATE TABLE purging (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;
-- Places of the archive whose bytes are still to be overwritten.
CREATE TABLE erasures (
    file TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    length INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (file, first_byte)
) STRICT;
-- The page that an entry of a watch leads to: its key may be any words.
ALTER TABLE watch_entries ADD COLUMN url TEXT;
-- What a watch is not to show again, known by a salted digest alone.
CREATE TABLE forgotten (
    salt BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;
DROP TRIGGER capture_log_is_never_changed;
CREATE TRIGGER capture_log_is_never_changed BEFORE UPDATE ON capture_log
WHEN NOT EXISTS (SELECT 1 FROM purging) OR new.position IS NOT old.position
    OR new.act IS NOT old.act OR new.capture IS NOT old.capture OR new.leaf IS NOT old.leaf
    OR length(new.record) > 0 OR new.nonce IS NOT zeroblob(32)
BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
DROP TRIGGER decisions_are_never_removed;
CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
WHEN NOT EXISTS (SELECT 1 FROM purging)
BEGIN
    SELECT RAISE(ABORT, 'the decision log only grows');
END;
",
};

/// A part of an archive file that is to be overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The name of the file.
    pub file: String,
    /// The first byte.
    pub offset: u64,
    /// How many bytes.
    pub length: u64,
    /// When it was ordered.
    pub at: DateTime<Utc>,
}

/// Reads what is being purged.
#[derive(Debug)]
pub struct Purges<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Purges<'_> {
    /// Returns the places of the archive that are still to be overwritten.
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let sql = "SELECT * FROM erasures ORDER BY file, first_byte";
        self.tx.many("a place to be erased", sql, [], |row| {
            Ok(Erasure {
                file: row.get("file")?,
                offset: row.count("first_byte")?,
                length: row.count("length")?,
                at: row.at("at")?,
            })
        })
    }

    /// Returns every capture whose bytes, as received or decoded, are those of this one.
    pub fn of_same_bytes(&self, capture: &Capture) -> Result<Vec<Capture>, StoreError> {
        let sql = "SELECT id FROM captures WHERE ?1 IN (
            json_extract(retrieval, '$.received.sha256'), json_extract(retrieval, '$.decoded.sha256'))
            OR json_extract(retrieval, '$.decoded.sha256') = ?2 ORDER BY rowid";
        let retrieval = &capture.retrieval;
        let key = params![
            Text(retrieval.received.sha256),
            Text(retrieval.decoded.sha256)
        ];
        let ids = self.tx.many("a capture", sql, key, |row| row.text("id"))?;
        let captures = ids.into_iter().map(|id| self.tx.captures().by_id(id));
        Ok(captures
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    }

    /// Returns the documents that a capture is of.
    pub fn documents_of(&self, capture: CaptureId) -> Result<Vec<DocumentId>, StoreError> {
        let sql = "SELECT document FROM document_captures WHERE capture = ?1 ORDER BY document";
        self.tx.many("a document", sql, [Text(capture)], |row| {
            row.text("document")
        })
    }

    /// Returns the versions that were read from a capture.
    pub fn versions_of(&self, capture: CaptureId) -> Result<Vec<VersionId>, StoreError> {
        let sql = "SELECT id FROM versions WHERE capture = ?1 ORDER BY id";
        self.tx
            .many("a version", sql, [Text(capture)], |row| row.text("id"))
    }

    /// Tells whether a watch is not to show an entry again.
    pub fn is_forgotten(&self, key: &str) -> Result<bool, StoreError> {
        let sql = "SELECT salt, digest FROM forgotten";
        let rows = self.tx.many("a forgotten entry", sql, [], |row| {
            Ok((
                row.get::<_, Vec<u8>>("salt")?,
                row.get::<_, Vec<u8>>("digest")?,
            ))
        })?;
        let is_it = |(salt, digest): &(Vec<u8>, Vec<u8>)| salted(salt, key) == digest[..];
        Ok(rows.iter().any(is_it))
    }
}

/// Purges.
#[derive(Debug)]
pub struct PurgesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl PurgesMut<'_> {
    /// Lets the logs be purged until [`end`](Self::end).
    pub fn begin(&self) -> Result<(), StoreError> {
        self.run("INSERT INTO purging (one) VALUES (1)", [])
    }

    /// Closes the logs again.
    pub fn end(&self) -> Result<(), StoreError> {
        self.run("DELETE FROM purging", [])
    }

    /// Removes the record and the nonce of an entry of the log; what is left is the leaf, of which
    /// nobody can tell any more what it was made of.
    pub fn blank(&self, capture: CaptureId) -> Result<(), StoreError> {
        let sql = "UPDATE capture_log SET record = x'', nonce = zeroblob(32)
            WHERE capture = ?1 AND act = 'capture'";
        self.run(sql, [Text(capture)])
    }

    /// Removes the decisions on the statements of a version, and on answers that they give or get.
    pub fn decisions_on(&self, version: VersionId) -> Result<(), StoreError> {
        let sql = "WITH gone AS (SELECT id FROM statements WHERE version = ?1)
            DELETE FROM decisions WHERE json_extract(act, '$.version') = ?1
            OR statement IN gone OR answer IN gone OR answered IN gone";
        self.run(sql, [Text(version)])
    }

    /// Removes the names that a case learned from a version: those whose words no other text of the
    /// case says. The decisions that taught them go with them.
    pub fn learned_from(&self, version: VersionId) -> Result<(), StoreError> {
        let only_here = |words: &str, case: &str| {
            format!(
                "EXISTS (SELECT 1 FROM versions v WHERE v.id = ?1 AND {})
                AND NOT EXISTS (SELECT 1 FROM versions v
                    JOIN case_documents c ON c.document = v.document AND c.case_id = {case}
                    WHERE v.id <> ?1 AND {})",
                says("v", words),
                says("v", words)
            )
        };
        let taught = only_here("json_extract(act, '$.words')", "decisions.case_id");
        let sql = format!(
            "DELETE FROM decisions WHERE json_extract(act, '$.act') = 'learn' AND {taught}"
        );
        self.run(&sql, [Text(version)])?;
        let learned = only_here("learned_names.words", "learned_names.case_id");
        let sql = format!("DELETE FROM learned_names WHERE {learned}");
        self.run(&sql, [Text(version)])
    }

    /// Removes the decisions on a document.
    pub fn decisions_on_document(&self, document: DocumentId) -> Result<(), StoreError> {
        let sql = "DELETE FROM decisions WHERE document = ?1";
        self.run(sql, [Text(document)])
    }

    /// Removes a capture with everything that was read from it.
    pub fn capture(&self, capture: CaptureId) -> Result<(), StoreError> {
        self.run("DELETE FROM jobs WHERE capture = ?1", [Text(capture)])?;
        self.run("DELETE FROM captures WHERE id = ?1", [Text(capture)])
    }

    /// Removes a document, and its outlet where no other document is of it.
    pub fn document(&self, document: DocumentId) -> Result<(), StoreError> {
        let sql = "DELETE FROM documents WHERE id = ?1";
        self.run(sql, [Text(document)])?;
        let sql = "DELETE FROM outlets WHERE NOT EXISTS
            (SELECT 1 FROM documents d WHERE d.site = outlets.site)";
        self.run(sql, [])
    }

    /// Removes an address from the queue, from what watches have seen, and the watches on itself;
    /// what a watch has seen it does not show again.
    pub fn address(&self, address: &Url, salt: &[u8; 32]) -> Result<(), StoreError> {
        let text = address.as_str();
        self.run("DELETE FROM jobs WHERE url = ?1", [text])?;
        self.run("DELETE FROM ignored_robots WHERE url = ?1", [text])?;
        let sql = "DELETE FROM watches WHERE kind = 'page' AND target = ?1";
        self.run(sql, [text])?;
        let sql = "SELECT DISTINCT key FROM watch_entries WHERE instr(key, ?1) > 0 OR url = ?1";
        let keys: Vec<String> = self
            .tx
            .many("an entry of a watch", sql, [text], |row| row.get("key"))?;
        for key in keys {
            let sql = "INSERT INTO forgotten (salt, digest) VALUES (?1, ?2)";
            self.run(sql, params![salt.as_slice(), salted(salt, &key).as_slice()])?;
            self.run("DELETE FROM watch_entries WHERE key = ?1", [key])?;
        }
        Ok(())
    }

    /// Notes a place of the archive that is to be overwritten. It becomes one record: a walk that
    /// ended within it goes on behind it.
    pub fn add_erasure(&self, erasure: &Erasure) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO erasures (file, first_byte, length, at)
            VALUES (?1, ?2, ?3, ?4)";
        let row = params![
            erasure.file,
            integer(erasure.offset),
            integer(erasure.length),
            At(erasure.at)
        ];
        self.run(sql, row)?;
        let sql = "UPDATE adopted SET first_byte = ?2, length = ?3
            WHERE file = ?1 AND first_byte >= ?2 AND first_byte < ?2 + ?3";
        let place = params![
            erasure.file,
            integer(erasure.offset),
            integer(erasure.length)
        ];
        self.run(sql, place)
    }

    /// Notes that every place was overwritten and nothing is left of them elsewhere.
    pub fn erased(&self) -> Result<(), StoreError> {
        self.run("DELETE FROM erasures", [])
    }

    fn run(&self, sql: &str, row: impl rusqlite::Params) -> Result<(), StoreError> {
        self.tx.run("what is to be purged", sql, row).map(drop)
    }
}

/// Returns the condition that a version says words, in capitals or not.
fn says(version: &str, words: &str) -> String {
    format!("instr(lower(json_extract({version}.article, '$.text')), lower({words})) > 0")
}

fn salted(salt: &[u8], key: &str) -> [u8; 32] {
    *Sha256::of_parts(&[salt, key.as_bytes()]).as_bytes()
}
