//! Opening a library file: which SQLite, which settings, whether the file holds together.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::migration::{ALL, Migration, format, migrate};
use crate::store::Born;

/// The first SQLite whose write-ahead log cannot lose a commit to a concurrent checkpoint
/// (<https://www.sqlite.org/releaselog/3_51_3.html>), as a number and in words.
const NEEDED: (i32, &str) = (3_051_003, "3.51.3");

/// How long to wait between two attempts.
const PAUSE: Duration = Duration::from_millis(10);

/// What may be chosen when a library is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How long to wait for another program that is writing.
    pub patience: Duration,
    /// The size in bytes up to which the file is checked at every opening. The check reads all of
    /// it; a larger one is checked by [`Store::check`](crate::Store::check).
    pub checked_up_to: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(10),
            checked_up_to: 64 << 20,
        }
    }
}

/// Opens the file at `path`, makes it if need be, and brings it to the format of this program.
pub(crate) fn open(path: &Path, born: &Born, options: &Options) -> Result<Connection, StoreError> {
    open_with(path, born, options, ALL)
}

pub(crate) fn open_with(
    path: &Path,
    born: &Born,
    options: &Options,
    steps: &[Migration],
) -> Result<Connection, StoreError> {
    new_enough(rusqlite::version_number(), rusqlite::version())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opening = |source| StoreError::opening(path, source);
    let mut connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    configure(&connection, options).map_err(opening)?;
    // Nothing is set or checked in a file that turns out to be newer, or no library at all.
    format(&connection, path, steps)?;
    if size(path)? <= options.checked_up_to {
        quick_check(&connection, path)?;
    }
    connection.busy_timeout(Duration::ZERO).map_err(opening)?;
    write_ahead(&connection, path, options.patience)?;
    connection.busy_timeout(options.patience).map_err(opening)?;
    migrate(&mut connection, path, born, steps)?;
    Ok(connection)
}

/// Opens a library that lives in memory and is gone with the connection.
pub(crate) fn open_in_memory(born: &Born) -> Result<Connection, StoreError> {
    let path = Path::new(":memory:");
    new_enough(rusqlite::version_number(), rusqlite::version())?;
    let opening = |source| StoreError::opening(path, source);
    let mut connection = Connection::open_in_memory().map_err(opening)?;
    configure(&connection, &Options::default()).map_err(opening)?;
    migrate(&mut connection, path, born, ALL)?;
    Ok(connection)
}

fn new_enough(number: i32, text: &str) -> Result<(), StoreError> {
    if number >= NEEDED.0 {
        return Ok(());
    }
    Err(StoreError::OldSqlite {
        found: text.to_owned(),
        needed: NEEDED.1,
    })
}

/// Sets what SQLite does not keep in the file, and the write-ahead log, which it does.
///
/// `synchronous=FULL`: with NORMAL, a power cut takes commits that were already reported.
/// `fullfsync` makes macOS flush the cache of the disk too. No `mmap`: a fault of the disk would
/// end the process instead of giving an error. `trusted_schema=OFF`: a library that came from
/// somebody else cannot call functions with side effects. `secure_delete`: what is removed is
/// overwritten.
fn configure(connection: &Connection, options: &Options) -> rusqlite::Result<()> {
    connection.busy_timeout(options.patience)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA journal_size_limit = 67108864;",
    )
}

/// Turns the write-ahead log on: readers then never wait for the writer.
///
/// Only a new file has it turned off. Where several programs make the same library at once, SQLite
/// does not wait for the others here, so this does.
fn write_ahead(connection: &Connection, path: &Path, patience: Duration) -> Result<(), StoreError> {
    let mut waited = Duration::ZERO;
    let mode = loop {
        let set = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0));
        match set.map_err(|source| StoreError::opening(path, source)) {
            Err(StoreError::Busy { .. }) if waited < patience => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            other => break other?,
        }
    };
    match mode {
        mode if mode == "wal" => Ok(()),
        mode => Err(StoreError::NoWriteAheadLog {
            path: path.to_owned(),
            mode,
        }),
    }
}

fn size(path: &Path) -> Result<u64, StoreError> {
    fs_err::metadata(path)
        .map(|file| file.len())
        .map_err(|source| StoreError::File {
            path: path.to_owned(),
            source,
        })
}

fn quick_check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let problems = problems(connection, "PRAGMA quick_check(20)")
        .map_err(|source| StoreError::opening(path, source))?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(StoreError::Damaged {
        path: path.to_owned(),
        problems,
    })
}

