//! `lead`.

use counterclaim_tests::Program;

const ADD: [&str; 11] = [
    "lead",
    "add",
    "acme",
    "Orbit is said to have answered",
    "--kind",
    "denial",
    "--date",
    "2031-03",
    "--by",
    "Orbit",
    "--address=https://outlet.example/reply",
];

#[test]
fn a_lead_stands_on_the_timeline_until_it_is_removed() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let lead = &program.json(&ADD)[0];
    let rows = program.json(&["timeline", "acme"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["type"], "lead");
    assert_eq!(rows[0]["said"]["value"], "2031-03");
    assert_eq!(rows[0]["said"]["precision"], "month");
    let id = lead["id"].as_str().expect("an id");
    program.run(&["lead", "remove", "acme", id]).done();
    assert!(program.json(&["lead", "list", "acme"]).is_empty());
    program.run(&["lead", "remove", "acme", id]).with_code(3);
}

#[test]
fn a_lead_needs_a_date_and_an_address() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    let mut wrong = ADD;
    wrong[7] = "last spring";
    let failed = program.run(&wrong).with_code(2);
    assert!(failed.stderr.contains("is not a date"), "{}", failed.stderr);
}

#[test]
fn a_lead_of_another_case_is_left_alone() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    program.run(&["case", "new", "Zenith v. Orbit"]).done();
    let lead = &program.json(&ADD)[0];
    let id = lead["id"].as_str().expect("an id");
    let refused = program.run(&["lead", "remove", "zenith", id]).with_code(3);
    assert!(
        refused.stderr.contains("there is no lead"),
        "{}",
        refused.stderr
    );
    assert_eq!(program.json(&["lead", "list", "acme"]).len(), 1);
}

#[test]
fn a_lead_without_words_or_with_an_address_of_no_page_is_refused() {
    let program = Program::new();
    program.run(&["case", "new", "Acme v. Orbit"]).done();
    for (at, value) in [
        (3, " "),
        (9, "Or\u{7}bit"),
        (10, "--address=javascript:alert(1)"),
        (10, "--address=https://vane:secret@outlet.example/reply"),
    ] {
        let mut wrong = ADD;
        wrong[at] = value;
        let failed = program.run(&wrong).with_code(3);
        assert!(!failed.stderr.contains("secret"), "{}", failed.stderr);
    }
    assert!(program.json(&["lead", "list", "acme"]).is_empty());
}
