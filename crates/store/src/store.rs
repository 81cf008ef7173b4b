//! The store itself: one connection to one library, and the two ways to work with it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use model::LibraryId;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::StoreError;
use crate::migration::remove_copies;
use crate::open::{Options, open, open_in_memory, problems};
use crate::table::Identity;
use crate::tx::{ReadTx, WriteTx};

/// What a library is given when its file is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Born {
    /// Its name.
    pub library: LibraryId,
    /// When that was.
    pub at: DateTime<Utc>,
}

/// An open library. It can be shared between threads, of which one at a time works with it; a
/// call of [`read`](Self::read) or [`write`](Self::write) inside another one never returns.
#[derive(Debug)]
pub struct Store {
    connection: Mutex<Connection>,
    path: PathBuf,
}

impl Store {
    /// Opens the library in the file at `path`; makes the file, with what is in `born`, where there
    /// is none. The folder must be there.
    pub fn open(path: &Path, born: &Born) -> Result<Self, StoreError> {
        Self::open_with(path, born, &Options::default())
    }

    /// Opens a library with other than the usual options.
    pub fn open_with(path: &Path, born: &Born, options: &Options) -> Result<Self, StoreError> {
        Ok(Self {
            connection: Mutex::new(open(path, born, options)?),
            path: path.to_owned(),
        })
    }

    /// Makes a library in memory; it is gone with the store.
    pub fn in_memory(born: &Born) -> Result<Self, StoreError> {
        Ok(Self {
            connection: Mutex::new(open_in_memory(born)?),
            path: PathBuf::from(":memory:"),
        })
    }

    /// Returns which library this is and where its counter stands.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is bound to one lifetime and does not compile here"
    )]
    pub fn identity(&self) -> Result<Identity, StoreError> {
        self.read(|tx| tx.identity())
    }

    /// Reads from one consistent snapshot.
    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection();
        let tx = self.begin(&mut connection, TransactionBehavior::Deferred)?;
        f(&ReadTx::new(&tx, &self.path))
    }

    /// Writes: everything that `f` does, on disk when this returns, or nothing if `f` fails.
    pub fn write<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection();
        let tx = self.begin(&mut connection, TransactionBehavior::Immediate)?;
        let done = f(&WriteTx::new(&tx, &self.path))?;
        tx.commit()
            .map_err(|source| StoreError::writing("the library", &self.path, source))?;
        Ok(done)
    }

    /// Checks the whole file and returns what is wrong with it, in words.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let found = problems(&connection, "PRAGMA integrity_check")
            .and_then(|found| Ok([found, dangling(&connection)?].concat()))
            .map_err(|source| StoreError::reading("the library", &self.path, source));
        match found {
            Err(StoreError::Damaged { problems, .. }) => Ok(problems),
            other => other,
        }
    }

    /// Leaves nothing in the files of what was removed: free pages, the write-ahead log, and copies
    /// that were made before the format changed. Fails when another program holds the library.
    pub fn scrub(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        let scrub = || {
            connection.execute_batch("VACUUM")?;
            let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
            connection.query_row(sql, [], |row| row.get::<_, i64>(0))
        };
        let busy =
            scrub().map_err(|source| StoreError::writing("the library", &self.path, source))?;
        if busy != 0 {
            return Err(StoreError::in_use(&self.path));
        }
        remove_copies(&self.path).map_err(|source| StoreError::File {
            path: self.path.clone(),
            source,
        })
    }

    fn begin<'a>(
        &self,
        connection: &'a mut Connection,
        behavior: TransactionBehavior,
    ) -> Result<Transaction<'a>, StoreError> {
        connection
            .transaction_with_behavior(behavior)
            .map_err(|source| StoreError::reading("the library", &self.path, source))
    }

    /// Returns the connection. A panic in a closure has rolled its transaction back, so that the
    /// connection is sound even when the lock is poisoned.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the rows that refer to nothing, in words.
fn dangling(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    statement
        .query_map([], |row| {
            let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
            Ok(format!(
                "a row of {table} refers to a row of {parent} that is not there"
            ))
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{born, capture, case, document, furnished, id, read, store, write};
    use model::Article;

    #[test]
    fn nothing_stays_of_a_write_that_fails() {
        let store = store();
        let failed: Result<(), StoreError> = store.write(|tx| {
            tx.cases_mut().insert(&case(1))?;
            assert_eq!(tx.cases().all()?.len(), 1, "a write sees what it wrote");
            Err(StoreError::missing("noun", &7))
        });
        assert!(matches!(failed, Err(StoreError::Missing { .. })));
        assert_eq!(read(&store, |tx| tx.cases().all()), []);
    }

    #[test]
    fn nothing_stays_of_a_write_that_panics() {
        let store = store();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write(|tx| -> Result<(), StoreError> {
                tx.cases_mut().insert(&case(1))?;
                panic!("in the middle");
            })
        }));
        assert!(panicked.is_err());
        write(&store, |tx| tx.cases_mut().insert(&case(2)));
        assert_eq!(read(&store, |tx| tx.cases().all()), [case(2)]);
    }

    #[test]
    fn a_sound_library_passes_the_check() {
        assert_eq!(furnished().check().unwrap(), [""; 0]);
    }

    #[test]
    fn the_check_finds_rows_that_refer_to_nothing() {
        let store = furnished();
        let sql = "PRAGMA foreign_keys = OFF; DELETE FROM captures WHERE id LIKE '%1'";
        store.connection().execute_batch(sql).unwrap();
        let problems = store.check().unwrap();
        let expected = "a row of document_captures refers to a row of captures that is not there";
        assert_eq!(problems, [expected]);
    }

    /// A disk with no room left is played by a limit on the pages of the file.
    #[test]
    fn a_full_disk_is_told_apart_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("library.sqlite"), &born()).unwrap();
        write(&store, |tx| {
            tx.documents_mut().insert(&document(1))?;
            tx.captures_mut().insert(&capture(1))
        });
        let limit = |pages: u32| {
            let connection = store.connection();
            connection
                .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
                .unwrap();
        };
        let large = model::Version {
            article: Article {
                text: "x".repeat(1 << 20),
                ..Article::default()
            },
            ..crate::testing::version(1, 1, 1)
        };
        limit(1);
        let full = store.write(|tx| tx.versions_mut().insert(&large));
        assert!(matches!(full, Err(StoreError::DiskFull { .. })), "{full:?}");
        assert!(read(&store, |tx| tx.documents().by_id(id(1))).is_some());
        assert_eq!(read(&store, |tx| tx.versions().by_id(id(1))), None);
        limit(1_000_000);
        write(&store, |tx| tx.versions_mut().insert(&large));
        assert_eq!(store.check().unwrap(), [""; 0]);
    }

    #[test]
    fn a_value_that_makes_no_sense_is_an_error_with_its_noun() {
        let store = furnished();
        write(&store, |tx| {
            tx.run("a case", "UPDATE cases SET created = 'soon'", [])
        });
        let failed: Result<_, StoreError> = store.read(|tx| tx.cases().all());
        assert!(matches!(
            failed,
            Err(StoreError::Read { noun: "a case", .. })
        ));
    }
}
