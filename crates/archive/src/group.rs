//! The group of records that a capture becomes: for each hop a request and a response, and at the
//! end the metadata from which a lost row can be made again.

use std::io;

use chrono::{DateTime, SecondsFormat, Utc};
use fastwarc::warc::record::WarcRecordType;
use model::{Hop, RecordLocation, Retrieval, Sha256, header_value};

use crate::append::FileEnd;
use crate::http;
use crate::record::{NewRecord, PAYLOAD_DIGEST, digest_text};

/// Writes the records of a capture to the end of `file` and returns where the one with the body
/// stands. A new file begins with a record about itself.
pub(crate) fn write_group(
    retrieval: &Retrieval,
    body: Payload<'_>,
    file: &str,
    to: &mut FileEnd,
) -> io::Result<RecordLocation> {
    if to.at() == 0 {
        warcinfo(retrieval, file).write_member(to)?;
    }
    for (index, hop) in retrieval.hops().enumerate() {
        let names = Names::of(retrieval, index);
        if let Some(request) = request(hop, &names) {
            request.write_member(to)?;
        }
        if index < retrieval.redirects.len() {
            response(hop, &names, Payload::NotKept).write_member(to)?;
        }
    }
    let (hop, names) = (
        retrieval.last_hop(),
        Names::of(retrieval, retrieval.redirects.len()),
    );
    let offset = to.at();
    response(hop, &names, body).write_member(to)?;
    let length = to.at() - offset;
    metadata(retrieval, &names)?.write_member(to)?;
    Ok(RecordLocation {
        file: file.to_owned(),
        offset,
        length,
        record_id: names.response,
    })
}

/// The ids of the records of one hop.
pub(crate) struct Names {
    pub(crate) request: String,
    pub(crate) response: String,
    pub(crate) metadata: String,
}

impl Names {
    pub(crate) fn of(retrieval: &Retrieval, hop: usize) -> Self {
        Self {
            request: record_id(retrieval, &format!("request {hop}")),
            response: record_id(retrieval, &format!("response {hop}")),
            metadata: record_id(retrieval, "metadata"),
        }
    }
}

/// Returns an id that follows from the capture and the part that the record plays in it: a UUID
/// of version 8 (RFC 9562), so that nothing random is needed here.
pub(crate) fn record_id(retrieval: &Retrieval, part: &str) -> String {
    let digest = Sha256::of_parts(&[retrieval.id.to_string().as_bytes(), b" ", part.as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let digits = format!("{:032x}", u128::from_be_bytes(bytes));
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| &digits[part]);
    format!("urn:uuid:{}", parts.join("-"))
}

pub(crate) fn warcinfo(retrieval: &Retrieval, file: &str) -> NewRecord<'static> {
    let block = format!(
        "software: {}\r\nformat: WARC File Format 1.1\r\nconformsTo: \
         https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        retrieval.tool
    );
    NewRecord {
        kind: WarcRecordType::WarcInfo,
        fields: vec![
            (
                "WARC-Record-ID",
                bracketed(&record_id(retrieval, "warcinfo")),
            ),
            ("WARC-Date", date(retrieval.captured())),
            ("WARC-Filename", file.to_owned()),
            ("Content-Type", "application/warc-fields".to_owned()),
        ],
        head: block.into_bytes(),
        body: &[],
    }
}

/// Returns the request of a hop, if one was sent.
fn request(hop: &Hop, names: &Names) -> Option<NewRecord<'static>> {
    if hop.request_headers.is_empty() {
        return None;
    }
    let mut fields = common(hop, &names.request);
    fields.push(("WARC-Concurrent-To", bracketed(&names.response)));
    fields.push((
        "Content-Type",
        "application/http; msgtype=request".to_owned(),
    ));
    Some(NewRecord {
        kind: WarcRecordType::Request,
        fields,
        head: http::request(hop),
        body: &[],
    })
}

