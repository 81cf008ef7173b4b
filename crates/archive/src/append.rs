//! Appending: one write and one fsync a capture, and the file cut back when either fails.

use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::files::sync_folder;

/// Appends `bytes` to the file at `path`, which ends at `end`, and makes them durable.
///
/// When that fails the file is cut back to `end`; should the cut fail too, the next look at the
/// tail does it.
pub(crate) fn append(path: &Path, end: u64, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs_err::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let written = write(&mut file, path, end, bytes);
    if written.is_err() {
        drop(file.set_len(end).and_then(|()| file.sync_all()));
    }
    written
}

fn write(file: &mut fs_err::File, path: &Path, end: u64, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(end))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let (0, Some(dir)) = (end, path.parent()) {
        sync_folder(dir)?;
    }
    Ok(())
}
