//! A real index in a folder of its own, over a library in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use counterclaim_search::{Change, Check, Entry, EntryKind, Hits, Identity, Query, Source, Synced};
use counterclaim_search::{query, sync};
use model::LibraryId;
use ulid::Ulid;

/// A library that keeps the last change of everything, as the store does.
pub(crate) struct Library {
    pub(crate) identity: Identity,
    pub(crate) rows: Mutex<BTreeMap<String, Change>>,
    pub(crate) rev: Mutex<u64>,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self {
            identity: Identity {
                library: LibraryId::from(Ulid::from(7_u128)),
                epoch: 1,
            },
            rows: Mutex::default(),
            rev: Mutex::default(),
        }
    }

    pub(crate) fn next(&self) -> u64 {
        let mut rev = held(&self.rev);
        *rev += 1;
        *rev
    }

    pub(crate) fn put(&self, number: u128, text: &str) -> String {
        self.put_with(number, text, |_| {})
    }

    pub(crate) fn put_with(
        &self,
        number: u128,
        text: &str,
        more: impl FnOnce(&mut Entry),
    ) -> String {
        let id = id(number);
        let mut rows = held(&self.rows);
        let mut entry = Entry::new(
            EntryKind::Statement,
            id.clone(),
            self.next(),
            text.to_owned(),
        );
        more(&mut entry);
        rows.insert(id.clone(), Change::Put(Box::new(entry)));
        id
    }

    pub(crate) fn remove(&self, number: u128) {
        let (id, rev) = (id(number), self.next());
        let change = Change::Gone {
            id: id.clone(),
            rev,
        };
        held(&self.rows).insert(id, change);
    }
}

impl Source for Library {
    type Error = Infallible;

    fn identity(&self) -> Result<Identity, Infallible> {
        Ok(self.identity)
    }

    fn max_rev(&self) -> Result<u64, Infallible> {
        Ok(*held(&self.rev))
    }

    fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, Infallible> {
        let rows = held(&self.rows);
        let mut changes: Vec<_> = rows.values().filter(|c| c.rev() > after).cloned().collect();
        changes.sort_by_key(Change::rev);
        changes.truncate(limit);
        Ok(changes)
    }
}

pub(crate) struct Bench {
    _folder: tempfile::TempDir,
    pub(crate) dir: PathBuf,
    pub(crate) library: Library,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self {
            dir: folder.path().join("index"),
            _folder: folder,
            library: Library::new(),
        }
    }

    pub(crate) fn sync(&self) -> Synced {
        sync(&self.dir, &self.library, Check::Full).expect("it syncs")
    }

    pub(crate) fn ask(&self, question: &Query) -> Hits {
        query(&self.dir, self.library.identity, question).expect("it answers")
    }

    pub(crate) fn find(&self, text: &str) -> Vec<String> {
        self.ask(&words(text))
            .hits
            .into_iter()
            .map(|hit| hit.id)
            .collect()
    }

    pub(crate) fn beside(&self) -> Vec<String> {
        let parent = self.dir.parent().expect("it has one");
        let entries = fs_err::read_dir(parent).expect("it is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

pub(crate) fn id(number: u128) -> String {
    Ulid::from(number).to_string()
}

pub(crate) fn words(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        limit: 20,
        ..Query::default()
    }
}

pub(crate) fn files_of(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs_err::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| !path.to_string_lossy().ends_with(".lock"))
        .collect();
    files.sort();
    files
}

/// Takes a lock; a test that panicked while it held one has failed anyway.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().expect("no test panics while it holds a lock")
}
