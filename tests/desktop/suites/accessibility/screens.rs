//! Every screen of the window, and what lies over it, with something on it.

use desktop_driver::Window;

const CTRL: char = '\u{E009}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';

/// Something that the window can show.
pub(super) struct Screen {
    pub(super) name: &'static str,
    /// How one comes to it, from wherever the one before it left the window.
    pub(super) show: fn(&Window),
    /// How one leaves it, where the navigation cannot be reached from it.
    pub(super) hide: fn(&Window),
}

const fn screen(name: &'static str, show: fn(&Window)) -> Screen {
    Screen {
        name,
        show,
        hide: |_| {},
    }
}

const fn over(name: &'static str, show: fn(&Window)) -> Screen {
    Screen {
        name,
        show,
        hide: close_dialog,
    }
}

pub(super) const SCREENS: &[Screen] = &[
    screen("first minute", first_minute),
    screen("timeline in lanes", lanes),
    over("keys", |window| key(window, '?')),
    over("commands", |window| held(window, 'k')),
    over("edit", edit),
    over("split", |window| shape(window, "Split")),
    over("join", |window| shape(window, "Join")),
    over("link an answer", link),
    over("tag", tag),
    over("open in browser", open_in_browser),
    screen("menu of cases", menu),
    screen("as archived", as_archived),
    screen("legend", legend),
    screen("link mode", link_mode),
    Screen {
        name: "one column",
        show: one_column,
        hide: wide_again,
    },
    screen("table", table),
    screen("review", review),
    screen("search before a question", |window| {
        go(window, "Search", "h1");
    }),
    screen("search with hits", search),
    screen("entities", entities),
    over("merge", merge),
    screen("capture", capture),
    screen("export", export),
    screen("settings", settings),
    screen("queue", queue),
    over("web archive", web_archive),
    screen("cases", cases),
];

fn see(window: &Window, selector: &str) {
    let there = format!("return document.querySelector({selector:?})");
    window
        .wait(&format!("{selector} is there"), &there)
        .unwrap();
}

fn key(window: &Window, key: char) {
    window.eval("document.activeElement.blur()").unwrap();
    window.press(key).unwrap();
    see(window, "dialog[open] h2");
}

fn held(window: &Window, key: char) {
    window.chord(&[CTRL], key).unwrap();
    see(window, "dialog[open] h2");
}

fn close_dialog(window: &Window) {
    window.press(ESCAPE).unwrap();
    let closed = "return !document.querySelector('dialog[open]')";
    window.wait("the dialog is closed", closed).unwrap();
}

fn go(window: &Window, screen: &str, shown: &str) {
    window.go(screen).unwrap();
    see(window, &format!("main {shown}"));
}

fn first_minute(window: &Window) {
    see(window, "main [role=listitem][aria-current=true]");
}

fn lanes(window: &Window) {
    window.button("Put the first steps away").unwrap();
    key_of_screen(window, ENTER);
    see(window, "aside [data-statement][aria-pressed=true]");
}

fn edit(window: &Window) {
    window.click("aside button", "Edit").unwrap();
    see(window, "dialog[open] input");
}

fn link(window: &Window) {
    window.click("aside button", "Link answer").unwrap();
    see(window, "dialog[open] input");
}

fn shape(window: &Window, way: &str) {
    window.click("aside button", way).unwrap();
    see(window, "dialog[open] h2");
}

fn tag(window: &Window) {
    window
        .eval(
            "const it = document.querySelector('aside [data-statement]'); \
             getSelection().selectAllChildren(it)",
        )
        .unwrap();
    window.click("aside button", "Tag selection").unwrap();
    see(window, "dialog[open] input");
}

fn open_in_browser(window: &Window) {
    window.click("aside button", "Open in browser").unwrap();
    see(window, "dialog[open] h2");
}

fn menu(window: &Window) {
    window
        .click("header button", "Case: Tapersmith v. Ullswold")
        .unwrap();
    see(window, "header li button");
}

fn as_archived(window: &Window) {
    window
        .click("aside input[type=radio]", "As archived")
        .unwrap();
    see(window, "aside iframe[srcdoc]");
}

fn legend(window: &Window) {
    window.button("Legend").unwrap();
    see(window, "main details[open]");
}

fn link_mode(window: &Window) {
    window.button("Legend").unwrap();
    key_of_screen(window, 'l');
    window.see("Esc leaves").unwrap();
}

fn key_of_screen(window: &Window, key: char) {
    window.eval("document.activeElement.blur()").unwrap();
    window.press(key).unwrap();
}

fn one_column(window: &Window) {
    key_of_screen(window, ESCAPE);
    window.resize(900, 800).unwrap();
    see(window, "main .narrow [data-card]");
}

fn wide_again(window: &Window) {
    window.resize(1280, 800).unwrap();
    see(window, "nav");
}

fn table(window: &Window) {
    window.click("main input[type=radio]", "Table").unwrap();
    see(window, "main [role=row] [data-card]");
}

fn review(window: &Window) {
    go(window, "Review", "h2");
    see(window, "main [aria-keyshortcuts]");
}

fn search(window: &Window) {
    window
        .fill("Search statements and documents", "Ullswold")
        .unwrap();
    see(window, "[id^=hit-]");
}

fn entities(window: &Window) {
    window.go("Entities").unwrap();
    window.click("main button", "Ullswold").unwrap();
    window.see("Also called").unwrap();
}

fn merge(window: &Window) {
    window.button("Merge").unwrap();
    see(window, "dialog[open] h2");
}

fn capture(window: &Window) {
    go(window, "Capture", "[role=list], ul, table");
}

fn export(window: &Window) {
    window.chord(&[CTRL], 'e').unwrap();
    see(window, "main input[type=checkbox]");
    window.click("main input", "Include proposals").unwrap();
    see(window, "main section[aria-busy=false]");
}

fn settings(window: &Window) {
    go(window, "Settings", "section");
    window.button("Check the library").unwrap();
    window.see("Everything is there and unchanged.").unwrap();
}

/// The queue of a case that fetches: the one that was started has nothing to fetch.
fn queue(window: &Window) {
    window
        .call("new_case", &serde_json::json!({"name": "Kilns"}))
        .unwrap();
    window.button("Case: ").unwrap();
    window.button("Kilns").unwrap();
    window.go("Capture").unwrap();
    window.click("input[type=radio]", "Text").unwrap();
    window
        .fill("Words of the article", "“We deny it,” said Mara Ostlund.")
        .unwrap();
    window.fill("Headline", "Words from a letter").unwrap();
    window
        .fill(
            "Address it was copied from",
            "https://ledger.example/letter",
        )
        .unwrap();
    window.button("Add text").unwrap();
    window.see("Documents 1").unwrap();
    window.click("input[type=radio]", "Queue").unwrap();
    window.button("Pause the queue").unwrap();
    window.see("Paused since").unwrap();
}

fn web_archive(window: &Window) {
    window.button("Resume the queue").unwrap();
    window.click("input[type=radio]", "Documents").unwrap();
    window.button("Words from a letter").unwrap();
    window.click("aside button", "Web archive").unwrap();
    see(window, "dialog[open] h2");
}

fn cases(window: &Window) {
    window.chord(&[CTRL], 'k').unwrap();
    see(window, "dialog[open] input");
    window.type_text("to: cases").unwrap();
    window.press(ENTER).unwrap();
    let title = "return document.querySelector('main h1')?.innerText === 'Cases'";
    window.wait("the cases are shown", title).unwrap();
}
