//! Answers of servers that break the rules of HTTP, bombs in every coding, and robots.txt as a weapon.
//! All are asked in one run, with a sound page behind them. The slow ones are in the suite of the
//! engine, where a clock of theirs is short of patience.

use counterclaim_tests::{Program, Reply, Server};

use super::make::{gzipped, gzipped_zeros, numbered, page, paragraph, zlib_zeros};
use super::watched::Watched;
use super::{LONGEST, check_sound};
use crate::{STORY, failed, with_case};

/// An answer, and the words of its error; without them the page may be read.
type Served = (&'static str, Reply, Option<&'static str>);

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

fn raw(rest: &str) -> Reply {
    Reply::raw(format!("{OK}{rest}"))
}

fn coded(coding: &str, body: Vec<u8>) -> Reply {
    Reply::of(200, "text/html", body).header("Content-Encoding", coding)
}

/// Returns a page of the words with a header field.
fn with(field: &str, value: &str) -> Reply {
    Reply::page(&page(&paragraph())).header(field, value)
}

/// A frame of zstd (RFC 8878) that says to repeat a byte over a gibibyte, in 32 KB.
fn zstd() -> Vec<u8> {
    let block = [0x02, 0x00, 0x10, b'x'];
    [b"\x28\xb5\x2f\xfd\x00\x58".as_slice(), &block.repeat(8_192)].concat()
}

fn served() -> Vec<Served> {
    [framed(), coded_ones(), led(), said()]
        .into_iter()
        .flatten()
        .collect()
}

