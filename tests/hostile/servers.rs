//! Servers that fail, lie, or attack.

use std::io::Write as _;
use std::net::TcpListener;

use counterclaim_tests::{Program, Reply, Server};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{STORY, all_is_well, failed, with_case};

/// Adds a bad page and then a good one; the bad one fails as expected, the good one is captured.
fn check(path: &str, reply: Reply, expected: &str) {
    let server = Server::with([("/story", Reply::page(STORY)), (path, reply)]);
    let program = with_case(Program::with(&server));
    let (bad, good) = (server.url(path), server.url("/story"));
    let ran = program
        .run(&["--json", "add", "acme", &bad, &good])
        .with_code(1);
    let line = failed(&ran, &bad);
    let error = line["error"].as_str().unwrap_or_default();
    assert!(error.contains(expected), "{path}: {error}");
    let lines = ran.lines();
    let story = lines
        .iter()
        .find(|line| line["url"] == good)
        .expect("the good page");
    assert_eq!(story["result"], "new");
    all_is_well(&program);
}

#[test]
fn error_pages_are_told_by_their_status() {
    check(
        "/gone",
        Reply::of(404, "text/html", STORY),
        "404 (not found)",
    );
    check(
        "/closed",
        Reply::of(403, "text/html", STORY),
        "403 (refuses access)",
    );
    check("/broken", Reply::status(500), "500 (the server failed)");
}

#[test]
fn too_many_requests_are_not_repeated_before_their_time() {
    let server = Server::start();
    server.route("/busy", Reply::status(429).header("Retry-After", "3600"));
    let program = with_case(Program::with(&server));
    let url = server.url("/busy");
    let ran = program.run(&["--json", "add", "acme", &url]).with_code(1);
    failed(&ran, &url);
    let asked = server.targets().len();
    assert!(
        program.json(&["fetch", "--once"]).is_empty(),
        "the job waits for an hour"
    );
    assert_eq!(server.targets().len(), asked);
}

#[test]
fn endless_redirects_end() {
    check("/loop", Reply::redirect(302, "/loop"), "in a circle");
}

#[test]
fn a_redirect_into_the_private_network_is_refused() {
    check(
        "/inside",
        Reply::redirect(302, "http://127.0.0.1:1/secret"),
        "127.0.0.1",
    );
    check(
        "/metadata",
        Reply::redirect(302, "http://169.254.169.254/"),
        "169.254.169.254",
    );
}

#[test]
fn an_unreachable_host_is_told_of() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = free.local_addr().expect("an address");
    drop(free);
    let program = with_case(Program::new());
    let url = format!("http://{address}/story");
    let mut command = program.command(&["--json", "add", "acme", &url]);
    let output = command
        .env("COUNTERCLAIM_ALLOW_HOSTS", address.to_string())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("cannot reach"), "{stdout}");
}

#[test]
fn a_private_address_is_refused_unless_it_is_allowed() {
    let server = Server::with([("/story", Reply::page(STORY))]);
    let program = with_case(Program::new());
    let url = server.url("/story");
    let ran = program.run(&["--json", "add", "acme", &url]).with_code(1);
    let line = failed(&ran, &url);
    assert!(
        line["hint"]
            .as_str()
            .is_some_and(|it| it.contains("COUNTERCLAIM_ALLOW_HOSTS")),
        "{line}"
    );
    assert!(server.requests().is_empty(), "nothing was sent");
}

#[test]
fn a_page_of_fifty_megabytes_is_cut_off() {
    let body = vec![b'x'; 50 * 1024 * 1024];
    check("/huge", Reply::of(200, "text/html", body), "25");
}

#[test]
fn a_gzip_bomb_does_not_go_off() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..200 {
        bomb.write_all(&zeros).expect("memory");
    }
    let bomb = bomb.finish().expect("memory");
    assert!(bomb.len() < 300_000, "a small body");
    let reply = Reply::of(200, "text/html", bomb).header("Content-Encoding", "gzip");
    check("/bomb", reply, "expands");
}

#[test]
fn an_answer_that_breaks_off_is_no_page() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>";
    check("/cut", Reply::raw(cut), "cannot reach");
}

#[test]
fn a_wrong_charset_is_seen_through_or_told_of() {
    let text = STORY.replace("Mira Vane", "Mïra Väne");
    let server = Server::with([(
        "/story",
        Reply::of(200, "text/html; charset=us-ascii", text),
    )]);
    let program = with_case(Program::with(&server));
    let ran = program.run(&["--json", "add", "acme", &server.url("/story")]);
    let line = ran.lines()[0].clone();
    assert_eq!(line["result"], "new");
    let rows = program
        .json(&["timeline", "acme"])
        .iter()
        .map(|row| row["text"].to_string())
        .collect::<String>();
    let told = line["problems"].as_array().is_some_and(|it| !it.is_empty());
    assert!(rows.contains("Mïra Väne") || told, "{line} {rows}");
}
