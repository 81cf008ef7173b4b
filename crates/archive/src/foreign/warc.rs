//! The records of one foreign WARC stream.

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use fastwarc::stream_io::chunked::ChunkedReader;
use fastwarc::warc::iter::{ArchiveIterator, ArchiveIteratorOptions};
use fastwarc::warc::record::{DigestError, WarcRecord, WarcRecordType};
use model::{Header, header_value};
use url::Url;

use super::stream::{Bounded, Budget};
use super::{Bounds, Findings, ForeignResponse};
use crate::http;
use crate::record::bare_id;

/// The longest header of a record.
const LONGEST_HEADER: usize = 64 << 10;

/// Reads one WARC stream; `name` says where it stands in a larger archive.
pub(super) fn read(
    input: impl Read + Send + 'static,
    name: &str,
    bounds: &Bounds,
    budget: &Budget,
    findings: &mut Findings<'_>,
) -> ControlFlow<()> {
    let stream = match Bounded::open(input, bounds, budget) {
        Ok(stream) => stream,
        Err(error) => return findings.problem(name, error.to_string()),
    };
    let spent = stream.spent();
    let options = ArchiveIteratorOptions {
        stream_detect: false,
        parse_http: false,
        quirks_mode: true,
        max_header_len: LONGEST_HEADER,
        ..ArchiveIteratorOptions::default()
    };
    let records = ArchiveIterator::with_options(BufReader::new(stream), options);
    let outcome = walk(records, name, bounds, findings);
    budget.spend(&spent);
    outcome
}

fn walk(
    records: ArchiveIterator,
    name: &str,
    bounds: &Bounds,
    findings: &mut Findings<'_>,
) -> ControlFlow<()> {
    let mut revisits = 0_u64;
    for record in records {
        let record = match record {
            Ok(record) => record,
            // The reader cannot find the next record by itself: what is behind is not read.
            Err(error) => {
                findings.problem(name, format!("the rest cannot be read: {error}"))?;
                break;
            }
        };
        let mut record = record.borrow_mut();
        if record.record_type() == WarcRecordType::Revisit {
            revisits += 1;
        }
        let Some(url) = wanted(&record) else { continue };
        match response(&mut record, url.clone(), bounds) {
            Ok(response) => (findings.take)(response)?,
            Err(Left::Out(reason)) => findings.problem(&place(name, &record, &url), reason)?,
            Err(Left::Unreadable(reason)) => {
                findings.problem(&place(name, &record, &url), reason)?;
                break;
            }
        }
    }
    if revisits > 0 {
        let reason = format!("{revisits} records only refer to an earlier capture (revisit)");
        findings.problem(name, reason)?;
    }
    ControlFlow::Continue(())
}

/// Returns the address of a record that holds a page, a file or an answer of the web.
fn wanted(record: &WarcRecord) -> Option<Url> {
    let kind = record.record_type();
    if !matches!(kind, WarcRecordType::Response | WarcRecordType::Resource) {
        return None;
    }
    let url = http::target(&record.headers().get("WARC-Target-URI")?)?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Why a record is not handed on.
enum Left {
    /// It is left out, and the next one can be read.
    Out(String),
    /// The stream ends in it.
    Unreadable(String),
}

impl From<&str> for Left {
    fn from(reason: &str) -> Self {
        Self::Out(reason.to_owned())
    }
}

/// Returns the response in a record, or why it is left out.
fn response(record: &mut WarcRecord, url: Url, bounds: &Bounds) -> Result<ForeignResponse, Left> {
    let length = record.content_length();
    if length > bounds.record_bytes {
        let most = bounds.record_bytes;
        return Err(Left::Out(format!(
            "it has {length} bytes, more than {most}"
        )));
    }
    let date = field(record, "WARC-Date").and_then(|date| date.parse::<DateTime<Utc>>().ok());
    let date = date.ok_or("it has no date that can be read")?;
    record
        .freeze()
        .map_err(|error| Left::Unreadable(format!("it cannot be read: {error}")))?;
    let block = record.frozen_payload_bytes().unwrap_or_default().to_vec();
    if block.len() as u64 != length {
        return Err("it is cut off".into());
    }
    if is_altered(record) {
        return Err("its digest does not match its bytes".into());
    }
    let (status, headers, body) = if record.record_type() == WarcRecordType::Response {
        http_parts(&block)?
    } else {
        let media_type = field(record, "Content-Type").unwrap_or_default();
        (0, vec![("content-type".to_owned(), media_type)], block)
    };
    Ok(ForeignResponse {
        url,
        date,
        status,
        headers,
        body,
        record_id: record.record_id().map(|id| bare_id(&id)),
        truncated: field(record, "WARC-Truncated"),
    })
}

/// Returns status, header fields and body of an HTTP response.
fn http_parts(block: &[u8]) -> Result<(u16, Vec<Header>, Vec<u8>), Left> {
    let message = http::parse(block).ok_or("it holds no HTTP response")?;
    let transfer_encoding = header_value(&message.headers, "transfer-encoding");
    let body = without_chunks(transfer_encoding, &block[message.body_at..]);
    Ok((message.status, message.headers, body))
}

fn field(record: &WarcRecord, name: &str) -> Option<String> {
    record
        .headers()
        .get(name)
        .map(|value| value.trim().to_owned())
}

/// Tells whether the digest of a record is there and does not match. A digest of an unknown kind
/// says nothing.
fn is_altered(record: &mut WarcRecord) -> bool {
    match record.verify_block_digest(false) {
        Ok(matches) => !matches,
        Err(DigestError::Missing(_) | DigestError::Unsupported(_)) => false,
        Err(_) => true,
    }
}

/// Takes the chunks off a body that wget and others store as it came over the wire. Browsers store
/// it without them under the same header field, so a body that is not in chunks stays as it is.
fn without_chunks(transfer_encoding: Option<&str>, body: &[u8]) -> Vec<u8> {
    let is_chunked =
        transfer_encoding.is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
    let mut joined = Vec::new();
    let mut chunks = ChunkedReader::new(Cursor::new(body.to_vec()));
    if is_chunked && chunks.read_to_end(&mut joined).is_ok() {
        return joined;
    }
    body.to_vec()
}

fn place(name: &str, record: &WarcRecord, url: &Url) -> String {
    let id = record
        .record_id()
        .map(|id| bare_id(&id))
        .unwrap_or_default();
    [name, &id, url.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
