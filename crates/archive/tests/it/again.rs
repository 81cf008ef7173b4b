//! A body that was captured before is not kept twice.

use counterclaim_archive::{ArchiveError, Position};
use model::{Body, Capture};

use super::{Desk, hop, retrieval};

const BODY: &[u8] = b"<p>Orbit denied the claim.</p>";

#[test]
fn a_body_that_is_there_already_is_referred_to() {
    let desk = Desk::new();
    let archive = desk.open();
    let first = archive.append(&desk.page("/a", BODY), BODY).expect("room");
    let mut later = desk.page("/a", BODY);
    later
        .first
        .headers
        .push(("x-cache".to_owned(), "hit".to_owned()));
    let again = archive
        .append_again(&later, BODY, &first.location)
        .expect("room");
    let third = archive
        .append_again(&desk.page("/a", BODY), BODY, &again.location)
        .expect("room");
    for (capture, headers) in [(&again, 5), (&third, 4)] {
        let response = archive.read(&capture.location).expect("it is there");
        assert_eq!(response.body, BODY);
        assert_eq!((response.status, response.headers.len()), (200, headers));
    }
    let found: Vec<Capture> = archive
        .retrievals(&Position::START)
        .expect("a walk")
        .map(|it| it.expect("whole"))
        .collect();
    assert_eq!(found, [first, again, third]);
    assert_eq!(archive.check().expect("a check").problems, []);
}

#[test]
fn another_body_is_kept_in_full() {
    let desk = Desk::new();
    let archive = desk.open();
    let first = archive.append(&desk.page("/a", BODY), BODY).expect("room");
    let other = archive
        .append_again(&desk.page("/a", b"other"), b"other", &first.location)
        .expect("room");
    assert_eq!(archive.read(&other.location).expect("there").body, b"other");
    let mut nowhere = first.location.clone();
    nowhere.offset = 1 << 40;
    let kept = archive
        .append_again(&desk.page("/a", BODY), BODY, &nowhere)
        .expect("room");
    let mut file = retrieval(desk.ids_fresh(), hop("/file", 0), Vec::new(), BODY);
    file.first.headers.truncate(1);
    let resource = archive
        .append_again(&file, BODY, &kept.location)
        .expect("room");
    assert_eq!(archive.read(&resource.location).expect("there").status, 0);
    assert_eq!(file.received, Body::of(BODY));
    archive
        .erase(
            &archive.places(&first, &Position::START).expect("places"),
            first.retrieval.captured(),
        )
        .expect("erased");
    assert_eq!(archive.read(&kept.location).expect("there").body, BODY);
}

#[test]
fn a_reference_to_what_was_erased_is_damage() {
    let desk = Desk::new();
    let archive = desk.open();
    let first = archive.append(&desk.page("/a", BODY), BODY).expect("room");
    let again = archive
        .append_again(&desk.page("/a", BODY), BODY, &first.location)
        .expect("room");
    let places = archive.places(&first, &Position::START).expect("places");
    archive
        .erase(&places, first.retrieval.captured())
        .expect("erased");
    let error = archive.read(&again.location).expect_err("no body");
    assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
}
