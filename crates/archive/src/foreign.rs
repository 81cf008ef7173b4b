//! Archives that other tools made: WARC files, packed or not, and WACZ.
//!
//! Everything in them is hostile until shown otherwise: nothing is unpacked to a name, every
//! reader is bounded in size, number and ratio, and a record whose digest does not match is
//! reported and left out. What can be read comes one response at a time, so that a large file
//! costs no more memory than its largest page.

use std::io::{self, Read as _};
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use fastwarc::warc::record::WarcRecord;
use model::Header;
use url::Url;

use self::handle::Handle;
use self::revisit::Revisits;

mod handle;
mod revisit;
mod stream;
mod wacz;
mod warc;

/// How much a foreign archive may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of one record; a longer one is left out.
    pub record_bytes: u64,
    /// Bytes of the whole archive, unpacked.
    pub total_bytes: u64,
    /// How many times its size an archive may unpack to, once it is longer than `ratio_from`.
    pub ratio: u64,
    /// Unpacked bytes that may come at any ratio.
    pub ratio_from: u64,
    /// Files inside a WACZ.
    pub entries: usize,
    /// Faults after which the rest is not read.
    pub problems: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            record_bytes: 64 << 20,
            total_bytes: 16 << 30,
            ratio: 200,
            ratio_from: 64 << 20,
            entries: 10_000,
            problems: 1_000,
        }
    }
}

/// A page or file that another tool captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignResponse {
    /// The address.
    pub url: Url,
    /// When the other tool captured it, by its own account.
    pub date: DateTime<Utc>,
    /// The HTTP status; 0 when the archive does not tell (a `resource` record).
    pub status: u16,
    /// The header fields; without a status only the media type.
    pub headers: Vec<Header>,
    /// The body without its transfer coding, with its content encodings still on.
    pub body: Vec<u8>,
    /// The id of the record in the other archive, without angle brackets.
    pub record_id: Option<String>,
    /// Why the other tool kept only a part, where it says so (`WARC-Truncated`).
    pub truncated: Option<String>,
}

/// Something in a foreign archive that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignProblem {
    /// Where: the file in a WACZ, the record and its address, as far as they are known.
    pub place: String,
    /// What is wrong, in plain words.
    pub reason: String,
}

/// Why a foreign archive could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// The file could not be read.
    #[error("the file cannot be read: {0}")]
    Open(#[source] io::Error),
    /// It is neither WARC nor WACZ.
    #[error("it is neither a WARC nor a WACZ file")]
    NotAnArchive,
    /// The ZIP around a WACZ cannot be read.
    #[error("it cannot be read as a WACZ file: {0}")]
    Zip(#[source] zip::result::ZipError),
    /// The ZIP is made to do harm.
    #[error("it is refused: {reason}")]
    Refused {
        /// Why, in plain words.
        reason: String,
    },
}

/// Takes what is found in a foreign archive; it may ask to stop.
pub type Take<'a> = &'a mut dyn FnMut(ForeignResponse) -> ControlFlow<()>;

/// Reads every response and resource with a web address in a WARC or WACZ file and hands it to
/// `take`; returns what could not be read.
///
/// The file is all that is opened: a process that may open nothing more can call this.
pub fn responses(
    file: fs_err::File,
    bounds: &Bounds,
    take: Take<'_>,
) -> Result<Vec<ForeignProblem>, ForeignError> {
    let file = Handle::of(file);
    let mut magic = Vec::new();
    file.clone()
        .take(4)
        .read_to_end(&mut magic)
        .map_err(ForeignError::Open)?;
    let mut findings = Findings {
        take,
        problems: Vec::new(),
        most_problems: bounds.problems,
        pass: Pass::First,
        revisits: Revisits::new(),
        is_over: false,
    };
    let is_zip = magic.starts_with(b"PK");
    if !is_zip && !magic.starts_with(&[0x1f, 0x8b]) && magic != b"WARC" {
        return Err(ForeignError::NotAnArchive);
    }
    walk(&file, is_zip, bounds, &mut findings)?;
    if !findings.is_over && !findings.revisits.is_empty() {
        findings.pass = Pass::Second;
        walk(&file, is_zip, bounds, &mut findings)?;
    }
    if let (false, Some(reason)) = (findings.is_over, findings.revisits.problem()) {
        findings.note("", reason);
    }
    Ok(findings.problems)
}

/// Goes through all the records of an archive once.
fn walk(
    file: &Handle,
    is_zip: bool,
    bounds: &Bounds,
    findings: &mut Findings<'_>,
) -> Result<(), ForeignError> {
    if is_zip {
        return wacz::read(file, bounds, findings);
    }
    let budget = stream::Budget::new(bounds);
    // A caller that wants no more has what it came for.
    let _: ControlFlow<()> = warc::read(file.clone(), "", bounds, &budget, findings);
    Ok(())
}

/// Which time an archive is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Everything is handed on but records without a body, which are remembered.
    First,
    /// Only the bodies that these refer to are read.
    Second,
}

/// Where everything that is found goes.
struct Findings<'a> {
    take: Take<'a>,
    problems: Vec<ForeignProblem>,
    most_problems: usize,
    pass: Pass,
    revisits: Revisits,
    /// Whether the caller has enough, or there were too many faults.
    is_over: bool,
}

impl Findings<'_> {
    /// Hands a response on, or those that refer to it.
    fn found(&mut self, record: &WarcRecord, response: ForeignResponse) -> ControlFlow<()> {
        let found = match self.pass {
            Pass::First => vec![response],
            Pass::Second => self.revisits.resolved(record, &response),
        };
        for response in found {
            let flow = (self.take)(response);
            self.is_over |= flow.is_break();
            flow?;
        }
        ControlFlow::Continue(())
    }

    /// Notes a problem, and stops when there are too many. What is met again at the second pass is
    /// known already.
    fn problem(&mut self, place: &str, reason: impl Into<String>) -> ControlFlow<()> {
        if self.pass == Pass::Second {
            return ControlFlow::Continue(());
        }
        self.note(place, reason);
        if self.problems.len() < self.most_problems {
            return ControlFlow::Continue(());
        }
        self.note("", "too many faults: the rest is not read");
        self.is_over = true;
        ControlFlow::Break(())
    }

    fn note(&mut self, place: &str, reason: impl Into<String>) {
        self.problems.push(ForeignProblem {
            place: place.to_owned(),
            reason: reason.into(),
        });
    }
}
