//! Imports: files on this machine take the same path as a live capture, with their own provenance.
//!
//! A file whose address the reporter types is *supplied by the reporter, not fetched*; any other is
//! *imported*. The responses of a web archive keep the address and time that the archive gives them.

mod archivebox;
mod file;
mod folder;
mod kind;
mod mail;
mod pipe;
mod web_archive;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use extract::worker::{Answer, Task};
use extract::{Hints, Origin};
use model::{
    Body, Capture, CaptureId, Case, CaseId, Header, Hop, Provenance, Retrieval, RobotsVerdict,
    Sha256, Watch, header_value,
};
use store::How;
use url::Url;

pub(crate) use self::file::read_bounded;
pub(crate) use self::folder::{Found, Listing};
pub(crate) use self::kind::media_type_of;
pub(crate) use self::pipe::serve;

use self::file::unknown;
use self::kind::{FileKind, MAIL};
use crate::collect::{NewWatch, TOOL, decoded, page_address};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, mismatch};
use crate::view::CaptureLine;

/// The beginning of a page in which its browser noted where it came from, in bytes.
const NOTE_WITHIN: usize = 16 * 1024;
/// How often a watch from an OPML file looks.
const OPML_EVERY: &str = "1h";

impl Library {
    /// Imports files and folders into a case; `url` is the address that the reporter typed for the
    /// one page that is then imported.
    pub fn import(
        &self,
        case: &Case,
        paths: &[PathBuf],
        url: Option<&Url>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let url = url.map(|url| address_for(url, paths)).transpose()?;
        let into = Intake {
            case: case.id,
            how: How::default(),
        };
        let mut lines = Vec::new();
        for path in paths {
            if path.is_dir() {
                lines.extend(self.import_folder(into, path)?);
            } else {
                let file = Found::at(path.clone());
                lines.extend(self.import_file(into, &file, url.as_ref())?);
            }
        }
        self.close_run();
        Ok(lines)
    }

    /// Imports the files of a folder, and says what of it was left out.
    fn import_folder(&self, into: Intake, folder: &Path) -> Result<Vec<CaptureLine>, EngineError> {
        let listing = Listing::of(folder)?;
        let mut lines = Vec::new();
        for file in &listing.files {
            lines.extend(self.import_file(into, file, None)?);
        }
        let left_out = listing.left_out(folder);
        for error in listing.unreadable.iter().chain(&left_out) {
            let line = CaptureLine::failed(&folder.display().to_string(), Some(error));
            lines.push(self.reported(line));
        }
        Ok(lines)
    }

    /// Imports one file; what fails about it becomes a line.
    pub(crate) fn import_file(
        &self,
        into: Intake,
        file: &Found,
        url: Option<&Url>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let path = &*file.path;
        let imported = match FileKind::of(path) {
            Some(FileKind::Page(MAIL)) => self.import_mail(into, file, url),
            Some(FileKind::Page(media_type)) => self
                .import_page(into, file, media_type, url)
                .map(|line| vec![self.reported(line)]),
            Some(FileKind::Archive) => self.import_archive(into, path),
            Some(FileKind::Opml) => self.import_opml(into.case, path),
            None => Err(unknown(path)),
        };
        match imported {
            Ok(lines) => Ok(lines),
            Err(error) if error.concerns_one_page() || matches!(error, EngineError::File(_)) => {
                let line = CaptureLine::failed(&path.display().to_string(), Some(&error));
                Ok(vec![self.reported(line)])
            }
            Err(error) => Err(error),
        }
    }

