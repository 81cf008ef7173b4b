//! Keeps the index level with the library.
//!
//! One process at a time writes, under a lock file beside the index; whoever finds it busy leaves
//! the work to the holder, who looks again after letting go. The `Index` is opened fresh each time:
//! one that lives beside other writers leaks files.

use std::path::{Path, PathBuf};

use fs_err as fs;
use tantivy::{Index, IndexSettings, TantivyError};

use crate::analysis;
use crate::directory::DurableDirectory;
use crate::entry::{Identity, Source};
use crate::error::SearchError;
use crate::fields::Fields;
use crate::payload::{self, Opened};
use crate::write::{Target, Written, stream};

/// The file in which tantivy lists the files of an index.
const FILE_LIST: &str = ".managed.json";

/// How closely the index is looked at before it is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Its own record of itself.
    Quick,
    /// Every byte, against the checksums: at the start of a program, and when asked to verify.
    Full,
}

/// What a synchronisation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synced {
    /// Nothing: the index was level.
    Current {
        /// The last change that is in it.
        rev: u64,
    },
    /// The index was brought up to date.
    Indexed {
        /// The last change that is in it now.
        rev: u64,
        /// How many changes were written.
        entries: u64,
        /// Whether it was built anew.
        rebuilt: bool,
    },
    /// Nothing: another process is at it and will do the work.
    Busy,
}

/// Brings the index in the folder `dir` level with the library.
///
/// An index that is missing, damaged, of another schema, of another library or epoch, or ahead of
/// the library is built anew beside the old one and put in its place.
pub fn sync<S: Source>(dir: &Path, source: &S, check: Check) -> Result<Synced, SearchError> {
    let mut check = check;
    let mut sum = Synced::Busy;
    loop {
        let Some(lock) = lock(dir)? else {
            return Ok(sum);
        };
        let now = once(dir, source, check)?;
        drop(lock);
        sum = add(sum, now);
        // A process that found the lock busy has relied on us for what it wrote meanwhile.
        let max = max_rev(source)?;
        let level =
            matches!(sum, Synced::Current { rev } | Synced::Indexed { rev, .. } if rev >= max);
        if level {
            return Ok(sum);
        }
        check = Check::Quick;
    }
}

/// Builds the index anew, whatever state it is in.
pub fn rebuild<S: Source>(dir: &Path, source: &S) -> Result<Synced, SearchError> {
    let Some(_lock) = lock(dir)? else {
        return Ok(Synced::Busy);
    };
    sweep(dir)?;
    build(dir, source, &Fields::new())
}

fn once<S: Source>(dir: &Path, source: &S, check: Check) -> Result<Synced, SearchError> {
    sweep(dir)?;
    let fields = Fields::new();
    let identity = identity(source)?;
    let ceiling = max_rev(source)?;
    let opened = usable(dir, identity, &fields, check).filter(|it| it.payload.rev <= ceiling);
    let Some(Opened { index, payload }) = opened else {
        return build(dir, source, &fields);
    };
    if payload.rev == ceiling {
        return Ok(Synced::Current { rev: ceiling });
    }
    let target = Target {
        dir,
        index: &index,
        fields: &fields,
        identity,
        from: payload.rev,
        ceiling,
    };
    match stream(&target, source) {
        Ok(Written { rev, entries }) => Ok(Synced::Indexed {
            rev,
            entries,
            rebuilt: false,
        }),
        Err(SearchError::Write { source: error, .. }) if is_damage(&error) => {
            drop(index);
            build(dir, source, &fields)
        }
        Err(error) => Err(error),
    }
}

/// Opens the index where it can be worked with; what cannot be opened can only be built anew.
fn usable(dir: &Path, identity: Identity, fields: &Fields, check: Check) -> Option<Opened> {
    // Without its list of files the index opens all the same, but checks and cleans up none.
    if !dir.join(FILE_LIST).exists() {
        return None;
    }
    let opened = payload::open(dir, identity, fields).ok()??;
    if check == Check::Full {
        let damaged = opened.index.validate_checksum().ok()?;
        // A missing file is in no list of damaged ones; a reader opens all of them.
        opened.index.reader().ok()?;
        return damaged.is_empty().then_some(opened);
    }
    Some(opened)
}

/// Tells damage from a full disk or a missing permission, which building anew would not cure.
fn is_damage(error: &TantivyError) -> bool {
    !matches!(
        error,
        TantivyError::IoError(_) | TantivyError::OpenWriteError(_) | TantivyError::LockFailure(..)
    )
}

fn build<S: Source>(dir: &Path, source: &S, fields: &Fields) -> Result<Synced, SearchError> {
    let beside = free_name(dir, "new");
    fs::create_dir_all(&beside).map_err(|error| SearchError::file(&beside, error))?;
    let identity = identity(source)?;
    let ceiling = max_rev(source)?;
    let index = create(&beside, fields).map_err(|error| SearchError::write(&beside, error))?;
    let target = Target {
        dir: &beside,
        index: &index,
        fields,
        identity,
        from: 0,
        ceiling,
    };
    let Written { rev, entries } = stream(&target, source)?;
    drop(index);
    put_in_place(&beside, dir).map_err(|error| SearchError::file(dir, error))?;
    Ok(Synced::Indexed {
        rev,
        entries,
        rebuilt: true,
    })
}

fn create(dir: &Path, fields: &Fields) -> Result<Index, TantivyError> {
    let directory = DurableDirectory::open(dir)?;
    let mut index = Index::create(directory, fields.schema.clone(), IndexSettings::default())?;
    index.set_tokenizers(analysis::tokenizers());
    Ok(index)
}

/// Renames a finished index over the old one. Between the two steps there is none, which the next
/// synchronisation would cure.
fn put_in_place(new: &Path, dir: &Path) -> std::io::Result<()> {
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
fn lock(dir: &Path) -> Result<Option<fs::File>, SearchError> {
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
fn sweep(dir: &Path) -> Result<(), SearchError> {
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

fn free_name(dir: &Path, word: &str) -> PathBuf {
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

fn identity<S: Source>(source: &S) -> Result<Identity, SearchError> {
    let identity = source.identity();
    identity.map_err(|error| SearchError::library("its name", error))
}

fn max_rev<S: Source>(source: &S) -> Result<u64, SearchError> {
    let rev = source.max_rev();
    rev.map_err(|error| SearchError::library("its last change", error))
}

/// Returns what two rounds did together.
fn add(before: Synced, now: Synced) -> Synced {
    match (before, now) {
        (
            Synced::Indexed {
                entries: first,
                rebuilt,
                ..
            },
            Synced::Indexed {
                rev,
                entries,
                rebuilt: again,
            },
        ) => Synced::Indexed {
            rev,
            entries: first + entries,
            rebuilt: rebuilt || again,
        },
        (Synced::Indexed { .. }, _) => before,
        _ => now,
    }
}
