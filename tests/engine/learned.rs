//! Aliases that are learned from the correction of a speaker.

use engine::model::{EntityType, PartyRole, Status};
use engine::{Edit, EngineError, Lesson, NewParty, RowStatus};

use crate::desk::{Desk, find, row};

const FIRST: &str = "https://outlet.example/one";
const SECOND: &str = "https://outlet.example/two";
const THIRD: &str = "https://outlet.example/three";

fn story(words: &str) -> String {
    format!("“{words},” said Tidewater AI in a statement on Monday.\n")
}

/// Two stories quote "Tidewater AI"; the party of the case is Orbit.
fn told() -> Desk {
    let desk = Desk::new();
    let party = NewParty {
        name: "Orbit".to_owned(),
        entity_type: EntityType::Organisation,
        role: PartyRole::Accused,
        aliases: Vec::new(),
        wikidata: None,
    };
    desk.library
        .add_party(desk.case.id, party, "AB")
        .expect("a party");
    desk.page(FIRST, &story("We drew every line ourselves"));
    desk.page(SECOND, &story("We never bought a chart"));
    desk.at("2025-01-12T09:00:00Z");
    desk
}

fn speaker(desk: &Desk, words: &str) -> (Option<String>, RowStatus) {
    let rows = desk.rows();
    let row = row(&rows, words);
    (row.speaker.clone(), row.status)
}

fn to_orbit() -> Edit {
    Edit {
        speaker: Some("Orbit".to_owned()),
        ..Edit::default()
    }
}

fn teach(desk: &Desk) {
    let lesson = Lesson { case: desk.case.id };
    let id = desk.id("We drew");
    let line = desk.library.edit_and_learn(id, &to_orbit(), lesson, "AB");
    assert_eq!(line.expect("learned").learned.len(), 1);
}

const UNREAD: RowStatus = RowStatus::Reading(Status::Unread);

fn as_orbit() -> (Option<String>, RowStatus) {
    (Some("Orbit".to_owned()), UNREAD)
}

fn as_read() -> (Option<String>, RowStatus) {
    (Some("Tidewater AI".to_owned()), UNREAD)
}

#[test]
fn a_lesson_says_what_it_would_touch() {
    let desk = told();
    let id = desk.id("We drew");
    let lesson = |speaker: &str| desk.library.lesson(&desk.case, id, speaker).expect("asked");
    let offered = lesson("orbit").expect("a lesson");
    assert_eq!(
        (offered.words.as_str(), offered.name.as_str()),
        ("Tidewater AI", "Orbit")
    );
    assert!(offered.is_name && !offered.is_alike);
    assert_eq!((offered.touches, offered.some.len()), (1, 1));
    assert!(offered.some[0].words.contains("never bought"));
    assert_eq!(lesson("Somebody"), None);
    assert_eq!(lesson(""), None);
}

#[test]
fn the_other_proposals_are_read_anew_and_stay_proposals() {
    let desk = told();
    teach(&desk);
    assert_eq!(speaker(&desk, "never bought"), as_orbit());
    let rows = desk.rows();
    let why = row(&rows, "never bought").why.clone().expect("a reason");
    assert!(
        why.contains("‘Tidewater AI’ is read as Orbit in this case"),
        "{why}"
    );
    desk.library.reread(None).expect("read anew");
    assert_eq!(speaker(&desk, "never bought"), as_orbit());
    desk.verify();
}

#[test]
fn what_is_captured_later_is_read_by_the_alias() {
    let desk = told();
    teach(&desk);
    desk.page(THIRD, &story("We will see them in court"));
    assert_eq!(speaker(&desk, "in court"), as_orbit());
}

#[test]
fn what_a_person_decided_on_is_not_touched() {
    let desk = told();
    desk.accept(desk.id("never bought"), "CD");
    let lesson = Lesson { case: desk.case.id };
    let id = desk.id("We drew");
    let line = desk.library.edit_and_learn(id, &to_orbit(), lesson, "AB");
    assert_eq!(line.expect("learned").learned, []);
    let (speaker, _) = speaker(&desk, "never bought");
    assert_eq!(speaker.as_deref(), Some("Tidewater AI"));
}

#[test]
fn another_case_knows_nothing_of_it() {
    let desk = told();
    teach(&desk);
    let other = desk.library.new_case("Tern v. Harrow").expect("a case");
    desk.page_in(&other, THIRD, &story("We will see them in court"));
    let rows = desk
        .library
        .timeline(&other, &engine::TimelineFilter::default());
    let rows = rows.expect("a timeline").rows;
    let row = find(&rows, "in court").expect("the statement");
    assert_eq!(row.speaker.as_deref(), Some("Tidewater AI"));
}

#[test]
fn an_alias_is_a_decision_of_its_own_that_is_taken_back() {
    let desk = told();
    teach(&desk);
    desk.page(THIRD, &story("We will see them in court"));
    let undone = desk.library.undo("AB").expect("taken back");
    assert!(engine::phrase::decision(&undone).contains("“Tidewater AI” means"));
    for words in ["never bought", "in court"] {
        assert_eq!(speaker(&desk, words), as_read(), "{words}");
    }
    let corrected = speaker(&desk, "We drew").0;
    assert_eq!(
        corrected.as_deref(),
        Some("Orbit"),
        "the correction itself stands"
    );
    desk.undo("AB").expect("taken back");
    assert_eq!(speaker(&desk, "We drew"), as_read());
}

#[test]
fn words_that_name_another_entity_are_not_learned() {
    let desk = told();
    desk.library
        .add_entity("Tidewater AI", EntityType::Organisation, "CD")
        .expect("an entity");
    let id = desk.id("We drew");
    assert_eq!(
        desk.library.lesson(&desk.case, id, "Orbit").expect("asked"),
        None
    );
    let orbit = desk.library.parties(desk.case.id).expect("parties")[0].1.id;
    let refused = desk
        .library
        .learn(desk.case.id, "Tidewater AI", orbit, "AB");
    assert!(matches!(refused, Err(EngineError::Exists { .. })));
}
