//! Decisions taken back.

use engine::model::{EntityType, Kind, PartyRole, Status};
use engine::{Edit, EngineError, RowStatus};

use crate::desk::{ADDRESS, Desk, PAGE, row};

const WE_DREW: &str = "We drew every line";

fn page() -> Desk {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).at("2025-01-12T09:00:00Z");
    desk
}

fn speaker(name: &str) -> Edit {
    Edit {
        speaker: Some(name.to_owned()),
        ..Edit::default()
    }
}

/// The spans counted in the old text, so that other words stood in the speaker's mouth.
#[test]
fn a_correction_is_taken_back_in_the_text_of_today() {
    let desk = page();
    let id = desk.id(WE_DREW);
    let before = row(&desk.rows(), WE_DREW).clone();
    desk.edit(id, &speaker("Orbit Charts"), "AB");
    let later = format!("Ships were seen near Harrow in the night.\n\n{PAGE}");
    desk.at("2025-03-10T09:00:00Z").page(ADDRESS, &later);
    desk.undo("AB").unwrap();
    let rows = desk.rows();
    let after = row(&rows, WE_DREW);
    assert_eq!(after.id, before.id);
    assert_eq!((&after.quote, &after.text), (&before.quote, &before.text));
    assert_eq!(after.speaker, before.speaker);
    assert_eq!(after.status, RowStatus::Reading(Status::Unread));
    desk.verify();
}

/// The words by which a statement is found again stayed those of the correction.
#[test]
fn a_span_that_was_taken_back_is_found_in_the_next_version() {
    let desk = page();
    let before = row(&desk.rows(), WE_DREW).clone();
    let id = desk.id(WE_DREW);
    let edit = Edit {
        span: Some((0, 20)),
        ..Edit::default()
    };
    desk.edit(id, &edit, "AB");
    desk.undo("AB").unwrap();
    desk.at("2025-01-13T09:00:00Z").accept(id, "AB");
    let later = PAGE.replace("Acme accused Orbit", "On Monday Acme blamed Orbit");
    desk.at("2025-03-10T09:00:00Z").page(ADDRESS, &later);
    let rows = desk.rows();
    let after = row(&rows, WE_DREW);
    assert_eq!((&after.id, &after.text), (&before.id, &before.text));
    assert_eq!(
        after.captured.value.as_deref(),
        Some("2025-03-10T09:00:00Z")
    );
    desk.verify();
}

/// The point stayed.
#[test]
fn a_point_is_taken_back() {
    let mut desk = Desk::new();
    let started = desk.library.start_case("getty-v-stability-ai", "AB");
    desk.case = started.unwrap().case;
    desk.page(ADDRESS, PAGE).at("2025-01-12T09:00:00Z");
    let id = desk.id(WE_DREW);
    let leads = desk
        .library
        .timeline(&desk.case, &engine::TimelineFilter::default());
    let point = leads
        .unwrap()
        .rows
        .iter()
        .find_map(|row| row.point.clone())
        .unwrap();
    let edit = Edit {
        point: Some(point.clone()),
        ..Edit::default()
    };
    desk.edit(id, &edit, "AB");
    assert_eq!(row(&desk.rows(), WE_DREW).point, Some(point));
    desk.undo("AB").unwrap();
    assert_eq!(row(&desk.rows(), WE_DREW).point, None);
}

/// The whole memory of the pair was forgotten, and with it the link of somebody else.
#[test]
fn taking_an_unlink_back_leaves_the_link_of_another_person() {
    let desk = page();
    let (answer, answered) = (desk.id(WE_DREW), desk.id("accused Orbit"));
    // The other way round, which no machine finds.
    let linked = || row(&desk.rows(), WE_DREW).answered_by.len();
    assert_eq!(linked(), 0);
    desk.library.link(answered, answer, "AB").unwrap();
    desk.at("2025-01-13T09:00:00Z");
    desk.library.unlink(answered, answer, "CD").unwrap();
    assert_eq!(linked(), 0);
    desk.undo("CD").unwrap();
    assert_eq!(linked(), 1);
    desk.undo("AB").unwrap();
    assert_eq!(linked(), 0);
}

/// Only the first of the repeats was taken back.
#[test]
fn a_decision_is_taken_back_with_its_repeats() {
    let desk = page();
    desk.page(
        "https://other.example/story",
        &format!("{PAGE}\nMore later."),
    );
    desk.accept(desk.id(WE_DREW), "AB");
    let checked = || {
        let is_checked =
            |row: &engine::view::Row| row.status == RowStatus::Reading(Status::Checked);
        desk.rows().iter().filter(|row| is_checked(row)).count()
    };
    assert_eq!(checked(), 2);
    desk.undo("AB").unwrap();
    assert_eq!(checked(), 0);
    assert!(matches!(desk.undo("AB"), Err(EngineError::NothingToUndo)));
}

/// Anybody's last decision was taken back.
#[test]
fn nobody_takes_back_what_another_person_decided() {
    let desk = page();
    let id = desk.id(WE_DREW);
    desk.accept(id, "AB");
    assert!(matches!(desk.undo("CD"), Err(EngineError::NothingToUndo)));
    desk.at("2025-01-13T09:00:00Z");
    desk.library.reject(&[id], "CD").unwrap();
    let refused = desk.undo("AB").unwrap_err();
    assert!(refused.hint().contains("CD"), "{}", refused.hint());
    desk.undo("CD").unwrap();
    desk.undo("AB").unwrap();
    assert_eq!(
        row(&desk.rows(), WE_DREW).status,
        RowStatus::Reading(Status::Unread)
    );
}

