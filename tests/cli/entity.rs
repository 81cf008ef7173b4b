//! `entity`.

use counterclaim_tests::Program;
use serde_json::json;

#[test]
fn an_entity_is_named_tagged_and_merged() {
    let program = Program::new();
    program.run(&["entity", "add", "Orbit"]).done();
    program.run(&["entity", "add", "Orbit Labs"]).done();
    program.run(&["entity", "alias", "Orbit Labs", "OL"]).done();
    program.run(&["entity", "tag", "orbit", "defendant"]).done();
    let merged = &program.json(&["entity", "merge", "Orbit Labs", "Orbit"])[0];
    assert_eq!(merged["name"], "Orbit");
    assert_eq!(merged["aliases"], json!(["Orbit Labs", "OL"]));
    assert_eq!(merged["tags"], json!(["defendant"]));
    assert_eq!(program.json(&["entity", "list"]).len(), 1);
}

#[test]
fn nonsense_is_refused() {
    let program = Program::new();
    program.run(&["entity", "add", "Orbit"]).done();
    let check = |arguments: &[&str], expected: &str| {
        let failed = program.run(arguments).with_code(3);
        assert!(
            failed.stderr.contains(expected),
            "{arguments:?}: {}",
            failed.stderr
        );
    };
    check(
        &["entity", "merge", "Orbit", "Orbit"],
        "cannot be joined with itself",
    );
    check(&["entity", "add", "orbit"], "is there already");
    check(&["entity", "tag", "Zenith", "x"], "there is no entity");
    check(&["entity", "alias", "Orbit", " "], "is no alias");
}
