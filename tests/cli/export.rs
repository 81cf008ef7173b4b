//! `export`.

use counterclaim_tests::Program;
use serde_json::Value;

fn decided() -> Program {
    let program = Program::new();
    program.run(&["case", "start", "sample"]);
    let proposals = program.json(&["review", "sample"]);
    for row in proposals.iter().take(3) {
        let id = row["id"].as_str().expect("an id");
        program.run(&["accept", id, "--by", "AB"]).done();
    }
    program
}

#[test]
fn every_format_says_how_many_proposals_were_left_out() {
    let program = decided();
    for format in ["md", "html", "csv", "json"] {
        let ran = program
            .run(&["export", "sample", "--format", format])
            .done();
        assert!(
            ran.stderr.contains("proposals left out"),
            "{format}: {}",
            ran.stderr
        );
        assert!(
            ran.stdout.contains("FICTIONAL") || ran.stdout.contains("fictional"),
            "{format}"
        );
        let again = program
            .run(&["export", "sample", "--format", format])
            .done();
        assert_eq!(ran.stdout, again.stdout, "{format} repeats byte for byte");
    }
}

#[test]
fn proposals_are_exported_only_when_asked_for_and_marked() {
    let program = decided();
    let without = program
        .run(&["export", "sample", "--format", "md"])
        .done()
        .stdout;
    let with = program
        .run(&["export", "sample", "--format", "md", "--proposals"])
        .done()
        .stdout;
    assert!(with.len() > without.len());
    assert!(with.contains("PROPOSAL"), "{with}");
}

#[test]
fn an_export_as_of_a_date_shows_the_case_as_it_stood() {
    let program = decided();
    let export = |date: &str| -> Value {
        let ran = program.run(&[
            "export",
            "sample",
            "--format",
            "json",
            "--proposals",
            "--as-of",
            date,
        ]);
        serde_json::from_str(&ran.done().stdout).expect("JSON")
    };
    let statements = |value: &Value| {
        let rows = value["rows"].as_array().expect("rows").clone();
        rows.into_iter()
            .filter(|row| row["type"] == "statement")
            .collect::<Vec<_>>()
    };
    let early = statements(&export("2031-02-12"));
    assert!(!early.is_empty());
    for row in &early {
        let captured = row["captured"]["value"].as_str().expect("an instant");
        assert!(captured < "2031-02-13", "{captured}");
    }
    assert!(early.len() < statements(&export("2031-06")).len());
}

#[test]
fn a_file_is_written_where_the_reporter_says() {
    let program = decided();
    let folder = program.folder().display().to_string();
    let named = format!("{folder}/timeline.html");
    program
        .run(&["export", "sample", "--format", "html", "-o", &named])
        .done();
    assert!(
        fs_err::read_to_string(&named)
            .expect("the file")
            .contains("<html")
    );
    let into = &program.json(&["export", "sample", "--format", "csv", "-o", &folder])[0];
    let file = into["file"].as_str().expect("a path");
    assert!(file.starts_with(&folder) && file.contains(".csv"), "{file}");
    program
        .run(&["export", "sample", "--format", "pdf"])
        .with_code(2);
}
