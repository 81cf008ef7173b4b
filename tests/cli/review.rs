//! `review` and the decisions.

use counterclaim_tests::Program;
use serde_json::{Value, json};

/// Three papers, two of which carry the same words.
const WIRE: &str = "Acme accused Orbit on 11 February 2031 of copying its sea charts.\n\n\
“We drew every line ourselves,” said Mira Vane, the chief executive of Orbit.\n";
const OTHER: &str = "A court in Harrow dismissed the suit of Acme against Orbit on 3 March 2031.\n";

fn program() -> Program {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    for party in ["Acme", "Orbit"] {
        program.run(&["party", "add", "acme", party]).done();
    }
    for (name, text) in [
        ("one.txt", WIRE),
        ("two.txt", &format!("{WIRE}\nMore later.")),
        ("three.txt", OTHER),
    ] {
        let file = program.file(name, text);
        program.run(&["import", "acme", &file]).done();
    }
    program
}

fn proposals(program: &Program) -> Vec<Value> {
    program.json(&["review", "acme"])
}

fn find(rows: &[Value], words: &str) -> Value {
    let has = |row: &&Value| {
        row["text"]
            .as_str()
            .is_some_and(|text| text.contains(words))
    };
    rows.iter()
        .find(has)
        .unwrap_or_else(|| panic!("no {words:?} in {rows:?}"))
        .clone()
}

fn id(row: &Value) -> &str {
    row["id"].as_str().expect("an id")
}

#[test]
fn one_decision_covers_word_identical_repeats() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    let decided = &program.json(&["accept", id(&said), "--by", "AB"])[0];
    assert_eq!(decided["status"], "reading_checked");
    assert_eq!(
        decided["repeats"].as_array().map(Vec::len),
        Some(1),
        "{decided}"
    );
    let checked = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(checked.len(), 2);
    assert_eq!(checked[0]["cluster"], checked[1]["cluster"]);
    assert_eq!(checked[0]["decided"]["by"], "AB");
    assert!(
        proposals(&program)
            .iter()
            .all(|row| row["id"] != said["id"])
    );
}

#[test]
fn a_rejected_reading_leaves_the_timeline_and_comes_back_by_undo() {
    let program = program();
    let ruling = find(&proposals(&program), "dismissed the suit");
    program.run(&["reject", id(&ruling)]).done();
    let shown = |program: &Program| {
        program
            .json(&["timeline", "acme"])
            .iter()
            .any(|row| row["id"] == ruling["id"])
    };
    assert!(!shown(&program));
    program.run(&["undo"]).done();
    assert!(shown(&program));
    program.run(&["undo"]).with_code(3);
}

#[test]
fn a_correction_is_a_checked_reading() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    let edit = [
        "edit",
        id(&said),
        "--speaker",
        "Orbit",
        "--kind",
        "denial",
        "--said",
        "2031-02",
    ];
    program.run(&edit).done();
    let rows = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(rows.len(), 1, "a correction concerns one statement alone");
    for (field, value) in [
        ("speaker", "Orbit"),
        ("kind", "denial"),
        ("status", "reading_checked"),
    ] {
        assert_eq!(rows[0][field], value);
    }
    assert_eq!(
        rows[0]["said"],
        json!({"value": "2031-02", "precision": "month", "zone": null})
    );
    program.run(&["undo"]).done();
    let back = program.json(&["timeline", "acme"]);
    assert_eq!(find(&back, "We drew")["speaker"], said["speaker"]);
}

#[test]
fn a_span_can_be_moved_but_not_out_of_the_text() {
    let program = program();
    let ruling = find(&proposals(&program), "dismissed the suit");
    program
        .run(&["edit", id(&ruling), "--span", "0", "49"])
        .done();
    let rows = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(
        rows[0]["text"],
        "A court in Harrow dismissed the suit of Acme agai"
    );
    let beyond = program
        .run(&["edit", id(&ruling), "--span", "0", "9999"])
        .with_code(3);
    assert!(
        beyond.stderr.contains("cannot be moved"),
        "{}",
        beyond.stderr
    );
    assert!(
        program
            .json(&["verify"])
            .iter()
            .all(|check| check["ok"] == true)
    );
}