    fn import_page(
        &self,
        into: Intake,
        file: &Found,
        media_type: &str,
        url: Option<&Url>,
    ) -> Result<CaptureLine, EngineError> {
        let path = &*file.path;
        let bytes = read_bounded(path)?;
        let now = self.world.clock.now();
        let (provenance, address, at) = if let Some(url) = url {
            (Provenance::Supplied, url.clone(), now)
        } else {
            let origin = file.origin.clone();
            let origin = origin.unwrap_or_else(|| self.origin_of(path, media_type, &bytes));
            let address = origin.url.and_then(|it| page_address(it.as_str()).ok());
            let address = address.map_or_else(|| address_of(&bytes), Ok)?;
            // A file from the future has a wrong clock behind it, or a liar.
            let at = origin.saved.filter(|it| *it <= now).unwrap_or(now);
            (Provenance::Imported, address, at)
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hop = received(address, 200, headers_of(&name, media_type), at);
        let line = match self.file_and_try(into, provenance, hop, &bytes)? {
            (_, Ok(line)) => line,
            (capture, Err(EngineError::Unreadable { why, .. })) => {
                let path = path.to_owned();
                unread(&capture, &EngineError::UnreadableFile { path, why })
            }
            (capture, Err(error)) => unread(&capture, &error),
        };
        Ok(CaptureLine {
            url: path.display().to_string(),
            ..line
        })
    }

    /// Asks the worker where a saved page came from. When that cannot be told the page is imported
    /// all the same; what is wrong with it shows when it is read.
    fn origin_of(&self, path: &Path, media_type: &str, bytes: &[u8]) -> Origin {
        let is_page = media_type.contains("html");
        let head = if is_page {
            &bytes[..bytes.len().min(NOTE_WITHIN)]
        } else {
            bytes
        };
        let task = Task::Origin(Hints {
            media_type: Some(media_type.to_owned()),
            url: None,
        });
        match self.ask_worker(&path.display().to_string(), &task, head) {
            Ok(Answer::Origin(origin)) => origin,
            _ => Origin::default(),
        }
    }

    /// Stores bytes that somebody else retrieved, and reads them.
    pub(crate) fn file_and_read(
        &self,
        into: Intake,
        provenance: Provenance,
        hop: Hop,
        body: &[u8],
    ) -> Result<CaptureLine, EngineError> {
        let (capture, read) = self.file_and_try(into, provenance, hop, body)?;
        Ok(read.unwrap_or_else(|error| unread(&capture, &error)))
    }

    /// Stores bytes that somebody else retrieved, and returns what came of reading them.
    fn file_and_try(
        &self,
        into: Intake,
        provenance: Provenance,
        hop: Hop,
        body: &[u8],
    ) -> Result<(Capture, Result<CaptureLine, EngineError>), EngineError> {
        let decoded = match header_value(&hop.headers, "content-encoding") {
            None => Cow::Borrowed(body),
            Some(_) => Cow::Owned(decoded(&hop, body)?),
        };
        let retrieval = Retrieval {
            id: CaptureId::from(self.world.ids.fresh()),
            provenance,
            first: hop,
            redirects: Vec::new(),
            received: Body::of(body),
            decoded: Body::of(&decoded),
            robots: RobotsVerdict::NotAsked,
            tool: TOOL.to_owned(),
        };
        let capture = self.archive.append(&retrieval, body)?;
        self.store.write(|tx| self.file_capture(tx, &capture))?;
        match self.read_capture(into, &capture, &decoded) {
            Err(error) if !error.concerns_one_page() => Err(error),
            read => Ok((capture, read)),
        }
    }

    /// Adds a watch for each feed of an OPML file that is not watched yet.
    fn import_opml(&self, case: CaseId, path: &Path) -> Result<Vec<CaptureLine>, EngineError> {
        let bytes = read_bounded(path)?;
        let name = path.display().to_string();
        let Answer::Opml(opml) = self.ask_worker(&name, &Task::Opml, &bytes)? else {
            return Err(mismatch(&name));
        };
        let mut watches = Vec::new();
        for feed in &opml.feeds {
            let new = NewWatch {
                target: feed.url.to_string(),
                every: OPML_EVERY.to_owned(),
                kind: Some(model::WatchKind::Feed),
            };
            match self.fresh_watch(case, &new) {
                Ok(watch) => watches.push(watch),
                Err(error) => self.notice(&format!("{name}: {error}")),
            }
        }
        let added = self.add_watches(case, watches)?;
        for problem in &opml.problems {
            self.notice(&format!("{name}: {problem}"));
        }
        self.notice(&format!(
            "{name}: feeds: {}, watches added: {added}",
            opml.feeds.len()
        ));
        Ok(Vec::new())
    }

    /// Adds the watches that are not there yet, and returns how many.
    fn add_watches(&self, case: CaseId, watches: Vec<Watch>) -> Result<usize, EngineError> {
        self.store.write(|tx| {
            let known = tx.watches().of(case)?.into_iter();
            let mut known: BTreeSet<String> = known.map(|it| it.target).collect();
            let mut added = 0;
            for watch in watches {
                if known.insert(watch.target.clone()) {
                    tx.watches_mut().insert(&watch)?;
                    added += 1;
                }
            }
            Ok(added)
        })
    }
}

/// Returns the address that a reporter gives to a page; it can be the address of one page only.
fn address_for(url: &Url, paths: &[PathBuf]) -> Result<Url, EngineError> {
    let is_page = |path: &PathBuf| {
        !path.is_dir() && !matches!(FileKind::of(path), Some(FileKind::Archive | FileKind::Opml))
    };
    match paths {
        [only] if is_page(only) => page_address(url.as_str()),
        _ => {
            let given: Vec<_> = paths.iter().map(|it| it.display().to_string()).collect();
            Err(EngineError::BadValue {
                noun: "single page",
                given: given.join(" "),
                expected: "one page at a time when you give its address".to_owned(),
            })
        }
    }
}

/// Returns the header fields of a file of this name.
fn headers_of(name: &str, media_type: &str) -> Vec<Header> {
    vec![
        ("content-type".to_owned(), media_type.to_owned()),
        (
            "content-disposition".to_owned(),
            format!("attachment; filename={name:?}"),
        ),
    ]
}

/// The line of a capture that is kept although it could not be read.
fn unread(capture: &Capture, error: &EngineError) -> CaptureLine {
    let url = capture.retrieval.asked().as_str();
    CaptureLine {
        capture: Some(capture.id()),
        ..CaptureLine::failed(url, Some(error))
    }
}

/// Returns the address of bytes that have none: their digest (RFC 8141 allows any name space of
/// that form inside a library).
pub(crate) fn address_of(bytes: &[u8]) -> Result<Url, EngineError> {
    let text = format!("urn:sha256:{}", Sha256::of(bytes));
    Url::parse(&text).map_err(|_| EngineError::BadValue {
        noun: "address",
        given: text,
        expected: "a digest".to_owned(),
    })
}

/// A response that was received elsewhere, at the time that is known of it.
pub(crate) fn received(url: Url, status: u16, headers: Vec<Header>, at: DateTime<Utc>) -> Hop {
    Hop {
        url,
        request_headers: Vec::new(),
        status,
        headers,
        remote: None,
        certificate: None,
        started: at,
        finished: at,
    }
}
