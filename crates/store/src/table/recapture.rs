//! Which cases have the pages of their checked statements captured again, how often, and when each
//! was last asked for.

use chrono::{DateTime, TimeDelta, Utc};
use model::{CaseId, DocumentId, Recapture};
use rusqlite::params;
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "pages that are captured again",
    sql: "
CREATE TABLE recaptures (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    every TEXT NOT NULL
) STRICT;
CREATE TABLE recaptured (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    at TEXT NOT NULL
) STRICT;
",
};

/// ?1 is the case. The pages that were fetched once and on which somebody has checked a statement:
/// one that a reporter supplied may be where the program has no business.
const PAGES: &str = "
SELECT d.document, p.address,
    max(coalesce((SELECT max(c.captured) FROM document_captures k JOIN captures c
        ON c.id = k.capture WHERE k.document = d.document), 0),
        coalesce((SELECT unixepoch(r.at) FROM recaptured r WHERE r.document = d.document), 0))
        AS last
FROM case_documents d JOIN documents p ON p.id = d.document
WHERE d.case_id = ?1 AND (p.address LIKE 'http://%' OR p.address LIKE 'https://%')
    AND EXISTS (SELECT 1 FROM document_captures k JOIN captures c ON c.id = k.capture
        WHERE k.document = d.document
            AND json_extract(c.retrieval, '$.provenance') = 'fetched')
    AND EXISTS (SELECT 1 FROM versions v JOIN statements s ON s.version = v.id
        WHERE v.document = d.document AND s.status NOT IN ('unread', 'rejected'))
ORDER BY last, d.document";

/// A page that is captured again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapturedPage {
    /// The document.
    pub document: DocumentId,
    /// Its address.
    pub url: Url,
    /// When it was last captured or asked for.
    pub last: DateTime<Utc>,
}

/// Reads how often pages are captured again.
#[derive(Debug)]
pub struct Recaptures<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Recaptures<'_> {
    /// Returns how often the pages of a case are captured again.
    pub fn every(&self, case: CaseId) -> Result<Recapture, StoreError> {
        let sql = "SELECT every FROM recaptures WHERE case_id = ?1";
        let found = self
            .tx
            .one("how often pages are captured", sql, [Text(case)], |row| {
                row.text("every")
            })?;
        Ok(found.unwrap_or(Recapture::Off))
    }

    /// Returns the pages of a case with checked statements, the one that waited longest first.
    pub fn pages(&self, case: CaseId) -> Result<Vec<RecapturedPage>, StoreError> {
        let noun = "a page that is captured again";
        self.tx.many(noun, PAGES, [Text(case)], |row| {
            let last: f64 = row.get("last")?;
            // A second more or less is nothing beside a day.
            #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970")]
            let last = TimeDelta::seconds(last as i64);
            Ok(RecapturedPage {
                document: row.text("document")?,
                url: row.text("address")?,
                last: DateTime::UNIX_EPOCH + last,
            })
        })
    }
}

/// Writes how often pages are captured again.
#[derive(Debug)]
pub struct RecapturesMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl RecapturesMut<'_> {
    /// Sets how often the pages of a case are captured again.
    pub fn set_every(&self, case: CaseId, every: Recapture) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO recaptures (case_id, every) VALUES (?1, ?2)";
        let row = params![Text(case), Text(every)];
        self.tx.run("how often pages are captured", sql, row)?;
        Ok(())
    }

    /// Notes that a page was asked for, whatever comes of it.
    pub fn note(&self, document: DocumentId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO recaptured (document, at) VALUES (?1, ?2)";
        let row = params![Text(document), At(at)];
        self.tx.run("a page that is captured again", sql, row)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::How;
    use crate::testing::{at, furnished, id, read, statement, write};
    use model::Status;

    #[test]
    fn only_pages_with_checked_statements_are_captured_again() {
        let store = furnished();
        let every = || read(&store, |tx| tx.recaptures().every(id(1)));
        assert_eq!(every(), Recapture::Off);
        write(&store, |tx| {
            tx.case_documents_mut().add(id(1), id(1), How::default())?;
            tx.statements_mut().insert(&statement(1, 1))?;
            tx.recaptures_mut().set_every(id(1), Recapture::Week)
        });
        assert_eq!(every(), Recapture::Week);
        let pages = || read(&store, |tx| tx.recaptures().pages(id(1)));
        assert_eq!(pages(), []);
        let checked = model::Statement {
            status: Status::Checked,
            ..statement(1, 1)
        };
        write(&store, |tx| tx.statements_mut().update(&checked));
        assert_eq!(pages().len(), 1);
        let later = at(90_000);
        write(&store, |tx| tx.recaptures_mut().note(id(1), later));
        assert_eq!(pages()[0].last.timestamp(), later.timestamp());
    }
}
