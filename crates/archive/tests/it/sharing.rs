//! Several writers on one folder.

use std::collections::BTreeSet;

use counterclaim_archive::{Archive, Position};
use model::CaptureId;

use super::{Desk, hop, retrieval};

#[test]
fn writers_side_by_side_keep_whole_records() {
    let desk = Desk::new();
    let (writers, each) = (6_u64, 15_u64);
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let dir = desk.dir.path();
            scope.spawn(move || {
                // Each writer has an archive of its own, as each process has.
                let archive = Archive::open_rolling_at(dir, 60_000).expect("an archive");
                for count in 0..each {
                    let id = ulid::Ulid::from_parts(writer, count.into()).into();
                    let body = format!("page {count} of {writer} ").repeat(200);
                    let page = retrieval(id, hop("/a", 200), Vec::new(), body.as_bytes());
                    let capture = archive.append(&page, body.as_bytes()).expect("room");
                    let stored = archive.read(&capture.location).expect("what was written");
                    assert_eq!(stored.body, body.as_bytes());
                    assert_eq!(archive.recoveries(), []);
                }
            });
        }
    });
    let archive = desk.open();
    let walk = archive.retrievals(&Position::START).expect("a walk");
    let ids: BTreeSet<CaptureId> = walk.map(|it| it.expect("whole records").id()).collect();
    assert_eq!(ids.len() as u64, writers * each);
    let checked = archive.check().expect("a walk");
    assert_eq!(
        (checked.captures, checked.problems.len()),
        (writers * each, 0)
    );
}
