//! Watches, what each has seen already, and how its place is asked for news only.

use chrono::{DateTime, TimeDelta, Utc};
use model::{CaseId, Watch, WatchId};
use rusqlite::{Row, params};
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text};

/// How far a clock is put right without anybody noticing.
const CORRECTION: TimeDelta = TimeDelta::minutes(10);

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "watches",
    sql: "
CREATE TABLE watches (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    every_seconds INTEGER NOT NULL,
    next_run TEXT NOT NULL,
    last_run TEXT,
    last_result TEXT,
    failing_since TEXT,
    etag TEXT,
    last_modified TEXT
) STRICT;
CREATE INDEX watches_by_case ON watches (case_id);
CREATE INDEX watches_by_next_run ON watches (next_run);
CREATE TABLE watch_entries (
    watch TEXT NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (watch, key)
) STRICT, WITHOUT ROWID;
",
};

/// How quiet a watch has been, and by what an entry is known to have changed.
pub(crate) const PACE: Migration = Migration {
    date: "2026-11-23",
    name: "pace of watches",
    sql: "
ALTER TABLE watches ADD COLUMN quiet_looks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE watch_entries ADD COLUMN content TEXT;
",
};

/// What a watch knows of an entry that it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It was not shown before.
    New,
    /// It was shown before, and says something else now.
    Changed,
    /// It says what it said before.
    Same,
}

/// What a server gave to ask it by for changes only (RFC 9110, section 8.8), exactly as it was
/// written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`.
    pub etag: Option<String>,
    /// The `Last-Modified`.
    pub last_modified: Option<String>,
}

