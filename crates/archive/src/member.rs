//! Gzip members of a file, one after the other, each with its place; damage ends one member and
//! not the walk.

use std::io::{self, BufRead, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::archive::LARGEST_BODY;

/// The largest record: a body with room for its headers and metadata.
pub(crate) const LARGEST_RECORD: u64 = LARGEST_BODY as u64 + (1 << 20);

/// The first bytes of every member that is written here: gzip, deflate, no flags, no time.
const MEMBER_START: [u8; 8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];

/// A gzip member and where it stands.
pub(crate) struct Member {
    pub(crate) offset: u64,
    /// How many bytes it takes in the file; for a damaged one, how many until the next.
    pub(crate) length: u64,
    /// What it holds, or why that cannot be read.
    pub(crate) content: Result<Vec<u8>, io::Error>,
}

/// Walks over the members of one file.
pub(crate) struct Members {
    file: BufReader<fs_err::File>,
    offset: u64,
    end: u64,
}

impl Members {
    /// Opens a file for a walk from `offset`, where a member begins, up to `end`.
    pub(crate) fn open(path: &Path, offset: u64, end: u64) -> io::Result<Self> {
        Ok(Self {
            file: BufReader::new(fs_err::File::open(path)?),
            offset,
            end,
        })
    }

    /// Returns the next member; an error only when the disk fails.
    pub(crate) fn next(&mut self) -> io::Result<Option<Member>> {
        if self.offset >= self.end {
            return Ok(None);
        }
        let offset = self.offset;
        self.file.seek(SeekFrom::Start(offset))?;
        let mut counted = Counted {
            inner: (&mut self.file).take(self.end - offset),
            count: 0,
        };
        let content = read_member(&mut counted);
        let length = match &content {
            Ok(_) => counted.count,
            Err(_) => self.distance_to_next(offset)?,
        };
        self.offset = offset + length;
        Ok(Some(Member {
            offset,
            length,
            content,
        }))
    }

    /// Returns how far it is from a damaged member to the next place where one seems to begin, or
    /// to the end.
    fn distance_to_next(&mut self, damaged: u64) -> io::Result<u64> {
        let mut window: Vec<u8> = Vec::new();
        let mut at = damaged + 1;
        self.file.seek(SeekFrom::Start(at))?;
        while at < self.end {
            let piece = self.file.fill_buf()?;
            let count = piece.len();
            if count == 0 {
                break;
            }
            window.extend_from_slice(piece);
            self.file.consume(count);
            let found = window
                .windows(MEMBER_START.len())
                .position(|it| it == MEMBER_START);
            if let Some(found) = found {
                return Ok((at + found as u64).min(self.end) - damaged);
            }
            // The beginning of a member may lie across two pieces.
            let keep = window.len().min(MEMBER_START.len() - 1);
            at += (window.len() - keep) as u64;
            window.drain(..window.len() - keep);
        }
        Ok(self.end - damaged)
    }
}

/// Decompresses one member under the cap.
pub(crate) fn read_member(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    GzDecoder::new(input)
        .take(LARGEST_RECORD + 1)
        .read_to_end(&mut content)?;
    if content.len() as u64 > LARGEST_RECORD {
        return Err(io::Error::other(format!(
            "more than {LARGEST_RECORD} bytes"
        )));
    }
    Ok(content)
}

/// A reader that counts what was taken from it.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.count += count as u64;
        self.inner.consume(count);
    }
}
