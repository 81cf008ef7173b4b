//! Archives of other tools, honest and hostile.

use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;

use counterclaim_archive::foreign::{
    Bounds, ForeignError, ForeignProblem, ForeignResponse, responses,
};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Desk;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Returns a WARC record of this kind and with these further fields.
fn record(kind: &str, fields: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\n\
         WARC-Date: 2025-01-29T10:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn page(path: &str, message: &str) -> String {
    let fields = format!(
        "WARC-Target-URI: https://outlet.example{path}\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, message)
}

fn stored(name: &str, bytes: &[u8]) -> (String, Vec<u8>, CompressionMethod) {
    (name.to_owned(), bytes.to_vec(), CompressionMethod::Stored)
}

fn zip(files: &[(String, Vec<u8>, CompressionMethod)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, method) in files {
        let options = SimpleFileOptions::default().compression_method(*method);
        writer
            .start_file(name.as_str(), options)
            .expect("a new name");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

type Outcome = Result<(Vec<ForeignResponse>, Vec<ForeignProblem>), ForeignError>;

fn read_with(bytes: &[u8], bounds: &Bounds) -> Outcome {
    let dir = TempDir::new().expect("a temporary folder");
    let path: PathBuf = dir.path().join("import");
    fs_err::write(&path, bytes).expect("room on the disk");
    let mut found = Vec::new();
    let file = fs_err::File::open(&path).expect("it was just written");
    let problems = responses(file, bounds, &mut |response| {
        found.push(response);
        ControlFlow::Continue(())
    })?;
    Ok((found, problems))
}

fn read(bytes: &[u8]) -> (Vec<ForeignResponse>, Vec<ForeignProblem>) {
    read_with(bytes, &Bounds::default()).expect("an archive")
}

fn reasons(problems: &[ForeignProblem]) -> Vec<&str> {
    problems.iter().map(|it| it.reason.as_str()).collect()
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a page</p>";

#[test]
fn plain_and_packed_files_are_read() {
    let text = page("/a", OK) + &page("/b", OK);
    let each = [
        gzip(page("/a", OK).as_bytes()),
        gzip(page("/b", OK).as_bytes()),
    ]
    .concat();
    let files = [
        stored("archive/data.warc.gz", &each),
        stored("datapackage.json", b"{}"),
    ];
    let mut deflated = files.clone();
    deflated[0].2 = CompressionMethod::Deflated;
    for bytes in [
        text.clone().into_bytes(),
        gzip(text.as_bytes()),
        each,
        zip(&files),
        zip(&deflated),
    ] {
        let (found, problems) = read(&bytes);
        assert_eq!(problems, []);
        let paths: Vec<&str> = found.iter().map(|it| it.url.path()).collect();
        assert_eq!(paths, ["/a", "/b"]);
        assert_eq!(found[0].body, b"<p>a page</p>");
        assert_eq!(
            (found[0].status, found[0].date.to_rfc3339()),
            (200, "2025-01-29T10:00:00+00:00".into())
        );
        assert_eq!(
            found[0].headers,
            [("Content-Type".to_owned(), "text/html".to_owned())]
        );
        assert_eq!(found[0].record_id.as_deref(), Some("urn:uuid:0"));
    }
}

#[test]
fn our_own_files_can_be_read_as_foreign_ones() {
    let desk = Desk::new();
    let capture = desk
        .open()
        .append(&desk.page("/a", b"<p>ours</p>"), b"<p>ours</p>")
        .expect("room");
    let bytes = fs_err::read(desk.dir.path().join(&capture.location.file)).expect("a file");
    let (found, problems) = read(&bytes);
    assert_eq!((found.len(), problems), (1, Vec::new()));
    assert_eq!(
        (&*found[0].body, &found[0].headers),
        (&b"<p>ours</p>"[..], &capture.retrieval.first.headers)
    );
}

#[test]
fn chunks_are_taken_off_where_there_are_any() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (body, expected) in [
        ("4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n", "one two"),
        ("<p>no chunks at all</p>", "<p>no chunks at all</p>"),
        ("", ""),
    ] {
        let (found, problems) = read(page("/a", &format!("{chunked}{body}")).as_bytes());
        assert_eq!(
            (String::from_utf8_lossy(&found[0].body), problems),
            (expected.into(), vec![])
        );
    }
}

#[test]
fn other_records_are_passed_over_and_revisits_counted() {
    let target = "WARC-Target-URI: https://outlet.example/a\r\n";
    let text = record("warcinfo", "", "software: wget")
        + &record("request", target, "GET / HTTP/1.1\r\n\r\n")
        + &record("revisit", target, "")
        + &record("resource", "WARC-Target-URI: urn:thumbnail:1\r\n", "png")
        + &record(
            "resource",
            &format!("{target}Content-Type: application/pdf\r\n"),
            "%PDF-",
        )
        + &record("revisit", target, "");
    let (found, problems) = read(text.as_bytes());
    assert_eq!(
        (found.len(), found[0].status, &*found[0].body),
        (1, 0, &b"%PDF-"[..])
    );
    assert_eq!(
        reasons(&problems),
        ["2 records only refer to an earlier capture that is not in it (revisit)"]
    );
}

/// Returns a record without a body that refers to an earlier one by these fields.
fn again(fields: &str, head: &str) -> String {
    let fields = format!("WARC-Target-URI: https://outlet.example/again\r\n{fields}");
    record("revisit", &fields, head).replace("WARC-Date: 2025-01-29", "WARC-Date: 2025-03-01")
}

#[test]
fn a_revisit_gets_the_body_that_it_refers_to() {
    let digest = "WARC-Payload-Digest: sha1:ABC\r\n";
    let first = page("/a", OK).replace("Content-Type: app", &format!("{digest}Content-Type: app"));
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAge: 7\r\n\r\n";
    let place = "WARC-Refers-To-Target-URI: https://outlet.example/a\r\n\
                 WARC-Refers-To-Date: 2025-01-29T10:00:00Z\r\n";
    let not_modified = "HTTP/1.1 304 Not Modified\r\nAge: 7\r\n\r\n";
    for (fields, head, names) in [
        (digest, head, &["Content-Type", "Age"][..]),
        (place, head, &["Content-Type", "Age"]),
        (
            "WARC-Refers-To: <urn:uuid:0>\r\n",
            not_modified,
            &["Content-Type"],
        ),
        (digest, "", &["Content-Type"]),
    ] {
        // It may stand before what it refers to, and in another file of the archive.
        let (earlier, later) = (first.as_bytes(), again(fields, head));
        for bytes in [
            [earlier, later.as_bytes()].concat(),
            [later.as_bytes(), earlier].concat(),
            zip(&[
                stored("archive/1.warc.gz", &gzip(later.as_bytes())),
                stored("archive/2.warc", earlier),
            ]),
        ] {
            let (found, problems) = read(&bytes);
            assert_eq!(problems, [], "{fields}");
            let [earlier, later] = &found[..] else {
                panic!("{found:?}");
            };
            assert_eq!((earlier.url.path(), later.url.path()), ("/a", "/again"));
            assert_eq!((later.status, &*later.body), (200, &b"<p>a page</p>"[..]));
            assert_eq!(later.date.to_rfc3339(), "2025-03-01T10:00:00+00:00");
            let found: Vec<&str> = later
                .headers
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            assert_eq!(found, names, "{fields}");
        }
    }
    let other = again(
        "WARC-Refers-To: <urn:uuid:0>\r\nWARC-Payload-Digest: sha1:XYZ\r\n",
        head,
    );
    let (found, problems) = read((first + &other).as_bytes());
    assert_eq!((found.len(), problems.len()), (1, 1), "{problems:?}");
}

#[test]
fn dates_of_records_are_read_in_every_form_that_tools_write() {
    for (written, expected) in [
        ("2025-01-29T10:00:00.125Z", "2025-01-29T10:00:00.125+00:00"),
        ("2025-01-29T10:00Z", "2025-01-29T10:00:00+00:00"),
        ("2025-01-29T11:00:00+01:00", "2025-01-29T10:00:00+00:00"),
        ("2025-01-29T10:00:00", "2025-01-29T10:00:00+00:00"),
        ("20250129100000", "2025-01-29T10:00:00+00:00"),
        ("2025-01-29", "2025-01-29T00:00:00+00:00"),
        ("2025-01", "2025-01-01T00:00:00+00:00"),
    ] {
        let text = page("/a", OK).replace("2025-01-29T10:00:00Z", written);
        let (found, problems) = read(text.as_bytes());
        assert_eq!(problems, [], "{written}");
        assert_eq!(found[0].date.to_rfc3339(), expected, "{written}");
    }
}

/// Tools that record through a browser keep the body without the encoding that the field names.
#[test]
fn a_body_whose_encoding_is_off_already_says_so() {
    let check = |body: &[u8], name: &str| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-encoding: br\r\n\r\n";
        let block = [head, body].concat();
        let fields = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-01-29T10:00:00Z\r\n\
             WARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: https://outlet.example/\r\n\
             Content-Length: {}\r\n\r\n",
            block.len()
        );
        let (found, problems) = read(&[fields.as_bytes(), &block, b"\r\n\r\n"].concat());
        assert_eq!(problems, []);
        assert_eq!(found[0].headers[0].0, name, "{}", body.escape_ascii());
    };
    check(b"\n<!doctype html><p>a page</p>", "X-Orig-content-encoding");
    check("Wörter ".repeat(60).as_bytes(), "X-Orig-content-encoding");
    check(b"\x0b\x02\x80<p>hi</p>\x03", "content-encoding");
    check(&gzip(b"<p>a page</p>"), "content-encoding");
    check(b"", "content-encoding");
}

#[test]
fn what_is_wrong_with_a_record_is_named_and_the_others_are_read() {
    let sha1_of_nothing = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";
    let target = "WARC-Target-URI: https://outlet.example/bad\r\n";
    let altered = format!("{target}WARC-Block-Digest: {sha1_of_nothing}\r\n");
    let undated = page("/bad", OK).replace("2025-01-29T10:00:00Z", "last week");
    for (bad, reason) in [
        (
            record("response", &altered, OK),
            "its digest does not match its bytes",
        ),
        (
            record("response", target, "<html>"),
            "it holds no HTTP response",
        ),
        (undated, "it has no date that can be read"),
    ] {
        let text = page("/a", OK) + &bad + &page("/b", OK);
        let (found, problems) = read(text.as_bytes());
        assert_eq!(found.len(), 2, "{reason}");
        assert_eq!(reasons(&problems), [reason]);
        assert_eq!(problems[0].place, "urn:uuid:0 https://outlet.example/bad");
    }
}

#[test]
fn a_file_that_is_cut_off_gives_what_was_whole() {
    let text = page("/a", OK) + &page("/b", OK);
    let (found, problems) = read(&text.as_bytes()[..text.len() - 20]);
    assert_eq!(
        (found.len(), reasons(&problems)),
        (1, vec!["it is cut off"])
    );
    let packed = [
        gzip(page("/a", OK).as_bytes()),
        gzip(page("/b", OK).as_bytes()),
    ]
    .concat();
    let (found, problems) = read(&packed[..packed.len() - 20]);
    assert_eq!((found.len(), problems.len()), (1, 1));
}

#[test]
fn a_record_over_the_cap_is_left_out_without_being_read() {
    let bounds = Bounds {
        record_bytes: 100,
        ..Bounds::default()
    };
    let long = page("/long", &format!("{OK}{}", "x".repeat(200)));
    let lying = page("/lying", OK).replace("Content-Length: ", "Content-Length: 1844674407370955");
    let text = long + &page("/b", OK) + &lying;
    let (found, problems) = read_with(text.as_bytes(), &bounds).expect("an archive");
    assert_eq!((found.len(), problems.len()), (1, 2), "{problems:?}");
    assert!(
        problems[0].reason.ends_with("bytes, more than 100"),
        "{problems:?}"
    );
}

#[test]
fn bombs_end_at_the_bounds() {
    let bounds = Bounds {
        total_bytes: 3_000_000,
        ratio_from: 1_000_000,
        ..Bounds::default()
    };
    let zeros = "\0".repeat(20_000_000);
    let bomb = gzip(page("/bomb", &format!("{OK}{zeros}")).as_bytes());
    let deflated = (
        "archive/a.warc".to_owned(),
        bomb.clone(),
        CompressionMethod::Deflated,
    );
    for bytes in [
        bomb.clone(),
        zip(&[stored("archive/a.warc.gz", &bomb)]),
        zip(&[deflated]),
    ] {
        let (found, problems) = read_with(&bytes, &bounds).expect("an archive");
        assert_eq!(found, []);
        assert!(
            problems[0]
                .reason
                .contains("it unpacks to more than 200 times"),
            "{problems:?}"
        );
    }
    // Two honest files that are too much together.
    let digits = (0..250_000_u32).map(|it| it.wrapping_mul(2_654_435_761));
    let noise = digits.fold(String::new(), |text, digit| text + &digit.to_string());
    let warc = page("/big", &format!("{OK}{}", &noise[..2_000_000]));
    let both = zip(&[
        stored("archive/a.warc", warc.as_bytes()),
        stored("archive/b.warc", warc.as_bytes()),
    ]);
    let (found, problems) = read_with(&both, &bounds).expect("an archive");
    assert_eq!(found.len(), 1);
    assert!(
        problems[0].reason.contains("more than an import may have"),
        "{problems:?}"
    );
}

#[test]
fn names_in_a_zip_lead_nowhere() {
    let warc = page("/a", OK);
    let files = [
        stored("../archive/a.warc", warc.as_bytes()),
        stored("/archive/b.warc", warc.as_bytes()),
        stored("pages/c.warc", warc.as_bytes()),
        stored("archive/../../d.warc", warc.as_bytes()),
    ];
    let (found, _) = read(&zip(&files));
    // The last one is read as a stream like any other: its name is only a label here.
    assert_eq!(found.len(), 1);
}

#[test]
fn a_zip_made_to_do_harm_is_refused() {
    let warc = page("/a", OK);
    let many: Vec<_> = (0..20)
        .map(|count| stored(&format!("{count}"), b""))
        .collect();
    let bounds = Bounds {
        entries: 10,
        ..Bounds::default()
    };
    let refused = |outcome: Outcome| match outcome {
        Err(ForeignError::Refused { reason, .. }) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(read_with(&zip(&many), &bounds)),
        "it holds too many files"
    );
    let overlapping = overlapping_zip(warc.as_bytes());
    let reason = refused(read_with(&overlapping, &Bounds::default()));
    assert_eq!(reason, "its files overlap, as only those of a bomb do");
}

/// Returns a ZIP whose two directory entries point at the same bytes.
fn overlapping_zip(content: &[u8]) -> Vec<u8> {
    let name = |which: u8| [b"archive/".as_slice(), &[which], b".warc"].concat();
    let mut bytes = zip(&[
        (
            String::from_utf8(name(b'a')).expect("ASCII"),
            content.to_vec(),
            CompressionMethod::Stored,
        ),
        (
            String::from_utf8(name(b'b')).expect("ASCII"),
            content.to_vec(),
            CompressionMethod::Stored,
        ),
    ]);
    let signature = b"PK\x01\x02";
    let second = bytes
        .windows(4)
        .rposition(|it| it == signature)
        .expect("a directory");
    // The offset of the local header stands at byte 42 of a directory entry (APPNOTE 4.3.12).
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    bytes
}

#[test]
fn other_files_are_no_archives() {
    let document = zip(&[stored("word/document.xml", b"<w/>")]);
    for bytes in [&b""[..], b"<html>", b"WAR", b"%PDF-1.7", &document] {
        let error = read_with(bytes, &Bounds::default()).expect_err("no archive");
        assert!(
            error
                .to_string()
                .ends_with("is neither a WARC nor a WACZ file"),
            "{error}"
        );
    }
    for bytes in [gzip(b"<html>no archive</html>"), b"WARCo, a town".to_vec()] {
        let (found, _) = read(&bytes);
        assert_eq!(found, []);
    }
    assert!(matches!(
        read_with(b"PK\x03\x04broken", &Bounds::default()),
        Err(ForeignError::Zip { .. })
    ));
}

#[test]
fn too_many_faults_end_the_reading() {
    let bounds = Bounds {
        problems: 3,
        ..Bounds::default()
    };
    let text = page("/bad", "<html>").repeat(10);
    let (_, problems) = read_with(text.as_bytes(), &bounds).expect("an archive");
    assert_eq!(problems.len(), 4);
    assert_eq!(problems[3].reason, "too many faults: the rest is not read");
}

#[test]
fn a_caller_that_has_enough_is_not_given_more() {
    let dir = TempDir::new().expect("a temporary folder");
    let path = dir.path().join("a.warc");
    fs_err::write(&path, page("/a", OK).repeat(5)).expect("room on the disk");
    let mut count = 0;
    let file = fs_err::File::open(&path).expect("it was just written");
    let problems = responses(file, &Bounds::default(), &mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert_eq!((count, problems.expect("an archive")), (1, Vec::new()));
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

#[test]
fn no_damage_to_a_file_makes_reading_panic() {
    let chunked = page(
        "/b",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
    );
    let text = (page("/a", OK) + &chunked + &page("/c", OK)).into_bytes();
    let wacz = zip(&[
        stored("archive/a.warc", &text),
        stored("archive/b.warc.gz", &gzip(&text)),
    ]);
    let mut dice = Dice(88_172_645_463_325_252);
    let mut whole = 0;
    for round in 0..600 {
        let mut bytes = if round % 3 == 0 {
            wacz.clone()
        } else {
            text.clone()
        };
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] = u8::try_from(dice.below(256)).expect("below 256"),
                1 => bytes.truncate(at + 1),
                _ => drop(bytes.splice(at..at, *b"99999999999")),
            }
        }
        whole += read_with(&bytes, &Bounds::default()).map_or(0, |(found, _)| found.len());
    }
    assert!(
        whole > 100,
        "most pages of a damaged file can still be read: {whole}"
    );
}
