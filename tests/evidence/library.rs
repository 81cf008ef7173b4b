//! A library with three captured stories, and hands in its files.

use std::path::PathBuf;

use counterclaim_tests::Program;
use rusqlite::Connection;
use serde_json::Value;

/// The addresses of the stories.
pub(crate) const STORIES: [&str; 3] = [
    "https://outlet.example/charts",
    "https://outlet.example/harbour",
    "https://journal.example/ferry",
];

/// Returns the program with a case and three captures of pages in it.
pub(crate) fn with_stories() -> Program {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    for (place, address) in STORIES.into_iter().enumerate() {
        import(&program, address, &story(place));
    }
    program
}

/// Imports a page at an address.
pub(crate) fn import(program: &Program, address: &str, html: &str) -> Value {
    let file = program.file("page.html", html);
    let lines = program.json(&["import", "acme", &file, "--url", address]);
    assert!(lines[0]["error"].is_null(), "{lines:?}");
    lines[0].clone()
}

/// Returns a page of an invented outlet.
pub(crate) fn story(number: usize) -> String {
    let noise = (0..400_u32).map(|it| format!("<!-- {:x} -->", it.wrapping_mul(2_654_435_761)));
    let noise = noise.collect::<Vec<_>>().concat();
    format!(
        "<!doctype html><html lang=en><title>Orbit rejects claim {number}</title>{noise}<article>\
         <h1>Orbit rejects claim {number}</h1>\
         <p>Acme accused Orbit on 11 February 2031 of copying sea chart {number}, which took eleven \
         years to draw, and asked for it back.</p>\
         <p>“We drew every line of chart {number} ourselves,” said Mira Vane, the chief executive of \
         Orbit, in a statement to this paper.</p></article>"
    )
}

/// Returns the ids of the captures, in the order in which they were logged.
pub(crate) fn captures(program: &Program) -> Vec<String> {
    let connection = store(program);
    let sql = "SELECT capture FROM capture_log WHERE act = 'capture' ORDER BY position";
    let mut statement = connection.prepare(sql).expect("a query");
    let ids = statement.query_map([], |row| row.get(0)).expect("rows");
    ids.map(|id| id.expect("an id")).collect()
}

/// Opens the store with any program's rights: nothing stops whoever holds the file.
pub(crate) fn store(program: &Program) -> Connection {
    let connection = Connection::open(program.library().join("counterclaim.db")).expect("a store");
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'
        AND (name LIKE 'capture_log%' OR name LIKE 'checkpoints%' OR name LIKE 'log_keys%')";
    let names: Vec<String> = {
        let mut statement = connection.prepare(sql).expect("a query");
        let names = statement.query_map([], |row| row.get(0)).expect("rows");
        names.map(|name| name.expect("a name")).collect()
    };
    for name in names {
        let sql = format!("DROP TRIGGER {name}");
        connection.execute_batch(&sql).expect("no trigger");
    }
    connection
}

/// Changes the store behind the program's back.
pub(crate) fn change(program: &Program, sql: &str) {
    store(program).execute_batch(sql).expect(sql);
}

/// Returns the file of the archive.
pub(crate) fn warc(program: &Program) -> PathBuf {
    program.library().join("archive/counterclaim-00001.warc.gz")
}

/// Returns every problem that `verify` names, with the check that found it.
pub(crate) fn problems(program: &Program) -> Vec<String> {
    problems_of(&program.run(&["--json", "verify"]).lines())
}

/// Returns the problems in lines of checks.
pub(crate) fn problems_of(lines: &[Value]) -> Vec<String> {
    let mut problems = Vec::new();
    for line in lines {
        let list = line["problems"].as_array().expect("a list");
        assert_eq!(line["ok"], list.is_empty(), "{line}");
        let check = line["check"].as_str().expect("a name");
        problems.extend(
            list.iter()
                .map(|it| format!("{check}: {}", it.as_str().expect("words"))),
        );
    }
    problems
}

/// Expects every check to pass.
pub(crate) fn all_is_well(program: &Program) {
    let ran = program.run(&["--json", "verify"]);
    assert_eq!(problems_of(&ran.lines()), [""; 0]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}
