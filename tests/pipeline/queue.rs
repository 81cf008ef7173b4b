//! What fails is told, kept as evidence, and tried again when that may help.

use counterclaim_tests::{Program, Reply, Server};
use rusqlite::Connection;
use serde_json::Value;

use crate::{STORY, all_is_well, page, results, with_case};

const CHALLENGE: &str = "<!doctype html><html><head><title>Just a moment...</title></head><body>\
    <h1>Verify you are human</h1><p>Please complete the check to continue.</p>\
    <form action=\"/cdn-cgi/challenge\"></form></body></html>";

fn story() -> Reply {
    Reply::page(&page("Orbit rejects claim", &STORY))
}

/// Adds a page and returns its one line, whatever came of it.
fn added(program: &Program, url: &str) -> Value {
    let lines = program.run(&["--json", "add", "acme", url]).lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines[0].clone()
}

fn store(program: &Program) -> Connection {
    Connection::open(program.library().join("counterclaim.db")).expect("the store")
}

fn states(program: &Program) -> Vec<String> {
    let store = store(program);
    let mut jobs = store
        .prepare("SELECT state FROM jobs ORDER BY id")
        .expect("jobs");
    let states = jobs.query_map([], |row| row.get(0)).expect("states");
    states.map(|state| state.expect("a state")).collect()
}

/// A 503 of robots.txt was kept for a day as a ban, and the page was given up.
#[test]
fn a_robots_file_that_fails_is_no_ban() {
    let server = Server::with([("/story", story()), ("/robots.txt", Reply::status(503))]);
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    for _ in 0..2 {
        let line = added(&program, &url);
        assert_eq!(line["result"], "failed");
        let error = line["error"].as_str().unwrap_or_default();
        assert!(error.contains("cannot be had"), "{error}");
    }
    assert_eq!(server.targets(), ["/robots.txt"], "it is asked once");
    assert_eq!(states(&program), ["waiting"], "it is tried again later");
}

/// A site that does not answer was asked for its robots.txt before every page.
#[test]
fn a_silent_site_is_not_asked_again_for_each_page() {
    let server = Server::with([("/story", story()), ("/robots.txt", Reply::raw(""))]);
    let program = with_case(Program::with(&server));
    for path in ["/story", "/other", "/third"] {
        assert_eq!(added(&program, &server.url(path))["result"], "failed");
    }
    assert_eq!(server.targets(), ["/robots.txt"]);
}

/// Walls that come with a status of their own left no evidence.
#[test]
fn a_wall_is_kept_and_marked_whatever_its_status() {
    for status in [403, 503] {
        let server = Server::with([("/story", Reply::of(status, "text/html", CHALLENGE))]);
        let program = with_case(Program::with(&server));
        let line = &program.json(&["add", "acme", &server.url("/story")])[0];
        assert_eq!(line["result"], "wall", "{status}: {line}");
        assert_eq!(line["wall"], "robot_check", "{status}: {line}");
        assert!(line["capture"].is_string(), "{status}: {line}");
        assert!(line["version"].is_null(), "{status}: {line}");
        all_is_well(&program);
    }
}

#[test]
fn an_error_page_is_kept_as_evidence_and_fetched_anew() {
    let server = Server::start();
    let gone = "<html><body><p>This story was withdrawn by its editor.</p></body></html>";
    server.route_each("/story", [Reply::of(410, "text/html", gone), story()]);
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    let first = added(&program, &url);
    assert_eq!(first["result"], "failed");
    assert!(first["error"].as_str().is_some_and(|it| it.contains("410")));
    assert!(first["capture"].is_string(), "{first}");
    assert!(first["document"].is_null(), "{first}");
    let second = added(&program, &url);
    assert_eq!(second["result"], "new");
    assert_ne!(first["capture"], second["capture"]);
    all_is_well(&program);
}

