//! Recovery: what a crash left behind the last whole capture is moved aside, so that the next one
//! is not appended to half a record.

use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use fastwarc::warc::record::WarcRecordType;

use crate::error::ArchiveError;
use crate::files::{name_of, numbers, sync_folder};
use crate::lock::{Lock, Mark};
use crate::member::Members;
use crate::record::Record;

/// Bytes that were cut off an archive file because they were no whole capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The archive file.
    pub file: String,
    /// Where it was cut.
    pub offset: u64,
    /// How many bytes were behind that place.
    pub bytes: u64,
    /// Where they are kept now.
    pub moved_to: PathBuf,
}

/// The end of the archive, where the next capture goes.
pub(crate) struct Tail {
    pub(crate) number: u32,
    pub(crate) end: u64,
    pub(crate) recovery: Option<Recovery>,
}

/// Returns the end of the archive after moving a torn record aside. The lock is held by the caller.
pub(crate) fn tail(dir: &Path, lock: &mut Lock) -> Result<Tail, ArchiveError> {
    let Some(number) = numbers(dir)?.pop() else {
        return Ok(Tail {
            number: 1,
            end: 0,
            recovery: None,
        });
    };
    let file = name_of(number);
    let path = dir.join(&file);
    let metadata = fs_err::metadata(&path);
    let length = metadata
        .map_err(|source| ArchiveError::read(&path, source))?
        .len();
    let known = lock
        .mark()
        .filter(|mark| mark.file == file && mark.end <= length)
        .map_or(0, |mark| mark.end);
    let end = end_of_last_capture(&path, known, length)
        .map_err(|source| ArchiveError::read(&path, source))?;
    let mut recovery = None;
    if end < length {
        let moved_to =
            move_aside(&path, end).map_err(|source| ArchiveError::write(&path, source))?;
        recovery = Some(Recovery {
            file: file.clone(),
            offset: end,
            bytes: length - end,
            moved_to,
        });
    }
    if end != known {
        lock.remember(&Mark { file, end });
    }
    Ok(Tail {
        number,
        end,
        recovery,
    })
}

/// Returns where the last whole capture ends, looking from `known`, where one is known to end. A
/// damaged record before a whole one is no torn tail: it stays for `verify` to name.
fn end_of_last_capture(path: &Path, known: u64, length: u64) -> io::Result<u64> {
    let mut members = Members::open(path, known, length)?;
    let mut end = known;
    while let Some(member) = members.next()? {
        let record = member.content.ok().map(Record::parse);
        let kind = record.and_then(Result::ok).map(|record| record.kind);
        if matches!(
            kind,
            Some(WarcRecordType::Metadata | WarcRecordType::WarcInfo | WarcRecordType::Conversion)
        ) {
            end = member.offset + member.length;
        }
    }
    Ok(end)
}

/// Moves everything from `end` on into a file beside, and only then cuts it off.
fn move_aside(path: &Path, end: u64) -> io::Result<PathBuf> {
    let mut file = fs_err::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)?;
    file.seek(SeekFrom::Start(end))?;
    let (aside, moved_to) = free_place(path, end)?;
    if let Err(error) = copy(&mut file, aside, path) {
        // Half a copy helps nobody: the bytes are still where they were.
        drop(fs_err::remove_file(&moved_to));
        return Err(error);
    }
    file.set_len(end)?;
    file.sync_all()?;
    Ok(moved_to)
}

/// Copies the rest of `from` into `aside` and makes it durable.
fn copy(from: &mut fs_err::File, mut aside: fs_err::File, path: &Path) -> io::Result<()> {
    io::copy(from, &mut aside)?;
    aside.sync_all()?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes a file that does not exist yet.
fn free_place(path: &Path, end: u64) -> io::Result<(fs_err::File, PathBuf)> {
    for attempt in 1..=u16::MAX {
        let place = path.with_extension(format!("torn-{end}-{attempt}"));
        match fs_err::File::create_new(&place) {
            Ok(file) => return Ok((file, place)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}
