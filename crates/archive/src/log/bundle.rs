//! A proof bundle: one capture with all that is needed to check it, and nothing of any other.
//!
//! Checked in this order, each step resting on those before: the bytes are those that the record
//! describes, the record is what the leaf was made of, the leaf is in the tree of the checkpoint,
//! the checkpoint is signed by the key of the log, and time stamps were given for the checkpoint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::{Capture, CaptureId, Retrieval, Sha256};
use serde::{Deserialize, Serialize};

use super::checkpoint::{Checkpoint, NoteError, PublicKey};
use super::entry::{leaf_hash, of_retrieval};
use super::stamp::{StampError, Stamped, read_stamp};
use super::tree::proves_inclusion;
use crate::gather::captures_in;

/// What a bundle says in its first field.
const FORMAT: &str = "counterclaim-proof/1";

/// One capture with all that is needed to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Which format this is.
    pub format: String,
    /// The capture.
    pub capture: CaptureId,
    /// The canonical record of the capture, as it was logged.
    pub record: String,
    /// The nonce of its leaf, in hexadecimal digits.
    pub nonce: Sha256,
    /// The number of its entry, from 0.
    pub entry: u64,
    /// The hashes that lead from the leaf up to the root of the checkpoint.
    pub path: Vec<Sha256>,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The key that signed it.
    pub key: String,
    /// Time stamps over the checkpoint.
    pub stamps: Vec<Stamp>,
    /// The WARC records of the capture, gzip members in base64.
    pub warc: String,
}

/// A time stamp (RFC 3161) over a signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The address of the authority that gave it.
    pub authority: String,
    /// The answer of the authority, DER in base64.
    pub token: String,
}

impl Stamp {
    /// Returns the stamp of an authority.
    pub fn new(authority: String, token: &[u8]) -> Self {
        let token = STANDARD.encode(token);
        Self { authority, token }
    }

    /// Returns the answer of the authority.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.token).ok()
    }
}

/// Why a text is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// It is no JSON of that form.
    #[error("it is not a proof bundle: {0}")]
    NotABundle(#[from] serde_json::Error),
    /// It is of another format.
    #[error("it is a proof bundle of another format: {0}")]
    OtherFormat(String),
}

/// What a step of the check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was checked.
    pub check: &'static str,
    /// What is wrong; nothing when all is well.
    pub problem: Option<String>,
}

impl Bundle {
    /// Puts a bundle together.
    #[expect(clippy::too_many_arguments, reason = "each is a part of the proof")]
    pub fn new(
        capture: CaptureId,
        record: &[u8],
        nonce: [u8; 32],
        (entry, path): (u64, Vec<Sha256>),
        checkpoint: String,
        key: &PublicKey,
        stamps: Vec<Stamp>,
        warc: &[u8],
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            capture,
            record: String::from_utf8_lossy(record).into_owned(),
            nonce: nonce.into(),
            entry,
            path,
            checkpoint,
            key: key.to_string(),
            stamps,
            warc: STANDARD.encode(warc),
        }
    }

    /// Reads a bundle.
    pub fn parse(text: &[u8]) -> Result<Self, BundleError> {
        let bundle: Self = serde_json::from_slice(text)?;
        if bundle.format == FORMAT {
            return Ok(bundle);
        }
        Err(BundleError::OtherFormat(bundle.format))
    }

    /// Returns what the bundle says was captured; nothing when its record is none.
    pub fn retrieval(&self) -> Option<Retrieval> {
        serde_json::from_str(&self.record).ok()
    }

    /// Reads the time stamps, each with the authority that is said to have given it.
    pub fn stamped(&self) -> Vec<(&str, Result<Stamped, StampError>)> {
        let read = |stamp: &Stamp| {
            let not_base64 = || StampError::NotAStamp("it is not base64".to_owned());
            read_stamp(
                &stamp.bytes().ok_or_else(not_base64)?,
                &self.checkpoint,
                None,
            )
        };
        let all = self.stamps.iter();
        all.map(|it| (it.authority.as_str(), read(it))).collect()
    }

    /// Checks everything but the time stamps; `key` is the one that the reader knows to be that of
    /// the log, and without it the bundle is believed about its own key.
    pub fn check(&self, key: Option<&PublicKey>) -> Vec<Finding> {
        let finding = |check, result: Result<(), String>| Finding {
            check,
            problem: result.err(),
        };
        let checkpoint = self.checked_checkpoint(key);
        let in_log = match &checkpoint {
            Ok(checkpoint) => self.check_inclusion(checkpoint),
            Err(_) => Err("there is no checkpoint to hold it against".to_owned()),
        };
        vec![
            finding("captured bytes", self.check_bytes()),
            finding("record", self.check_record()),
            finding("place in the log", in_log),
            finding("checkpoint", checkpoint.map(drop)),
        ]
    }

    /// Returns the checkpoint when its key signed it.
    fn checked_checkpoint(&self, known: Option<&PublicKey>) -> Result<Checkpoint, String> {
        let own: PublicKey = self
            .key
            .parse()
            .map_err(|error: NoteError| format!("its key: {error}"))?;
        if known.is_some_and(|known| *known != own) {
            return Err("it is signed with another key than the one that was given".to_owned());
        }
        let checkpoint = own.open(&self.checkpoint).map_err(|it| it.to_string())?;
        if checkpoint.origin != own.origin() {
            return Err("it is of another log than its key".to_owned());
        }
        Ok(checkpoint)
    }

    fn check_inclusion(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        let leaf = leaf_hash(self.nonce.as_bytes(), self.record.as_bytes());
        let (entry, path) = (self.entry, &self.path);
        if proves_inclusion(leaf, entry, checkpoint.size, path, checkpoint.root) {
            return Ok(());
        }
        let size = checkpoint.size;
        Err(format!(
            "the record is not entry {entry} of the {size} that the checkpoint speaks of"
        ))
    }

    fn check_record(&self) -> Result<(), String> {
        let retrieval = self.retrieval().ok_or("it describes no capture")?;
        let canonical = of_retrieval(&retrieval).map_err(|it| it.to_string())?;
        if canonical != self.record.as_bytes() {
            return Err("it is not in its canonical form".to_owned());
        }
        if retrieval.id != self.capture {
            return Err("it is of another capture".to_owned());
        }
        Ok(())
    }

    fn check_bytes(&self) -> Result<(), String> {
        let retrieval = self.retrieval().ok_or("there is no record of them")?;
        let bytes = STANDARD
            .decode(&self.warc)
            .map_err(|error| error.to_string())?;
        let found = captures_in(&bytes)?;
        let found: Option<&Capture> = found.iter().find(|it| it.id() == self.capture);
        let found = found.ok_or("the capture is not among the WARC records")?;
        if found.retrieval == retrieval {
            return Ok(());
        }
        Err("the WARC records describe another capture than the record".to_owned())
    }
}
