//! What entities may be called, and which may be one.

use engine::model::{EntityType, PartyRole};
use engine::{EngineError, NewParty};

use crate::desk::Desk;

/// Two entities then bore the name, and neither was found by it any more.
#[test]
fn the_name_of_one_entity_is_no_alias_of_another() {
    let desk = Desk::new();
    for name in ["Kite Labs", "Orbit"] {
        let made = desk
            .library
            .add_entity(name, EntityType::Organisation, "AB");
        made.unwrap();
    }
    let alias = |alias: &str| desk.library.add_alias("Kite Labs", alias, "AB");
    assert!(matches!(alias("ORBIT"), Err(EngineError::Exists { .. })));
    assert_eq!(alias("Orbit Two").unwrap().aliases, ["Orbit Two"]);
    assert_eq!(alias("Kite Labs").unwrap().aliases, ["Orbit Two"]);
}

/// One that accuses and one that is accused became one without a word.
#[test]
fn opposite_sides_of_a_case_are_not_merged() {
    let desk = Desk::new();
    let add = |name: &str, role| {
        let party = NewParty {
            name: name.to_owned(),
            entity_type: EntityType::Organisation,
            role,
            aliases: Vec::new(),
            wikidata: None,
        };
        desk.library.add_party(desk.case.id, party, "AB").unwrap();
    };
    add("Acme", PartyRole::Accuser);
    add("Orbit", PartyRole::Accused);
    add("Orbit Charts", PartyRole::Party);
    let merge = |from: &str, into: &str| desk.library.merge_entities(from, into, "AB");
    assert!(matches!(
        merge("Acme", "Orbit"),
        Err(EngineError::BadValue { .. })
    ));
    assert!(matches!(
        merge("Orbit", "Acme"),
        Err(EngineError::BadValue { .. })
    ));
    merge("Orbit Charts", "Orbit").unwrap();
}

/// The item on Wikidata was known to the dictionary, and nothing showed it.
#[test]
fn a_new_entity_takes_its_other_names_and_its_item_from_the_dictionary() {
    let desk = Desk::new();
    let add = |name: &str| {
        let made = desk
            .library
            .add_entity(name, EntityType::Organisation, "AB");
        made.unwrap()
    };
    add("The Times of Harrow");
    let union = add("EU");
    assert_eq!(union.wikidata.as_deref(), Some("Q458"));
    assert!(union.is_called("European Union"));
    assert!(union.is_called("欧盟"));
    let invented = add("Kite Labs");
    assert_eq!((invented.wikidata, invented.aliases), (None, Vec::new()));
}
