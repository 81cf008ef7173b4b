//! The archive as its users see it: open, append, read, walk, check.

use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use fastwarc::warc::record::WarcRecordType;
use model::{Body, Capture, Header, RecordLocation, Retrieval};
use url::Url;

use crate::append::append;
use crate::error::{ArchiveError, Fault, Problem};
use crate::files::{name_of, path_of, sync_folder};
use crate::group::{Original, Payload, write_group};
use crate::http;
use crate::lock::{Lock, Mark};
use crate::member::read_member;
use crate::record::{PAYLOAD_DIGEST, Record, digest_text};
use crate::recover::{Recovery, Tail, tail};
use crate::scan::{self, Checked, Position, Retrievals};

/// The size in bytes at which a new file is begun.
pub const ROLL_AT: u64 = 1_000_000_000;
/// The largest body that is kept, in bytes.
pub const LARGEST_BODY: usize = 256 << 20;

/// The WARC files of a library. Several threads and processes may use one folder at once.
#[derive(Debug)]
pub struct Archive {
    dir: PathBuf,
    roll_at: u64,
    recoveries: Mutex<Vec<Recovery>>,
}

/// A response, read back as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredResponse {
    /// The address that answered.
    pub url: Url,
    /// When the request was sent.
    pub date: DateTime<Utc>,
    /// The status; 0 for bytes of which no HTTP status is known.
    pub status: u16,
    /// The header fields; for bytes without a status only their media type.
    pub headers: Vec<Header>,
    /// The body as received.
    pub body: Vec<u8>,
}

impl Archive {
    /// Opens the archive in `dir`, making the folder when it is not there, and moves what a crash
    /// left behind the last whole capture into a file beside (see [`recoveries`](Self::recoveries)).
    pub fn open(dir: &Path) -> Result<Self, ArchiveError> {
        Self::open_rolling_at(dir, ROLL_AT)
    }

    /// Opens an archive that begins a new file at another size than [`ROLL_AT`].
    pub fn open_rolling_at(dir: &Path, bytes: u64) -> Result<Self, ArchiveError> {
        make_folder(dir).map_err(|source| ArchiveError::Folder {
            dir: dir.to_owned(),
            source,
        })?;
        let archive = Self {
            dir: dir.to_owned(),
            roll_at: bytes,
            recoveries: Mutex::default(),
        };
        archive.recover(&mut Lock::wait(dir)?)?;
        Ok(archive)
    }

