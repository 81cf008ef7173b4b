//! What a person set is there again when the window is opened the next time.

use std::path::Path;

use desktop_driver::{Setup, Theme, Window};
use tempfile::TempDir;

const SINGLE_KEYS: &str = "Single keys act";

#[test]
fn settings_hold_when_the_window_is_opened_again() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("papers");

    let window = open(home.path());
    window.go("Settings").unwrap();
    choose_dark(&window);
    save(&window, "Your name", "Cass Verrin");
    turn_single_keys_off(&window);
    type_and_save(&window, "Folder", &folder.display().to_string());
    // Another library is another case, or none: the screen does not stay.
    lies_in(&window, &folder);
    window.close().unwrap();

    let window = open(home.path());
    window.go("Settings").unwrap();
    is_dark(&window);
    assert_eq!(field(&window, "Your name"), "Cass Verrin");
    assert_eq!(Path::new(&field(&window, "Folder")), folder);
    window.click("input", SINGLE_KEYS).unwrap();
    window
        .wait("it was off before", "return document.activeElement.checked")
        .unwrap();
    lies_in(&window, &folder);
    window.close().unwrap();
    assert!(folder.is_dir(), "the library lies where it was said");
}

fn open(home: &Path) -> Window {
    let setup = Setup {
        home: Some(home.to_owned()),
        theme: Theme::Light,
        ..Setup::default()
    };
    Window::open(&setup).unwrap()
}

fn choose_dark(window: &Window) {
    window.click("main input[type=radio]", "Dark").unwrap();
    is_dark(window);
}

fn is_dark(window: &Window) {
    let dark = "return document.documentElement.dataset.theme === 'dark'";
    window.wait("it is dark", dark).unwrap();
}

fn turn_single_keys_off(window: &Window) {
    window.click("input", SINGLE_KEYS).unwrap();
    let off = "return document.activeElement.checked === false";
    window.wait("it is off", off).unwrap();
}

/// Writes into a field that is saved by itself, and waits until it was.
fn save(window: &Window, label: &str, text: &str) {
    type_and_save(window, label, text);
    let saved = format!(
        "return document.querySelector('form[aria-label={label:?}] [role=status]')?.innerText === 'Saved'"
    );
    window.wait(&format!("{label:?} is saved"), &saved).unwrap();
}

fn type_and_save(window: &Window, label: &str, text: &str) {
    window.fill(label, text).unwrap();
    window
        .click(&format!("form[aria-label={label:?}] button"), "Save")
        .unwrap();
}

fn lies_in(window: &Window, folder: &Path) {
    window
        .see(&format!("Library: {}", folder.display()))
        .unwrap();
}

fn field(window: &Window, label: &str) -> String {
    let value = format!("return document.querySelector('form[aria-label={label:?}] input')?.value");
    let value = window.wait(&format!("{label:?} is shown"), &value).unwrap();
    value.as_str().unwrap_or_default().to_owned()
}
