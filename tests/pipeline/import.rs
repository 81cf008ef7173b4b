//! Files of every kind that can be imported.

use std::io::{Cursor, Write as _};

use counterclaim_tests::{Program, Reply, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{STORY, all_is_well, page, results, with_case};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("memory takes it");
    packed.finish().expect("memory takes it")
}

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
fn documents_that_came_with_a_mail_are_captures_of_their_own() {
    let program = with_case(Program::new());
    let part = |fields: &str, body: &str| format!("--edge\r\n{fields}\r\n\r\n{body}\r\n");
    let of = |name: &str, kind: &str| {
        format!("Content-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"")
    };
    let body = [
        part(
            "Content-Type: text/plain; charset=utf-8",
            &STORY.join("\r\n\r\n"),
        ),
        part(
            &of("answer.html", "text/html; charset=utf-8"),
            &page("Orbit answers", &STORY[1..]),
        ),
        part(
            &of("../notes.txt", "text/plain; charset=utf-8"),
            "Orbit denied on Friday that it had copied anything.",
        ),
        "--edge--\r\n".to_owned(),
    ];
    let mail = format!(
        "From: Mira Vane <vane@orbit.example>\r\nDate: Fri, 14 Feb 2031 09:40:00 +0100\r\n\
         Subject: Our charts\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n{}",
        body.concat()
    );
    let file = program.file("mail.eml", mail);
    let lines = program.json(&["import", "acme", &file]);
    assert_eq!(results(&lines), ["new", "new", "new"], "{lines:?}");
    for (line, name) in lines[1..].iter().zip(["answer.html", "../notes.txt"]) {
        assert_eq!(line["url"], format!("{name}, attachment of {file}"));
    }
    assert_eq!(program.json(&["case", "list"])[0]["documents"], 3);
    let rows = program.json(&["timeline", "acme"]);
    let of_attachment = rows
        .iter()
        .find(|row| row["text"].to_string().contains("denied on Friday"));
    let row = of_attachment.expect("the statement in the text");
    assert_eq!(row["capture"]["provenance"], "imported", "{row}");
    assert_eq!(
        results(&program.json(&["import", "acme", &file])),
        ["unchanged", "unchanged", "unchanged"]
    );
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
    let packed = gzip(record.as_bytes());
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

/// Packs the parts of a Word document with these paragraphs.
fn word(paragraphs: &[&str]) -> Vec<u8> {
    let body = format!(
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
        paragraphs.join("</w:t></w:r></w:p><w:p><w:r><w:t>")
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "word/document.xml",
            format!("<w:document><w:body>{body}</w:body></w:document>"),
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:title>Answer of Orbit</dc:title>\
             <dcterms:created>2031-02-14T09:40:00Z</dcterms:created></cp:coreProperties>"
                .to_owned(),
        ),
    ] {
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).expect("a new name");
        writer.write_all(text.as_bytes()).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

#[test]
fn a_word_document_is_read_and_one_with_a_password_says_what_to_do() {
    let program = with_case(Program::new());
    let file = program.file("answer.docx", word(&STORY));
    let line = &program.json(&["import", "acme", &file])[0];
    assert_eq!(
        (&line["result"], &line["problems"]),
        (&"new".into(), &json!([]))
    );
    let row = &program.json(&["timeline", "acme"])[0];
    assert_eq!(row["document"]["title"], "Answer of Orbit");
    let locked = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    let torn = &word(&STORY)[..300];
    for (name, bytes, why) in [
        (
            "locked.docx",
            &locked[..],
            "save it as .docx without a password",
        ),
        ("old.doc", &locked, "save it as .docx"),
        ("torn.docx", torn, "could not be opened"),
    ] {
        let file = program.file(name, bytes);
        let ran = program
            .run(&["--json", "import", "acme", &file])
            .with_code(1);
        let line = &ran.lines()[0];
        let error = line["error"].as_str().expect("what failed");
        let begins = format!("nothing to read in {file}: ");
        assert!(error.starts_with(&begins) && error.contains(why), "{error}");
        let hint = line["hint"].to_string();
        assert!(hint.contains("the file is kept"), "{hint}");
        assert!(line["capture"].is_string(), "{line}");
    }
    all_is_well(&program);
}

#[test]
fn saved_pages_keep_the_address_and_the_time_that_they_note() {
    let program = with_case(Program::new());
    let html = page("Orbit rejects claim", &STORY);
    let note = "<!--\n Page saved with SingleFile \n url: https://outlet.example/one \n \
                saved date: Sat Feb 15 2025 09:00:00 GMT+0100 (Some Time)\n-->";
    let single = html.replacen(
        "<html lang=\"en\">",
        &format!("<html lang=\"en\">{note}"),
        1,
    );
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://outlet.example/two\r\n\
         Date: Sat, 15 Feb 2025 08:00:00 -0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n--edge\r\n\
         Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://outlet.example/two\r\n\r\n{}\r\n--edge--\r\n",
        html.replace('=', "=3D")
    );
    let files = [
        program.file("one.html", single),
        program.file("two.mhtml", mhtml),
    ];
    for file in &files {
        assert_eq!(
            results(&program.json(&["import", "acme", file])),
            ["new"],
            "{file}"
        );
    }
    let rows = program.json(&["timeline", "acme"]);
    for url in ["https://outlet.example/one", "https://outlet.example/two"] {
        let row = rows.iter().find(|row| row["document"]["url"] == url);
        let row = row.expect("the page under its address");
        assert_eq!(row["capture"]["provenance"], "imported");
        assert_eq!(row["captured"]["value"], "2025-02-15T08:00:00Z");
    }
    all_is_well(&program);
}

#[test]
fn a_folder_leaves_out_what_is_no_document_of_its_own() {
    let program = with_case(Program::new());
    program.file("inbox/story.html", page("First story", &STORY));
    program.file("inbox/story_files/frame.html", "<p>An advertisement.</p>");
    program.file("inbox/.git/note.txt", "hidden");
    program.file("inbox/.DS_Store", "hidden");
    for number in 0..8 {
        program.file(&format!("inbox/{number}.png"), "no page");
    }
    let outside = program.file("outside.txt", STORY.join("\n\n"));
    let inbox = program.folder().join("inbox");
    fs_err::os::unix::fs::symlink(outside, inbox.join("link.txt")).expect("a link");
    let folder = inbox.display().to_string();
    let lines = program
        .run(&["--json", "import", "acme", &folder])
        .with_code(1)
        .lines();
    assert_eq!(results(&lines), ["new", "failed"]);
    assert_eq!(
        lines[1]["error"],
        format!(
            "left out of {folder}: files of a kind that cannot be read \
             (0.png, 1.png, 2.png, 3.png, 4.png and 3 more); links, which are not followed (1)"
        )
    );
}

/// Returns the index that `ArchiveBox` writes beside the forms of a page.
fn archivebox_index(url: &str) -> String {
    json!({
        "url": url, "timestamp": "1739606400.0", "title": null,
        "history": {"singlefile": [{"start_ts": "2025-02-16T08:00:00+00:00", "status": "succeeded"}]},
    })
    .to_string()
}

#[test]
fn a_folder_of_archivebox_gives_each_page_once() {
    let program = with_case(Program::new());
    let html = page("Orbit rejects claim", &STORY);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    let record = warc_record("response", "application/http; msgtype=response", &http);
    program.file("box/ArchiveBox.conf", "");
    program.file("box/index.sqlite3", "");
    program.file("box/sources/list.txt", "https://outlet.example/kept");
    let first = "box/archive/1739606400.0";
    program.file(
        &format!("{first}/index.json"),
        archivebox_index("https://outlet.example/kept"),
    );
    program.file(
        &format!("{first}/warc/1739606401.warc.gz"),
        gzip(record.as_bytes()),
    );
    program.file(&format!("{first}/singlefile.html"), &html);
    program.file(&format!("{first}/outlet.example/kept.html"), &html);
    let second = "box/archive/1739606500.0";
    program.file(
        &format!("{second}/index.json"),
        archivebox_index("https://outlet.example/two"),
    );
    program.file(&format!("{second}/singlefile.html"), &html);
    program.file(&format!("{second}/output.html"), &html);
    program.file(&format!("{second}/readability/content.html"), &html);
    let folder = program.folder().join("box").display().to_string();
    let lines = program.json(&["import", "acme", &folder]);
    assert_eq!(results(&lines), ["new", "new"], "{lines:?}");
    let rows = program.json(&["timeline", "acme"]);
    let found = |url: &str| {
        let row = rows.iter().find(|row| row["document"]["url"] == url);
        row.expect("the page")["captured"]["value"].clone()
    };
    assert_eq!(found("https://outlet.example/kept"), "2031-02-15T08:00:00Z");
    assert_eq!(found("https://outlet.example/two"), "2025-02-16T08:00:00Z");
}

/// The real tool, where it is on the machine: its records are not ours, nor is its server.
#[test]
fn what_wget_archived_is_read() {
    let server = Server::start();
    server.route("/story", Reply::page(&page("Orbit rejects claim", &STORY)));
    let program = with_case(Program::new());
    let out = program.folder().join("wget").display().to_string();
    let ran = std::process::Command::new("wget")
        .args([
            "--quiet",
            "--no-config",
            "--no-proxy",
            "--delete-after",
            "--warc-file",
            &out,
        ])
        .arg(server.url("/story"))
        .current_dir(program.folder())
        .status();
    let Ok(status) = ran else { return };
    assert!(status.success());
    let lines = program.json(&["import", "acme", &format!("{out}.warc.gz")]);
    assert_eq!(results(&lines), ["new"]);
    assert_eq!(lines[0]["url"], server.url("/story"));
    all_is_well(&program);
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
    let packed = gzip(record.as_bytes());
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

/// Returns a PDF with a line of Helvetica on each page, laid out where nobody checks the cross
/// references: a reader that needs them makes its own.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids = (0..pages.len()).map(|it| format!("{} 0 R ", 4 + 2 * it));
    let kids = kids.collect::<Vec<_>>().concat();
    objects.push(format!(
        "<</Type/Pages/Kids[{kids}]/Count {}>>",
        pages.len()
    ));
    objects.push(
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    );
    for (lines, number) in pages.iter().zip(0..) {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            5 + 2 * number
        ));
        let shown = lines.iter().map(|line| format!("({line}) Tj T* "));
        let shown = shown.collect::<Vec<_>>().concat();
        let stream = format!("BT /F 12 Tf 14 TL 72 720 Td {shown}ET");
        objects.push(format!(
            "<</Length {}>>stream\n{stream}\nendstream",
            stream.len()
        ));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj{object}endobj\n").bytes());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let tail = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF",
        places.concat()
    );
    file.extend(tail.bytes());
    file
}

