//! What a statement does, and what shows it: invented sentences, each with what is expected.

use counterclaim_statements::read;
use model::{EntityType, Field, FoundStatement, ReaderInput, Reading, When};

fn reading(text: &str) -> Reading {
    let company = |name: &str| (name.to_owned(), EntityType::Organisation, Vec::new());
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2031-02-14".parse().unwrap_or(When::Unknown),
        outlet: Some("Daily Bugle".to_owned()),
        known: vec![company("Acme"), company("Bolt"), company("Quill Herald")],
    })
}

/// Compares one line a statement with what is expected.
fn check_by(line: impl Fn(&FoundStatement) -> String, text: &str, expected: &[&str]) {
    let reading = reading(text);
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}");
}

fn speaker(found: &FoundStatement) -> String {
    found.speaker.clone().unwrap_or_else(|| "?".to_owned())
}

fn kind(found: &FoundStatement) -> String {
    found.kind.to_string()
}

fn kind_and_form(found: &FoundStatement) -> String {
    let form = found.answer_form.map_or("-", model::AnswerForm::as_str);
    format!("{} {form}", found.kind)
}

#[test]
fn what_a_complaint_says_of_the_accused_is_an_allegation() {
    let check = |text: &str, expected: &[&str]| check_by(kind, text, expected);
    let suit = "Acme sued Bolt. The complaint alleges that Bolt copied its drawings.";
    check(
        &format!("{suit} “Bolt kept the drawings in a shed,” the complaint adds."),
        &["filing", "allegation", "allegation"],
    );
    // An argument, a demand and words about itself are claims.
    check(
        &format!("{suit} Bolt must pay for the drawings, the complaint says."),
        &["filing", "allegation", "claim"],
    );
    check(
        &format!("{suit} In its complaint, Acme said that it draws by hand."),
        &["filing", "allegation", "claim"],
    );
}

#[test]
fn turning_against_what_the_other_side_says_is_a_denial() {
    let check = |text: &str, expected: &[&str]| check_by(kind, text, expected);
    let suit = "Acme sued Bolt over its pumps.";
    check(
        &format!("{suit}\n\nBolt argued that Acme's theory of the pumps is flawed."),
        &["filing", "denial"],
    );
    check(
        &format!(
            "{suit}\n\n“Bolt claims that the pumps were its own, but that is not how pumps are \
             made,” Acme wrote."
        ),
        &["filing", "denial"],
    );
    check(
        &format!("{suit}\n\nBolt said that pumps are made of iron."),
        &["filing", "claim"],
    );
}

#[test]
fn denials_in_part_and_answers_that_justify_are_told_apart() {
    let check = |text: &str, expected: &str| check_by(kind_and_form, text, &[expected]);
    check(
        "Bolt denied that it copied the pumps but conceded that it had bought them.",
        "denial denies_in_part",
    );
    check(
        "Bolt admitted buying the pumps but denied copying them.",
        "denial denies_in_part",
    );
    check("Bolt denied some of the claims.", "denial denies_in_part");
    check("Bolt partly denied the claims.", "denial denies_in_part");
    check(
        "Bolt did not deny the copying but said it was fair use.",
        "denial defends",
    );
    check("Bolt denied the claims.", "denial denies");
    check(
        "Bolt neither confirmed nor denied the report.",
        "no_comment declined",
    );
    check("Bolt refused to confirm the report.", "no_comment declined");
    check(
        "Bolt did not directly address the claim.",
        "no_comment does_not_address",
    );
}

#[test]
fn own_acts_and_mended_faults_are_what_they_are() {
    let check = |text: &str, expected: &[&str]| check_by(kind, text, expected);
    check(
        "The Quill Commission said on Monday that it had opened an inquiry.",
        &["announcement"],
    );
    check("Bolt said it would appeal.", &["announcement"]);
    check(
        "Bolt sold a pump. The company has since patched the flaw.",
        &["confirmation"],
    );
    check("Bolt said it was cold.", &["claim"]);
}

#[test]
fn what_is_asked_of_a_court_is_lodged() {
    let check = |text: &str, expected: &[&str]| check_by(kind, text, expected);
    check(
        "Acme sued Bolt. Bolt is seeking the records of the shed.",
        &["filing", "filing"],
    );
    check(
        "Acme sued Bolt. Bolt indicated that it would like to consolidate the cases.",
        &["filing", "filing"],
    );
    check(
        "Acme sued Bolt. Bolt said that it would like to sleep.",
        &["filing", "claim"],
    );
}

