//! What a fetch keeps when the server behaves.

use std::io::Write as _;

use chrono::TimeDelta;
use counterclaim_fetch::{Conditional, DEFAULT_USER_AGENT};
use counterclaim_tests::{Reply, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Provenance, header_value};

use super::{ask, fetch_path, fetch_with};

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

#[test]
fn the_body_is_kept_as_received_and_decoded_beside_it() {
    let sent = gzip("<p>Hillmark denies it.</p>");
    let reply = Reply::of(200, "text/html", sent.clone()).header("Content-Encoding", "gzip");
    let server = Server::with([("/a", reply)]);
    let fetched = fetch_path(&server, "/a").expect("a page");
    assert_eq!(fetched.body, sent);
    assert_eq!(fetched.decoded(), b"<p>Hillmark denies it.</p>");
    let retrieval = fetched.retrieval(ulid::Ulid::nil().into(), Provenance::Fetched);
    assert_eq!(retrieval.received.bytes, sent.len() as u64);
    assert_eq!(retrieval.decoded, model::Body::of(fetched.decoded()));
    assert_eq!(fetched.first.remote, Some(server.host_port()));
}

#[test]
fn a_chunked_body_loses_its_transfer_coding_only() {
    let reply = Reply::raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n",
    );
    let fetched = fetch_path(&Server::with([("/a", reply)]), "/a").expect("a page");
    assert_eq!(fetched.body, b"one two");
    assert_eq!(
        header_value(&fetched.first.headers, "transfer-encoding"),
        Some("chunked")
    );
}

#[test]
fn header_fields_keep_their_order_and_their_bytes() {
    let reply = Reply::raw(
        b"HTTP/1.1 200 OK\r\nZ-Last: 1\r\nA-First:   spaced\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\
          X-Name: Caf\xe9 \xc3\xa9\r\nContent-Length: 2\r\n\r\nok"
            .to_vec(),
    );
    let fetched = fetch_path(&Server::with([("/a", reply)]), "/a").expect("a page");
    let expected = [
        ("z-last", "1"),
        ("a-first", "spaced"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
        ("x-name", "Café Ã©"),
        ("content-length", "2"),
    ];
    let found = fetched.first.headers.iter();
    let found: Vec<(&str, &str)> = found.map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_request_is_recorded_as_it_was_sent() {
    let server = Server::with([("/a", Reply::page("<p>a</p>"))]);
    let mut ask = ask(&server.url("/a?b=c#part"));
    ask.conditional = Conditional {
        etag: Some("W/\"v1\"".to_owned()),
        last_modified: Some("Mon, 23 Nov 2026 09:00:00 GMT".to_owned()),
    };
    let fetched = fetch_with(&server, &ask).expect("a page");
    let seen = server.requests().remove(0);
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("GET", "/a?b=c")
    );
    assert_eq!(seen.headers, fetched.first.request_headers);
    assert_eq!(seen.header("user-agent"), Some(DEFAULT_USER_AGENT));
    assert_eq!(seen.header("host"), Some(server.host_port().as_str()));
    assert_eq!(seen.header("if-none-match"), Some("W/\"v1\""));
    assert_eq!(fetched.first.url.as_str(), server.url("/a?b=c"));
}

#[test]
fn an_unchanged_page_comes_back_as_304_without_a_body() {
    let page = Reply::page("<p>same</p>")
        .header("ETag", "\"v1\"")
        .conditional();
    let server = Server::with([("/a", page)]);
    let mut ask = ask(&server.url("/a"));
    ask.conditional.etag = Some("\"v1\"".to_owned());
    let fetched = fetch_with(&server, &ask).expect("an answer");
    assert_eq!((fetched.first.status, fetched.body.len()), (304, 0));
}

#[test]
fn any_final_status_is_a_result() {
    for status in [200, 204, 403, 404, 410, 451, 500, 503] {
        let server = Server::with([("/a", Reply::status(status))]);
        let fetched = fetch_path(&server, "/a").expect("an answer");
        assert_eq!(fetched.first.status, status);
    }
}

#[test]
fn retry_after_is_read_in_seconds_and_as_a_date() {
    for (value, expected) in [
        ("120", Some(TimeDelta::seconds(120))),
        (
            "Mon, 23 Nov 2026 10:30:00 GMT",
            Some(TimeDelta::minutes(30)),
        ),
        ("later", None),
    ] {
        let reply = Reply::status(429).header("Retry-After", value);
        let fetched = fetch_path(&Server::with([("/a", reply)]), "/a").expect("an answer");
        assert_eq!(
            (fetched.first.status, fetched.retry_after),
            (429, expected),
            "{value}"
        );
    }
}

#[test]
fn every_hop_of_a_redirect_is_kept() {
    let server = Server::with([
        ("/a", Reply::redirect(301, "/b?x=1")),
        ("/b", Reply::redirect(302, "c#part")),
        ("/c", Reply::redirect(308, "/é").header("X-Hop", "three")),
        ("/%C3%A9", Reply::page("<p>end</p>")),
    ]);
    let fetched = fetch_path(&server, "/a").expect("a page");
    let hops = std::iter::once(&fetched.first).chain(&fetched.redirects);
    let found: Vec<(u16, String)> = hops
        .map(|hop| (hop.status, hop.url.path().to_owned()))
        .collect();
    let expected = [(301, "/a"), (302, "/b"), (308, "/c"), (200, "/%C3%A9")];
    assert_eq!(
        found,
        expected.map(|(status, path)| (status, path.to_owned()))
    );
    assert_eq!(
        header_value(&fetched.redirects[1].headers, "x-hop"),
        Some("three")
    );
    assert_eq!(fetched.decoded(), b"<p>end</p>");
}

#[test]
fn a_redirect_status_without_a_target_is_a_result() {
    let server = Server::with([
        ("/a", Reply::status(302)),
        ("/b", Reply::redirect(300, "/c")),
    ]);
    for (path, status) in [("/a", 302), ("/b", 300)] {
        assert_eq!(
            fetch_path(&server, path).expect("an answer").first.status,
            status
        );
    }
}

#[test]
fn ten_redirects_are_followed_and_eleven_are_not() {
    let server = Server::start();
    for step in 0..11 {
        server.route(
            &format!("/{step}"),
            Reply::redirect(302, &format!("/{}", step + 1)),
        );
    }
    server.route("/11", Reply::page("<p>end</p>"));
    assert_eq!(
        fetch_path(&server, "/1").expect("a page").redirects.len(),
        10
    );
    let error = fetch_path(&server, "/0").expect_err("one too many");
    let expected = format!(
        "cannot fetch {}: it redirects more than 10 times",
        server.url("/0")
    );
    assert_eq!((error.to_string(), error.code()), (expected, "redirects"));
}

#[test]
fn a_circle_of_redirects_is_named() {
    let server = Server::with([
        ("/a", Reply::redirect(302, "/b")),
        ("/b", Reply::redirect(302, "/a")),
        ("/self", Reply::redirect(301, "/self#again")),
    ]);
    for (path, back_to) in [("/a", "/a"), ("/self", "/self")] {
        let error = fetch_path(&server, path).expect_err("a circle");
        let (from, to) = (server.url(path), server.url(back_to));
        let expected = format!("cannot fetch {from}: it redirects in a circle, back to {to}");
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(server.targets(), ["/a", "/b", "/self"]);
}
