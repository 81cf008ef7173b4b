//! Decisions, and what of a case they and the filters reach.

use engine::model::{Act, AnswerForm, Basis, Kind, StatementId, Status};
use engine::view::TimelineLine;
use engine::{Edit, EngineError, Queue, RowStatus, Seen, Show, TimelineFilter};

use crate::desk::{ADDRESS, Desk, PAGE, find, row};

const WE_DREW: &str = "We drew every line";
const OTHER: &str = "https://other.example/story";

/// An accept made an unread or rejected reading of a statement.
#[test]
fn only_steps_of_checking_can_be_accepted() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let id = desk.id(WE_DREW);
    for status in Status::ALL {
        let accepted = desk.library.accept(&[id], *status, "AB");
        assert_eq!(accepted.is_ok(), status.is_checked(), "{status}");
    }
}

/// A later accept lowered a cleared reading.
#[test]
fn an_accept_never_lowers_a_status() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let id = desk.id(WE_DREW);
    let status = || row(&desk.rows(), WE_DREW).status;
    let accept = |status| desk.library.accept(&[id], status, "CD").unwrap()[0].status;
    desk.raise(id, Status::SecondCheck, "AB");
    assert_eq!(accept(Status::Checked), Status::SecondCheck);
    assert_eq!(status(), RowStatus::Reading(Status::SecondCheck));
    let by = row(&desk.rows(), WE_DREW).decided.clone().map(|it| it.by);
    assert_eq!(by.as_deref(), Some("AB"));
    assert_eq!(accept(Status::Cleared), Status::Cleared);
    desk.library.reject(&[id], "CD").unwrap();
    assert_eq!(accept(Status::Checked), Status::Checked);
}

/// Words without a speaker were one statement in all stories of all companies.
#[test]
fn the_same_words_about_others_are_no_repeats() {
    let desk = Desk::new();
    for (address, name) in [(ADDRESS, "Orbit"), (OTHER, "Kite")] {
        let text = format!(
            "Acme accused {name} on 11 February 2031 of copying its sea charts.\n\n\
             The company declined to comment.\n"
        );
        desk.page(address, &text);
    }
    let id = desk.id("declined to comment");
    let decided = desk.library.accept(&[id], Status::Checked, "AB").unwrap();
    assert_eq!(decided[0].repeats, []);
    let rows = desk.rows();
    let declined = rows.iter().filter(|row| row.text.contains("declined"));
    let checked = declined.clone().filter(|row| !row.status.is_proposal());
    assert_eq!((declined.count(), checked.count()), (2, 1));
}

#[test]
fn statements_that_repeat_each_other_are_decided_once_in_a_command() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.page(OTHER, &format!("{PAGE}\nMore later."));
    let ids: Vec<StatementId> = desk
        .rows()
        .iter()
        .filter(|row| row.text.contains(WE_DREW))
        .map(|row| row.id.parse().unwrap())
        .collect();
    let decided = desk.library.accept(&ids, Status::Checked, "AB").unwrap();
    assert!(decided.iter().all(|line| line.status == Status::Checked));
    desk.undo("AB").unwrap();
    assert!(matches!(desk.undo("AB"), Err(EngineError::NothingToUndo)));
    assert!(desk.rows().iter().all(|row| row.status.is_proposal()));
}

/// A denial that became an allegation still "denied in part".
#[test]
fn forms_that_do_not_belong_to_the_kind_go() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let id = desk.id(WE_DREW);
    let edit = |kind, answer_form: Option<AnswerForm>| {
        let edit = Edit {
            kind: Some(kind),
            answer_form: answer_form.map(Some),
            ..Edit::default()
        };
        desk.library.edit(id, &edit, "AB")
    };
    let form = || row(&desk.rows(), WE_DREW).answer_form;
    edit(Kind::Denial, Some(AnswerForm::DeniesInPart)).unwrap();
    assert_eq!(form(), Some(AnswerForm::DeniesInPart));
    for (kind, given) in [
        (Kind::Allegation, AnswerForm::Denies),
        (Kind::Denial, AnswerForm::Declined),
        (Kind::NoComment, AnswerForm::Defends),
    ] {
        let refused = edit(kind, Some(given));
        assert!(
            matches!(refused, Err(EngineError::BadValue { .. })),
            "{kind}"
        );
    }
    edit(Kind::NoComment, None).unwrap();
    assert_eq!(form(), None);
}

/// The text was said to name a date that the reporter typed.
#[test]
fn a_typed_date_is_the_reporters() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let edit = Edit {
        said: Some("2031-02".parse().unwrap()),
        ..Edit::default()
    };
    desk.edit(desk.id(WE_DREW), &edit, "AB");
    let rows = desk.rows();
    assert_eq!(row(&rows, WE_DREW).said.value.as_deref(), Some("2031-02"));
    let Act::Judge(judgement) = desk.library.undo("AB").unwrap().act else {
        panic!("an edit is a decision on a statement");
    };
    assert_eq!(judgement.result.said_basis, Basis::Reporter);
}

/// "5..5" was named for a span typed as 5 and 2.
#[test]
fn a_span_the_wrong_way_round_is_named_as_it_was_typed() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let edit = Edit {
        span: Some((5, 2)),
        ..Edit::default()
    };
    let refused = desk
        .library
        .edit(desk.id(WE_DREW), &edit, "AB")
        .unwrap_err();
    assert!(refused.to_string().contains("5..2"), "{refused}");
}

