//! Erasing: the bytes of a capture give way to a record of the same length that says when that
//! was, so that every other capture stays where it is.
//!
//! The bytes are overwritten where they stand. Whoever asks writes down first what is to be erased
//! and asks again after a crash: erasing twice is erasing.

use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use flate2::Crc;
use model::{Capture, RecordLocation, Sha256};

use crate::archive::Archive;
use crate::error::ArchiveError;
use crate::files::{path_of, sync_folder};
use crate::group::{Names, bracketed, date};
use crate::lock::Lock;
use crate::record::Record;
use crate::scan::{Position, Scan};

/// The field of a record that stands where a capture was erased.
const REMOVED: &str = "Counterclaim-Removed";
/// The longest block that gzip stores as it is.
const LONGEST_BLOCK: usize = 65_535;

/// A part of an archive file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// The first byte.
    pub offset: u64,
    /// How many bytes.
    pub length: u64,
}

impl Archive {
    /// Returns where all the records of a capture stand, requests and metadata too. The look for
    /// them begins at `from`, which is not behind them.
    pub fn places(&self, capture: &Capture, from: &Position) -> Result<Vec<Place>, ArchiveError> {
        let hops = capture.retrieval.redirects.len();
        let names = (0..=hops).map(|hop| Names::of(&capture.retrieval, hop));
        let ids: Vec<String> = names
            .flat_map(|it| [it.request, it.response, it.metadata])
            .collect();
        let last = ids.last().cloned().unwrap_or_default();
        let mut places: Vec<Place> = Vec::new();
        let mut scan = Scan::new(self.dir(), self.ends()?, from);
        while let Some(found) = scan.next() {
            let Ok(found) = found else {
                continue;
            };
            if ids.contains(&found.location.record_id) {
                join(&mut places, place_of(&found.location));
            }
            if found.location.record_id == last || found.location.file > capture.location.file {
                break;
            }
        }
        if places.is_empty() {
            // Damaged, but its bytes may still be there.
            places.push(place_of(&capture.location));
        }
        Ok(places)
    }

    /// Returns the records of a capture as they stand in the files, one gzip member after the
    /// other; with them the earlier one that has its body, where it has none of its own.
    pub fn records_of(&self, capture: &Capture, from: &Position) -> Result<Vec<u8>, ArchiveError> {
        let mut places = self.places(capture, from)?;
        if let Some(earlier) = self.record(&capture.location)?.earlier() {
            places.push(place_of(&earlier));
        }
        let pieces: Result<Vec<_>, _> = places.iter().map(|it| self.bytes_at(it)).collect();
        Ok(pieces?.concat())
    }

    /// Returns the bytes at a place.
    fn bytes_at(&self, place: &Place) -> Result<Vec<u8>, ArchiveError> {
        let path = path_of(self.dir(), &place.file)?;
        let read = || {
            let mut file = fs_err::File::open(&path)?;
            file.seek(SeekFrom::Start(place.offset))?;
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut io::Read::take(file, place.length), &mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|source| ArchiveError::read(&path, source))
    }

    /// Overwrites places with records that say that something was removed there. When this returns
    /// the bytes are gone from the files.
    pub fn erase(&self, places: &[Place], at: DateTime<Utc>) -> Result<(), ArchiveError> {
        let _lock = Lock::wait(self.dir())?;
        for place in places {
            let path = path_of(self.dir(), &place.file)?;
            overwrite(&path, place, at).map_err(|source| ArchiveError::write(&path, source))?;
        }
        Ok(())
    }

    /// Removes the torn records that were moved aside: nobody can tell any more what is in them.
    pub fn remove_torn(&self) -> Result<u64, ArchiveError> {
        let _lock = Lock::wait(self.dir())?;
        let remove = || {
            let mut removed = 0;
            for entry in fs_err::read_dir(self.dir())? {
                let path = entry?.path();
                let ending = path.extension().unwrap_or_default().to_string_lossy();
                if ending.starts_with("torn-") {
                    fs_err::remove_file(&path)?;
                    removed += 1;
                }
            }
            sync_folder(self.dir())?;
            Ok(removed)
        };
        remove().map_err(|source| ArchiveError::write(self.dir(), source))
    }
}

/// Tells whether a record stands where something was erased.
pub(crate) fn is_removed(record: &Record) -> bool {
    record.field(REMOVED).is_some()
}

pub(crate) fn place_of(location: &RecordLocation) -> Place {
    Place {
        file: location.file.clone(),
        offset: location.offset,
        length: location.length,
    }
}

