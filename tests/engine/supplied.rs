//! Words that a reporter pasted.

use counterclaim_tests::{Proxy, Reply, Server};
use engine::model::Provenance;
use engine::view::{CaptureLine, CaptureResult, DocumentView};
use engine::{EngineError, SettingsChange, SuppliedText};

use crate::desk::{ADDRESS, Desk, PAGE, row};

fn pasted(desk: &Desk, text: &SuppliedText) -> CaptureLine {
    let line = desk
        .library
        .supply_text(&desk.case, text)
        .expect("supplied");
    assert_eq!(line.error, None);
    line
}

fn document(desk: &Desk, line: &CaptureLine) -> DocumentView {
    let document = line.document.expect("a document");
    let view = desk
        .library
        .document_view(&desk.case, document, line.version);
    view.expect("the document")
}

fn whole() -> SuppliedText {
    SuppliedText {
        text: PAGE.to_owned(),
        url: ADDRESS.parse().ok(),
        title: Some("Orbit rejects “claim” & more".to_owned()),
        outlet: Some("The Outlet".to_owned()),
        published: "2031-02-12".parse().ok(),
    }
}

#[test]
fn pasted_words_are_archived_read_and_marked_as_supplied() {
    let desk = Desk::new();
    let line = pasted(&desk, &whole());
    assert_eq!(line.result, CaptureResult::New);
    assert_eq!(line.statements, 2);
    let view = document(&desk, &line);
    assert_eq!(view.text, PAGE.trim_end());
    assert_eq!(view.title.as_deref(), Some("Orbit rejects “claim” & more"));
    assert_eq!(view.outlet.as_deref(), Some("The Outlet"));
    assert_eq!(view.published.date.value.as_deref(), Some("2031-02-12"));
    assert_eq!(view.version.provenance, Provenance::Supplied);
    assert_eq!((view.url.as_str(), view.is_page), (ADDRESS, false));
    assert_eq!(pasted(&desk, &whole()).result, CaptureResult::Unchanged);
    desk.verify();
}

#[test]
fn a_path_at_which_nothing_is_fails_by_itself_and_says_so() {
    let desk = Desk::new();
    let paths = ["gone.html", "gone"].map(|name| std::env::temp_dir().join("nowhere").join(name));
    let lines = desk
        .library
        .import(&desk.case, &paths, None)
        .expect("a line for each");
    for (line, path) in lines.iter().zip(&paths) {
        let said = format!(
            "there is no file or folder {:?}",
            path.display().to_string()
        );
        assert_eq!(line.error.as_deref(), Some(said.as_str()));
        assert_eq!(line.result, CaptureResult::Failed);
    }
    assert_eq!(lines.len(), 2);
}

#[test]
fn the_digest_is_that_of_the_pasted_words() {
    let desk = Desk::new();
    let text = SuppliedText {
        text: "Acme said on Monday it would sue Orbit.".to_owned(),
        title: Some("Acme to sue".to_owned()),
        ..SuppliedText::default()
    };
    let view = document(&desk, &pasted(&desk, &text));
    assert_eq!(view.url, format!("urn:sha256:{}", view.version.sha256));
    assert_eq!(view.title.as_deref(), Some("Acme to sue"));
    let other = SuppliedText {
        title: None,
        text: format!("{} It did.", text.text),
        ..text
    };
    assert_ne!(document(&desk, &pasted(&desk, &other)).url, view.url);
    desk.verify();
}

#[test]
fn what_cannot_be_a_page_is_refused() {
    let desk = Desk::new();
    let refused = |text: SuppliedText| {
        let error = desk.library.supply_text(&desk.case, &text).unwrap_err();
        assert!(matches!(error, EngineError::BadValue { .. }), "{error}");
    };
    refused(SuppliedText {
        text: " \n".to_owned(),
        ..whole()
    });
    refused(SuppliedText {
        url: "file:///etc/passwd".parse().ok(),
        ..whole()
    });
    refused(SuppliedText {
        url: "https://ab:secret@outlet.example/".parse().ok(),
        ..whole()
    });
    assert_eq!(desk.rows(), []);
}

