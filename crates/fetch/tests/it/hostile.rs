//! Servers that mean harm or are broken: each ends in a typed error within its bounds.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use counterclaim_fetch::FetchError;
use counterclaim_tests::{Reply, Server};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use super::{allowing, ask, fetch_path, fetch_with};

/// A pause longer than every bound of these tests.
const LONG: Duration = Duration::from_secs(5);

/// Fetches from a server with this one reply and returns what went wrong.
fn failure(reply: Reply) -> FetchError {
    fetch_path(&Server::with([("/a", reply)]), "/a").expect_err("the server is hostile")
}

/// Asserts that a server with this one reply makes a fetch fail in the way that `code` names.
fn check(reply: Reply, code: &str) {
    let error = failure(reply);
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains("http://127.0.0.1:"), "{error}");
    assert!(!error.hint().is_empty());
}

/// Returns a reply that begins well and goes on with these very bytes.
fn ok(rest: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 200 OK\r\n{rest}"))
}

#[test]
fn an_answer_without_a_head_in_time_is_named() {
    check(Reply::raw("").then_hold(), "too_slow");
    check(ok("A: b").then_hold(), "too_slow");
    check(ok("").then_drip("A: bcdefgh", LONG), "too_slow");
    check(
        Reply::raw("").then_endless("HTTP/1.1 100 Continue\r\n\r\n"),
        "too_slow",
    );
    check(ok("").then_endless("X-A: b\r\n"), "too_large");
    check(ok("").then_endless("aaaaaaaa"), "too_large");
}

#[test]
fn an_answer_that_is_no_http_is_named() {
    check(Reply::raw(""), "broken_answer");
    check(ok("A: b"), "broken_answer");
    check(Reply::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "broken_answer");
    check(Reply::raw("<html>hello</html>"), "broken_answer");
    check(
        Reply::raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        "broken_answer",
    );
    check(Reply::raw("HTTP/1.1 9999 No\r\n\r\n"), "broken_answer");
    check(Reply::redirect(302, "http://["), "bad_redirect");
}

#[test]
fn a_body_that_lies_or_never_ends_is_named() {
    check(ok("\r\n").then_endless(vec![b'a'; 1 << 16]), "too_large");
    check(ok("Content-Length: 99999999999\r\n\r\n"), "too_large");
    check(ok("Content-Length: 50\r\n\r\nshort"), "broken_answer");
    check(ok("Content-Length: many\r\n\r\nbody"), "broken_answer");
    check(
        ok("Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody!"),
        "broken_answer",
    );
    check(
        ok("Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
        "broken_answer",
    );
    check(
        ok("Transfer-Encoding: chunked\r\n\r\nff\r\nabc"),
        "broken_answer",
    );
    check(
        ok("Content-Length: 50\r\n\r\nshort").then_hold(),
        "too_slow",
    );
    check(ok("\r\n").then_drip("slow", LONG), "too_slow");
    check(ok("Content-Encoding: zstd\r\n\r\nbody"), "undecodable");
    check(ok("Content-Encoding: gzip\r\n\r\n<html>"), "undecodable");
}

#[test]
fn a_header_over_the_cap_is_refused_even_when_it_is_complete() {
    let long = "v".repeat(70_000);
    let error = failure(Reply::page("<p>a</p>").header("X-Long", &long));
    assert!(
        error
            .to_string()
            .ends_with("its header is longer than 65536 bytes or 100 fields"),
        "{error}"
    );
    let many = (0..101).fold(Reply::status(200), |reply, count| {
        reply.header(&format!("X-{count}"), "a")
    });
    assert_eq!(failure(many).code(), "too_large");
}

#[test]
fn a_length_that_is_too_short_cuts_the_body_there() {
    let reply = Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more");
    let fetched = fetch_path(&Server::with([("/a", reply)]), "/a").expect("a page");
    assert_eq!(fetched.body, b"body");
}

#[test]
fn bombs_are_refused_by_what_they_expand_to() {
    let zeros = vec![0; 30_000_000];
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&zeros).expect("memory takes it");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(&zeros).expect("memory takes it");
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &*zeros, &mut brotli, &brotli_parameters()).expect("memory");
    for (coding, bomb) in [
        ("gzip", gzip.finish().expect("memory takes it")),
        ("deflate", zlib.finish().expect("memory takes it")),
        ("br", brotli),
    ] {
        let reply = Reply::of(200, "text/html", bomb).header("Content-Encoding", coding);
        let error = failure(reply);
        let expected = format!("its {coding} body expands to more than 100 times its size");
        assert!(error.to_string().ends_with(&expected), "{error}");
    }
}