/// Adds a place, as one with the last where it begins at its end.
pub(crate) fn join(places: &mut Vec<Place>, place: Place) {
    match places.last_mut() {
        Some(last) if last.file == place.file && last.offset + last.length == place.offset => {
            last.length += place.length;
        }
        _ => places.push(place),
    }
}

fn overwrite(path: &Path, place: &Place, at: DateTime<Utc>) -> io::Result<()> {
    let filler = filler(place, at)?;
    let mut file = fs_err::OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(place.offset))?;
    file.write_all(&filler)?;
    file.sync_all()
}

/// Returns a gzip member with a record that says when something was removed, as long as the place.
///
/// It is stored, not compressed, so that its length can be chosen to the byte.
fn filler(place: &Place, at: DateTime<Utc>) -> io::Result<Vec<u8>> {
    const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    const FRAME: usize = HEADER.len() + 8;
    let too_short = || io::Error::other("a place too short to be erased");
    let length = usize::try_from(place.length).map_err(|_| too_short())?;
    let inside = length.checked_sub(FRAME).ok_or_else(too_short)?;
    let blocks = inside.div_ceil(LONGEST_BLOCK).max(1);
    let content = inside.checked_sub(5 * blocks).ok_or_else(too_short)?;
    let content = removed_record(place, at, content).ok_or_else(too_short)?;
    let mut member = HEADER.to_vec();
    let mut rest = &content[..];
    for block in 1..=blocks {
        let (head, tail) = rest.split_at(rest.len().min(LONGEST_BLOCK));
        let size = u16::try_from(head.len()).unwrap_or(u16::MAX);
        member.push(u8::from(block == blocks));
        member.extend(size.to_le_bytes());
        member.extend((!size).to_le_bytes());
        member.extend_from_slice(head);
        rest = tail;
    }
    let mut crc = Crc::new();
    crc.update(&content);
    member.extend(crc.sum().to_le_bytes());
    member.extend(crc.amount().to_le_bytes());
    Ok(member)
}

/// Returns a record of exactly `length` bytes.
fn removed_record(place: &Place, at: DateTime<Utc>, length: usize) -> Option<Vec<u8>> {
    let name = format!("removed {} {}", place.file, place.offset);
    let digits = Sha256::of(name.as_bytes()).to_string();
    // A UUID of version 8 (RFC 9562), as for the records of captures.
    let id = format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[12..15],
        &digits[15..18],
        &digits[18..30]
    );
    let at = date(at);
    // A longer length has more digits: where no length fits, a space more does.
    ["", " "].iter().find_map(|space| {
        let header = |block: &[u8]| {
            format!(
                "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: {}\r\nWARC-Date: {at}\r\n\
                 {REMOVED}: {at}{space}\r\nContent-Type: text/plain\r\n\
                 WARC-Block-Digest: sha256:{}\r\nContent-Length: {}\r\n\r\n",
                bracketed(&id),
                Sha256::of(block),
                block.len()
            )
        };
        let shortest = header(b"").len() + 4;
        (1..=12).find_map(|digits| {
            let size = length.checked_sub(shortest + digits - 1)?;
            if size.to_string().len() != digits {
                return None;
            }
            let block = vec![b' '; size];
            Some([header(&block).as_bytes(), &block, b"\r\n\r\n"].concat())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::read_member;

    #[test]
    fn what_stands_in_a_place_is_as_long_as_it_and_a_record() {
        let at = "2026-11-23T10:00:00Z".parse().expect("an instant");
        let lengths = (420..2_000).chain(65_500..65_700).chain([131_400, 200_003]);
        for length in lengths {
            let place = Place {
                file: "counterclaim-00001.warc.gz".to_owned(),
                offset: 7,
                length,
            };
            let member = filler(&place, at).expect("long enough");
            assert_eq!(member.len() as u64, length);
            let content = read_member(&mut &member[..]).expect("a member");
            let record = Record::parse(content).expect("a record");
            assert!(
                record.check_digests().is_ok() && is_removed(&record),
                "{length}"
            );
        }
    }

    #[test]
    fn places_that_touch_are_one() {
        let place = |offset, length| Place {
            file: "counterclaim-00001.warc.gz".to_owned(),
            offset,
            length,
        };
        let mut places = Vec::new();
        for it in [place(0, 10), place(10, 5), place(20, 5)] {
            join(&mut places, it);
        }
        assert_eq!(places, [place(0, 15), place(20, 5)]);
    }
}
