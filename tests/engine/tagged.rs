//! Words of a text that a person makes a name of an entity.

use engine::model::{Entity, EntityType};
use engine::view::DocumentView;
use engine::{EngineError, TagSelection};

use crate::desk::{ADDRESS, Desk, PAGE};

fn document(desk: &Desk) -> DocumentView {
    let rows = desk.rows();
    let document = rows[0].document.as_ref().and_then(|it| it.id.clone());
    let document = document.expect("a document").parse().expect("an id");
    let view = desk.library.document_view(&desk.case, document, None);
    view.expect("the document")
}

fn selection(desk: &Desk, words: &str, name: &str) -> TagSelection {
    let view = document(desk);
    let byte = view.text.find(words).expect("the words");
    let count = |text: &str| u32::try_from(text.chars().count()).expect("a short text");
    let start = count(&view.text[..byte]);
    TagSelection {
        version: view.version.id,
        start,
        end: start + count(words),
        entity: None,
        name: name.to_owned(),
        entity_type: EntityType::Person,
        tag: None,
    }
}

fn tagged(desk: &Desk, selection: &TagSelection) -> Result<Entity, EngineError> {
    desk.library.tag_selection(&desk.case, selection, "AB")
}

fn with_page() -> Desk {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk
}

#[test]
fn selected_words_name_a_new_entity_everywhere() {
    let desk = with_page();
    let mut chosen = selection(&desk, "Mira Vane", "Mira Vane-Orr");
    chosen.tag = Some(" witness ".to_owned());
    let made = tagged(&desk, &chosen).unwrap();
    assert_eq!(made.name, "Mira Vane-Orr");
    assert_eq!(made.aliases, ["Mira Vane"]);
    assert_eq!(made.tags, ["witness"]);
    let view = document(&desk);
    let mark = view.mentions.iter().find(|it| it.start == chosen.start);
    assert_eq!(mark.and_then(|it| it.entity), Some(made.id));
    desk.undo("AB").unwrap();
    assert_eq!(desk.library.entities().unwrap(), []);
}

#[test]
fn selected_words_become_an_alias_of_a_known_entity() {
    let desk = with_page();
    let orbit = desk
        .library
        .add_entity("Orbit Charts", EntityType::Organisation, "AB");
    let orbit = orbit.unwrap();
    desk.at("2025-01-11T09:00:00Z");
    let chosen = TagSelection {
        entity: Some(orbit.id),
        ..selection(&desk, "Orbit", "")
    };
    assert_eq!(tagged(&desk, &chosen).unwrap().aliases, ["Orbit"]);
    assert_eq!(tagged(&desk, &chosen).unwrap().aliases, ["Orbit"]);
    desk.undo("AB").unwrap();
    assert_eq!(desk.library.entities().unwrap(), [orbit]);
}

#[test]
fn a_name_that_is_its_own_words_gets_no_alias() {
    let desk = with_page();
    let made = tagged(&desk, &selection(&desk, "Mira Vane", "Mira Vane")).unwrap();
    assert_eq!(made.aliases, [""; 0]);
}

#[test]
fn taken_names_and_spans_without_a_name_are_refused() {
    let desk = with_page();
    tagged(&desk, &selection(&desk, "Acme", "Acme")).unwrap();
    let again = tagged(&desk, &selection(&desk, "Orbit", "ACME"));
    assert!(matches!(again, Err(EngineError::Exists { .. })));
    let taken = tagged(&desk, &selection(&desk, "Acme", "Zenith"));
    assert!(matches!(taken, Err(EngineError::Exists { .. })));
    let text = document(&desk).text;
    let length = u32::try_from(text.chars().count()).unwrap();
    for (start, end) in [(3, 3), (5, 2), (length - 2, length + 1), (0, length)] {
        let chosen = TagSelection {
            start,
            end,
            ..selection(&desk, "Orbit", "Orbit")
        };
        let refused = tagged(&desk, &chosen);
        assert!(
            matches!(refused, Err(EngineError::BadValue { .. })),
            "{start}..{end}"
        );
    }
    for name in ["", "–", "Or\u{1b}bit"] {
        let refused = tagged(&desk, &selection(&desk, "Orbit", name));
        assert!(
            matches!(refused, Err(EngineError::BadValue { .. })),
            "{name:?}"
        );
    }
    assert_eq!(desk.library.entities().unwrap().len(), 1);
}

#[test]
fn a_text_of_another_case_is_not_tagged_in_this_one() {
    let desk = with_page();
    let other = desk.library.new_case("Other").unwrap();
    let chosen = selection(&desk, "Orbit", "Orbit");
    let refused = desk.library.tag_selection(&other, &chosen, "AB");
    assert!(matches!(refused, Err(EngineError::NotFound { .. })));
}
