//! The whole archive read from end to end: for captures that have no row, and for `verify`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fastwarc::warc::record::WarcRecordType;
use model::{Capture, RecordLocation, Retrieval, Sha256};

use crate::error::{ArchiveError, Fault, Problem};
use crate::files::{name_of, number_in};
use crate::member::{Member, Members};
use crate::record::{Record, bare_id};

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
    /// What cannot be trusted.
    pub problems: Vec<Problem>,
}

/// Walks over the captures in the archive, in their order. A record that cannot be trusted comes
/// as a problem, and the walk goes on behind it.
pub struct Retrievals {
    scan: Scan,
    /// Where the responses of the group stand that the walk is in, by their ids.
    responses: BTreeMap<String, Response>,
    /// Whether the walk may have begun inside a group, whose capture the caller knows.
    may_be_inside: bool,
}

struct Response {
    location: RecordLocation,
    payload: Sha256,
}

impl Retrievals {
    pub(crate) fn new(dir: &Path, ends: Vec<(u32, u64)>, from: &Position) -> Self {
        Self {
            scan: Scan::new(dir, ends, from),
            responses: BTreeMap::new(),
            may_be_inside: *from != Position::START,
        }
    }

    /// Returns the capture that a record closes; most records close none.
    fn take_in(&mut self, found: Found) -> Option<Result<Capture, Problem>> {
        let Found { record, location } = found;
        match record.kind {
            WarcRecordType::Response | WarcRecordType::Resource => {
                self.may_be_inside = false;
                let payload = Sha256::of(record.payload());
                let id = location.record_id.clone();
                self.responses.insert(id, Response { location, payload });
                None
            }
            WarcRecordType::Metadata if std::mem::take(&mut self.may_be_inside) => None,
            WarcRecordType::Metadata => Some(close(
                &record,
                &location,
                &std::mem::take(&mut self.responses),
            )),
            _ => None,
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
                    if let Some(item) = self.take_in(found) {
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
                walk.take_in(found)
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

/// Makes a capture of the record that closes its group.
fn close(
    record: &Record,
    location: &RecordLocation,
    responses: &BTreeMap<String, Response>,
) -> Result<Capture, Problem> {
    let problem = |fault| Problem {
        file: location.file.clone(),
        offset: location.offset,
        record_id: Some(location.record_id.clone()),
        fault,
    };
    let retrieval: Retrieval = serde_json::from_slice(&record.block).map_err(|error| {
        problem(Fault::NotARecord {
            reason: error.to_string(),
        })
    })?;
    let response = record
        .field("WARC-Refers-To")
        .and_then(|id| responses.get(&bare_id(id)))
        .ok_or_else(|| problem(Fault::NoResponse))?;
    if response.payload != retrieval.received.sha256 {
        return Err(problem(Fault::OtherBody));
    }
    Ok(Capture {
        retrieval,
        location: response.location.clone(),
    })
}

/// A record and where it stands.
struct Found {
    record: Record,
    location: RecordLocation,
}

/// Walks over the records of all files.
struct Scan {
    dir: PathBuf,
    /// The files still to come, last one first, with where each begins and ends.
    ahead: Vec<(u32, u64, u64)>,
    current: Option<(String, Members)>,
}

impl Scan {
    fn new(dir: &Path, ends: Vec<(u32, u64)>, from: &Position) -> Self {
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

    fn next(&mut self) -> Option<Result<Found, Problem>> {
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

fn read(file: &str, member: Member) -> Result<Found, Problem> {
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
