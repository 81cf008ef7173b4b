//! Whoever changes a record and puts its digests right is found out by the metadata of the capture.

use std::io::{Read as _, Write as _};

use counterclaim_archive::Fault;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use model::Sha256;

use super::Desk;

/// Changes the first record in which `from` stands, puts its block digest right, and returns the
/// faults that a check finds.
#[track_caller]
fn faults_after(from: &str, to: &str) -> Vec<Fault> {
    let desk = Desk::new();
    let archive = desk.open();
    for path in ["/a", "/b"] {
        archive
            .append(&desk.page(path, b"body"), b"body")
            .expect("room");
    }
    let path = desk.dir.path().join("counterclaim-00001.warc.gz");
    let bytes = fs_err::read(&path).expect("the file");
    let mut rest = &bytes[..];
    let (mut out, mut changed) = (Vec::new(), false);
    while !rest.is_empty() {
        let mut record = Vec::new();
        GzDecoder::new(&mut rest)
            .read_to_end(&mut record)
            .expect("a member");
        let text = String::from_utf8_lossy(&record).into_owned();
        if !changed && text.contains(from) {
            record = resealed(&text.replacen(from, to, 1));
            changed = true;
        }
        let mut member = GzEncoder::new(Vec::new(), Compression::default());
        member.write_all(&record).expect("memory");
        out.extend(member.finish().expect("memory"));
    }
    assert!(changed, "{from} stands nowhere");
    fs_err::write(&path, out).expect("room");
    fs_err::remove_file(desk.dir.path().join("archive.lock")).expect("a lock file");
    let problems = desk.open().check().expect("a check").problems;
    problems.into_iter().map(|it| it.fault).collect()
}

fn resealed(record: &str) -> Vec<u8> {
    let (head, block) = record.split_once("\r\n\r\n").expect("a record");
    let block = block.strip_suffix("\r\n\r\n").expect("its end");
    let line = |line: &str| {
        if line.starts_with("WARC-Block-Digest") {
            format!("WARC-Block-Digest: sha256:{}", Sha256::of(block.as_bytes()))
        } else if line.starts_with("Content-Length") {
            format!("Content-Length: {}", block.len())
        } else {
            line.to_owned()
        }
    };
    let head: Vec<String> = head.split("\r\n").map(line).collect();
    format!("{}\r\n\r\n{block}\r\n\r\n", head.join("\r\n")).into_bytes()
}

fn differs(what: &'static str) -> Vec<Fault> {
    vec![Fault::Differs { what }]
}

#[test]
fn each_change_is_named() {
    let cases = [
        (
            "WARC-Date: 2026-11-23T10:00:00.250Z\r\nWARC-Target-URI: https://outlet.example/a\r\nWARC-IP-Address: 93.184.216.34\r\nWARC-Payload-Digest",
            "WARC-Date: 2026-11-22T10:00:00.250Z\r\nWARC-Target-URI: https://outlet.example/a\r\nWARC-IP-Address: 93.184.216.34\r\nWARC-Payload-Digest",
            "WARC-Date",
        ),
        (
            "WARC-Target-URI: https://outlet.example/b",
            "WARC-Target-URI: https://outlet.example/x",
            "WARC-Target-URI",
        ),
        (
            "WARC-IP-Address: 93.184.216.34",
            "WARC-IP-Address: 93.184.216.35",
            "WARC-IP-Address",
        ),
        ("set-cookie: a=1", "set-cookie: a=2", "HTTP header"),
        ("User-Agent: test", "User-Agent: tess", "HTTP header"),
        ("HTTP/1.1 200 ", "HTTP/1.1 203 ", "HTTP header"),
    ];
    for (from, to, what) in cases {
        assert_eq!(faults_after(from, to), differs(what), "{from}");
    }
}

#[test]
fn a_body_with_new_digests_is_not_the_one_that_was_captured() {
    let payload = |body: &[u8]| format!("sha256:{}", Sha256::of(body));
    let field = "WARC-Payload-Digest";
    let expected = [Fault::Digest { field }, Fault::NoResponse];
    assert_eq!(faults_after("\r\n\r\nbody", "\r\n\r\nbodi"), expected);
    assert_eq!(faults_after(&payload(b"body"), &payload(b"bodi")), expected);
}

#[test]
fn metadata_that_tell_another_story_are_named() {
    let faults = faults_after("\"status\":200", "\"status\":203");
    assert_eq!(faults, differs("HTTP header"));
    let faults = faults_after("\"started\":\"2026-11-23", "\"started\":\"2025-11-23");
    assert_eq!(faults, differs("WARC-Date"));
}
