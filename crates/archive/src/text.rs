//! The text that was read in a capture, kept beside it as a `conversion` record (WARC 1.1, 6.8), so
//! that another tool finds the words without reading the page again.
//!
//! It is appended when the capture has been read, by the same durable way; nothing rests on it: the
//! store holds the text of each version, and the capture what it was read in.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use fastwarc::warc::record::WarcRecordType;
use model::{Capture, Sha256};

use crate::append::append;
use crate::archive::Archive;
use crate::erase::{Place, join, place_of};
use crate::error::ArchiveError;
use crate::group::{Names, bracketed, date, record_id, warcinfo};
use crate::lock::{Lock, Mark};
use crate::record::{NewRecord, Record, bare_id};
use crate::scan::{Position, Scan};

/// The field that says what read the text, which WARC has none for.
const EXTRACTOR: &str = "Counterclaim-Extractor";

/// A text in the archive, as its record tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredText {
    /// The id of the record with the body that it was read in.
    pub read_in: String,
    /// What read it.
    pub extractor: String,
    /// The digest of its bytes.
    pub sha256: Sha256,
}

impl StoredText {
    /// Returns what a record tells; nothing when it is no text.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        (record.kind == WarcRecordType::Conversion).then(|| Self {
            read_in: record
                .field("WARC-Refers-To")
                .map(bare_id)
                .unwrap_or_default(),
            extractor: record.field(EXTRACTOR).unwrap_or_default().to_owned(),
            sha256: Sha256::of(&record.block),
        })
    }
}

impl Archive {
    /// Appends the text that `extractor` read in a capture at some time. When this returns, it is on
    /// the disk; when it fails, the archive is as it was.
    pub fn append_text(
        &self,
        capture: &Capture,
        text: &str,
        extractor: &str,
        at: DateTime<Utc>,
    ) -> Result<(), ArchiveError> {
        let mut lock = Lock::wait(self.dir())?;
        let (path, file, end) = self.next_file(&mut lock)?;
        let unwritable = |source| ArchiveError::write(&path, source);
        let written = append(&path, end, |to| {
            if to.at() == 0 {
                warcinfo(&capture.retrieval, &file).write_member(to)?;
            }
            conversion(capture, text, extractor, at).write_member(to)
        });
        let ((), end) = written.map_err(unwritable)?;
        lock.remember(&Mark { file, end });
        Ok(())
    }

    /// Returns where the texts stand that were read in any of these captures. They may stand far
    /// behind them: a capture is read again by later versions of the program.
    pub fn places_of_texts(&self, captures: &[Capture]) -> Result<Vec<Place>, ArchiveError> {
        let Some(first) = captures
            .iter()
            .map(|it| &it.location)
            .min_by_key(|it| &it.file)
        else {
            return Ok(Vec::new());
        };
        let bodies: BTreeSet<&str> = captures
            .iter()
            .map(|it| it.location.record_id.as_str())
            .collect();
        let mut places = Vec::new();
        let mut scan = Scan::new(self.dir(), self.ends()?, &Position::beginning_of(first));
        while let Some(found) = scan.next() {
            let Ok(found) = found else { continue };
            let text = StoredText::of(&found.record);
            if text.is_some_and(|it| bodies.contains(it.read_in.as_str())) {
                join(&mut places, place_of(&found.location));
            }
        }
        Ok(places)
    }
}

fn conversion<'a>(
    capture: &Capture,
    text: &'a str,
    extractor: &str,
    at: DateTime<Utc>,
) -> NewRecord<'a> {
    let retrieval = &capture.retrieval;
    let names = Names::of(retrieval, retrieval.redirects.len());
    let part = format!("conversion {extractor} {}", Sha256::of(text.as_bytes()));
    NewRecord {
        kind: WarcRecordType::Conversion,
        fields: vec![
            ("WARC-Record-ID", bracketed(&record_id(retrieval, &part))),
            ("WARC-Date", date(at)),
            ("WARC-Target-URI", retrieval.final_url().to_string()),
            ("WARC-Refers-To", bracketed(&names.response)),
            (EXTRACTOR, extractor.to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ],
        head: Vec::new(),
        body: text.as_bytes(),
    }
}
