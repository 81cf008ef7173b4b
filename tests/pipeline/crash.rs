//! `kill -9` in the middle of a fetch: what was reported is there, and the rest goes on.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::{STORY, all_is_well, page, with_case};

const PAGES: usize = 12;

#[test]
fn nothing_reported_is_lost_and_the_rest_goes_on() {
    let server = Server::start();
    let feed = site(&server, PAGES);
    let program = with_case(Program::with(&server));
    program.run(&["watch", "add", "acme", &feed]).done();
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

/// Kills of one library.
const CYCLES: usize = 20;
/// Pages that are enough for all of them.
const MANY: usize = 60;
/// The longest that a library may take to open after a kill.
const LONGEST_START: Duration = Duration::from_secs(2);

/// Every fifth kill meets a search while it builds the index anew; the others a fetch, some time after
/// it has reported up to two captures.
#[test]
fn twenty_kills_at_any_moment_lose_nothing_and_the_library_opens_at_once() {
    let server = Server::start();
    let feed = site(&server, MANY);
    let program = with_case(Program::with(&server));
    program.run(&["watch", "add", "acme", &feed]).done();
    program
        .run(&["fetch", "acme", "--once", "--most", "1"])
        .done();
    let mut reported = BTreeSet::new();
    for cycle in 0..CYCLES {
        let moment = moment(cycle);
        if cycle % 5 == 4 {
            let index = program.library().join("index");
            fs_err::remove_dir_all(index).expect("it can be removed");
            kill(program.command(&["search", "Orbit"]), 0, moment);
        } else {
            let fetch = program.command(&["--json", "fetch", "--once"]);
            reported.extend(kill(fetch, cycle % 3, moment));
        }
        let start = now();
        program.run(&["case", "list"]).done();
        let start = start.elapsed();
        assert!(start <= LONGEST_START, "kill {cycle}: {start:?}");
        sound(&program);
    }
    program.run(&["fetch", "--once"]).done();
    assert_eq!(program.json(&["case", "list"])[0]["documents"], MANY);
    let rows = program.json(&["timeline", "acme"]);
    let shown: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row["capture"]["id"].as_str().map(str::to_owned))
        .collect();
    let lost: Vec<&String> = reported.difference(&shown).collect();
    assert!(lost.is_empty(), "reported and lost: {lost:?}");
    assert!(!reported.is_empty(), "no kill met work");
    all_is_well(&program);
}

/// A kill may leave the index unfinished; `verify` tells of it once, and builds it anew.
fn sound(program: &Program) {
    let ran = program.run(&["--json", "verify"]);
    let others = ran.lines().into_iter().filter(|it| it["check"] != "index");
    for check in others {
        assert_eq!(check["ok"], true, "{check}");
    }
    if ran.code != 0 {
        all_is_well(program);
    }
}

/// Returns how long after its last line a process is killed: any time within 120 ms, the same in every
/// run (the mixing of splitmix64).
fn moment(cycle: usize) -> Duration {
    let mut state = (cycle as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    Duration::from_millis((state ^ (state >> 31)) % 120)
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a start takes is what is tested"
)]
fn now() -> Instant {
    Instant::now()
}

/// Serves a feed of so many stories, and returns its address.
fn site(server: &Server, pages: usize) -> String {
    let item = |number: usize| {
        let path = format!("/{number}");
        let title = format!("Orbit rejects claim {number}");
        server.route(&path, Reply::page(&page(&title, &STORY)));
        format!("<item><link>{}</link></item>", server.url(&path))
    };
    let items = (0..pages).map(item).collect::<Vec<_>>().concat();
    let feed = format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>");
    server.route("/feed.xml", Reply::of(200, "text/xml", feed));
    server.url("/feed.xml")
}

/// Runs a command, and kills the process some time after it has reported a number of captures; returns
/// them.
fn kill(mut command: Command, after: usize, moment: Duration) -> BTreeSet<String> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let stdout = child.stdout.take().expect("a pipe");
    let mut captures = BTreeSet::new();
    let (heard, lines) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        lines.for_each(|line| drop(heard.send(line)));
    });
    let mut note = |line: String| {
        // The last line may have been cut off.
        let line: Value = serde_json::from_str(&line).unwrap_or_default();
        captures.extend(line["capture"].as_str().map(str::to_owned));
    };
    lines.iter().take(after).for_each(&mut note);
    let begun = now();
    while let Some(left) = moment.checked_sub(begun.elapsed()) {
        match lines.recv_timeout(left) {
            Ok(line) => note(line),
            Err(_) => std::thread::yield_now(),
        }
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    reader.join().expect("no panic");
    lines.try_iter().for_each(note);
    captures
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
