//! The counter of the library and the changes it has numbered: what `search` follows.
//!
//! Documents and statements carry a `rev`, the number of their last change; triggers beside their
//! tables draw it from `meta`. No two changes share a number, so a reader that has seen all up to
//! one number goes on after it.

use model::{DocumentId, LibraryId, StatementId};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::ReadTx;
use crate::value::{Columns as _, integer};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "identity, counter and tombstones",
    sql: "
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    library TEXT NOT NULL,
    born TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    rev INTEGER NOT NULL
) STRICT;
CREATE TABLE tombstones (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (kind, id)
) STRICT;
",
};

/// Which library this is, and where its counter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub library: LibraryId,
    /// Grows when a backup is put back, so that an index made after it is recognised.
    pub epoch: u64,
    /// The number of the last change.
    pub rev: u64,
}

/// The nouns that are found by searching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexedKind {
    /// A document with all its versions.
    Document,
    /// A statement.
    Statement,
}

/// The last change of something that is found by searching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document is new, or found otherwise than before.
    Document {
        /// The number of the change.
        rev: u64,
        /// The document.
        id: DocumentId,
    },
    /// A statement is new, or found otherwise than before.
    Statement {
        /// The number of the change.
        rev: u64,
        /// The statement.
        id: StatementId,
    },
    /// Something is gone.
    Gone {
        /// The number of the change.
        rev: u64,
        /// What it was.
        kind: IndexedKind,
        /// Its id.
        id: String,
    },
}

impl Change {
    /// Returns the number of the change.
    pub fn rev(&self) -> u64 {
        match self {
            Self::Document { rev, .. } | Self::Statement { rev, .. } | Self::Gone { rev, .. } => {
                *rev
            }
        }
    }
}

const CHANGES: &str = "
SELECT rev, 'document' AS kind, id, 0 AS gone FROM documents WHERE rev > ?1
UNION ALL SELECT rev, 'statement', id, 0 FROM statements WHERE rev > ?1
UNION ALL SELECT rev, kind, id, 1 FROM tombstones WHERE rev > ?1
ORDER BY rev LIMIT ?2";

