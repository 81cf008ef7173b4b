//! What goes into the archive comes out of it.

use counterclaim_archive::{Archive, ArchiveError, Position, log};
use flate2::read::MultiGzDecoder;
use model::{Capture, Header, Provenance, Sha256};
use std::io::Read as _;

use super::{Desk, hop, retrieval};

fn all(archive: &Archive, from: &Position) -> Vec<Capture> {
    let walk = archive.retrievals(from).expect("a readable archive");
    walk.map(|item| item.expect("nothing is damaged")).collect()
}

/// Returns the text of the first file, unpacked.
fn text(desk: &Desk) -> String {
    let packed = fs_err::read(desk.dir.path().join("counterclaim-00001.warc.gz")).expect("a file");
    let mut plain = Vec::new();
    MultiGzDecoder::new(&*packed)
        .read_to_end(&mut plain)
        .expect("whole members");
    String::from_utf8_lossy(&plain).into_owned()
}

#[test]
fn a_capture_is_read_back_as_it_was_given() {
    let desk = Desk::new();
    let archive = desk.open();
    for body in [
        &b"<p>Hillmark denies it.</p>"[..],
        b"",
        b"\r\n\r\n\x00\xff\r\n",
        &[0x1f, 0x8b, 8],
    ] {
        let page = desk.page("/a?b=c", body);
        let capture = archive.append(&page, body).expect("room on the disk");
        assert_eq!(capture.retrieval, page);
        let stored = archive.read(&capture.location).expect("what was written");
        assert_eq!(stored.url, page.first.url);
        assert_eq!(stored.date, page.first.started);
        assert_eq!((stored.status, stored.headers), (200, page.first.headers));
        assert_eq!(stored.body, body);
    }
}

#[test]
fn a_field_that_no_longer_holds_is_kept_under_another_name_in_the_file() {
    let desk = Desk::new();
    let archive = desk.open();
    let mut page = desk.page("/a", b"one two");
    page.first
        .headers
        .push(("transfer-encoding".to_owned(), "chunked".to_owned()));
    let capture = archive.append(&page, b"one two").expect("room on the disk");
    let stored = archive.read(&capture.location).expect("what was written");
    assert_eq!(stored.headers, page.first.headers);
    assert!(text(&desk).contains("\r\nX-Archive-Orig-transfer-encoding: chunked\r\n"));
}

#[test]
fn every_hop_has_its_own_records() {
    let desk = Desk::new();
    let archive = desk.open();
    let moved = hop("/old", 301);
    let body = b"<p>here</p>";
    let page = retrieval(
        ulid::Ulid::nil().into(),
        moved,
        vec![hop("/mid", 302), hop("/new", 200)],
        body,
    );
    let capture = archive.append(&page, body).expect("room on the disk");
    assert_eq!(all(&archive, &Position::START), [capture]);
    let text = text(&desk);
    let kinds: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("WARC-Type: "))
        .collect();
    let pair = ["request", "response"];
    let expected = [&["warcinfo"][..], &pair, &pair, &pair, &["metadata"]].concat();
    assert_eq!(kinds, expected);
    assert_eq!(text.matches("WARC-Truncated: unspecified").count(), 2);
    assert_eq!(text.matches("WARC-IP-Address: 93.184.216.34").count(), 7);
    assert_eq!(
        text.matches("WARC-Date: 2026-11-23T10:00:00.250Z").count(),
        7
    );
    assert!(text.contains("GET /mid HTTP/1.1\r\nHost: outlet.example\r\nUser-Agent: test\r\n\r\n"));
}

#[test]
fn bytes_without_a_status_are_a_resource() {
    let desk = Desk::new();
    let archive = desk.open();
    let mut page = desk.page("/filing.pdf", b"%PDF-");
    page.provenance = Provenance::Supplied;
    page.first.status = 0;
    page.first.request_headers.clear();
    page.first.headers = vec![("content-type".to_owned(), "application/pdf".to_owned())];
    let capture = archive.append(&page, b"%PDF-").expect("room on the disk");
    let stored = archive.read(&capture.location).expect("what was written");
    let expected: &[Header] = &page.first.headers;
    assert_eq!(
        (stored.status, &*stored.headers, &*stored.body),
        (0, expected, &b"%PDF-"[..])
    );
    assert!(text(&desk).contains("WARC-Type: resource\r\n"));
    assert_eq!(all(&archive, &Position::START), [capture]);
}

