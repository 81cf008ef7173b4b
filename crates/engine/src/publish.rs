//! Exports: a timeline as a document or as data, written where the reporter says.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use export::{Format, file_name, render};
use fs_err::OpenOptions;
use model::Case;

use crate::error::EngineError;
use crate::library::Library;
use crate::timeline::TimelineFilter;
use crate::view::ExportPreview;

/// The longest preview, in bytes.
const PREVIEW: usize = 200_000;

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

    /// Renders the timeline of a case and returns its beginning.
    pub fn export_preview(
        &self,
        case: &Case,
        filter: &TimelineFilter,
        format: Format,
    ) -> Result<ExportPreview, EngineError> {
        let exported = self.export(case, filter, format)?;
        let whole = String::from_utf8_lossy(&exported.bytes);
        let beginning = lines_within(&whole, PREVIEW);
        Ok(ExportPreview {
            is_cut: beginning.len() < whole.len(),
            text: beginning.to_owned(),
            file_name: exported.file_name,
            rows: exported.rows as u64,
            proposals_left_out: exported.proposals_left_out,
        })
    }
}

/// Returns the whole lines at the beginning of a text that fit into so many bytes; of a single line
/// that does not, what fits.
fn lines_within(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let beginning = &text[..text.floor_char_boundary(bytes)];
    match beginning.rfind('\n') {
        Some(end) => &beginning[..=end],
        None => beginning,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_ends_with_a_whole_line_where_it_can() {
        for (text, expected) in [
            ("one\ntwo\n", "one\ntwo\n"),
            ("one\ntwo\nthree\n", "one\ntwo\n"),
            ("one line", "one line"),
            ("深深深深", "深深深"),
        ] {
            assert_eq!(lines_within(text, 10), expected);
        }
    }
}
