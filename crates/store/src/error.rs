//! What can go wrong with a library, in words that tell a reporter what to do.
//!
//! Errors of SQLite are sorted here once: somebody else holds the file, the disk is full, the file
//! is damaged, a row clashes with another one. What is left names the noun that was read or
//! written.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use model::EntityId;
use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::migration::Migration;

/// Why the store could not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The SQLite that the program was built with has a known fault.
    #[error("SQLite {found} can damage a library: this program needs {needed} or newer")]
    OldSqlite {
        /// The version that is there.
        found: String,
        /// The first version that will do.
        needed: &'static str,
    },
    /// The file could not be opened or made.
    #[error("cannot open the library {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The size or the copy of the file could not be had from the disk.
    #[error("cannot prepare the library {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error(
        "{} is not a Counterclaim library, or damaged at its beginning: choose another folder, or put a backup in its place",
        path.display()
    )]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },
    /// The disk cannot keep a write-ahead log, as disks on a network often cannot.
    #[error(
        "the library {} cannot be kept safely there (journal mode {mode}): choose a folder on a disk of this machine",
        path.display()
    )]
    NoWriteAheadLog {
        /// The file.
        path: PathBuf,
        /// The journal that SQLite would use instead.
        mode: String,
    },
    /// A newer program has written the library.
    #[error(
        "the library {} has format {library}, this program knows formats up to {program}: use a newer program",
        path.display()
    )]
    NewerLibrary {
        /// The file.
        path: PathBuf,
        /// The format of the library.
        library: u32,
        /// The newest format that this program knows.
        program: u32,
    },
    /// The library could not be brought to the format of this program.
    #[error("cannot bring the library {} to a newer format, at step {step:?}", path.display())]
    Migrate {
        /// The file.
        path: PathBuf,
        /// Date and name of the step.
        step: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file does not hold together.
    #[error(
        "the library {} is damaged ({}): put a backup in its place",
        path.display(),
        problems.join("; ")
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, in the words of SQLite.
        problems: Vec<String>,
    },
    /// Another program holds the library for too long.
    #[error(
        "the library {} is being written to by another program: wait until it has finished, or close it, then try again",
        path.display()
    )]
    Busy {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// There is no room left.
    #[error("the disk that holds the library {} is full: free some space, then try again", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file or its folder may not be written to.
    #[error("the library {} may not be written to: check the permissions of its folder", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A row could not be read.
    #[error("cannot read {noun} from {}", path.display())]
    Read {
        /// What was to be read.
        noun: &'static str,
        /// The file.
        path: PathBuf,
        /// What SQLite said, or why a value makes no sense.
        source: rusqlite::Error,
    },
    /// A row could not be written.
    #[error("cannot write {noun} to {}", path.display())]
    Write {
        /// What was to be written.
        noun: &'static str,
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A row with the same id or the same unique name is there.
    #[error("cannot write {noun}: one with the same id or name is in the library already")]
    Exists {
        /// What was to be written.
        noun: &'static str,
        /// Which columns clash.
        source: rusqlite::Error,
    },
    /// A row would point at nothing.
    #[error("cannot write {noun}: it refers to something that is not in the library")]
    Dangling {
        /// What was to be written.
        noun: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A log was to be changed that only grows.
    #[error("cannot change {noun}: the log only grows")]
    AppendOnly {
        /// What was to be changed.
        noun: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The row that was to be changed is not there.
    #[error("{noun} {id} is not in the library")]
    Missing {
        /// What was to be changed.
        noun: &'static str,
        /// Its id.
        id: String,
    },
    /// An entity was to be merged with itself.
    #[error("entity {entity} cannot be merged with itself: choose two entities")]
    MergeWithItself {
        /// The entity.
        entity: EntityId,
    },
}

impl StoreError {
    /// Returns the error of reading `noun`.
    pub(crate) fn reading(noun: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        known(path, source).unwrap_or_else(|source| Self::Read {
            noun,
            path: path.to_owned(),
            source,
        })
    }

    /// Returns the error of writing `noun`.
    pub(crate) fn writing(noun: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        known(path, source)
            .or_else(|source| refused(noun, source))
            .unwrap_or_else(|source| Self::Write {
                noun,
                path: path.to_owned(),
                source,
            })
    }

    /// Returns the error of a file that another program holds.
    pub(crate) fn in_use(path: &Path) -> Self {
        let source = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None);
        Self::writing("the library", path, source)
    }

    /// Returns the error of opening the file.
    pub(crate) fn opening(path: &Path, source: rusqlite::Error) -> Self {
        known(path, source).unwrap_or_else(|source| Self::Open {
            path: path.to_owned(),
            source,
        })
    }

    /// Returns the error of taking a step to a newer format.
    pub(crate) fn migrating(step: &Migration, path: &Path, source: rusqlite::Error) -> Self {
        known(path, source).unwrap_or_else(|source| Self::Migrate {
            path: path.to_owned(),
            step: format!("{} {}", step.date, step.name),
            source,
        })
    }

    /// Returns the error of changing `noun` where there is none of that id.
    pub(crate) fn missing(noun: &'static str, id: &dyn Display) -> Self {
        Self::Missing {
            noun,
            id: id.to_string(),
        }
    }
}

/// Sorts out what concerns the file as a whole; gives the error back where it does not.
fn known(path: &Path, source: rusqlite::Error) -> Result<StoreError, rusqlite::Error> {
    let path = path.to_owned();
    if extended_code(&source) == Some(ffi::SQLITE_IOERR_SHMSIZE) {
        // No room for the index of the write-ahead log.
        return Ok(StoreError::DiskFull { path, source });
    }
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Ok(StoreError::Busy { path, source })
        }
        Some(ErrorCode::DiskFull) => Ok(StoreError::DiskFull { path, source }),
        Some(ErrorCode::ReadOnly) => Ok(StoreError::ReadOnly { path, source }),
        // The file is there, and the write-ahead log beside it cannot be made.
        Some(ErrorCode::CannotOpen) if path.is_file() => Ok(StoreError::ReadOnly { path, source }),
        Some(ErrorCode::NotADatabase) => Ok(StoreError::NotALibrary { path }),
        Some(ErrorCode::DatabaseCorrupt) => Ok(StoreError::Damaged {
            path,
            problems: vec![source.to_string()],
        }),
        _ => Err(source),
    }
}

