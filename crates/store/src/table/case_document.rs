//! Which documents belong to which cases, and how each came in.
//!
//! A document is read once and may belong to many cases. Searching asks for the case, so a change
//! here renumbers the document and its statements.

use model::{CaseId, DocumentId, JobId, WatchId};
use rusqlite::params;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "documents of cases",
    sql: "
CREATE TABLE case_documents (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    watch TEXT REFERENCES watches (id) ON DELETE SET NULL,
    job TEXT REFERENCES jobs (id) ON DELETE SET NULL,
    PRIMARY KEY (case_id, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_documents_by_document ON case_documents (document);
CREATE INDEX case_documents_by_watch ON case_documents (watch);
CREATE INDEX case_documents_by_job ON case_documents (job);
CREATE TRIGGER case_documents_join AFTER INSERT ON case_documents BEGIN
    UPDATE documents SET rev = rev WHERE id = new.document;
    UPDATE statements SET rev = rev
    WHERE version IN (SELECT id FROM versions WHERE document = new.document);
END;
CREATE TRIGGER case_documents_leave AFTER DELETE ON case_documents BEGIN
    UPDATE documents SET rev = rev WHERE id = old.document;
    UPDATE statements SET rev = rev
    WHERE version IN (SELECT id FROM versions WHERE document = old.document);
END;
",
};

/// How a document came into a case; by the reporter's own hand when nothing else is named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How {
    /// The watch that found it.
    pub watch: Option<WatchId>,
    /// The job that captured it.
    pub job: Option<JobId>,
}

/// Reads which documents belong to which cases.
#[derive(Debug)]
pub struct CaseDocuments<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl CaseDocuments<'_> {
    /// Returns the documents of a case, in the order in which the library met them.
    pub fn documents_of(&self, case: CaseId) -> Result<Vec<DocumentId>, StoreError> {
        let sql = "SELECT document FROM case_documents WHERE case_id = ?1 ORDER BY document";
        self.tx
            .many("a document of a case", sql, [Text(case)], |row| {
                row.text("document")
            })
    }

    /// Returns the cases of a document.
    pub fn cases_of(&self, document: DocumentId) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT case_id FROM case_documents WHERE document = ?1 ORDER BY case_id";
        self.tx
            .many("a case of a document", sql, [Text(document)], |row| {
                row.text("case_id")
            })
    }

    /// Returns how a document came into a case, or nothing when it is not in it.
    pub fn how(&self, case: CaseId, document: DocumentId) -> Result<Option<How>, StoreError> {
        let sql = "SELECT watch, job FROM case_documents WHERE case_id = ?1 AND document = ?2";
        let key = params![Text(case), Text(document)];
        self.tx.one("a document of a case", sql, key, |row| {
            Ok(How {
                watch: row.optional_text("watch")?,
                job: row.optional_text("job")?,
            })
        })
    }
}

/// Writes which documents belong to which cases.
#[derive(Debug)]
pub struct CaseDocumentsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl CaseDocumentsMut<'_> {
    /// Puts a document into a case and tells whether it is new there; how it first came in stays.
    pub fn add(&self, case: CaseId, document: DocumentId, how: How) -> Result<bool, StoreError> {
        let sql = "INSERT INTO case_documents (case_id, document, watch, job)
            VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let row = params![
            Text(case),
            Text(document),
            how.watch.map(Text),
            how.job.map(Text)
        ];
        Ok(self.tx.run("a document of a case", sql, row)? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, furnished, id, job, read, write};

    #[test]
    fn a_document_is_put_into_a_case_once() {
        let store = furnished();
        let how = How {
            watch: None,
            job: Some(id(5)),
        };
        let (first, second) = write(&store, |tx| {
            tx.cases_mut().insert(&case(2))?;
            tx.jobs_mut().enqueue(&job(5, "page"))?;
            let documents = tx.case_documents_mut();
            documents.add(id(2), id(1), How::default())?;
            Ok((
                documents.add(id(1), id(1), how)?,
                documents.add(id(1), id(1), How::default())?,
            ))
        });
        assert!(first && !second);
        read(&store, |tx| {
            assert_eq!(tx.case_documents().documents_of(id(1))?, [id(1)]);
            assert_eq!(tx.case_documents().cases_of(id(1))?, [id(1), id(2)]);
            assert_eq!(tx.case_documents().how(id(1), id(1))?, Some(how));
            assert_eq!(tx.case_documents().how(id(9), id(1))?, None);
            Ok(())
        });
    }

    #[test]
    fn an_unknown_document_is_refused() {
        let store = furnished();
        let refused = store.write(|tx| tx.case_documents_mut().add(id(1), id(9), How::default()));
        assert!(matches!(refused, Err(StoreError::Dangling { .. })));
    }
}
