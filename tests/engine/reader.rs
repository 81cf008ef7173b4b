//! What the reader shows of a document and of one statement.

use engine::model::{Basis, EntityType, Status, VersionId};
use engine::view::{DocumentView, Row, StatementDetail};
use engine::{Edit, EngineError, RowStatus};

use crate::desk::{ADDRESS, Desk, PAGE};

const SAID: &str = "We drew every line";
const ACCUSED: &str = "Acme accused Orbit";

fn document(desk: &Desk) -> DocumentView {
    let rows = desk.rows();
    let document = rows[0].document.as_ref().and_then(|it| it.id.clone());
    let document = document.expect("a document").parse().expect("an id");
    let view = desk.library.document_view(&desk.case, document, None);
    view.expect("the document")
}

fn detail(desk: &Desk, words: &str) -> StatementDetail {
    let id = desk.id(words).to_string();
    let detail = desk.library.statement_detail(&desk.case, &id);
    detail.expect("the statement")
}

fn marked(view: &DocumentView) -> Vec<(String, String, bool)> {
    let letters: Vec<char> = view.text.chars().collect();
    let words = |start: u32, end: u32| letters[start as usize..end as usize].iter().collect();
    let marks = view.mentions.iter();
    marks
        .map(|it| {
            (
                words(it.start, it.end),
                it.name.clone(),
                it.entity.is_some(),
            )
        })
        .collect()
}

#[test]
fn a_document_shows_its_statements_and_names_where_they_stand() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let rejected = desk.id(ACCUSED);
    let all = document(&desk);
    assert_eq!(all.statements.len(), desk.rows().len());
    assert_eq!((all.url.as_str(), all.is_page), (ADDRESS, false));
    assert!(all.text.starts_with(ACCUSED));
    let letters: Vec<char> = all.text.chars().collect();
    let first = &all.statements[0];
    let words: String = letters[first.start as usize..first.end as usize]
        .iter()
        .collect();
    assert!(words.starts_with(ACCUSED), "{words}");
    desk.library.reject(&[rejected], "AB").unwrap();
    let left = document(&desk);
    assert_eq!(left.statements.len(), all.statements.len() - 1);
    assert!(
        left.statements
            .iter()
            .all(|it| it.id != rejected.to_string())
    );
}

#[test]
fn what_is_named_after_the_reading_is_marked_at_once() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let has_orbit = |known: bool| {
        let marked = marked(&document(&desk));
        marked
            .iter()
            .filter(|it| it.1 == "Orbit" && it.2 == known)
            .count()
    };
    assert_eq!(has_orbit(true), 0);
    let made = desk
        .library
        .add_entity("Orbit", EntityType::Organisation, "AB");
    made.unwrap();
    assert_eq!((has_orbit(true), has_orbit(false)), (2, 0));
}

#[test]
fn every_version_of_a_document_can_be_read() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.at("2025-01-11T09:00:00Z");
    desk.page(
        ADDRESS,
        "Acme has taken its claim against Orbit back, it said on Monday.\n",
    );
    let latest = document(&desk);
    assert_eq!(latest.versions.len(), 2);
    assert_eq!(latest.version, latest.versions[1]);
    let version = |version: VersionId| {
        let library = &desk.library;
        library.document_view(&desk.case, latest.id, Some(version))
    };
    let first = version(latest.versions[0].id).unwrap();
    assert!(first.text.starts_with(ACCUSED) && latest.text.starts_with("Acme has taken"));
    assert!(first.version.captured.latest < latest.version.captured.earliest);
    let unknown = version("0".repeat(26).parse().unwrap());
    assert!(matches!(unknown, Err(EngineError::NotFound { .. })));
    let other = desk.library.new_case("Other").unwrap();
    let elsewhere = desk.library.document_view(&other, latest.id, None);
    assert!(matches!(elsewhere, Err(EngineError::NotFound { .. })));
}

#[test]
fn a_statement_shows_who_decided_what_on_it_the_latest_first() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let (said, accused) = (desk.id(SAID), desk.id(ACCUSED));
    desk.accept(said, "AB");
    desk.at("2025-01-11T09:00:00Z")
        .library
        .link(said, accused, "CD")
        .unwrap();
    desk.at("2025-01-12T09:00:00Z").edit(
        said,
        &Edit {
            speaker: Some("M. Vane".to_owned()),
            ..Edit::default()
        },
        "EF",
    );
    desk.at("2025-01-13T09:00:00Z").undo("EF").unwrap();
    let shown = detail(&desk, SAID);
    let history: Vec<(&str, &str)> = shown
        .history
        .iter()
        .map(|it| (it.decided.by.as_str(), it.what.as_str()))
        .collect();
    let changed = "changed: speaker “Mira Vane” to “M. Vane”";
    assert_eq!(
        history,
        [
            ("EF", format!("taken back: {changed}").as_str()),
            ("EF", changed),
            ("CD", "linked as answer to what Acme said"),
            ("AB", "read right"),
        ]
    );
    assert_eq!(shown.answers[0].id, accused.to_string());
    let answered = detail(&desk, ACCUSED);
    assert_eq!(answered.answered_by[0].id, said.to_string());
    desk.library.unlink(said, accused, "CD").unwrap();
    assert_eq!(detail(&desk, SAID).answers, []);
    assert_eq!(
        answered.history[0].what,
        "linked as answered by what Mira Vane said"
    );
}

