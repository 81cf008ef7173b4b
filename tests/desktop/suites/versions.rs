//! Versions of a page in the window: compared word by word, and flagged on the timeline.

use desktop_driver::{Setup, Window};

fn sample() -> Window {
    let setup = Setup {
        hints: false,
        ..Setup::default()
    };
    Window::open(&setup).unwrap()
}

#[test]
fn two_versions_of_a_page_are_compared_in_words() {
    let window = sample();
    window.go("Capture").unwrap();
    window.click("input[type=radio]", "Documents").unwrap();
    let open = "const list = [...document.querySelectorAll('main [role=list]')] \
            .find((it) => it.scrollHeight > it.clientHeight); \
        if (list) list.scrollTop += 120; \
        const buttons = [...document.querySelectorAll('main button')]; \
        const row = buttons.find((it) => it.innerText.includes('Tapersmith memo raises')); \
        row?.click(); \
        return row !== undefined";
    window.wait("the document is in the list", open).unwrap();
    window.button("Compare versions").unwrap();
    window.see("Present in A, absent in B").unwrap();
    let marked = |element: &str| {
        let script = format!(
            "const all = [...document.querySelectorAll('dialog[open] {element}')]; \
             return all.map((it) => it.innerText).join('|')"
        );
        window.wait("the words are marked", &script).unwrap()
    };
    let removed = marked("del").as_str().unwrap().to_owned();
    assert!(removed.contains("systematically collected"), "{removed}");
    let added = marked("ins").as_str().unwrap().to_owned();
    assert!(added.contains("may have drawn on"), "{added}");
    window.close().unwrap();
}

#[test]
fn a_statement_that_a_later_capture_lacks_says_so_on_its_card() {
    let window = sample();
    let card = "const list = [...document.querySelectorAll('main *')] \
            .find((it) => it.scrollHeight > it.clientHeight && it.querySelector('[data-card-box]')); \
        const end = list && list.scrollTop + list.clientHeight > list.scrollHeight - 2; \
        if (list) list.scrollTop = end ? 0 : list.scrollTop + 200; \
        const cards = [...document.querySelectorAll('[data-card-box]')]; \
        const card = cards.find((it) => it.innerText.includes('systematically collected')); \
        return card?.innerText.includes('no notice found in captures')";
    window.wait("the card carries the flag", card).unwrap();
    window.close().unwrap();
}
