//! The folders beside the index: its lock, the one that is being built, the one that is going.
//!
//! For an index in `index` these are `index.lock`, `index.new-<n>` and `index.old-<n>`.

use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::error::SearchError;

/// Renames a finished index over the old one. Between the two steps there is none, which the next
/// synchronisation would cure.
pub(crate) fn put_in_place(new: &Path, dir: &Path) -> std::io::Result<()> {
    let old = free_name(dir, "old");
    if dir.exists() {
        fs::rename(dir, &old)?;
    }
    fs::rename(new, dir)?;
    sync_parent(dir)?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync_parent(dir: &Path) -> std::io::Result<()> {
    fs::File::open(parent(dir))?.sync_all()
}

/// Folders cannot be opened for syncing on other systems, where renames are journalled.
#[cfg(not(unix))]
fn sync_parent(_dir: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Takes the lock, or returns nothing when another process holds it.
pub(crate) fn lock(dir: &Path) -> Result<Option<fs::File>, SearchError> {
    let path = beside(dir, "lock");
    let failed = |error| SearchError::file(&path, error);
    fs::create_dir_all(parent(dir)).map_err(failed)?;
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Removes what an interrupted build has left. Only the holder of the lock may do so.
pub(crate) fn sweep(dir: &Path) -> Result<(), SearchError> {
    let failed = |error| SearchError::file(dir, error);
    for entry in fs::read_dir(parent(dir)).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let left = ["new", "old"].map(|word| file_name(dir, word) + "-");
        if left.iter().any(|prefix| name.starts_with(prefix.as_str())) {
            fs::remove_dir_all(entry.path()).map_err(failed)?;
        }
    }
    Ok(())
}

pub(crate) fn free_name(dir: &Path, word: &str) -> PathBuf {
    let mut number = 1_u64;
    loop {
        let path = beside(dir, &format!("{word}-{number}"));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

fn beside(dir: &Path, word: &str) -> PathBuf {
    dir.with_file_name(file_name(dir, word))
}

fn file_name(dir: &Path, word: &str) -> String {
    let own = dir.file_name().unwrap_or_default().to_string_lossy();
    format!("{own}.{word}")
}

fn parent(dir: &Path) -> &Path {
    dir.parent()
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
