//! Migrations: the dated steps that bring a library to the format of this program.
//!
//! The number of steps taken stands in `PRAGMA user_version`. A step that has been shipped is never
//! edited; a change of the tables is a new step at the end of [`ALL`]. Before steps are taken on a
//! library that has rows, a copy of it is put beside it.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::StoreError;
use crate::store::Born;
use crate::table;
use crate::value::{At, Text};

/// Marks a SQLite file as a library of ours: "`CoCl`" in ASCII.
const APPLICATION_ID: i32 = 0x436F_436C;

/// One step.
#[derive(Debug)]
pub(crate) struct Migration {
    /// The day it was written.
    pub(crate) date: &'static str,
    /// What it brings.
    pub(crate) name: &'static str,
    /// The statements.
    pub(crate) sql: &'static str,
}

/// Every step, in the order in which they are taken.
pub(crate) const ALL: &[Migration] = &[
    table::change::CREATE,
    table::case::CREATE,
    table::entity::CREATE,
    table::party::CREATE,
    table::point::CREATE,
    table::lead::CREATE,
    table::watch::CREATE,
    table::robots::CREATE,
    table::capture::CREATE,
    table::capture_log::CREATE,
    table::job::CREATE,
    table::outlet::CREATE,
    table::document::CREATE,
    table::version::CREATE,
    table::statement::CREATE,
    table::case_document::CREATE,
    table::name::CREATE,
    table::answer::CREATE,
    table::reading::CREATE,
    table::decision::CREATE,
    table::setting::CREATE,
    table::shown::CREATE,
    table::learned::CREATE,
    table::watch::PACE,
    table::robots::MANNERS,
    table::job::RUN,
    table::setting::WAYS,
    table::version::STOOD,
    table::checkpoint::CREATE,
    table::purge::CREATE,
    table::reread::CREATE,
    table::standing::CREATE,
    table::recapture::CREATE,
];

/// Takes the steps that the library has not seen yet; a new file gets its identity too.
pub(crate) fn migrate(
    connection: &mut Connection,
    path: &Path,
    born: &Born,
    steps: &[Migration],
) -> Result<(), StoreError> {
    let library = format(connection, path, steps)?;
    if library == newest(steps) {
        return Ok(());
    }
    if library > 0 {
        copy(connection, path, library)?;
    }
    let opening = |source| StoreError::opening(path, source);
    let tx = connection
        .transaction_with_behavior(TransactionBehavior::Exclusive)
        .map_err(opening)?;
    // Another program may have been quicker while this one waited for the lock.
    let library = format(&tx, path, steps)?;
    for step in steps.iter().skip(library as usize) {
        take(&tx, path, step)?;
    }
    if library == 0 {
        sign(&tx, born).map_err(opening)?;
    }
    tx.pragma_update(None, "user_version", newest(steps))
        .and_then(|()| tx.commit())
        .map_err(opening)
}

/// Returns the format that a library has after all steps.
fn newest(steps: &[Migration]) -> u32 {
    u32::try_from(steps.len()).unwrap_or(u32::MAX)
}

/// Returns the format of the library: how many steps it has seen.
pub(crate) fn format(
    connection: &Connection,
    path: &Path,
    steps: &[Migration],
) -> Result<u32, StoreError> {
    let header = || {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get(0));
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((number("user_version")?, number("application_id")?, tables))
    };
    let (version, application, tables): (i64, i64, i64) =
        header().map_err(|source| StoreError::opening(path, source))?;
    let (path, program) = (path.to_owned(), newest(steps));
    match u32::try_from(version) {
        Ok(0) if tables == 0 => Ok(0),
        Ok(library) if library > 0 && application == i64::from(APPLICATION_ID) => {
            if library > program {
                return Err(StoreError::NewerLibrary {
                    path,
                    library,
                    program,
                });
            }
            Ok(library)
        }
        _ => Err(StoreError::NotALibrary { path }),
    }
}

