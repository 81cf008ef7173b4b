//! Disks that lie, writes that were cut short, and disks that are full.

use std::path::PathBuf;

use counterclaim_archive::{Archive, ArchiveError, Fault, Position};
use model::Capture;

use super::Desk;

const FILE: &str = "counterclaim-00001.warc.gz";

/// A desk with three captures, and the bytes of its file.
fn three() -> (Desk, Vec<Capture>, PathBuf) {
    let desk = Desk::new();
    let archive = desk.open();
    let captures = ["/a", "/b", "/c"]
        .into_iter()
        .map(|path| {
            // Bytes that do not compress, so that a flip is more likely to hit the body.
            let body: Vec<u8> = (0..2_000_u32)
                .flat_map(|it| it.wrapping_mul(2_654_435_761).to_le_bytes())
                .collect();
            archive
                .append(&desk.page(path, &body), &body)
                .expect("room on the disk")
        })
        .collect();
    let path = desk.dir.path().join(FILE);
    (desk, captures, path)
}

fn flip(path: &PathBuf, offset: u64) {
    let mut bytes = fs_err::read(path).expect("a file");
    bytes[usize::try_from(offset).expect("a small file")] ^= 0x10;
    fs_err::write(path, bytes).expect("room on the disk");
}

#[test]
fn a_flipped_byte_anywhere_in_a_record_is_named() {
    let (desk, captures, path) = three();
    let archive = desk.open();
    let whole = fs_err::read(&path).expect("a file");
    let place = &captures[1].location;
    // The first ten bytes hold the flags, time and system of gzip, some of which mean nothing.
    for at in (place.offset + 10..place.offset + place.length).step_by(97) {
        flip(&path, at);
        let error = archive.read(place).expect_err("a flipped byte");
        let ArchiveError::Damaged { problem } = &error else {
            panic!("byte {at}: {error}");
        };
        assert_eq!(problem.record_id.as_deref(), Some(place.record_id.as_str()));
        assert!(error.to_string().contains(&place.record_id), "{error}");
        fs_err::write(&path, &whole).expect("room on the disk");
    }
    assert!(archive.read(place).is_ok());
}

#[test]
fn damage_in_one_record_leaves_the_others_readable() {
    let (desk, captures, path) = three();
    flip(&path, captures[1].location.offset + 2_000);
    let archive = desk.open();
    let checked = archive.check().expect("a readable archive");
    assert_eq!((checked.captures, checked.records), (2, 9));
    let faults: Vec<&Fault> = checked.problems.iter().map(|it| &it.fault).collect();
    assert!(
        matches!(faults[..], [Fault::Unreadable { .. }, Fault::NoResponse]),
        "{faults:?}"
    );
    assert_eq!(checked.problems[0].offset, captures[1].location.offset);
    let found: Vec<Capture> = archive
        .retrievals(&Position::START)
        .expect("a walk")
        .filter_map(Result::ok)
        .collect();
    assert_eq!(found, [captures[0].clone(), captures[2].clone()]);
    assert!(archive.read(&captures[2].location).is_ok());
    assert_eq!(
        archive.recoveries(),
        [],
        "damage in the middle is no torn tail"
    );
}

#[test]
fn damage_in_the_middle_is_kept_even_when_the_mark_is_lost() {
    let (desk, captures, path) = three();
    flip(&path, captures[1].location.offset + 2_000);
    fs_err::remove_file(desk.dir.path().join("archive.lock")).expect("a lock file");
    let length = fs_err::metadata(&path).expect("a file").len();
    let archive = desk.open();
    assert_eq!(archive.recoveries(), []);
    assert_eq!(fs_err::metadata(&path).expect("a file").len(), length);
}

#[test]
fn another_record_at_the_place_is_not_taken_for_the_right_one() {
    let (desk, captures, _) = three();
    let mut place = captures[0].location.clone();
    place.record_id.clone_from(&captures[1].location.record_id);
    let error = desk.open().read(&place).expect_err("another record");
    assert!(
        error.to_string().contains("another record stands where"),
        "{error}"
    );
    let mut longer = captures[0].location.clone();
    longer.length += 1;
    assert!(matches!(
        desk.open().read(&longer),
        Err(ArchiveError::Damaged { .. })
    ));
    let mut beyond = captures[0].location.clone();
    beyond.offset = 1 << 40;
    assert!(matches!(
        desk.open().read(&beyond),
        Err(ArchiveError::Damaged { .. })
    ));
}

