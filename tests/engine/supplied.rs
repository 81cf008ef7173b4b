//! Words that a reporter pasted.

use engine::model::Provenance;
use engine::view::{CaptureLine, CaptureResult, DocumentView};
use engine::{EngineError, SuppliedText};

use crate::desk::{ADDRESS, Desk, PAGE};

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
