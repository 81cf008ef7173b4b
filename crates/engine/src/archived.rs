//! Pages as they were archived, made harmless for a window.

use extract::worker::{Answer, Task};
use model::{Capture, Version, VersionId, header_value};
use store::ReadTx;

use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{hints_of, mismatch};
use crate::view::ArchivedPage;

impl Library {
    /// Returns the page that a version was read from, as it was archived: its words, headings,
    /// lists and tables, and nothing of it that acts or loads.
    pub fn archived_page(&self, version: VersionId) -> Result<ArchivedPage, EngineError> {
        let version = self.store.read(|tx| known_version(tx, version))?;
        let (capture, decoded) = self.stored(version.capture)?;
        let url = capture.retrieval.final_url().to_string();
        match self.ask_worker(&url, &Task::Clean(hints_of(&capture)), &decoded)? {
            Answer::Clean(Some(page)) => Ok(ArchivedPage {
                html: page.html,
                is_cut: page.is_cut,
            }),
            Answer::Clean(None) => Err(EngineError::NotAPage { url }),
            _ => Err(mismatch(&url)),
        }
    }
}

/// Tells whether a capture is a page that can be shown as archived.
pub(crate) fn is_page(capture: &Capture) -> bool {
    let headers = &capture.retrieval.last_hop().headers;
    header_value(headers, "content-type").is_some_and(extract::is_page)
}

/// Returns the version of that name.
pub(crate) fn known_version(tx: &ReadTx<'_>, id: VersionId) -> Result<Version, EngineError> {
    let not_found = || EngineError::NotFound {
        noun: "version",
        given: id.to_string(),
    };
    tx.versions().by_id(id)?.ok_or_else(not_found)
}
