//! What is read out of a text, behaviour by behaviour. Companies, papers and people are invented.

use counterclaim_statements::read;
use model::{EntityType, FoundStatement, ReaderInput, Reading, When};

fn reading(text: &str) -> Reading {
    read(&ReaderInput {
        text: text.to_owned(),
        published: "2025-03-14".parse().unwrap_or(When::Unknown),
        outlet: Some("Daily Bugle".to_owned()),
        known: vec![
            (
                "Acme Labs".to_owned(),
                EntityType::Organisation,
                vec!["Acme".to_owned()],
            ),
            ("Bolt".to_owned(), EntityType::Organisation, vec![]),
            ("Quill Herald".to_owned(), EntityType::Organisation, vec![]),
        ],
    })
}

/// Compares one line a statement, as `line` writes it, with what is expected.
fn check_by(line: impl Fn(&FoundStatement) -> String, text: &str, expected: &[&str]) {
    let reading = reading(text);
    let found: Vec<String> = reading.statements.iter().map(line).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", reading.statements);
}

fn speaker(found: &FoundStatement) -> String {
    found.speaker.clone().unwrap_or_else(|| "?".to_owned())
}

fn kind_and_speaker(found: &FoundStatement) -> String {
    format!("{} {}", found.kind, speaker(found))
}

/// Checks speakers and the words said, in every shape of reported speech.
#[test]
fn every_shape_of_reported_speech_is_read() {
    let check = |text: &str, expected: &[&str]| {
        let words = |found: &FoundStatement| -> String {
            let all: Vec<char> = text.chars().collect();
            let part = |span: &model::Span| -> String {
                all[span.start as usize..span.end as usize].iter().collect()
            };
            let parts: Vec<String> = found.content.iter().map(part).collect();
            format!("{}: {}", speaker(found), parts.join(" … "))
        };
        check_by(words, text, expected);
    };
    check(
        "Acme said that the tool was safe.",
        &["Acme Labs: the tool was safe"],
    );
    check(
        "Acme said the tool was safe.",
        &["Acme Labs: the tool was safe"],
    );
    check(
        "The tool was safe, Acme said.",
        &["Acme Labs: The tool was safe"],
    );
    check(
        "“The tool is safe,” said Jo Roe.",
        &["Jo Roe: The tool is safe,"],
    );
    check(
        "“The tool,” Jo Roe said, “is safe.”",
        &["Jo Roe: The tool, … is safe."],
    );
    check(
        "According to Acme, the tool was safe.",
        &["Acme Labs: the tool was safe"],
    );
    check(
        "The tool was not safe, according to Acme.",
        &["Acme Labs: The tool was not safe"],
    );
    check(
        "Acme said on Tuesday in a letter to the court that the tool was safe.",
        &["Acme Labs: the tool was safe"],
    );
    check("“Is it safe?” Jo Roe asked.", &["Jo Roe: Is it safe?"]);
    check(
        "In the words of Jo Roe, QC, “the tool is safe.”",
        &["Jo Roe: the tool is safe."],
    );
}

#[test]
fn words_that_nobody_says_are_left_alone() {
    for text in [
        "Acme left the town in May.",
        "The United States and its states have laws.",
        "The so called “safe” tool was sold.",
        "Believe it or not, the tool was safe.",
        "",
    ] {
        assert!(reading(text).statements.is_empty(), "{text}");
    }
}

#[test]
fn the_speaker_is_the_person_or_body_that_the_text_names() {
    let check = |text: &str, expected: &[&str]| check_by(speaker, text, expected);
    check("Acme spokesperson Jo Roe said it was safe.", &["Jo Roe"]);
    check("A spokesperson for Acme said it was safe.", &["Acme Labs"]);
    check("An Acme spokeswoman said it was safe.", &["Acme Labs"]);
    check("Jo Roe, who runs Acme, said it was safe.", &["Jo Roe"]);
    check(
        "Acme and Bolt said that they had met.",
        &["Acme Labs; Bolt"],
    );
    check("Jo Roe runs the shop. She said it was safe.", &["Jo Roe"]);
    check(
        "Jo Roe said it was safe. She added that nobody was hurt.",
        &["Jo Roe", "Jo Roe"],
    );
    check(
        "Acme opened a shop. The company said it was safe.",
        &["Acme Labs"],
    );
    // Two candidates: nobody is named.
    check("Acme met Bolt. The company said it was safe.", &["?"]);
    check("The company said it was safe.", &["?"]);
    check("Critics said it was unsafe.", &["Critics"]);
    check(
        "Freedonia's watchdog, the Board, said it was unsafe.",
        &["Board"],
    );
}