#[test]
fn an_answer_is_linked_and_unlinked() {
    let program = program();
    let rows = proposals(&program);
    let (ruling, claim) = (
        find(&rows, "dismissed the suit"),
        find(&rows, "accused Orbit"),
    );
    let answered_by = |program: &Program| {
        let rows = program.json(&["timeline", "acme"]);
        let row = rows
            .iter()
            .find(|row| row["id"] == claim["id"])
            .expect("the claim");
        row["answered_by"].clone()
    };
    let before = answered_by(&program);
    program.run(&["link", id(&ruling), id(&claim)]).done();
    assert!(
        answered_by(&program)
            .as_array()
            .is_some_and(|ids| ids.contains(&ruling["id"]))
    );
    program.run(&["unlink", id(&ruling), id(&claim)]).done();
    assert_eq!(answered_by(&program), before);
    program
        .run(&["link", id(&ruling), id(&ruling)])
        .with_code(3);
}

#[test]
fn decisions_survive_a_new_version_of_their_page() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program.run(&["party", "add", "acme", "Orbit"]).done();
    let import = |text: &str| {
        let file = program.file("page.txt", text);
        program.json(&[
            "import",
            "acme",
            &file,
            "--url",
            "https://outlet.example/story",
        ])
    };
    assert_eq!(import(WIRE)[0]["result"], "new");
    assert_eq!(import(WIRE)[0]["result"], "unchanged");
    let said = find(&proposals(&program), "We drew");
    program.run(&["accept", id(&said)]).done();
    let later = import(&format!("An opening paragraph was added later.\n\n{WIRE}"));
    assert_eq!(later[0]["result"], "new");
    let rows = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["id"], said["id"]);
    assert_eq!(rows[0]["status"], "reading_checked");
    let claims = program.json(&["timeline", "acme"]);
    let accused = claims.iter().filter(|row| {
        row["text"]
            .as_str()
            .is_some_and(|it| it.contains("accused Orbit"))
    });
    assert_eq!(accused.count(), 1, "what stayed the same is not doubled");
    assert!(
        program
            .json(&["verify"])
            .iter()
            .all(|check| check["ok"] == true)
    );
}

/// "5..5" was named for a span typed as 5 and 2.
#[test]
fn a_span_the_wrong_way_round_is_named_as_it_was_typed() {
    let program = program();
    let ruling = find(&proposals(&program), "dismissed the suit");
    let edit = ["edit", id(&ruling), "--span", "5", "2"];
    let refused = program.run(&edit).with_code(3);
    assert!(refused.stderr.contains("5..2"), "{}", refused.stderr);
}

/// Only the first of the repeats was taken back, and anybody could do it.
#[test]
fn a_person_takes_back_all_of_a_decision_of_their_own() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    program.run(&["accept", id(&said), "--by", "AB"]).done();
    let checked = || program.json(&["timeline", "acme", "--checked"]).len();
    assert_eq!(checked(), 2);
    program.run(&["undo", "--by", "CD"]).with_code(3);
    assert_eq!(checked(), 2);
    program.run(&["undo", "--by", "AB"]).done();
    assert_eq!(checked(), 0);
}

/// An answer form stayed on a kind that has none, and could be given to it.
#[test]
fn an_answer_form_belongs_to_answers() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    let edit = |rest: &[&str]| {
        let all: Vec<&str> = ["edit", id(&said)].iter().chain(rest).copied().collect();
        program.run(&all)
    };
    edit(&["--kind", "denial", "--answer-form", "denies"]).done();
    edit(&["--kind", "allegation"]).done();
    let rows = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(rows[0]["answer_form"], Value::Null);
    edit(&["--answer-form", "denies"]).with_code(3);
}

fn edited(program: &Program, id: &str, changes: &[&str]) -> Value {
    program.run(&[&["edit", id], changes].concat()).done();
    let rows = program.json(&["timeline", "acme"]);
    let row = rows.into_iter().find(|row| row["id"] == id);
    row.expect("the statement")
}

