//! Files of every kind that can be imported.

use std::io::Write as _;

use counterclaim_tests::Program;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{STORY, all_is_well, page, results, with_case};

#[test]
fn a_saved_page_with_its_address_is_supplied_by_the_reporter() {
    let program = with_case(Program::new());
    let file = program.file("saved.html", page("Orbit rejects claim", &STORY));
    let plain = &program.json(&["import", "acme", &file])[0];
    assert_eq!(plain["result"], "new");
    let row = program.json(&["timeline", "acme"])[0].clone();
    assert_eq!(row["capture"]["provenance"], "imported");
    let url = "https://outlet.example/story";
    program.json(&["import", "acme", &file, "--url", url]);
    let rows = program.json(&["timeline", "acme"]);
    let supplied = rows
        .iter()
        .find(|row| row["document"]["url"] == url)
        .expect("the page");
    assert_eq!(supplied["capture"]["provenance"], "supplied");
    all_is_well(&program);
}

#[test]
fn mails_and_saved_archives_of_a_page_are_read() {
    let program = with_case(Program::new());
    let mail = format!(
        "From: Mira Vane <vane@orbit.example>\r\nTo: Ada Quill <quill@outlet.example>\r\n\
         Date: Fri, 14 Feb 2031 09:40:00 +0100\r\nSubject: Our charts\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        STORY.join("\r\n\r\n")
    );
    let mhtml = format!(
        "From: <Saved by a browser>\r\nSubject: Orbit rejects claim\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n--edge\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Location: https://outlet.example/m\r\n\r\n\
         {}\r\n--edge--\r\n",
        page("Orbit rejects claim", &STORY)
    );
    for (name, bytes) in [
        ("mail.eml", mail),
        ("page.mhtml", mhtml),
        ("note.txt", STORY.join("\n\n")),
    ] {
        let file = program.file(name, bytes);
        assert_eq!(
            results(&program.json(&["import", "acme", &file])),
            ["new"],
            "{name}"
        );
    }
    let titles: Vec<String> = program
        .json(&["timeline", "acme"])
        .iter()
        .map(|row| row["document"]["title"].to_string())
        .collect();
    assert!(titles.contains(&"\"Our charts\"".to_owned()), "{titles:?}");
    all_is_well(&program);
}

#[test]
fn a_folder_is_imported_with_what_can_be_and_told_of_what_cannot() {
    let program = with_case(Program::new());
    program.file("inbox/one.html", page("First story", &STORY));
    program.file("inbox/deeper/two.txt", STORY.join("\n\n"));
    program.file("inbox/picture.png", [137, 80, 78, 71]);
    let folder = program.folder().join("inbox").display().to_string();
    let ran = program
        .run(&["--json", "import", "acme", &folder])
        .with_code(1);
    let lines = ran.lines();
    let mut found = results(&lines);
    found.sort_unstable();
    assert_eq!(found, ["failed", "new", "new"]);
    let failed = lines
        .iter()
        .find(|line| line["result"] == "failed")
        .expect("one");
    assert!(
        failed["error"]
            .as_str()
            .is_some_and(|it| it.contains("picture.png")),
        "{failed}"
    );
}

#[test]
fn the_pages_of_a_web_archive_keep_their_address_and_time() {
    let program = with_case(Program::new());
    let html = page("Orbit rejects claim", &STORY);
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{html}",
        html.len()
    );
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n\
         WARC-Date: 2031-02-15T08:00:00Z\r\nWARC-Target-URI: https://outlet.example/story\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(record.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    for (name, bytes) in [
        ("plain.warc", record.into_bytes()),
        ("packed.warc.gz", packed),
    ] {
        let file = program.file(name, bytes);
        let lines = program.json(&["import", "acme", &file]);
        assert_eq!(lines[0]["url"], "https://outlet.example/story", "{name}");
        assert!(lines[0]["document"].is_string(), "{name}");
    }
    let row = &program.json(&["timeline", "acme"])[0];
    assert_eq!(row["captured"]["value"], "2031-02-15T08:00:00Z");
    assert_eq!(row["capture"]["provenance"], "imported");
    all_is_well(&program);
}

#[test]
fn a_list_of_feeds_becomes_watches() {
    let program = with_case(Program::new());
    let opml = "<opml version=\"2.0\"><head/><body><outline text=\"News\">\
        <outline type=\"rss\" text=\"A\" xmlUrl=\"https://outlet.example/a.xml\"/>\
        <outline type=\"rss\" text=\"B\" xmlUrl=\"https://outlet.example/b.xml\"/>\
        </outline></body></opml>";
    let file = program.file("feeds.opml", opml);
    for _ in 0..2 {
        program.run(&["import", "acme", &file]).done();
        assert_eq!(program.json(&["watch", "list", "acme"]).len(), 2);
    }
}

/// One address was given to every file of a folder.
#[test]
fn an_address_is_given_to_one_page() {
    let program = with_case(Program::new());
    let one = program.file("inbox/one.html", page("First story", &STORY));
    let two = program.file("inbox/two.html", page("Second story", &STORY));
    let warc = program.file("inbox/pages.warc", "WARC/1.0\r\n");
    let folder = program.folder().join("inbox").display().to_string();
    let url = ["--url", "https://outlet.example/story"];
    let with_password = ["--url", "https://vane:secret@outlet.example/story"];
    let elsewhere = ["--url", "ftp://outlet.example/story"];
    for (paths, url) in [
        (vec![&one, &two], url),
        (vec![&folder], url),
        (vec![&warc], url),
        (vec![&one], with_password),
        (vec![&one], elsewhere),
    ] {
        let mut command = vec!["import", "acme"];
        command.extend(paths.iter().map(|it| it.as_str()));
        command.extend(url);
        let failed = program.run(&command).with_code(3);
        assert!(!failed.stderr.contains("secret"), "{}", failed.stderr);
    }
    assert_eq!(program.json(&["case", "list"])[0]["documents"], 0);
}

fn warc_record(kind: &str, media_type: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n\
         WARC-Date: 2031-02-15T08:00:00Z\r\nWARC-Target-URI: https://outlet.example/kept\r\n\
         Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

/// Documents that an archive holds without an answer of a server were left out.
#[test]
fn a_resource_of_a_web_archive_is_a_document() {
    let program = with_case(Program::new());
    let record = warc_record(
        "resource",
        "text/html",
        &page("Orbit rejects claim", &STORY),
    );
    let file = program.file("kept.warc", record);
    let line = &program.json(&["import", "acme", &file])[0];
    assert_eq!(line["url"], "https://outlet.example/kept");
    assert_eq!(line["result"], "new", "{line}");
    all_is_well(&program);
}

/// An archive without anything to read was imported in silence.
#[test]
fn an_archive_of_which_nothing_can_be_read_fails() {
    let program = with_case(Program::new());
    let record = warc_record(
        "resource",
        "text/html",
        &page("Orbit rejects claim", &STORY),
    );
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(record.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    let picture = warc_record("resource", "image/png", "no page");
    for (name, bytes) in [
        ("torn.warc.gz", packed[..packed.len() / 2].to_vec()),
        ("pictures.warc", picture.into_bytes()),
    ] {
        let file = program.file(name, bytes);
        let ran = program
            .run(&["--json", "import", "acme", &file])
            .with_code(1);
        assert_eq!(results(&ran.lines()), ["failed"], "{name}");
    }
}
