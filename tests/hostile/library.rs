//! Libraries that are locked, damaged or too new.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use counterclaim_tests::Program;
use fs_err::OpenOptions;
use rusqlite::Connection;

use crate::{STORY, all_is_well, with_case};

fn database(program: &Program) -> std::path::PathBuf {
    program.library().join("counterclaim.db")
}

/// Returns a library with one story in it.
fn with_story() -> Program {
    let program = with_case(Program::new());
    let file = program.file("story.html", STORY);
    program.json(&["import", "acme", &file]);
    program
}

#[test]
fn a_library_of_a_newer_program_is_left_alone() {
    let program = with_story();
    let connection = Connection::open(database(&program)).expect("the store");
    connection
        .pragma_update(None, "user_version", 9_999)
        .expect("a newer format");
    drop(connection);
    let before = fs_err::read(database(&program)).expect("the store");
    let failed = program.run(&["case", "list"]).with_code(3);
    assert!(failed.stderr.contains("9999"), "{}", failed.stderr);
    assert!(failed.stderr.contains("newer program"), "{}", failed.stderr);
    assert_eq!(fs_err::read(database(&program)).expect("the store"), before);
}

#[test]
fn a_locked_library_is_waited_for_and_then_told_of() {
    let program = with_story();
    let connection = Connection::open(database(&program)).expect("the store");
    connection.execute_batch("BEGIN EXCLUSIVE").expect("a lock");
    let failed = program.run(&["case", "new", "Another"]).with_code(3);
    assert!(
        failed.stderr.contains("another program"),
        "{}",
        failed.stderr
    );
    drop(connection);
    program.run(&["case", "new", "Another"]).done();
}

#[test]
fn a_damaged_index_is_rebuilt() {
    let program = with_story();
    let found = |program: &Program| program.json(&["search", "Orbit"])[0]["total"].clone();
    let before = found(&program);
    assert_ne!(before, 0);
    let index = program.library().join("index");
    for entry in fs_err::read_dir(&index).expect("the index") {
        let path = entry.expect("a file").path();
        if path.is_file() {
            fs_err::write(&path, b"damaged").expect("it can be damaged");
        }
    }
    assert_eq!(found(&program), before);
    fs_err::remove_dir_all(&index).expect("it can be removed");
    assert_eq!(found(&program), before);
    all_is_well(&program);
}

#[test]
fn a_changed_byte_in_the_archive_is_named() {
    let program = with_story();
    all_is_well(&program);
    let archive = program.library().join("archive");
    let file = fs_err::read_dir(archive)
        .expect("the archive")
        .map(|it| it.expect("a file").path());
    let warc = file
        .into_iter()
        .find(|it| it.extension().is_some_and(|it| it == "gz"))
        .expect("a WARC");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(warc)
        .expect("the WARC");
    let middle = file.metadata().expect("its size").len() / 2;
    let mut byte = [0];
    file.seek(SeekFrom::Start(middle)).expect("a place");
    file.read_exact(&mut byte).expect("a byte");
    file.seek(SeekFrom::Start(middle)).expect("a place");
    file.write_all(&[byte[0] ^ 0x55]).expect("another byte");
    drop(file);
    let ran = program.run(&["--json", "verify"]).with_code(1);
    let bad: Vec<String> = ran
        .lines()
        .iter()
        .filter(|check| check["ok"] == false)
        .map(|check| check["check"].to_string())
        .collect();
    assert!(!bad.is_empty(), "{}", ran.stdout);
}

#[test]
fn a_file_that_is_no_library_is_not_touched() {
    let program = Program::new();
    fs_err::create_dir_all(program.library()).expect("a folder");
    fs_err::write(
        database(&program),
        b"a shopping list, and by no means a database",
    )
    .expect("a file");
    program.run(&["case", "list"]).with_code(3);
    let after = fs_err::read(database(&program)).expect("the file");
    assert_eq!(after, b"a shopping list, and by no means a database");
}
