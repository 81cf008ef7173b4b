//! Decisions made in the window and on the command line meet in one library.

use counterclaim_tests::Program;
use desktop_driver::{Setup, Window};
use serde_json::Value;

/// How many proposals are left, as the review tells it.
const LEFT: &str =
    "return document.querySelector('main')?.innerText.match(/Proposal \\d+ of ([\\d,]+)/)?.[1]";

/// Within how many milliseconds an open window shows what others decided: it asks once a second.
const SOON: f64 = 2_000.0;

/// Opens the window on the library of the program and goes to the review.
fn at_review(program: &Program) -> Window {
    let setup = Setup {
        library: Some(program.library()),
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window.see("Tapersmith").unwrap();
    window.go("Review").unwrap();
    window
}

fn wait_for_other(window: &Window, what: &str, before: &Value) -> Value {
    let script = format!("const it = (() => {{ {LEFT} }})(); return it !== {before} && it");
    window.wait(what, &script).unwrap()
}

fn row(program: &Program, id: &str) -> Value {
    let rows = program.json(&["timeline", "sample"]);
    rows.into_iter().find(|it| it["id"] == id).expect(id)
}

#[test]
fn a_decision_in_the_window_is_seen_on_the_command_line() {
    let program = Program::new();
    let window = at_review(&program);
    let before = window.wait("a proposal is shown", LEFT).unwrap();
    let proposals = program.json(&["review", "sample"]);
    window.press('r').unwrap();
    wait_for_other(&window, "the next proposal comes", &before);
    window.see("Reading checked").unwrap();
    let left = program.json(&["review", "sample"]);
    let is_left = |it: &&Value| left.iter().any(|one| one["id"] == it["id"]);
    let decided = proposals.iter().find(|it| !is_left(it)).unwrap();
    let decided = row(&program, decided["id"].as_str().unwrap());
    assert_eq!(decided["status"], "reading_checked");
    assert_eq!(decided["decided"]["by"], "AB");
    window.close().unwrap();
}

#[test]
fn a_decision_on_the_command_line_is_seen_in_the_open_window() {
    let program = Program::new();
    let window = at_review(&program);
    let before = window.wait("a proposal is shown", LEFT).unwrap();
    let proposals = program.json(&["review", "sample"]);
    let last = proposals.last().unwrap()["id"].as_str().unwrap();
    program.run(&["accept", last, "--by", "CD"]).done();
    window.eval("window.began = performance.now()").unwrap();
    wait_for_other(&window, "the window takes note", &before);
    let took = window
        .eval("return performance.now() - window.began")
        .unwrap();
    assert!(took.as_f64().unwrap() < SOON, "after {took} ms");
    assert_eq!(row(&program, last)["decided"]["by"], "CD");
    window.close().unwrap();
}
