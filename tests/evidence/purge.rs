//! What a person orders to be removed is in no file of the library afterwards.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use counterclaim_tests::{Program, Reply, Server};
use flate2::bufread::GzDecoder;
use serde_json::Value;

use crate::library::{all_is_well, captures, import, store, story, warc};

/// Stands in the words, the title, the address and the header of the page that is removed.
const MARKERS: [&str; 4] = ["zyxquote", "zyxtitle", "zyxpath", "zyxheader"];

fn secret(variant: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>zyxtitle rejects claim</title><article>\
         <h1>zyxtitle rejects claim</h1><p>Acme accused Orbit on 11 February 2031 of copying the \
         zyxquote charts, which took eleven years to draw, {variant}.</p>\
         <p>“We drew every zyxquote line ourselves,” said Mira Vane, the chief executive of Orbit, \
         in a statement to this paper.</p></article>"
    )
}

/// A library with a page that was fetched by a watch and then by hand, read, decided on and decided
/// back, from which a name was learned; an older copy of its store and a torn record beside it; and
/// two other pages.
fn with_secret() -> (Server, Program) {
    let server = Server::start();
    let page = "/zyxpath/story";
    let reply = |variant| Reply::page(&secret(variant)).header("x-note", "zyxheader");
    server.route(page, reply("and asked for them back"));
    let program = Program::with(&server);
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    import(&program, "https://outlet.example/charts", &story(0));
    program
        .run(&["watch", "add", "acme", &server.url(page)])
        .done();
    program.run(&["fetch", "--once"]).done();
    server.route(page, reply("and asked for much more than them"));
    program.run(&["add", "acme", &server.url(page)]).done();
    import(&program, "https://outlet.example/harbour", &story(1));
    let id = statement(&program);
    program.run(&["accept", &id]).done();
    program.run(&["reject", &id]).done();
    program.run(&["undo"]).done();
    program.run(&["entity", "add", "Orbit"]).done();
    let learn = [
        "entity",
        "alias",
        "Orbit",
        "zyxquote line",
        "--case",
        "acme",
    ];
    program.run(&learn).done();
    let folder = program.library();
    fs_err::copy(
        folder.join("counterclaim.db"),
        folder.join("counterclaim.db.format-1"),
    )
    .expect("room");
    let bytes = fs_err::read(warc(&program)).expect("the archive");
    let (first, length) = place(&program, &captures(&program)[1]);
    let torn = first..first + length + 50;
    fs_err::write(warc(&program), [&bytes[..], &bytes[torn]].concat()).expect("room");
    program.run(&["case", "list"]).done();
    (server, program)
}

/// Returns where the body of a capture stands in the archive.
fn place(program: &Program, capture: &str) -> (usize, usize) {
    let size = |number: i64| usize::try_from(number).expect("a small file");
    let sql = "SELECT first_byte, length FROM captures WHERE id = ?1";
    let place = store(program).query_row(sql, [capture], |row| Ok((row.get(0)?, row.get(1)?)));
    let (first, length) = place.expect("a place");
    (size(first), size(length))
}

fn rows(program: &Program) -> Vec<Value> {
    program.json(&["timeline", "acme"])
}

