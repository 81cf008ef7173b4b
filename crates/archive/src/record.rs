//! One WARC record: written as a gzip member, and read back with its digests checked.
//!
//! fastwarc writes the header and parses the record. The block goes straight into the member, since
//! fastwarc wants to own it; compression is flate2's, and digests are ours, since its own are SHA-1.

use std::io::{self, Cursor, Read as _, Write};

use fastwarc::warc::record::{WarcRecord, WarcRecordType};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Header, RecordLocation, Sha256, header_value};

use crate::error::Fault;
use crate::group::EARLIER_PLACE;
use crate::http;

pub(crate) const BLOCK_DIGEST: &str = "WARC-Block-Digest";
pub(crate) const PAYLOAD_DIGEST: &str = "WARC-Payload-Digest";
/// The longest header of a record; an address can be long.
const LONGEST_HEADER: usize = 1 << 20;

/// A record to be written.
pub(crate) struct NewRecord<'a> {
    pub(crate) kind: WarcRecordType,
    /// The fields after `WARC-Type`, in their order.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// What the block begins with: all of it, where no body follows.
    pub(crate) head: Vec<u8>,
    /// The rest of the block; it is long, and nobody makes a copy of it.
    pub(crate) body: &'a [u8],
}

impl NewRecord<'_> {
    /// Writes the record as one gzip member.
    pub(crate) fn write_member(&self, to: &mut impl Write) -> io::Result<()> {
        let mut record = WarcRecord::new();
        let headers = record.headers_mut();
        headers.set_status_line("WARC/1.1");
        headers.append("WARC-Type", self.kind.as_str());
        for (name, value) in &self.fields {
            headers.append(name, value);
        }
        let digest = Sha256::of_parts(&[&self.head, self.body]);
        headers.append(BLOCK_DIGEST, format!("sha256:{digest}"));
        let length = self.head.len() + self.body.len();
        headers.append("Content-Length", length.to_string());
        let mut member = GzEncoder::new(to, Compression::default());
        record.headers().write(&mut member)?;
        for piece in [&self.head, self.body, b"\r\n\r\n"] {
            member.write_all(piece)?;
        }
        member.finish().map(drop)
    }
}

/// Returns a digest as a record states it.
pub(crate) fn digest_text(bytes: &[u8]) -> String {
    format!("sha256:{}", Sha256::of(bytes))
}

/// A record of ours that was read back.
pub(crate) struct Record {
    pub(crate) kind: WarcRecordType,
    fields: Vec<Header>,
    pub(crate) block: Vec<u8>,
}

impl Record {
    /// Reads the record that a member holds; nothing but the record may be in it.
    pub(crate) fn parse(content: Vec<u8>) -> Result<Self, Fault> {
        let length = content.len();
        let mut record = WarcRecord::new();
        record.attach_reader(Cursor::new(content));
        let header = record
            .parse_warc_headers_with_opts(false, LONGEST_HEADER)
            .map_err(|error| not_a_record(&error.to_string()))?;
        if header == 0 {
            return Err(not_a_record("it is empty"));
        }
        let mut block = Vec::new();
        if let Some(reader) = record.reader_mut() {
            reader
                .read_to_end(&mut block)
                .map_err(|error| not_a_record(&error.to_string()))?;
        }
        // Two line ends close a record.
        if block.len() as u64 != record.content_length() || header + block.len() + 4 != length {
            return Err(Fault::Length);
        }
        let fields = record.headers().items();
        let fields = fields.map(|(name, value)| (name.into_owned(), value.into_owned()));
        Ok(Self {
            kind: record.record_type(),
            fields: fields.collect(),
            block,
        })
    }

    /// Returns the value of a header field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        header_value(&self.fields, name)
    }

    /// Returns the `WARC-Record-ID` without its angle brackets.
    pub(crate) fn id(&self) -> Option<String> {
        self.field("WARC-Record-ID").map(bare_id)
    }

    /// Returns the payload: the body of a response, the whole block of any other record.
    pub(crate) fn payload(&self) -> &[u8] {
        if self.kind != WarcRecordType::Response {
            return &self.block;
        }
        let body_at = http::parse(&self.block).map_or(0, |message| message.body_at);
        &self.block[body_at..]
    }

    /// Returns where the record stands that has the body of this one.
    pub(crate) fn earlier(&self) -> Option<RecordLocation> {
        let mut words = self.field(EARLIER_PLACE)?.split(' ');
        Some(RecordLocation {
            file: words.next()?.to_owned(),
            offset: words.next()?.parse().ok()?,
            length: words.next()?.parse().ok()?,
            record_id: bare_id(self.field("WARC-Refers-To")?),
        })
    }

    /// Checks the digest of the block, which every record has, and that of the payload where one
    /// is stated.
    pub(crate) fn check_digests(&self) -> Result<(), Fault> {
        let field = BLOCK_DIGEST;
        if self.field(field) != Some(&digest_text(&self.block)) {
            return Err(Fault::Digest { field });
        }
        let field = PAYLOAD_DIGEST;
        match self.field(field) {
            // What it states is the digest of a body that stands elsewhere.
            _ if self.kind == WarcRecordType::Revisit => Ok(()),
            Some(stated) if stated != digest_text(self.payload()) => Err(Fault::Digest { field }),
            _ => Ok(()),
        }
    }
}

/// Returns an id without the angle brackets that a record puts round it.
pub(crate) fn bare_id(id: &str) -> String {
    id.trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn not_a_record(reason: &str) -> Fault {
    Fault::NotARecord {
        reason: reason.to_owned(),
    }
}
