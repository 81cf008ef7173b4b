//! The keyboard: whatever the sheet of keys names does what the sheet says.

use desktop_driver::{Setup, Window};

const CTRL: char = '\u{E009}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const F6: char = '\u{E036}';
const DOWN: char = '\u{E015}';
const PAGE_DOWN: char = '\u{E00F}';
const HOME: char = '\u{E011}';
const END: char = '\u{E010}';

/// Returns the id of the selected line, as card or as row of the table.
const SELECTED: &str =
    "return document.querySelector('main [aria-current=true] [data-card]')?.dataset.card";
/// Returns the status of the selected row of the table.
const STATUS: &str =
    "return document.querySelector('main [role=row][aria-current=true] .status')?.innerText";
/// Returns the name of the screen that is shown.
const SCREEN: &str = "return document.querySelector('main h1')?.innerText";
/// Returns the title of the dialog that is open.
const DIALOG: &str = "return document.querySelector('dialog[open] h2')?.innerText";
/// Returns how many proposals the review has left.
const LEFT: &str = "return document.querySelector('main h2')?.innerText.match(/of ([\\d,]+)/)?.[1]";

/// Finds what Tab comes to in the list that is shown.
const STOPS: &str = "[...document.querySelectorAll('main [role=list] [role=listitem] button')]\
     .filter((it) => it.tabIndex === 0)";

/// Tells whether a row stands within the box of its list.
const IN_SIGHT: &str = "((box, all) => box.top >= all.top - 1 && box.bottom <= all.bottom + 1)\
     (row.getBoundingClientRect(), row.closest('[role=list]').getBoundingClientRect())";

