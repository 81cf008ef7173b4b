//! `read`, `feed` and `statements`: what they print, by the shapes that scripts rely on.

use counterclaim_tests::{Program, Reply, Server};
use serde_json::{Value, json};

const PAGE: &str = r#"<!doctype html><html lang="en"><head>
<title>Orbit rejects claim - The Outlet</title>
<meta property="og:site_name" content="The Outlet">
<meta property="article:published_time" content="2031-02-14T09:40:00+01:00">
<meta name="author" content="Ada Quill">
<link rel="canonical" href="https://outlet.example/orbit">
</head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article>
<h1>Orbit rejects claim</h1>
<p>Acme accused Orbit on Tuesday of copying its catalogue of sea charts, which took eleven years to draw.</p>
<p>“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit. She said that the company would publish its surveys next week.</p>
<p>Two people familiar with the matter said that the charts share forty mistakes.</p>
</article><footer>All rights reserved by the outlet.</footer></body></html>"#;

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .map(|it| it.keys().map(String::as_str).collect())
        .unwrap_or_default()
}

#[test]
fn a_page_is_read_as_an_article() {
    let program = Program::new();
    let file = program.file("orbit.html", PAGE);
    let article = &program.json(&["read", &file])[0];
    for (field, value) in [
        ("id", json!(file)),
        ("title", json!("Orbit rejects claim")),
        ("author", json!(["Ada Quill"])),
        ("published", json!("2031-02-14T09:40:00+01:00")),
        ("outlet", json!("The Outlet")),
        ("canonical_url", json!("https://outlet.example/orbit")),
        ("lang", json!("en")),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    let text = article["text"].as_str().expect("a text");
    assert!(
        text.contains("“We drew every line ourselves,” said Mira Vane"),
        "{text}"
    );
    assert!(
        !text.contains("Sport") && !text.contains("All rights"),
        "{text}"
    );
    for field in ["url", "published_method", "modified", "problems"] {
        assert!(keys(article).contains(&field), "{field}");
    }
}

#[test]
fn statements_have_spans_into_the_text_of_read() {
    let program = Program::new();
    let file = program.file("orbit.html", PAGE);
    let text = program.json(&["read", &file])[0]["text"]
        .as_str()
        .expect("a text")
        .to_owned();
    let found = &program.json(&["statements", &file])[0];
    assert_eq!(found["doc"], "orbit");
    let statements = found["statements"].as_array().expect("a list");
    assert!(!statements.is_empty());
    for statement in statements {
        let end = statement["end"].as_u64().expect("a number");
        let start = statement["start"].as_u64().expect("a number");
        let words: String = text
            .chars()
            .skip(usize::try_from(start).expect("small"))
            .take(usize::try_from(end - start).expect("small"))
            .collect();
        assert_eq!(statement["verbatim_span"], json!(words));
    }
    let said = statements
        .iter()
        .find(|it| it["speaker"] == "Mira Vane")
        .expect("the executive");
    assert_eq!(said["attribution"], "named");
}

#[test]
fn the_date_of_a_text_can_be_given() {
    let program = Program::new();
    let file = program.file(
        "note.txt",
        "A spokesperson for Orbit denied the claim on Tuesday.",
    );
    let found = &program.json(&["statements", &file, "--published", "2031-02-14"])[0];
    let date = &found["statements"][0]["date_of_statement"];
    assert_eq!(date["value"], "2031-02-11");
    assert_eq!(date["precision"], "day");
    assert_eq!(date["basis"], "relative");
}

#[test]
fn one_file_that_fails_does_not_stop_the_others() {
    let program = Program::new();
    let file = program.file("orbit.html", PAGE);
    for (command, name, id) in [
        ("read", "id", "missing.html"),
        ("statements", "doc", "missing"),
    ] {
        let ran = program
            .run(&["--json", command, "missing.html", &file])
            .with_code(1);
        let lines = ran.lines();
        assert_eq!(lines.len(), 2, "a line per file: {}", ran.stdout);
        assert_eq!(lines[0][name], id);
        assert_eq!(keys(&lines[0]), keys(&lines[1]), "of the same shape");
        let problem = lines[0]["problems"][0].as_str().expect("what was wrong");
        assert!(problem.contains("missing.html"), "{problem}");
        assert_eq!(lines[1]["problems"], json!([]));
        assert_eq!(ran.stderr.matches("error: ").count(), 1, "{}", ran.stderr);
    }
}

#[test]
fn a_run_in_which_every_file_fails_could_not_be_done() {
    let program = Program::new();
    for command in ["read", "statements"] {
        let ran = program
            .run(&["--json", command, "missing.html", "lost.html"])
            .with_code(3);
        assert_eq!(ran.lines().len(), 2);
        assert_eq!(ran.stderr.matches("error: ").count(), 2, "{}", ran.stderr);
        let words = program.run(&[command, "missing.html"]).with_code(3);
        assert_eq!(words.stdout, "");
        assert!(words.stderr.contains("missing.html"), "{}", words.stderr);
    }
}

#[test]
fn a_feed_is_read_from_a_file_or_an_address() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Charts</title>
<link>https://outlet.example/</link><item><title>Orbit rejects claim</title>
<link>https://outlet.example/orbit</link><guid>orbit-1</guid>
<pubDate>Fri, 14 Feb 2031 08:40:00 GMT</pubDate></item></channel></rss>"#;
    let server = Server::with([("/feed.xml", Reply::of(200, "application/rss+xml", feed))]);
    let program = Program::with(&server);
    let file = program.file("feed.xml", feed);
    for from in [file, server.url("/feed.xml")] {
        let feed = &program.json(&["feed", &from])[0];
        assert_eq!(feed["ok"], true, "{from}");
        assert_eq!(feed["feed"]["title"], "Charts");
        assert_eq!(feed["entries"][0]["link"], "https://outlet.example/orbit");
        assert_eq!(feed["entries"][0]["id"], "orbit-1");
    }
}

#[test]
fn reasons_are_printed_field_by_field_only_when_asked_for() {
    let program = Program::new();
    let text = "“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit.\n";
    let file = program.file("said.txt", text);
    let short = program.run(&["statements", &file]).done().stdout;
    let long = program.run(&["statements", "--why", &file]).done().stdout;
    assert!(!short.contains("speaker ("), "{short}");
    assert!(long.contains("    speaker (rule): "), "{long}");
    let found = &program.json(&["statements", &file])[0]["statements"][0];
    let reasons = found["reasons"].as_array().expect("a list");
    assert_eq!(long.matches("\n    ").count(), reasons.len() + 1, "{long}");
    assert!(
        reasons.iter().all(|it| it["because"].is_string()),
        "{reasons:?}"
    );
}
