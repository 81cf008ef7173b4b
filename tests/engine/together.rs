//! A library that is open, as in the window, while command lines work on it too.

use std::collections::BTreeSet;
use std::path::PathBuf;

use counterclaim_tests::{Program, Ran};
use engine::SearchFor;

use crate::desk::{Desk, PAGE};

/// Files that each of the writers brings.
const FILES: usize = 8;

fn story(program: &Program, writer: &str, number: usize) -> String {
    let name = format!("{writer}/{number}.txt");
    program.file(&name, format!("Report {number} of {writer}\n\n{PAGE}"))
}

/// Imports its files one by one, looking at what is there in between.
fn command_line(desk: &Desk, writer: &str) -> Vec<Ran> {
    let program = desk.program();
    let case = desk.case.slug.as_str();
    let work = |number| {
        let file = story(program, writer, number);
        [
            program.run(&["--json", "import", case, &file]),
            program.run(&["--json", "timeline", case]),
            program.run(&["--json", "search", "Orbit"]),
        ]
    };
    (0..FILES).flat_map(work).collect()
}

#[test]
fn a_window_and_two_command_lines_write_and_read_at_once() {
    let desk = Desk::new();
    let in_window = || {
        for number in 0..FILES {
            let file = PathBuf::from(story(desk.program(), "window", number));
            let lines = desk.library.import(&desk.case, &[file], None);
            let lines = lines.expect("imported");
            assert!(lines[0].error.is_none(), "{lines:?}");
            assert!(!desk.rows().is_empty());
            let found = desk.library.search(&SearchFor {
                query: "Orbit".to_owned(),
                case: None,
                limit: 20,
                offset: 0,
            });
            let found = found.expect("searched");
            // While another writes the index, the answer says how far behind it is.
            assert!(found.total > 0 || found.lag > 0);
        }
    };
    let ran: Vec<Ran> = std::thread::scope(|scope| {
        let others = ["first", "second"].map(|it| {
            let desk = &desk;
            scope.spawn(move || command_line(desk, it))
        });
        in_window();
        others
            .into_iter()
            .flat_map(|it| it.join().expect("no panic"))
            .collect()
    });
    for ran in &ran {
        assert_eq!(ran.code, 0, "{} {}", ran.stdout, ran.stderr);
        assert!(!ran.stderr.contains("error"), "{}", ran.stderr);
    }
    let rows = desk.rows().into_iter();
    let captures: BTreeSet<_> = rows.filter_map(|it| Some(it.capture?.id)).collect();
    assert_eq!(captures.len(), 3 * FILES, "each page once, and none lost");
    desk.verify();
}
