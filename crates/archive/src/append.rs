//! Appending: the records of one capture written through and one fsync, and the file cut back when
//! either fails.

use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::Path;

use crate::files::sync_folder;

/// The end of a file, where records go.
pub(crate) struct FileEnd {
    file: BufWriter<fs_err::File>,
    at: u64,
}

impl FileEnd {
    /// Returns where the next byte will stand.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }
}

impl Write for FileEnd {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.at += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Appends what `write` writes to the file at `path`, which ends at `end`, and makes it durable.
/// Returns what `write` returned, and the new end.
///
/// When that fails the file is cut back to `end`; should the cut fail too, the next look at the
/// tail does it.
pub(crate) fn append<T>(
    path: &Path,
    end: u64,
    write: impl FnOnce(&mut FileEnd) -> io::Result<T>,
) -> io::Result<(T, u64)> {
    let mut file = fs_err::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    file.seek(SeekFrom::Start(end))?;
    let mut tail = FileEnd {
        file: BufWriter::new(file),
        at: end,
    };
    let written = write(&mut tail).and_then(|it| tail.flush().map(|()| it));
    let at = tail.at;
    // What is left in the buffer after a failure must not come behind the cut.
    let (file, _unwritten) = tail.file.into_parts();
    let durable = written.and_then(|it| sync(&file, path, end).map(|()| it));
    if durable.is_err() {
        drop(file.set_len(end).and_then(|()| file.sync_all()));
    }
    durable.map(|it| (it, at))
}

fn sync(file: &fs_err::File, path: &Path, end: u64) -> io::Result<()> {
    file.sync_all()?;
    match path.parent() {
        Some(dir) if end == 0 => sync_folder(dir),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_in_the_middle_leaves_the_file_as_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("records");
        let ((), end) = append(&path, 0, |to| to.write_all(b"whole")).expect("room");
        assert_eq!(end, 5);
        let long = vec![b'x'; 1 << 20];
        let failed = append(&path, end, |to| {
            to.write_all(&long)?;
            assert_eq!(to.at(), end + long.len() as u64);
            to.write_all(b"in the buffer")?;
            Err::<(), _>(io::Error::other("no more of it"))
        });
        assert!(failed.is_err());
        assert_eq!(fs_err::read(&path).expect("the file"), b"whole");
    }
}
