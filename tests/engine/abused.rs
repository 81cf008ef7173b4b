//! A run among servers that mean harm: each watch ends in a clear error within its bounds, or in what
//! could be read, and the others finish.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use counterclaim_tests::{Reply, Server};
use engine::RunBounds;
use engine::view::CaptureResult;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::desk::{Desk, PAGE};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";
const PAUSE: Duration = Duration::from_millis(40);

fn channel(entries: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>F</title>{entries}</channel></rss>")
}

fn feed(text: impl Into<Vec<u8>>) -> Reply {
    Reply::of(200, "application/rss+xml", text)
}

fn bomb() -> Reply {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..120 {
        bomb.write_all(&zeros).expect("memory takes it");
    }
    feed(bomb.finish().expect("memory takes it")).header("Content-Encoding", "gzip")
}

fn flood() -> Reply {
    let mut fields = String::new();
    for number in 0..5000 {
        write!(fields, "X-Field-{number}: {number}\r\n").expect("memory takes it");
    }
    Reply::raw(format!("{HEAD}{fields}\r\n"))
}

/// Returns hostile replies with what is told of each.
fn hostile(server: &Server) -> Vec<(&'static str, Reply, &'static str)> {
    let raw = |rest: &str| Reply::raw(format!("{HEAD}{rest}"));
    vec![
        (
            "/loris.xml",
            Reply::raw("").then_drip(HEAD, PAUSE),
            "no answer came within",
        ),
        (
            "/drip.xml",
            raw("\r\n").then_drip([b'x'; 400], PAUSE),
            "not complete within",
        ),
        (
            "/hold.xml",
            raw("\r\n<rss>").then_hold(),
            "nothing more came for",
        ),
        (
            "/endless.xml",
            raw("\r\n").then_endless(vec![b'x'; 65536]),
            "larger than",
        ),
        (
            "/circle.xml",
            Reply::redirect(302, "/circle.xml"),
            "in a circle",
        ),
        (
            "/inside.xml",
            Reply::redirect(302, "http://10.0.0.1/"),
            "not on the public internet",
        ),
        ("/bomb.xml", bomb(), "expands to more than"),
        ("/flood.xml", flood(), "header is longer"),
        (
            "/short.xml",
            raw("Content-Length: 5000\r\n\r\n<rss>"),
            "closed before",
        ),
        (
            "/chunk.xml",
            raw("Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "HTTP",
        ),
        (
            "/lying.xml",
            raw("Content-Encoding: gzip\r\n\r\nplain"),
            "damaged",
        ),
        (
            "/none.xml",
            Reply::raw("220 mail.example ESMTP\r\n"),
            "not valid HTTP",
        ),
        (
            "/picture.xml",
            Reply::of(200, "image/png", [137, 80, 78, 71]),
            "no feed",
        ),
        (
            "/far.xml",
            Reply::redirect(302, &far(server)),
            "no secure connection",
        ),
    ]
}

/// Returns an address that promises TLS where there is none.
fn far(server: &Server) -> String {
    server.url("/story").replace("http:", "https:")
}

#[test]
fn every_hostile_server_ends_in_a_clear_error_and_the_other_watches_finish() {
    let server = Server::with([("/story", Reply::of(200, "text/plain", PAGE))]);
    let desk = Desk::short_of_patience(&server);
    let hostile = hostile(&server);
    let told: Vec<_> = hostile
        .iter()
        .map(|&(path, _, told)| (server.url(path), told))
        .collect();
    for (path, reply, _) in hostile {
        server.route(path, reply);
        desk.watch(&server.url(path), "1h", None);
    }
    let entry = format!("<item><link>{}</link></item>", server.url("/story"));
    server.route("/good.xml", feed(channel(&entry)));
    desk.watch(&server.url("/good.xml"), "1h", None);
    let lines = desk.fetch();
    for (url, told) in &told {
        let line = lines.iter().find(|line| line.url == *url).expect(url);
        let error = line.error.as_deref().expect("an error");
        assert!(error.contains(told), "{url}: {error}");
        assert!(
            line.hint.as_ref().is_some_and(|hint| !hint.is_empty()),
            "{url}"
        );
    }
    let new = lines.iter().filter(|it| it.result == CaptureResult::New);
    assert_eq!(new.count(), 1, "the good one");
    let watches = desk.library.watches(desk.case.id).expect("the watches");
    let failing = watches.iter().filter(|it| it.failing_since.is_some());
    assert_eq!(failing.count(), told.len());
    desk.verify();
}

#[test]
fn feeds_that_are_bombs_of_xml_give_what_can_be_read() {
    let server = Server::with([("/story", Reply::of(200, "text/plain", PAGE))]);
    let story = server.url("/story");
    let many: String = (0..100_000).fold(String::new(), |mut text, number| {
        write!(
            text,
            "<item><guid>{number}</guid><link>{story}?n={number}</link></item>"
        )
        .expect("memory takes it");
        text
    });
    let entities: String = (1..9)
        .map(|it| {
            format!(
                "<!ENTITY e{it} \"{}\">",
                format!("&e{};", it - 1).repeat(10)
            )
        })
        .collect();
    let laughs = format!("<!DOCTYPE rss [<!ENTITY e0 \"ha\">{entities}]>");
    let xxe = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let one = |name: &str, path: &str| {
        format!("<item><title>{name}</title><link>{story}{path}</link></item>")
    };
    for (path, text) in [
        ("/many.xml", channel(&many)),
        ("/laughs.xml", laughs + &channel(&one("&e8;", "?a"))),
        ("/xxe.xml", xxe.to_owned() + &channel(&one("&x;", "?b"))),
        ("/deep.xml", "<a>".repeat(200_000)),
        (
            "/charset.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-16\"?>{}",
                channel(&one("é", "?c"))
            ),
        ),
    ] {
        server.route(path, feed(text));
    }
    let desk = Desk::short_of_patience(&server);
    for path in [
        "/many.xml",
        "/laughs.xml",
        "/xxe.xml",
        "/deep.xml",
        "/charset.xml",
    ] {
        desk.watch(&server.url(path), "1h", None);
    }
    let bounds = RunBounds { pages_of_a_site: 3 };
    let lines = desk.library.fetch_within(None, bounds).expect("fetched");
    assert!(
        lines
            .iter()
            .filter(|it| it.result != CaptureResult::Failed)
            .count()
            >= 2,
        "{lines:?}"
    );
    let watches = desk.library.watches(desk.case.id).expect("the watches");
    let results: Vec<_> = watches
        .iter()
        .filter_map(|it| it.last_result.as_deref())
        .collect();
    assert_eq!(
        results[..3],
        [
            "entries: 2000, new: 2000",
            "entries: 1, new: 1",
            "entries: 1, new: 1"
        ]
    );
    assert!(results[3].contains("feed"), "{}", results[3]);
    assert_eq!(results[4], "entries: 1, new: 1");
}