impl ReadTx<'_> {
    /// Returns which library this is and where its counter stands.
    pub fn identity(&self) -> Result<Identity, StoreError> {
        let sql = "SELECT library, epoch, rev FROM meta";
        self.sure("the identity of the library", sql, [], |row| {
            Ok(Identity {
                library: row.text("library")?,
                epoch: row.count("epoch")?,
                rev: row.count("rev")?,
            })
        })
    }

    /// Returns the number of the last change.
    pub fn max_rev(&self) -> Result<u64, StoreError> {
        let sql = "SELECT rev FROM meta";
        self.sure("the counter of changes", sql, [], |row| row.count("rev"))
    }

    /// Returns the last change of everything that changed after number `rev`, at most `limit` of
    /// them, in the order of their numbers.
    pub fn changes_since(&self, rev: u64, limit: usize) -> Result<Vec<Change>, StoreError> {
        let after = params![integer(rev), integer(limit as u64)];
        self.many("a change", CHANGES, after, change)
    }
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let (rev, kind): (u64, String) = (row.count("rev")?, row.get("kind")?);
    let kind = match kind.as_str() {
        "document" => IndexedKind::Document,
        _ => IndexedKind::Statement,
    };
    if row.get("gone")? {
        let id = row.get("id")?;
        return Ok(Change::Gone { rev, kind, id });
    }
    match kind {
        IndexedKind::Document => Ok(Change::Document {
            rev,
            id: row.text("id")?,
        }),
        IndexedKind::Statement => Ok(Change::Statement {
            rev,
            id: row.text("id")?,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        case, document, entity, furnished, id, read, statement, store, version, without_statement,
        write,
    };
    use crate::{How, Store, WriteTx};
    use model::{EntityType, FoundMention, Link, Outlet, Span, Status};

    /// Writes and returns what changed thereby, in words.
    fn changed(
        store: &Store,
        f: impl FnOnce(&WriteTx<'_>) -> Result<(), StoreError>,
    ) -> Vec<String> {
        let before = max_rev(store);
        write(store, f);
        let changes = read(store, |tx| tx.changes_since(before, 100));
        let revs: Vec<u64> = changes.iter().map(Change::rev).collect();
        assert!(revs.is_sorted_by(|a, b| before < *a && a < b), "{revs:?}");
        assert!(revs.last() <= Some(&max_rev(store)));
        changes.iter().map(word).collect()
    }

    fn max_rev(store: &Store) -> u64 {
        let (rev, identity) = read(store, |tx| Ok((tx.max_rev()?, tx.identity()?)));
        assert_eq!(rev, identity.rev);
        rev
    }

    fn word(change: &Change) -> String {
        match change {
            Change::Document { id, .. } => format!("document {}", short(&id.to_string())),
            Change::Statement { id, .. } => format!("statement {}", short(&id.to_string())),
            Change::Gone { kind, id, .. } => format!("{kind:?} {} gone", short(id)),
        }
    }

    fn short(id: &str) -> &str {
        id.trim_start_matches('0')
    }

    /// A library with statements 1 and 2 in document 1, which is in case 1, and an empty document 2
    /// of another domain.
    fn told() -> Store {
        let store = furnished();
        write(&store, |tx| {
            tx.documents_mut().insert(&document(2))?;
            tx.case_documents_mut().add(id(1), id(1), How::default())?;
            tx.statements_mut()
                .insert_all(&[statement(1, 0), statement(2, 50)])
        });
        store
    }

    #[test]
    fn a_new_library_has_an_identity_and_no_changes() {
        let store = store();
        let identity = store.identity().unwrap();
        assert_eq!(identity.library, id(77));
        assert_eq!((identity.epoch, identity.rev), (1, 0));
        assert_eq!(read(&store, |tx| tx.changes_since(0, 10)), []);
    }

    #[test]
    fn what_is_stored_is_numbered_once() {
        let store = told();
        let changes = read(&store, |tx| tx.changes_since(0, 100));
        let words: Vec<String> = changes.iter().map(word).collect();
        assert_eq!(
            words,
            ["document 2", "document 1", "statement 1", "statement 2"]
        );
    }

    #[test]
    fn changes_are_read_in_pages_without_a_gap() {
        let store = told();
        let all = read(&store, |tx| tx.changes_since(0, 100));
        let mut paged = Vec::new();
        while let [.., last] = read(&store, |tx| {
            tx.changes_since(paged.last().map_or(0, Change::rev), 1)
        })
        .as_slice()
        {
            paged.push(last.clone());
        }
        assert_eq!(paged, all);
    }

    fn check(f: impl FnOnce(&WriteTx<'_>) -> Result<(), StoreError>, expected: &[&str]) {
        assert_eq!(changed(&told(), f), expected);
    }

    #[test]
    fn a_change_of_the_cases_of_a_document_is_one_of_its_statements_too() {
        let whole = ["document 1", "statement 1", "statement 2"];
        let into = |tx: &WriteTx<'_>, case| {
            let documents = tx.case_documents_mut();
            documents.add(id(case), id(1), How::default()).map(drop)
        };
        check(|tx| into(tx, 1), &[]);
        check(
            |tx| {
                tx.cases_mut().insert(&case(2))?;
                into(tx, 2)
            },
            &whole,
        );
        check(
            |tx| tx.run("a case", "DELETE FROM case_documents", []).map(drop),
            &whole,
        );
    }

    #[test]
    fn a_change_of_a_statement_or_its_answers_gets_a_number() {
        let checked = model::Statement {
            status: Status::Checked,
            ..statement(2, 50)
        };
        let link = Link {
            case: id(1),
            answer: id(2),
            answered: id(1),
        };
        let both = ["statement 1", "statement 2"];
        check(|tx| tx.statements_mut().update(&checked), &["statement 2"]);
        check(|tx| without_statement(tx, 1), &["Statement 1 gone"]);
        check(
            |tx| tx.versions_mut().insert(&version(2, 1, 2)),
            &["document 1"],
        );
        check(|tx| tx.answers_mut().link(&link), &both);
        check(|tx| tx.answers_mut().unlink(&link), &both);
        let found = [(id(2), id(1))];
        check(|tx| tx.answers_mut().add_machine_answers(&found), &both);
    }

    #[test]
    fn the_name_of_an_outlet_changes_its_documents() {
        let store = told();
        let outlet = |name: Option<&str>| Outlet {
            site: "gazette.example".to_owned().into(),
            name: name.map(str::to_owned),
        };
        write(&store, |tx| {
            tx.outlets_mut().meet(&outlet(None))?;
            let sql = "UPDATE documents SET site = 'gazette.example' WHERE id = ?1";
            tx.run("a document", sql, [crate::value::Text(id::<DocumentId>(1))])
                .map(drop)
        });
        let meet = |name| changed(&store, |tx| tx.outlets_mut().meet(&outlet(name)));
        assert_eq!(meet(None), [""; 0]);
        let whole = ["document 1", "statement 1", "statement 2"];
        assert_eq!(meet(Some("Gazette")), whole);
        assert_eq!(meet(Some("The Gazette")), [""; 0], "the first name stays");
    }

    #[test]
    fn a_tag_changes_what_bears_the_name() {
        let store = told();
        let mut halden = entity(9, "HALDEN  Ltd");
        write(&store, |tx| tx.entities_mut().insert(&halden));
        halden.tags.push("pumps".to_owned());
        let about = changed(&store, |tx| tx.entities_mut().update(&halden));
        assert_eq!(about, ["statement 1", "statement 2"]);
        "Halden Group".clone_into(&mut halden.name);
        let renamed = changed(&store, |tx| tx.entities_mut().update(&halden));
        assert_eq!(renamed, about, "they no longer bear its name");
        let speaker = entity(11, "The Brightwater");
        let named = changed(&store, |tx| tx.entities_mut().insert(&speaker));
        assert_eq!(named, about);
        // The name of an entity that is only mentioned, inside the second statement.
        let mention = FoundMention {
            span: Span::new(60, 64),
            text: "Orla".to_owned(),
            entity_type: EntityType::Person,
            entity: None,
        };
        write(&store, |tx| {
            tx.readings_mut().replace(id(1), &[mention], &[])
        });
        let mentioned = changed(&store, |tx| tx.entities_mut().insert(&entity(10, "Orla")));
        assert_eq!(mentioned, ["statement 2", "document 1"]);
    }

    #[test]
    fn a_removed_document_takes_its_statements_along() {
        let store = told();
        let mut gone = changed(&store, |tx| {
            tx.run(
                "a document",
                "DELETE FROM documents WHERE id = ?1",
                [crate::value::Text(id::<DocumentId>(1))],
            )?;
            Ok(())
        });
        gone.sort();
        assert_eq!(
            gone,
            ["Document 1 gone", "Statement 1 gone", "Statement 2 gone"]
        );
    }

    #[test]
    fn a_number_is_given_back_when_the_change_is() {
        let store = told();
        let before = max_rev(&store);
        let failed: Result<(), StoreError> = store.write(|tx| {
            tx.documents_mut().insert(&document(3))?;
            Err(StoreError::missing("noun", &1))
        });
        assert!(matches!(failed, Err(StoreError::Missing { .. })));
        assert_eq!(max_rev(&store), before);
    }
}