#[test]
fn a_statement_can_be_pasted_with_its_source() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let shown = detail(&desk, SAID);
    let (start, end) = shown.span.expect("a span");
    assert!(start < end && shown.version.is_some());
    let line = &shown.sourced_line;
    let sha256 = &shown.row.capture.as_ref().expect("a capture").sha256;
    for part in [
        "“We drew every line ourselves,” — Mira Vane",
        "<https://outlet.example/story>",
        "Captured 10 January 2025, 09:00 UTC (supplied by the reporter, address typed by hand)",
        &sha256[..12],
        "PROPOSAL, not checked by a person",
    ] {
        assert!(line.contains(part), "{part:?} in {line}");
    }
    desk.accept(desk.id(SAID), "AB");
    let line = detail(&desk, SAID).sourced_line;
    assert!(
        line.ends_with("reading checked by AB, 10 January 2025."),
        "{line}"
    );
}

#[test]
fn the_same_words_elsewhere_stand_beside_a_statement() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.page("https://paper.example/wire", PAGE);
    let shown = detail(&desk, SAID);
    assert_eq!(shown.repeats.len(), 1);
    assert_ne!(shown.repeats[0].id, shown.row.id);
    assert_eq!(shown.repeats[0].cluster, shown.row.cluster);
}

/// A correction that leaves the words with their repeats.
fn in_january() -> Edit {
    Edit {
        happened: Some("2025-01".parse().expect("a month")),
        ..Edit::default()
    }
}

#[test]
fn what_answers_words_elsewhere_answers_them_here() {
    let desk = Desk::new();
    let accusation = PAGE.lines().next().expect("an accusation");
    desk.page(ADDRESS, accusation);
    desk.page("https://paper.example/wire", PAGE);
    desk.page("https://daily.example/wire", PAGE);
    let alone = |it: &&Row| it.text.starts_with(ACCUSED) && it.answered_by.is_empty();
    let rows = desk.rows();
    let alone = rows.iter().find(alone).expect("one without an answer");
    let shown = |id: &str| desk.library.statement_detail(&desk.case, id).unwrap();
    let answers = shown(&alone.id).answered_by;
    assert_eq!(answers.len(), 1, "each wording once: {answers:?}");
    assert!(answers[0].words.starts_with(SAID));
    let said = |row: &&Row| row.text.contains(SAID);
    let later = rows.iter().rfind(said).expect("a repeat of the answer");
    desk.edit(later.id.parse().unwrap(), &in_january(), "AB");
    assert_eq!(shown(&alone.id).answered_by[0].id, later.id);
}

#[test]
fn what_a_machine_read_into_a_repeat_does_not_stand_beside_what_was_checked() {
    let desk = Desk::new();
    let (_, answer) = PAGE.split_once("\n\n").expect("an answer");
    desk.page(ADDRESS, answer);
    desk.page("https://paper.example/wire", PAGE);
    let rows = desk.rows();
    let alone = |it: &&Row| it.text.contains(SAID) && it.answers.is_empty();
    let alone = rows.iter().find(alone).expect("one that answers nothing");
    let shown = |id: &str| desk.library.statement_detail(&desk.case, id).unwrap();
    assert_eq!(shown(&alone.id).answers.len(), 1);
    desk.edit(alone.id.parse().unwrap(), &in_january(), "AB");
    assert_eq!(shown(&alone.id).answers, []);
}

#[test]
fn a_rejected_statement_and_a_lead_can_be_looked_at() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.lead("A suit was filed");
    let said = desk.id(SAID);
    desk.library.reject(&[said], "AB").unwrap();
    let shown = desk
        .library
        .statement_detail(&desk.case, &said.to_string())
        .unwrap();
    assert_eq!(shown.row.status, RowStatus::Reading(Status::Rejected));
    assert_eq!(shown.history[0].what, "rejected");
    assert_eq!(shown.said_basis, Some(Basis::None));
    let lead = crate::desk::row(&desk.rows(), "A suit").id.clone();
    let shown = desk.library.statement_detail(&desk.case, &lead).unwrap();
    assert_eq!(
        (shown.version, shown.span, shown.said_basis),
        (None, None, None)
    );
    assert!(shown.sourced_line.contains("LEAD: not captured"));
    let unknown = desk.library.statement_detail(&desk.case, "nothing");
    assert!(matches!(unknown, Err(EngineError::NotFound { .. })));
}
