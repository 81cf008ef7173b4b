//! How often a watch is looked at: as often as the reporter asked while it brings something, and more
//! and more rarely while it does not.

use chrono::{DateTime, TimeDelta, Utc};
use model::Watch;
use store::WriteTx;

use crate::collect::span_of;
use crate::error::EngineError;
use crate::library::Library;

/// Quiet looks after which the pause doubles. A look that fails counts as that many.
const STEP: u32 = 4;
/// The longest pause, unless the reporter asked for a longer one.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// What came of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// Something new.
    News,
    /// Nothing new.
    Nothing,
    /// An error.
    Failure,
}

impl Library {
    /// Returns when a watch is looked at next after what came of a look at it, and remembers that.
    pub(crate) fn next_look(
        &self,
        tx: &WriteTx<'_>,
        watch: &Watch,
        came: Came,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>, EngineError> {
        let before = tx.watches().quiet_looks(watch.id)?;
        let quiet = quiet_after(before, watch.failing_since.is_some(), came);
        tx.watches_mut().set_quiet_looks(watch.id, quiet)?;
        let pause = pause_after(span_of(watch.every_seconds), quiet);
        Ok(now + pause + self.jitter(pause))
    }
}

/// Returns how many quiet looks there have been; a watch that works again begins anew.
fn quiet_after(before: u32, was_failing: bool, came: Came) -> u32 {
    match came {
        Came::News => 0,
        Came::Nothing if was_failing => 0,
        Came::Nothing => before.saturating_add(1),
        Came::Failure if was_failing => before.saturating_add(STEP),
        Came::Failure => STEP,
    }
}

fn pause_after(every: TimeDelta, quiet: u32) -> TimeDelta {
    let factor = 1_i32 << (quiet / STEP).min(20);
    let longest = LONGEST.max(every);
    every.checked_mul(factor).unwrap_or(longest).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_stays_quiet_is_looked_at_more_rarely_but_once_a_day() {
        let hours = |every, quiet| pause_after(TimeDelta::hours(every), quiet).num_hours();
        let found: Vec<i64> = [0, 3, 4, 8, 12, 16, 20, 4000]
            .map(|it| hours(1, it))
            .to_vec();
        assert_eq!(found, [1, 1, 2, 4, 8, 16, 24, 24]);
        assert_eq!(hours(72, 4000), 72, "the reporter asked for less");
    }

    #[test]
    fn news_and_a_recovery_begin_anew_and_each_failure_doubles() {
        let mut quiet = 9;
        let mut after = |was_failing, came| {
            quiet = quiet_after(quiet, was_failing, came);
            quiet
        };
        assert_eq!(after(false, Came::Nothing), 10);
        assert_eq!(after(false, Came::Failure), STEP);
        assert_eq!(after(true, Came::Failure), 2 * STEP);
        assert_eq!(after(true, Came::Nothing), 0);
        assert_eq!(after(false, Came::Nothing), 1);
        assert_eq!(after(false, Came::News), 0);
    }
}
