//! Pages that carry checked statements, captured again when they are due.

use counterclaim_tests::{Reply, Server};
use engine::model::{Recapture, WatchKind};
use engine::view::CaptureResult;

use crate::desk::{ADDRESS, Desk, PAGE};

/// A page on which somebody else is accused.
const OTHER: &str =
    "Two\n\nZenith accused Harrow Ferries on 3 January 2031 of hiding its timetables.\n";

const DAY: i64 = 24 * 60;

fn page(title: &str) -> Reply {
    Reply::of(200, "text/plain", format!("{title}\n\n{PAGE}"))
}

/// A desk with one captured page, on which a statement is checked.
fn checked(server: &Server) -> Desk {
    let desk = Desk::reaching(&[server]);
    desk.library
        .add(&desk.case, &[server.url("/story")])
        .expect("captured");
    let id = desk.rows()[0].id.parse().expect("an id");
    desk.accept(id, "AB");
    desk
}

#[test]
fn nothing_is_captured_again_until_a_person_says_so() {
    let server = Server::with([("/story", page("One"))]);
    let desk = checked(&server);
    desk.later(40 * DAY);
    assert!(desk.fetch().is_empty());
    let view = desk.library.recapture(&desk.case).expect("a view");
    assert_eq!(
        (view.every, view.pages, view.next),
        (Recapture::Off, 1, None)
    );
}

#[test]
fn a_page_is_captured_again_when_it_is_due_and_what_became_of_it_shows() {
    let server = Server::with([("/story", page("One"))]);
    let desk = checked(&server);
    let set = |every| desk.library.set_recapture(&desk.case, every);
    set(Recapture::Week).expect("set");
    let view = desk.library.recapture(&desk.case).expect("a view");
    assert_eq!(view.next.map(|it| (it - desk.now()).num_days()), Some(7));
    desk.later(6 * DAY);
    assert!(desk.fetch().is_empty(), "not before its time");
    desk.later(DAY + 1);
    assert_eq!(desk.fetch()[0].result, CaptureResult::Unchanged);
    assert!(desk.fetch().is_empty(), "and once");
    server.route(
        "/story",
        Reply::of(
            200,
            "text/plain",
            "One\n\nNobody in Harrow has anything to say about charts, herring or fog.",
        ),
    );
    desk.later(7 * DAY + 1);
    assert_eq!(desk.fetch()[0].result, CaptureResult::New);
    let rows = desk.rows();
    let flagged = rows.iter().filter(|it| it.page_change.is_some());
    assert_eq!(flagged.count(), rows.len());
    set(Recapture::Off).expect("set");
    desk.later(90 * DAY);
    assert!(desk.fetch().is_empty());
}

#[test]
fn a_site_that_fails_is_not_asked_more_often_for_it() {
    let server = Server::with([("/story", page("One"))]);
    let desk = checked(&server);
    desk.library
        .set_recapture(&desk.case, Recapture::Day)
        .expect("set");
    server.route("/story", Reply::status(410));
    desk.later(DAY + 1);
    assert_eq!(desk.fetch()[0].result, CaptureResult::Failed);
    desk.later(60);
    assert!(desk.fetch().is_empty());
    assert!(
        desk.rows().iter().all(|it| it.page_change.is_none()),
        "a failure removes nothing"
    );
    desk.later(DAY);
    assert_eq!(desk.fetch().len(), 1);
}

#[test]
fn what_nobody_checked_and_what_was_never_fetched_is_left_alone() {
    let server = Server::with([("/other", Reply::of(200, "text/plain", OTHER))]);
    let desk = Desk::reaching(&[&server]);
    desk.watch(&server.url("/other"), "9000h", Some(WatchKind::Page));
    desk.fetch();
    desk.page(ADDRESS, PAGE);
    let imported =
        |it: &engine::view::Row| it.document.as_ref().is_some_and(|it| it.url == ADDRESS);
    let row = desk.rows().into_iter().find(imported).expect("a row");
    let id = row.id.parse().expect("an id");
    desk.accept(id, "AB");
    desk.library
        .set_recapture(&desk.case, Recapture::Day)
        .expect("set");
    desk.later(3 * DAY);
    let lines = desk.fetch();
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(desk.library.recapture(&desk.case).expect("a view").pages, 0);
}
