//! Exports: a timeline as a document or as data, written where the reporter says.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use export::{Format, file_name, render};
use fs_err::OpenOptions;
use model::Case;

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::TimelineFilter;

/// An export that was made.
#[derive(Debug)]
pub struct Exported {
    /// The document, byte for byte.
    pub bytes: Vec<u8>,
    /// A name for its file.
    pub file_name: String,
    /// How many lines it has.
    pub rows: usize,
    /// How many proposals were left out.
    pub proposals_left_out: u64,
}

impl Library {
    /// Renders the timeline of a case.
    pub fn export(
        &self,
        case: &Case,
        filter: &TimelineFilter,
        format: Format,
    ) -> Result<Exported, EngineError> {
        let timeline = self.timeline(case, filter)?;
        Ok(Exported {
            bytes: render(&timeline, format)?,
            file_name: file_name(&timeline, format),
            rows: timeline.rows.len(),
            proposals_left_out: timeline.left_out.proposals,
        })
    }
}

/// Writes an export to the file that was named, or into a folder under a name of its own. A file
/// that is there is replaced only when it was named itself; in a folder, a free name is found.
pub fn write_export(exported: &Exported, target: &Path) -> Result<PathBuf, EngineError> {
    if !target.is_dir() {
        fs_err::write(target, &exported.bytes)?;
        return Ok(target.to_owned());
    }
    let (stem, ending) = exported
        .file_name
        .rsplit_once('.')
        .unwrap_or((&exported.file_name, ""));
    let numbered = (2..1000).map(|number| format!("{stem}-{number}.{ending}"));
    for name in std::iter::once(exported.file_name.clone()).chain(numbered) {
        let path = target.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(&exported.bytes)?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(EngineError::Exists {
        noun: "export",
        given: target.display().to_string(),
    })
}