/// A key of the sheet, and how to see that it works.
type Trial = (&'static str, fn(&Window));

const TRIALS: &[Trial] = &[
    // While the allegation of the first minute is selected.
    ("]", linked),
    ("[", linked),
    ("Ctrl+K", commands),
    ("/", search),
    ("F6", panes),
    ("Escape", close),
    ("?", sheet),
    ("J", move_down),
    ("K", move_up),
    ("Enter", read),
    ("T", table),
    ("R", reads_right),
    ("X", reject),
    ("E", edit),
    ("S", split),
    ("M", join),
    ("1 – 9", kinds),
    ("L", link),
    ("N", tag),
    ("C", copy),
    ("Ctrl+Z", undo),
    ("Ctrl+N", capture),
    ("Ctrl+E", export),
];

#[test]
fn every_key_of_the_sheet_does_what_it_says() {
    let window = Window::open(&Setup::default()).unwrap();
    at_the_timeline(&window);
    let sheet = keys_of_the_sheet(&window);
    let tried: Vec<_> = TRIALS.iter().map(|&(key, _)| key.to_owned()).collect();
    let strange = |of: &[String], to: &[String]| {
        let keys = of.iter().filter(|key| !to.contains(key));
        keys.cloned().collect::<Vec<_>>()
    };
    assert_eq!(strange(&sheet, &tried), [""; 0], "keys without a trial");
    assert_eq!(
        strange(&tried, &sheet),
        [""; 0],
        "keys that the sheet lacks"
    );
    for (_, trial) in TRIALS {
        at_the_timeline(&window);
        trial(&window);
    }
    window.close().unwrap();
}

#[test]
fn whatever_key_a_command_has_stands_on_the_sheet() {
    let window = Window::open(&Setup::default()).unwrap();
    at_the_timeline(&window);
    let mut sheet = keys_of_the_sheet(&window);
    sheet.extend((1..=9).map(|number| number.to_string()));
    for screen in [
        "Timeline", "Review", "Search", "Entities", "Capture", "Settings",
    ] {
        window.go(screen).unwrap();
        window.chord(&[CTRL], 'k').unwrap();
        let keys = window
            .wait(
                "the commands are listed",
                "const all = [...document.querySelectorAll('dialog[open] [role=option] kbd')]; \
                 return all.length > 0 && \
                 all.map((it) => it.textContent.replace('Ctrl ', 'Ctrl+').replace('Esc', 'Escape'))",
            )
            .unwrap();
        for key in texts(&keys) {
            assert!(
                sheet.contains(&key),
                "{key} of {screen} is not on {sheet:?}"
            );
        }
        window.press(ESCAPE).unwrap();
        no_dialog(&window);
    }
    window.close().unwrap();
}

#[test]
fn with_single_keys_off_a_letter_does_nothing_and_ctrl_still_works() {
    let window = Window::open(&Setup::default()).unwrap();
    at_the_timeline(&window);
    window.go("Settings").unwrap();
    window.click("input", "Single keys act").unwrap();
    window
        .wait(
            "it is off",
            "return document.activeElement?.checked === false",
        )
        .unwrap();
    at_the_timeline(&window);
    let before = window.eval(SELECTED).unwrap();
    for key in ['j', 't', 'x', '?', '/'] {
        window.press(key).unwrap();
    }
    // Had a letter acted, it would have before these were shown.
    window.chord(&[CTRL], 'k').unwrap();
    dialog(&window, "Commands");
    assert_eq!(window.eval(SELECTED).unwrap(), before);
    assert_eq!(window.count("main [role=table]").unwrap(), 0);
    window.close().unwrap();
}

#[test]
fn letters_that_are_typed_into_a_field_do_nothing_else() {
    let window = Window::open(&Setup::default()).unwrap();
    at_the_timeline(&window);
    let before = window.eval(SELECTED).unwrap();
    window.press('/').unwrap();
    window.type_text("jxrt?").unwrap();
    window
        .wait(
            "it stands in the field",
            "return document.activeElement.value === 'jxrt?'",
        )
        .unwrap();
    assert_eq!(window.eval(SELECTED).unwrap(), before);
    assert_eq!(window.eval(DIALOG).unwrap(), serde_json::Value::Null);
    window.close().unwrap();
}

#[test]
fn a_list_is_one_stop_of_tab_and_the_arrows_go_through_it() {
    let window = Window::open(&Setup::default()).unwrap();
    window.go("Search").unwrap();
    window
        .fill("Search statements and documents", "Ullswold")
        .unwrap();
    let whole = "return document.querySelector('[id^=hit-] mark')?.innerText === 'Ullswold'";
    window.wait("what was typed is found", whole).unwrap();
    through_the_list(&window, "the hits");
    for screen in ["Review", "Entities", "Capture"] {
        window.go(screen).unwrap();
        through_the_list(&window, screen);
    }
    window.close().unwrap();
}

/// Goes by the keys through the list that is shown, from its only stop.
fn through_the_list(window: &Window, name: &str) {
    // A row is not seen, and takes no focus, before it is measured.
    let focus = format!(
        "const [stop, other] = {STOPS}; stop?.focus(); \
         return stop && !other && stop === document.activeElement"
    );
    window
        .wait(&format!("{name} have one stop"), &focus)
        .unwrap();
    for (key, place) in [
        (HOME, "at === 1"),
        (DOWN, "at === 2"),
        (PAGE_DOWN, "at > 3"),
        (END, "at > 12"),
        (HOME, "at === 1"),
        (END, "at > 12"),
    ] {
        window.press(key).unwrap();
        let script = format!(
            "const row = document.activeElement.closest('[aria-posinset]'); \
             const at = Number(row?.getAttribute('aria-posinset')); \
             const [stop, other] = {STOPS}; \
             return row && {place} && stop === document.activeElement && !other && {IN_SIGHT}"
        );
        window
            .wait(&format!("in {name} {place}, in sight"), &script)
            .unwrap();
    }
}

/// Shows the lanes of the timeline with a line selected and the focus nowhere.
fn at_the_timeline(window: &Window) {
    no_dialog(window);
    window.go("Timeline").unwrap();
    window.click("main input[type=radio]", "Lanes").unwrap();
    window.wait("a line is selected", SELECTED).unwrap();
    nowhere(window);
}

fn nowhere(window: &Window) {
    window.eval("document.activeElement.blur()").unwrap();
}

/// How often the window is looked at before a key is pressed once more.
const LOOKS: u32 = 50;

fn no_dialog(window: &Window) {
    window
        .wait(
            "no dialog is open",
            "return !document.querySelector('dialog[open]')",
        )
        .unwrap();
}

fn dialog(window: &Window, title: &str) {
    is(
        window,
        &format!("the dialog {title:?} is open"),
        DIALOG,
        title,
    );
    leave_dialog(window);
}

/// Closes a dialog as a person does: once more when a list of suggestions took the first key.
fn leave_dialog(window: &Window) {
    let mut looks = 0;
    let closed = || {
        if window.count("dialog[open]").ok()? == 0 {
            return Some(());
        }
        if looks % LOOKS == 0 {
            window.press(ESCAPE).ok()?;
        }
        looks += 1;
        None
    };
    window.until("the dialog is closed", closed).unwrap();
}

fn screen(window: &Window, name: &str) {
    is(window, &format!("{name} is shown"), SCREEN, name);
}

/// Waits until a script returns a text.
fn is(window: &Window, what: &str, script: &str, text: &str) {
    let script = format!("return (() => {{ {script} }})() === {text:?}");
    window.wait(what, &script).unwrap();
}

/// Waits until a script returns something else than before, and returns that.
fn changes(window: &Window, what: &str, script: &str, before: &str) -> String {
    let script = format!("const now = (() => {{ {script} }})(); return now !== {before:?} && now");
    text(&window.wait(what, &script).unwrap())
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &serde_json::Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(text).collect()
}

fn now(window: &Window, what: &str, script: &str) -> String {
    text(&window.wait(what, script).unwrap())
}

fn selected(window: &Window) -> String {
    now(window, "a line is selected", SELECTED)
}

fn keys_of_the_sheet(window: &Window) -> Vec<String> {
    window.press('?').unwrap();
    let keys = window
        .wait(
            "the sheet is open",
            "const all = [...document.querySelectorAll('dialog[open] dt span')]; \
             return all.length > 0 && all.map((it) => it.textContent)",
        )
        .unwrap();
    dialog(window, "Keys");
    texts(&keys)
}

fn commands(window: &Window) {
    window.chord(&[CTRL], 'k').unwrap();
    is(window, "the commands are listed", DIALOG, "Commands");
    window.type_text("review").unwrap();
    window
        .wait(
            "one command is left",
            "return document.querySelectorAll('dialog[open] [role=option]').length === 1",
        )
        .unwrap();
    window.press(ENTER).unwrap();
    screen(window, "Review");
}

fn search(window: &Window) {
    window.press('/').unwrap();
    window
        .wait(
            "the box has the focus",
            "return document.activeElement.matches('header input')",
        )
        .unwrap();
    window.type_text("moulds").unwrap();
    window.press(ENTER).unwrap();
    screen(window, "Search");
}

fn panes(window: &Window) {
    window.press(ENTER).unwrap();
    window
        .wait(
            "the reader is open",
            "return document.querySelector('aside h2')",
        )
        .unwrap();
    nowhere(window);
    let focus = "return document.activeElement.id";
    let mut at = String::new();
    for pane in ["pane-nav", "pane-main", "pane-reader", "pane-nav"] {
        window.press(F6).unwrap();
        at = changes(window, &format!("{pane} has the focus"), focus, &at);
        assert_eq!(at, pane);
    }
}

fn close(window: &Window) {
    window.press(ENTER).unwrap();
    let reader = "return document.querySelector('aside')";
    window.wait("the reader is open", reader).unwrap();
    window.press(ESCAPE).unwrap();
    window
        .wait("it is closed", "return !document.querySelector('aside')")
        .unwrap();
}

fn sheet(window: &Window) {
    window.press('?').unwrap();
    dialog(window, "Keys");
}

fn move_down(window: &Window) {
    let first = selected(window);
    window.press('j').unwrap();
    let second = changes(window, "the next line is selected", SELECTED, &first);
    window.press('j').unwrap();
    let third = changes(window, "the one after is selected", SELECTED, &second);
    assert_ne!(third, first);
}

fn move_up(window: &Window) {
    let first = selected(window);
    window.press('j').unwrap();
    changes(window, "the next line is selected", SELECTED, &first);
    window.press('k').unwrap();
    is(window, "it went back", SELECTED, &first);
}

fn read(window: &Window) {
    window.press(ESCAPE).unwrap();
    window
        .wait(
            "the reader is closed",
            "return !document.querySelector('aside')",
        )
        .unwrap();
    window.press(ENTER).unwrap();
    let marked = "return document.querySelector('aside [data-statement][aria-pressed=true]')?.dataset.statement";
    let marked = now(window, "the statement is marked in its article", marked);
    assert_eq!(marked, selected(window));
}

fn linked(window: &Window) {
    let answered = selected(window);
    window.press(']').unwrap();
    changes(window, "its answer is selected", SELECTED, &answered);
    window.press('[').unwrap();
    is(window, "it went back", SELECTED, &answered);
}

fn table(window: &Window) {
    window.press('t').unwrap();
    let rows = "return document.querySelector('main [role=table] [role=row] [data-card]')";
    window.wait("the lines are a table", rows).unwrap();
    window.press('t').unwrap();
    let cards = "return document.querySelector('main [role=listitem] [data-card]')";
    window.wait("the lines are in lanes", cards).unwrap();
}

/// Selects a proposal in the table.
fn a_proposal(window: &Window) -> String {
    window.click("main input[type=radio]", "Table").unwrap();
    let press = "const status = [...document.querySelectorAll('main [role=row] .status')]; \
         const row = status.find((it) => it.innerText.startsWith('proposal'))?.parentElement; \
         row?.querySelector('button').click(); return Boolean(row)";
    window.wait("there is a proposal", press).unwrap();
    window
        .wait(
            "it is selected",
            &format!("return (() => {{ {STATUS} }})()?.startsWith('proposal')"),
        )
        .unwrap();
    nowhere(window);
    selected(window)
}

fn accept(window: &Window) {
    window.press('r').unwrap();
    is(window, "its reading is checked", STATUS, "reading checked");
}

fn reads_right(window: &Window) {
    a_proposal(window);
    accept(window);
    window.chord(&[CTRL], 'z').unwrap();
}

fn undo(window: &Window) {
    let id = a_proposal(window);
    accept(window);
    window.chord(&[CTRL], 'z').unwrap();
    let again = format!("return (() => {{ {STATUS} }})()?.startsWith('proposal')");
    window.wait("it is a proposal again", &again).unwrap();
    assert_eq!(selected(window), id);
}

fn reject(window: &Window) {
    let id = a_proposal(window);
    let gone = format!("return !document.querySelector('main [data-card={id:?}]')");
    window.press('x').unwrap();
    window.wait("the rejected one is gone", &gone).unwrap();
    window.chord(&[CTRL], 'z').unwrap();
    let back = format!("return document.querySelector('main [data-card={id:?}]')");
    window.wait("it is back", &back).unwrap();
}

fn edit(window: &Window) {
    window.press('e').unwrap();
    dialog(window, "Edit the reading");
}

fn split(window: &Window) {
    window.press(ENTER).unwrap();
    window.see("Copy line").unwrap();
    window.press('s').unwrap();
    dialog(window, "Split this statement in two");
}

fn join(window: &Window) {
    window.press(ENTER).unwrap();
    window.see("Copy line").unwrap();
    window.press('m').unwrap();
    dialog(window, "Join with the statement beside it");
}

fn kinds(window: &Window) {
    window.go("Review").unwrap();
    nowhere(window);
    let all = now(window, "proposals wait", LEFT);
    let names = "return [...document.querySelectorAll('main [aria-keyshortcuts]')].map((it) => \
         it.getAttribute('aria-keyshortcuts') + it.lastChild.textContent.trim())";
    let names = texts(&window.wait("the kinds are named", names).unwrap());
    assert_eq!(names.len(), 9);
    for name in names {
        let (key, kind) = name.split_at(1);
        window.press(key.chars().next().unwrap()).unwrap();
        window
            .see(&format!("Reading checked as {}", kind.to_lowercase()))
            .unwrap();
        window.chord(&[CTRL], 'z').unwrap();
        is(window, "the proposal is back", LEFT, &all);
    }
}

fn link(window: &Window) {
    window.press('l').unwrap();
    window
        .see("J and K move, Enter links, Esc leaves.")
        .unwrap();
    window.press(ESCAPE).unwrap();
    window
        .wait(
            "that is over",
            "return !document.body.innerText.includes('Enter links')",
        )
        .unwrap();
}

fn tag(window: &Window) {
    window.press(ENTER).unwrap();
    window
        .wait(
            "a word of the article is selected",
            "const word = document.querySelector('aside [data-statement]')?.firstElementChild?.firstChild \
               ?? document.querySelector('aside [data-statement]')?.firstChild; \
             if (!word) return false; \
             getSelection().setBaseAndExtent(word, 0, word, 6); return true",
        )
        .unwrap();
    window.see("Tag selection").unwrap();
    window.press('n').unwrap();
    dialog(window, "Tag the selected words");
}

fn copy(window: &Window) {
    window.press(ENTER).unwrap();
    window.see("Copy line").unwrap();
    window.press('c').unwrap();
    let told = "const shown = document.body.innerText; \
         return shown.includes('was copied with its source') || shown.includes('Copy these words')";
    window
        .wait("it was copied, or the words to copy are shown", told)
        .unwrap();
    window.press(ESCAPE).unwrap();
}

fn capture(window: &Window) {
    window.chord(&[CTRL], 'n').unwrap();
    screen(window, "Capture");
}

fn export(window: &Window) {
    window.chord(&[CTRL], 'e').unwrap();
    screen(window, "Export");
}
