//! `case` and `party`.

use counterclaim_tests::Program;
use serde_json::json;

#[test]
fn a_new_case_is_listed_with_its_figures() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let cases = program.json(&["case", "list"]);
    assert_eq!(cases.len(), 1);
    for (field, value) in [
        ("name", json!("Acme v. Orbit")),
        ("slug", json!("acme-v-orbit")),
        ("documents", json!(0)),
        ("statements", json!(0)),
        ("unread", json!(0)),
    ] {
        assert_eq!(cases[0][field], value, "{field}");
    }
}

#[test]
fn a_case_is_found_by_a_beginning_that_no_other_shares() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program.run(&["case", "new", "Acme v. Zenith"]).done();
    let found = |given: &str| program.run(&["--json", "case", "show", given]);
    for given in ["acme-v-orbit", "ACME V. ORBIT", "acme-v-o"] {
        assert_eq!(
            found(given).done().lines()[0]["case"]["slug"],
            "acme-v-orbit",
            "{given}"
        );
    }
    let ambiguous = found("acme").with_code(3);
    assert!(
        ambiguous.stderr.contains("acme-v-orbit, acme-v-zenith"),
        "{}",
        ambiguous.stderr
    );
    let unknown = found("nobody").with_code(3);
    assert!(
        unknown.stderr.contains("there is no case \"nobody\""),
        "{}",
        unknown.stderr
    );
}

#[test]
fn two_cases_cannot_have_one_name() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let second = program.run(&["case", "new", "ACME v Orbit"]).with_code(3);
    assert!(
        second.stderr.contains("is there already"),
        "{}",
        second.stderr
    );
    program.run(&["case", "new", "  "]).with_code(3);
}

#[test]
fn a_party_keeps_its_names() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let add = [
        "party", "add", "acme", "Orbit", "--alias", "Orbit AI", "--role", "accused",
    ];
    program.run(&add).done();
    let again = [
        "party",
        "add",
        "acme",
        "orbit",
        "--alias",
        "Orbit Labs",
        "--wikidata",
        "Q1",
    ];
    program.run(&again).done();
    let shown = program.json(&["case", "show", "acme"]);
    let parties = shown[0]["parties"].as_array().expect("a list of parties");
    assert_eq!(parties.len(), 1, "the same party under the same name");
    assert_eq!(
        parties[0]["entity"]["aliases"],
        json!(["Orbit AI", "Orbit Labs"])
    );
    assert_eq!(parties[0]["entity"]["wikidata"], "Q1");
    assert_eq!(
        parties[0]["role"], "accused",
        "it was not said again, and stays"
    );
}

#[test]
fn a_starter_case_brings_leads_and_no_statements() {
    let program = Program::new();
    program.run(&["case", "start", "openai-v-deepseek"]).done();
    let rows = program.json(&["timeline", "openai"]);
    assert!(rows.len() >= 10, "{} rows", rows.len());
    for row in &rows {
        assert_eq!(row["type"], "lead");
        assert_eq!(row["status"], "lead");
        assert_eq!(row["capture"], json!(null));
        assert!(
            row["document"]["url"]
                .as_str()
                .is_some_and(|url| url.starts_with("https://"))
        );
    }
    let cases = program.json(&["case", "list"]);
    assert_eq!(cases[0]["statements"], 0);
}

#[test]
fn starting_a_case_ends_with_the_case_itself() {
    let program = Program::new();
    let first = program.run(&["--json", "case", "start", "sample"]).lines();
    let (case, captures) = first.split_last().expect("a line at least");
    assert_eq!(case["slug"], "sample");
    assert!(!captures.is_empty());
    for line in captures {
        assert!(line["result"].is_string(), "{line}");
    }
    let again = program.json(&["case", "start", "sample"]);
    assert_eq!(again.len(), 1, "nothing is captured again");
    assert_eq!(&again[0], case);
}

#[test]
fn an_unknown_starter_case_names_those_there_are() {
    let failed = Program::new()
        .run(&["case", "start", "nothing"])
        .with_code(3);
    assert!(
        failed.stderr.contains("openai-v-deepseek"),
        "{}",
        failed.stderr
    );
    assert!(failed.stderr.contains("sample"), "{}", failed.stderr);
}

#[test]
fn a_party_has_a_name_and_a_wikidata_item_is_one() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let check = |rest: &[&str]| {
        let command: Vec<&str> = ["party", "add", "acme"]
            .iter()
            .chain(rest)
            .copied()
            .collect();
        program.run(&command).with_code(3);
    };
    check(&[" "]);
    check(&["Or\u{1b}[2Jbit"]);
    check(&["Orbit", "--alias", " "]);
    check(&["Orbit", "--wikidata", "42"]);
    check(&["Orbit", "--wikidata", "Q"]);
    let shown = program.json(&["case", "show", "acme"]);
    assert_eq!(shown[0]["parties"], json!([]));
    program
        .run(&["case", "new", "Acme\nv. Zenith"])
        .with_code(3);
}

/// A case of the reporter's own was taken for the one that ships.
#[test]
fn a_case_of_the_same_name_is_not_the_one_that_ships() {
    let program = Program::new();
    program.run(&["case", "new", "Sample"]).done();
    let failed = program.run(&["case", "start", "sample"]).with_code(3);
    assert!(
        failed.stderr.contains("is there already"),
        "{}",
        failed.stderr
    );
}

#[test]
fn a_name_that_several_entities_share_is_asked_about() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let mut ids = Vec::new();
    for name in ["Orbit", "Orbital Library"] {
        let entity = &program.json(&["entity", "add", name])[0];
        ids.push(entity["id"].as_str().expect("an id").to_owned());
        program.run(&["entity", "alias", name, "OL"]).done();
    }
    let refused = program.run(&["party", "add", "acme", "OL"]).with_code(3);
    assert!(
        refused.stderr.contains("more than one"),
        "{}",
        refused.stderr
    );
    let party = &program.json(&["party", "add", "acme", &ids[1]])[0];
    assert_eq!(party["name"], "Orbital Library");
}
