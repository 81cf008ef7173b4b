//! The records of one capture, gathered until the metadata that close them, and held against what
//! those say: a changed address, time or header field shows although no digest of WARC covers it.

use fastwarc::warc::record::WarcRecordType;
use model::{Body, Capture, Hop, RecordLocation, Retrieval, Sha256};

use crate::erase::is_removed;
use crate::error::{Fault, Problem};
use crate::group::{Names, common};
use crate::http;
use crate::member::{Member, read_member};
use crate::record::{PAYLOAD_DIGEST, digest_text};
use crate::scan::{Found, read};

/// The records of the group that a walk is in.
#[derive(Default)]
pub(crate) struct Gathered {
    kept: Vec<Kept>,
    /// Whether the walk may have begun inside a group, whose capture the caller knows.
    may_be_inside: bool,
}

/// What is remembered of a record: all but its body.
struct Kept {
    found: Found,
    head: Vec<u8>,
    payload: Option<String>,
}

impl Gathered {
    pub(crate) fn new(may_be_inside: bool) -> Self {
        Self {
            kept: Vec::new(),
            may_be_inside,
        }
    }

    /// Takes a record in, and returns the capture that it closes; most records close none.
    pub(crate) fn take_in(&mut self, found: Found) -> Option<Result<Capture, Problem>> {
        match found.record.kind {
            WarcRecordType::Request => self.kept.push(Kept::of(found)),
            WarcRecordType::Response | WarcRecordType::Resource | WarcRecordType::Revisit => {
                self.may_be_inside = false;
                self.kept.push(Kept::of(found));
            }
            WarcRecordType::Metadata if is_removed(&found.record) => {
                self.may_be_inside = false;
                self.kept.clear();
            }
            WarcRecordType::Metadata => {
                let kept = std::mem::take(&mut self.kept);
                if !std::mem::take(&mut self.may_be_inside) {
                    return Some(close(&found, &kept));
                }
            }
            _ => {}
        }
        None
    }
}

impl Kept {
    fn of(mut found: Found) -> Self {
        let record = &mut found.record;
        let body_at = match record.kind {
            WarcRecordType::Resource => 0,
            WarcRecordType::Request => record.block.len(),
            _ => http::parse(&record.block).map_or(0, |message| message.body_at),
        };
        let payload = match record.kind {
            WarcRecordType::Revisit => record.field(PAYLOAD_DIGEST).map(str::to_owned),
            _ => Some(digest_text(&record.block[body_at..])),
        };
        record.block.truncate(body_at);
        let head = std::mem::take(&mut record.block);
        Self {
            found,
            head,
            payload,
        }
    }

    /// Returns what a hop says otherwise than this record of it.
    fn difference(&self, hop: &Hop, id: &str, head: &[u8]) -> Option<&'static str> {
        let record = &self.found.record;
        let other = common(hop, id)
            .into_iter()
            .find(|(name, value)| record.field(name) != Some(value));
        match other {
            Some((name, _)) => Some(name),
            None if self.head != head => Some("HTTP header"),
            None => None,
        }
    }
}

/// Makes a capture of the record that closes its group.
fn close(metadata: &Found, kept: &[Kept]) -> Result<Capture, Problem> {
    let retrieval: Retrieval = serde_json::from_slice(&metadata.record.block).map_err(|error| {
        metadata.problem(Fault::NotARecord {
            reason: error.to_string(),
        })
    })?;
    let mut location = None;
    for (index, hop) in retrieval.hops().enumerate() {
        let names = Names::of(&retrieval, index);
        check_request(metadata, kept, hop, &names)?;
        let is_last = index == retrieval.redirects.len();
        let body = if is_last {
            retrieval.received.sha256
        } else {
            Body::of(b"").sha256
        };
        location = Some(check_response(metadata, kept, hop, &names, body)?);
    }
    let missing = || metadata.problem(Fault::NoResponse);
    Ok(Capture {
        location: location.ok_or_else(missing)?,
        retrieval,
    })
}

fn check_request(metadata: &Found, kept: &[Kept], hop: &Hop, names: &Names) -> Result<(), Problem> {
    if hop.request_headers.is_empty() {
        return Ok(());
    }
    let request = of_id(kept, &names.request);
    let request = request.ok_or_else(|| metadata.problem(Fault::NoResponse))?;
    match request.difference(hop, &names.request, &http::request(hop)) {
        Some(what) => Err(request.found.problem(Fault::Differs { what })),
        None => Ok(()),
    }
}

/// Returns where the response of a hop stands.
fn check_response(
    metadata: &Found,
    kept: &[Kept],
    hop: &Hop,
    names: &Names,
    body: Sha256,
) -> Result<RecordLocation, Problem> {
    let response = of_id(kept, &names.response);
    let response = response.ok_or_else(|| metadata.problem(Fault::NoResponse))?;
    if response.payload != Some(format!("sha256:{body}")) {
        return Err(response.found.problem(Fault::OtherBody));
    }
    let head = match response.found.record.kind {
        WarcRecordType::Resource => Vec::new(),
        _ => http::response_head(hop),
    };
    match response.difference(hop, &names.response, &head) {
        Some(what) => Err(response.found.problem(Fault::Differs { what })),
        None => Ok(response.found.location.clone()),
    }
}

/// Returns the captures whose records stand in `bytes`, gzip members one after the other; the body
/// of each is among them and is the one that its metadata describe.
pub(crate) fn captures_in(mut bytes: &[u8]) -> Result<Vec<Capture>, String> {
    let mut gathered = Gathered::default();
    let (mut captures, mut bodies) = (Vec::new(), Vec::new());
    let length = bytes.len();
    while !bytes.is_empty() {
        let offset = (length - bytes.len()) as u64;
        let content = read_member(&mut bytes);
        let member = Member {
            offset,
            length: (length - bytes.len()) as u64 - offset,
            content,
        };
        let found = read("the WARC records", member).map_err(|it| it.to_string())?;
        if found.record.kind != WarcRecordType::Revisit {
            bodies.push(Sha256::of(found.record.payload()));
        }
        if let Some(capture) = gathered.take_in(found) {
            captures.push(capture.map_err(|it| it.to_string())?);
        }
    }
    let is_there = |capture: &Capture| bodies.contains(&capture.retrieval.received.sha256);
    if captures.iter().all(is_there) {
        return Ok(captures);
    }
    Err("the body of the capture is not among the WARC records".to_owned())
}

fn of_id<'k>(kept: &'k [Kept], id: &str) -> Option<&'k Kept> {
    kept.iter().find(|it| it.found.location.record_id == id)
}
