//! What can go wrong, in the three lines that a reporter sees: what failed, on what, what to do.
//!
//! The command line and the window both show these words, so that they name no command, option or
//! button. The command line adds its own form where that helps.

use std::path::PathBuf;

use archive::ArchiveError;
use chrono::{DateTime, Utc};
use fetch::{FetchError, TransportError};
use model::StatementId;

use store::StoreError;

use crate::template::TemplateError;
use crate::worker::WorkerError;

/// What can be imported.
const IMPORTABLE: &str =
    "html, mhtml, pdf, docx, txt, eml, warc, wacz, opml and folders of these can be imported";
/// What to do about a file in which nothing could be read.
const OTHER_FORM: &str = "the file is kept as it is; import it once more in a form that holds text";
/// What to do about a page that the program cannot fetch or read, but a browser can.
pub const SAVE_AND_IMPORT: &str =
    "open the page in your browser, save it, and import it with its address";

/// An operation that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The archive refused.
    #[error(transparent)]
    Archive(#[from] archive::ArchiveError),
    /// A page could not be fetched.
    #[error(transparent)]
    Fetch(#[from] fetch::FetchError),
    /// The index refused.
    #[error(transparent)]
    Search(#[from] search::SearchError),
    /// An export could not be written.
    #[error(transparent)]
    Export(#[from] export::ExportError),
    /// Bytes could not be parsed.
    #[error("cannot read {what}")]
    Worker {
        /// The address or file.
        what: String,
        /// Why.
        source: WorkerError,
    },
    /// A template could not be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A file or folder could not be read or written; the cause names it.
    #[error("a file or folder cannot be used")]
    File(#[from] std::io::Error),
    /// Nothing of that kind goes by that name.
    #[error("there is no {noun} {given:?}")]
    NotFound {
        /// What was looked for.
        noun: &'static str,
        /// What was given.
        given: String,
    },
    /// Several things fit a shortened name.
    #[error("{given:?} fits more than one {noun}: {}", fits.join(", "))]
    Ambiguous {
        /// What was looked for.
        noun: &'static str,
        /// What was given.
        given: String,
        /// What fits.
        fits: Vec<String>,
    },
    /// There is one already.
    #[error("{noun} {given:?} is there already")]
    Exists {
        /// What was to be made.
        noun: &'static str,
        /// Its name.
        given: String,
    },
    /// A value does not mean what it should.
    #[error("{given:?} is no {noun}")]
    BadValue {
        /// What was expected.
        noun: &'static str,
        /// What was given.
        given: String,
        /// What would do.
        expected: String,
    },
    /// A statement was to be linked or merged with itself.
    #[error("{given} cannot be joined with itself")]
    Itself {
        /// Its name.
        given: String,
    },
    /// The span of an edit holds no words.
    #[error(
        "the statement {statement} cannot be moved to {start}..{end}: its text has {length} code points"
    )]
    BadSpan {
        /// The statement.
        statement: StatementId,
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The length of the text.
        length: u32,
    },
    /// A statement stands in another version than the one that was decided by.
    #[error("the statement {statement} has changed since it was shown")]
    Changed {
        /// The statement.
        statement: StatementId,
    },
    /// The person has no decision left to take back.
    #[error("there is no decision to take back")]
    NothingToUndo,
    /// A decision cannot be taken back, or not before something else.
    #[error("{what} cannot be taken back yet")]
    CannotUndo {
        /// The decision.
        what: String,
        /// What to do first.
        first: String,
    },
    /// A file is of no kind that can be imported.
    #[error("cannot import {}: {why}", path.display())]
    Import {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// A file was kept, but nothing could be read in it.
    #[error("nothing to read in {}: {why}", path.display())]
    UnreadableFile {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Some files of a folder were not imported.
    #[error("left out of {}: {what}", path.display())]
    LeftOut {
        /// The folder.
        path: PathBuf,
        /// What was left out.
        what: String,
    },
    /// robots.txt asks not to fetch the address.
    #[error("robots.txt of {site} asks not to fetch {url}")]
    Robots {
        /// The site.
        site: String,
        /// The address.
        url: String,
    },
    /// robots.txt of the site could not be had, so that nothing is known of what it allows.
    #[error("robots.txt of {site} cannot be had, so {url} is not fetched")]
    RobotsUnavailable {
        /// The site.
        site: String,
        /// The address.
        url: String,
    },
    /// The server asked to be left alone for a time that has not passed.
    #[error("the server asks to leave {url} alone until {}", until.format("%Y-%m-%d %H:%M:%S UTC"))]
    TooEarly {
        /// The address.
        url: String,
        /// When it may be asked again.
        until: DateTime<Utc>,
    },
    /// No site can be reached at all.
    #[error("there is no network to reach {url} by: {reason}")]
    Offline {
        /// The address.
        url: String,
        /// What the first request met, in plain words.
        reason: String,
    },
    /// Something that a person has to allow first, because it tells somebody else about the work.
    #[error("{what} is not allowed")]
    NotAllowed {
        /// What it is.
        what: &'static str,
    },
    /// The server answered with an error.
    #[error("{url} answered {status} {}", reason(*status))]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
    },
    /// An address is being captured at this moment.
    #[error("{url} is being captured")]
    AtWork {
        /// The address.
        url: String,
    },
    /// A capture is no page that could be shown as archived.
    #[error("{url} was not archived as a web page")]
    NotAPage {
        /// The address or file.
        url: String,
    },
    /// Another program works with the library, so that its files cannot be cleaned.
    #[error("another program is working with the library")]
    InUse,
    /// The secret key of the capture log cannot be used.
    #[error("cannot sign the capture log with {}: {why}", path.display())]
    LogKey {
        /// The file of the key.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// A capture came to no readable article.
    #[error("nothing to read at {url}: {why}")]
    Unreadable {
        /// The address or file.
        url: String,
        /// Why.
        why: String,
    },
}

/// Returns what a status of HTTP means (RFC 9110, section 15), in plain words.
fn reason(status: u16) -> &'static str {
    match status {
        401 => "(asks to sign in)",
        402 => "(asks for payment)",
        403 => "(refuses access)",
        404 => "(not found)",
        410 => "(gone for good)",
        429 => "(too many requests)",
        451 => "(withheld for legal reasons)",
        500..=599 => "(the server failed)",
        _ => "(no page)",
    }
}

/// Returns what to do where the log cannot be signed or files cannot be cleaned.
fn evidence_hint(error: &EngineError) -> &'static str {
    match error {
        EngineError::InUse => {
            "close the other windows and commands; what was ordered is done at the next start"
        }
        _ => "put the file back from a backup; what was signed before can be checked without it",
    }
}

impl EngineError {
    /// Returns a short name by which a program tells the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) => "store",
            Self::Archive(_) => "archive",
            Self::Fetch(_) => "fetch",
            Self::Search(_) => "search",
            Self::Export(_) => "export",
            Self::Worker { .. } => "worker",
            Self::Template(_) => "template",
            Self::File(_) => "file",
            Self::NotFound { .. } => "not_found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Exists { .. } => "exists",
            Self::BadValue { .. } => "bad_value",
            Self::Itself { .. } => "itself",
            Self::BadSpan { .. } => "bad_span",
            Self::Changed { .. } => "changed",
            Self::NothingToUndo => "nothing_to_undo",
            Self::CannotUndo { .. } => "cannot_undo",
            Self::Import { .. } | Self::LeftOut { .. } => "import",
            Self::Robots { .. } => "robots",
            Self::RobotsUnavailable { .. } => "robots_unavailable",
            Self::TooEarly { .. } => "too_early",
            Self::Offline { .. } => "offline",
            Self::NotAllowed { .. } => "not_allowed",
            Self::Status { .. } => "status",
            Self::NotAPage { .. } => "not_a_page",
            Self::AtWork { .. } => "at_work",
            Self::LogKey { .. } => "log_key",
            Self::InUse => "in_use",
            Self::Unreadable { .. } | Self::UnreadableFile { .. } => "unreadable",
        }
    }

    /// Returns what it is about, where the message has it in other words: the value, address or
    /// file that was given.
    pub fn subject(&self) -> Option<String> {
        match self {
            Self::NotFound { given, .. }
            | Self::Ambiguous { given, .. }
            | Self::Exists { given, .. }
            | Self::BadValue { given, .. }
            | Self::Itself { given } => Some(given.clone()),
            Self::Import { path, .. }
            | Self::LeftOut { path, .. }
            | Self::UnreadableFile { path, .. } => Some(path.display().to_string()),
            Self::Robots { url, .. }
            | Self::RobotsUnavailable { url, .. }
            | Self::TooEarly { url, .. }
            | Self::Offline { url, .. }
            | Self::Status { url, .. }
            | Self::NotAPage { url }
            | Self::AtWork { url }
            | Self::Unreadable { url, .. } => Some(url.clone()),
            Self::Fetch(error) => Some(address_in(error).to_string()),
            Self::File(cause) => Some(cause.to_string()),
            Self::Worker { what, .. } => Some(what.clone()),
            Self::BadSpan { statement, .. } | Self::Changed { statement } => {
                Some(statement.to_string())
            }
            _ => None,
        }
    }

    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Store(error) => store_hint(error).to_owned(),
            Self::Archive(error) => error.hint().to_owned(),
            Self::Fetch(error) => error.hint().to_owned(),
            Self::Search(_) => {
                "try again; the index is derived from the library and can be rebuilt at any time"
                    .to_owned()
            }
            Self::Export(_) => "choose another format, or report this with the case".to_owned(),
            Self::Worker { .. } => {
                "the bytes are kept where they were captured; save the article's text and import it"
                    .to_owned()
            }
            Self::Template(TemplateError::Unknown { known, .. }) => {
                format!("choose one of {}", known.join(", "))
            }
            Self::Template(_) => "install the program again".to_owned(),
            Self::File(_) => "check that the path is right and that you may use it".to_owned(),
            Self::NotFound { noun, .. } => not_found_hint(noun),
            Self::Ambiguous { .. } => "give more of the name, or the id".to_owned(),
            Self::Exists { noun: "watch", .. } => "it is watched already".to_owned(),
            Self::Exists { .. } => "choose another name, or go on with the one there is".to_owned(),
            Self::BadValue { expected, .. } => format!("give {expected}"),
            Self::Itself { .. } => "name two different ones".to_owned(),
            Self::BadSpan { .. } => "give a first and a last code point inside the text".to_owned(),
            Self::Changed { .. } => "read it again, then decide".to_owned(),
            Self::NothingToUndo => {
                "only decisions under your own name can be taken back".to_owned()
            }
            Self::CannotUndo { first, .. } => first.clone(),
            Self::Import { .. } | Self::LeftOut { .. } => IMPORTABLE.to_owned(),
            Self::UnreadableFile { .. } => OTHER_FORM.to_owned(),
            Self::InUse | Self::LogKey { .. } => evidence_hint(self).to_owned(),
            Self::Robots { .. } | Self::Unreadable { .. } => SAVE_AND_IMPORT.to_owned(),
            Self::RobotsUnavailable { .. } => {
                "wait: the site fails or cannot be reached; it is tried again later".to_owned()
            }
            Self::TooEarly { .. } => "wait: it is tried again after that".to_owned(),
            Self::Offline { .. } => {
                "see to your connection, or to the proxy that is set; it waits in \
                                     the queue and is tried again once the network is back"
                    .to_owned()
            }
            Self::NotAllowed { .. } => "allow it once, when you have read what it tells".to_owned(),
            Self::Status { status, .. } => status_hint(*status),
            Self::AtWork { .. } => "wait until it is done".to_owned(),
            Self::NotAPage { .. } => "read its text instead".to_owned(),
        }
    }
}

