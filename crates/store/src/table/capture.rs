//! Captures: what was retrieved and where its bytes are. A capture is never changed; that it shows
//! a wall is noted beside it.

use model::{Capture, CaptureId, CaseId, DocumentId, RecordLocation, Sha256, Wall};
use rusqlite::{Row, params};
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Json, Text, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "captures",
    sql: "
CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    length INTEGER NOT NULL,
    record_id TEXT NOT NULL,
    retrieval TEXT NOT NULL,
    asked TEXT NOT NULL AS (json_extract(retrieval, '$.first.url')),
    final_url TEXT NOT NULL AS (coalesce(
        json_extract(retrieval, '$.redirects[#-1].url'), json_extract(retrieval, '$.first.url'))),
    -- Seconds since 1970; null for an instant that SQLite cannot read, such as a leap second.
    captured REAL AS (unixepoch(coalesce(
        json_extract(retrieval, '$.redirects[#-1].finished'),
        json_extract(retrieval, '$.first.finished')), 'subsec')),
    UNIQUE (file, first_byte)
) STRICT;
CREATE INDEX captures_by_asked ON captures (asked);
CREATE INDEX captures_by_final_url ON captures (final_url);
CREATE TABLE adopted (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    file TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    length INTEGER NOT NULL,
    record_id TEXT NOT NULL
) STRICT;
CREATE TABLE walls (
    capture TEXT PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE,
    wall TEXT NOT NULL
) STRICT;
",
};

/// Reads captures.
#[derive(Debug)]
pub struct Captures<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Captures<'_> {
    /// Returns the capture of this id.
    pub fn by_id(&self, id: CaptureId) -> Result<Option<Capture>, StoreError> {
        let sql = "SELECT * FROM captures WHERE id = ?1";
        self.tx.one("a capture", sql, [Text(id)], capture)
    }

    /// Returns every capture of a document, also those that brought nothing new, the oldest first.
    pub fn of_document(&self, document: DocumentId) -> Result<Vec<Capture>, StoreError> {
        let sql = "SELECT c.* FROM document_captures d JOIN captures c ON c.id = d.capture
            WHERE d.document = ?1 ORDER BY c.captured, c.rowid";
        self.tx.many("a capture", sql, [Text(document)], capture)
    }

    /// Returns the captures that show a wall in front of an address, the oldest first.
    pub fn walls_of(&self, address: &Url) -> Result<Vec<(Capture, Wall)>, StoreError> {
        let sql = "SELECT c.*, w.wall FROM walls w JOIN captures c ON c.id = w.capture
            WHERE c.asked = ?1 OR c.final_url = ?1 ORDER BY c.captured, c.rowid";
        self.tx.many("a wall", sql, [address.as_str()], |row| {
            Ok((capture(row)?, row.text("wall")?))
        })
    }

    /// Returns the latest capture of a document of a case.
    pub fn last_of_case(&self, case: CaseId) -> Result<Option<Capture>, StoreError> {
        let sql = "SELECT c.* FROM case_documents d
            JOIN document_captures k ON k.document = d.document
            JOIN captures c ON c.id = k.capture
            WHERE d.case_id = ?1 ORDER BY c.captured DESC, c.rowid DESC LIMIT 1";
        self.tx.one("a capture", sql, [Text(case)], capture)
    }

    /// Returns how many captures there are.
    pub fn count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS captures FROM captures";
        self.tx
            .sure("a count of captures", sql, [], |row| row.count("captures"))
    }

    /// Returns every capture, in the order in which they were stored.
    pub fn all(&self) -> Result<Vec<Capture>, StoreError> {
        let sql = "SELECT * FROM captures ORDER BY rowid";
        self.tx.many("a capture", sql, [], capture)
    }

    /// Returns where the first capture of an address stands that brought this body.
    pub fn place_of_body(
        &self,
        asked: &Url,
        body: Sha256,
    ) -> Result<Option<RecordLocation>, StoreError> {
        let sql = "SELECT file, first_byte, length, record_id FROM captures
            WHERE asked = ?1 AND json_extract(retrieval, '$.received.sha256') = ?2
            ORDER BY rowid LIMIT 1";
        let key = params![asked.as_str(), Text(body)];
        self.tx.one("the place of a capture", sql, key, location)
    }

    /// Returns where the last capture before a place of the same file stands.
    pub fn place_before(
        &self,
        place: &RecordLocation,
    ) -> Result<Option<RecordLocation>, StoreError> {
        let sql = "SELECT file, first_byte, length, record_id FROM captures
            WHERE file = ?1 AND first_byte < ?2 ORDER BY first_byte DESC LIMIT 1";
        let key = params![place.file, integer(place.offset)];
        self.tx.one("the place of a capture", sql, key, location)
    }

    /// Returns up to which record of the archive every record is known to have a row; nothing when
    /// that was never noted.
    pub fn adopted_up_to(&self) -> Result<Option<RecordLocation>, StoreError> {
        let sql = "SELECT * FROM adopted";
        self.tx.one("the place of a capture", sql, [], location)
    }
}

