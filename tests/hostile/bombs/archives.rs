//! WARC files that lie about their lengths, their packing and their addresses.

use super::Expected::{Bounded, Refused};
use super::make::{GIB, gzipped, gzipped_zeros, noise, numbered, page, paragraph};
use super::{Bomb, bomb, check};

const URL: &str = "https://outlet.example/story";

fn record(kind: &str, url: &str, length: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0b7e3fb6-2b1f-4b0c-9d5e-3f1a2c4d5e6f>\r\n\
         WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// Returns a response with these header fields and this body.
fn response(fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n");
    let block = [head.as_bytes(), body].concat();
    record("response", URL, &block.len().to_string(), &block)
}

pub(super) fn story() -> Vec<u8> {
    response("", page(&paragraph()).as_bytes())
}

fn lying(length: &str) -> Vec<u8> {
    let block = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
        page(&paragraph())
    );
    record("response", URL, length, block.as_bytes())
}

pub(super) fn bombs() -> Vec<Bomb> {
    lengths().into_iter().chain(contents()).collect()
}

fn lengths() -> Vec<Bomb> {
    let none = Refused("");
    vec![
        bomb("long.warc", none, || lying("5000000")),
        bomb("short.warc", Bounded, || lying("60")),
        bomb("below.warc", none, || lying("-1")),
        bomb("huge.warc", none, || lying("999999999999999999")),
        bomb("overflow.warc", none, || {
            lying("99999999999999999999999999")
        }),
        bomb("words.warc", none, || lying("many")),
        bomb("no-length.warc", none, || lying("")),
        bomb("head-open.warc", none, || {
            format!("WARC/1.1\r\nX: {}", "x".repeat(10_000_000))
        }),
        bomb("fields.warc", none, || {
            format!("WARC/1.1\r\n{}\r\n", "X: x\r\n".repeat(500_000))
        }),
        bomb("version.warc", Bounded, || {
            String::from_utf8_lossy(&story()).replace("WARC/1.1", "WARC/99.9")
        }),
        bomb("date.warc", none, || {
            String::from_utf8_lossy(&story()).replace("2024-05-01T10", "9999-99-99T99")
        }),
        bomb("noise.warc", none, || {
            [b"WARC".as_slice(), &noise(13, 1_000_000)].concat()
        }),
        bomb("half.warc", none, || {
            let whole = story();
            whole[..whole.len() / 2].to_vec()
        }),
        bomb("empty.warc", none, Vec::new),
        bomb("zstd.warc", none, || {
            b"\x28\xb5\x2f\xfd\x04\0".repeat(1_000)
        }),
        bomb("line-ends.warc", Bounded, || {
            String::from_utf8_lossy(&story()).replace("\r\n", "\n")
        }),
    ]
}

fn contents() -> Vec<Bomb> {
    let none = Refused("");
    vec![
        bomb("gib.warc.gz", none, || gzipped_zeros(GIB, 0)),
        bomb("gib-in-a-record.warc.gz", none, || {
            let head = record("response", URL, "1073741824", b"HTTP/1.1 200 OK\r\n\r\n");
            [gzipped(&head), gzipped_zeros(GIB, b'x')].concat()
        }),
        bomb("page-20mb.warc.gz", Bounded, || {
            let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec();
            block.resize(20 << 20, b'x');
            gzipped(&record("response", URL, &block.len().to_string(), &block))
        }),
        // The largest record that is read, in the form that costs most memory; it is no page.
        bomb("picture-60mb.warc.gz", Refused("no page"), || {
            let size = 60 << 20;
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n";
            let mut block = format!("{head}\r\n{size:x}\r\n").into_bytes();
            block.extend(noise(7, size));
            block.extend(b"\r\n0\r\n\r\n");
            gzipped(&record("response", URL, &block.len().to_string(), &block))
        }),
        bomb("members.warc.gz", none, || gzipped(b"").repeat(200_000)),
        bomb("cut.warc.gz", none, || {
            let whole = gzipped(&story());
            whole[..whole.len() / 2].to_vec()
        }),
        bomb("twice.warc.gz", none, || gzipped(&gzipped(&story()))),
        bomb("packed-body.warc", Bounded, || {
            response("Content-Encoding: gzip\r\n", &gzipped_zeros(GIB, b' '))
        }),
        bomb("packed-lie.warc", Bounded, || {
            response("Content-Encoding: gzip\r\n", b"plain")
        }),
        bomb("packed-often.warc", Bounded, || {
            response(
                &format!("Content-Encoding: {}\r\n", "gzip,".repeat(10_000)),
                &gzipped(b"x"),
            )
        }),
        bomb("unknown-coding.warc", Bounded, || {
            response("Content-Encoding: x-bogus\r\n", b"x")
        }),
        bomb("chunks-lie.warc", Bounded, || {
            response(
                "Transfer-Encoding: chunked\r\n",
                b"ffffffffffffffffff\r\nx\r\n",
            )
        }),
        bomb("fields-of-http.warc", Bounded, || {
            response(
                &numbered(2_000, |n| format!("X-{n}: x\r\n")),
                page(&paragraph()).as_bytes(),
            )
        }),
        bomb("file-address.warc", none, || {
            record(
                "response",
                "file:///etc/passwd",
                "19",
                b"HTTP/1.1 200 OK\r\n\r\n",
            )
        }),
        bomb("script-address.warc", none, || {
            record("resource", "javascript:alert(1)", "1", b"x")
        }),
        bomb("address-long.warc", none, || {
            record(
                "resource",
                &format!("https://a.example/{}", "x".repeat(1_000_000)),
                "1",
                b"x",
            )
        }),
        bomb("no-http.warc", none, || {
            record("response", URL, "4", b"nope")
        }),
        bomb("digest.warc", none, || {
            let digest = "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Date";
            String::from_utf8_lossy(&story()).replacen("WARC-Date", digest, 1)
        }),
        bomb("revisits.warc", none, || {
            record("revisit", URL, "0", b"").repeat(50_000)
        }),
        bomb("requests.warc", none, || {
            record("request", URL, "0", b"").repeat(50_000)
        }),
    ]
}

#[test]
fn a_web_archive_that_lies_about_its_lengths_is_refused() {
    check(&lengths());
}

#[test]
fn what_a_web_archive_holds_is_bounded() {
    check(&contents());
}