fn address_in(error: &FetchError) -> &url::Url {
    match error {
        FetchError::Refused { url, .. }
        | FetchError::NoAnswer { url, .. }
        | FetchError::TooManyRedirects { url, .. }
        | FetchError::RedirectLoop { url, .. }
        | FetchError::BadRedirect { url, .. }
        | FetchError::Undecodable { url, .. } => url,
    }
}

fn not_found_hint(noun: &str) -> String {
    match noun {
        "case" => "choose one of the cases that this library holds".to_owned(),
        "folder" => "give the path of a folder that is there, or a full address".to_owned(),
        "file or folder" => "check how its path is written, and that its disk is there".to_owned(),
        _ => format!("see what there is, and give the {noun} by its id or name"),
    }
}

fn store_hint(error: &StoreError) -> &'static str {
    match error {
        StoreError::DiskFull { .. } => {
            "free some space on that disk and try again; nothing was lost"
        }
        StoreError::Busy { .. } => "wait until the other program has finished, then try again",
        StoreError::NewerLibrary { .. } => {
            "install the newer program; this one leaves the library alone"
        }
        StoreError::ReadOnly { .. } => "check that you may write to the folder",
        StoreError::NotALibrary { .. } | StoreError::Damaged { .. } => {
            "put a backup in its place, or choose another folder; the archive beside it is not touched"
        }
        StoreError::NoWriteAheadLog { .. } => "choose a folder on a disk of this machine",
        _ => "check the disk, and have the library checked to see what is sound",
    }
}

