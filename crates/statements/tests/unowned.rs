//! What is said without naming who says it, what answers more than one statement, rulings that are
//! undone, and pages that speak as "we". Companies, courts, papers and people are invented.

use counterclaim_statements::read;
use model::{EntityType, FoundStatement, ReaderInput, Reading, When};

fn reading(text: &str) -> Reading {
    let company = |name: &str| (name.to_owned(), EntityType::Organisation, Vec::new());
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2031-02-14".parse().unwrap_or(When::Unknown),
        outlet: Some("Quill Works".to_owned()),
        known: vec![company("Acme"), company("Bolt")],
    })
}

/// Compares one line a statement, as `line` writes it, with what is expected.
fn check_by(line: impl Fn(&FoundStatement) -> String, text: &str, expected: &[&str]) {
    let reading = reading(text);
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
}

fn who(found: &FoundStatement) -> String {
    let speaker = found.speaker.as_deref().unwrap_or("?");
    format!("{} {} {speaker}", found.kind, found.attribution)
}

#[test]
fn an_allegation_without_an_owner_is_nobodys_and_told_by_the_outlet() {
    for text in [
        "The allegation that Bolt copied the plans has spread for months.",
        "It was alleged that Bolt had copied the plans.",
        "The inquiry turned to accusations that Bolt hid a memo.",
    ] {
        check_by(who, text, &["allegation outlet ?"]);
    }
    check_by(who, "There is no allegation that Bolt lied.", &[]);
    check_by(who, "Bolt allegedly sold a saw.", &[]);
}

#[test]
fn a_passive_says_who_told_only_where_the_text_does() {
    check_by(
        who,
        "Investigators were told that the saw had fallen in May.",
        &["claim outlet ?"],
    );
    check_by(
        who,
        "Investigators were told by Acme that the saw had fallen in May.",
        &["claim named Acme"],
    );
    check_by(who, "Staff were not told that the plant would close.", &[]);
}

#[test]
fn whoever_stands_behind_by_accuses() {
    for text in [
        "Bolt has been accused by Acme of copying its plans.",
        "Bolt was accused of copying plans by Acme.",
    ] {
        check_by(who, text, &["allegation named Acme"]);
    }
}

#[test]
fn a_denial_of_both_claims_answers_both() {
    check_by(
        |it| format!("{} {:?}", it.kind, it.responds_to),
        "Acme said Bolt copied its plans. Acme also claimed that Bolt sold the copies. Bolt denied \
         both claims.",
        &["allegation []", "allegation []", "denial [0, 1]"],
    );
    check_by(
        |it| format!("{} {:?}", it.kind, it.responds_to),
        "Acme accused Bolt of copying its plans. Jo Roe said Bolt had lied about the saw. Bolt \
         rejected both allegations.",
        &["allegation []", "allegation []", "denial [0, 1]"],
    );
}

fn undone(found: &FoundStatement) -> String {
    let ruling = found.ruling.as_ref();
    let by = ruling.and_then(|it| it.superseded_by.clone());
    format!("{} {}", found.kind, by.unwrap_or_else(|| "-".to_owned()))
}

#[test]
fn a_ruling_that_a_later_one_undoes_says_so() {
    check_by(
        undone,
        "A district court ruled in May that Bolt had infringed the patent. In June the Ninth Circuit \
         reversed the ruling.",
        &["ruling reversed by Ninth Circuit", "ruling -"],
    );
    check_by(
        undone,
        "Judge Roe granted an injunction. Judge Poe imposed a fine. On Friday the Second Circuit \
         lifted the injunction.",
        &["ruling lifted by Second Circuit", "ruling -", "ruling -"],
    );
    check_by(
        undone,
        "The High Court ruled that Bolt copied the plans. The Court of Appeal upheld the ruling.",
        &["ruling -", "ruling -"],
    );
}

#[test]
fn a_page_that_says_we_announces_what_its_owner_does() {
    check_by(
        who,
        "Today we are launching Sawfish, a new saw for small shops. Our team has worked on it for a \
         year.",
        &["announcement named Quill Works"],
    );
}
