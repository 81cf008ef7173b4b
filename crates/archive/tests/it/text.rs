//! The texts that were read in captures: kept beside them, recovered, and erased with them.

use std::io::Read as _;

use chrono::{DateTime, Utc};
use counterclaim_archive::Position;
use flate2::bufread::MultiGzDecoder;
use model::{Capture, Sha256};

use super::Desk;

const WORDS: &str = "“We drew every line ourselves,” said Mira Vane.";

fn at() -> DateTime<Utc> {
    "2026-11-23T10:00:02Z".parse().expect("an instant")
}

impl Desk {
    /// Returns the capture of a page whose text is kept beside it.
    fn read(&self, path: &str) -> Capture {
        let archive = self.open();
        let capture = archive.append(&self.page(path, b"<p>page</p>"), b"<p>page</p>");
        let capture = capture.expect("room");
        archive
            .append_text(&capture, WORDS, "reader 1", at())
            .expect("room");
        capture
    }

    fn first_file(&self) -> std::path::PathBuf {
        self.dir.path().join("counterclaim-00001.warc.gz")
    }

    /// Returns the records of the first file, unpacked.
    fn unpacked(&self) -> String {
        let bytes = fs_err::read(self.first_file()).expect("a file");
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(&bytes[..])
            .read_to_end(&mut unpacked)
            .expect("gzip");
        String::from_utf8_lossy(&unpacked).into_owned()
    }
}

#[test]
fn a_text_is_a_record_that_refers_to_its_capture() {
    let desk = Desk::new();
    let capture = desk.read("/a");
    let text = desk.unpacked();
    let record = text
        .split("WARC-Type: conversion")
        .nth(1)
        .expect("a conversion");
    for line in [
        "WARC-Date: 2026-11-23T10:00:02Z",
        "WARC-Target-URI: https://outlet.example/a",
        &format!("WARC-Refers-To: <{}>", capture.location.record_id),
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(
            record.contains(&format!("\r\n{line}\r\n")),
            "{line}: {record}"
        );
    }
    assert!(
        record.ends_with(&format!("\r\n\r\n{WORDS}\r\n\r\n")),
        "{record}"
    );
    let checked = desk.open().check().expect("an archive");
    assert_eq!(checked.problems, []);
    assert_eq!((checked.captures, checked.texts.len()), (1, 1));
    assert_eq!(checked.texts[0].read_in, capture.location.record_id);
    assert_eq!(checked.texts[0].extractor, "reader 1");
    assert_eq!(checked.texts[0].sha256, Sha256::of(WORDS.as_bytes()));
    let found: Vec<_> = desk
        .open()
        .retrievals(&Position::START)
        .expect("an archive")
        .collect();
    assert_eq!(found.len(), 1);
}

#[test]
fn a_whole_text_at_the_end_stays_and_a_torn_one_is_moved_aside() {
    let desk = Desk::new();
    desk.read("/a");
    let whole = fs_err::read(desk.first_file()).expect("a file");
    // Without the mark of where the file ended, the end is looked for.
    fs_err::remove_file(desk.dir.path().join("archive.lock")).expect("a file");
    assert_eq!(desk.open().recoveries(), []);
    assert_eq!(fs_err::read(desk.first_file()).expect("a file"), whole);
    fs_err::write(desk.first_file(), &whole[..whole.len() - 9]).expect("room");
    assert_eq!(desk.open().recoveries().len(), 1);
    desk.read("/b");
    let checked = desk.open().check().expect("an archive");
    assert_eq!(
        (checked.problems, checked.captures, checked.texts.len()),
        (vec![], 2, 1)
    );
}

#[test]
fn the_texts_of_a_capture_are_erased_wherever_they_stand() {
    let desk = Desk::new();
    let gone = desk.read("/a");
    desk.read("/b");
    let archive = desk.open();
    archive
        .append_text(&gone, "Read once more.", "reader 2", at())
        .expect("room");
    let places = archive
        .places_of_texts(std::slice::from_ref(&gone))
        .expect("an archive");
    assert_eq!(places.len(), 2);
    assert_eq!(archive.places_of_texts(&[]).expect("an archive"), []);
    archive.erase(&places, at()).expect("room");
    let text = desk.unpacked();
    assert!(!text.contains("Read once more."));
    assert_eq!(text.matches(WORDS).count(), 1);
    let checked = archive.check().expect("an archive");
    assert_eq!(
        (checked.problems, checked.captures, checked.texts.len()),
        (vec![], 2, 1)
    );
}

/// A text may be the first record of a new file, which begins with one about itself.
#[test]
fn a_new_file_may_begin_with_a_text() {
    let desk = Desk::new();
    let archive = counterclaim_archive::Archive::open_rolling_at(desk.dir.path(), 1);
    let archive = archive.expect("an archive");
    let body = b"<p>page</p>";
    let capture = archive.append(&desk.page("/a", body), body).expect("room");
    archive
        .append_text(&capture, WORDS, "reader 1", at())
        .expect("room");
    assert!(desk.dir.path().join("counterclaim-00002.warc.gz").is_file());
    let checked = archive.check().expect("an archive");
    assert_eq!((checked.records, checked.texts.len()), (6, 1));
    assert_eq!(
        archive
            .places_of_texts(&[capture])
            .expect("an archive")
            .len(),
        1
    );
}
