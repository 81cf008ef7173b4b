//! The capture log: one entry per capture or deletion, numbered from 0 without gaps, never changed.
//!
//! Each entry carries a leaf, the digest of its record and a nonce, so that the order and the
//! content of all captures can be shown to a third party without showing the captures. What the
//! record and leaf are made of is the business of `archive`.

use model::{CaptureId, Sha256};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "capture log",
    sql: "
CREATE TABLE capture_log (
    position INTEGER PRIMARY KEY CHECK (position >= 0),
    act TEXT NOT NULL CHECK (act IN ('capture', 'deletion')),
    capture TEXT NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 32),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    record BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX capture_log_by_capture ON capture_log (capture, act);
CREATE TRIGGER capture_log_is_never_changed BEFORE UPDATE ON capture_log BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
CREATE TRIGGER capture_log_is_never_cut BEFORE DELETE ON capture_log BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
",
};

/// What an entry of the log is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logged {
    /// A capture was made.
    Capture(CaptureId),
    /// A capture was removed by order of a person.
    Deletion(CaptureId),
}

impl Logged {
    /// Returns the capture that was made or removed.
    pub fn capture(self) -> CaptureId {
        match self {
            Self::Capture(capture) | Self::Deletion(capture) => capture,
        }
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number, from 0 without gaps.
    pub index: u64,
    /// What it is about.
    pub what: Logged,
    /// What keeps a guess of the record from being confirmed by the leaf.
    pub nonce: [u8; 32],
    /// The digest that stands for the entry.
    pub leaf: Sha256,
    /// The canonical record of what happened.
    pub record: Vec<u8>,
}

/// Reads the capture log.
#[derive(Debug)]
pub struct CaptureLog<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl CaptureLog<'_> {
    /// Returns every entry in order.
    pub fn entries(&self) -> Result<Vec<LogEntry>, StoreError> {
        let sql = "SELECT * FROM capture_log ORDER BY position";
        self.tx.many("an entry of the capture log", sql, [], entry)
    }
}

impl CaptureLog<'_> {
    /// Returns every leaf in order.
    pub fn leaves(&self) -> Result<Vec<Sha256>, StoreError> {
        let sql = "SELECT leaf FROM capture_log ORDER BY position";
        self.tx.many("a leaf of the capture log", sql, [], leaf)
    }

    /// Returns how many entries there are.
    pub fn count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS entries FROM capture_log";
        self.tx
            .sure("a count of entries", sql, [], |row| row.count("entries"))
    }

    /// Returns the entry that was made of a capture when it was stored.
    pub fn of_capture(&self, capture: CaptureId) -> Result<Option<LogEntry>, StoreError> {
        let sql = "SELECT * FROM capture_log WHERE capture = ?1 AND act = 'capture'";
        self.tx
            .one("an entry of the capture log", sql, [Text(capture)], entry)
    }

    /// Tells whether a capture was removed by order of a person.
    pub fn is_deleted(&self, capture: CaptureId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM capture_log WHERE capture = ?1 AND act = 'deletion'";
        let found = self
            .tx
            .one("an entry of the capture log", sql, [Text(capture)], |_| {
                Ok(())
            })?;
        Ok(found.is_some())
    }
}

/// Writes the capture log.
#[derive(Debug)]
pub struct CaptureLogMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl CaptureLogMut<'_> {
    /// Adds an entry at the end and returns its number. A capture is logged once, as is its
    /// deletion.
    pub fn append(
        &self,
        what: Logged,
        nonce: &[u8; 32],
        leaf: Sha256,
        record: &[u8],
    ) -> Result<u64, StoreError> {
        let (act, capture) = match what {
            Logged::Capture(capture) => ("capture", capture),
            Logged::Deletion(capture) => ("deletion", capture),
        };
        let sql = "INSERT INTO capture_log (position, act, capture, nonce, leaf, record)
            SELECT coalesce(max(position) + 1, 0), ?1, ?2, ?3, ?4, ?5 FROM capture_log
            RETURNING position";
        let row = params![
            act,
            Text(capture),
            nonce.as_slice(),
            leaf.as_bytes().as_slice(),
            record
        ];
        let position = self
            .tx
            .take("an entry of the capture log", sql, row, |row| {
                row.count("position")
            })?;
        position.ok_or_else(|| StoreError::missing("entry of the capture log for", &capture))
    }
}

fn leaf(row: &Row<'_>) -> rusqlite::Result<Sha256> {
    Ok(row.get::<_, [u8; 32]>("leaf")?.into())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<LogEntry> {
    let capture = row.text("capture")?;
    let deleted = row.get::<_, String>("act")? == "deletion";
    Ok(LogEntry {
        index: row.count("position")?,
        what: if deleted {
            Logged::Deletion(capture)
        } else {
            Logged::Capture(capture)
        },
        nonce: row.get("nonce")?,
        leaf: leaf(row)?,
        record: row.get("record")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::testing::{id, read, store};

    fn append(store: &Store, what: Logged, record: &[u8]) -> Result<u64, StoreError> {
        let leaf = Sha256::of(record);
        store.write(|tx| tx.capture_log_mut().append(what, &[7; 32], leaf, record))
    }

    #[test]
    fn entries_are_numbered_from_0_without_gaps() {
        let store = store();
        let entries = [
            (Logged::Capture(id(2)), b"two".as_slice()),
            (Logged::Capture(id(5)), b"five"),
            (Logged::Deletion(id(5)), b"five is gone"),
        ];
        for (index, (what, record)) in (0..).zip(entries) {
            assert_eq!(append(&store, what, record).unwrap(), index);
            let failed = store.write(|tx| {
                let log = tx.capture_log_mut();
                log.append(Logged::Capture(id(99)), &[7; 32], Sha256::of(b""), b"")?;
                Err::<(), _>(StoreError::missing("noun", &1))
            });
            assert!(failed.is_err());
        }
        read(&store, |tx| {
            let log = tx.capture_log();
            let leaves: Vec<Sha256> = entries.iter().map(|it| Sha256::of(it.1)).collect();
            assert!(!leaves.is_sorted(), "else their order would show nothing");
            let all = log.entries()?;
            assert_eq!(
                all[2],
                LogEntry {
                    index: 2,
                    what: Logged::Deletion(id(5)),
                    nonce: [7; 32],
                    leaf: leaves[2],
                    record: b"five is gone".to_vec(),
                }
            );
            Ok(())
        });
    }

    #[test]
    fn a_capture_is_logged_once() {
        let store = store();
        append(&store, Logged::Capture(id(1)), b"one").unwrap();
        let again = append(&store, Logged::Capture(id(1)), b"one again");
        assert!(matches!(again, Err(StoreError::Exists { .. })));
    }

    #[test]
    fn the_log_only_grows() {
        let store = store();
        append(&store, Logged::Capture(id(1)), b"one").unwrap();
        for sql in [
            "UPDATE capture_log SET record = x''",
            "DELETE FROM capture_log",
        ] {
            let refused = store.write(|tx| tx.run("the capture log", sql, []));
            assert!(
                matches!(refused, Err(StoreError::AppendOnly { .. })),
                "{sql}"
            );
        }
        assert_eq!(read(&store, |tx| tx.capture_log().entries()).len(), 1);
    }
}
