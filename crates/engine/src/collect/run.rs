//! A run of the queue: how far it has come, how much of it a site may take, and why it ends early.
//!
//! A network that is gone is one state of the whole library, and no error of a hundred pages: the
//! first request that finds no way ends the run, what waits stays, and the next run tries again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use fetch::FetchError;
use model::Site;
use store::QueueRun;

use crate::error::EngineError;
use crate::library::Library;
use crate::world::Event;

/// How much one run takes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunBounds {
    /// The most pages that are captured of one site; what is more waits for the next run.
    pub pages_of_a_site: usize,
}

impl Default for RunBounds {
    fn default() -> Self {
        Self {
            pages_of_a_site: 200,
        }
    }
}

/// One run, shared by its threads.
#[derive(Debug, Default)]
pub(crate) struct Run {
    bounds: RunBounds,
    is_over: AtomicBool,
    is_answered: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    taken: Mutex<BTreeMap<Option<Site>, usize>>,
    told: Mutex<BTreeSet<String>>,
}

impl Run {
    /// Begins a run.
    pub(crate) fn within(bounds: RunBounds) -> Self {
        Self {
            bounds,
            ..Self::default()
        }
    }

    /// Tells whether the run ends here.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::SeqCst)
    }

    /// Ends the run for every thread.
    pub(crate) fn end(&self) {
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Notes that somebody answered: there is a network.
    pub(crate) fn note_answer(&self) {
        self.is_answered.store(true, Ordering::SeqCst);
    }

    /// Takes so much more on.
    pub(crate) fn take_on(&self, items: usize) {
        self.total.fetch_add(items as u64, Ordering::SeqCst);
    }

    /// Returns how much of `items` of a site this run still takes, and counts them.
    pub(crate) fn share_of(&self, site: Option<&Site>, items: usize) -> usize {
        let mut taken = held(&self.taken);
        let before = taken.entry(site.cloned()).or_default();
        let share = items.min(self.bounds.pages_of_a_site.saturating_sub(*before));
        *before += share;
        share
    }

    /// Tells whether something is said for the first time in this run.
    pub(crate) fn is_first_time(&self, text: &str) -> bool {
        held(&self.told).insert(text.to_owned())
    }

    /// Counts one thing as done, and returns how many are and how many there are.
    fn advance(&self) -> (u64, u64) {
        let done = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        (done, self.total.load(Ordering::SeqCst).max(done))
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Library {
    /// Tells how far a run has come.
    pub(crate) fn advance(&self, run: &Run) {
        let (done, total) = run.advance();
        let event = Event::Advanced { done, total };
        self.world.progress.report(&event);
    }

    /// Tells something once in a run.
    pub(crate) fn notice_once(&self, run: &Run, text: &str) {
        if run.is_first_time(text) {
            self.notice(text);
        }
    }

    /// Returns how the queue as a whole stands.
    pub fn queue_run(&self) -> Result<QueueRun, EngineError> {
        self.store.read(|tx| Ok(tx.jobs().run()?))
    }

    /// Stops the queue and the watches of the library, in every program, until it is resumed. Pages
    /// that a person adds are captured all the same.
    pub fn pause_queue(&self) -> Result<(), EngineError> {
        let now = self.world.clock.now();
        self.store.write(|tx| {
            let before = tx.jobs().run()?;
            Ok(tx.jobs_mut().set_run(QueueRun {
                paused_since: before.paused_since.or(Some(now)),
                ..before
            })?)
        })
    }

    /// Lets the queue go on.
    pub fn resume_queue(&self) -> Result<(), EngineError> {
        self.store.write(|tx| {
            let before = tx.jobs().run()?;
            Ok(tx.jobs_mut().set_run(QueueRun {
                paused_since: None,
                ..before
            })?)
        })
    }

    pub(crate) fn is_paused(&self) -> Result<bool, EngineError> {
        Ok(self.queue_run()?.paused_since.is_some())
    }

    /// Makes of an error that no site can be reached what it means: there is no network. A server of
    /// the reporter's own may be down without that.
    pub(crate) fn or_offline(&self, error: EngineError) -> EngineError {
        let EngineError::Fetch(FetchError::NoAnswer { url, cause }) = &error else {
            return error;
        };
        let is_alone = cause.is_silence() && !self.world.guard.allows(url);
        if cause.is_of_the_network() || is_alone && !(self.world.has_route)() {
            return EngineError::Offline {
                url: url.to_string(),
                reason: cause.to_string(),
            };
        }
        error
    }

    /// Ends a run because there is no network, and says so when that is news.
    pub(crate) fn go_offline(
        &self,
        run: &Run,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), EngineError> {
        run.end();
        let (is_news, waiting) = self.store.write(|tx| {
            let before = tx.jobs().run()?;
            let offline_since = before.offline_since.or(Some(now));
            tx.jobs_mut().set_run(QueueRun {
                offline_since,
                ..before
            })?;
            let counts = tx.jobs().counts(None)?;
            let waiting = counts.get(&model::JobState::Waiting).copied();
            Ok::<_, EngineError>((before.offline_since.is_none(), waiting.unwrap_or_default()))
        })?;
        if is_news {
            let text = format!(
                "there is no network ({reason}); waiting: {waiting}. Nothing is lost, and it goes \
                 on once the network is back"
            );
            self.notice_once(run, &text);
        }
        Ok(())
    }

    /// Ends a run; when somebody answered in it, the network is back.
    pub(crate) fn note_network(&self, run: &Run) -> Result<(), EngineError> {
        if run.is_over() || !run.is_answered.load(Ordering::SeqCst) {
            return Ok(());
        }
        if self.queue_run()?.offline_since.is_none() {
            return Ok(());
        }
        self.store.write(|tx| {
            let before = tx.jobs().run()?;
            Ok::<_, EngineError>(tx.jobs_mut().set_run(QueueRun {
                offline_since: None,
                ..before
            })?)
        })?;
        self.notice("the network is back");
        Ok(())
    }
}
