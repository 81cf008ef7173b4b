//! Kept copies of robots.txt, so that a site is not asked for it before every page (RFC 9309,
//! section 2.4).

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "robots",
    sql: "
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    status INTEGER,
    body BLOB NOT NULL
) STRICT;
",
};

/// What the robots.txt of an origin was when it was last asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedRobots {
    /// Scheme, host and port, as `Url::origin` writes them.
    pub origin: String,
    /// When it was asked for.
    pub fetched_at: DateTime<Utc>,
    /// The status of the answer; nothing when the site did not answer.
    pub status: Option<u16>,
    /// The decoded body.
    pub body: Vec<u8>,
}

/// Reads kept copies of robots.txt.
#[derive(Debug)]
pub struct Robots<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Robots<'_> {
    /// Returns the copy of an origin.
    pub fn get(&self, origin: &str) -> Result<Option<CachedRobots>, StoreError> {
        let sql = "SELECT * FROM robots WHERE origin = ?1";
        self.tx.one("a robots.txt", sql, [origin], |row| {
            Ok(CachedRobots {
                origin: row.get("origin")?,
                fetched_at: row.at("fetched_at")?,
                status: row.get("status")?,
                body: row.get("body")?,
            })
        })
    }
}

/// Writes kept copies of robots.txt.
#[derive(Debug)]
pub struct RobotsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl RobotsMut<'_> {
    /// Keeps a copy in place of the one of its origin.
    pub fn put(&self, robots: &CachedRobots) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO robots (origin, fetched_at, status, body)
            VALUES (?1, ?2, ?3, ?4)";
        let row = params![
            robots.origin,
            At(robots.fetched_at),
            robots.status,
            robots.body
        ];
        self.tx.run("a robots.txt", sql, row)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, read, store, write};

    #[test]
    fn the_last_copy_of_an_origin_is_kept() {
        let store = store();
        let copy = |fetched, status| CachedRobots {
            origin: "https://www.gazette.example".to_owned(),
            fetched_at: at(fetched),
            status,
            body: b"User-agent: *\nDisallow: /\xff".to_vec(),
        };
        write(&store, |tx| tx.robots_mut().put(&copy(1, Some(200))));
        write(&store, |tx| tx.robots_mut().put(&copy(2, None)));
        let get = |origin: &str| read(&store, |tx| tx.robots().get(origin));
        assert_eq!(get("https://www.gazette.example"), Some(copy(2, None)));
        assert_eq!(get("http://www.gazette.example"), None);
    }
}
