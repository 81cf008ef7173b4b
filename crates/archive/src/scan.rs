//! The whole archive read from end to end: for captures that have no row, and for `verify`.

use std::path::{Path, PathBuf};

use model::{Capture, RecordLocation};

use crate::error::{ArchiveError, Fault, Problem};
use crate::files::{name_of, number_in};
use crate::gather::Gathered;
use crate::member::{Member, Members};
use crate::record::Record;
use crate::text::StoredText;

/// A place in the archive, in the order in which captures were appended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    number: u32,
    offset: u64,
}

impl Position {
    /// The beginning of the archive.
    pub const START: Self = Self {
        number: 0,
        offset: 0,
    };

    /// Returns the beginning of the file that a capture stands in.
    pub fn beginning_of(location: &RecordLocation) -> Self {
        Self {
            number: number_in(&location.file).unwrap_or_default(),
            offset: 0,
        }
    }

    /// Returns the place behind the record with the body of a capture.
    pub fn after(location: &RecordLocation) -> Self {
        Self {
            number: number_in(&location.file).unwrap_or_default(),
            offset: location.offset + location.length,
        }
    }
}

/// What a check of the whole archive found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many records could be read.
    pub records: u64,
    /// How many of them close a whole capture.
    pub captures: u64,
    /// The texts that were read in captures.
    pub texts: Vec<StoredText>,
    /// What cannot be trusted.
    pub problems: Vec<Problem>,
}

/// Walks over the captures in the archive, in their order. A record that cannot be trusted comes
/// as a problem, and the walk goes on behind it.
pub struct Retrievals {
    scan: Scan,
    /// The records of the group that the walk is in.
    gathered: Gathered,
}

impl Retrievals {
    pub(crate) fn new(dir: &Path, ends: Vec<(u32, u64)>, from: &Position) -> Self {
        Self {
            scan: Scan::new(dir, ends, from),
            gathered: Gathered::new(*from != Position::START),
        }
    }
}

impl Iterator for Retrievals {
    type Item = Result<Capture, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.scan.next()? {
                Err(problem) => return Some(Err(problem)),
                Ok(found) => {
                    if let Some(item) = self.gathered.take_in(found) {
                        return Some(item);
                    }
                }
            }
        }
    }
}

/// Checks every record between the beginning and `ends`.
pub(crate) fn check(dir: &Path, ends: Vec<(u32, u64)>) -> Checked {
    let mut walk = Retrievals::new(dir, ends, &Position::START);
    let mut checked = Checked::default();
    while let Some(found) = walk.scan.next() {
        let item = match found {
            Ok(found) => {
                checked.records += 1;
                checked.texts.extend(StoredText::of(&found.record));
                walk.gathered.take_in(found)
            }
            Err(problem) => Some(Err(problem)),
        };
        match item {
            Some(Ok(_)) => checked.captures += 1,
            Some(Err(problem)) => checked.problems.push(problem),
            None => {}
        }
    }
    checked
}

/// A record and where it stands.
pub(crate) struct Found {
    pub(crate) record: Record,
    pub(crate) location: RecordLocation,
}

impl Found {
    pub(crate) fn problem(&self, fault: Fault) -> Problem {
        Problem {
            file: self.location.file.clone(),
            offset: self.location.offset,
            record_id: Some(self.location.record_id.clone()),
            fault,
        }
    }
}

/// Walks over the records of all files.
pub(crate) struct Scan {
    dir: PathBuf,
    /// The files still to come, last one first, with where each begins and ends.
    ahead: Vec<(u32, u64, u64)>,
    current: Option<(String, Members)>,
}

impl Scan {
    pub(crate) fn new(dir: &Path, ends: Vec<(u32, u64)>, from: &Position) -> Self {
        let files = ends
            .into_iter()
            .filter(|(number, _)| *number >= from.number);
        let begin = |number| {
            if number == from.number {
                from.offset
            } else {
                0
            }
        };
        let mut ahead: Vec<(u32, u64, u64)> = files
            .map(|(number, end)| (number, begin(number), end))
            .collect();
        ahead.reverse();
        Self {
            dir: dir.to_owned(),
            ahead,
            current: None,
        }
    }

    pub(crate) fn next(&mut self) -> Option<Result<Found, Problem>> {
        loop {
            let Some((file, members)) = &mut self.current else {
                match self.open_next()? {
                    Ok(()) => continue,
                    Err(problem) => return Some(Err(problem)),
                }
            };
            match members.next() {
                Ok(Some(member)) => return Some(read(file, member)),
                Ok(None) => self.current = None,
                Err(error) => {
                    let problem = unreadable(file, 0, &error);
                    self.current = None;
                    return Some(Err(problem));
                }
            }
        }
    }

    /// Opens the next file; nothing when there is none.
    fn open_next(&mut self) -> Option<Result<(), Problem>> {
        let (number, begin, end) = self.ahead.pop()?;
        let file = name_of(number);
        match Members::open(&self.dir.join(&file), begin, end) {
            Ok(members) => {
                self.current = Some((file, members));
                Some(Ok(()))
            }
            Err(error) => Some(Err(unreadable(&file, begin, &error))),
        }
    }
}

pub(crate) fn read(file: &str, member: Member) -> Result<Found, Problem> {
    let problem = |record_id, fault| Problem {
        file: file.to_owned(),
        offset: member.offset,
        record_id,
        fault,
    };
    let content = member
        .content
        .map_err(|error| unreadable(file, member.offset, &error))?;
    let record = Record::parse(content).map_err(|fault| problem(None, fault))?;
    let id = record.id();
    record
        .check_digests()
        .map_err(|fault| problem(id.clone(), fault))?;
    let location = RecordLocation {
        file: file.to_owned(),
        offset: member.offset,
        length: member.length,
        record_id: id.unwrap_or_default(),
    };
    Ok(Found { record, location })
}

fn unreadable(file: &str, offset: u64, error: &std::io::Error) -> Problem {
    Problem {
        file: file.to_owned(),
        offset,
        record_id: None,
        fault: Fault::Unreadable {
            reason: error.to_string(),
        },
    }
}

/// Returns the number and length of every file.
pub(crate) fn ends(dir: &Path) -> Result<Vec<(u32, u64)>, ArchiveError> {
    let numbers = crate::files::numbers(dir)?;
    numbers
        .into_iter()
        .map(|number| {
            let path = dir.join(name_of(number));
            match fs_err::metadata(&path) {
                Ok(metadata) => Ok((number, metadata.len())),
                Err(source) => Err(ArchiveError::read(&path, source)),
            }
        })
        .collect()
}