/// Runs one of SQLite's own checks and returns what it found.
pub(crate) fn problems(connection: &Connection, check: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(check)?;
    let lines: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::testing::{born, capture, case, write};
    use std::path::PathBuf;

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.sqlite");
        (folder, path)
    }

    fn text(connection: &Connection, pragma: &str) -> String {
        let value: rusqlite::types::Value = connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_library_is_opened_with_the_safe_settings() {
        let (_folder, path) = file();
        let connection = open(&path, &born(), &Options::default()).unwrap();
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("busy_timeout", "10000"),
            ("mmap_size", "0"),
            ("cell_size_check", "1"),
            ("fullfsync", "1"),
            ("checkpoint_fullfsync", "1"),
            ("trusted_schema", "0"),
        ] {
            assert_eq!(text(&connection, pragma), expected, "{pragma}");
        }
    }

    #[test]
    fn an_old_sqlite_is_refused() {
        let check = |number, old| {
            let found = new_enough(number, "x");
            assert_eq!(
                matches!(found, Err(StoreError::OldSqlite { .. })),
                old,
                "{number}"
            );
        };
        check(3_051_002, true);
        check(3_050_007, true);
        check(3_051_003, false);
        check(rusqlite::version_number(), false);
    }

    #[test]
    fn a_library_keeps_its_identity_when_it_is_opened_again() {
        let (_folder, path) = file();
        let first = Store::open(&path, &born()).unwrap().identity().unwrap();
        let other = Born {
            library: crate::testing::id(78),
            ..born()
        };
        let second = Store::open(&path, &other).unwrap().identity().unwrap();
        assert_eq!(first, second);
    }

    #[test]
    fn a_newer_library_is_refused_and_not_touched() {
        let (_folder, path) = file();
        let connection = open(&path, &born(), &Options::default()).unwrap();
        connection
            .pragma_update(None, "user_version", 9999)
            .unwrap();
        drop(connection);
        let before = fs_err::read(&path).unwrap();
        let newest = u32::try_from(ALL.len()).unwrap();
        match Store::open(&path, &born()) {
            Err(
                error @ StoreError::NewerLibrary {
                    library: 9999,
                    program,
                    ..
                },
            ) => {
                assert_eq!(program, newest);
                let message = error.to_string();
                assert!(message.contains("9999") && message.contains(&newest.to_string()));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(fs_err::read(&path).unwrap(), before);
    }

    #[test]
    fn another_file_is_no_library() {
        let (_folder, path) = file();
        fs_err::write(&path, "Dear diary, nothing here is a table. ".repeat(100)).unwrap();
        let opened = Store::open(&path, &born());
        assert!(
            matches!(opened, Err(StoreError::NotALibrary { .. })),
            "{opened:?}"
        );
        fs_err::remove_file(&path).unwrap();
        let other = Connection::open(&path).unwrap();
        other
            .execute_batch("CREATE TABLE recipes (name TEXT)")
            .unwrap();
        drop(other);
        let opened = Store::open(&path, &born());
        assert!(
            matches!(opened, Err(StoreError::NotALibrary { .. })),
            "{opened:?}"
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let (folder, _) = file();
        let path = folder.path().join("gone/library.sqlite");
        let opened = Store::open(&path, &born());
        assert!(matches!(&opened, Err(StoreError::Open { path: named, .. }) if *named == path));
    }

    #[test]
    fn a_disk_without_a_write_ahead_log_is_refused() {
        let memory = Connection::open_in_memory().unwrap();
        let refused = write_ahead(&memory, Path::new("library.sqlite"), Duration::ZERO);
        assert!(matches!(refused, Err(StoreError::NoWriteAheadLog { .. })));
    }

    /// A bug: of six programs that made the same library at once, one was now and then told that it
    /// was busy, without any waiting.
    #[test]
    fn a_new_library_that_another_program_reads_is_waited_for() {
        let (_folder, path) = file();
        drop(open(&path, &born(), &Options::default()).unwrap());
        let other = Connection::open(&path).unwrap();
        other
            .execute_batch("PRAGMA journal_mode = DELETE; BEGIN; SELECT * FROM meta")
            .unwrap();
        let hasty = Options {
            patience: Duration::from_millis(20),
            ..Options::default()
        };
        let opened = open(&path, &born(), &hasty);
        assert!(matches!(opened, Err(StoreError::Busy { .. })), "{opened:?}");
        let patient = std::thread::scope(|scope| {
            let opening = scope.spawn(|| open(&path, &born(), &Options::default()));
            other.execute_batch("COMMIT").unwrap();
            opening.join().unwrap()
        });
        assert_eq!(text(&patient.unwrap(), "busy_timeout"), "10000");
    }

    /// Each page of a library in turn is overwritten with zeroes: opening or checking says so.
    #[test]
    fn a_damaged_page_is_found() {
        let (_folder, path) = file();
        let store = Store::open(&path, &born()).unwrap();
        write(&store, |tx| {
            for number in 1..=40 {
                tx.cases_mut().insert(&case(number.into()))?;
                tx.captures_mut().insert(&capture(number))?;
            }
            Ok(())
        });
        drop(store);
        let sound = fs_err::read(&path).unwrap();
        assert!(sound.len() > 40 * 4096);
        for page in 0..sound.len() / 4096 {
            let mut damaged = sound.clone();
            damaged[page * 4096..(page + 1) * 4096].fill(0);
            fs_err::write(&path, damaged).unwrap();
            let found = Store::open(&path, &born()).and_then(|store| store.check());
            let told = match &found {
                Ok(problems) => !problems.is_empty(),
                Err(error) => {
                    matches!(
                        error,
                        StoreError::Damaged { .. } | StoreError::NotALibrary { .. }
                    )
                }
            };
            assert!(told, "page {page}: {found:?}");
        }
    }
}
