//! Files that hang, abort or mislead a parser.

use counterclaim_tests::Program;

use crate::{STORY, all_is_well, with_case};

/// Imports a bad file and then a good one. The bad one may be read in part, or fail with a reason;
/// the good one is captured whatever happens.
fn check(name: &str, bytes: impl AsRef<[u8]>) -> serde_json::Value {
    let program = with_case(Program::new());
    let (bad, good) = (program.file(name, bytes), program.file("story.html", STORY));
    let ran = program.run(&["--json", "import", "acme", &bad, &good]);
    assert!(
        matches!(ran.code, 0 | 1),
        "{name}: {} {}",
        ran.code,
        ran.stderr
    );
    let lines = ran.lines();
    assert_eq!(lines.len(), 2, "{name}: {}", ran.stdout);
    assert_eq!(lines[1]["result"], "new", "{name}");
    all_is_well(&program);
    lines[0].clone()
}

fn told(line: &serde_json::Value) -> String {
    format!(
        "{} {}",
        line["error"].as_str().unwrap_or_default(),
        line["problems"]
    )
}

#[test]
fn deep_nesting_is_cut_or_refused() {
    for (name, depth) in [("a.html", 5_000), ("b.html", 50_000), ("c.html", 200_000)] {
        let deep = format!(
            "<html><body>{}{}",
            "<div>".repeat(depth),
            "<p>Orbit said no.</p>"
        );
        let line = check(name, deep);
        assert!(told(&line).len() > 4, "{depth} deep: {line}");
    }
    check(
        "tables.html",
        format!("<html><body>{}", "<table><tr><td>".repeat(20_000)),
    );
    check(
        "links.html",
        format!("<html><body>{}", "<a>x<div>".repeat(20_000)),
    );
}

#[test]
fn a_tag_with_countless_attributes_is_cut() {
    let attributes = (0..200_000)
        .map(|number| format!(" a{number}=x"))
        .collect::<Vec<_>>()
        .concat();
    check(
        "attributes.html",
        format!("<html><body><p{attributes}>Orbit said no.</p></body></html>"),
    );
}

#[test]
fn pdf_bombs_end_in_an_error() {
    for (name, bytes) in pdf_bombs() {
        let line = check(name, bytes);
        assert_eq!(line["result"], "failed", "{name}: {line}");
        assert!(told(&line).len() > 4, "{name}: {line}");
    }
}

/// The small bombs of RELIABILITY, appendix A: a form that draws itself, a page tree that holds
/// itself, a stream of operators without end, and no PDF at all behind a PDF's first line.
fn pdf_bombs() -> Vec<(&'static str, Vec<u8>)> {
    let form = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>endobj\n\
        4 0 obj<</Length 4>>stream\n/F Do\nendstream endobj\n\
        5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 4>>stream\n/F Do\nendstream endobj\n\
        trailer<</Root 1 0 R/Size 6>>\n%%EOF";
    let kids = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj\n\
        trailer<</Root 1 0 R/Size 3>>\n%%EOF";
    let operators = "q ".repeat(2_000_000);
    let stack = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n\
         4 0 obj<</Length {}>>stream\n{operators}\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF",
        operators.len()
    );
    let garbage: Vec<u8> = (0..20_000_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    vec![
        ("form.pdf", form.into()),
        ("kids.pdf", kids.into()),
        ("stack.pdf", stack.into_bytes()),
        (
            "arrays.pdf",
            [b"%PDF-1.4\n1 0 obj".as_slice(), &b"[".repeat(100_000)].concat(),
        ),
        ("garbage.pdf", [b"%PDF-1.7\n".as_slice(), &garbage].concat()),
    ]
}

#[test]
fn an_empty_page_and_a_binary_one_are_told_of() {
    for (name, bytes) in [
        ("empty.html", Vec::new()),
        ("blank.html", b"<html><body></body></html>".to_vec()),
        (
            "picture.html",
            [
                b"\x89PNG\r\n\x1a\n".as_slice(),
                &[0, 1, 2, 255].repeat(4_000),
            ]
            .concat(),
        ),
    ] {
        let line = check(name, bytes);
        assert_eq!(line["result"], "failed", "{name}: {line}");
        assert!(line["hint"].is_string(), "{name}: {line}");
    }
}

#[test]
fn a_page_without_a_date_has_none() {
    let program = with_case(Program::new());
    let file = program.file("story.html", STORY);
    let article = &program.json(&["read", &file])[0];
    assert_eq!(article["published"], serde_json::json!(null));
    program.json(&["import", "acme", &file]);
    for row in program.json(&["timeline", "acme"]) {
        assert_eq!(row["published"]["precision"], "unknown", "{row}");
        assert_ne!(
            row["said"]["precision"], "day",
            "\"on Tuesday\" of an unknown week: {row}"
        );
    }
}

#[test]
fn a_broken_feed_gives_what_can_be_read_and_a_problem() {
    let program = Program::new();
    let feed = "<rss version=\"2.0\"><channel><title>F</title>\
        <item><title>One & only</title><link>https://outlet.example/1</link></item>\
        <item><title>Two</title><link>https://outlet.example/2</link></item><item><title>Thr";
    let file = program.file("feed.xml", feed);
    let ran = program.run(&["--json", "feed", &file]).with_code(1);
    let feed = &ran.lines()[0];
    assert!(
        feed["entries"].as_array().is_some_and(|it| it.len() >= 2),
        "{feed}"
    );
    assert!(
        feed["problems"].as_array().is_some_and(|it| !it.is_empty()),
        "{feed}"
    );
}

#[test]
fn text_that_means_to_fool_a_terminal_or_a_page_stays_text() {
    let program = with_case(Program::new());
    let text =
        "“<script>alert(1)</script> =HYPERLINK(1) \u{202e}evil,” said Mira Vane, who runs Orbit.";
    let file = program.file("note.txt", text);
    program.json(&["import", "acme", &file]);
    for row in program.json(&["review", "acme", "--all"]) {
        program
            .run(&["accept", row["id"].as_str().expect("an id")])
            .done();
    }
    let html = program
        .run(&["export", "acme", "--format", "html"])
        .done()
        .stdout;
    assert!(!html.contains("<script"), "{html}");
    let csv = program
        .run(&["export", "acme", "--format", "csv"])
        .done()
        .stdout;
    assert!(!csv.contains("\"="), "{csv}");
}

/// A pipe was waited for without end, and a device read without end.
#[cfg(unix)]
#[test]
fn what_never_ends_is_not_read() {
    let program = with_case(Program::new());
    let good = program.file("story.html", STORY);
    for name in ["pipe.html", "pipe.warc", "pipe.opml"] {
        let pipe = program.folder().join(name);
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo is part of POSIX").success());
        let pipe = pipe.display().to_string();
        let ran = program
            .run(&["--json", "import", "acme", &pipe, &good])
            .with_code(1);
        let lines = ran.lines();
        assert_eq!(lines[0]["result"], "failed", "{name}");
        let error = lines[0]["error"].as_str().unwrap_or_default();
        assert!(error.contains("no regular file"), "{name}: {error}");
        assert_ne!(lines[1]["result"], "failed", "{name}");
    }
}
