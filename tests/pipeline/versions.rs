//! A page that changes: what it still says goes on under its id, what it no longer says stays.

use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::{all_is_well, page, with_case};

const ACCUSED: &str =
    "Acme accused Orbit of stealing its catalogue of sea charts on 11 February 2031.";
const SOFTER: &str = "Acme accused Orbit of using some of its sea charts on 11 February 2031.";
const DENIED: &str = "Orbit denied that it had stolen any charts, in a statement to this paper.";
const COLOUR: &str =
    "The harbour of Harrow has seen many quarrels, most of them about herring and fog.";

/// Serves the same address with other paragraphs each time, and captures it each time.
fn captured(versions: &[&[&str]]) -> (Program, Server) {
    let server = Server::start();
    let pages = versions
        .iter()
        .map(|paragraphs| Reply::page(&page("A quarrel", paragraphs)));
    server.route_each("/story", pages);
    let program = with_case(Program::with(&server));
    (program, server)
}

fn capture(program: &Program, server: &Server) {
    let lines = program.json(&["add", "acme", &server.url("/story")]);
    assert_eq!(lines[0]["result"], "new", "{}", lines[0]);
}

fn rows(program: &Program, words: &str) -> Vec<Value> {
    let has = |row: &Value| {
        row["text"]
            .as_str()
            .is_some_and(|text| text.contains(words))
    };
    program
        .json(&["timeline", "acme"])
        .into_iter()
        .filter(has)
        .collect()
}

fn decide(program: &Program, decision: &str, row: &Value) {
    program
        .run(&[decision, row["id"].as_str().expect("an id")])
        .done();
}

#[test]
fn a_reworded_allegation_keeps_the_answer_that_was_given_to_it() {
    let (program, server) = captured(&[&[ACCUSED, DENIED, COLOUR], &[SOFTER, DENIED, COLOUR]]);
    capture(&program, &server);
    let accused = rows(&program, "stealing")[0].clone();
    assert_eq!(
        accused["answered_by"].as_array().map(Vec::len),
        Some(1),
        "{accused}"
    );
    decide(&program, "accept", &accused);
    capture(&program, &server);
    let after = rows(&program, "stealing");
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["answered_by"], accused["answered_by"]);
    assert_eq!(after[0]["status"], "reading_checked");
    assert_eq!(
        rows(&program, "some of its").len(),
        1,
        "the new wording stands beside it"
    );
    all_is_well(&program);
}

#[test]
fn a_sentence_that_goes_and_comes_back_is_the_same_statement() {
    let with = [ACCUSED, DENIED, COLOUR];
    let (program, server) = captured(&[&with, &[ACCUSED, COLOUR], &with]);
    capture(&program, &server);
    let denied = rows(&program, "denied")[0].clone();
    decide(&program, "accept", &denied);
    capture(&program, &server);
    assert_eq!(
        rows(&program, "denied").len(),
        1,
        "a denial that was cut is not lost"
    );
    capture(&program, &server);
    let back = rows(&program, "denied");
    assert_eq!(back.len(), 1, "and does not come back twice");
    assert_eq!(back[0]["id"], denied["id"]);
    assert_eq!(back[0]["status"], "reading_checked");
    all_is_well(&program);
}

#[test]
fn an_older_copy_that_comes_late_moves_nothing() {
    let (program, server) = captured(&[&[ACCUSED, DENIED, COLOUR]]);
    capture(&program, &server);
    let before = rows(&program, "");
    let html = page("A quarrel", &[ACCUSED, COLOUR]);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{html}",
        html.len()
    );
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n\
         WARC-Date: 2020-02-15T08:00:00Z\r\nWARC-Target-URI: {}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        server.url("/story"),
        http.len()
    );
    let file = program.file("old.warc", warc);
    program.json(&["import", "acme", &file]);
    assert_eq!(rows(&program, ""), before);
    all_is_well(&program);
}

#[test]
fn a_page_cannot_put_its_words_under_another_address() {
    let server = Server::start();
    server.route(
        "/story",
        Reply::page(&page("A quarrel", &[ACCUSED, DENIED, COLOUR])),
    );
    let lie = format!(
        "<link rel=\"canonical\" href=\"{}\"></head>",
        server.url("/story")
    );
    let hostile = page("Another", &[SOFTER, COLOUR]).replace("</head>", &lie);
    server.route("/elsewhere", Reply::page(&hostile));
    let program = with_case(Program::with(&server));
    let lines = program.json(&[
        "add",
        "acme",
        &server.url("/story"),
        &server.url("/elsewhere"),
    ]);
    assert_ne!(lines[0]["document"], lines[1]["document"]);
}

#[test]
fn two_programs_can_capture_one_page_for_two_cases_at_once() {
    let (program, server) = captured(&[&[ACCUSED, DENIED, COLOUR]]);
    program.run(&["case", "new", "Zenith v. Orbit"]).done();
    let url = server.url("/story");
    let start = |case| {
        program
            .command(&["--json", "add", case, &url])
            .spawn()
            .expect("it starts")
    };
    let both = [start("acme"), start("zenith")];
    for mut child in both {
        assert!(child.wait().expect("it ends").success());
    }
    for case in program.json(&["case", "list"]) {
        assert_eq!(case["documents"], 1, "{case}");
    }
    all_is_well(&program);
}
