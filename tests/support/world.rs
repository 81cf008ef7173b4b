//! Time and ids that repeat: every run of a test sees the same ones.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use ulid::Ulid;

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// Returns a clock that shows `instant`, given as in RFC 3339 (`2026-11-23T10:00:00Z`).
    ///
    /// # Panics
    ///
    /// When the text is no instant: the test is wrong.
    pub fn at(instant: &str) -> Self {
        let instant = DateTime::parse_from_rfc3339(instant).expect("an instant as in RFC 3339");
        Self(Mutex::new(instant.to_utc()))
    }

    /// Moves the clock by `step`, back when it is negative.
    ///
    /// # Panics
    ///
    /// When another test thread panicked while it held the clock.
    pub fn advance(&self, step: TimeDelta) {
        *self.0.lock().expect("no holder of the clock panics") += step;
    }
}

impl Default for FixedClock {
    fn default() -> Self {
        Self::at("2026-11-23T10:00:00Z")
    }
}

impl model::Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no holder of the clock panics")
    }
}

/// Ids that count up from one.
#[derive(Debug, Default)]
pub struct CountingIds(AtomicU64);

impl model::Ids for CountingIds {
    fn fresh(&self) -> Ulid {
        let count = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        Ulid::from_parts(count, u128::from(count))
    }

    fn nonce(&self) -> [u8; 32] {
        let count = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        std::array::from_fn(|at| count.to_be_bytes()[at % 8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Clock as _, Ids as _};

    #[test]
    fn ids_sort_in_the_order_in_which_they_are_given() {
        let ids = CountingIds::default();
        let (first, second) = (ids.fresh(), ids.fresh());
        assert!(first < second);
        assert_eq!(CountingIds::default().fresh(), first);
    }

    #[test]
    fn the_clock_moves_only_when_told() {
        let clock = FixedClock::at("2026-11-23T10:00:00Z");
        let before = clock.now();
        assert_eq!(clock.now(), before);
        clock.advance(TimeDelta::minutes(5));
        assert_eq!(clock.now() - before, TimeDelta::minutes(5));
    }
}
