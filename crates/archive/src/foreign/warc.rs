//! The records of one foreign WARC stream.

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use fastwarc::stream_io::chunked::ChunkedReader;
use fastwarc::warc::iter::{ArchiveIterator, ArchiveIteratorOptions};
use fastwarc::warc::record::{DigestError, WarcRecord, WarcRecordType};
use model::{Header, header_value};
use url::Url;

use super::revisit::Revisit;
use super::stream::{Bounded, Budget};
use super::{Bounds, Findings, ForeignResponse, Pass};
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
        let Some(url) = wanted(&record) else { continue };
        let read = match (record.record_type(), findings.pass) {
            (WarcRecordType::Revisit, Pass::First) => {
                let revisit = revisit(&mut record, url.clone(), bounds);
                revisit.map(|it| findings.revisits.note(it))
            }
            (WarcRecordType::Revisit, Pass::Second) => Ok(()),
            (_, Pass::Second) if !findings.revisits.want(&record) => Ok(()),
            _ => match response(&mut record, url.clone(), bounds) {
                Ok(response) => {
                    findings.found(&record, response)?;
                    Ok(())
                }
                Err(left) => Err(left),
            },
        };
        match read {
            Ok(()) => {}
            Err(Left::Out(reason)) => findings.problem(&place(name, &record, &url), reason)?,
            Err(Left::Unreadable(reason)) => {
                findings.problem(&place(name, &record, &url), reason)?;
                break;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Returns the address of a record that holds a page, a file or an answer of the web.
fn wanted(record: &WarcRecord) -> Option<Url> {
    let kind = record.record_type();
    let kinds = [
        WarcRecordType::Response,
        WarcRecordType::Resource,
        WarcRecordType::Revisit,
    ];
    if !kinds.contains(&kind) {
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
    let (date, block) = dated_block(record, bounds)?;
    let (status, headers, body) = if record.record_type() == WarcRecordType::Response {
        http_parts(block)?
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

/// Returns what a record says of a body that stands elsewhere.
fn revisit(record: &mut WarcRecord, url: Url, bounds: &Bounds) -> Result<Revisit, Left> {
    let (date, block) = dated_block(record, bounds)?;
    Ok(Revisit::of(record, url, date, &block))
}

/// Returns the date and the block of a record, when both are whole.
fn dated_block(record: &mut WarcRecord, bounds: &Bounds) -> Result<(DateTime<Utc>, Vec<u8>), Left> {
    let length = record.content_length();
    if length > bounds.record_bytes {
        let most = bounds.record_bytes;
        return Err(Left::Out(format!(
            "it has {length} bytes, more than {most}"
        )));
    }
    let date = field(record, "WARC-Date").and_then(|date| moment(&date));
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
    Ok((date, block))
}

/// Reads the date of a record. Version 1.1 lets tools leave out what they do not know of it, older
/// ones leave out the zone, which is always UTC.
pub(super) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let exact = text.parse::<DateTime<Utc>>().ok();
    let plain = text.trim_end_matches(['Z', 'z']);
    let to_minute = || format!("{plain}:00").parse::<NaiveDateTime>().ok();
    let to_second = || {
        let digits = || NaiveDateTime::parse_from_str(plain, "%Y%m%d%H%M%S").ok();
        plain.parse::<NaiveDateTime>().ok().or_else(digits)
    };
    let day = || {
        let parts = match plain.len() {
            4 => format!("{plain}-01-01"),
            7 => format!("{plain}-01"),
            _ => plain.to_owned(),
        };
        parts.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)
    };
    exact.or_else(|| {
        let naive = to_second().or_else(to_minute).or_else(day)?;
        Some(naive.and_utc())
    })
}

/// Returns status, header fields and body of an HTTP response.
fn http_parts(mut block: Vec<u8>) -> Result<(u16, Vec<Header>, Vec<u8>), Left> {
    let message = http::parse(&block).ok_or("it holds no HTTP response")?;
    let transfer_encoding = header_value(&message.headers, "transfer-encoding");
    block.drain(..message.body_at);
    let body = without_chunks(transfer_encoding, block);
    Ok((message.status, true_of(&body, message.headers), body))
}

/// Put before the name of a field that is not true of the body in the record, as Webrecorder does.
const NOT_TRUE: &str = "X-Orig-";

/// Returns the header fields as they are true of a body: browsers, and tools that record through one,
/// store it without its content encoding under the same field.
fn true_of(body: &[u8], mut headers: Vec<Header>) -> Vec<Header> {
    for (name, _) in &mut headers {
        if name.eq_ignore_ascii_case("content-encoding") && is_bare(body) {
            name.insert_str(0, NOT_TRUE);
        }
    }
    headers
}

/// Bytes looked at to tell a text from packed bytes, which are no UTF-8 for so long.
const LOOKED_AT: usize = 256;

/// Tells whether a body is a document that nothing is packed round.
fn is_bare(body: &[u8]) -> bool {
    let head = &body[..body.len().min(LOOKED_AT)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The window may end inside a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return head.starts_with(b"%PDF-"),
    };
    let is_text = |c: char| !c.is_control() || c.is_ascii_whitespace();
    let starts_like_a_page = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<');
    text.chars().all(is_text) && (starts_like_a_page || text.len() >= LOOKED_AT - 3)
}

/// Returns the value of a field of a record.
pub(super) fn field(record: &WarcRecord, name: &str) -> Option<String> {
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
fn without_chunks(transfer_encoding: Option<&str>, body: Vec<u8>) -> Vec<u8> {
    let is_chunked =
        transfer_encoding.is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
    if !is_chunked {
        return body;
    }
    let mut joined = Vec::new();
    let mut chunks = ChunkedReader::new(Cursor::new(body.clone()));
    match chunks.read_to_end(&mut joined) {
        Ok(_) => joined,
        Err(_) => body,
    }
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
