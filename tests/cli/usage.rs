//! Help and wrong use.

use counterclaim_tests::Program;

const COMMANDS: [&str; 17] = [
    "case",
    "party",
    "lead",
    "add",
    "watch",
    "fetch",
    "import",
    "read",
    "feed",
    "statements",
    "search",
    "timeline",
    "review",
    "entity",
    "export",
    "verify",
    "reindex",
];

#[test]
fn every_command_shows_an_example() {
    let program = Program::new();
    for command in COMMANDS {
        let help = program.run(&[command, "--help"]).done().stdout;
        assert!(
            help.contains("Example:\n  counterclaim "),
            "{command}: {help}"
        );
    }
}

#[test]
fn wrong_use_is_told_apart_from_what_cannot_be_done() {
    let program = Program::new();
    program.run(&["timeline"]).with_code(2);
    program.run(&["fly"]).with_code(2);
    program.run(&["accept", "no-id"]).with_code(2);
    program.run(&["timeline", "nothing"]).with_code(3);
}

#[test]
fn a_failure_has_three_lines() {
    let failed = Program::new().run(&["timeline", "nothing"]).with_code(3);
    let lines: Vec<&str> = failed.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{}", failed.stderr);
    assert!(lines[0].starts_with("error: "));
    assert!(lines[1].starts_with("   on: "));
    assert!(lines[2].starts_with("   do: "));
}
