//! Proof bundles: one capture is proved, no other is shown, and nothing in the file can be changed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterclaim_tests::{Program, Reply, Server};
use serde_json::Value;

use crate::library::{captures, problems_of, with_stories};

/// Proves a capture; returns the path of the bundle and what stands in it.
fn proved(program: &Program, capture: &str) -> (String, Value) {
    let path = program.file("proof.json", "");
    program
        .run(&["evidence", "prove", capture, "-o", &path])
        .done();
    let text = fs_err::read(&path).expect("the bundle");
    (path, serde_json::from_slice(&text).expect("JSON"))
}

/// Checks a bundle where there is no library.
fn checked(bundle: &Value, key: Option<&str>) -> (i32, Vec<String>) {
    let elsewhere = Program::new();
    let path = elsewhere.file("proof.json", bundle.to_string());
    let mut arguments = vec!["--json", "verify", "--bundle", &path];
    arguments.extend(key.iter().flat_map(|key| ["--key", key]));
    let ran = elsewhere.run(&arguments);
    assert!(!elsewhere.library().exists(), "no library is made");
    let line = &ran.lines()[0];
    assert_eq!(line["ok"], ran.code == 0);
    let checks = line["checks"].as_array().expect("a list");
    (ran.code, problems_of(checks))
}

#[test]
fn a_capture_is_proved_without_the_library_and_without_the_others() {
    let program = with_stories();
    let (path, bundle) = proved(&program, &captures(&program)[1]);
    let key = bundle["key"].as_str().expect("a key");
    assert_eq!(checked(&bundle, None), (0, Vec::new()));
    assert_eq!(checked(&bundle, Some(key)), (0, Vec::new()));
    assert_eq!(program.json(&["evidence", "key"])[0]["key"], key);
    let text = fs_err::read_to_string(&path).expect("the bundle");
    let warc = STANDARD
        .decode(bundle["warc"].as_str().expect("records"))
        .expect("base64");
    let mut rest = &warc[..];
    let mut shown = text;
    while !rest.is_empty() {
        let mut decoder = flate2::bufread::GzDecoder::new(&mut rest);
        std::io::Read::read_to_string(&mut decoder, &mut shown).expect("a record");
    }
    assert!(shown.contains("chart 1") && shown.contains("outlet.example/harbour"));
    for other in [
        "chart 0",
        "chart 2",
        "outlet.example/charts",
        "journal.example",
    ] {
        assert!(!shown.contains(other), "{other}");
    }
    for other in [0, 2] {
        assert!(!shown.contains(&captures(&program)[other]));
    }
    let words = program.run(&["verify", "--bundle", &path]).done().stdout;
    assert!(words.contains("https://outlet.example/harbour"), "{words}");
    assert!(words.contains("compare it"), "{words}");
}

/// Changes a character in the middle.
fn flipped(text: &str) -> String {
    let (head, tail) = text.split_at(text.len() / 2);
    let other = if tail.starts_with('A') { "B" } else { "A" };
    format!("{head}{other}{}", &tail[1..])
}

#[test]
fn nothing_in_a_bundle_can_be_changed() {
    let program = with_stories();
    let ids = captures(&program);
    let (_, bundle) = proved(&program, &ids[1]);
    let (_, other) = proved(&program, &ids[2]);
    let with = |field: &str, value: Value| {
        let mut changed = bundle.clone();
        changed[field] = value;
        checked(&changed, None)
    };
    for (field, value, expected) in changes(&bundle, &other) {
        let (code, problems) = with(field, value);
        assert_eq!(code, 1, "{field}");
        assert!(
            problems.iter().any(|it| it.starts_with(expected)),
            "{expected}: {problems:?}"
        );
    }
}