fn brotli_parameters() -> brotli::enc::BrotliEncoderParams {
    brotli::enc::BrotliEncoderParams {
        quality: 3,
        ..Default::default()
    }
}

#[test]
fn the_whole_time_is_bounded_over_all_redirects() {
    let pause = Duration::from_millis(100);
    let body = "a".repeat(100);
    let slow = Reply::raw("HTTP/1.1 200 OK\r\n\r\n").then_drip(body, pause);
    let server = Server::with([("/a", Reply::redirect(302, "/b")), ("/b", slow)]);
    let mut ask = ask(&server.url("/a"));
    ask.limits.whole = Duration::from_millis(500);
    let error = fetch_with(&server, &ask).expect_err("too slow");
    let expected = format!(
        "cannot reach {}: the page was not complete within 0.5 s",
        server.url("/b")
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_port_where_nobody_listens_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let server = Server::start();
    let location = format!("http://127.0.0.1:{port}/");
    let guard = location[7..]
        .trim_end_matches('/')
        .parse()
        .expect("a guard");
    let transport = counterclaim_fetch::LiveTransport::new().expect("root certificates");
    let clock = counterclaim_tests::FixedClock::default();
    let error = counterclaim_fetch::get(&transport, &clock, &guard, &ask(&location))
        .expect_err("nobody there");
    let expected = format!(
        "cannot reach {location}: no connection: nobody answers there (connection refused)"
    );
    assert_eq!((error.to_string(), error.code()), (expected, "unreachable"));
    drop(server);
}

#[test]
fn plain_text_where_tls_is_expected_is_no_secure_connection() {
    let server = Server::with([("/a", Reply::page("<p>a</p>"))]);
    let address = server.url("/a").replace("http://", "https://");
    let error = fetch_with(&server, &ask(&address)).expect_err("no TLS there");
    assert_eq!(error.code(), "insecure", "{error}");
    assert_eq!(server.requests(), []);
}

#[test]
fn a_tls_handshake_that_stalls_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let guard = address.to_string().parse().expect("a guard");
    let mut ask = ask(&format!("https://{address}/"));
    ask.limits.connect = Duration::from_millis(300);
    let transport = counterclaim_fetch::LiveTransport::new().expect("root certificates");
    let clock = counterclaim_tests::FixedClock::default();
    let error = counterclaim_fetch::get(&transport, &clock, &guard, &ask).expect_err("a stall");
    assert_eq!(error.code(), "too_slow", "{error}");
}

#[test]
fn a_user_agent_that_would_split_the_header_is_refused() {
    let server = Server::with([("/a", Reply::page("<p>a</p>"))]);
    let mut ask = ask(&server.url("/a"));
    ask.user_agent = "reader\r\nX-Injected: yes".to_owned();
    let error = fetch_with(&server, &ask).expect_err("a line break");
    assert_eq!(error.code(), "bad_request", "{error}");
    assert_eq!(server.requests(), []);
}

#[test]
fn another_port_of_an_allowed_host_stays_closed() {
    let (server, other) = (
        Server::start(),
        Server::with([("/a", Reply::page("<p>a</p>"))]),
    );
    let transport = counterclaim_fetch::LiveTransport::new().expect("root certificates");
    let clock = counterclaim_tests::FixedClock::default();
    let error = counterclaim_fetch::get(
        &transport,
        &clock,
        &allowing(&server),
        &ask(&other.url("/a")),
    )
    .expect_err("another port");
    assert_eq!(error.code(), "address_refused", "{error}");
    assert_eq!(other.requests(), []);
}
