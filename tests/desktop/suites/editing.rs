//! Reading put right in the window: a field, one statement made two, two made one, and one that the
//! machine did not see. Each is a decision that stays.

use desktop_driver::{Setup, Window};
use serde_json::{Value, json};

const TEXT: &str = "Bramble Pottery accused Kestrel Kilns of copying its moulds. Kestrel Kilns denied \
    copying anything and said it would go to court.\n\nBoth shops stand in Mill Lane.";

/// Returns the statement that is read.
const SELECTED: &str =
    "return document.querySelector('aside [data-statement][aria-pressed=true]')?.dataset.statement";

/// Opens the window on a case with one text and reads its first statement.
fn reading() -> (Window, String) {
    let setup = Setup {
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    let made = window.call("new_case", &json!({"name": "Kilns"})).unwrap();
    let case = made["ok"]["id"].as_str().unwrap().to_owned();
    let text = json!({"text": TEXT, "url": null, "title": "Kilns answer", "outlet": null,
        "published": "2031-02-03"});
    let line = window
        .call("supply_text", &json!({"case": case, "text": text}))
        .unwrap();
    assert_eq!(line["error"], Value::Null, "{line}");
    window.button("Case: ").unwrap();
    window.button("Kilns").unwrap();
    window.go("Capture").unwrap();
    window.click("input[type=radio]", "Documents").unwrap();
    window.button("Kilns answer").unwrap();
    let first =
        "const it = document.querySelector('aside [data-statement]'); it?.click(); return it";
    window.wait("a statement is read", first).unwrap();
    window.wait("it is selected", SELECTED).unwrap();
    window.see("Copy line").unwrap();
    (window, case)
}

/// Returns the lines of the case that were decided on.
fn decided(window: &Window, case: &str) -> Vec<Value> {
    let answer = window.call("timeline", &json!({"case": case})).unwrap();
    let lines = answer["ok"]["lines"].as_array().unwrap().clone();
    let is_decided = |it: &Value| it["status"] == "reading_checked";
    lines.into_iter().filter(is_decided).collect()
}

#[test]
fn a_field_that_is_put_right_stays_so() {
    let (window, case) = reading();
    window.click("aside button", "Edit").unwrap();
    window.fill("Speaker", "Bramble Pottery Ltd").unwrap();
    window.click("dialog[open] button", "Save").unwrap();
    window.see("by Bramble Pottery Ltd").unwrap();
    let lines = decided(&window, &case);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["speaker"], "Bramble Pottery Ltd");
    window.close().unwrap();
}

#[test]
fn a_statement_is_split_and_joined_again() {
    let (window, case) = reading();
    window.press('s').unwrap();
    window.click("dialog[open] button", "Split here").unwrap();
    window.see("One statement became two.").unwrap();
    let two = decided(&window, &case);
    assert_eq!(two.len(), 2, "{two:?}");
    window.wait("one of them is read", SELECTED).unwrap();
    window.click("aside button", "Join").unwrap();
    window
        .wait(
            "the other one is offered",
            "const it = document.querySelector('dialog[open] input[type=radio]'); it?.click(); \
             return it",
        )
        .unwrap();
    window.click("dialog[open] button", "Join").unwrap();
    window.see("Two statements became one.").unwrap();
    assert_eq!(decided(&window, &case).len(), 1);
    window.close().unwrap();
}

#[test]
fn words_that_were_overlooked_are_added_as_a_statement() {
    let (window, case) = reading();
    window
        .wait(
            "the words are selected",
            "const all = document.createTreeWalker(document.querySelector('aside .body'), 4); \
             while (all.nextNode()) { \
               const at = all.currentNode.data.indexOf('Both shops'); \
               if (at < 0) continue; \
               getSelection().setBaseAndExtent(all.currentNode, at, all.currentNode, at + 19); \
               return true; }",
        )
        .unwrap();
    window.click("aside button", "Add as statement").unwrap();
    window.click("dialog[open] button", "Add").unwrap();
    window.see("The statement was added.").unwrap();
    let lines = decided(&window, &case);
    assert!(
        lines
            .iter()
            .any(|it| it["words"].to_string().contains("Both shops")),
        "{lines:?}"
    );
    window.close().unwrap();
}
