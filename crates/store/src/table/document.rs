//! Documents, each known by its address, and every capture of each.

use model::{CaptureId, CaseId, Document, DocumentId, Outlet, Site};
use rusqlite::{Row, params};
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "documents",
    sql: "
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    site TEXT REFERENCES outlets (site),
    rev INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX documents_by_rev ON documents (rev);
CREATE INDEX documents_by_site ON documents (site);
CREATE TRIGGER documents_new AFTER INSERT ON documents BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE documents SET rev = (SELECT rev FROM meta) WHERE id = new.id;
END;
-- Whatever changes a document without giving it a number gets it the next one.
CREATE TRIGGER documents_changed AFTER UPDATE ON documents WHEN new.rev = old.rev BEGIN
    UPDATE meta SET rev = rev + 1;
    UPDATE documents SET rev = (SELECT rev FROM meta) WHERE id = new.id;
END;
CREATE TRIGGER documents_gone AFTER DELETE ON documents BEGIN
    UPDATE meta SET rev = rev + 1;
    INSERT INTO tombstones (kind, id, rev) SELECT 'document', old.id, rev FROM meta WHERE true
    ON CONFLICT (kind, id) DO UPDATE SET rev = excluded.rev;
END;
CREATE TABLE document_captures (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    PRIMARY KEY (document, capture)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_captures_by_capture ON document_captures (capture);
",
};

const SELECT: &str = "
SELECT d.id, d.address, d.site, o.name FROM documents d LEFT JOIN outlets o ON o.site = d.site";

/// How much there is of a document, and how it last came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFigures {
    /// The document.
    pub document: DocumentId,
    /// How many versions it has.
    pub versions: u64,
    /// How many statements they carry, without those that a person rejected.
    pub statements: u64,
    /// Its last capture.
    pub last_capture: CaptureId,
}

/// ?1 is the case. The last capture is the one with the latest time, or the last of several.
const FIGURES: &str = "
SELECT d.document,
    (SELECT count(*) FROM versions v WHERE v.document = d.document) AS versions,
    (SELECT count(*) FROM versions v JOIN statements s ON s.version = v.id
        WHERE v.document = d.document AND s.status <> 'rejected') AS statements,
    (SELECT c.id FROM document_captures k JOIN captures c ON c.id = k.capture
        WHERE k.document = d.document ORDER BY c.captured DESC, c.rowid DESC LIMIT 1)
        AS last_capture
FROM case_documents d WHERE d.case_id = ?1 AND last_capture IS NOT NULL ORDER BY d.document";

/// Reads documents.
#[derive(Debug)]
pub struct Documents<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Documents<'_> {
    /// Returns the document of this id.
    pub fn by_id(&self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        let sql = format!("{SELECT} WHERE d.id = ?1");
        self.tx.one("a document", &sql, [Text(id)], document)
    }

    /// Returns the document that is known by an address.
    pub fn by_address(&self, address: &Url) -> Result<Option<Document>, StoreError> {
        let sql = format!("{SELECT} WHERE d.address = ?1");
        self.tx.one("a document", &sql, [Text(address)], document)
    }

    /// Returns every document, in the order in which the library met them.
    pub fn all(&self) -> Result<Vec<Document>, StoreError> {
        let sql = format!("{SELECT} ORDER BY d.id");
        self.tx.many("a document", &sql, [], document)
    }

    /// Returns how many documents there are.
    pub fn count(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS documents FROM documents";
        self.tx.sure("a count of documents", sql, [], |row| {
            row.count("documents")
        })
    }

    /// Returns the figures of the documents of a case, in the order in which the library met them.
    pub fn figures(&self, case: CaseId) -> Result<Vec<DocumentFigures>, StoreError> {
        let noun = "the figures of a document";
        self.tx.many(noun, FIGURES, [Text(case)], |row| {
            Ok(DocumentFigures {
                document: row.text("document")?,
                versions: row.count("versions")?,
                statements: row.count("statements")?,
                last_capture: row.text("last_capture")?,
            })
        })
    }
}

/// Writes documents.
#[derive(Debug)]
pub struct DocumentsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl DocumentsMut<'_> {
    /// Adds a document. The name of its outlet is kept where the outlet had none.
    pub fn insert(&self, document: &Document) -> Result<(), StoreError> {
        let site = self.site_of(document.outlet.as_ref())?;
        let sql = "INSERT INTO documents (id, address, site) VALUES (?1, ?2, ?3)";
        let row = params![
            Text(document.id),
            Text(&document.address),
            site.map(Site::as_str)
        ];
        self.tx.run("a document", sql, row)?;
        Ok(())
    }

    /// Notes that a capture is of a document, also where it brought nothing new, and tells whether
    /// that is new.
    pub fn add_capture(&self, id: DocumentId, capture: CaptureId) -> Result<bool, StoreError> {
        let sql = "INSERT INTO document_captures (document, capture) VALUES (?1, ?2)
            ON CONFLICT DO NOTHING";
        let row = params![Text(id), Text(capture)];
        Ok(self.tx.run("a capture of a document", sql, row)? > 0)
    }

    fn site_of<'o>(&self, outlet: Option<&'o Outlet>) -> Result<Option<&'o Site>, StoreError> {
        if let Some(outlet) = outlet {
            self.tx.outlets_mut().meet(outlet)?;
        }
        Ok(outlet.map(|outlet| &outlet.site))
    }
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let site: Option<String> = row.get("site")?;
    let name = row.get("name")?;
    Ok(Document {
        id: row.text("id")?,
        address: row.text("address")?,
        outlet: site.map(|site| Outlet {
            site: site.into(),
            name,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{document, furnished, id, read, url, write};

    fn gazette() -> Outlet {
        Outlet {
            site: "gazette.example".to_owned().into(),
            name: Some("Gazette".to_owned()),
        }
    }

    #[test]
    fn a_document_is_known_by_its_address() {
        let store = furnished();
        let second = Document {
            outlet: Some(gazette()),
            ..document(2)
        };
        write(&store, |tx| tx.documents_mut().insert(&second));
        read(&store, |tx| {
            let documents = tx.documents();
            assert_eq!(documents.by_address(&url("story-2"))?, Some(second.clone()));
            assert_eq!(documents.by_id(id(2))?, Some(second.clone()));
            assert_eq!(documents.by_address(&url("story-3"))?, None);
            assert_eq!(documents.all()?, [document(1), second.clone()]);
            Ok(())
        });
        let twin = Document {
            address: url("story-2"),
            ..document(3)
        };
        let refused = store.write(|tx| tx.documents_mut().insert(&twin));
        assert!(matches!(refused, Err(StoreError::Exists { .. })));
    }
}
