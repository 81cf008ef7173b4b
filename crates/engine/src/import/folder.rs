//! The files of a folder that can be imported, and what is told of the others.
//!
//! Links are not followed: they lead out of the folder that the reporter named. Hidden files, and the
//! pictures and scripts that a browser lays beside a saved page, are no documents.

use std::path::{Path, PathBuf};

use extract::Origin;

use super::archivebox::{self, Snapshot};
use super::file::unreachable_at;
use super::kind::FileKind;
use crate::error::EngineError;

/// The most files that are taken from one folder.
const MOST_FILES: usize = 100_000;
/// Files of a kind that is not known which are named; of more, only the number is told.
const MOST_NAMED: usize = 5;

/// A file to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Where it came from, by what lies beside it.
    pub(crate) origin: Option<Origin>,
}

impl Found {
    /// A file of which nothing is known but its place.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, origin: None }
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The files that can be imported, in the order of their names.
    pub(crate) files: Vec<Found>,
    /// Files of a kind that is not known.
    pub(crate) unknown: Vec<PathBuf>,
    links: usize,
    /// Folders inside that could not be read.
    pub(crate) unreadable: Vec<EngineError>,
}

impl Listing {
    /// Lists a folder and the folders in it.
    pub(crate) fn of(folder: &Path) -> Result<Self, EngineError> {
        let mut listing = Self::default();
        let mut folders = listing.look_into(folder)?;
        while let Some(inner) = folders.pop() {
            match listing.look_into(&inner) {
                Ok(more) => folders.extend(more),
                Err(error) => listing.unreadable.push(error),
            }
            if listing.files.len() + listing.unknown.len() > MOST_FILES {
                return Err(EngineError::Import {
                    path: folder.to_owned(),
                    why: format!("the folder holds more than {MOST_FILES} files"),
                });
            }
        }
        listing.files.sort_by(|a, b| a.path.cmp(&b.path));
        listing.unknown.sort();
        Ok(listing)
    }

    /// Says what of the folder was left out, if anything was.
    pub(crate) fn left_out(&self, folder: &Path) -> Option<EngineError> {
        let mut told = Vec::new();
        if !self.unknown.is_empty() {
            let named = self.unknown.iter().take(MOST_NAMED).map(|path| {
                let inside = path.strip_prefix(folder).unwrap_or(path);
                inside.display().to_string()
            });
            let named: Vec<_> = named.collect();
            let more = match self.unknown.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            told.push(format!(
                "files of a kind that cannot be read ({}{more})",
                named.join(", ")
            ));
        }
        if self.links > 0 {
            told.push(format!("links, which are not followed ({})", self.links));
        }
        (!told.is_empty()).then(|| EngineError::LeftOut {
            path: folder.to_owned(),
            what: told.join("; "),
        })
    }

    /// Takes in the files of one folder, and returns the folders in it.
    fn look_into(&mut self, folder: &Path) -> Result<Vec<PathBuf>, EngineError> {
        if let Some(Snapshot { files, origin }) = archivebox::snapshot(folder) {
            let origin = Some(origin);
            self.files.extend(files.into_iter().map(|path| Found {
                path,
                origin: origin.clone(),
            }));
            return Ok(Vec::new());
        }
        if let Some(snapshots) = archivebox::snapshots(folder) {
            return Ok(vec![snapshots]);
        }
        let mut folders = Vec::new();
        for entry in fs_err::read_dir(folder).map_err(|cause| unreachable_at(folder, cause))? {
            let entry = entry?;
            let path = entry.path();
            let kind = entry.file_type()?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_symlink() {
                self.links += 1;
            } else if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && FileKind::of(&path).is_some() {
                self.files.push(Found::at(path));
            } else if kind.is_file() {
                self.unknown.push(path);
            }
        }
        folders.retain(|it| !belongs_to_a_page(it));
        Ok(folders)
    }
}

/// Tells whether a folder holds what a browser saved beside a page: `story_files` is that of
/// `story.html`.
fn belongs_to_a_page(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let Some(page) = name.strip_suffix("_files") else {
        return false;
    };
    ["html", "htm"]
        .iter()
        .any(|ending| folder.with_file_name(format!("{page}.{ending}")).is_file())
}