/// Returns a statement of the page that is to go.
fn statement(program: &Program) -> String {
    let rows = rows(program);
    let row = rows
        .iter()
        .find(|it| it["text"].to_string().contains("zyxquote"));
    row.expect("a row")["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

/// Returns the files of a folder in which a marker stands, packed or not.
fn traces(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(folder) {
        let bytes = fs_err::read(&file).expect("a file");
        for bytes in [unpacked(&bytes), bytes] {
            for marker in MARKERS {
                if bytes
                    .windows(marker.len())
                    .any(|it| it == marker.as_bytes())
                {
                    found.push(format!("{marker} in {}", file.display()));
                }
            }
        }
    }
    found
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let (mut rest, mut out) = (bytes, Vec::new());
    while rest.starts_with(&[0x1f, 0x8b]) {
        if GzDecoder::new(&mut rest).read_to_end(&mut out).is_err() {
            break;
        }
    }
    out
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn nothing_is_left_of_a_document_in_any_file() {
    let (_server, program) = with_secret();
    let folder = program.library();
    let before = traces(&folder);
    for place in [".warc.gz", "counterclaim.db", ".format-1", ".torn-"] {
        assert!(
            before.iter().any(|it| it.contains(place)),
            "{place}: {before:?}"
        );
    }
    let kept = rows(&program).len();
    let gone = rows(&program)
        .iter()
        .filter(|it| it["text"].to_string().contains("zyxquote"))
        .count();
    let refused = program.run(&["purge", &statement(&program)]).with_code(3);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    assert_eq!(rows(&program).len(), kept);
    let line = &program.json(&["purge", &statement(&program), "--yes"])[0];
    assert_eq!(line["captures"].as_array().map(Vec::len), Some(2), "{line}");
    assert_eq!(traces(&folder), [""; 0]);
    assert_eq!(rows(&program).len(), kept - gone);
    let found = program.json(&["search", "zyxquote"]);
    assert_eq!(found[0]["total"], 0);
    assert_eq!(
        program.json(&["search", "charts"])[0]["total"]
            .as_u64()
            .map(|it| it > 0),
        Some(true)
    );
    all_is_well(&program);
    let sql = "SELECT act FROM capture_log ORDER BY position";
    let acts: Vec<String> = {
        let store = store(&program);
        let mut statement = store.prepare(sql).expect("a query");
        let acts = statement.query_map([], |row| row.get(0)).expect("rows");
        acts.map(|it| it.expect("a word")).collect()
    };
    assert_eq!(acts[acts.len() - 2..], ["deletion"; 2]);
    assert_eq!(acts.len(), 6, "{acts:?}");
    // Nothing asks for it again by itself.
    program.run(&["fetch", "--once"]).done();
    assert_eq!(traces(&folder), [""; 0]);
}

#[test]
fn what_a_watch_has_shown_and_a_person_removed_is_not_captured_again() {
    let server = Server::start();
    server.route("/zyxpath/story", Reply::page(&secret("today")));
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>F</title><item>\
         <guid isPermaLink=\"false\">zyxquote 7</guid><link>{}</link></item></channel></rss>",
        server.url("/zyxpath/story")
    );
    server.route("/feed.xml", Reply::of(200, "text/xml", feed));
    let program = Program::with(&server);
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program
        .run(&["watch", "add", "acme", &server.url("/feed.xml")])
        .done();
    program.run(&["fetch", "--once"]).done();
    let id = rows(&program)[0]["document"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    program.run(&["purge", &id, "--yes"]).done();
    let later = "UPDATE watches SET next_run = '2020-01-01T00:00:00.000000000Z'";
    store(&program).execute_batch(later).expect(later);
    program.run(&["fetch", "--once"]).done();
    assert_eq!(rows(&program), [Value::Null; 0]);
    // The feed itself was kept as evidence that it announced the page: it is a capture of its own.
    let feed = captures(&program)[0].clone();
    let ran = program.run(&["purge", &feed, "--yes"]).done();
    assert!(!ran.stderr.contains("cannot be read"), "{}", ran.stderr);
    assert_eq!(traces(&program.library()), [""; 0]);
    all_is_well(&program);
}

#[test]
fn one_capture_can_go_and_the_version_before_it_is_read_again() {
    let (_server, program) = with_secret();
    let mut all = rows(&program).into_iter();
    let row = all
        .find(|it| it["text"].to_string().contains("much more"))
        .expect("a row");
    let capture = row["capture"]["id"].as_str().expect("an id");
    let line = &program.json(&["purge", capture, "--yes"])[0];
    assert_eq!(line["captures"].as_array().map(Vec::len), Some(1), "{line}");
    let left: Vec<Value> = rows(&program);
    assert!(
        left.iter().all(|it| it["capture"]["id"] != capture),
        "{left:?}"
    );
    assert!(
        left.iter()
            .any(|it| it["text"].to_string().contains("zyxquote line")),
        "{left:#?}"
    );
    all_is_well(&program);
}

#[test]
fn a_purge_that_was_broken_off_is_ended_at_the_next_start() {
    let (_server, program) = with_secret();
    let bytes = fs_err::read(warc(&program)).expect("the archive");
    let id = statement(&program);
    let (first, length) = place(&program, &captures(&program)[1]);
    program.run(&["purge", &id, "--yes"]).done();
    // As it would be had the power gone after the rows went and before the bytes did.
    fs_err::write(warc(&program), bytes).expect("room");
    let sql = format!(
        "INSERT INTO erasures VALUES
        ('counterclaim-00001.warc.gz', {first}, {length}, '2031-01-01T00:00:00.000000000Z')"
    );
    store(&program).execute_batch(&sql).expect(&sql);
    program.run(&["case", "list"]).done();
    let left: i64 = store(&program)
        .query_row("SELECT count(*) FROM erasures", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(left, 0);
    let bytes = fs_err::read(warc(&program)).expect("the archive");
    let place = unpacked(&bytes[first..first + length]);
    assert!(String::from_utf8_lossy(&place).contains("Counterclaim-Removed"));
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let program = crate::library::with_stories();
    for id in ["01J8ZQ6N4V3T2R1P0M9K8H7G6F", "nonsense"] {
        let ran = program.run(&["purge", id, "--yes"]).with_code(3);
        assert!(ran.stderr.contains("there is no capture"), "{}", ran.stderr);
    }
}
