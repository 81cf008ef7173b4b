//! Identities: one newtype per noun over a ULID, so that a capture is never taken for a case.
//!
//! A ULID sorts by the time it was made and is written in 26 characters of Crockford's base 32
//! (<https://github.com/ulid/spec>). New ones come from an [`Ids`](crate::Ids) that is handed in.

use chrono::{DateTime, Utc};
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
        #[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name(Ulid);

        impl $name {
            /// Returns when the id was made, to the millisecond.
            pub fn made(self) -> DateTime<Utc> {
                // A ULID has 48 bits of time, which both conversions can hold: the year 10889.
                i64::try_from(self.0.timestamp_ms())
                    .ok()
                    .and_then(DateTime::from_timestamp_millis)
                    .unwrap_or(DateTime::<Utc>::MAX_UTC)
            }
        }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        let check = |milliseconds: u64, expected: &str| {
            let id = LeadId::from(Ulid::from_parts(milliseconds, 7));
            assert_eq!(id.made().to_rfc3339(), expected);
        };
        check(0, "1970-01-01T00:00:00+00:00");
        check(1_738_108_800_123, "2025-01-29T00:00:00.123+00:00");
        check((1 << 48) - 1, "+10889-08-02T05:31:50.655+00:00");
    }
}
