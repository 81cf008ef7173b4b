//! Captures: one retrieval of one address at one time, with all that a third party needs to check
//! it. Never changed once made.

use chrono::{DateTime, Utc};
use url::Url;

use crate::CaptureId;
use crate::digest::Sha256;
use crate::word::words;

words! {
    /// How the bytes of a capture came to us.
    pub enum Provenance as "provenance" {
        /// Fetched from the address by us.
        Fetched = "fetched",
        /// Read from a file or archive that somebody else made.
        Imported = "imported",
        /// Supplied by the reporter with the address typed; not fetched.
        Supplied = "supplied",
        /// Shipped with the program as part of the sample case.
        Bundled = "bundled",
        /// Fetched by us from a web archive, which says when it captured the page.
        WebArchive = "web_archive",
    }
}

impl Provenance {
    /// Returns a number that grows with how little of the bytes rests on somebody's word.
    pub fn rank(self) -> u8 {
        match self {
            Self::Supplied => 0,
            Self::Imported | Self::WebArchive => 1,
            Self::Fetched | Self::Bundled => 2,
        }
    }
}

words! {
    /// What robots.txt said about an address (RFC 9309).
    pub enum RobotsVerdict as "robots verdict" {
        /// It allows the address, or there is none.
        Allowed = "allowed",
        /// The reporter asked for this page in spite of it.
        Overridden = "overridden",
        /// It was not asked: the bytes were not fetched by us.
        NotAsked = "not_asked",
    }
}

/// A header field as received: name and value.
pub type Header = (String, String);

/// Returns the value of the first header field called `name`, whatever its case.
pub fn header_value<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(field, _)| field.eq_ignore_ascii_case(name))?;
    Some(&found.1)
}

/// One request and its response; a capture has several when it was redirected.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Hop {
    /// The address asked.
    pub url: Url,
    /// The header fields sent.
    pub request_headers: Vec<Header>,
    /// The status of the response.
    pub status: u16,
    /// The header fields received, in their order.
    pub headers: Vec<Header>,
    /// The peer that answered, as `address:port`.
    pub remote: Option<String>,
    /// The certificate by which the peer named itself over TLS: the digest of its DER form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Sha256>,
    /// When the request was sent.
    pub started: DateTime<Utc>,
    /// When the last byte had come.
    pub finished: DateTime<Utc>,
}

/// The size and digest of a body in one of its two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Body {
    /// How many bytes.
    pub bytes: u64,
    /// Their digest.
    pub sha256: Sha256,
}

impl Body {
    /// Returns size and digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            sha256: Sha256::of(bytes),
        }
    }
}

/// Where the response record of a capture stands in the archive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RecordLocation {
    /// The name of the WARC file inside the archive folder.
    pub file: String,
    /// The first byte of the record's gzip member.
    pub offset: u64,
    /// The length of the member in bytes.
    pub length: u64,
    /// The `WARC-Record-ID` of the response record, without angle brackets.
    pub record_id: String,
}

/// One retrieval of one address at one time, before its bytes have a place in the archive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Retrieval {
    /// The name of the capture.
    pub id: CaptureId,
    /// How the bytes came to us.
    pub provenance: Provenance,
    /// The first request and its response, or for bytes that were not fetched what is known of
    /// them.
    pub first: Hop,
    /// The hops that redirects led to, in order; the last one carries the body.
    pub redirects: Vec<Hop>,
    /// The body as received.
    pub received: Body,
    /// The body after its content encodings were taken off.
    pub decoded: Body,
    /// What robots.txt said.
    pub robots: RobotsVerdict,
    /// The program and version that made the capture.
    pub tool: String,
}

impl Retrieval {
    /// Returns every hop, the first one first.
    pub fn hops(&self) -> impl Iterator<Item = &Hop> {
        std::iter::once(&self.first).chain(&self.redirects)
    }

    /// Returns the last hop, the one that carries the body.
    pub fn last_hop(&self) -> &Hop {
        self.redirects.last().unwrap_or(&self.first)
    }

    /// Returns the address that was asked for.
    pub fn asked(&self) -> &Url {
        &self.first.url
    }

    /// Returns the address that answered, after redirects.
    pub fn final_url(&self) -> &Url {
        &self.last_hop().url
    }

    /// Returns the digest of the certificate of the site that answered, in hexadecimal digits.
    pub fn certificate(&self) -> Option<String> {
        Some(self.last_hop().certificate?.to_string())
    }

    /// Returns when the last byte had come: the clock "captured".
    pub fn captured(&self) -> DateTime<Utc> {
        self.last_hop().finished
    }
}

/// A retrieval whose bytes are in the archive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Capture {
    /// What was retrieved.
    #[serde(flatten)]
    pub retrieval: Retrieval,
    /// Where the bytes are kept.
    pub location: RecordLocation,
}

impl Capture {
    /// Returns the name of the capture.
    pub fn id(&self) -> CaptureId {
        self.retrieval.id
    }
}