/// Writes captures.
#[derive(Debug)]
pub struct CapturesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl CapturesMut<'_> {
    /// Adds a capture.
    pub fn insert(&self, capture: &Capture) -> Result<(), StoreError> {
        let sql = "INSERT INTO captures (id, file, first_byte, length, record_id, retrieval)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let place = &capture.location;
        let row = params![
            Text(capture.id()),
            place.file,
            integer(place.offset),
            integer(place.length),
            place.record_id,
            Json(&capture.retrieval),
        ];
        self.tx.run("a capture", sql, row)?;
        Ok(())
    }

    /// Notes that every record of the archive up to this one has a row.
    pub fn set_adopted_up_to(&self, location: &RecordLocation) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO adopted VALUES (1, ?1, ?2, ?3, ?4)";
        let place = params![
            location.file,
            integer(location.offset),
            integer(location.length),
            location.record_id,
        ];
        self.tx.run("the place of a capture", sql, place)?;
        Ok(())
    }

    /// Notes that a capture shows a wall instead of an article.
    pub fn mark_wall(&self, id: CaptureId, wall: Wall) -> Result<(), StoreError> {
        let sql = "INSERT INTO walls (capture, wall) VALUES (?1, ?2)
            ON CONFLICT DO UPDATE SET wall = excluded.wall";
        self.tx.run("a wall", sql, params![Text(id), Text(wall)])?;
        Ok(())
    }
}

fn capture(row: &Row<'_>) -> rusqlite::Result<Capture> {
    Ok(Capture {
        retrieval: row.json("retrieval")?,
        location: location(row)?,
    })
}

fn location(row: &Row<'_>) -> rusqlite::Result<RecordLocation> {
    Ok(RecordLocation {
        file: row.get("file")?,
        offset: row.count("first_byte")?,
        length: row.count("length")?,
        record_id: row.get("record_id")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, capture, case, document, hop, id, read, store, url, write};
    use crate::{How, Store};
    use model::Retrieval;

    /// Capture 4 asked for `/short` and was sent on to `/page`; it came before capture 3, stored
    /// after it.
    fn redirected() -> Capture {
        let from = capture(4);
        Capture {
            retrieval: Retrieval {
                first: hop(url("short"), at(1)),
                redirects: vec![hop(url("middle"), at(2)), hop(url("page"), at(2))],
                ..from.retrieval
            },
            location: from.location,
        }
    }

    fn captured() -> Store {
        let store = store();
        write(&store, |tx| {
            [capture(1), capture(3), redirected()]
                .iter()
                .try_for_each(|it| tx.captures_mut().insert(it))
        });
        store
    }

    fn numbers(captures: &[Capture]) -> Vec<u64> {
        captures
            .iter()
            .map(|it| it.location.offset / 1000)
            .collect()
    }

    #[test]
    fn a_capture_comes_back_as_it_went_in() {
        let store = captured();
        assert_eq!(
            read(&store, |tx| tx.captures().by_id(id(4))),
            Some(redirected())
        );
        assert_eq!(read(&store, |tx| tx.captures().by_id(id(2))), None);
        let all = read(&store, |tx| tx.captures().all());
        assert_eq!(numbers(&all), [1, 3, 4]);
        assert_eq!(read(&store, |tx| tx.captures().count()), 3);
    }

    #[test]
    fn captures_of_one_second_are_told_apart() {
        let store = store();
        let with = |number, text: &str| {
            let mut capture = capture(number);
            capture.retrieval.first.finished = text.parse().unwrap();
            capture
        };
        write(&store, |tx| {
            tx.captures_mut()
                .insert(&with(1, "2025-03-01T10:00:00.250Z"))?;
            tx.captures_mut().insert(&with(2, "2025-03-01T10:00:00Z"))?;
            tx.captures_mut().insert(&with(3, "2016-12-31T23:59:60Z"))?;
            tx.documents_mut().insert(&document(1))?;
            for number in [1, 2, 3] {
                tx.documents_mut().add_capture(id(1), id(number))?;
            }
            Ok(())
        });
        let found = read(&store, |tx| tx.captures().of_document(id(1)));
        assert_eq!(numbers(&found), [3, 2, 1]);
    }

    #[test]
    fn a_record_belongs_to_one_capture() {
        let store = captured();
        let twin = Capture {
            location: capture(1).location,
            ..capture(9)
        };
        let second = store.write(|tx| tx.captures_mut().insert(&twin));
        assert!(matches!(second, Err(StoreError::Exists { .. })));
    }

    #[test]
    fn every_capture_of_a_document_is_known_by_time() {
        let store = captured();
        write(&store, |tx| {
            tx.documents_mut().insert(&document(1))?;
            for number in [4, 3, 1] {
                tx.documents_mut().add_capture(id(1), id(number))?;
            }
            Ok(())
        });
        let of = read(&store, |tx| tx.captures().of_document(id(1)));
        assert_eq!(numbers(&of), [1, 4, 3]);
        let last = |case| read(&store, |tx| tx.captures().last_of_case(id(case)));
        assert_eq!(last(1), None, "the document is in no case");
        write(&store, |tx| {
            tx.cases_mut().insert(&case(1))?;
            tx.case_documents_mut().add(id(1), id(1), How::default())
        });
        assert_eq!((last(1), last(2)), (Some(capture(3)), None));
    }

    #[test]
    fn the_place_up_to_which_records_have_rows_is_kept() {
        let store = store();
        assert_eq!(read(&store, |tx| tx.captures().adopted_up_to()), None);
        for number in [1, 2] {
            let location = capture(number).location;
            write(&store, |tx| tx.captures_mut().set_adopted_up_to(&location));
            let kept = read(&store, |tx| tx.captures().adopted_up_to());
            assert_eq!(kept, Some(location));
        }
    }
}