/// The second `add` found the job of the first, not due, and said nothing at all.
#[test]
fn an_address_that_failed_can_be_added_again_at_once() {
    let server = Server::start();
    server.route_each("/story", [Reply::status(500), story()]);
    let program = with_case(Program::with(&server));
    let url = server.url("/story");
    assert_eq!(added(&program, &url)["result"], "failed");
    assert_eq!(added(&program, &url)["result"], "new");
    assert_eq!(states(&program), ["done"]);
}

#[test]
fn a_server_that_asked_for_time_is_given_it() {
    let busy = Reply::status(429).header("Retry-After", "3600");
    let server = Server::with([("/busy", busy)]);
    let program = with_case(Program::with(&server));
    let url = server.url("/busy");
    added(&program, &url);
    let asked = server.targets();
    let line = added(&program, &url);
    assert_eq!(line["result"], "failed");
    let error = line["error"].as_str().unwrap_or_default();
    assert!(error.contains("alone until"), "{error}");
    assert_eq!(server.targets(), asked, "nothing was sent");
}

/// The job stayed in the queue for ever, and each `fetch` ended with it.
#[test]
fn a_damaged_record_fails_its_own_page_alone() {
    let server = Server::with([("/one", story()), ("/two", story())]);
    let program = with_case(Program::with(&server));
    added(&program, &server.url("/one"));
    let (file, first, length): (String, i64, i64) = store(&program)
        .query_row("SELECT file, first_byte, length FROM captures", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("a capture");
    let warc = program.library().join("archive").join(file);
    let mut bytes = fs_err::read(&warc).expect("the archive");
    let middle = usize::try_from(first + length / 2).expect("a place");
    bytes[middle] ^= 0x55;
    fs_err::write(&warc, bytes).expect("the archive");
    let captured = "UPDATE jobs SET state = 'captured'";
    store(&program).execute(captured, []).expect("a job");
    let ran = program.run(&["--json", "fetch", "--once"]).with_code(1);
    let lines = ran.lines();
    assert_eq!(results(&lines), ["failed"]);
    assert!(program.json(&["fetch", "--once"]).is_empty());
    assert_eq!(added(&program, &server.url("/two"))["result"], "new");
}

/// Pages of the sample case are on no server: they were asked for live.
#[test]
fn an_invented_case_is_not_fetched() {
    let program = Program::new();
    program.run(&["case", "start", "sample"]).done();
    let waiting = "UPDATE jobs SET state = 'waiting', capture = NULL";
    store(&program).execute(waiting, []).expect("jobs");
    assert!(program.json(&["fetch", "--once"]).is_empty());
    assert!(program.json(&["fetch", "sample", "--once"]).is_empty());
}

/// The place from which orphans are looked for stayed where it was while a `fetch` went on.
#[test]
fn the_archive_is_not_walked_again_while_another_process_runs() {
    let program = with_case(Program::new());
    let mut running = program
        .command(&["fetch"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let owners = program.library().join("owners");
    let is_there = || fs_err::read_dir(&owners).is_ok_and(|mut it| it.next().is_some());
    while !is_there() {
        std::thread::yield_now();
    }
    let file = program.file("story.html", page("Orbit rejects claim", &STORY));
    program.run(&["import", "acme", &file]).done();
    program.run(&["case", "list"]).done();
    let marks: u32 = store(&program)
        .query_row("SELECT count(*) FROM adopted", [], |row| row.get(0))
        .expect("the mark");
    running.kill().expect("it can be ended");
    running.wait().expect("it ends");
    assert_eq!(marks, 1);
}

/// Every document stood in its case as if the reporter had put it there by hand.
#[test]
fn a_document_remembers_the_watch_and_the_job_that_brought_it() {
    let server = Server::with([("/story", story())]);
    let program = with_case(Program::with(&server));
    program.file("inbox/note.html", page("A second story", &STORY));
    let folder = program.folder().join("inbox").display().to_string();
    let url = server.url("/story");
    program
        .run(&["watch", "add", "acme", &url, "--kind", "page"])
        .done();
    program.run(&["watch", "add", "acme", &folder]).done();
    program.run(&["fetch", "--once"]).done();
    let brought = |what: &str| -> i64 {
        let sql = format!("SELECT count({what}) FROM case_documents");
        let count = store(&program).query_row(&sql, [], |row| row.get(0));
        count.expect("a count")
    };
    assert_eq!(["watch", "job"].map(brought), [2, 1]);
}

/// The second and third look at a feed of the sample case were silently left out.
#[test]
fn every_look_at_a_feed_of_the_sample_case_takes_place() {
    let program = Program::new();
    program.run(&["case", "start", "sample"]).done();
    let watches = program.json(&["watch", "list", "sample"]);
    for (site, last) in [
        ("aldermere-courier", "2031-04-24T15:40:00Z"),
        ("patchboard-weekly", "2031-04-08T12:30:00Z"),
    ] {
        let is_feed = |watch: &&Value| {
            let target = watch["target"].as_str().unwrap_or_default();
            target.contains(site) && watch["kind"] != "page"
        };
        let feed = watches.iter().find(is_feed).expect(site);
        assert_eq!(feed["last_run"], last, "{feed}");
    }
}

/// The many pages of one site held every thread, each waiting for its turn there.
#[test]
fn a_site_with_many_pages_holds_up_no_other() {
    let server = Server::start();
    let html = page("Orbit rejects claim", &STORY);
    let (head, end) = html.split_at(html.len() - 20);
    let start = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";
    let slow =
        Reply::raw(format!("{start}{head}")).then_drip(end, std::time::Duration::from_millis(10));
    let port = server.address().port();
    let mut urls: Vec<String> = (0..8)
        .map(|it| server.url(&format!("/slow/{it}")))
        .collect();
    for number in 0..8 {
        server.route(&format!("/slow/{number}"), slow.clone());
    }
    server.route("/other", story());
    urls.push(format!("http://localhost:{port}/other"));
    let program = with_case(Program::new());
    let mut command = program.command(&["--json", "add", "acme"]);
    let allowed = format!("127.0.0.1:{port},localhost:{port}");
    command.args(&urls).env("COUNTERCLAIM_ALLOW_HOSTS", allowed);
    let output = command.output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
    let targets = server.targets();
    let place = |target: &str| targets.iter().position(|it| it == target);
    assert!(place("/other") < place("/slow/4"), "{targets:?}");
}

#[test]
fn the_queue_is_listed_retried_dropped_and_paused() {
    let server = Server::with([("/gone", Reply::status(404)), ("/late", Reply::status(500))]);
    let program = with_case(Program::with(&server));
    for path in ["/gone", "/late"] {
        added(&program, &server.url(path));
    }
    let listed = program.json(&["queue", "list", "acme"]);
    let steps: Vec<_> = listed.iter().filter_map(|it| it["step"].as_str()).collect();
    assert_eq!(steps, ["later", "failed"]);
    let words = program.run(&["queue", "list", "acme"]).done().stdout;
    assert!(words.contains("404 (not found)"), "{words}");
    assert!(words.contains("later: 1, failed: 1"), "{words}");
    program.run(&["queue", "retry", "--failed", "acme"]).done();
    assert_eq!(states(&program), ["waiting", "waiting"]);
    program.run(&["queue", "pause"]).done();
    let asked = server.targets().len();
    let paused = program.run(&["fetch", "--once"]).done().stdout;
    assert!(paused.contains("paused"), "{paused}");
    assert_eq!(server.targets().len(), asked);
    let late = listed[0]["id"].as_str().expect("an id").to_owned();
    program.run(&["queue", "drop", &late]).done();
    program.run(&["queue", "resume"]).done();
    program.run(&["fetch", "--once"]).with_code(1);
    assert_eq!(states(&program), ["failed"]);
    program.run(&["queue", "drop", &late]).with_code(3);
}