fn take(connection: &Connection, path: &Path, step: &Migration) -> Result<(), StoreError> {
    connection
        .execute_batch(step.sql)
        .map_err(|source| StoreError::migrating(step, path, source))
}

fn sign(connection: &Connection, born: &Born) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.execute(
        "INSERT INTO meta (one, library, born, epoch, rev) VALUES (1, ?1, ?2, 1, 0)",
        params![Text(born.library), At(born.at)],
    )?;
    Ok(())
}

/// Puts a copy of a library of an older format beside it, in place of an unfinished one.
fn copy(connection: &Connection, path: &Path, library: u32) -> Result<(), StoreError> {
    let beside = copy_path(path, library);
    let file = |source| StoreError::File {
        path: path.to_owned(),
        source,
    };
    match fs_err::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(file(error)),
        _ => {}
    }
    connection
        .execute("VACUUM INTO ?1", [beside.to_string_lossy()])
        .map_err(|source| StoreError::writing("a copy of the library", &beside, source))?;
    // SQLite itself does not flush what it copies.
    fs_err::OpenOptions::new()
        .write(true)
        .open(&beside)
        .and_then(|file| file.sync_all())
        .map_err(file)
}

/// Returns where the copy of a library of this format goes.
fn copy_path(path: &Path, library: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".format-{library}"));
    name.into()
}

/// Removes the copies that were put beside a library, of any format.
pub(crate) fn remove_copies(path: &Path) -> std::io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Ok(());
    };
    if !folder.is_dir() {
        return Ok(());
    }
    let beginning = format!("{}.format-", name.to_string_lossy());
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&beginning) {
            fs_err::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::{Options, open_with};
    use crate::testing::born;

    const FIRST: Migration = Migration {
        date: "2026-01-01",
        name: "first",
        sql: "CREATE TABLE meta (one, library, born, epoch, rev); CREATE TABLE notes (words)",
    };
    const SECOND: Migration = Migration {
        date: "2026-02-01",
        name: "second",
        sql: "ALTER TABLE notes ADD COLUMN colour DEFAULT 'blue'",
    };
    const BROKEN: Migration = Migration {
        date: "2026-03-01",
        name: "broken",
        sql: "CREATE TABLE half (a); CREATE TABLE half (a)",
    };

    fn colours(connection: &Connection) -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("SELECT colour FROM notes")?;
        statement.query_map([], |row| row.get(0))?.collect()
    }

    /// Opens a library of one step, writes a row and closes it.
    fn old(path: &Path) {
        let connection = open_with(path, &born(), &Options::default(), &[FIRST]).unwrap();
        connection
            .execute("INSERT INTO notes VALUES ('a word')", [])
            .unwrap();
    }

    #[test]
    fn an_older_library_takes_the_missing_steps_and_leaves_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.sqlite");
        old(&path);
        let copy = folder.path().join("library.sqlite.format-1");
        fs_err::write(&copy, "left by a step that was cut off").unwrap();
        let steps = [FIRST, SECOND];
        for _ in 0..2 {
            let connection = open_with(&path, &born(), &Options::default(), &steps).unwrap();
            assert_eq!(colours(&connection).unwrap(), ["blue"]);
        }
        let copied = open_with(&copy, &born(), &Options::default(), &[FIRST]).unwrap();
        assert!(colours(&copied).is_err());
        let words: String = copied
            .query_row("SELECT words FROM notes", [], |row| row.get(0))
            .unwrap();
        assert_eq!(words, "a word");
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.sqlite");
        old(&path);
        let steps = [FIRST, SECOND, BROKEN];
        let failed = open_with(&path, &born(), &Options::default(), &steps);
        match failed {
            Err(StoreError::Migrate { step, .. }) => assert_eq!(step, "2026-03-01 broken"),
            other => panic!("{other:?}"),
        }
        let connection = open_with(&path, &born(), &Options::default(), &[FIRST]).unwrap();
        assert!(colours(&connection).is_err());
    }

    #[test]
    fn steps_are_dated_in_order_and_named_once() {
        assert!(ALL.is_sorted_by_key(|step| step.date));
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
