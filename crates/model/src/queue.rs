//! Jobs: addresses waiting to be captured. The queue survives a crash; a job is leased while one
//! process works on it and comes back when that process dies.

use chrono::{DateTime, Utc};
use url::Url;

use crate::word::words;
use crate::{CaptureId, CaseId, JobId, WatchId};

words! {
    /// How far a job has come.
    pub enum JobState as "state of a job" {
        /// Waiting, or leased by a process.
        Waiting = "waiting",
        /// The capture is stored, its reading is not.
        Captured = "captured",
        /// Done.
        Done = "done",
        /// Given up; the error tells why.
        Failed = "failed",
    }
}

/// An address waiting to be captured for a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// The case that the document goes into.
    pub case: CaseId,
    /// The watch that found the address, if one did.
    pub watch: Option<WatchId>,
    /// The address.
    pub url: Url,
    /// How far it has come.
    pub state: JobState,
    /// Not to be tried before.
    pub due: DateTime<Utc>,
    /// Until when the server asked to be left alone, if it did.
    pub not_before: Option<DateTime<Utc>>,
    /// How often it was tried.
    pub attempts: u32,
    /// The capture, once there is one.
    pub capture: Option<CaptureId>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}
