//! The case as it stood on an earlier day.

use engine::model::Status;
use engine::{Edit, OrderClock, RowStatus, TimelineFilter};

use crate::desk::{ADDRESS, Desk, PAGE, find, row};

const WE_DREW: &str = "We drew every line";

/// A page of January, checked by AB in January; in March it got an opening paragraph.
fn moved_in_march() -> Desk {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).at("2025-01-12T09:00:00Z");
    desk.accept(desk.id(WE_DREW), "AB");
    let later = format!("Ships were seen near Harrow in the night.\n\n{PAGE}");
    desk.at("2025-03-10T09:00:00Z").page(ADDRESS, &later);
    desk
}

/// The capture of the version on which the row sits today decided, so that it was missing.
#[test]
fn a_statement_that_moved_to_a_later_version_was_there_before() {
    let desk = moved_in_march();
    let now = desk.rows();
    assert_eq!(
        row(&now, WE_DREW).captured.value.as_deref(),
        Some("2025-03-10T09:00:00Z")
    );
    let then = desk.rows_as_of("2025-02");
    let said = row(&then, WE_DREW);
    assert_eq!(said.id, row(&now, WE_DREW).id);
    assert_eq!(said.captured.value.as_deref(), Some("2025-01-10T09:00:00Z"));
    assert_eq!(said.quote, row(&now, WE_DREW).quote, "spans of that text");
    assert_eq!(said.status, RowStatus::Reading(Status::Checked));
    assert!(find(&then, "accused Orbit").is_some());
    let before = desk.rows_as_of("2025-01-11");
    assert_eq!(
        row(&before, WE_DREW).status,
        RowStatus::Reading(Status::Unread)
    );
    assert_eq!(desk.rows_as_of("2025-01-09").len(), 0);
}

#[test]
fn a_statement_of_a_later_version_alone_was_not_there() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE).at("2025-03-10T09:00:00Z");
    desk.page(
        ADDRESS,
        &format!("{PAGE}\n“They are lying,” said Tom Bell, a lawyer for Acme.\n"),
    );
    assert!(find(&desk.rows(), "They are lying").is_some());
    assert!(find(&desk.rows_as_of("2025-03-10"), "They are lying").is_some());
    assert_eq!(find(&desk.rows_as_of("2025-03-09"), "They are lying"), None);
}

/// A correction of March was shown in February.
#[test]
fn a_later_correction_does_not_show() {
    let desk = moved_in_march();
    let id = desk.id(WE_DREW);
    let speaker = |rows: &[engine::view::Row]| row(rows, WE_DREW).speaker.clone();
    let read = speaker(&desk.rows());
    let edit = Edit {
        speaker: Some("Orbit Charts".to_owned()),
        ..Edit::default()
    };
    desk.at("2025-03-12T09:00:00Z").edit(id, &edit, "AB");
    assert_eq!(speaker(&desk.rows()).as_deref(), Some("Orbit Charts"));
    assert_eq!(speaker(&desk.rows_as_of("2025-02")), read);
    assert_eq!(speaker(&desk.rows_as_of("2025-03-11")), read);
    assert_eq!(
        speaker(&desk.rows_as_of("2025-03-12")).as_deref(),
        Some("Orbit Charts")
    );
    desk.at("2025-03-14T09:00:00Z").undo("AB").unwrap();
    assert_eq!(speaker(&desk.rows_as_of("2025-03-14")), read);
    assert_eq!(
        speaker(&desk.rows_as_of("2025-03-13")).as_deref(),
        Some("Orbit Charts"),
        "what was taken back later stood until then"
    );
}

/// The latest decision with today's status was named, whenever it was taken.
#[test]
fn who_decided_is_who_had_decided_by_then() {
    let desk = moved_in_march();
    desk.accept(desk.id(WE_DREW), "CD");
    let by = |rows: &[engine::view::Row]| row(rows, WE_DREW).decided.clone().map(|it| it.by);
    assert_eq!(by(&desk.rows()).as_deref(), Some("CD"));
    assert_eq!(by(&desk.rows_as_of("2025-02")).as_deref(), Some("AB"));
    assert_eq!(by(&desk.rows_as_of("2025-01-11")), None);
}

/// Links were those of today.
#[test]
fn answers_are_those_that_were_linked_by_then() {
    let desk = Desk::new();
    desk.page(ADDRESS, PAGE);
    let (answer, answered) = (desk.id(WE_DREW), desk.id("accused Orbit"));
    // What the machine saw is cleared first, so that only people speak.
    desk.at("2025-01-11T09:00:00Z");
    desk.library.unlink(answer, answered, "AB").unwrap();
    desk.at("2025-03-01T09:00:00Z");
    desk.library.link(answer, answered, "AB").unwrap();
    desk.at("2025-04-01T09:00:00Z");
    desk.library.unlink(answer, answered, "CD").unwrap();
    desk.at("2025-05-01T09:00:00Z").undo("CD").unwrap();
    let is_answered = |day: &str| {
        let rows = desk.rows_as_of(day);
        let ids = &row(&rows, "accused Orbit").answered_by;
        assert_eq!(ids.contains(&answer.to_string()), !ids.is_empty());
        !ids.is_empty()
    };
    assert!(!is_answered("2025-02"));
    assert!(is_answered("2025-03"));
    assert!(!is_answered("2025-04"));
    assert!(is_answered("2025-05"));
    assert_eq!(row(&desk.rows(), "accused Orbit").answered_by.len(), 1);
}

/// A lead of March was shown in February.
#[test]
fn leads_are_those_that_were_there() {
    let desk = Desk::new();
    desk.lead("A first letter is said to exist.");
    desk.at("2025-03-01T09:00:00Z").lead("A second one too.");
    let leads = |day: &str| desk.rows_as_of(day).len();
    assert_eq!(
        [leads("2025-01-09"), leads("2025-02"), leads("2025-03")],
        [0, 1, 2]
    );
}

/// What was captured in the last second of a day was missing from that day.
#[test]
fn a_day_ends_after_its_last_second() {
    let desk = Desk::new();
    desk.at("2025-01-10T23:59:59.500Z").page(ADDRESS, PAGE);
    assert!(find(&desk.rows_as_of("2025-01-10"), WE_DREW).is_some());
    let captured_by = |day: &str| {
        let rows = desk.rows_with(&TimelineFilter {
            before: Some(day.parse().unwrap()),
            clock: OrderClock::Captured,
            ..TimelineFilter::default()
        });
        find(&rows, WE_DREW).is_some()
    };
    assert!(captured_by("2025-01-10"));
    assert!(!captured_by("2025-01-09"));
    assert!(!captured_by("2025-01-10T23:59:59Z"));
}