#[test]
fn role_and_organisation_are_kept() {
    let check = |text: &str, expected: &str| {
        check_by(
            |found| found.speaker_affiliation.clone().unwrap_or_default(),
            text,
            &[expected],
        );
    };
    check(
        "Acme chief executive Jo Roe said it was safe.",
        "Acme Labs (chief executive)",
    );
    check(
        "Jo Roe, chief executive of Acme, said it was safe.",
        "Acme Labs (chief executive of Acme)",
    );
    check(
        "A spokesperson for Acme said it was safe.",
        "Acme Labs (A spokesperson for Acme)",
    );
}

#[test]
fn the_kind_follows_cue_negation_and_side() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check(
        "Acme accused Bolt of copying its drawings.",
        &["allegation Acme Labs"],
    );
    check("Bolt denied the claims.", &["denial Bolt"]);
    check(
        "Bolt rejected the accusation as baseless.",
        &["denial Bolt"],
    );
    check(
        "Bolt admitted that it used the drawings.",
        &["confirmation Bolt"],
    );
    check(
        "“We disagree with the claims,” Bolt said.",
        &["denial Bolt"],
    );
    check("Bolt announced a new saw.", &["announcement Bolt"]);
    check("Acme sued Bolt on Monday.", &["filing Acme Labs"]);
    check("Judge Ann Poe dismissed the suit.", &["ruling Ann Poe"]);
    check(
        "The judge, Ann Poe, rejected the claims.",
        &["ruling Ann Poe"],
    );
    check("Acme withdrew its lawsuit.", &["retraction Acme Labs"]);
    check(
        "Acme sued Bolt. Bolt said it did not copy anything.",
        &["filing Acme Labs", "denial Bolt"],
    );
    check(
        "Acme sued Bolt. Acme said Bolt stole its drawings.",
        &["filing Acme Labs", "allegation Acme Labs"],
    );
}

#[test]
fn silence_and_non_denials_are_what_they_are() {
    let check = |text: &str, expected: &str| {
        check_by(
            |found| {
                let form = found.answer_form.map_or("-", model::AnswerForm::as_str);
                format!("{} {form} {}", found.kind, speaker(found))
            },
            text,
            &[expected],
        );
    };
    check("Bolt declined to comment.", "no_comment declined Bolt");
    check(
        "Bolt did not immediately respond to a request for comment.",
        "no_comment no_response Bolt",
    );
    check("Bolt could not be reached.", "no_comment unreachable Bolt");
    check(
        "Bolt did not deny the claims.",
        "no_comment does_not_address Bolt",
    );
    check("Bolt denied the claims.", "denial denies Bolt");
}

#[test]
fn attribution_tells_who_answers_for_the_words() {
    let check = |text: &str, expected: &[&str]| {
        check_by(
            |found| format!("{} {}", found.attribution, speaker(found)),
            text,
            expected,
        );
    };
    check("Jo Roe said it was safe.", &["named Jo Roe"]);
    check(
        "A person familiar with the matter said it was safe.",
        &["anonymous ?"],
    );
    check(
        "Acme said it was safe, according to people familiar with the matter.",
        &["anonymous Acme Labs"],
    );
    check("Acme sued Bolt in a local court.", &["outlet Acme Labs"]);
    check(
        "Acme sued Bolt. The complaint alleges that Bolt copied drawings.",
        &["outlet Acme Labs", "document Acme Labs"],
    );
}

#[test]
fn what_is_said_of_unnamed_sources_is_kept() {
    let reading = reading(
        "Two people familiar with the matter, who asked not to be named because the talks are \
         private, said a deal was near.",
    );
    let anonymity = reading.statements[0]
        .anonymity
        .clone()
        .expect("unnamed sources");
    assert_eq!(anonymity.count, Some(2));
    assert_eq!(
        anonymity.reason.as_deref(),
        Some("because the talks are private")
    );
    assert!(
        anonymity
            .basis
            .is_some_and(|basis| basis.starts_with("familiar with the matter"))
    );
}

#[test]
fn the_chain_names_who_passed_the_words_on() {
    let check = |text: &str, expected: &str| {
        check_by(|found| found.cited_via.join(" < "), text, &[expected]);
    };
    check(
        "Jo Roe told the Quill Herald that it was safe.",
        "Quill Herald",
    );
    check(
        "“It is safe,” Jo Roe said in a statement to the Quill Herald.",
        "Quill Herald",
    );
    check("In its complaint, Acme said Bolt copied drawings.", "");
    check(
        "Acme's complaint said that Bolt copied drawings.",
        "complaint",
    );
}