fn status_hint(status: u16) -> String {
    match status {
        401..=403 | 451 => format!("{SAVE_AND_IMPORT}; it is then marked as supplied by you"),
        404 | 410 => "check the address; look for the page in a web archive".to_owned(),
        429 | 503 => "wait: it is tried again when the server allows it".to_owned(),
        500..=599 => "wait: it is tried again later".to_owned(),
        _ => "check the address".to_owned(),
    }
}

impl EngineError {
    /// Tells whether the error is of one page alone, so that the rest of a run goes on. A record that
    /// is damaged or missing is of one page too: the disk and the store are sound.
    pub(crate) fn concerns_one_page(&self) -> bool {
        matches!(
            self,
            Self::Fetch(_)
                | Self::Worker { .. }
                | Self::Robots { .. }
                | Self::RobotsUnavailable { .. }
                | Self::TooEarly { .. }
                | Self::Offline { .. }
                | Self::Archive(
                    ArchiveError::Damaged { .. }
                        | ArchiveError::TooLarge { .. }
                        | ArchiveError::OtherBody { .. }
                )
                | Self::NotFound {
                    noun: "capture" | "file or folder",
                    ..
                }
                | Self::Status { .. }
                | Self::Unreadable { .. }
                | Self::Import { .. }
                | Self::LeftOut { .. }
                | Self::UnreadableFile { .. }
                | Self::BadValue { .. }
        )
    }

    /// Tells whether trying again later may help.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Fetch(FetchError::NoAnswer { cause, .. }) => {
                !matches!(cause, TransportError::Refused(_))
            }
            Self::RobotsUnavailable { .. } => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => false,
        }
    }
}
