//! Web archives: a server that speaks their protocols on this machine.

use counterclaim_tests::{Program, Reply, Server};
use rusqlite::Connection;

use crate::{STORY, all_is_well, page, with_case};

const THEN: &str = "Wed, 03 Jan 2024 12:00:00 GMT";

fn copy(server: &Server, at: &str, reply: Reply) -> String {
    let story = server.url("/story");
    let path = format!("/web/{at}id_/{story}");
    let link = format!(
        "<{story}>; rel=\"original\", <{}>; rel=\"timegate\"",
        server.url("/web/")
    );
    server.route(
        &path,
        reply.header("Memento-Datetime", THEN).header("Link", &link),
    );
    path
}

/// An archive that holds two copies of a page that stands beside it, and says so in a `TimeMap`.
fn archive() -> Server {
    let server = Server::start();
    let story = server.url("/story");
    server.route(
        "/story",
        Reply::page(&page("Orbit rejects the claim", &STORY)),
    );
    let then = page("Orbit will look into the claim", &STORY[..2]);
    copy(&server, "20240103120000", Reply::page(&then));
    let list = format!(
        "<{story}>; rel=\"original\",\n\
         <{archive}web/20240103120000/{story}>; rel=\"first memento\"; datetime=\"{THEN}\",\n\
         <{archive}web/20250607080910/{story}>; rel=\"last memento\"; \
         datetime=\"Sat, 07 Jun 2025 08:09:10 GMT\"\n",
        archive = server.url("/"),
    );
    let path = format!("/web/timemap/link/{story}");
    server.route(&path, Reply::of(200, "application/link-format", list));
    server
}

fn of_captures(program: &Program, column: &str) -> Vec<String> {
    let store = Connection::open(program.library().join("counterclaim.db")).expect("the store");
    let sql = format!("SELECT {column} FROM captures LEFT JOIN stood ON capture = id ORDER BY id");
    let mut rows = store.prepare(&sql).expect("captures");
    let rows = rows.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a text")).collect()
}

#[test]
fn the_copies_of_a_page_are_listed() {
    let server = archive();
    let program = with_case(Program::with(&server));
    let story = server.url("/story");
    let from = server.url("/");
    let copies = program.json(&["archive", "list", &story, "--from", &from]);
    let found: Vec<_> = copies.iter().filter_map(|it| it["at"].as_str()).collect();
    assert_eq!(found, ["2024-01-03T12:00:00Z", "2025-06-07T08:09:10Z"]);
    let first = format!("{from}web/20240103120000id_/{story}");
    assert_eq!(copies[0]["url"], first);
}

#[test]
fn where_there_is_no_timemap_the_cdx_server_is_asked() {
    let server = Server::start();
    let story = server.url("/story");
    let rows = format!(
        "[[\"timestamp\",\"original\",\"statuscode\"],[\"20240103120000\",\"{story}\",\"200\"],\
         [\"20240103120500\",\"{story}\",\"404\"]]"
    );
    server.route("/cdx/search/cdx", Reply::of(200, "application/json", rows));
    let program = with_case(Program::with(&server));
    let from = server.url("/");
    let copies = program.json(&["archive", "list", &story, "--from", &from]);
    assert_eq!(copies.len(), 2);
    assert_eq!(copies[1]["status"], 404);
    let asked = server.targets().pop().expect("asked");
    assert!(
        asked.starts_with("/cdx/search/cdx?url=http%3A%2F%2F"),
        "{asked}"
    );
}

#[test]
fn a_copy_is_an_older_version_with_its_own_date_and_captured_now() {
    let server = archive();
    let program = with_case(Program::with(&server));
    let (story, from) = (server.url("/story"), server.url("/"));
    let today = program.json(&["add", "acme", &story])[0].clone();
    let capture = [
        "archive",
        "capture",
        "acme",
        &story,
        "--at",
        "2024-01-05",
        "--from",
        &from,
    ];
    let line = program.json(&capture)[0].clone();
    assert_eq!(line["result"], "new", "{line}");
    assert_eq!(line["document"], today["document"], "the same page");
    assert_ne!(line["version"], today["version"]);
    let provenance = "json_extract(retrieval, '$.provenance')";
    assert_eq!(
        of_captures(&program, provenance),
        ["fetched", "web_archive"]
    );
    let stood = of_captures(&program, "coalesce(at, '')");
    assert!(stood[1].starts_with("2024-01-03T12:00:00"), "{stood:?}");
    let captured = of_captures(&program, "json_extract(retrieval, '$.first.finished')");
    assert!(
        captured[1] >= captured[0],
        "we captured it after the live page: {captured:?}"
    );
    // The live page is still the latest: asked again, it has not changed.
    assert_eq!(
        program.json(&["add", "acme", &story])[0]["result"],
        "unchanged"
    );
    all_is_well(&program);
}

#[test]
fn what_is_no_copy_of_the_page_is_not_taken_for_one() {
    let server = archive();
    let (story, from) = (server.url("/story"), server.url("/"));
    let path = format!("/web/20240103120000id_/{story}");
    let other = "<https://elsewhere.example/story>; rel=\"original\"";
    for reply in [
        Reply::page(&page("Not archived", &STORY)),
        Reply::page(&page("Another page", &STORY))
            .header("Memento-Datetime", THEN)
            .header("Link", other),
    ] {
        server.route(&path, reply);
        let program = with_case(Program::with(&server));
        let capture = [
            "--json",
            "archive",
            "capture",
            "acme",
            &story,
            "--at",
            "2024-01-03",
            "--from",
            &from,
        ];
        let line = program.run(&capture).with_code(1).lines()[0].clone();
        let error = line["error"].as_str().unwrap_or_default();
        assert!(error.contains("no copy of that page"), "{line}");
        assert_eq!(program.json(&["case", "list"])[0]["documents"], 0);
    }
}

#[test]
fn an_archive_is_asked_to_save_a_page_only_when_that_was_allowed() {
    let server = archive();
    let program = with_case(Program::with(&server));
    let (story, from) = (server.url("/story"), server.url("/"));
    let made = format!("/web/20260101000000/{story}");
    let saved = Reply::page("<p>saved</p>").header("Content-Location", &made);
    server.route(&format!("/save/{story}"), saved);
    let save = ["archive", "save", &story, "--from", &from];
    let refused = program.run(&save).with_code(3);
    assert!(
        refused.stderr.contains("archive saving on"),
        "{}",
        refused.stderr
    );
    assert_eq!(server.targets(), [""; 0], "nobody was told");
    let told = program.run(&["archive", "saving", "on"]).done().stdout;
    assert!(told.contains("network address"), "{told}");
    let copy = program.json(&save)[0].clone();
    assert_eq!(copy["url"], server.url(&made));
    program.run(&["archive", "saving", "off"]).done();
    program.run(&save).with_code(3);
    assert_eq!(server.targets().len(), 1);
}
