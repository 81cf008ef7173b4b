//! `kill -9` in the middle of a fetch: what was reported is there, and the rest goes on.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::{STORY, all_is_well, page, with_case};

const PAGES: usize = 12;

#[test]
fn nothing_reported_is_lost_and_the_rest_goes_on() {
    let server = Server::start();
    for number in 0..PAGES {
        let title = format!("Orbit rejects claim {number}");
        server.route(&format!("/{number}"), Reply::page(&page(&title, &STORY)));
    }
    let items = (0..PAGES)
        .map(|number| {
            format!(
                "<item><link>{}</link></item>",
                server.url(&format!("/{number}"))
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let feed = format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>");
    server.route("/feed.xml", Reply::of(200, "text/xml", feed));
    let program = with_case(Program::with(&server));
    program
        .run(&["watch", "add", "acme", &server.url("/feed.xml")])
        .done();
    let mut reported = BTreeSet::new();
    for after in [1, 3, 2] {
        reported.extend(captures_until_killed(
            &program,
            &["--json", "fetch", "--once"],
            after,
        ));
    }
    let rest = program.run(&["--json", "fetch", "--once"]).done().lines();
    reported.extend(
        rest.iter()
            .filter_map(|line| line["capture"].as_str().map(str::to_owned)),
    );
    assert_eq!(program.json(&["case", "list"])[0]["documents"], PAGES);
    let rows = program.json(&["timeline", "acme"]);
    let shown: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row["capture"]["id"].as_str().map(str::to_owned))
        .collect();
    let lost: Vec<&String> = reported.difference(&shown).collect();
    assert!(lost.is_empty(), "reported and lost: {lost:?}");
    all_is_well(&program);
}

/// Runs a command, and kills the process as soon as it has reported a number of captures.
fn captures_until_killed(program: &Program, arguments: &[&str], after: usize) -> BTreeSet<String> {
    let mut child = program
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stdout = child.stdout.take().expect("a pipe");
    let mut captures = BTreeSet::new();
    for line in BufReader::new(stdout).lines().take(after) {
        let line: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        captures.insert(line["capture"].as_str().expect("a capture").to_owned());
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    captures
}

/// A start that was broken off left a case without leads, and a second one did nothing.
#[test]
fn a_sample_case_that_was_broken_off_is_completed() {
    let whole = Program::new();
    whole.run(&["case", "start", "sample"]).done();
    let broken = Program::new();
    for after in [1, 6] {
        captures_until_killed(&broken, &["--json", "case", "start", "sample"], after);
    }
    let rest = broken.run(&["--json", "case", "start", "sample"]).done();
    assert!(rest.lines().len() > 1, "{}", rest.stdout);
    let figures = |program: &Program| {
        let cases = program.json(&["case", "list"]);
        ["documents", "statements"].map(|it| cases[0][it].clone())
    };
    assert_eq!(figures(&broken), figures(&whole));
    let parts = |program: &Program| {
        let shown = program.json(&["case", "show", "sample"]);
        ["parties", "watches", "leads"].map(|it| shown[0][it].as_array().map(Vec::len))
    };
    assert_eq!(parts(&broken), parts(&whole));
    let again = broken.json(&["case", "start", "sample"]);
    assert_eq!(again.len(), 1, "nothing is left to do: {again:?}");
    all_is_well(&broken);
}
