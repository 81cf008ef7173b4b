//! Reading a library again: what a machine found is found anew, what a person decided stays.

use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::library::{all_is_well, change, with_stories};

fn rows(program: &Program) -> Vec<Value> {
    let mut rows = program.json(&["timeline", "acme"]);
    for row in &mut rows {
        // The order of equal clocks is by id, and new rows have new ones.
        row["id"] = Value::Null;
        row["answers"] = Value::Null;
        row["answered_by"] = Value::Null;
        row["cluster"] = Value::Null;
    }
    rows.sort_by_key(ToString::to_string);
    rows
}

#[test]
fn a_reading_by_the_same_reader_changes_nothing() {
    let program = with_stories();
    let before = program.json(&["timeline", "acme"]);
    let lines = program.json(&["reread"]);
    assert_eq!(lines.len(), 3);
    let is_still = |it: &Value| it["fresh"] == 0 && it["gone"] == 0;
    assert!(lines.iter().all(is_still), "{lines:?}");
    assert_eq!(program.json(&["timeline", "acme"]), before);
    assert_eq!(program.json(&["reread", "acme"]).len(), 3);
    all_is_well(&program);
}

#[test]
fn what_another_reader_found_is_replaced_and_decisions_stay() {
    let program = with_stories();
    let wanted = rows(&program);
    let first = program.json(&["timeline", "acme"])[0].clone();
    let id = first["id"].as_str().expect("an id");
    program.run(&["accept", id]).done();
    // An older reader missed one statement, told another otherwise, and read shorter texts.
    change(
        &program,
        "DELETE FROM statements WHERE status = 'unread' AND rowid IN
            (SELECT max(rowid) FROM statements WHERE status = 'unread');
         UPDATE statements SET found = json_set(found, '$.kind', 'ruling') WHERE status = 'unread';
         UPDATE versions SET extractor = 'old',
            article = json_set(article, '$.text', 'Intro. ' || json_extract(article, '$.text'));",
    );
    let lines = program.json(&["reread"]);
    assert_eq!(lines.len(), 3);
    let mut found = rows(&program);
    for row in &mut found {
        if row["status"] == "reading_checked" {
            row["status"] = "unread".into();
            row["decided"] = Value::Null;
        }
    }
    assert_eq!(found.len(), wanted.len());
    let texts =
        |rows: &[Value]| -> Vec<Value> { rows.iter().map(|it| it["text"].clone()).collect() };
    let kinds =
        |rows: &[Value]| -> Vec<Value> { rows.iter().map(|it| it["kind"].clone()).collect() };
    assert_eq!(
        (texts(&found), kinds(&found)),
        (texts(&wanted), kinds(&wanted))
    );
    let after = program.json(&["timeline", "acme"]);
    let same = after
        .iter()
        .find(|it| it["id"] == id)
        .expect("the decided statement");
    assert_eq!(
        (&same["status"], &same["text"]),
        (&"reading_checked".into(), &first["text"])
    );
    all_is_well(&program);
}

#[test]
fn a_run_that_was_broken_off_goes_on_where_it_was() {
    let program = with_stories();
    change(
        &program,
        "INSERT INTO rereads SELECT '', 'counterclaim 0.1.0', min(id) FROM documents",
    );
    let ran = program.run(&["--json", "reread"]).done();
    assert_eq!(ran.lines().len(), 2);
    assert!(ran.stderr.contains("goes on from there"), "{}", ran.stderr);
    assert_eq!(
        program.json(&["reread"]).len(),
        3,
        "the next run begins anew"
    );
}

#[test]
fn what_could_not_be_read_before_is_read() {
    let program = with_stories();
    let before = rows(&program);
    // As after a reading that failed: the capture is there, and no document is.
    change(
        &program,
        "PRAGMA foreign_keys = ON;
         DELETE FROM documents WHERE id = (SELECT max(id) FROM documents);",
    );
    assert!(rows(&program).len() < before.len());
    let lines = program.json(&["reread"]);
    assert_eq!(lines.len(), 3);
    assert!(lines[2]["document"].is_string(), "{lines:?}");
    let texts =
        |rows: Vec<Value>| -> Vec<Value> { rows.iter().map(|it| it["text"].clone()).collect() };
    assert_eq!(texts(rows(&program)), texts(before));
    all_is_well(&program);
}

/// A page that did not change was once given a new version because the program had.
#[test]
fn a_page_captured_again_is_compared_as_this_reader_reads_it() {
    let server = Server::start();
    let story = "Acme accused Orbit of stealing its catalogue of sea charts on 11 February 2031.\n\n\
        Orbit denied that it had stolen any charts, in a statement to this paper.\n";
    server.route("/story", Reply::of(200, "text/plain", story));
    let program = Program::with(&server);
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let url = server.url("/story");
    program.json(&["add", "acme", &url]);
    change(
        &program,
        "UPDATE versions SET extractor = 'old',
            article = json_set(article, '$.text', 'Menu. ' || json_extract(article, '$.text'));",
    );
    assert_eq!(
        program.json(&["add", "acme", &url])[0]["result"],
        "unchanged"
    );
    let other = story.replace("stealing", "using some of");
    server.route("/story", Reply::of(200, "text/plain", other));
    assert_eq!(program.json(&["add", "acme", &url])[0]["result"], "new");
    let flagged = || {
        let rows = program.json(&["timeline", "acme"]);
        rows.iter()
            .filter(|it| it.get("page_change").is_some())
            .count()
    };
    assert_eq!(flagged(), 0, "the two texts are of different readers");
    let diff = program.json(&["version", "diff", &url]);
    assert_eq!(diff[0]["other_reader"], true);
    program.json(&["reread"]);
    assert_eq!(flagged(), 1, "now they are not");
}