/// Changes of a bundle: the field, its value, and what is then said.
fn changes(bundle: &Value, other: &Value) -> Vec<(&'static str, Value, &'static str)> {
    let text = |field: &str| bundle[field].as_str().expect("a text").to_owned();
    let in_log = "place in the log: the record is not entry";
    vec![
        (
            "record",
            text("record").replace("harbour", "harbors").into(),
            in_log,
        ),
        (
            "record",
            text("record").replacen('{', "{ ", 1).into(),
            "record: it is not in its canonical form",
        ),
        ("nonce", "0".repeat(64).into(), in_log),
        ("entry", 2.into(), in_log),
        ("path", other["path"].clone(), in_log),
        (
            "warc",
            other["warc"].clone(),
            "captured bytes: the capture is not among",
        ),
        ("warc", flipped(&text("warc")).into(), "captured bytes: "),
        (
            "capture",
            other["capture"].clone(),
            "record: it is of another capture",
        ),
        (
            "checkpoint",
            text("checkpoint").replace("\n3\n", "\n4\n").into(),
            "checkpoint: its signature",
        ),
        (
            "checkpoint",
            "".into(),
            "checkpoint: it is not a signed checkpoint",
        ),
        (
            "key",
            "x".into(),
            "checkpoint: its key: it is not a public key",
        ),
    ]
}

#[test]
fn a_bundle_of_another_key_is_not_believed_by_whoever_knows_the_right_one() {
    let program = with_stories();
    let theirs = with_stories();
    let (_, bundle) = proved(&program, &captures(&program)[0]);
    let key = theirs.json(&["evidence", "key"])[0]["key"].to_string();
    let (code, problems) = checked(&bundle, Some(key.trim_matches('"')));
    assert_eq!(code, 1);
    assert!(
        problems[1].contains("another key than the one that was given"),
        "{problems:?}"
    );
}

#[test]
fn a_text_that_is_no_bundle_is_told() {
    let program = Program::new();
    for text in ["", "{}", "[1]", "{\"format\": \"other\"}"] {
        let path = program.file("proof.json", text);
        let ran = program.run(&["verify", "--bundle", &path]).with_code(3);
        assert!(ran.stderr.contains("proof bundle"), "{}", ran.stderr);
    }
    program
        .run(&["verify", "--bundle", "nowhere.json"])
        .with_code(3);
}

#[test]
fn a_library_is_held_against_a_bundle_that_was_kept_elsewhere() {
    let program = with_stories();
    let (path, _) = proved(&program, &captures(&program)[0]);
    crate::library::import(
        &program,
        "https://outlet.example/four",
        &crate::library::story(4),
    );
    program.run(&["verify", "--against", &path]).done();
    let theirs = with_stories();
    let ran = theirs.run(&["verify", "--against", &path]).with_code(1);
    assert!(ran.stdout.contains("kept checkpoint"), "{}", ran.stdout);
}

#[test]
fn a_page_that_did_not_change_is_kept_once_and_proved_each_time() {
    let server = Server::start();
    server.route("/story", Reply::page(&crate::library::story(7)));
    let program = Program::with(&server);
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let mut sizes = Vec::new();
    for _ in 0..3 {
        program.run(&["add", "acme", &server.url("/story")]).done();
        let size = fs_err::metadata(crate::library::warc(&program))
            .expect("the archive")
            .len();
        sizes.push(size);
    }
    assert!(sizes[1] - sizes[0] < sizes[0] / 2, "{sizes:?}");
    let ids = captures(&program);
    assert_eq!(ids.len(), 3);
    for id in &ids {
        let (_, bundle) = proved(&program, id);
        assert_eq!(checked(&bundle, None), (0, Vec::new()));
    }
    crate::library::all_is_well(&program);
    program.run(&["purge", &ids[0], "--yes"]).done();
    assert_eq!(program.json(&["timeline", "acme"]), [Value::Null; 0]);
    crate::library::all_is_well(&program);
}

#[test]
fn the_secret_key_is_its_owners_alone() {
    let program = with_stories();
    let path = program.library().join("evidence/log.key");
    let text = fs_err::read_to_string(&path).expect("the key");
    assert!(text.starts_with("PRIVATE+KEY+counterclaim-log/"), "a key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs_err::metadata(&path)
            .expect("the key")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let line = &program.json(&["evidence", "checkpoint"])[0];
    assert_eq!(line["size"], 3);
    let again = &program.json(&["evidence", "checkpoint"])[0];
    assert_eq!(line, again, "nothing was captured meanwhile");
}
