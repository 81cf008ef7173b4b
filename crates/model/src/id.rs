//! Identities: one newtype per noun over a ULID, so that a capture is never taken for a case.
//!
//! A ULID sorts by the time it was made and is written in 26 characters of Crockford's base 32
//! (<https://github.com/ulid/spec>). New ones come from an [`Ids`](crate::Ids) that is handed in.

use ulid::Ulid;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id: expected 26 letters and digits")]
pub struct IdError {
    /// What was given.
    pub text: String,
}

macro_rules! ids {
    ($( $(#[$doc:meta])* $name:ident, )+) => { $(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(Ulid);

        impl From<Ulid> for $name {
            fn from(ulid: Ulid) -> Self {
                Self(ulid)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ulid::from_string(text)
                    .map(Self)
                    .map_err(|_| IdError { text: text.to_owned() })
            }
        }
    )+ };
}

ids! {
    /// Names a library: the folder with store, archive and index.
    LibraryId,
    /// Names a case.
    CaseId,
    /// Names a watch.
    WatchId,
    /// Names a capture.
    CaptureId,
    /// Names a document.
    DocumentId,
    /// Names a version of a document.
    VersionId,
    /// Names a statement.
    StatementId,
    /// Names an entity.
    EntityId,
    /// Names a point in dispute.
    PointId,
    /// Names a lead.
    LeadId,
    /// Names a decision in the log.
    DecisionId,
    /// Names a job in the capture queue.
    JobId,
}