#[test]
fn a_line_break_in_an_imported_field_adds_no_field() {
    let desk = Desk::new();
    let archive = desk.open();
    let mut page = desk.page("/a", b"x");
    page.first.headers = vec![(
        "x-a".to_owned(),
        "one\r\nInjected: two\r\n\r\n<p>".to_owned(),
    )];
    let capture = archive.append(&page, b"x").expect("room on the disk");
    let stored = archive.read(&capture.location).expect("what was written");
    assert_eq!(stored.headers.len(), 1);
    assert_eq!(stored.body, b"x");
}

#[test]
fn captures_without_a_row_are_found_from_the_last_known_one() {
    let desk = Desk::new();
    let archive = desk.open();
    let put = |path: &str| {
        let page = desk.page(path, path.as_bytes());
        archive
            .append(&page, path.as_bytes())
            .expect("room on the disk")
    };
    let captures: Vec<Capture> = ["/a", "/b", "/c"].into_iter().map(put).collect();
    assert_eq!(all(&archive, &Position::START), captures);
    for (known, expected) in [(0, &captures[1..]), (1, &captures[2..]), (2, &[])] {
        let from = Position::after(&captures[known].location);
        assert_eq!(all(&archive, &from), expected);
    }
    let again = desk.open();
    assert_eq!(all(&again, &Position::START), captures);
    assert_eq!(again.recoveries(), []);
}

#[test]
fn a_full_file_is_followed_by_another() {
    let desk = Desk::new();
    let archive = Archive::open_rolling_at(desk.dir.path(), 2_000).expect("an archive");
    let captures: Vec<Capture> = (0..6)
        .map(|count| {
            let path = format!("/{count}");
            let page = desk.page(&path, path.as_bytes());
            archive
                .append(&page, path.as_bytes())
                .expect("room on the disk")
        })
        .collect();
    let files: Vec<&str> = captures
        .iter()
        .map(|it| it.location.file.as_str())
        .collect();
    assert_eq!(files[0], "counterclaim-00001.warc.gz");
    assert!(files.contains(&"counterclaim-00002.warc.gz"), "{files:?}");
    assert!(files.is_sorted());
    assert_eq!(all(&archive, &Position::START), captures);
    let from = Position::after(&captures[3].location);
    assert_eq!(all(&archive, &from), captures[4..]);
    for capture in &captures {
        assert_eq!(
            archive.read(&capture.location).expect("a page").body.len(),
            2
        );
    }
    let checked = archive.check().expect("a readable archive");
    assert_eq!((checked.captures, checked.problems.len()), (6, 0));
}

#[test]
fn a_body_that_is_not_the_described_one_is_refused() {
    let desk = Desk::new();
    let archive = desk.open();
    let error = archive
        .append(&desk.page("/a", b"one"), b"two")
        .expect_err("another body");
    assert!(matches!(error, ArchiveError::OtherBody { .. }), "{error}");
    assert_eq!(archive.check().expect("a readable archive").records, 0);
}

#[test]
fn a_place_outside_the_archive_is_refused() {
    let desk = Desk::new();
    let archive = desk.open();
    let capture = archive
        .append(&desk.page("/a", b"x"), b"x")
        .expect("room on the disk");
    for file in [
        "../counterclaim-00001.warc.gz",
        "/etc/passwd",
        "archive.lock",
        "",
    ] {
        let mut location = capture.location.clone();
        file.clone_into(&mut location.file);
        let error = archive.read(&location).expect_err(file);
        assert_eq!(
            error.to_string(),
            format!("{file:?} is not the name of an archive file")
        );
    }
}

#[test]
fn the_record_in_the_log_does_not_depend_on_the_place() {
    let desk = Desk::new();
    let archive = desk.open();
    let mut capture = archive
        .append(&desk.page("/a", b"x"), b"x")
        .expect("room on the disk");
    let record = log::record(&capture);
    let start = br#"{"decoded":{"bytes":1,"sha256":"2d711642"#;
    assert_eq!(&record[..start.len()], start);
    "counterclaim-00009.warc.gz".clone_into(&mut capture.location.file);
    assert_eq!(log::record(&capture), record);
    assert_ne!(log::leaf_hash(&[1; 32], &record), Sha256::of(&record));
}
