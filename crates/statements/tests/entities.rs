//! Whom a name means: the dictionary, and what the case knows. The sentences are invented.

use counterclaim_statements::read;
use model::{EntityType, Field, Method, ReaderInput, Reading, When};

fn reading(text: &str, known: &[(&str, &[&str])]) -> Reading {
    let known = known.iter().map(|(name, aliases)| {
        let aliases = aliases.iter().map(|&it| it.to_owned()).collect();
        ((*name).to_owned(), EntityType::Organisation, aliases)
    });
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2031-02-14".parse().unwrap_or(When::Unknown),
        outlet: Some("Daily Bugle".to_owned()),
        known: known.collect(),
    })
}

/// Compares "words = entity" of every name that means an entity.
fn check(text: &str, expected: &[&str]) {
    let reading = reading(text, &[]);
    let named = reading.mentions.iter().filter_map(|it| {
        let entity = it.entity.as_deref()?;
        Some(format!("{} = {entity}", it.text))
    });
    let found: Vec<String> = named.collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.mentions);
}

#[test]
fn a_name_of_the_dictionary_means_its_entity_in_either_language() {
    check(
        "The Ninth Circuit met. Nobody from the FTC came.",
        &[
            "Ninth Circuit = Ninth Circuit",
            "FTC = Federal Trade Commission",
        ],
    );
    check(
        "商汤与北京互联网法院均未出席。",
        &[
            "商汤 = SenseTime",
            "北京互联网法院 = Beijing Internet Court",
        ],
    );
}

#[test]
fn an_abbreviation_is_meant_only_in_capitals() {
    check("An Epic poem was read in Oslo.", &["Oslo = Oslo"]);
    check(
        "It was read at EPIC.",
        &["EPIC = Electronic Privacy Information Center"],
    );
}

#[test]
fn a_surname_alone_is_nobody_of_the_dictionary() {
    check("Jane Nadella ran. Nadella fell.", &[]);
    check(
        "Satya Nadella came. Nadella left.",
        &["Satya Nadella = Satya Nadella", "Nadella = Satya Nadella"],
    );
}

/// Compares the method by which a field of the first statement was read.
fn decided_by(text: &str, known: &[(&str, &[&str])], field: Field, expected: Method) {
    let reading = reading(text, known);
    let first = reading.statements.first().expect("a statement");
    let reason = first.why.iter().find(|it| it.field == field);
    let reason = reason.expect("a reason");
    assert_eq!(reason.method, expected, "{text}\n{reason:?}");
}

#[test]
fn the_case_decides_whom_a_name_means() {
    let known: &[(&str, &[&str])] = &[("Acme", &["Acme Robotics"]), ("Bolt", &[])];
    let text = "Acme Robotics said on Monday that Bolt had copied its plans.";
    decided_by(text, known, Field::Speaker, Method::Case);
    decided_by(text, known, Field::About, Method::Case);
    decided_by(text, &[], Field::Speaker, Method::Rule);
    let because = &reading(text, known).statements[0].why;
    let speaker = because.iter().find(|it| it.field == Field::Speaker);
    let speaker = &speaker.expect("a reason").because;
    assert!(
        speaker.ends_with("the case knows ‘Acme Robotics’"),
        "{speaker}"
    );
}

#[test]
fn a_short_name_of_the_case_in_capitals_is_no_small_word() {
    let known: &[(&str, &[&str])] = &[("Unified Saws", &["US"])];
    let names = |text: &str| {
        let entities = reading(text, known).mentions.into_iter();
        let entities = entities.filter_map(|it| it.entity);
        entities.filter(|it| it == "Unified Saws").count()
    };
    assert_eq!(names("Us and them, said Jo Roe of US."), 1);
}
