//! `archive.lock`: keeps writers of several threads and processes apart, and remembers where the
//! last whole capture ended.
//!
//! The mark is a hint, written after the fsync of what it speaks of: with it, a start looks only
//! at what came after. A missing, damaged or outdated mark costs a longer look and nothing else.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use model::Sha256;

use crate::error::ArchiveError;

/// The lock, held until it is dropped.
pub(crate) struct Lock {
    file: fs_err::File,
}

/// Where the last whole capture ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) file: String,
    pub(crate) end: u64,
}

impl Lock {
    /// Waits for the lock of the archive in `dir`. It is held for one append at most, so the wait
    /// is short.
    pub(crate) fn wait(dir: &Path) -> Result<Self, ArchiveError> {
        let path = dir.join("archive.lock");
        let unlockable = |source| ArchiveError::Lock {
            path: path.clone(),
            source,
        };
        let file = fs_err::OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(unlockable)?;
        file.lock().map_err(unlockable)?;
        Ok(Self { file })
    }

    /// Returns the mark, or nothing when there is none that can be trusted.
    pub(crate) fn mark(&mut self) -> Option<Mark> {
        let mut line = String::new();
        self.file.seek(SeekFrom::Start(0)).ok()?;
        (&mut self.file).take(1024).read_to_string(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let mark = Mark {
            file: words.next()?.to_owned(),
            end: words.next()?.parse().ok()?,
        };
        (mark.line() == line).then_some(mark)
    }

    /// Remembers a mark. A mark that cannot be written is only not there: the captures are.
    pub(crate) fn remember(&mut self, mark: &Mark) {
        let line = mark.line();
        let written = self
            .file
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.file.write_all(line.as_bytes()))
            .and_then(|()| self.file.set_len(line.len() as u64));
        if written.is_err() {
            drop(self.file.set_len(0));
        }
    }
}

impl Mark {
    /// Returns the mark as it is written: with a check sum, since half a number is a number too.
    fn line(&self) -> String {
        let text = format!("{} {}", self.file, self.end);
        let sum = Sha256::of(text.as_bytes()).to_string();
        format!("{text} {}\n", &sum[..16])
    }
}
