//! Turns: one request at a time to a site, with a pause between two.
//!
//! Threads of one process wait for one another here. The pause is waited for, never recorded, so
//! it is measured with the monotonic clock of the machine.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::Site;

/// Hands out turns, one a site at a time.
#[derive(Debug, Default)]
pub struct Turns {
    lanes: Mutex<BTreeMap<Site, Lane>>,
    freed: Condvar,
}

/// What is known of one site.
#[derive(Debug, Default, Clone, Copy)]
struct Lane {
    is_taken: bool,
    ended: Option<Instant>,
}

/// A turn at a site; it ends when it is dropped.
#[derive(Debug)]
#[must_use = "the turn ends when this is dropped"]
pub struct Turn<'a> {
    turns: &'a Turns,
    site: Site,
}

impl Turns {
    /// Waits until nobody else has a turn at `site` and `gap` has passed since the last one ended,
    /// and takes it.
    pub fn take(&self, site: &Site, gap: Duration) -> Turn<'_> {
        let mut lanes = self.lanes();
        loop {
            let lane = lanes.get(site).copied().unwrap_or_default();
            let rest = lane.ended.map_or(Duration::ZERO, |ended| {
                gap.saturating_sub(now().saturating_duration_since(ended))
            });
            if lane.is_taken {
                lanes = self
                    .freed
                    .wait(lanes)
                    .unwrap_or_else(PoisonError::into_inner);
            } else if rest > Duration::ZERO {
                let waited = self.freed.wait_timeout(lanes, rest);
                lanes = waited.unwrap_or_else(PoisonError::into_inner).0;
            } else {
                break;
            }
        }
        lanes.entry(site.clone()).or_default().is_taken = true;
        Turn {
            turns: self,
            site: site.clone(),
        }
    }

    /// A thread that panics in its turn leaves a lane that is still in order.
    fn lanes(&self) -> MutexGuard<'_, BTreeMap<Site, Lane>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let ended = Lane {
            is_taken: false,
            ended: Some(now()),
        };
        self.turns.lanes().insert(self.site.clone(), ended);
        self.turns.freed.notify_all();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause is waited for and never recorded; a clock that is set back must not lengthen it"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn site(name: &str) -> Site {
        Site::from(name.to_owned())
    }

    #[test]
    fn a_site_is_asked_by_one_thread_at_a_time() {
        let (turns, inside, most) = (Turns::default(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let turn = turns.take(&site("outlet.example"), Duration::ZERO);
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
    }

    #[test]
    fn other_sites_do_not_wait() {
        let turns = Turns::default();
        let first = turns.take(&site("one.example"), Duration::from_mins(10));
        let second = turns.take(&site("two.example"), Duration::from_mins(10));
        drop((first, second));
    }

    #[test]
    fn the_gap_is_kept_between_two_turns() {
        let gap = Duration::from_millis(60);
        let turns = Turns::default();
        drop(turns.take(&site("outlet.example"), gap));
        let start = now();
        drop(turns.take(&site("outlet.example"), gap));
        assert!(
            start.elapsed() >= Duration::from_millis(50),
            "{:?}",
            start.elapsed()
        );
    }

    #[test]
    fn a_panic_in_a_turn_frees_the_site() {
        let turns = Turns::default();
        let outcome = std::thread::scope(|scope| {
            let holder = scope.spawn(|| {
                let _turn = turns.take(&site("outlet.example"), Duration::ZERO);
                panic!("on purpose");
            });
            holder.join()
        });
        assert!(outcome.is_err());
        drop(turns.take(&site("outlet.example"), Duration::ZERO));
    }
}