#[test]
fn courts_without_a_name_decide_too() {
    check_by(
        kind,
        "Several courts have rejected the claim that pumps are art.",
        &["ruling"],
    );
}

#[test]
fn a_ruling_carries_its_question_and_stage() {
    let reading = reading("Judge Ann Poe granted a preliminary injunction against Bolt.");
    let ruling = reading.statements[0].ruling.clone().expect("a ruling");
    assert_eq!(ruling.court.as_deref(), Some("Ann Poe"));
    assert_eq!(ruling.stage, Some(model::Stage::Interim));
}

#[test]
fn the_outlet_takes_back_what_it_wrote() {
    let check = |text: &str, expected: &[&str]| {
        let line = |found: &FoundStatement| {
            let form = found
                .correction_form
                .map_or("-", model::CorrectionForm::as_str);
            format!("{} {form} {}", found.kind, speaker(found))
        };
        check_by(line, text, expected);
    };
    let correction = &["retraction correction Daily Bugle"];
    check(
        "Correction: an earlier version of this article named the wrong pump.",
        correction,
    );
    check(
        "This article was amended on 3 March. Acme said five pumps were sold, not six.",
        correction,
    );
    check(
        "Editor's note: The pump in the picture is older.",
        correction,
    );
    check(
        "This article has been updated to make clear that Bolt sold the pump.",
        &["retraction clarification Daily Bugle"],
    );
    check(
        "This story has been withdrawn.",
        &["retraction story_withdrawn Daily Bugle"],
    );
    check(
        "Corrections and clarifications: 3 March\n\nPumps. We said on Monday that Bolt sold six \
         pumps. That was wrong. Acme says it was five.\n\nSheds. A report said Acme has a shed. \
         We are happy to make clear that it is a barn.",
        &[
            "retraction correction Daily Bugle",
            "retraction clarification Daily Bugle",
        ],
    );
}

#[test]
fn an_answer_to_an_accusation_is_one() {
    let check = |text: &str, expected: &[&[usize]]| {
        let reading = reading(text);
        let links: Vec<&[usize]> = reading
            .statements
            .iter()
            .map(|found| found.responds_to.as_slice())
            .collect();
        assert_eq!(links, expected, "{text}");
    };
    check(
        "Acme accused Bolt of copying its pumps. Acme also accused Bolt of selling them.\n\n\
         Bolt denied the allegations.",
        &[&[], &[], &[0, 1]],
    );
    check(
        "Acme accused Bolt of copying its pumps.\n\nAsked about that accusation, Jo Roe of Bolt \
         said: “We made them ourselves.”",
        &[&[], &[0]],
    );
    // A general remark answers nobody.
    check(
        "Acme accused Bolt of copying its pumps.\n\nJo Roe, a farmer, said it rained.",
        &[&[], &[]],
    );
}

#[test]
fn one_sentence_is_one_statement() {
    let check = |text: &str, expected: &[&str]| {
        let line = |found: &FoundStatement| {
            format!(
                "{}: {} < {}",
                kind(found),
                speaker(found),
                found.cited_via.join(" < ")
            )
        };
        check_by(line, text, expected);
    };
    check(
        "Jo Roe said the pump was safe, adding that nobody was hurt.",
        &["claim: Jo Roe < "],
    );
    check(
        "According to the Quill Herald, Jo Roe said the pump was safe.",
        &["claim: Jo Roe < Quill Herald"],
    );
    check(
        "According to a new case report, Jo Roe stated that the pump was safe.",
        &["claim: Jo Roe < report"],
    );
}

#[test]
fn the_chain_names_outlet_and_channel() {
    let check = |text: &str, expected: &str| {
        check_by(|found| found.cited_via.join(" < "), text, &[expected]);
    };
    check(
        "Jo Roe told the Daily Bugle that it was safe.",
        "Daily Bugle",
    );
    check(
        "In a blog post, Bolt said that the pump was safe.",
        "blog post",
    );
    check(
        "“It is safe,” Jo Roe told Castle News in an interview.",
        "Castle News",
    );
    check("Jo Roe told Acme that it was safe.", "");
}

#[test]
fn who_is_meant_by_a_role_or_as_the_only_company() {
    let check = |text: &str, expected: &[&str]| check_by(speaker, text, expected);
    check(
        "President Ann Poe said it was late. It rained.\n\nThe president added that it was cold.",
        &["Ann Poe", "Ann Poe"],
    );
    check(
        "Jo Roe sued Bolt over a pump made by Crank Ltd. The company said it was cold.",
        &["Jo Roe", "Bolt"],
    );
    // A role of nobody named stays without a name.
    check("Its chief executive said it was cold.", &["?"]);
    check("Your correspondent said it was cold.", &["?"]);
}

