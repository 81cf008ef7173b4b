//! Kept copies of robots.txt, so that a site is not asked for it before every page (RFC 9309,
//! section 2.4).

use chrono::{DateTime, Utc};
use model::Site;
use rusqlite::params;
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text};

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

/// The pages that a reporter reads in spite of robots.txt, and the sites that asked for quiet.
pub(crate) const MANNERS: Migration = Migration {
    date: "2026-11-23",
    name: "manners",
    sql: "
CREATE TABLE ignored_robots (
    url TEXT PRIMARY KEY,
    since TEXT NOT NULL
) STRICT;
CREATE TABLE site_pauses (
    site TEXT PRIMARY KEY,
    until TEXT NOT NULL
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

    /// Tells whether a reporter asked to read this one page whatever robots.txt says.
    pub fn is_ignored_for(&self, url: &Url) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM ignored_robots WHERE url = ?1";
        let found = self
            .tx
            .one("a choice about robots.txt", sql, [Text(url)], |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// Returns until when a site asked to be left alone.
    pub fn pause_of(&self, site: &Site) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql = "SELECT until FROM site_pauses WHERE site = ?1";
        self.tx
            .one("a pause of a site", sql, [site.as_str()], |row| {
                row.at("until")
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

    /// Notes that a reporter asked to read this one page whatever robots.txt says.
    pub fn ignore_for(&self, url: &Url, since: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "INSERT INTO ignored_robots (url, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.tx.run(
            "a choice about robots.txt",
            sql,
            params![Text(url), At(since)],
        )?;
        Ok(())
    }

    /// Keeps until when a site asked to be left alone; a later time that it named before holds.
    pub fn pause(&self, site: &Site, until: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "INSERT INTO site_pauses (site, until) VALUES (?1, ?2)
            ON CONFLICT DO UPDATE SET until = max(until, excluded.until)";
        self.tx
            .run("a pause of a site", sql, params![site.as_str(), At(until)])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, read, store, url, write};

    #[test]
    fn a_choice_is_of_one_page_and_a_pause_of_one_site() {
        let store = store();
        write(&store, |tx| tx.robots_mut().ignore_for(&url("a"), at(1)));
        let ignored = |path| read(&store, |tx| tx.robots().is_ignored_for(&url(path)));
        assert_eq!([ignored("a"), ignored("b")], [true, false]);
        let site = |name: &str| Site::from(name.to_owned());
        for until in [9, 5] {
            write(&store, |tx| {
                tx.robots_mut().pause(&site("one.example"), at(until))
            });
        }
        let pause = |name| read(&store, |tx| tx.robots().pause_of(&site(name)));
        assert_eq!(pause("one.example"), Some(at(9)));
        assert_eq!(pause("two.example"), None);
    }

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
