//! What a program hands in: time and fresh ids. Nothing below the binaries reads a clock itself.

use chrono::{DateTime, Utc};
use ulid::Ulid;

/// A source of the present time.
pub trait Clock: Send + Sync {
    /// Returns the present instant in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// A source of fresh ids and of randomness.
pub trait Ids: Send + Sync {
    /// Returns an id that was never given before and sorts after the ones before it.
    fn fresh(&self) -> Ulid;

    /// Returns 32 random bytes, which blind the leaf of a capture in the log.
    fn nonce(&self) -> [u8; 32];
}