/// "Checked by" named whoever took the later decision back.
#[test]
fn who_checked_is_not_who_took_something_back() {
    let desk = page();
    let id = desk.id(WE_DREW);
    desk.accept(id, "AB");
    desk.at("2025-01-13T09:00:00Z");
    desk.raise(id, Status::SecondCheck, "CD");
    desk.undo("CD").unwrap();
    let rows = desk.rows();
    let row = row(&rows, WE_DREW);
    assert_eq!(row.status, RowStatus::Reading(Status::Checked));
    assert_eq!(row.decided.as_ref().map(|it| it.by.as_str()), Some("AB"));
}

/// The last entry of the log was an entity, and nothing could be taken back any more.
#[test]
fn changes_of_entities_are_taken_back() {
    let desk = Desk::new();
    let library = &desk.library;
    library
        .add_entity("Kite Labs", EntityType::Organisation, "AB")
        .unwrap();
    desk.at("2025-01-13T09:00:00Z");
    library.add_alias("Kite Labs", "Kite", "AB").unwrap();
    desk.at("2025-01-14T09:00:00Z");
    library.tag_entity("Kite", "startup", "AB").unwrap();
    let now = || {
        let entities = library.entities().unwrap();
        let words = |it: &engine::model::Entity| (it.aliases.len(), it.tags.len());
        entities.iter().map(words).collect::<Vec<_>>()
    };
    assert_eq!(now(), [(1, 1)]);
    desk.undo("AB").unwrap();
    assert_eq!(now(), [(1, 0)]);
    desk.undo("AB").unwrap();
    assert_eq!(now(), [(0, 0)]);
    desk.undo("AB").unwrap();
    assert_eq!(now(), []);
    assert!(matches!(desk.undo("AB"), Err(EngineError::NothingToUndo)));
}

/// A party of a case was made by the same command as its entity, and still needs it.
#[test]
fn an_entity_in_use_is_not_taken_back() {
    let desk = Desk::new();
    let party = engine::NewParty {
        name: "Kite Labs".to_owned(),
        entity_type: EntityType::Organisation,
        role: engine::model::PartyRole::Party,
        aliases: Vec::new(),
        wikidata: None,
    };
    desk.library.add_party(desk.case.id, party, "AB").unwrap();
    assert!(matches!(
        desk.undo("AB"),
        Err(EngineError::CannotUndo { .. })
    ));
    assert_eq!(desk.library.entities().unwrap().len(), 1);
}

/// It was refused, and the second entity had to be made again by hand.
#[test]
fn a_merge_is_taken_back_with_the_parts_in_cases() {
    let desk = Desk::new();
    let other = desk.library.new_case("Tern v. Harrow").unwrap();
    let party = |name: &str, role| engine::NewParty {
        name: name.to_owned(),
        entity_type: EntityType::Organisation,
        role,
        aliases: vec![format!("{name} Inc.")],
        wikidata: None,
    };
    let add = |case, party| desk.library.add_party(case, party, "AB").unwrap();
    add(desk.case.id, party("Kite", PartyRole::Accused));
    add(other.id, party("Kite", PartyRole::Party));
    add(other.id, party("Kite Labs", PartyRole::Accused));
    let now = || {
        let library = &desk.library;
        let parties = [desk.case.id, other.id].map(|case| library.parties(case).unwrap());
        (library.entities().unwrap(), parties)
    };
    let before = now();
    desk.at("2025-01-13T09:00:00Z");
    let merge = || desk.library.merge_entities("Kite", "Kite Labs", "AB");
    let merged = merge().unwrap();
    assert_eq!(now().0.len(), 1);
    desk.at("2025-01-14T09:00:00Z");
    desk.library.tag_entity("Kite", "maker", "CD").unwrap();
    let refused = desk.undo("AB").unwrap_err().to_string();
    assert!(refused.contains("“Kite” into “Kite Labs”"), "{refused}");
    desk.undo("CD").unwrap();
    desk.undo("AB").unwrap();
    assert_eq!(now(), before);
    assert_eq!(merge().unwrap(), merged);
    desk.verify();
}

#[test]
fn a_kind_that_was_taken_back_has_its_form_again() {
    let desk = page();
    let id = desk.id(WE_DREW);
    let before = row(&desk.rows(), WE_DREW).clone();
    let edit = Edit {
        kind: Some(Kind::Announcement),
        ..Edit::default()
    };
    desk.edit(id, &edit, "AB");
    desk.undo("AB").unwrap();
    let rows = desk.rows();
    let after = row(&rows, WE_DREW);
    assert_eq!(
        (after.kind, after.answer_form),
        (before.kind, before.answer_form)
    );
}

/// What was taken back could lie in another case than the open one, and nothing said so.
#[test]
fn a_decision_of_another_case_names_it() {
    let desk = page();
    let other = desk.library.new_case("Tern v. Harrow").unwrap();
    desk.accept(desk.id(WE_DREW), "AB");
    let undone = desk.library.undo("AB").unwrap();
    let named = |open| desk.library.other_case(&undone, open).unwrap();
    assert_eq!(named(desk.case.id), None);
    assert_eq!(named(other.id).as_deref(), Some("Acme v. Orbit"));
}
