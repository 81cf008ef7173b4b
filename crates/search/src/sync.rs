//! Keeps the index level with the library.
//!
//! One process at a time writes, under a lock file beside the index; whoever finds it busy leaves
//! the work to the holder, who looks again after letting go. The `Index` is opened fresh each time:
//! one that lives beside other writers leaks files.

use std::path::Path;

use fs_err as fs;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, TantivyError};

use crate::analysis;
use crate::directory::DurableDirectory;
use crate::entry::{Identity, Source};
use crate::error::SearchError;
use crate::fields::Fields;
use crate::folder::{free_name, lock, put_in_place, sweep};
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
        if matches!(now, Synced::Current { rev } | Synced::Indexed { rev, .. } if rev >= max) {
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
        let reader = opened.index.reader_builder();
        let reader: IndexReader = reader.reload_policy(ReloadPolicy::Manual).try_into().ok()?;
        drop(reader);
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
    let Synced::Indexed {
        entries, rebuilt, ..
    } = before
    else {
        return now;
    };
    match now {
        Synced::Busy => before,
        // Another process went on where we stopped.
        Synced::Current { rev } => Synced::Indexed {
            rev,
            entries,
            rebuilt,
        },
        Synced::Indexed {
            rev,
            entries: more,
            rebuilt: again,
        } => Synced::Indexed {
            rev,
            entries: entries + more,
            rebuilt: rebuilt || again,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_told_as_one() {
        let indexed = |rev, entries, rebuilt| Synced::Indexed {
            rev,
            entries,
            rebuilt,
        };
        let current = Synced::Current { rev: 8 };
        for (before, now, expected) in [
            (Synced::Busy, current, current),
            (Synced::Busy, indexed(5, 2, true), indexed(5, 2, true)),
            (
                indexed(5, 2, true),
                indexed(8, 3, false),
                indexed(8, 5, true),
            ),
            (indexed(5, 2, false), current, indexed(8, 2, false)),
            (indexed(5, 2, false), Synced::Busy, indexed(5, 2, false)),
        ] {
            assert_eq!(add(before, now), expected, "{before:?} {now:?}");
        }
    }
}
