//! Which words are one statement: split, joined and added by a person, taken back, and kept when the
//! documents are read anew.

use engine::model::{Anonymity, Attribution, Kind, Ruling, Stage, StatementId, Status, VersionId};
use engine::view::{DocumentView, Row};
use engine::{Edit, EngineError, NewStatement, RowStatus, Seen};

use crate::desk::{ADDRESS, Desk, find, row};

/// Three quotations, the second of which two sentences share with the first by one sentence.
const STORY: &str = "Acme accused Orbit on 11 February 2031 of copying its sea charts.\n\n\
“We drew every line ourselves, and Acme knows it,” said Mira Vane, the chief executive of Orbit. \
“Acme is wrong about the charts,” said Mira Vane.\n\n\
The harbour of Harrow was closed for the winter.\n";
const DREW: &str = "We drew every line";
const WRONG: &str = "Acme is wrong";
const HARBOUR: &str = "The harbour of Harrow was closed";

fn told() -> Desk {
    let desk = Desk::new();
    desk.page(ADDRESS, STORY).at("2025-01-12T09:00:00Z");
    desk
}

fn document(desk: &Desk) -> DocumentView {
    let rows = desk.rows();
    let document = rows[0].document.as_ref().and_then(|it| it.id.clone());
    let document = document.expect("a document").parse().expect("an id");
    let view = desk.library.document_view(&desk.case, document, None);
    view.expect("the document")
}

/// Returns the code point at which words begin.
fn place(text: &str, words: &str) -> u32 {
    let byte = text.find(words).expect(words);
    u32::try_from(text[..byte].chars().count()).expect("a short text")
}

fn shown(desk: &Desk) -> Vec<(String, RowStatus)> {
    let mut rows = desk.rows();
    rows.sort_by_key(|row| place(STORY, &row.text));
    rows.into_iter().map(|row| (row.text, row.status)).collect()
}

/// Reads the case anew, and once more with another version of the page, and expects the same
/// statements each time.
fn survives(desk: &Desk) {
    let before = shown(desk);
    for _ in 0..2 {
        desk.library.reread(Some(&desk.case)).expect("read anew");
        assert_eq!(shown(desk), before);
    }
    desk.at("2025-02-01T09:00:00Z");
    desk.page(
        ADDRESS,
        &format!("{STORY}\nThe paper stands by its report.\n"),
    );
    assert_eq!(shown(desk), before);
    desk.library.reread(None).expect("read anew");
    assert_eq!(shown(desk), before);
    desk.verify();
}

fn split(desk: &Desk) -> StatementId {
    let id = desk.id(DREW);
    let text = document(desk).text;
    let at = place(&text, "and Acme knows it");
    let line = desk.library.split(id, at, "AB").expect("split");
    assert_eq!((line.id, line.removed), (id, None));
    line.added.expect("a second part")
}

fn checked(row: &Row) -> bool {
    row.status == RowStatus::Reading(Status::Checked)
}

#[test]
fn a_statement_is_split_in_two_that_are_read_as_it_was() {
    let desk = told();
    let before = row(&desk.rows(), DREW).clone();
    let second = split(&desk);
    let rows = desk.rows();
    let first = row(&rows, DREW);
    assert_eq!(first.text, "“We drew every line ourselves,");
    assert_eq!(first.id, before.id);
    let second = find(&rows, "and Acme knows it").filter(|it| it.id == second.to_string());
    let second = second.expect("the second part");
    assert!(
        second
            .text
            .starts_with("and Acme knows it,” said Mira Vane")
    );
    for part in [first, second] {
        assert!(checked(part), "{part:?}");
        assert_eq!((part.kind, &part.speaker), (before.kind, &before.speaker));
        assert!(part.quote.is_some());
    }
}

#[test]
fn what_was_split_stays_split_when_it_is_read_anew() {
    let desk = told();
    let whole = row(&desk.rows(), DREW).text.clone();
    split(&desk);
    survives(&desk);
    assert!(desk.rows().iter().all(|row| row.text != whole));
}

#[test]
fn a_split_is_taken_back_as_one() {
    let desk = told();
    let before = shown(&desk);
    split(&desk);
    desk.undo("AB").expect("taken back");
    assert_eq!(shown(&desk), before);
    assert!(matches!(desk.undo("AB"), Err(EngineError::NothingToUndo)));
    survives(&desk);
}

