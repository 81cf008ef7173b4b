//! A capture that was erased is gone to the last byte, and every other one is where it was.

use counterclaim_archive::{Archive, Position};
use model::Capture;

use super::{Desk, hop, retrieval};

fn bodies() -> [Vec<u8>; 3] {
    // Bytes that do not compress: a marker in them stands in the file only while it is stored.
    let noise = |seed: u32| {
        (0..60_000_u32)
            .flat_map(|it| (it ^ seed).wrapping_mul(2_654_435_761).to_le_bytes())
            .collect()
    };
    [noise(1), noise(2), noise(3)]
}

fn three(desk: &Desk, archive: &Archive) -> Vec<Capture> {
    let append = |(path, body): (&str, &Vec<u8>)| {
        let redirects = vec![hop(path, 200)];
        let page = retrieval(desk.ids_fresh(), hop("/from", 302), redirects, body);
        archive.append(&page, body).expect("room")
    };
    ["/a", "/secret", "/c"]
        .into_iter()
        .zip(&bodies())
        .map(append)
        .collect()
}

#[test]
fn the_others_stay_where_they_were_and_nothing_is_left_of_it() {
    let desk = Desk::new();
    let archive = desk.open();
    let captures = three(&desk, &archive);
    let file = desk.dir.path().join("counterclaim-00001.warc.gz");
    let before = fs_err::read(&file).expect("the file");
    for from in [Position::START, Position::after(&captures[0].location)] {
        let places = archive.places(&captures[1], &from).expect("places");
        let [place] = &places[..] else {
            panic!("{places:?}");
        };
        let end = place.offset + place.length;
        assert!(place.offset > captures[0].location.offset);
        assert!(end < captures[2].location.offset && place.length > 230_000);
    }
    let places = archive
        .places(&captures[1], &Position::START)
        .expect("places");
    // Twice, as after a crash.
    for _ in 0..2 {
        archive
            .erase(&places, captures[1].retrieval.captured())
            .expect("erased");
    }
    let after = fs_err::read(&file).expect("the file");
    assert_eq!(after.len(), before.len());
    let (from, to) = (
        place_of(places[0].offset),
        place_of(places[0].offset + places[0].length),
    );
    assert_eq!(
        (&after[..from], &after[to..]),
        (&before[..from], &before[to..])
    );
    assert!(after[from..to].windows(6).all(|it| it != b"secret"));
    for window in before[from..to].chunks_exact(16).skip(1).step_by(50) {
        assert!(after.windows(16).all(|it| it != window), "bytes are left");
    }
    let checked = desk.open().check().expect("a check");
    assert_eq!((checked.captures, &checked.problems[..]), (2, &[][..]));
    for kept in [&captures[0], &captures[2]] {
        assert!(archive.read(&kept.location).is_ok());
    }
    assert!(archive.read(&captures[1].location).is_err());
    let more = archive.append(&desk.page("/d", b"d"), b"d").expect("room");
    assert!(more.location.offset > captures[2].location.offset);
}

#[test]
fn a_capture_at_the_end_is_erased_and_the_next_goes_behind_it() {
    let desk = Desk::new();
    let archive = desk.open();
    let only = archive.append(&desk.page("/a", b"a"), b"a").expect("room");
    let places = archive.places(&only, &Position::START).expect("places");
    archive
        .erase(&places, only.retrieval.captured())
        .expect("erased");
    fs_err::remove_file(desk.dir.path().join("archive.lock")).expect("a lock file");
    let archive = desk.open();
    assert_eq!(archive.recoveries(), []);
    let next = archive.append(&desk.page("/b", b"b"), b"b").expect("room");
    assert!(archive.read(&next.location).is_ok());
    assert_eq!(archive.check().expect("a check").problems, []);
}

#[test]
fn torn_records_that_were_moved_aside_can_be_removed() {
    let desk = Desk::new();
    let archive = desk.open();
    archive.append(&desk.page("/a", b"a"), b"a").expect("room");
    let file = desk.dir.path().join("counterclaim-00001.warc.gz");
    let bytes = fs_err::read(&file).expect("the file");
    fs_err::write(&file, [&bytes[..], &bytes[..200]].concat()).expect("room");
    let archive = desk.open();
    assert_eq!(archive.recoveries().len(), 1);
    assert_eq!(archive.remove_torn().expect("removed"), 1);
    assert_eq!(archive.remove_torn().expect("removed"), 0);
    assert!(archive.check().expect("a check").problems.is_empty());
}

fn place_of(offset: u64) -> usize {
    usize::try_from(offset).expect("a small file")
}
