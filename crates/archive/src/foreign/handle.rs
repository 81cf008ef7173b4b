//! One open file under several readers, each with a place of its own.
//!
//! A worker is handed one open file and may open no other, so a WARC inside a ZIP is read through
//! the file of the ZIP.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// A reader of a file that others read too.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    file: Arc<fs_err::File>,
    at: u64,
}

impl Handle {
    /// Reads a file from its beginning.
    pub(super) fn of(file: fs_err::File) -> Self {
        Self {
            file: Arc::new(file),
            at: 0,
        }
    }

    /// Reads the same file from a place on.
    pub(super) fn from(&self, at: u64) -> Self {
        Self {
            file: Arc::clone(&self.file),
            at,
        }
    }
}

impl Read for Handle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(buffer)?;
        self.at = self.at.saturating_add(count as u64);
        Ok(count)
    }
}

impl Seek for Handle {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut file = &*self.file;
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(_) => file.seek(to)?,
            SeekFrom::Current(by) => self
                .at
                .checked_add_signed(by)
                .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?,
        };
        Ok(self.at)
    }
}