    /// Returns the folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns what was moved aside since the archive was opened.
    pub fn recoveries(&self) -> Vec<Recovery> {
        let recoveries = self.recoveries.lock();
        recoveries.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Appends a retrieval with its body as received. When this returns, the bytes are on the
    /// disk; when it fails, the archive is as it was.
    ///
    /// A hop with status 0 becomes a `resource` record, any other a `response`; a hop without
    /// request fields has no `request` record. Redirects are stored without their bodies.
    pub fn append(&self, retrieval: &Retrieval, body: &[u8]) -> Result<Capture, ArchiveError> {
        check_body(retrieval, body)?;
        self.append_group(retrieval, Payload::Kept(body))
    }

    /// Appends a retrieval whose body an earlier capture has too: as a `revisit` record, which
    /// holds the head of the response and says where the body stands. Where that is not to be had,
    /// the body is kept once more.
    pub fn append_again(
        &self,
        retrieval: &Retrieval,
        body: &[u8],
        earlier: &RecordLocation,
    ) -> Result<Capture, ArchiveError> {
        check_body(retrieval, body)?;
        let is_of_http = retrieval.last_hop().status != 0;
        match self.original(earlier, body) {
            Some(original) if is_of_http => {
                self.append_group(retrieval, Payload::Earlier(&original))
            }
            _ => self.append_group(retrieval, Payload::Kept(body)),
        }
    }

    /// Returns the record at a place, or the one that it refers to, when it holds `body`.
    fn original(&self, location: &RecordLocation, body: &[u8]) -> Option<Original> {
        let record = self.record(location).ok()?;
        let location = match record.kind {
            WarcRecordType::Revisit => record.earlier()?,
            _ => location.clone(),
        };
        let record = self.record(&location).ok()?;
        let is_whole = matches!(
            record.kind,
            WarcRecordType::Response | WarcRecordType::Resource
        );
        (is_whole && record.payload() == body).then(|| Original {
            location,
            url: record
                .field("WARC-Target-URI")
                .unwrap_or_default()
                .to_owned(),
            date: record.field("WARC-Date").unwrap_or_default().to_owned(),
            digest: digest_text(body),
        })
    }

    fn append_group(
        &self,
        retrieval: &Retrieval,
        payload: Payload<'_>,
    ) -> Result<Capture, ArchiveError> {
        let mut lock = Lock::wait(&self.dir)?;
        let (path, file, end) = self.next_file(&mut lock)?;
        let unwritable = |source| ArchiveError::write(&path, source);
        let written = append(&path, end, |to| write_group(retrieval, payload, &file, to));
        let (location, end) = written.map_err(unwritable)?;
        lock.remember(&Mark { file, end });
        Ok(Capture {
            retrieval: retrieval.clone(),
            location,
        })
    }

    /// Reads the response of a capture back and checks its digests.
    pub fn read(&self, location: &RecordLocation) -> Result<StoredResponse, ArchiveError> {
        let record = self.record(location)?;
        if record.kind != WarcRecordType::Revisit {
            return stored(record).map_err(|fault| damaged(location, fault));
        }
        let missing = || damaged(location, Fault::NoResponse);
        let original = self.record(&record.earlier().ok_or_else(missing)?)?;
        if record.field(PAYLOAD_DIGEST) != Some(&digest_text(original.payload())) {
            return Err(damaged(location, Fault::OtherBody));
        }
        let head = stored(record).map_err(|fault| damaged(location, fault))?;
        Ok(StoredResponse {
            body: original.payload().to_vec(),
            ..head
        })
    }

    /// Reads the record at a place; its digests hold.
    pub(crate) fn record(&self, location: &RecordLocation) -> Result<Record, ArchiveError> {
        let damaged = |fault| damaged(location, fault);
        let content = self.member_at(location)?.map_err(|error| {
            damaged(Fault::Unreadable {
                reason: error.to_string(),
            })
        })?;
        let record = Record::parse(content).map_err(damaged)?;
        if record.id().as_ref() != Some(&location.record_id) {
            let wanted = location.record_id.clone();
            return Err(damaged(Fault::OtherRecord { wanted }));
        }
        record.check_digests().map_err(damaged)?;
        Ok(record)
    }

    /// Walks over the captures whose bodies stand at `from` or behind it, so that one without a
    /// row can be adopted and every row can be held against its record.
    pub fn retrievals(&self, from: &Position) -> Result<Retrievals, ArchiveError> {
        Ok(Retrievals::new(&self.dir, self.ends()?, from))
    }

    /// Checks every digest of every record.
    pub fn check(&self) -> Result<Checked, ArchiveError> {
        Ok(scan::check(&self.dir, self.ends()?))
    }

    /// Returns the files and their ends at a moment when nobody writes.
    pub(crate) fn ends(&self) -> Result<Vec<(u32, u64)>, ArchiveError> {
        let mut lock = Lock::wait(&self.dir)?;
        self.recover(&mut lock)?;
        scan::ends(&self.dir)
    }

    /// Moves a torn record aside where there is room for it. Where there is none, what is whole
    /// can be read all the same; the next append says that the disk is full.
    fn recover(&self, lock: &mut Lock) -> Result<(), ArchiveError> {
        match self.tail(lock) {
            Ok(_) | Err(ArchiveError::DiskFull { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Returns the path and name of the file where the next records go, and its end.
    pub(crate) fn next_file(
        &self,
        lock: &mut Lock,
    ) -> Result<(PathBuf, String, u64), ArchiveError> {
        let Tail { number, end, .. } = self.tail(lock)?;
        let (number, end) = if end >= self.roll_at {
            (number + 1, 0)
        } else {
            (number, end)
        };
        let file = name_of(number);
        Ok((self.dir.join(&file), file, end))
    }

    fn tail(&self, lock: &mut Lock) -> Result<Tail, ArchiveError> {
        let tail = tail(&self.dir, lock)?;
        let mut recoveries = self
            .recoveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        recoveries.extend(tail.recovery.clone());
        Ok(tail)
    }

    /// Decompresses the member at a place. The outer error is the disk's, the inner one damage.
    fn member_at(
        &self,
        location: &RecordLocation,
    ) -> Result<std::io::Result<Vec<u8>>, ArchiveError> {
        let path = path_of(&self.dir, &location.file)?;
        let unreadable = |source| ArchiveError::read(&path, source);
        let mut file = fs_err::File::open(&path).map_err(unreadable)?;
        file.seek(SeekFrom::Start(location.offset))
            .map_err(unreadable)?;
        let mut member = BufReader::new(file.take(location.length));
        let content = read_member(&mut member);
        let is_longer = !member.fill_buf().map_err(unreadable)?.is_empty();
        if content.is_ok() && is_longer {
            return Ok(Err(std::io::Error::other("it ends before its place does")));
        }
        Ok(content)
    }
}

fn damaged(location: &RecordLocation, fault: Fault) -> ArchiveError {
    ArchiveError::Damaged {
        problem: Box::new(Problem {
            file: location.file.clone(),
            offset: location.offset,
            record_id: Some(location.record_id.clone()),
            fault,
        }),
    }
}

fn make_folder(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    fs_err::create_dir_all(dir)?;
    match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        _ => Ok(()),
    }
}

fn check_body(retrieval: &Retrieval, body: &[u8]) -> Result<(), ArchiveError> {
    let url = || retrieval.final_url().to_string();
    if body.len() > LARGEST_BODY {
        return Err(ArchiveError::TooLarge {
            url: url(),
            bytes: body.len(),
            most: LARGEST_BODY,
        });
    }
    if Body::of(body) != retrieval.received {
        return Err(ArchiveError::OtherBody { url: url() });
    }
    Ok(())
}

fn stored(record: Record) -> Result<StoredResponse, Fault> {
    let missing = |what: &str| Fault::NotARecord {
        reason: format!("it has no {what}"),
    };
    let url = record.field("WARC-Target-URI").and_then(http::target);
    let url = url.ok_or_else(|| missing("address"))?;
    let date = record.field("WARC-Date").and_then(|date| date.parse().ok());
    let date = date.ok_or_else(|| missing("date"))?;
    let (status, headers, body) = match record.kind {
        WarcRecordType::Response | WarcRecordType::Revisit => {
            let message = http::parse_ours(&record.block).ok_or_else(|| missing("response"))?;
            let body = record.block[message.body_at..].to_vec();
            (message.status, message.headers, body)
        }
        WarcRecordType::Resource => {
            let media_type = record.field("Content-Type").unwrap_or_default().to_owned();
            (
                0,
                vec![("content-type".to_owned(), media_type)],
                record.block,
            )
        }
        _ => return Err(missing("response")),
    };
    Ok(StoredResponse {
        url,
        date,
        status,
        headers,
        body,
    })
}