#[test]
fn the_date_is_never_more_than_the_text_gives() {
    let check = |text: &str, expected: &str| {
        check_by(
            |found| format!("{} {}", found.said, found.said_basis),
            text,
            &[expected],
        );
    };
    check(
        "Acme said on Wednesday that it was safe.",
        "2025-03-12 relative",
    );
    check(
        "In a letter of 3 May 2024 Acme said it was safe.",
        "2024-05-03 explicit",
    );
    check("Acme said last month that it was safe.", "2025-02 relative");
    check("Acme said that it was safe.", "2025-03-14 publication");
    check("Acme previously said that it was safe.", "unknown none");
    // The date inside the words is when it happened, not when it was said.
    check("Acme said that it fell in 2019.", "2025-03-14 publication");
}

#[test]
fn what_happened_is_dated_apart_from_what_was_said() {
    let reading = reading("Acme said on Monday that Bolt copied it in May 2023.");
    assert_eq!(reading.statements[0].said.to_string(), "2025-03-10");
    assert_eq!(reading.statements[0].happened.to_string(), "2023-05");
}

#[test]
fn an_answer_points_at_what_it_answers() {
    let check = |text: &str, expected: &[&[usize]]| {
        let reading = reading(text);
        let links: Vec<&[usize]> = reading
            .statements
            .iter()
            .map(|found| found.responds_to.as_slice())
            .collect();
        assert_eq!(links, expected, "{text}\n{:#?}", reading.statements);
    };
    check(
        "Acme accused Bolt of copying its drawings.\n\nBolt denied copying anything.",
        &[&[], &[0]],
    );
    check(
        "Acme accused Bolt of copying its drawings.\n\nBolt declined to comment.",
        &[&[], &[0]],
    );
    check(
        "Bolt denied everything.\n\nAcme opened a shop, it said.",
        &[&[], &[]],
    );
}

#[test]
fn quotations_without_a_cue_belong_to_whoever_spoke() {
    let check = |text: &str, expected: &[&str]| check_by(speaker, text, expected);
    check(
        "“The tool is safe,” Jo Roe said. “Nobody was ever hurt by it in all these years.”",
        &["Jo Roe"],
    );
    check(
        "“The tool is safe and we stand by it.\n\n“Nobody was ever hurt,” Jo Roe said.",
        &["Jo Roe", "Jo Roe"],
    );
    check(
        "Below is a letter from Jo Roe:\n\n“The tool is safe and we stand by it.”",
        &["Jo Roe"],
    );
    check(
        "The shop opened.\n\n“The tool is safe and we all stand by it today.”",
        &["?"],
    );
}

#[test]
fn a_notice_of_the_outlet_takes_something_back() {
    let reading = reading("Correction: An earlier version gave a wrong name for the saw.");
    let found = &reading.statements[0];
    assert_eq!(found.kind, model::Kind::Retraction);
    assert_eq!(
        found.correction_form,
        Some(model::CorrectionForm::Correction)
    );
    assert_eq!(found.speaker.as_deref(), Some("Daily Bugle"));
}

#[test]
fn chinese_reports_are_read_by_their_plain_patterns() {
    let check = |text: &str, expected: &[&str]| check_by(kind_and_speaker, text, expected);
    check("Bolt 表示，该工具是安全的。", &["claim Bolt"]);
    check("Acme 指控 Bolt 窃取图纸。", &["allegation Acme Labs"]);
    check("Bolt 否认了这些说法。", &["denial Bolt"]);
    check("Bolt 拒绝置评。", &["no_comment Bolt"]);
    check(
        "Acme 起诉 Bolt。起诉书称，Bolt 未经许可使用图纸。",
        &["filing Acme Labs", "allegation Acme Labs"],
    );
    check("今天天气很好。", &[]);
}

#[test]
fn known_names_are_found_by_their_aliases() {
    let reading = reading("Acme met Jo Roe of the Quill Herald in Springfield on Monday.");
    let found: Vec<(&str, &str, Option<&str>)> = reading
        .mentions
        .iter()
        .map(|it| {
            (
                it.text.as_str(),
                it.entity_type.as_str(),
                it.entity.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Acme", "organisation", Some("Acme Labs")),
            ("Jo Roe", "person", None),
            ("Quill Herald", "organisation", Some("Quill Herald")),
            ("Springfield", "place", None),
        ]
    );
}

#[test]
fn the_reason_can_be_read_by_a_person() {
    let reading = reading("Bolt rejected the claims.");
    assert_eq!(
        model::why(&reading.statements[0].why),
        "statement: ‘rejected’ reports what somebody said; \
         kind: denial (denies): a word of denial, ‘rejected’; \
         speaker: Bolt: named as the one who says it; \
         attribution: Whoever is named in the text answers for the words; \
         date: The text gives no day: not later than the publication on 2025-03-14"
    );
}
