//! Versions: what a document said in one capture. A new version renumbers its document.

use chrono::{DateTime, Utc};
use model::{CaptureId, DocumentId, Version, VersionId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Json, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "versions",
    sql: "
CREATE TABLE versions (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    capture TEXT NOT NULL,
    extractor TEXT NOT NULL,
    article TEXT NOT NULL,
    FOREIGN KEY (document, capture)
        REFERENCES document_captures (document, capture) ON DELETE CASCADE
) STRICT;
CREATE INDEX versions_by_document ON versions (document, capture);
CREATE INDEX versions_by_capture ON versions (capture);
CREATE TRIGGER versions_new AFTER INSERT ON versions BEGIN
    UPDATE documents SET rev = rev WHERE id = new.document;
END;
CREATE TRIGGER versions_gone AFTER DELETE ON versions BEGIN
    UPDATE documents SET rev = rev WHERE id = old.document;
END;
",
};

/// When a page stood as a capture has it that was fetched later, from a web archive.
pub(crate) const STOOD: Migration = Migration {
    date: "2026-11-23",
    name: "copies in web archives",
    sql: "
CREATE TABLE stood (
    capture TEXT PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;
",
};

const SELECT: &str = "
SELECT v.id, v.document, v.capture, v.extractor, v.article
FROM versions v JOIN captures c ON c.id = v.capture LEFT JOIN stood s ON s.capture = c.id";

/// Reads versions.
#[derive(Debug)]
pub struct Versions<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Versions<'_> {
    /// Returns the version of this id.
    pub fn by_id(&self, id: VersionId) -> Result<Option<Version>, StoreError> {
        let sql = format!("{SELECT} WHERE v.id = ?1");
        self.tx.one("a version", &sql, [Text(id)], version)
    }

    /// Returns the versions of a document by the time at which they stood, the oldest first: that of
    /// their capture, or of the copy in a web archive that was captured.
    pub fn of(&self, document: DocumentId) -> Result<Vec<Version>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE v.document = ?1 ORDER BY coalesce(unixepoch(s.at, 'subsec'), c.captured), v.rowid"
        );
        self.tx.many("a version", &sql, [Text(document)], version)
    }

    /// Returns the ids of the versions of a document, in the order of [`of`](Self::of).
    pub fn order_of(&self, document: DocumentId) -> Result<Vec<VersionId>, StoreError> {
        let sql = "SELECT v.id FROM versions v JOIN captures c ON c.id = v.capture
            LEFT JOIN stood s ON s.capture = c.id WHERE v.document = ?1
            ORDER BY coalesce(unixepoch(s.at, 'subsec'), c.captured), v.rowid";
        self.tx
            .many("a version", sql, [Text(document)], |row| row.text("id"))
    }

    /// Returns the version of a document that stood last.
    pub fn latest(&self, document: DocumentId) -> Result<Option<Version>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE v.document = ?1 ORDER BY coalesce(unixepoch(s.at, 'subsec'), c.captured) DESC, v.rowid DESC
            LIMIT 1"
        );
        self.tx.one("a version", &sql, [Text(document)], version)
    }
}

/// Writes versions.
#[derive(Debug)]
pub struct VersionsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl VersionsMut<'_> {
    /// Adds a version; its capture becomes one of its document's.
    pub fn insert(&self, version: &Version) -> Result<(), StoreError> {
        self.tx
            .documents_mut()
            .add_capture(version.document, version.capture)?;
        let sql = "INSERT INTO versions (id, document, capture, extractor, article)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![
            Text(version.id),
            Text(version.document),
            Text(version.capture),
            version.extractor,
            Json(&version.article),
        ];
        self.tx.run("a version", sql, row)?;
        Ok(())
    }

    /// Puts what was read anew of a version in the place of what was read before.
    pub fn update(&self, version: &Version) -> Result<(), StoreError> {
        let sql = "UPDATE versions SET extractor = ?2, article = ?3 WHERE id = ?1";
        let row = params![Text(version.id), version.extractor, Json(&version.article)];
        self.tx.run_on("version", &version.id, sql, row)?;
        let sql = "UPDATE documents SET rev = rev WHERE id = ?1";
        self.tx
            .run("a document", sql, [Text(version.document)])
            .map(drop)
    }

    /// Removes a version with the statements that stand on it.
    pub fn remove(&self, id: VersionId) -> Result<(), StoreError> {
        let sql = "DELETE FROM versions WHERE id = ?1";
        self.tx.run("a version", sql, [Text(id)]).map(drop)
    }
}

impl VersionsMut<'_> {
    /// Keeps when a page stood as a capture has it that was fetched later.
    pub fn set_stood(&self, capture: CaptureId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO stood (capture, at) VALUES (?1, ?2)";
        self.tx
            .run("the time of a copy", sql, params![Text(capture), At(at)])?;
        Ok(())
    }
}

impl Versions<'_> {
    /// Returns when a page stood as a capture has it that was fetched later; nothing for others.
    pub fn stood(&self, capture: CaptureId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql = "SELECT at FROM stood WHERE capture = ?1";
        self.tx
            .one("the time of a copy", sql, [Text(capture)], |row| {
                row.at("at")
            })
    }
}

fn version(row: &Row<'_>) -> rusqlite::Result<Version> {
    Ok(Version {
        id: row.text("id")?,
        document: row.text("document")?,
        capture: row.text("capture")?,
        article: row.json("article")?,
        extractor: row.get("extractor")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{furnished, id, read, version, write};
    use model::{Article, Confidence, Found, Wall};

    #[test]
    fn versions_stand_in_the_order_of_their_captures() {
        let store = furnished();
        // An import brings a capture from between the first two.
        write(&store, |tx| {
            tx.versions_mut().insert(&version(5, 1, 3))?;
            tx.versions_mut().insert(&version(6, 1, 2))
        });
        read(&store, |tx| {
            let order: Vec<VersionId> = tx.versions().of(id(1))?.iter().map(|it| it.id).collect();
            assert_eq!(order, [id(1), id(6), id(5)]);
            assert_eq!(tx.versions().order_of(id(1))?, order);
            assert_eq!(tx.versions().latest(id(1))?, Some(version(5, 1, 3)));
            assert_eq!(tx.versions().latest(id(2))?, None);
            Ok(())
        });
    }

    #[test]
    fn an_article_keeps_how_each_field_was_found() {
        let store = furnished();
        let found = |value: &str| Found {
            value: Some(value.to_owned()),
            method: "json-ld".to_owned(),
            confidence: Confidence::new(0.9),
        };
        let full = Version {
            article: Article {
                title: found("Pumps \"copied\", says Brightwater\u{2028}"),
                published: Found {
                    value: "2025-03-01T10:00:00+01:00".parse().unwrap(),
                    ..Found::default()
                },
                text: "Page one.\u{c}Page “two”: 深度.".to_owned(),
                wall: Some(Wall::Consent),
                problems: vec!["a table was left out".to_owned()],
                ..Article::default()
            },
            ..version(2, 1, 2)
        };
        write(&store, |tx| tx.versions_mut().insert(&full));
        assert_eq!(read(&store, |tx| tx.versions().by_id(id(2))), Some(full));
    }

    #[test]
    fn a_version_needs_its_capture() {
        let store = furnished();
        let refused = store.write(|tx| tx.versions_mut().insert(&version(2, 1, 99)));
        assert!(matches!(refused, Err(StoreError::Dangling { .. })));
    }
}
