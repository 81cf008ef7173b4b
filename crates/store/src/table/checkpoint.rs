//! Checkpoints of the capture log and the time stamps over them: never changed, never removed.
//!
//! What a checkpoint and a stamp are made of is the business of `archive`; here they are texts and
//! bytes, in the order in which they were made.

use chrono::{DateTime, Utc};
use rusqlite::{Row, params};
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "checkpoints of the capture log",
    sql: "
CREATE TABLE log_keys (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key TEXT NOT NULL
) STRICT;
CREATE TABLE checkpoints (
    position INTEGER PRIMARY KEY CHECK (position >= 0),
    at TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE stamp_authorities (url TEXT PRIMARY KEY) STRICT;
CREATE TABLE stamps (
    checkpoint INTEGER NOT NULL REFERENCES checkpoints (position),
    authority TEXT NOT NULL,
    at TEXT NOT NULL,
    token BLOB NOT NULL,
    PRIMARY KEY (checkpoint, authority)
) STRICT;
CREATE TRIGGER log_keys_are_never_changed BEFORE UPDATE ON log_keys BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
CREATE TRIGGER log_keys_are_never_removed BEFORE DELETE ON log_keys BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
CREATE TRIGGER checkpoints_are_never_changed BEFORE UPDATE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
CREATE TRIGGER checkpoints_are_never_removed BEFORE DELETE ON checkpoints BEGIN
    SELECT RAISE(ABORT, 'the capture log only grows');
END;
",
};

/// A checkpoint as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// Its number, from 0 without gaps.
    pub index: u64,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// How many entries the log had.
    pub size: u64,
    /// The signed text.
    pub note: String,
}

/// A time stamp over a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStamp {
    /// The number of the checkpoint.
    pub checkpoint: u64,
    /// The address of the authority.
    pub authority: String,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// What the authority answered.
    pub token: Vec<u8>,
}

/// Reads checkpoints.
#[derive(Debug)]
pub struct Checkpoints<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Checkpoints<'_> {
    /// Returns the public key of the log, once there is one.
    pub fn key(&self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT key FROM log_keys";
        self.tx
            .one("the key of the log", sql, [], |row| row.get("key"))
    }

    /// Returns every checkpoint, the oldest first.
    pub fn all(&self) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let sql = "SELECT * FROM checkpoints ORDER BY position";
        self.tx.many("a checkpoint", sql, [], checkpoint)
    }

    /// Returns the last checkpoint.
    pub fn last(&self) -> Result<Option<StoredCheckpoint>, StoreError> {
        let sql = "SELECT * FROM checkpoints ORDER BY position DESC LIMIT 1";
        self.tx.one("a checkpoint", sql, [], checkpoint)
    }

    /// Returns the authorities that are asked for time stamps; none unless a person named them.
    pub fn authorities(&self) -> Result<Vec<Url>, StoreError> {
        let sql = "SELECT url FROM stamp_authorities ORDER BY url";
        self.tx.many("an authority", sql, [], |row| row.text("url"))
    }

    /// Returns every time stamp, in the order of their checkpoints.
    pub fn stamps(&self) -> Result<Vec<StoredStamp>, StoreError> {
        let sql = "SELECT * FROM stamps ORDER BY checkpoint, authority";
        self.tx.many("a time stamp", sql, [], |row| {
            Ok(StoredStamp {
                checkpoint: row.count("checkpoint")?,
                authority: row.get("authority")?,
                at: row.at("at")?,
                token: row.get("token")?,
            })
        })
    }
}

