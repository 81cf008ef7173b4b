//! What a program hands in: time and fresh ids. Nothing below the binaries reads a clock itself.

use chrono::{DateTime, Utc};
use ulid::Ulid;

/// A source of the present time.
pub trait Clock: Send + Sync {
    /// Returns the present instant in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// A source of fresh ids; each answer sorts after the ones before it.
pub trait Ids: Send + Sync {
    /// Returns an id that was never given before.
    fn fresh(&self) -> Ulid;
}