#[test]
fn a_statement_is_split_only_where_words_stand_on_both_sides() {
    let desk = told();
    let id = desk.id(DREW);
    let text = document(&desk).text;
    let start = place(&text, "“We drew");
    for at in [0, start, start + 1, 9_999] {
        let refused = desk.library.split(id, at, "AB");
        assert!(matches!(refused, Err(EngineError::BadValue { .. })), "{at}");
    }
}

#[test]
fn two_statements_side_by_side_become_one() {
    let desk = told();
    let before = shown(&desk);
    let (first, second) = (desk.id(DREW), desk.id(WRONG));
    let line = desk
        .library
        .join_statements(first, second, "AB")
        .expect("joined");
    assert_eq!((line.id, line.removed), (first, Some(second)));
    let rows = desk.rows();
    let whole = row(&rows, DREW);
    assert!(whole.text.contains(WRONG) && checked(whole), "{whole:?}");
    assert!(whole.quote.as_deref().is_some_and(|it| it.contains(WRONG)));
    assert_eq!(rows.iter().filter(|it| it.text.contains(WRONG)).count(), 1);
    survives(&desk);
    desk.undo("AB").expect("taken back");
    assert_eq!(shown(&desk), before);
}

#[test]
fn statements_apart_are_not_joined() {
    let desk = told();
    let (accused, wrong) = (desk.id("Acme accused"), desk.id(WRONG));
    let refused = desk.library.join_statements(accused, wrong, "AB");
    assert!(matches!(refused, Err(EngineError::BadValue { .. })));
    let refused = desk.library.join_statements(wrong, wrong, "AB");
    assert!(matches!(refused, Err(EngineError::Itself { .. })));
}

fn selected(view: &DocumentView, words: &str) -> NewStatement {
    let start = place(&view.text, words);
    let end = start + u32::try_from(words.chars().count()).expect("a short text");
    NewStatement {
        document: view.id,
        version: Some(view.version.id),
        start,
        end,
        kind: Kind::Announcement,
        edit: Edit {
            speaker: Some("Harrow Port".to_owned()),
            said: Some("2031-02".parse().expect("a month")),
            ..Edit::default()
        },
    }
}

#[test]
fn words_that_a_reporter_selects_are_a_statement() {
    let desk = told();
    let before = shown(&desk);
    let view = document(&desk);
    let new = selected(&view, &format!("{HARBOUR} "));
    desk.library.add_statement(&new, "AB").expect("added");
    let rows = desk.rows();
    let added = row(&rows, HARBOUR);
    assert_eq!(added.text, HARBOUR);
    assert_eq!(added.kind, Kind::Announcement);
    assert_eq!(added.speaker.as_deref(), Some("Harrow Port"));
    assert_eq!(added.said.value.as_deref(), Some("2031-02"));
    assert_eq!(added.decided.as_ref().map(|it| it.by.as_str()), Some("AB"));
    let detail = desk.library.statement_detail(&desk.case, &added.id);
    assert!(detail.expect("the statement").is_added);
    let twice = desk.library.add_statement(&new, "AB");
    assert!(matches!(twice, Err(EngineError::Exists { .. })));
    survives(&desk);
    desk.undo("AB").expect("taken back");
    assert_eq!(shown(&desk), before);
}

/// A statement stood on the timeline of a day on which nobody had added it.
#[test]
fn an_added_statement_is_not_there_before_it_was_added() {
    let desk = told();
    desk.at("2025-01-20T09:00:00Z");
    let new = selected(&document(&desk), HARBOUR);
    desk.library.add_statement(&new, "AB").expect("added");
    assert!(find(&desk.rows_as_of("2025-01-15"), HARBOUR).is_none());
    assert!(find(&desk.rows_as_of("2025-01-21"), HARBOUR).is_some());
}

/// One that another person built upon went, with their link.
#[test]
fn an_added_statement_stays_while_somebody_else_links_it() {
    let desk = told();
    let new = selected(&document(&desk), HARBOUR);
    let id = desk.library.add_statement(&new, "AB").expect("added").id;
    desk.at("2025-01-13T09:00:00Z");
    let answered = desk.id("Acme accused");
    desk.library.link(id, answered, "CD").expect("linked");
    let refused = desk.undo("AB");
    assert!(matches!(refused, Err(EngineError::CannotUndo { .. })));
    desk.undo("CD").expect("unlinked");
    desk.undo("AB").expect("taken back");
    assert!(find(&desk.rows(), HARBOUR).is_none());
}

