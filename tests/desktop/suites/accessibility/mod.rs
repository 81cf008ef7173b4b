//! Everybody can use the window: axe finds nothing to object to on any screen, and Tab comes to all
//! that can be pressed or filled in.

mod screens;

use std::path::Path;

use desktop_driver::{Setup, Theme, Window};

use screens::{SCREENS, Screen};

const TAB: char = '\u{E004}';

/// The checker, as the pages have it among what they are built with.
const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);
/// Checks what is shown and hands on one line for each fault of each element.
const CHECK: &str = include_str!("check.js");
/// Begins to note what gets the focus.
const WATCH: &str = include_str!("watch.js");
/// Returns what Tab ought to have come to and did not.
const MISSED: &str = include_str!("missed.js");

/// How many times Tab is pressed before what has the focus is looked at.
const STEPS: usize = 8;
/// No screen has so many places for the focus that this many looks would not see all of them.
const LOOKS: usize = 80;

#[test]
fn axe_finds_nothing_to_object_to_in_the_light() {
    let faults = faults_of(Theme::Light);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn axe_finds_nothing_to_object_to_in_the_dark() {
    let faults = faults_of(Theme::Dark);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn axe_is_there_and_sees_a_fault() {
    let window = open(Theme::Light);
    window
        .eval("const it = document.createElement('button'); document.querySelector('main').append(it)")
        .unwrap();
    let faults = check(&window);
    assert!(
        faults.iter().any(|it| it.contains("button-name")),
        "{faults:?}"
    );
    window.close().unwrap();
}

#[test]
fn tab_comes_to_everything_and_out_again() {
    let window = open(Theme::Light);
    let mut missed = Vec::new();
    for Screen { name, show, hide } in SCREENS {
        show(&window);
        let all = walk(&window);
        missed.extend(all.iter().map(|it| format!("{name}: {it}")));
        hide(&window);
    }
    assert!(
        missed.is_empty(),
        "Tab does not come to\n{}",
        missed.join("\n")
    );
    window.close().unwrap();
}

#[test]
fn what_had_no_focus_is_told() {
    let window = open(Theme::Light);
    window.go("Settings").unwrap();
    window.see("Your name").unwrap();
    assert_eq!(walk(&window), [""; 0]);
    window
        .eval("document.querySelector('main').append(document.createElement('button'))")
        .unwrap();
    let missed = lines(&window.eval(MISSED).unwrap());
    assert_eq!(missed, ["<button></button>"]);
    window.close().unwrap();
}

fn open(theme: Theme) -> Window {
    let setup = Setup {
        theme,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    let axe = fs_err::read_to_string(Path::new(AXE)).unwrap();
    window.eval(&axe).unwrap();
    window
}

/// Goes through all screens and returns what is wrong with them.
fn faults_of(theme: Theme) -> Vec<String> {
    let window = open(theme);
    let mut faults = Vec::new();
    for Screen { name, show, hide } in SCREENS {
        show(&window);
        let found = check(&window);
        faults.extend(found.iter().map(|it| format!("{name}: {it}")));
        hide(&window);
    }
    window.close().unwrap();
    faults
}

fn check(window: &Window) -> Vec<String> {
    window
        .wait(
            "nothing moves any more and each row was measured",
            "return document.getAnimations().every((it) => it.playState !== 'running') \
               && !document.querySelector('[aria-posinset][style*=\"visibility: hidden\"]')",
        )
        .unwrap();
    lines(&window.eval_async(CHECK).unwrap())
}

/// Presses Tab until the focus has come round, and returns what it did not come to.
fn walk(window: &Window) -> Vec<String> {
    window.eval(WATCH).unwrap();
    let mut missed = Vec::new();
    for lap in 1..=2 {
        come_round(window, lap);
        missed = lines(&window.eval(MISSED).unwrap());
        // A row that was put into the page behind the focus is come to the next time.
        if missed.is_empty() {
            break;
        }
    }
    missed
}

fn come_round(window: &Window, lap: usize) {
    for _ in 0..LOOKS {
        for _ in 0..STEPS {
            window.press(TAB).unwrap();
        }
        let script = format!("return window.laps > {lap}");
        if window.eval(&script).unwrap() == serde_json::json!(true) {
            return;
        }
    }
    let at = window.eval("return document.activeElement.outerHTML.slice(0, 300)");
    panic!("the focus does not come round; it is at {}", at.unwrap());
}

fn lines(value: &serde_json::Value) -> Vec<String> {
    let all = value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"));
    all.iter()
        .map(|it| it.as_str().unwrap_or_default().to_owned())
        .collect()
}