/// What is kept of the body of a hop.
#[derive(Clone, Copy)]
pub(crate) enum Payload<'a> {
    Kept(&'a [u8]),
    /// The body stands in an earlier record already.
    Earlier(&'a Original),
    /// The body of a redirect is not read.
    NotKept,
}

/// A record of the archive whose body another capture has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Original {
    pub(crate) location: RecordLocation,
    pub(crate) url: String,
    pub(crate) date: String,
    /// The payload digest, as a record states it.
    pub(crate) digest: String,
}

/// What WARC 1.1 (6.7.2) calls a record whose body is that of an earlier one.
const IDENTICAL: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
/// The field that says where the earlier record stands, which WARC has none for.
pub(crate) const EARLIER_PLACE: &str = "Counterclaim-Refers-To-Place";

/// Returns the response of a hop, or a resource where no HTTP status is known of it: a file that
/// was imported, a page that a reporter supplied.
fn response<'a>(hop: &Hop, names: &Names, payload: Payload<'a>) -> NewRecord<'a> {
    let body = match payload {
        Payload::Kept(body) => body,
        Payload::Earlier(original) => return revisit(hop, names, original),
        Payload::NotKept => &[],
    };
    let mut fields = common(hop, &names.response);
    if matches!(payload, Payload::NotKept) {
        fields.push(("WARC-Truncated", "unspecified".to_owned()));
    }
    fields.push((PAYLOAD_DIGEST, digest_text(body)));
    if hop.status == 0 {
        let media_type = header_value(&hop.headers, "content-type");
        let media_type = media_type.unwrap_or("application/octet-stream").to_owned();
        fields.push(("Content-Type", media_type));
        return NewRecord {
            kind: WarcRecordType::Resource,
            fields,
            head: Vec::new(),
            body,
        };
    }
    fields.push((
        "Content-Type",
        "application/http; msgtype=response".to_owned(),
    ));
    NewRecord {
        kind: WarcRecordType::Response,
        fields,
        head: http::response_head(hop),
        body,
    }
}

/// Returns the record of a response whose body stands elsewhere: its head alone.
fn revisit(hop: &Hop, names: &Names, original: &Original) -> NewRecord<'static> {
    let place = &original.location;
    let mut fields = common(hop, &names.response);
    fields.extend([
        ("WARC-Profile", IDENTICAL.to_owned()),
        ("WARC-Refers-To", bracketed(&place.record_id)),
        ("WARC-Refers-To-Target-URI", original.url.clone()),
        ("WARC-Refers-To-Date", original.date.clone()),
        (
            EARLIER_PLACE,
            format!("{} {} {}", place.file, place.offset, place.length),
        ),
        (PAYLOAD_DIGEST, original.digest.clone()),
        (
            "Content-Type",
            "application/http; msgtype=response".to_owned(),
        ),
    ]);
    NewRecord {
        kind: WarcRecordType::Revisit,
        fields,
        head: http::response_head(hop),
        body: &[],
    }
}

fn metadata(retrieval: &Retrieval, names: &Names) -> io::Result<NewRecord<'static>> {
    let hop = retrieval.last_hop();
    let mut fields = common(hop, &names.metadata);
    fields.push(("WARC-Refers-To", bracketed(&names.response)));
    fields.push(("Content-Type", "application/json".to_owned()));
    Ok(NewRecord {
        kind: WarcRecordType::Metadata,
        fields,
        head: serde_json::to_vec(retrieval)?,
        body: &[],
    })
}

/// Returns the fields that every record of a hop has.
pub(crate) fn common(hop: &Hop, id: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("WARC-Record-ID", bracketed(id)),
        ("WARC-Date", date(hop.started)),
        ("WARC-Target-URI", hop.url.to_string()),
    ];
    let peer = hop.remote.as_deref().and_then(|it| it.parse().ok());
    fields
        .extend(peer.map(|peer: std::net::SocketAddr| ("WARC-IP-Address", peer.ip().to_string())));
    fields
}

pub(crate) fn bracketed(id: &str) -> String {
    format!("<{id}>")
}

pub(crate) fn date(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
