//! Names: what is found in a text, and as what.

use counterclaim_statements::read;
use model::{EntityType, ReaderInput, When};

/// Reads the names of a text with their types.
fn names(text: &str, known: &[(&str, EntityType)]) -> Vec<(String, EntityType)> {
    let known = known.iter().map(|it| (it.0.to_owned(), it.1, Vec::new()));
    let reading = read(&ReaderInput {
        text: text.to_owned(),
        published: When::Unknown,
        outlet: None,
        known: known.collect(),
    });
    let mentions = reading.mentions.into_iter();
    mentions.map(|it| (it.text, it.entity_type)).collect()
}

/// Checks that a text holds these names, perhaps beside others.
fn holds(text: &str, expected: &[(&str, EntityType)]) {
    let found = names(text, &[]);
    for (name, kind) in expected {
        let wanted = ((*name).to_owned(), *kind);
        assert!(found.contains(&wanted), "{wanted:?} in {text:?}: {found:?}");
    }
}

#[test]
fn people_organisations_and_places_are_told_apart() {
    use EntityType::{Organisation, Person, Place};
    holds(
        "Margaret Halloway, a professor at Thornmere University, was born in Chicago.",
        &[
            ("Margaret Halloway", Person),
            ("Thornmere University", Organisation),
            ("Chicago", Place),
        ],
    );
    holds(
        "The company was founded by Peter Lindqvist in Oslo in 1998.",
        &[("Peter Lindqvist", Person), ("Oslo", Place)],
    );
}

#[test]
fn known_entities_come_before_what_the_model_finds() {
    let text = "Robert Ashdown met the board in London.";
    let found = names(
        text,
        &[
            ("Ashdown", EntityType::Organisation),
            ("London", EntityType::Product),
        ],
    );
    assert!(
        found.contains(&("London".to_owned(), EntityType::Product)),
        "{found:?}"
    );
}

#[test]
fn the_dictionary_comes_before_what_the_model_joins() {
    holds(
        "Google and Microsoft declined to comment.",
        &[
            ("Google", EntityType::Organisation),
            ("Microsoft", EntityType::Organisation),
        ],
    );
}

#[test]
fn words_that_are_no_names_are_left_alone() {
    let check = |text: &str| assert_eq!(names(text, &[]), [], "{text}");
    check("However, who said that the information was false?");
    check("Beyond that, nothing has changed.");
}

#[test]
fn a_surname_alone_is_the_person_who_was_named_in_full() {
    holds(
        "Margaret Halloway resigned on Monday. Nobody had expected it, but Halloway had.",
        &[("Halloway", EntityType::Person)],
    );
}

#[test]
fn sections_of_laws_are_laws() {
    holds(
        "The court dismissed the claim under Section 1202(b)(1) on Friday.",
        &[("Section 1202(b)(1)", EntityType::Law)],
    );
    holds(
        "That would violate Article 17 of the treaty.",
        &[("Article 17", EntityType::Law)],
    );
}

#[test]
fn titles_are_no_part_of_a_name() {
    holds(
        "On Tuesday, Judge Margaret Halloway dismissed the case.",
        &[("Margaret Halloway", EntityType::Person)],
    );
}

#[test]
fn chinese_names_come_from_the_dictionary_and_names_beside_them_stay_short() {
    holds(
        "马斯克（Elon Musk）在旧金山起诉OpenAI。",
        &[
            ("马斯克", EntityType::Person),
            ("Elon Musk", EntityType::Person),
            ("OpenAI", EntityType::Organisation),
        ],
    );
}

#[test]
fn a_person_is_told_apart_from_where_they_work() {
    holds(
        "Margaret Halloway of Thornmere University and Peter Lindqvist of Brackwater disagreed.",
        &[("Margaret Halloway", EntityType::Person)],
    );
}

#[test]
fn an_institution_may_be_one_word() {
    holds(
        "Members of the town met, and the Board said it was unsafe.",
        &[("Board", EntityType::Organisation)],
    );
}

#[test]
fn a_verb_stands_between_two_names_not_in_one() {
    use EntityType::Organisation;
    let texts = [
        "Acme accused Orbit on 11 February 2031 of copying its sea charts.",
        "Acme copied Orbit.",
    ];
    for text in texts {
        let found = names(text, &[]);
        let expected = ["Acme", "Orbit"].map(|it| (it.to_owned(), Organisation));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_name_that_stood_before_is_one_again() {
    use EntityType::{Organisation, Person};
    let text = "Acme accused Orbit on 11 February 2031 of copying its sea charts.\n\n\
                “We drew them,” said Mira Vane, the chief executive of Orbit.";
    let expected = [
        ("Acme", Organisation),
        ("Orbit", Organisation),
        ("Mira Vane", Person),
        ("Orbit", Organisation),
    ];
    let expected = expected.map(|(name, kind)| (name.to_owned(), kind));
    assert_eq!(names(text, &[]), expected);
}
