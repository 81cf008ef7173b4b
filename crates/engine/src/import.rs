//! Imports: files on this machine take the same path as a live capture, with their own provenance.
//!
//! A file whose address the reporter types is *supplied by the reporter, not fetched*; any other is
//! *imported*. The responses of a web archive keep the address and time that the archive gives them.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use archive::foreign::{Bounds, ForeignResponse, responses};
use chrono::{DateTime, Utc};
use extract::worker::{Answer, Task};
use model::{
    Body, Capture, CaptureId, Case, CaseId, Header, Hop, Provenance, Retrieval, RobotsVerdict,
    Sha256, Watch, header_value,
};
use store::How;
use url::Url;

use crate::collect::{NewWatch, TOOL, decoded, page_address};
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, mismatch};
use crate::view::CaptureLine;

/// The largest file that is read as one page.
const LARGEST: u64 = 50 * 1024 * 1024;
/// The most files that are taken from one folder.
const MOST_FILES: usize = 100_000;
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
                for file in files_in(path)? {
                    lines.extend(self.import_file(into, &file, None)?);
                }
            } else {
                lines.extend(self.import_file(into, path, url.as_ref())?);
            }
        }
        self.close_run();
        Ok(lines)
    }

    /// Imports one file; what fails about it becomes a line.
    pub(crate) fn import_file(
        &self,
        into: Intake,
        path: &Path,
        url: Option<&Url>,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let imported = match FileKind::of(path) {
            Some(FileKind::Page(media_type)) => self
                .import_page(into, path, media_type, url)
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
        path: &Path,
        media_type: &str,
        url: Option<&Url>,
    ) -> Result<CaptureLine, EngineError> {
        let bytes = read_bounded(path)?;
        let provenance = if url.is_some() {
            Provenance::Supplied
        } else {
            Provenance::Imported
        };
        let address = match url {
            Some(url) => url.clone(),
            None => address_of(&bytes)?,
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let headers = vec![
            ("content-type".to_owned(), media_type.to_owned()),
            (
                "content-disposition".to_owned(),
                format!("attachment; filename={name:?}"),
            ),
        ];
        let hop = received(address, 200, headers, self.world.clock.now());
        let line = self.file_and_read(into, provenance, hop, &bytes)?;
        Ok(CaptureLine {
            url: path.display().to_string(),
            ..line
        })
    }

    /// Stores bytes that somebody else retrieved, and reads them.
    pub(crate) fn file_and_read(
        &self,
        into: Intake,
        provenance: Provenance,
        hop: Hop,
        body: &[u8],
    ) -> Result<CaptureLine, EngineError> {
        let decoded = decoded(&hop, body)?;
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
            Err(error) if error.concerns_one_page() => Ok(unread(&capture, &error)),
            read => read,
        }
    }

    /// Imports the pages of a web archive one by one, so that its size does not matter.
    fn import_archive(&self, into: Intake, path: &Path) -> Result<Vec<CaptureLine>, EngineError> {
        size_of(path)?;
        let mut lines = Vec::new();
        let mut fatal = None;
        let mut take = |response: ForeignResponse| {
            if !is_document(&response) {
                return ControlFlow::Continue(());
            }
            match self.import_response(into, &response) {
                Ok(line) => {
                    lines.push(self.reported(line));
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    fatal = Some(error);
                    ControlFlow::Break(())
                }
            }
        };
        let read = responses(path, &Bounds::default(), &mut take);
        if let Some(error) = fatal {
            return Err(error);
        }
        let unusable = |why: String| EngineError::Import {
            path: path.to_owned(),
            why,
        };
        let problems = read.map_err(|error| unusable(error.to_string()))?;
        for problem in &problems {
            let (place, reason) = (&problem.place, &problem.reason);
            self.notice(&format!("{}: {place}: {reason}", path.display()));
        }
        if lines.is_empty() {
            let first = problems.first().map(|it| it.reason.clone());
            return Err(unusable(
                first.unwrap_or_else(|| "there is no page in it".to_owned()),
            ));
        }
        Ok(lines)
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
            line => line,
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

/// The line of a capture that is kept although it could not be read.
fn unread(capture: &Capture, error: &EngineError) -> CaptureLine {
    let url = capture.retrieval.asked().as_str();
    CaptureLine {
        capture: Some(capture.id()),
        ..CaptureLine::failed(url, Some(error))
    }
}

/// What a file is, by the ending of its name.
enum FileKind {
    /// One page, mail or document, of this media type.
    Page(&'static str),
    /// A web archive.
    Archive,
    /// A list of feeds.
    Opml,
}

impl FileKind {
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let name = name
            .strip_suffix(".gz")
            .filter(|it| Path::new(it).extension().is_some_and(|it| it == "warc"))
            .unwrap_or(&name);
        Some(match Path::new(name).extension()?.to_str()? {
            "html" | "htm" => Self::Page("text/html"),
            "xhtml" => Self::Page("application/xhtml+xml"),
            "mhtml" | "mht" => Self::Page("multipart/related"),
            "pdf" => Self::Page("application/pdf"),
            "txt" | "text" | "md" => Self::Page("text/plain"),
            "eml" => Self::Page("message/rfc822"),
            "warc" | "wacz" => Self::Archive,
            "opml" => Self::Opml,
            _ => return None,
        })
    }
}

/// Returns the media type that the name of a file promises.
pub(crate) fn media_type_of(path: &Path) -> Option<&'static str> {
    match FileKind::of(path)? {
        FileKind::Page(media_type) => Some(media_type),
        FileKind::Archive | FileKind::Opml => None,
    }
}

/// Returns the files of a folder and the folders in it, in the order of their names. Links are not
/// followed.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, EngineError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs_err::read_dir(&folder).map_err(|cause| unreachable_at(&folder, cause))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
        if files.len() > MOST_FILES {
            return Err(EngineError::Import {
                path: folder,
                why: format!("the folder holds more than {MOST_FILES} files"),
            });
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a file that is no larger than a page may be.
pub(crate) fn read_bounded(path: &Path) -> Result<Vec<u8>, EngineError> {
    let size = size_of(path)?;
    let mut bytes = Vec::new();
    if size <= LARGEST {
        let file = fs_err::File::open(path)?;
        // It may grow while it is read.
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    let size = size.max(bytes.len() as u64);
    if size > LARGEST {
        return Err(EngineError::Import {
            path: path.to_owned(),
            why: format!("it has {size} bytes, more than the {LARGEST} that one page may have"),
        });
    }
    Ok(bytes)
}

/// Returns the size of a file, unless it is a pipe or a device, which may never end.
fn size_of(path: &Path) -> Result<u64, EngineError> {
    let metadata = fs_err::metadata(path).map_err(|cause| unreachable_at(path, cause))?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    Err(EngineError::Import {
        path: path.to_owned(),
        why: "it is no regular file".to_owned(),
    })
}

/// Returns why a file whose name tells nothing cannot be imported: mostly it is not there.
fn unknown(path: &Path) -> EngineError {
    size_of(path).err().unwrap_or_else(|| EngineError::Import {
        path: path.to_owned(),
        why: "its name does not end like a file that is known".to_owned(),
    })
}

/// Returns why a path cannot be used; the system has no words for a reporter where nothing is there.
fn unreachable_at(path: &Path, cause: std::io::Error) -> EngineError {
    if cause.kind() != std::io::ErrorKind::NotFound {
        return cause.into();
    }
    EngineError::NotFound {
        noun: "file or folder",
        given: path.display().to_string(),
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
        started: at,
        finished: at,
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
