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

/// A hostile reply at a path, and what is told of it.
type Hostile = (&'static str, Reply, &'static str);

fn raw(rest: &str) -> Reply {
    Reply::raw(format!("{HEAD}{rest}"))
}

/// Returns replies that do not end.
fn endless() -> Vec<Hostile> {
    let loris = Reply::raw("").then_drip(HEAD, PAUSE);
    let drip = raw("\r\n").then_drip([b'x'; 400], PAUSE);
    let flow = raw("\r\n").then_endless(vec![b'x'; 65536]);
    let circle = Reply::redirect(302, "/circle.xml");
    vec![
        ("/loris.xml", loris, "no answer came within"),
        ("/drip.xml", drip, "not complete within"),
        (
            "/hold.xml",
            raw("\r\n<rss>").then_hold(),
            "nothing more came for",
        ),
        ("/endless.xml", flow, "larger than"),
        ("/circle.xml", circle, "in a circle"),
    ]
}

/// Returns replies that lie about themselves, or lead elsewhere.
fn lying(server: &Server) -> Vec<Hostile> {
    let inside = Reply::redirect(302, "http://10.0.0.1/");
    let short = raw("Content-Length: 5000\r\n\r\n<rss>");
    let chunk = raw("Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    let gzip = raw("Content-Encoding: gzip\r\n\r\nplain");
    let mail = Reply::raw("220 mail.example ESMTP\r\n");
    let picture = Reply::of(200, "image/png", [137, 80, 78, 71]);
    let far = Reply::redirect(302, &far(server));
    vec![
        ("/inside.xml", inside, "not on the public internet"),
        ("/bomb.xml", bomb(), "expands to more than"),
        ("/flood.xml", flood(), "header is longer"),
        ("/short.xml", short, "closed before"),
        ("/chunk.xml", chunk, "HTTP"),
        ("/lying.xml", gzip, "damaged"),
        ("/none.xml", mail, "not valid HTTP"),
        ("/picture.xml", picture, "no feed"),
        ("/far.xml", far, "no secure connection"),
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
    let hostile: Vec<Hostile> = endless().into_iter().chain(lying(&server)).collect();
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

fn many(story: &str) -> String {
    let mut entries = String::new();
    for number in 0..100_000 {
        write!(
            entries,
            "<item><guid>{number}</guid><link>{story}?n={number}</link></item>"
        )
        .expect("memory takes it");
    }
    channel(&entries)
}

fn laughs(entry: &str) -> String {
    let mut entities = String::new();
    for depth in 1..9 {
        let inner = format!("&e{};", depth - 1).repeat(10);
        write!(entities, "<!ENTITY e{depth} \"{inner}\">").expect("memory takes it");
    }
    format!(
        "<!DOCTYPE rss [<!ENTITY e0 \"ha\">{entities}]>{}",
        channel(entry)
    )
}

#[test]
fn feeds_that_are_bombs_of_xml_give_what_can_be_read() {
    let server = Server::with([("/story", Reply::of(200, "text/plain", PAGE))]);
    let story = server.url("/story");
    let one = |name: &str, query: &str| {
        format!("<item><title>{name}</title><link>{story}{query}</link></item>")
    };
    let xxe = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let feeds = [
        ("/many.xml", many(&story)),
        ("/laughs.xml", laughs(&one("&e8;", "?a"))),
        ("/xxe.xml", format!("{xxe}{}", channel(&one("&x;", "?b")))),
        ("/deep.xml", "<a>".repeat(200_000)),
        (
            "/charset.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-16\"?>{}",
                channel(&one("é", "?c"))
            ),
        ),
    ];
    let desk = Desk::short_of_patience(&server);
    for (path, text) in feeds {
        server.route(path, feed(text));
        desk.watch(&server.url(path), "1h", None);
    }
    let bounds = RunBounds { pages_of_a_site: 3 };
    let lines = desk.library.fetch_within(None, bounds).expect("fetched");
    let read = lines.iter().filter(|it| it.result != CaptureResult::Failed);
    assert_eq!(read.count(), 3, "{lines:?}");
    let watches = desk.library.watches(desk.case.id).expect("the watches");
    let results: Vec<_> = watches
        .iter()
        .filter_map(|it| it.last_result.as_deref())
        .collect();
    let one = "entries: 1, new: 1";
    assert_eq!(results[..3], ["entries: 2000, new: 2000", one, one]);
    assert!(results[3].contains("feed"), "{}", results[3]);
    assert_eq!(results[4], one);
}