#[test]
fn every_field_can_be_corrected_and_taken_away() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    let id = id(&said);
    let denial = [
        "--kind",
        "denial",
        "--answer-form",
        "defends",
        "--via",
        "The Fell",
    ];
    let row = edited(&program, id, &denial);
    assert_eq!(
        (&row["answer_form"], &row["cited_via"]),
        (&json!("defends"), &json!(["The Fell"]))
    );
    let row = edited(&program, id, &["--answer-form", "", "--via", ""]);
    assert_eq!(
        (&row["answer_form"], &row["cited_via"]),
        (&Value::Null, &json!([]))
    );
    let unnamed = [
        "--attribution",
        "anonymous",
        "--sources",
        "2",
        "--basis",
        "saw it",
    ];
    let row = edited(&program, id, &unnamed);
    assert_eq!(
        row["anonymity"],
        json!({"count": 2, "reason": null, "basis": "saw it"})
    );
    let row = edited(
        &program,
        id,
        &[
            "--kind", "ruling", "--court", "Harrow", "--stage", "interim",
        ],
    );
    assert_eq!(row["ruling"]["court"], "Harrow");
    program
        .run(&["edit", id, "--access", "public"])
        .with_code(3);
}

#[test]
fn a_statement_is_split_joined_and_added() {
    let program = program();
    let said = find(&proposals(&program), "We drew");
    let text = WIRE.chars().take_while(|it| *it != '\u{201d}').count() + 1;
    let at = text.to_string();
    let split = &program.json(&["review", "split", id(&said), "--at", &at])[0];
    assert_eq!(
        (&split["id"], &split["status"]),
        (&said["id"], &json!("reading_checked"))
    );
    let second = split["added"].as_str().expect("a second part").to_owned();
    let joined = &program.json(&["review", "join", id(&said), &second])[0];
    assert_eq!(joined["removed"], json!(second));
    program.run(&["reread", "acme"]).done();
    let rows = program.json(&["timeline", "acme", "--checked"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["text"], said["text"]);
    let document = said["document"]["id"].as_str().expect("a document");
    let place = [
        "--start",
        "0",
        "--end",
        "4",
        "--kind",
        "claim",
        "--speaker",
        "Acme",
    ];
    let add = ["review", "add", "acme", document];
    let added = &program.json(&[&add[..], &place[..]].concat())[0];
    assert_eq!(added["added"], added["id"]);
    program.run(&["undo"]).done();
    let rows = program.json(&["timeline", "acme"]);
    assert!(rows.iter().all(|row| row["id"] != added["id"]));
    program
        .run(&["review", "split", id(&said), "--at", "0"])
        .with_code(3);
}

#[test]
fn an_alias_is_learned_from_a_correction() {
    let program = program();
    for (name, words) in [
        ("four.txt", "We never bought a chart"),
        ("five.txt", "We will appeal"),
    ] {
        let text = format!("“{words},” said Tidewater AI in a statement on Monday.\n");
        let file = program.file(name, text);
        program.run(&["import", "acme", &file]).done();
    }
    let all = || program.json(&["review", "acme", "--all"]);
    let first = find(&all(), "never bought");
    let edit = ["edit", id(&first), "--speaker", "Orbit", "--learn", "acme"];
    let edited = &program.json(&edit)[0];
    assert_eq!(edited["learned"].as_array().map(Vec::len), Some(1));
    assert_eq!(find(&all(), "We will appeal")["speaker"], "Orbit");
    let undone = program.run(&["undo"]).done();
    assert!(
        undone.stdout.contains("“Tidewater AI” means"),
        "{}",
        undone.stdout
    );
    assert_eq!(find(&all(), "We will appeal")["speaker"], "Tidewater AI");
    program
        .run(&["entity", "alias", "Orbit", "Tidewater AI", "--case", "acme"])
        .done();
    assert_eq!(find(&all(), "We will appeal")["speaker"], "Orbit");
}
