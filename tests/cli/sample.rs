//! The sample case: the whole way from bundled pages to a timeline.

use std::collections::BTreeSet;

use counterclaim_tests::Program;
use serde_json::{Value, json};

const ROW: [&str; 23] = [
    "id",
    "type",
    "kind",
    "form",
    "answer_form",
    "speaker",
    "speaker_affiliation",
    "attribution",
    "cited_via",
    "quote",
    "text",
    "said",
    "happened",
    "published",
    "captured",
    "document",
    "capture",
    "answers",
    "answered_by",
    "point",
    "status",
    "confidence",
    "cluster",
];

fn started() -> Program {
    let program = Program::new();
    program.run(&["case", "start", "sample"]);
    program
}

fn words<'a>(rows: &'a [Value], field: &str) -> BTreeSet<&'a str> {
    rows.iter().filter_map(|row| row[field].as_str()).collect()
}

#[test]
fn the_sample_shows_every_kind_and_is_started_once() {
    let program = started();
    let rows = program.json(&["timeline", "sample"]);
    let kinds = words(&rows, "kind");
    for kind in [
        "allegation",
        "claim",
        "denial",
        "confirmation",
        "no_comment",
        "announcement",
        "ruling",
        "filing",
        "retraction",
    ] {
        assert!(kinds.contains(kind), "no {kind} in {kinds:?}");
    }
    let again = program.run(&["case", "start", "sample"]).done();
    assert!(again.stdout.contains("there already"), "{}", again.stdout);
    assert_eq!(program.json(&["timeline", "sample"]).len(), rows.len());
}

#[test]
fn a_row_has_the_fields_that_scripts_rely_on() {
    let program = started();
    for row in program.json(&["timeline", "sample"]) {
        for field in ROW {
            assert!(row.get(field).is_some(), "no {field} in {row}");
        }
        for clock in ["said", "happened", "published", "captured"] {
            for field in ["value", "precision", "zone"] {
                assert!(row[clock].get(field).is_some(), "no {clock}.{field}");
            }
        }
        if row["type"] == "statement" {
            assert_eq!(row["capture"]["provenance"], "bundled");
            assert_eq!(row["capture"]["sha256"].as_str().map(str::len), Some(64));
            assert_eq!(row["status"], "unread", "nobody has decided yet");
            assert!(row["form"].is_string(), "{row}");
        }
    }
}

#[test]
fn captures_stand_at_their_own_times_and_verify() {
    let program = started();
    let rows = program.json(&[
        "timeline", "sample", "--clock", "captured", "--after", "2031-02",
    ]);
    assert!(!rows.is_empty());
    for row in rows.iter().filter(|row| row["type"] == "statement") {
        let captured = row["captured"]["value"].as_str().expect("an instant");
        assert!(("2031-02".."2031-06").contains(&captured), "{captured}");
    }
    for check in program.json(&["verify"]) {
        assert_eq!(check["ok"], true, "{check}");
        if check["check"] != "time stamps" {
            assert_ne!(check["count"], json!(0), "{check}");
        }
    }
}

#[test]
fn a_softened_accusation_stays_beside_the_new_wording() {
    let program = started();
    let rows = program.json(&["timeline", "sample"]);
    let memo: Vec<&Value> = rows
        .iter()
        .filter(|row| {
            row["document"]["url"]
                .as_str()
                .is_some_and(|url| url.contains("tapersmith-memo"))
        })
        .collect();
    let captures = memo
        .iter()
        .filter_map(|row| row["capture"]["id"].as_str())
        .collect::<BTreeSet<_>>();
    assert_eq!(captures.len(), 2, "statements of both versions");
}

#[test]
fn filters_choose_rows() {
    let program = started();
    let all = program.json(&["timeline", "sample"]);
    let denials = program.json(&["timeline", "sample", "--kind", "denial"]);
    assert!(!denials.is_empty() && denials.len() < all.len());
    assert_eq!(words(&denials, "kind"), BTreeSet::from(["denial"]));
    let march = program.json(&[
        "timeline", "sample", "--after", "2031-03", "--before", "2031-03",
    ]);
    for row in &march {
        let said = row["said"]["value"]
            .as_str()
            .expect("a date, since one was asked for");
        assert!(
            said.starts_with("2031-03") || row["said"]["precision"] != "day",
            "{said}"
        );
    }
    let checked = program.json(&["timeline", "sample", "--checked"]);
    assert!(
        checked.iter().all(|row| row["type"] == "lead"),
        "nothing is checked yet"
    );
}

#[test]
fn search_finds_statements_and_documents() {
    let program = started();
    let found = &program.json(&["search", "Thornmere", "--case", "sample"])[0];
    assert!(
        found["total"].as_u64().is_some_and(|total| total > 3),
        "{found}"
    );
    assert_eq!(found["lag"], 0);
    let hits = found["hits"].as_array().expect("a list");
    assert_eq!(
        words(hits, "type"),
        BTreeSet::from(["document", "statement"])
    );
    for hit in hits {
        let snippet = hit["snippet"].as_str().expect("a snippet");
        assert!(
            snippet.contains("Thornmere") || hit["highlights"] == json!([]),
            "{snippet}"
        );
        assert_eq!(hit["cases"].as_array().map(Vec::len), Some(1));
    }
    let none = &program.json(&["search", "zeppelin"])[0];
    assert_eq!(none["total"], 0);
}
