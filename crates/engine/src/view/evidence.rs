//! What is shown of the capture log, of proofs and of what was removed.

use chrono::{DateTime, Utc};
use model::{CaptureId, DocumentId, Sha256};
use serde::Serialize;

use crate::view::CheckLine;

/// The capture log as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckpointLine {
    /// When.
    pub at: DateTime<Utc>,
    /// How many entries it had.
    pub size: u64,
    /// The signed text (C2SP tlog-checkpoint).
    pub checkpoint: String,
    /// The public key of the log.
    pub key: String,
}

/// What an authority said when it was asked for a time stamp over the last checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StampLine {
    /// The address of the authority.
    pub authority: String,
    /// How many entries the log had when it was signed.
    pub size: u64,
    /// When the authority saw the digest, by its clock; nothing where there is no stamp.
    pub at: Option<DateTime<Utc>>,
    /// The subject of the certificate that signed.
    pub signer: Option<String>,
    /// The digest of that certificate.
    pub certificate: Option<Sha256>,
    /// Why there is none.
    pub error: Option<String>,
}

/// What the check of a proof bundle came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleCheck {
    /// The capture that it speaks of.
    pub capture: CaptureId,
    /// Whether all of it holds.
    pub ok: bool,
    /// The address that was asked for.
    pub url: Option<String>,
    /// When the bytes had come, by the clock of whoever captured them.
    pub captured: Option<DateTime<Utc>>,
    /// The digest of the body as received.
    pub sha256: Option<String>,
    /// The digest of the certificate by which the site named itself over TLS, in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// How many entries the log had when it was signed.
    pub size: u64,
    /// The key that signed the log.
    pub key: String,
    /// Whether that is the key that the reader gave; else the bundle is believed about it.
    pub is_key_known: bool,
    /// What time-stamp authorities say of the checkpoint.
    pub stamps: Vec<StampLine>,
    /// The steps.
    pub checks: Vec<CheckLine>,
}

/// What an order to remove something would remove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PurgePlan {
    /// The id that was given.
    pub given: String,
    /// Captures that go: those that were named, and those of the same bytes at the same address.
    pub captures: Vec<CaptureId>,
    /// The addresses that were asked for them.
    pub addresses: Vec<String>,
    /// Documents that lose versions, or go where nothing of them stays.
    pub documents: Vec<DocumentId>,
    /// How many statements go.
    pub statements: u64,
    /// Captures of other addresses that hold the same bytes, and stay.
    pub same_bytes_elsewhere: Vec<CaptureId>,
}

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PurgeLine {
    /// What it was.
    #[serde(flatten)]
    pub removed: PurgePlan,
    /// How many bytes of the archive were overwritten.
    pub bytes: u64,
}
