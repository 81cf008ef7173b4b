//! Pages shown as they were archived.

use engine::EngineError;
use engine::model::VersionId;
use engine::view::ArchivedPage;

use crate::desk::{ADDRESS, Desk, PAGE};

const SAVED: &str = "<!doctype html><html lang=en><head><title>Orbit rejects claim</title>\
<script>steal()</script><style>p{position:fixed}</style></head><body onload=steal()>\
<h1 class=big>Orbit rejects claim</h1><img src=https://evil.example/x.png onerror=steal()>\
<p style='color:red'>Acme accused Orbit of copying its sea charts, and asked the court for an order.</p>\
<p>“We drew every line ourselves,” said Mira Vane, the <a href=/vane onclick=steal()>chief executive</a> \
of Orbit.</p><iframe srcdoc='<script>steal()</script>'></iframe></body></html>";

fn version(desk: &Desk) -> VersionId {
    let rows = desk.rows();
    let document = rows[0].document.as_ref().and_then(|it| it.id.clone());
    let document = document.expect("a document").parse().expect("an id");
    let view = desk
        .library
        .document_view(&desk.case, document, None)
        .expect("a document");
    let archived = desk.library.archived_page(view.version.id);
    assert_eq!(archived.is_ok(), view.is_page, "{archived:?}");
    view.version.id
}

fn archived(desk: &Desk) -> Result<ArchivedPage, EngineError> {
    desk.library.archived_page(version(desk))
}

#[test]
fn a_page_as_archived_keeps_its_words_and_does_nothing() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("story.html");
    fs_err::write(&file, SAVED).unwrap();
    let url = ADDRESS.parse().unwrap();
    desk.library
        .import(&desk.case, &[file], Some(&url))
        .unwrap();
    let page = archived(&desk).unwrap();
    assert!(
        page.html.contains("<h1>Orbit rejects claim</h1>"),
        "{}",
        page.html
    );
    let link = "<a data-href=\"https://outlet.example/vane\">chief executive</a>";
    assert!(page.html.contains(link), "{}", page.html);
    assert!(page.html.contains("default-src 'none'"));
    for gone in [
        "steal",
        "evil",
        "<script",
        "<img",
        "<iframe",
        "onload",
        "color:red",
    ] {
        assert!(!page.html.contains(gone), "{gone} in {}", page.html);
    }
    assert!(!page.is_cut);
}

#[test]
fn what_is_no_page_is_read_as_text_only() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let error = archived(&desk).unwrap_err();
    assert!(matches!(error, EngineError::NotAPage { .. }), "{error}");
    assert_eq!(error.code(), "not_a_page");
    let unknown = desk.library.archived_page("0".repeat(26).parse().unwrap());
    assert!(matches!(unknown, Err(EngineError::NotFound { .. })));
}