#[test]
fn words_of_another_version_are_not_split_or_joined() {
    let desk = told();
    let stale: VersionId = "0".repeat(26).parse().expect("an id");
    let seen = |words: &str| Seen {
        id: desk.id(words),
        version: Some(stale),
    };
    let split = desk.library.split(seen(DREW), 90, "AB");
    let join = desk.library.join_statements(seen(DREW), seen(WRONG), "AB");
    for refused in [split, join] {
        assert!(matches!(refused, Err(EngineError::Changed { .. })));
    }
}

/// Every field that a person corrects is kept, shown in the history, and taken back.
#[test]
#[expect(clippy::too_many_lines, reason = "a table with a field a row")]
fn each_field_that_is_corrected_is_kept_through_a_new_reading() {
    let text = document(&told()).text;
    let part = (
        place(&text, "Acme knows it"),
        place(&text, ",” said Mira Vane, the"),
    );
    let edit = Edit::default;
    let ruling = Ruling {
        court: Some("Harrow High Court".to_owned()),
        question: Some("Who drew the charts".to_owned()),
        stage: Some(Stage::Interim),
        superseded_by: None,
    };
    let edits = [
        (
            "kind",
            Edit {
                kind: Some(Kind::Filing),
                ..edit()
            },
        ),
        (
            "speaker",
            Edit {
                speaker: Some(String::new()),
                ..edit()
            },
        ),
        (
            "chain",
            Edit {
                cited_via: Some(vec!["Harrow Post".to_owned()]),
                ..edit()
            },
        ),
        (
            "number of sources",
            Edit {
                attribution: Some(Attribution::Anonymous),
                anonymity: Some(Anonymity {
                    count: Some(2),
                    reason: None,
                    basis: None,
                }),
                ..edit()
            },
        ),
        (
            "access",
            Edit {
                attribution: Some(Attribution::Document),
                access: Some(Some(engine::model::Access::Public)),
                ..edit()
            },
        ),
        (
            "court",
            Edit {
                kind: Some(Kind::Ruling),
                ruling: Some(ruling),
                ..edit()
            },
        ),
        (
            "date happened",
            Edit {
                happened: Some("2030".parse().expect("a year")),
                ..edit()
            },
        ),
        (
            "which of its words",
            Edit {
                content: Some(vec![part]),
                ..edit()
            },
        ),
        (
            "where its words",
            Edit {
                span: Some((part.0, part.1)),
                ..edit()
            },
        ),
    ];
    for (named, edit) in edits {
        let desk = told();
        let id = desk.id(DREW).to_string();
        let now = || {
            let rows = desk.rows();
            rows.into_iter().find(|it| it.id == id).expect(named)
        };
        let before = now();
        desk.edit(id.parse().expect("an id"), &edit, "AB");
        let corrected = now();
        assert_ne!(corrected, before, "{named}");
        desk.library.reread(None).expect("read anew");
        assert_eq!(now(), corrected, "{named}");
        let detail = desk.library.statement_detail(&desk.case, &id).expect(named);
        assert!(
            detail.changes[0].what.contains(named),
            "{:?}",
            detail.changes
        );
        assert!(!detail.reasons.is_empty(), "the machine's reasons are kept");
        desk.undo("AB").expect(named);
        assert_eq!(now(), before, "{named}");
    }
}

/// A form that was chosen by mistake could not be set back.
#[test]
fn an_answer_form_is_set_back_to_not_said() {
    let desk = told();
    let id = desk.id(DREW);
    let form = || row(&desk.rows(), DREW).answer_form;
    let denial = Edit {
        kind: Some(Kind::Denial),
        answer_form: Some(Some(engine::model::AnswerForm::Defends)),
        ..Edit::default()
    };
    desk.edit(id, &denial, "AB");
    assert!(form().is_some());
    let unsaid = Edit {
        answer_form: Some(None),
        ..Edit::default()
    };
    desk.edit(id, &unsaid, "AB");
    assert_eq!(form(), None);
}

#[test]
fn a_new_reading_replaces_only_what_the_machine_found() {
    let desk = told();
    let (checked, linked) = (desk.id(DREW), desk.id(WRONG));
    desk.accept(checked, "AB");
    desk.library
        .link(linked, desk.id("Acme accused"), "AB")
        .expect("linked");
    let ids = || {
        desk.rows()
            .iter()
            .map(|it| it.id.clone())
            .collect::<Vec<_>>()
    };
    let before = ids();
    let lines = desk.library.reread(Some(&desk.case)).expect("read anew");
    assert_eq!((lines[0].fresh, lines[0].gone, lines[0].decided), (0, 0, 1));
    assert_eq!(ids(), before);
    assert_eq!(row(&desk.rows(), WRONG).answers.len(), 1);
}