/// Lengths, chunks and heads that lie.
fn framed() -> Vec<Served> {
    let told = Some("");
    vec![
        ("/long", raw("Content-Length: 5000\r\n\r\n<html>"), told),
        (
            "/two-lengths",
            raw("Content-Length: 5\r\nContent-Length: 6\r\n\r\n<html>"),
            told,
        ),
        (
            "/length-below",
            raw("Content-Length: -5\r\n\r\n<html>"),
            told,
        ),
        (
            "/length-words",
            raw("Content-Length: many\r\n\r\n<html>"),
            told,
        ),
        (
            "/length-overflow",
            raw("Content-Length: 99999999999999999999999\r\n\r\n<html>"),
            told,
        ),
        (
            "/length-huge",
            raw("Content-Length: 9999999999999\r\n\r\n<html>"),
            told,
        ),
        (
            "/chunk",
            raw("Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
            told,
        ),
        (
            "/chunk-overflow",
            raw("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx"),
            told,
        ),
        (
            "/chunk-cut",
            raw("Transfer-Encoding: chunked\r\n\r\n10\r\nx"),
            told,
        ),
        (
            "/chunk-extension",
            raw(&format!(
                "Transfer-Encoding: chunked\r\n\r\n1;{}",
                "x".repeat(2_000_000)
            )),
            told,
        ),
        (
            "/both",
            raw("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
            None,
        ),
        (
            "/fields",
            raw(&numbered(5_000, |n| format!("X-{n}: x\r\n"))),
            told,
        ),
        (
            "/field-long",
            raw(&format!("X: {}\r\n\r\n", "x".repeat(1_000_000))),
            told,
        ),
        ("/field-zero", raw("X: a\0b\r\n\r\n<html>"), told),
        ("/field-no-name", raw(": x\r\n\r\n<html>"), told),
        ("/http-none", Reply::raw("220 mail.example ESMTP\r\n"), told),
        ("/http-09", Reply::raw("<html><p>just a page"), told),
        (
            "/http-2",
            Reply::raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            told,
        ),
        ("/http-99", Reply::raw("HTTP/9.9 200 OK\r\n\r\n"), told),
        ("/status-000", Reply::raw("HTTP/1.1 000 No\r\n\r\n"), told),
        ("/status-9999", Reply::raw("HTTP/1.1 9999 No\r\n\r\n"), told),
        ("/nothing", Reply::raw(""), told),
        (
            "/switch",
            Reply::raw("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
            told,
        ),
        (
            "/not-modified",
            Reply::raw("HTTP/1.1 304 Not Modified\r\n\r\n"),
            told,
        ),
        (
            "/no-content",
            Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"),
            told,
        ),
        (
            "/endless",
            raw("\r\n").then_endless(vec![b'x'; 65_536]),
            Some("larger than"),
        ),
        (
            "/interim",
            Reply::raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000)),
            None,
        ),
    ]
}

/// Bombs, and codings that lie.
fn coded_ones() -> Vec<Served> {
    let told = Some("");
    vec![
        (
            "/gzip",
            coded("gzip", gzipped_zeros(1024, b' ')),
            Some("expands"),
        ),
        (
            "/deflate",
            coded("deflate", zlib_zeros(1024, b' ')),
            Some("expands"),
        ),
        (
            "/gzip-twice",
            coded("gzip, gzip", gzipped(&gzipped_zeros(1024, b' '))),
            told,
        ),
        (
            "/gzip-often",
            coded(&"gzip,".repeat(500), gzipped(b"x")),
            told,
        ),
        (
            "/gzip-members",
            coded("gzip", gzipped_zeros(1, b' ').repeat(600)),
            told,
        ),
        (
            "/gzip-lie",
            coded("gzip", b"plain".to_vec()),
            Some("damaged"),
        ),
        (
            "/gzip-cut",
            coded(
                "gzip",
                gzipped(page(&paragraph()).as_bytes())[..40].to_vec(),
            ),
            told,
        ),
        ("/zstd", coded("zstd", zstd()), told),
        ("/br-lie", coded("br", vec![0xff; 1_000]), told),
        ("/coding-unknown", coded("x-bogus", b"x".to_vec()), told),
    ]
}

/// Redirects to nowhere and elsewhere.
fn led() -> Vec<Served> {
    let told = Some("");
    let to = |to: &str| Reply::redirect(302, to);
    vec![
        ("/circle", to("/circle"), Some("in a circle")),
        ("/to-script", to("javascript:alert(1)"), told),
        ("/to-file", to("file:///etc/passwd"), told),
        ("/to-data", to("data:text/html,x"), told),
        ("/to-private", to("http://10.0.0.1/"), told),
        ("/to-metadata", to("http://169.254.169.254/latest"), told),
        ("/to-user", to("http://user:secret@outlet.example/"), told),
        ("/to-port", to("http://outlet.example:25/"), told),
        ("/to-garbage", to("http://[::::1"), told),
        ("/to-long", to(&format!("/{}", "x".repeat(60_000))), told),
        ("/to-nothing", Reply::status(302), told),
    ]
}

/// Sound pages under heads that say too much.
fn said() -> Vec<Served> {
    vec![
        (
            "/type",
            Reply::of(200, &"text/html;".repeat(5_000), page(&paragraph())),
            None,
        ),
        (
            "/charset",
            Reply::of(200, "text/html; charset=x-bogus", page(&paragraph())),
            None,
        ),
        (
            "/charsets",
            Reply::of(
                200,
                "text/html; charset=utf-16",
                [
                    b"\xef\xbb\xbf<meta charset=gbk>",
                    page(&paragraph()).as_bytes(),
                ]
                .concat(),
            ),
            None,
        ),
        (
            "/name",
            with(
                "Content-Disposition",
                "attachment; filename=\"../../../etc/passwd\"",
            ),
            None,
        ),
        (
            "/refresh",
            with("Refresh", "0;url=http://127.0.0.1:1/"),
            None,
        ),
        ("/cookies", with("Set-Cookie", &"a=b;".repeat(10_000)), None),
        ("/tag", with("ETag", &"x".repeat(50_000)), None),
        ("/modified", with("Last-Modified", "the day before"), None),
        (
            "/retry",
            Reply::of(503, "text/html", "x").header("Retry-After", "99999999999999999999"),
            Some(""),
        ),
    ]
}

pub(super) fn names() -> Vec<String> {
    let robots = robots()
        .into_iter()
        .map(|(name, _)| format!("robots {name}"));
    let served = served()
        .into_iter()
        .map(|(path, ..)| format!("served {path}"));
    served.chain(robots).collect()
}

#[test]
fn a_server_that_breaks_the_rules_costs_its_own_page_only() {
    let server = Server::with([("/sound", Reply::page(STORY))]);
    let program = with_case(Program::with(&server));
    // What asks to be left alone ends the questions to its site: it is asked in a run of its own.
    let answers: Vec<Served> = served().into_iter().filter(|it| it.0 != "/retry").collect();
    let urls: Vec<String> = answers.iter().map(|(path, ..)| server.url(path)).collect();
    let expected: Vec<_> = answers
        .iter()
        .map(|(path, _, told)| (*path, *told))
        .collect();
    for (path, reply, _) in answers {
        server.route(path, reply);
    }
    let sound = server.url("/sound");
    let mut arguments = vec!["--json", "add", "acme"];
    arguments.extend(urls.iter().map(String::as_str));
    arguments.push(&sound);
    let run = Watched::run(&program, &arguments, LONGEST);
    for (url, (path, told)) in urls.iter().zip(expected) {
        let line = run.line(url);
        if let Some(words) = told {
            assert_eq!(line["result"], "failed", "{path}: {line}");
            let error = line["error"].as_str().unwrap_or_default();
            assert!(!error.is_empty() && error.contains(words), "{path}: {line}");
            assert!(
                line["hint"].as_str().is_some_and(|it| !it.is_empty()),
                "{path}: {line}"
            );
        }
    }
    assert_eq!(run.line(&sound)["result"], "new");
    check_sound(&program);
}

#[test]
fn a_pause_beyond_all_days_is_no_overflow() {
    let (path, reply, _) = said().pop().expect("the last one is it");
    let server = Server::with([(path, reply)]);
    let program = with_case(Program::with(&server));
    let url = server.url(path);
    failed(
        &program.run(&["--json", "add", "acme", &url]).with_code(1),
        &url,
    );
}

/// Rules for robots that are no rules, or too many.
fn robots() -> Vec<(&'static str, Vec<u8>)> {
    let rules = |rules: String| format!("User-agent: *\n{rules}").into_bytes();
    vec![
        ("37-mb", rules("Disallow: /private\n".repeat(1_000_000))),
        (
            "stars",
            rules(format!("Disallow: /{}x\n", "*a".repeat(250)).repeat(200)),
        ),
        ("agents", b"User-agent: x\n".repeat(30_000)),
        (
            "delays",
            rules("Crawl-delay: 1e999\nCrawl-delay: -1\nCrawl-delay: NaN\n".to_owned()),
        ),
        (
            "sitemaps",
            rules("Sitemap: http://a.example/x\n".repeat(15_000)),
        ),
        ("line", rules(format!("Disallow: /{}", "x".repeat(400_000)))),
        ("zeros", vec![0; 400_000]),
        ("markup", b"<html><body>".repeat(10_000)),
    ]
}

#[test]
fn robots_rules_without_end_let_a_page_be_read_or_say_why_not() {
    for (name, body) in robots() {
        let server = Server::with([("/sound", Reply::page(STORY))]);
        server.route("/robots.txt", Reply::of(200, "text/plain", body));
        let program = with_case(Program::with(&server));
        let url = server.url("/sound");
        let run = Watched::run(&program, &["--json", "add", "acme", &url], LONGEST);
        let line = run.line(&url);
        let refused = line["error"].is_string() && line["hint"].is_string();
        assert!(line["result"] == "new" || refused, "{name}: {line}");
    }
}