/// The answer was linked in the first of the cases alone.
#[test]
fn an_answer_is_linked_in_every_case_that_holds_both() {
    let desk = Desk::new();
    let second = desk.library.new_case("Harbour charts").unwrap();
    desk.page(ADDRESS, PAGE);
    desk.page_in(&second, ADDRESS, PAGE);
    let (answer, answered) = (desk.id("accused Orbit"), desk.id(WE_DREW));
    let count = || {
        [&desk.case, &second].map(|case| {
            let timeline = desk.library.timeline(case, &TimelineFilter::default());
            row(&timeline.unwrap().rows, WE_DREW).answered_by.len()
        })
    };
    desk.library.link(answer, answered, "AB").unwrap();
    assert_eq!(count(), [1, 1]);
    desk.undo("AB").unwrap();
    assert_eq!(count(), [0, 0]);
}

/// Statements outside the filters were counted as left out for another reason.
#[test]
fn what_is_left_out_is_counted_among_what_was_asked_for() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    desk.library
        .reject(&[desk.id("accused Orbit")], "AB")
        .unwrap();
    let left_out = |kind: Kind| {
        let filter = TimelineFilter {
            kinds: vec![kind],
            show: Show::Checked,
            ..TimelineFilter::default()
        };
        let left = desk.library.timeline(&desk.case, &filter).unwrap().left_out;
        (left.proposals, left.rejected, left.filtered)
    };
    let said = row(&desk.rows(), WE_DREW).kind;
    assert_eq!(left_out(Kind::Retraction), (0, 0, 0));
    assert_eq!(left_out(said), (1, 0, 0));
    assert_eq!(left_out(Kind::Allegation), (0, 1, 0));
}

/// A speaker was matched by any part of a word, and by the organisation too.
#[test]
fn a_speaker_is_chosen_by_whole_words_and_all_names() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let party = engine::NewParty {
        name: "Mira Vane".to_owned(),
        entity_type: engine::model::EntityType::Person,
        role: engine::model::PartyRole::Party,
        aliases: vec!["The Cartographer".to_owned()],
        wikidata: None,
    };
    desk.library.add_party(desk.case.id, party, "AB").unwrap();
    let check = |speaker: &str, expected: bool| {
        let rows = desk.rows_with(&TimelineFilter {
            speaker: Some(speaker.to_owned()),
            ..TimelineFilter::default()
        });
        assert_eq!(find(&rows, WE_DREW).is_some(), expected, "{speaker:?}");
    };
    check("Mira Vane", true);
    check("vane", true);
    check("Van", false);
    check("Cartographer", true);
    check("Orbit", false);
    check("", false);
}

/// A party "X" was seen in every word with an x.
#[test]
fn the_queue_names_parties_by_whole_words() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let queued = || {
        desk.library
            .proposals(&desk.case, Queue::Parties)
            .unwrap()
            .len()
    };
    let add = |name: &str| {
        let party = engine::NewParty {
            name: name.to_owned(),
            entity_type: engine::model::EntityType::Organisation,
            role: engine::model::PartyRole::Party,
            aliases: Vec::new(),
            wikidata: None,
        };
        desk.library.add_party(desk.case.id, party, "AB").unwrap();
    };
    add("X");
    add("Orb");
    assert_eq!(queued(), 0);
    add("Orbit");
    assert!(queued() > 0);
}

/// Proposals of one capture stood in the order of their ids.
#[test]
fn proposals_stand_newest_first_and_in_the_order_of_the_text() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).at("2025-01-12T09:00:00Z");
    desk.page(
        OTHER,
        "“We sued nobody,” said Tom Bell, a lawyer for Acme.\n",
    );
    let before = "“Read this first,” said Ann Orr, a lawyer for Orbit.\n\n";
    desk.at("2025-01-14T09:00:00Z");
    desk.page(ADDRESS, &format!("{before}{PAGE}"));
    let rows = desk.proposals();
    let words = [
        "Read this first",
        "accused Orbit",
        WE_DREW,
        "We sued nobody",
    ];
    let places = words.map(|words| rows.iter().position(|row| row.text.contains(words)));
    assert_eq!(places, [Some(0), Some(1), Some(2), Some(3)]);
}

/// A page that changed under the eyes of the reader was accepted as it then stood, unread.
#[test]
fn a_decision_on_words_that_a_new_version_replaced_is_refused() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let case = &desk.case;
    let line = || {
        let view = desk.library.timeline_view(case).unwrap();
        let mut lines = view.lines.into_iter();
        lines.find(|it| it.words.contains(WE_DREW)).expect("a line")
    };
    let seen = |line: &TimelineLine| Seen {
        id: line.id.parse().expect("an id"),
        version: line.version,
    };
    let before = line();
    desk.at("2025-01-11T09:00:00Z").page(
        ADDRESS,
        &format!("{PAGE}\nThe paper stands by its report.\n"),
    );
    let after = line();
    assert_eq!(after.id, before.id);
    assert_ne!(after.version, before.version);
    let library = &desk.library;
    let refused = [
        library
            .accept(&[seen(&before)], Status::Checked, "AB")
            .map(drop),
        library.reject(&[seen(&before)], "AB").map(drop),
        library
            .edit(seen(&before), &Edit::default(), "AB")
            .map(drop),
    ];
    for refused in refused {
        let error = refused.expect_err("it was read anew");
        assert_eq!(error.code(), "changed", "{error}");
        assert_eq!(error.subject(), Some(before.id.clone()));
    }
    assert_eq!(line().status, RowStatus::Reading(Status::Unread));
    library
        .accept(&[seen(&after)], Status::Checked, "AB")
        .unwrap();
    assert_eq!(line().status, RowStatus::Reading(Status::Checked));
}
