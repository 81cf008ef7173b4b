//! Exports: a timeline as a document or as data, written where the reporter says.

use std::path::{Path, PathBuf};

use export::{Format, file_name, render};
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

/// Writes an export to a file, or into a folder under its own name; a file that is there already is
/// replaced only when it was named itself.
pub fn write_export(exported: &Exported, target: &Path) -> Result<PathBuf, EngineError> {
    let path = if target.is_dir() {
        target.join(&exported.file_name)
    } else {
        target.to_owned()
    };
    fs_err::write(&path, &exported.bytes)?;
    Ok(path)
}
