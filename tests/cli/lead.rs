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