#[test]
fn a_statement_in_a_pdf_names_its_page() {
    let program = with_case(Program::new());
    let bytes = pdf(&[
        &[
            "Acme accused Orbit on Tuesday of copying its sea charts.",
            "The two share a building in the harbour of Harrow.",
        ],
        &["Nobody at the harbour office answered calls on Wednesday."],
        &["Orbit denied on Friday that it had copied any chart of Acme."],
    ]);
    let file = program.file("letter.pdf", bytes);
    program.json(&["import", "acme", &file]);
    let page = |words: &str| {
        let rows = program.json(&["timeline", "acme"]);
        let row = rows
            .iter()
            .find(|row| row["text"].to_string().contains(words));
        row.expect(words)["document"]["page"].clone()
    };
    assert_eq!((page("accused"), page("denied")), (1.into(), 3.into()));
    let told = program.run(&["timeline", "acme"]).done().stdout;
    assert!(told.contains(", p. 3,"), "{told}");
    for format in ["md", "html"] {
        let export = program.run(&["export", "acme", "--proposals", "--format", format]);
        assert!(
            export.stdout.contains("p. 3"),
            "{format}: {}{}",
            export.stdout,
            export.stderr
        );
    }
    let story = program.file("story.html", super::page("Orbit rejects claim", &STORY));
    program.json(&["import", "acme", &story]);
    let rows = program.json(&["timeline", "acme"]);
    let html = rows
        .iter()
        .find(|row| row["text"].to_string().contains("every line"));
    assert_eq!(html.expect("the answer")["document"].get("page"), None);
}
