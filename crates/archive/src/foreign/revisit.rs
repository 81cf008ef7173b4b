//! Records that have no body of their own: an archive notes that a page was there once more with the
//! same bytes, and where these stand (WARC 1.1, 6.7).
//!
//! What they refer to may stand anywhere in the archive, so they are held until it has been read
//! once, and matched when it is read again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use fastwarc::warc::record::WarcRecord;
use model::{Header, header_value};
use url::Url;

use super::ForeignResponse;
use super::warc::{field, moment};
use crate::http;
use crate::record::{PAYLOAD_DIGEST, bare_id};

/// Bytes of memory that records may take while they wait.
const ROOM: usize = 32 << 20;
/// What a record takes beside its head.
const COST: usize = 1024;

/// By what one record refers to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The digest of its payload, in lower case.
    Digest(String),
    Id(String),
    Place(Url, DateTime<Utc>),
}

/// Returns all by which a record can be referred to.
fn keys_of(record: &WarcRecord) -> Vec<Key> {
    let url = field(record, "WARC-Target-URI").and_then(|it| http::target(&it));
    let date = field(record, "WARC-Date").and_then(|it| moment(&it));
    let keys = [
        digest_of(record).map(Key::Digest),
        record.record_id().map(|id| Key::Id(bare_id(&id))),
        url.zip(date).map(|(url, date)| Key::Place(url, date)),
    ];
    keys.into_iter().flatten().collect()
}

fn digest_of(record: &WarcRecord) -> Option<String> {
    field(record, PAYLOAD_DIGEST).map(|it| it.to_ascii_lowercase())
}

/// The records that wait for their body.
pub(super) struct Revisits {
    waiting: Vec<Option<Revisit>>,
    /// The places in that list, by what they wait for.
    by_key: BTreeMap<Key, Vec<usize>>,
    room: usize,
    /// Records for which there was no room, or whose body is another than they say.
    left: usize,
}

/// A record without a body.
pub(super) struct Revisit {
    url: Url,
    date: DateTime<Utc>,
    record_id: Option<String>,
    head: Option<(u16, Vec<Header>)>,
    length: usize,
    refers_to: Option<String>,
    refers_url: Option<Url>,
    refers_date: Option<DateTime<Utc>>,
    digest: Option<String>,
}

impl Revisit {
    /// Takes a record in whose block is `block`.
    pub(super) fn of(record: &WarcRecord, url: Url, date: DateTime<Utc>, block: &[u8]) -> Self {
        let head = http::parse(block).map(|it| (it.status, it.headers));
        Self {
            url,
            date,
            record_id: record.record_id().map(|id| bare_id(&id)),
            length: block.len(),
            head,
            refers_to: field(record, "WARC-Refers-To").map(|id| bare_id(&id)),
            refers_url: field(record, "WARC-Refers-To-Target-URI").and_then(|it| http::target(&it)),
            refers_date: field(record, "WARC-Refers-To-Date").and_then(|it| moment(&it)),
            digest: digest_of(record),
        }
    }

    /// Returns by what the earlier record is known.
    fn keys(&self) -> Vec<Key> {
        let place = self.refers_url.clone().zip(self.refers_date);
        let keys = [
            self.digest.clone().map(Key::Digest),
            self.refers_to.clone().map(Key::Id),
            place.map(|(url, date)| Key::Place(url, date)),
        ];
        keys.into_iter().flatten().collect()
    }

    /// Returns the response that this record is short for. Its own head is what was received then;
    /// where it has none that goes with the body, the head is that of the earlier one.
    fn with_body_of(self, earlier: &ForeignResponse) -> ForeignResponse {
        let coding = |headers: &[Header]| {
            let coding = header_value(headers, "content-encoding");
            coding.unwrap_or_default().trim().to_ascii_lowercase()
        };
        let own = self.head.filter(|(status, headers)| {
            *status != 304 && coding(headers) == coding(&earlier.headers)
        });
        let (status, headers) = own.unwrap_or_else(|| (earlier.status, earlier.headers.clone()));
        ForeignResponse {
            url: self.url,
            date: self.date,
            status,
            headers,
            body: earlier.body.clone(),
            record_id: self.record_id,
            truncated: earlier.truncated.clone(),
        }
    }
}

impl Revisits {
    pub(super) fn new() -> Self {
        Self {
            waiting: Vec::new(),
            by_key: BTreeMap::new(),
            room: ROOM,
            left: 0,
        }
    }

    /// Remembers a record until its body goes by.
    pub(super) fn note(&mut self, revisit: Revisit) {
        let Some(room) = self.room.checked_sub(revisit.length + COST) else {
            self.left += 1;
            return;
        };
        self.room = room;
        for key in revisit.keys() {
            self.by_key.entry(key).or_default().push(self.waiting.len());
        }
        self.waiting.push(Some(revisit));
    }

    /// Tells whether none waits.
    pub(super) fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Tells whether one waits for the body of this record.
    pub(super) fn want(&self, record: &WarcRecord) -> bool {
        keys_of(record)
            .iter()
            .any(|it| self.by_key.contains_key(it))
    }

    /// Returns those that waited for the body of this record, each with it.
    pub(super) fn resolved(
        &mut self,
        record: &WarcRecord,
        earlier: &ForeignResponse,
    ) -> Vec<ForeignResponse> {
        let digest = digest_of(record);
        let mut resolved = Vec::new();
        for key in keys_of(record) {
            for index in self.by_key.remove(&key).unwrap_or_default() {
                let Some(revisit) = self.waiting.get_mut(index).and_then(Option::take) else {
                    continue;
                };
                let is_other = revisit.digest.as_ref().zip(digest.as_ref());
                if is_other.is_some_and(|(one, other)| one != other) {
                    self.left += 1;
                } else {
                    resolved.push(revisit.with_body_of(earlier));
                }
            }
        }
        resolved
    }

    /// Says how many never found their body.
    pub(super) fn problem(&self) -> Option<String> {
        let count = self.waiting.iter().flatten().count() + self.left;
        (count > 0).then(|| {
            format!("{count} records only refer to an earlier capture that is not in it (revisit)")
        })
    }
}