/// Reads watches.
#[derive(Debug)]
pub struct Watches<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Watches<'_> {
    /// Returns the watch of this id.
    pub fn by_id(&self, id: WatchId) -> Result<Option<Watch>, StoreError> {
        let sql = "SELECT * FROM watches WHERE id = ?1";
        self.tx.one("a watch", sql, [Text(id)], watch)
    }

    /// Returns the watches of a case, in the order in which they were added.
    pub fn of(&self, case: CaseId) -> Result<Vec<Watch>, StoreError> {
        let sql = "SELECT * FROM watches WHERE case_id = ?1 ORDER BY id";
        self.tx.many("a watch", sql, [Text(case)], watch)
    }

    /// Returns how many watches there are whose looks fail.
    pub fn failing(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS watches FROM watches WHERE failing_since IS NOT NULL";
        self.tx
            .sure("a count of watches", sql, [], |row| row.count("watches"))
    }

    /// Returns the watches to look at now, the one that has waited longest first. One that was looked
    /// at in the future was so under a clock that was wrong, and would wait for that time to come.
    pub fn due(&self, now: DateTime<Utc>) -> Result<Vec<Watch>, StoreError> {
        let sql =
            "SELECT * FROM watches WHERE next_run <= ?1 OR last_run > ?2 ORDER BY next_run, id";
        let future = now + CORRECTION;
        self.tx.many("a watch", sql, [At(now), At(future)], watch)
    }

    /// Tells whether an entry of a watch was seen before.
    pub fn has_seen(&self, watch: WatchId, key: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM watch_entries WHERE watch = ?1 AND key = ?2";
        let seen = self.tx.one(
            "an entry of a watch",
            sql,
            params![Text(watch), key],
            |_| Ok(()),
        )?;
        Ok(seen.is_some())
    }

    /// Returns what an entry of a watch said when it was last shown, if that was kept.
    pub fn content_of(&self, watch: WatchId, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT content FROM watch_entries WHERE watch = ?1 AND key = ?2";
        let row = params![Text(watch), key];
        let content = self
            .tx
            .one("an entry of a watch", sql, row, |row| row.get("content"))?;
        Ok(content.flatten())
    }

    /// Returns how many looks in a row have brought nothing new, or failed.
    pub fn quiet_looks(&self, watch: WatchId) -> Result<u32, StoreError> {
        let sql = "SELECT quiet_looks FROM watches WHERE id = ?1";
        let found = self
            .tx
            .one("a watch", sql, [Text(watch)], |row| row.get("quiet_looks"))?;
        Ok(found.unwrap_or_default())
    }

    /// Returns what the server gave last time to ask it by.
    pub fn validators(&self, watch: WatchId) -> Result<Validators, StoreError> {
        let sql = "SELECT etag, last_modified FROM watches WHERE id = ?1";
        let found = self.tx.one("a watch", sql, [Text(watch)], |row| {
            Ok(Validators {
                etag: row.get("etag")?,
                last_modified: row.get("last_modified")?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }
}

/// Writes watches.
#[derive(Debug)]
pub struct WatchesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl WatchesMut<'_> {
    /// Adds a watch.
    pub fn insert(&self, watch: &Watch) -> Result<(), StoreError> {
        let sql = "INSERT INTO watches (case_id, kind, target, every_seconds, next_run, last_run,
            last_result, failing_since, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.write(sql, watch).map(|_| ())
    }

    /// Puts a watch in the place of the one with its id; what it has seen stays.
    pub fn update(&self, watch: &Watch) -> Result<(), StoreError> {
        let sql = "UPDATE watches SET case_id = ?1, kind = ?2, target = ?3, every_seconds = ?4,
            next_run = ?5, last_run = ?6, last_result = ?7, failing_since = ?8 WHERE id = ?9";
        match self.write(sql, watch)? {
            0 => Err(StoreError::missing("watch", &watch.id)),
            _ => Ok(()),
        }
    }

    /// Reserves a look at a watch, so that a second program does not look too: its next look is
    /// moved to `until`, unless another program has moved it since `watch` was read. Tells whether
    /// the look is ours.
    pub fn claim(&self, watch: &Watch, until: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "UPDATE watches SET next_run = ?3 WHERE id = ?1 AND next_run = ?2";
        let row = params![Text(watch.id), At(watch.next_run), At(until)];
        Ok(self.tx.run("a watch", sql, row)? > 0)
    }

    /// Removes a watch and tells whether it was there; what it captured stays.
    pub fn remove(&self, id: WatchId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM watches WHERE id = ?1";
        Ok(self.tx.run("a watch", sql, [Text(id)])? > 0)
    }

    /// Remembers an entry of a watch and tells whether it is newly seen.
    pub fn remember(&self, watch: WatchId, key: &str) -> Result<bool, StoreError> {
        if self.tx.purges().is_forgotten(key)? {
            return Ok(false);
        }
        let sql = "INSERT INTO watch_entries (watch, key) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        Ok(self
            .tx
            .run("an entry of a watch", sql, params![Text(watch), key])?
            > 0)
    }

    /// Remembers an entry of a watch with the page that it leads to and what it says in short, and
    /// tells what was known of it. An entry that was remembered without its content has not changed.
    pub fn note_entry(
        &self,
        watch: WatchId,
        key: &str,
        url: &Url,
        content: &str,
    ) -> Result<Seen, StoreError> {
        let sql = "SELECT content FROM watch_entries WHERE watch = ?1 AND key = ?2";
        let row = params![Text(watch), key];
        let before = self.tx.one("an entry of a watch", sql, row, |row| {
            row.get::<_, Option<String>>("content")
        })?;
        // What a person had removed is neither shown again nor kept.
        if before.is_none() && self.tx.purges().is_forgotten(key)? {
            return Ok(Seen::Same);
        }
        let seen = match &before {
            None => Seen::New,
            Some(Some(before)) if before != content => Seen::Changed,
            Some(_) => Seen::Same,
        };
        if before != Some(Some(content.to_owned())) {
            let sql = "INSERT INTO watch_entries (watch, key, url, content) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET url = excluded.url, content = excluded.content";
            let row = params![Text(watch), key, url.as_str(), content];
            self.tx.run("an entry of a watch", sql, row)?;
        }
        Ok(seen)
    }

    /// Keeps how many looks in a row have brought nothing new, or failed.
    pub fn set_quiet_looks(&self, watch: WatchId, looks: u32) -> Result<(), StoreError> {
        let sql = "UPDATE watches SET quiet_looks = ?2 WHERE id = ?1";
        self.tx
            .run_on("watch", &watch, sql, params![Text(watch), looks])
    }

    /// Keeps what the server gave to ask it by next time.
    pub fn set_validators(&self, watch: WatchId, given: &Validators) -> Result<(), StoreError> {
        let sql = "UPDATE watches SET etag = ?2, last_modified = ?3 WHERE id = ?1";
        let row = params![Text(watch), given.etag, given.last_modified];
        self.tx.run_on("watch", &watch, sql, row)
    }

    fn write(&self, sql: &str, watch: &Watch) -> Result<usize, StoreError> {
        let row = params![
            Text(watch.case),
            Text(watch.kind),
            watch.target,
            watch.every_seconds,
            At(watch.next_run),
            watch.last_run.map(At),
            watch.last_result,
            watch.failing_since.map(At),
            Text(watch.id),
        ];
        self.tx.run("a watch", sql, row)
    }
}

fn watch(row: &Row<'_>) -> rusqlite::Result<Watch> {
    Ok(Watch {
        id: row.text("id")?,
        case: row.text("case_id")?,
        kind: row.text("kind")?,
        target: row.get("target")?,
        every_seconds: row.get("every_seconds")?,
        next_run: row.at("next_run")?,
        last_run: row.optional_at("last_run")?,
        last_result: row.get("last_result")?,
        failing_since: row.optional_at("failing_since")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::testing::{at, case, id, read, store, watch, write};

    fn watching(watches: &[Watch]) -> Store {
        let store = store();
        write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            watches
                .iter()
                .try_for_each(|it| tx.watches_mut().insert(it))
        });
        store
    }

    #[test]
    fn what_is_due_comes_longest_waiting_first() {
        let store = watching(&[watch(1, 30), watch(2, 10), watch(3, 31)]);
        let due = read(&store, |tx| tx.watches().due(at(30)));
        assert_eq!(due, [watch(2, 10), watch(1, 30)]);
    }

    #[test]
    fn a_run_is_written_down() {
        let store = watching(&[watch(1, 0)]);
        let run = Watch {
            next_run: at(1800),
            last_run: Some(at(5)),
            last_result: Some("404 not found".to_owned()),
            failing_since: Some(at(5)),
            ..watch(1, 0)
        };
        write(&store, |tx| tx.watches_mut().update(&run));
        assert_eq!(
            read(&store, |tx| tx.watches().by_id(id(1))),
            Some(run.clone())
        );
        assert_eq!(read(&store, |tx| tx.watches().of(id(1))), [run]);
        let unknown = store.write(|tx| tx.watches_mut().update(&watch(9, 0)));
        assert!(matches!(
            unknown,
            Err(StoreError::Missing { noun: "watch", .. })
        ));
    }

    #[test]
    fn a_look_is_claimed_by_one_program() {
        let store = watching(&[watch(1, 0)]);
        let claim = || write(&store, |tx| tx.watches_mut().claim(&watch(1, 0), at(60)));
        assert_eq!([claim(), claim()], [true, false]);
    }

    #[test]
    fn an_entry_is_new_once_for_each_watch() {
        let store = watching(&[watch(1, 0), watch(2, 0)]);
        let remember = |number, key| write(&store, |tx| tx.watches_mut().remember(id(number), key));
        assert_eq!(
            [
                remember(1, "a"),
                remember(1, "a"),
                remember(1, "b"),
                remember(2, "a")
            ],
            [true, false, true, true]
        );
        assert!(read(&store, |tx| tx.watches().has_seen(id(2), "a")));
        assert!(!read(&store, |tx| tx.watches().has_seen(id(2), "b")));
    }

    #[test]
    fn an_entry_is_known_by_its_key_and_by_what_it_says() {
        let store = watching(&[watch(1, 0)]);
        let note = |key, content| {
            write(&store, |tx| {
                let page = Url::parse("https://outlet.example/a").expect("an address");
                tx.watches_mut().note_entry(id(1), key, &page, content)
            })
        };
        assert_eq!(
            [
                note("a", "x"),
                note("a", "x"),
                note("a", "y"),
                note("a", "y")
            ],
            [Seen::New, Seen::Same, Seen::Changed, Seen::Same]
        );
        write(&store, |tx| tx.watches_mut().remember(id(1), "old"));
        assert_eq!(
            [note("old", "x"), note("old", "y")],
            [Seen::Same, Seen::Changed]
        );
    }

    #[test]
    fn quiet_looks_are_counted() {
        let store = watching(&[watch(1, 0)]);
        let quiet = || read(&store, |tx| tx.watches().quiet_looks(id(1)));
        assert_eq!(quiet(), 0);
        write(&store, |tx| tx.watches_mut().set_quiet_looks(id(1), 4));
        write(&store, |tx| tx.watches_mut().update(&watch(1, 99)));
        assert_eq!(quiet(), 4);
    }

    #[test]
    fn validators_are_kept_as_they_were_written() {
        let store = watching(&[watch(1, 0)]);
        let get = || read(&store, |tx| tx.watches().validators(id(1)));
        assert_eq!(get(), Validators::default());
        let given = Validators {
            etag: Some("W/\"x\"".to_owned()),
            last_modified: None,
        };
        write(&store, |tx| tx.watches_mut().set_validators(id(1), &given));
        write(&store, |tx| tx.watches_mut().update(&watch(1, 99)));
        assert_eq!(get(), given);
    }

    #[test]
    fn a_removed_watch_is_gone_with_what_it_saw() {
        let store = watching(&[watch(1, 0)]);
        write(&store, |tx| tx.watches_mut().remember(id(1), "a"));
        let remove = || write(&store, |tx| tx.watches_mut().remove(id(1)));
        assert_eq!([remove(), remove()], [true, false]);
        assert_eq!(read(&store, |tx| tx.watches().of(id(1))), []);
    }
}
