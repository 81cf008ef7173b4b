//! Ten thousand statements: only the rows that are in sight stand in the page.

use desktop_driver::{Setup, Window, many};
use serde_json::Value;
use tempfile::TempDir;

/// How many rows the page holds at most, whatever is in the case.
const MOST: u64 = 60;

/// Counts the rows of the list or table that is shown.
const ROWS: &str =
    "document.querySelectorAll('main [role=listitem], main [role=row]:has([data-card])').length";
/// Finds what the rows are scrolled in.
const SCROLLER: &str = "[...document.querySelectorAll('main [role=list], main [role=rowgroup]')]\
     .find((it) => it.scrollHeight > it.clientHeight + 100)";

#[test]
fn ten_thousand_statements_stand_in_sixty_rows() {
    let folder = TempDir::new().unwrap();
    let setup = Setup {
        library: Some(many::library_of_many(folder.path()).unwrap()),
        hints: false,
        ..Setup::default()
    };
    let window = Window::open(&setup).unwrap();
    window.see("10,000 lines").unwrap();
    for layout in ["Lanes", "Table"] {
        window.click("main input[type=radio]", layout).unwrap();
        scroll_through(&window);
    }
    window.click("main input[type=radio]", "Lanes").unwrap();
    filter(&window);
    window.close().unwrap();
}

/// Scrolls from the beginning by the middle to the end.
fn scroll_through(window: &Window) {
    let mut seen = vec![first_row(window, "")];
    for part in ["0.25", "0.5", "0.75", "1"] {
        window
            .eval(&format!(
                "const it = {SCROLLER}; it.scrollTop = it.scrollHeight * {part}"
            ))
            .unwrap();
        let before = seen.last().cloned().unwrap_or_default();
        seen.push(first_row(window, &before));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5, "every place shows other rows: {seen:?}");
}

/// Waits until the first row in sight is another than before, and returns its id. From now to then, and
/// when it is there, the page holds few rows.
fn first_row(window: &Window, before: &str) -> String {
    let script = format!(
        "const rows = {ROWS}; if (rows > {MOST}) return ['too many rows', rows]; \
         const scroller = {SCROLLER}; if (!scroller) return null; \
         const top = scroller.getBoundingClientRect().top; \
         const all = [...scroller.querySelectorAll('[data-card]')]; \
         const first = all.find((it) => it.getBoundingClientRect().bottom > top); \
         const id = first?.dataset.card; return rows > 0 && id && id !== {before:?} && [id, rows]"
    );
    let found = window.wait("other rows are in sight", &script).unwrap();
    assert_ne!(found[0], "too many rows", "{found}");
    found[0].as_str().unwrap_or_default().to_owned()
}

/// Chooses a kind: its lines alone are shown.
fn filter(window: &Window) {
    let before = shown(window);
    window.click("nav [role=group] button", "Denial").unwrap();
    let script = format!(
        "const now = document.querySelector('main [role=status]').innerText; \
         return now !== {before:?} && now"
    );
    window.wait("fewer lines are shown", &script).unwrap();
    let told = "return document.querySelector('nav [role=group] button[aria-pressed=true] .count')?.innerText";
    assert_eq!(window.eval(told).unwrap(), Value::from("2,500"));
    window
        .wait(
            "denials alone are shown",
            "return [...document.querySelectorAll('main [role=listitem] .mark [data-kind]')]\
             .every((it) => it.dataset.kind === 'denial')",
        )
        .unwrap();
    let rows = window.eval(&format!("return {ROWS}")).unwrap();
    assert!(
        rows.as_u64().is_some_and(|it| it > 0 && it <= MOST),
        "{rows}"
    );
}

fn shown(window: &Window) -> String {
    let text = "return document.querySelector('main [role=status]')?.innerText";
    let text = window.wait("it is told how much is shown", text).unwrap();
    text.as_str().unwrap_or_default().to_owned()
}
