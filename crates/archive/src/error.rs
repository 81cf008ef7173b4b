//! What can go wrong with the archive: errors of the disk, and faults of single records.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why the archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The folder could not be made, opened or listed.
    #[error("cannot use the archive folder {}: {source}", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The lock that keeps two writers apart could not be had.
    #[error("cannot lock the archive by {}: {source}", path.display())]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no room left on the disk.
    #[error("the disk is full: cannot write to {}", dir.display())]
    DiskFull {
        /// The folder.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A place that is in no file of an archive.
    #[error("{file:?} is not the name of an archive file")]
    NotAFile {
        /// The name that was given.
        file: String,
    },
    /// A record is not what it was when it was written.
    #[error("a record of the archive is damaged: {problem}")]
    Damaged {
        /// Which one, and how.
        problem: Box<Problem>,
    },
    /// A body that is not the one the retrieval describes.
    #[error("the body given for {url} is not the one its digest describes")]
    OtherBody {
        /// The address of the capture.
        url: String,
    },
    /// A body that is too large for a record.
    #[error("the body of {url} has {bytes} bytes, more than the {most} that a record may have")]
    TooLarge {
        /// The address of the capture.
        url: String,
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
}

impl ArchiveError {
    /// Returns what a person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Folder { .. } | Self::Lock { .. } | Self::Write { .. } => {
                "see that the library folder is there and that you may write to it"
            }
            Self::DiskFull { .. } => "make room on the disk; nothing that was reported is lost",
            Self::Read { .. } | Self::NotAFile { .. } | Self::Damaged { .. } => {
                "restore the file from a backup, and have the library checked to see what can be trusted"
            }
            Self::OtherBody { .. } => "capture the page again",
            Self::TooLarge { .. } => "keep the file outside the library, or import a part of it",
        }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        if matches!(
            source.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        ) {
            let dir = path.parent().unwrap_or(path).to_owned();
            return Self::DiskFull { dir, source };
        }
        let path = path.to_owned();
        Self::Write { path, source }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::Read { path, source }
    }
}

/// A record that cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The name of the file.
    pub file: String,
    /// The first byte of the record in it.
    pub offset: u64,
    /// The `WARC-Record-ID`, when it can still be read, without angle brackets.
    pub record_id: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.file, self.offset)?;
        if let Some(id) = &self.record_id {
            write!(f, " ({id})")?;
        }
        write!(f, ": {}", self.fault)
    }
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its bytes cannot be had or decompressed, or end too early.
    #[error("it cannot be read: {reason}")]
    Unreadable {
        /// What the disk or the decoder said.
        reason: String,
    },
    /// It is no WARC record.
    #[error("it is not a WARC record: {reason}")]
    NotARecord {
        /// What is missing.
        reason: String,
    },
    /// Its length is another than its header says.
    #[error("its length is not the one in its header")]
    Length,
    /// A digest is missing or does not match.
    #[error("its {field} does not match its bytes")]
    Digest {
        /// The header field of the digest.
        field: &'static str,
    },
    /// It is another record than the one looked for.
    #[error("another record stands where {wanted} should be")]
    OtherRecord {
        /// The record that was looked for.
        wanted: String,
    },
    /// Its metadata describe another body.
    #[error("its metadata describe another body")]
    OtherBody,
    /// What it says is not what the metadata of its capture say.
    #[error("its {what} is not the one that was captured")]
    Differs {
        /// The part that differs.
        what: &'static str,
    },
    /// Its metadata belong to no response before it.
    #[error("its response is missing")]
    NoResponse,
}