/// Sorts out what the rules of the tables refuse; gives the error back where none of them did.
fn refused(noun: &'static str, source: rusqlite::Error) -> Result<StoreError, rusqlite::Error> {
    match extended_code(&source) {
        Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            Ok(StoreError::Exists { noun, source })
        }
        Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Ok(StoreError::Dangling { noun, source }),
        Some(ffi::SQLITE_CONSTRAINT_TRIGGER) => Ok(StoreError::AppendOnly { noun, source }),
        _ => Err(source),
    }
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(error: &StoreError) -> String {
        let debug = format!("{error:?}");
        debug.split(' ').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn errors_of_sqlite_are_sorted_by_what_a_person_can_do() {
        let check = |code, reading: &str, writing: &str| {
            let error = || rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let path = Path::new("library.sqlite");
            let read = StoreError::reading("a case", path, error());
            let written = StoreError::writing("a case", path, error());
            assert_eq!(
                [variant(&read), variant(&written)],
                [reading, writing],
                "{code}"
            );
        };
        check(ffi::SQLITE_BUSY, "Busy", "Busy");
        check(ffi::SQLITE_BUSY_SNAPSHOT, "Busy", "Busy");
        check(ffi::SQLITE_FULL, "DiskFull", "DiskFull");
        check(ffi::SQLITE_IOERR_SHMSIZE, "DiskFull", "DiskFull");
        check(ffi::SQLITE_READONLY, "ReadOnly", "ReadOnly");
        check(ffi::SQLITE_CORRUPT_INDEX, "Damaged", "Damaged");
        check(ffi::SQLITE_NOTADB, "NotALibrary", "NotALibrary");
        check(ffi::SQLITE_CONSTRAINT_UNIQUE, "Read", "Exists");
        check(ffi::SQLITE_CONSTRAINT_PRIMARYKEY, "Read", "Exists");
        check(ffi::SQLITE_CONSTRAINT_FOREIGNKEY, "Read", "Dangling");
        check(ffi::SQLITE_CONSTRAINT_TRIGGER, "Read", "AppendOnly");
        check(ffi::SQLITE_CONSTRAINT_NOTNULL, "Read", "Write");
        check(ffi::SQLITE_IOERR_READ, "Read", "Write");
    }

    #[test]
    fn a_message_names_the_file_and_says_what_to_do() {
        let full = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_FULL), None);
        let error = StoreError::writing("a case", Path::new("cases/library.sqlite"), full);
        assert_eq!(
            error.to_string(),
            "the disk that holds the library cases/library.sqlite is full: free some space, then try again"
        );
    }
}
