//! Web archives (WARC, WACZ): read in a worker, which holds the file open and can open no other.
//!
//! The responses come one by one, so that the size of an archive does not matter. Each is filed as a
//! capture; its page is then read like any other, in a worker of its own.

use std::path::Path;

use archive::foreign::{Bounds, ForeignProblem, ForeignResponse};
use model::{Provenance, header_value};

use super::file::size_of;
use super::pipe::{Heard, Next};
use super::received;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::Intake;
use crate::view::CaptureLine;
use crate::worker::{ArchiveWorker, WorkerError};

impl Library {
    /// Imports the pages of a web archive. What was imported before its worker failed is kept.
    pub(super) fn import_archive(
        &self,
        into: Intake,
        path: &Path,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        size_of(path)?;
        let failed = |source| EngineError::Worker {
            what: path.display().to_string(),
            source,
        };
        let file = fs_err::File::open(path)?;
        let (worker, said) = ArchiveWorker::start(self.workers.program(), file).map_err(failed)?;
        let mut heard = Heard::new(said, Bounds::default());
        let mut lines = Vec::new();
        loop {
            match worker.waited(|| heard.next()) {
                Ok(Next::Response(response)) if is_document(&response) => {
                    lines.push(self.reported(self.import_response(into, &response)?));
                }
                Ok(Next::Response(_)) => {}
                Ok(Next::Done(problems)) => return self.archive_read(path, lines, &problems),
                Ok(Next::Refused(why)) => return Err(unusable(path, why)),
                Err(source) if lines.is_empty() => return Err(failed(source)),
                Err(source) => {
                    lines.push(self.broken_off(path, source));
                    return Ok(lines);
                }
            }
        }
    }

    /// Tells what of a web archive could not be read; an archive without a page is no success.
    fn archive_read(
        &self,
        path: &Path,
        lines: Vec<CaptureLine>,
        problems: &[ForeignProblem],
    ) -> Result<Vec<CaptureLine>, EngineError> {
        for problem in problems {
            let (place, reason) = (&problem.place, &problem.reason);
            self.notice(&format!("{}: {place}: {reason}", path.display()));
        }
        if lines.is_empty() {
            let first = problems.first().map(|it| it.reason.clone());
            let why = first.unwrap_or_else(|| "there is no page in it".to_owned());
            return Err(unusable(path, why));
        }
        Ok(lines)
    }

    /// The line of an archive whose worker failed after some pages.
    fn broken_off(&self, path: &Path, source: WorkerError) -> CaptureLine {
        let what = path.display().to_string();
        let error = EngineError::Worker {
            what: what.clone(),
            source,
        };
        self.reported(CaptureLine::failed(&what, Some(&error)))
    }

    fn import_response(
        &self,
        into: Intake,
        response: &ForeignResponse,
    ) -> Result<CaptureLine, EngineError> {
        let (url, headers) = (response.url.clone(), response.headers.clone());
        let hop = received(url, response.status, headers, response.date);
        match self.file_and_read(into, Provenance::Imported, hop, &response.body) {
            Err(error) if error.concerns_one_page() => {
                Ok(CaptureLine::failed(response.url.as_str(), Some(&error)))
            }
            Err(error) => Err(error),
            Ok(mut line) => {
                let part = response.truncated.as_ref();
                line.problems
                    .extend(part.map(|_| "the web archive holds only a part of it".to_owned()));
                Ok(line)
            }
        }
    }
}

fn unusable(path: &Path, why: String) -> EngineError {
    EngineError::Import {
        path: path.to_owned(),
        why,
    }
}

/// Tells whether a response of a web archive is a page, and not a picture or a script.
fn is_document(response: &ForeignResponse) -> bool {
    let media_type = header_value(&response.headers, "content-type").unwrap_or_default();
    let is_text = [
        "text/html",
        "application/xhtml",
        "application/pdf",
        "text/plain",
    ]
    .iter()
    .any(|known| media_type.trim_start().to_lowercase().starts_with(known));
    // A `resource` record has no status: the archive has the document, not an answer to a request.
    matches!(response.status, 0 | 200..=299)
        && is_text
        && !response.url.path().ends_with("/robots.txt")
}
