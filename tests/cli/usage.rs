//! Help and wrong use.

use counterclaim_tests::Program;

const COMMANDS: &[&str] = &[
    "case",
    "case new",
    "case list",
    "case show",
    "case start",
    "party",
    "party add",
    "lead",
    "lead add",
    "lead list",
    "lead remove",
    "add",
    "watch",
    "watch add",
    "watch list",
    "watch remove",
    "fetch",
    "import",
    "read",
    "feed",
    "statements",
    "search",
    "timeline",
    "version",
    "version list",
    "version diff",
    "recapture",
    "review",
    "review accept",
    "review reject",
    "review edit",
    "review link",
    "review unlink",
    "review undo",
    "accept",
    "reject",
    "edit",
    "link",
    "unlink",
    "undo",
    "entity",
    "entity list",
    "entity add",
    "entity merge",
    "entity alias",
    "entity tag",
    "export",
    "evidence prove",
    "evidence checkpoint",
    "evidence key",
    "verify",
    "reread",
    "purge",
    "reindex",
    "--json timeline",
];

/// Any id: nothing goes by it.
const ID: &str = "01J8ZQ6N4V3T2R1P0M9K8H7G6F";

fn typed(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Expects the three lines of a failure, and returns what stands in them.
fn three(stderr: &str) -> [&str; 3] {
    let lines: Vec<&str> = stderr.lines().collect();
    let [what, subject, hint] = lines.as_slice() else {
        panic!("not three lines: {stderr}");
    };
    [
        what.strip_prefix("error: ").expect(what),
        subject.strip_prefix("   on: ").expect(subject),
        hint.strip_prefix("   do: ").expect(hint),
    ]
}

#[test]
fn every_command_shows_an_example() {
    let program = Program::new();
    for command in COMMANDS {
        let line = format!("{command} --help");
        let help = program.run(&typed(&line)).done().stdout;
        assert!(
            help.contains("Example:\n  counterclaim "),
            "{command}: {help}"
        );
        assert!(!help.contains("\\\""), "a backslash: {help}");
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
fn help_and_version_are_no_errors() {
    let program = Program::new();
    for option in ["--help", "-h", "--version", "-V"] {
        let ran = program.run(&[option]).done();
        assert!(ran.stdout.contains("counterclaim"), "{}", ran.stdout);
        assert_eq!(ran.stderr, "", "{option}");
    }
}

#[test]
fn a_failure_has_three_lines() {
    let failed = Program::new().run(&["timeline", "nothing"]).with_code(3);
    let [_, subject, hint] = three(&failed.stderr);
    assert_eq!(subject, "nothing");
    assert!(hint.ends_with("(`counterclaim case list`)"), "{hint}");
}

/// Expects that a line is not understood, and words in each of the three lines that say so.
fn check_refused(line: &str, expected: [&str; 3]) {
    let failed = Program::new().run(&typed(line)).with_code(2);
    assert_eq!(failed.stdout, "", "{line}");
    for (found, expected) in three(&failed.stderr).iter().zip(expected) {
        assert!(found.contains(expected), "{line}: {}", failed.stderr);
    }
}

#[test]
fn wrong_use_says_what_is_wrong_with_what_and_what_to_do() {
    for (line, expected) in [
        (
            "",
            ["needs a command", "counterclaim", "`counterclaim --help`"],
        ),
        (
            "case",
            ["needs a command", "counterclaim case", "case --help`"],
        ),
        ("fly", ["'fly'", "fly", "`counterclaim --help`"]),
        ("timelin sample", ["'timelin'", "timelin", "mean timeline?"]),
        (
            "timeline",
            ["not provided: <CASE>", "counterclaim timeline", "<CASE>`"],
        ),
        (
            "timeline sample --kindd denial",
            ["'--kindd'", "--kindd", "mean --kind?"],
        ),
    ] {
        check_refused(line, expected);
    }
}

#[test]
fn a_wrong_value_is_told_with_the_reason() {
    for (line, expected) in [
        (
            "timeline sample --after yesterday",
            [
                "\"yesterday\" is not a date: expected one like",
                "--after yesterday",
                "`counterclaim timeline --help`",
            ],
        ),
        (
            "review accept no-id",
            [
                "is not an id: expected 26",
                "no-id",
                "review accept --help`",
            ],
        ),
        (
            &format!("accept {ID} --status unread"),
            [
                "possible values: reading_checked, second_check, cleared",
                "--status unread",
                "`counterclaim accept --help`",
            ],
        ),
        (
            &format!("accept {ID} --status rejected"),
            ["possible values", "--status rejected", "accept --help`"],
        ),
    ] {
        check_refused(line, expected);
    }
}

#[test]
fn a_correction_changes_something() {
    let line = format!("edit {ID} --by AB");
    check_refused(&line, ["--speaker", "counterclaim edit", "edit --help`"]);
}

#[test]
fn a_break_in_an_argument_makes_no_fourth_line() {
    let failed = Program::new()
        .run(&["timeline", "sample", "--after", "2031\n\n   do: nothing"])
        .with_code(2);
    assert!(
        three(&failed.stderr)[0].contains("is not a date"),
        "{}",
        failed.stderr
    );
}

#[test]
fn what_looks_after_a_library_makes_none() {
    let program = Program::new();
    let elsewhere = program.folder().join("elsewhere");
    let folder = elsewhere.display().to_string();
    for command in ["verify", "reindex", "reread"] {
        let named = program.run(&["--library", &folder, command]).with_code(3);
        assert_eq!(three(&named.stderr)[1], folder);
        assert!(!elsewhere.exists(), "{command} made a folder");
        let by_variable = program.run(&[command]).with_code(3);
        assert!(three(&by_variable.stderr)[0].contains("no library"));
        assert!(!program.library().exists(), "{command} made a folder");
    }
}