#[test]
fn a_translation_is_kept_when_the_text_tells_of_it() {
    let check = |text: &str, expected: &str| {
        let line = |found: &FoundStatement| {
            let told = found.translation.clone().unwrap_or_default();
            let word = |it: Option<String>| it.unwrap_or_else(|| "-".to_owned());
            format!("{} {}", word(told.from), word(told.by))
        };
        check_by(line, text, &[expected]);
    };
    check("“It is safe,” Jo Roe said in Mandarin.", "Mandarin -");
    check(
        "“It is safe,” Jo Roe said through an interpreter.",
        "- an interpreter",
    );
    check(
        "“It is safe,” Jo Roe wrote in a post, translated from Chinese by Ann Poe.",
        "Chinese Ann Poe",
    );
    check(
        "“It is safe,” Jo Roe said, according to a Quill Herald translation.",
        "- Quill Herald",
    );
    // A language that is only an adjective.
    check("“It is safe,” Jo Roe said in German courts.", "- -");
    check("“It is safe,” Jo Roe said.", "- -");
}

#[test]
fn every_field_has_a_reason_that_a_person_can_read() {
    let reading = reading(
        "Acme accused Bolt on Monday of copying its pumps.\n\nBolt denied copying the pumps.",
    );
    let why = |index: usize, field: Field| -> String {
        let reasons = &reading.statements[index].why;
        let found = reasons.iter().find(|it| it.field == field);
        found.map(|it| it.because.clone()).unwrap_or_default()
    };
    assert_eq!(
        why(0, Field::Statement),
        "‘accused’ reports what somebody said"
    );
    assert_eq!(
        why(0, Field::Date),
        "‘Monday’ counted from the publication on 2031-02-14"
    );
    assert_eq!(why(0, Field::About), "The words speak of Bolt");
    assert_eq!(
        why(1, Field::Kind),
        "denial (denies): a word of denial, ‘denied’, said by the accused party"
    );
    assert_eq!(why(1, Field::Speaker), "Bolt: named as the one who says it");
    assert_eq!(
        why(1, Field::Attribution),
        "Whoever is named in the text answers for the words"
    );
    assert_eq!(
        why(1, Field::Answers),
        "Contests the allegation of Acme about Bolt: shares ‘copying’, ‘pumps’"
    );
    for found in &reading.statements {
        for reason in &found.why {
            assert!(reason.because.chars().count() < 400, "{}", reason.because);
        }
    }
}

#[test]
fn whoever_demands_anonymity_is_never_the_company() {
    let check = |text: &str, expected: &str| {
        let line = |found: &FoundStatement| {
            let told = found.anonymity.clone().unwrap_or_default();
            let count = told.count.map_or("-".to_owned(), |it| it.to_string());
            let reason = told.reason.unwrap_or_else(|| "-".to_owned());
            format!("{} {} {count} {reason}", found.attribution, speaker(found))
        };
        check_by(line, text, &[expected]);
    };
    check(
        "A spokesperson for Acme, who asked not to be named because talks go on, said a sale was \
         near.",
        "anonymous ? 1 because talks go on",
    );
    check(
        "Six people familiar with the sale, who were not authorised to speak publicly, said it \
         was near.",
        "anonymous ? 6 not authorised to speak publicly",
    );
    check(
        "A spokesperson for Acme said a sale was near.",
        "named Acme - -",
    );
    check(
        "Jo Roe, who spoke to the press, said a sale was near.",
        "named Jo Roe - -",
    );
}

#[test]
fn whoever_sues_speaks_in_their_own_name_afterwards() {
    let line = |found: &FoundStatement| format!("{} {}", found.attribution, speaker(found));
    check_by(
        line,
        "Jo Roe and Ann Poe sued Bolt. They said that the pumps were theirs.",
        &["outlet Jo Roe; Ann Poe", "named Jo Roe; Ann Poe"],
    );
}

#[test]
fn sentences_of_a_reproduced_text_are_joined_while_nothing_changes() {
    let text = "A statement from Jo Roe:\n\n“I made the pump in May. It took long. It was cold.\n\n\
                “Then I went home and slept. It was late.\n\n“The next day it rained again.\n\n\
                “After that I sold the shed.”";
    let found = reading(text).statements;
    let words: Vec<&str> = found.iter().map(|it| it.verbatim.as_str()).collect();
    assert_eq!(
        words[..2],
        [
            "“I made the pump in May. It took long. It was cold.",
            "“Then I went home and slept. It was late."
        ],
        "{words:#?}"
    );
}