const STORY: &str = "http://outlet.example/story";
const WE_DREW: &str = "We drew every line";

/// A desk with a page that was fetched, and its text.
fn fetched() -> (Desk, String) {
    let words = PAGE.trim_end().replace("\n\n", "</p><p>");
    let page = format!(
        "<html><head><title>Charts</title></head><body><article><h1>Charts</h1><p>{words}</p>\
         </article></body></html>"
    );
    let desk = Desk::new();
    let line = fetch(&desk, &page);
    assert_eq!(line.result, CaptureResult::New, "{line:?}");
    let text = document(&desk, &line).text;
    (desk, text)
}

/// Fetches a page through a proxy that leads to it.
fn fetch(desk: &Desk, page: &str) -> CaptureLine {
    let server = Server::with([("/story", Reply::page(page))]);
    let proxy = Proxy::socks(&server);
    let change = SettingsChange {
        proxy: Some(proxy.url("socks5h")),
        ..SettingsChange::default()
    };
    desk.library.change_settings(&change).expect("set");
    let mut lines = desk
        .library
        .add(&desk.case, &[STORY.to_owned()])
        .expect("a line");
    lines.remove(0)
}

/// Returns how the capture came in that the row cites.
fn cited(desk: &Desk) -> Provenance {
    let rows = desk.rows();
    let capture = row(&rows, WE_DREW).capture.as_ref();
    capture.expect("a capture").provenance
}

fn copied(text: &str) -> SuppliedText {
    SuppliedText {
        text: text.to_owned(),
        url: STORY.parse().ok(),
        ..SuppliedText::default()
    }
}

/// Words that were pasted under the address of a fetched page became the source of what it said.
#[test]
fn pasted_words_do_not_take_the_place_of_a_page_that_was_fetched() {
    let (desk, text) = fetched();
    let id = desk.id(WE_DREW);
    desk.accept(id, "AB");
    desk.at("2025-01-11T09:00:00Z");
    let line = pasted(&desk, &copied(&text));
    assert_eq!(
        line.result,
        CaptureResult::Unchanged,
        "nothing else was told"
    );
    assert_eq!(cited(&desk), Provenance::Fetched);
    let with_title = SuppliedText {
        title: Some("Orbit denies it".to_owned()),
        ..copied(&text)
    };
    for other in [
        with_title,
        copied(&format!("{text}\n\nOrbit apologised to Acme.")),
    ] {
        assert_eq!(pasted(&desk, &other).result, CaptureResult::New);
        assert_eq!(desk.id(WE_DREW), id);
        assert_eq!(cited(&desk), Provenance::Fetched);
    }
    assert_eq!(
        desk.rows()
            .iter()
            .filter(|it| it.text.contains(WE_DREW))
            .count(),
        1
    );
    desk.verify();
}

#[test]
fn a_page_that_is_fetched_takes_over_from_the_words_that_were_pasted() {
    let (other, text) = fetched();
    drop(other);
    let desk = Desk::new();
    pasted(&desk, &copied(&text));
    let id = desk.id(WE_DREW);
    desk.accept(id, "AB");
    assert_eq!(cited(&desk), Provenance::Supplied);
    desk.at("2025-01-11T09:00:00Z");
    let words = PAGE.trim_end().replace("\n\n", "</p><p>");
    let page =
        format!("<html><body><article><h1>Charts</h1><p>{words}</p></article></body></html>");
    assert_eq!(fetch(&desk, &page).result, CaptureResult::New);
    assert_eq!((desk.id(WE_DREW), cited(&desk)), (id, Provenance::Fetched));
}

/// The name that is met first holds for the site.
#[test]
fn the_outlet_that_is_told_about_one_text_does_not_name_its_site() {
    let desk = Desk::new();
    let told = document(&desk, &pasted(&desk, &whole()));
    assert_eq!(told.outlet.as_deref(), Some("The Outlet"));
    let other = SuppliedText {
        url: "https://outlet.example/another".parse().ok(),
        outlet: None,
        ..whole()
    };
    let other = document(&desk, &pasted(&desk, &other));
    assert_eq!(other.outlet.as_deref(), Some("outlet.example"));
}