/// Cuts the file at `at`, opens the archive, and returns what is left of the three captures.
fn cut_and_open(at: u64) -> (Vec<Capture>, Archive, Desk) {
    let (desk, captures, path) = three();
    let bytes = fs_err::read(&path).expect("a file");
    let kept = usize::try_from(at).expect("a small file").min(bytes.len());
    fs_err::write(&path, &bytes[..kept]).expect("room on the disk");
    // After a crash in the middle of a write the mark speaks of the capture before it.
    fs_err::remove_file(desk.dir.path().join("archive.lock")).expect("a lock file");
    let archive = desk.open();
    (captures, archive, desk)
}

#[test]
fn a_torn_tail_is_moved_aside_wherever_it_was_cut() {
    let (_desk, captures, path) = three();
    let length = fs_err::metadata(&path).expect("a file").len();
    let ends: Vec<u64> = captures
        .iter()
        .skip(1)
        .map(|it| it.location.offset)
        .collect();
    for at in (1..length).step_by(613) {
        let (captures, archive, desk) = cut_and_open(at);
        let found: Vec<Capture> = archive
            .retrievals(&Position::START)
            .expect("a walk")
            .map(|item| item.expect("nothing is damaged"))
            .collect();
        assert_eq!(found, captures[..found.len()], "cut at {at}");
        // The request of the next capture comes before its response, so a cut in a response
        // leaves exactly the captures before it.
        let least = ends.iter().filter(|end| **end <= at).count();
        assert!(
            found.len() >= least,
            "cut at {at}: {} captures",
            found.len()
        );
        if let [recovery] = &archive.recoveries()[..] {
            let aside = fs_err::metadata(&recovery.moved_to)
                .expect("the bytes are kept")
                .len();
            assert_eq!(
                (recovery.offset + recovery.bytes, aside),
                (at, recovery.bytes)
            );
        }
        let next = archive
            .append(&desk.page("/d", b"new"), b"new")
            .expect("room on the disk");
        assert_eq!(archive.read(&next.location).expect("a page").body, b"new");
        let checked = archive.check().expect("a readable archive");
        assert_eq!(
            (checked.captures, checked.problems.len()),
            (found.len() as u64 + 1, 0)
        );
    }
}

#[test]
fn a_torn_record_is_found_by_the_next_append_too() {
    let (desk, captures, path) = three();
    let archive = desk.open();
    let mut bytes = fs_err::read(&path).expect("a file");
    let whole = bytes.len() as u64;
    bytes.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 2, 3]);
    fs_err::write(&path, bytes).expect("room on the disk");
    archive
        .append(&desk.page("/d", b"new"), b"new")
        .expect("room on the disk");
    let recoveries = archive.recoveries();
    assert_eq!((recoveries[0].offset, recoveries[0].bytes), (whole, 13));
    assert_eq!(
        archive.check().expect("a walk").captures,
        captures.len() as u64 + 1
    );
}

#[test]
fn a_mark_that_lies_or_is_half_written_does_no_harm() {
    for mark in [
        "",
        "counterclaim-00001.warc.gz 12",
        "counterclaim-00001.warc.gz 17 0123456789abcdef\n",
        "\u{0}\u{0}",
    ] {
        let (desk, captures, path) = three();
        let length = fs_err::metadata(&path).expect("a file").len();
        fs_err::write(desk.dir.path().join("archive.lock"), mark).expect("room on the disk");
        let archive = desk.open();
        assert_eq!(
            fs_err::metadata(&path).expect("a file").len(),
            length,
            "{mark:?}"
        );
        assert_eq!(archive.recoveries(), []);
        assert_eq!(
            archive.check().expect("a walk").captures,
            captures.len() as u64
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_clear_error() {
    let desk = Desk::new();
    let archive = desk.open();
    // Every write to this device fails for want of room.
    std::os::unix::fs::symlink("/dev/full", desk.dir.path().join(FILE)).expect("a link");
    let error = archive
        .append(&desk.page("/a", b"x"), b"x")
        .expect_err("no room");
    assert!(matches!(error, ArchiveError::DiskFull { .. }), "{error}");
    let expected = format!(
        "the disk is full: cannot write to {}",
        desk.dir.path().display()
    );
    assert_eq!(error.to_string(), expected);
    assert!(error.hint().starts_with("make room"));
}

#[test]
fn a_folder_that_is_a_file_is_a_clear_error() {
    let desk = Desk::new();
    let path = desk.dir.path().join("archive");
    fs_err::write(&path, "a file").expect("room on the disk");
    let error = Archive::open(&path).expect_err("no folder");
    assert!(
        error
            .to_string()
            .starts_with("cannot use the archive folder "),
        "{error}"
    );
}