/// Writes checkpoints.
#[derive(Debug)]
pub struct CheckpointsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl CheckpointsMut<'_> {
    /// Notes the public key of the log, for ever.
    pub fn set_key(&self, key: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO log_keys (one, key) VALUES (1, ?1)";
        self.tx.run("the key of the log", sql, [key]).map(drop)
    }

    /// Adds a checkpoint at the end.
    pub fn append(&self, at: DateTime<Utc>, size: u64, note: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO checkpoints (position, at, size, note)
            SELECT coalesce(max(position) + 1, 0), ?1, ?2, ?3 FROM checkpoints";
        let row = params![At(at), integer(size), note];
        self.tx.run("a checkpoint", sql, row).map(drop)
    }

    /// Has an authority asked for time stamps from now on.
    pub fn add_authority(&self, url: &Url) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO stamp_authorities (url) VALUES (?1)";
        self.tx.run("an authority", sql, [url.as_str()])?;
        Ok(())
    }

    /// Has an authority asked no longer, and tells whether it was.
    pub fn remove_authority(&self, url: &Url) -> Result<bool, StoreError> {
        let sql = "DELETE FROM stamp_authorities WHERE url = ?1";
        Ok(self.tx.run("an authority", sql, [url.as_str()])? > 0)
    }

    /// Adds a time stamp; the first of an authority over a checkpoint is kept.
    pub fn add_stamp(&self, stamp: &StoredStamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO stamps (checkpoint, authority, at, token) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO NOTHING";
        let row = params![
            integer(stamp.checkpoint),
            stamp.authority,
            At(stamp.at),
            stamp.token
        ];
        self.tx.run("a time stamp", sql, row).map(drop)
    }
}

fn checkpoint(row: &Row<'_>) -> rusqlite::Result<StoredCheckpoint> {
    Ok(StoredCheckpoint {
        index: row.count("position")?,
        at: row.at("at")?,
        size: row.count("size")?,
        note: row.get("note")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, read, store, write};

    #[test]
    fn checkpoints_come_back_in_their_order() {
        let store = store();
        assert_eq!(read(&store, |tx| tx.checkpoints().last()), None);
        write(&store, |tx| {
            tx.checkpoints_mut().append(at(5), 3, "first")?;
            // The order is that of the log, even where a clock went back.
            tx.checkpoints_mut().append(at(1), 7, "second")
        });
        let all = read(&store, |tx| tx.checkpoints().all());
        let expected = |index, at, size, note: &str| StoredCheckpoint {
            index,
            at,
            size,
            note: note.to_owned(),
        };
        let second = expected(1, at(1), 7, "second");
        assert_eq!(all, [expected(0, at(5), 3, "first"), second.clone()]);
        assert_eq!(read(&store, |tx| tx.checkpoints().last()), Some(second));
    }

    #[test]
    fn the_first_stamp_of_an_authority_is_kept() {
        let store = store();
        let stamp = |token: &[u8]| StoredStamp {
            checkpoint: 0,
            authority: "https://time.example/".to_owned(),
            at: at(1),
            token: token.to_vec(),
        };
        write(&store, |tx| {
            tx.checkpoints_mut().append(at(1), 1, "note")?;
            tx.checkpoints_mut().add_stamp(&stamp(b"one"))?;
            tx.checkpoints_mut().add_stamp(&stamp(b"two"))
        });
        assert_eq!(
            read(&store, |tx| tx.checkpoints().stamps()),
            [stamp(b"one")]
        );
    }

    #[test]
    fn neither_key_nor_checkpoints_are_changed() {
        let store = store();
        write(&store, |tx| {
            tx.checkpoints_mut().set_key("key")?;
            tx.checkpoints_mut().append(at(1), 1, "note")
        });
        assert_eq!(
            read(&store, |tx| tx.checkpoints().key()).as_deref(),
            Some("key")
        );
        for sql in [
            "UPDATE log_keys SET key = 'other'",
            "DELETE FROM log_keys",
            "UPDATE checkpoints SET note = 'other'",
            "DELETE FROM checkpoints",
        ] {
            let refused = store.write(|tx| tx.run("a checkpoint", sql, []));
            assert!(
                matches!(refused, Err(StoreError::AppendOnly { .. })),
                "{sql}"
            );
        }
    }
}
