//! Collecting: addresses become captures, captures become readings.
//!
//! Everything goes through the queue, so that a crash loses nothing: a job waits, is leased by one
//! process, leads to a capture (bytes on disk first, then row and log leaf in one transaction),
//! and then to a reading. Each step can be taken up again by another process.

mod address;
mod given;
mod job;
mod look;
mod robots;
mod watch;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use fetch::Transport;
use model::{Case, CaseId, Clock, Job, JobId, JobState, Provenance, Site, site_of};
use url::Url;

use crate::error::EngineError;
use crate::library::Library;
use crate::view::CaptureLine;

pub(crate) use address::{TOOL, decoded, document_address};
pub(crate) use given::{page_address, seconds, without_credentials};
pub use watch::NewWatch;

/// Where captures come from: the network, or the pages that ship with the sample case.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) provenance: Provenance,
}

/// What is to be done, by site.
type Lanes<T> = BTreeMap<Option<Site>, Vec<T>>;

/// Sites that are worked on at the same time.
const THREADS: usize = 4;

/// Pause between two requests to one site.
const GAP: Duration = Duration::from_millis(500);

impl Library {
    /// Captures these addresses now, in the case; each comes to a line.
    pub fn add(&self, case: &Case, urls: &[String]) -> Result<Vec<CaptureLine>, EngineError> {
        let mut lines = Vec::new();
        let mut by_site = Lanes::<Url>::new();
        for given in urls {
            match page_address(given) {
                Ok(url) => {
                    // All of them wait before the first is fetched: none is lost by a crash.
                    self.enqueue(case.id, &url)?;
                    by_site.entry(site_of(&url)).or_default().push(url);
                }
                Err(error) => {
                    let shown = error.subject().unwrap_or_default();
                    lines.push(self.reported(CaptureLine::failed(&shown, Some(&error))));
                }
            }
        }
        lines.extend(self.work_lanes(by_site, |source, url| {
            self.capture_now(source, case, url).map(Some)
        })?);
        self.close_run();
        Ok(lines)
    }

    /// Polls the watches that are due and works the queue until nothing is due, in one case or in
    /// all of them. Cases that are invented have no live pages.
    pub fn fetch(&self, case: Option<&Case>) -> Result<Vec<CaptureLine>, EngineError> {
        let mut lines = self.poll_due(&self.live(), case)?;
        let mut cases = match case {
            Some(case) => vec![case.clone()],
            None => self
                .store
                .read(|tx| Ok::<_, EngineError>(tx.cases().all()?))?,
        };
        cases.retain(|case| !case.fictional);
        loop {
            let by_site = self.free_jobs(&cases)?;
            if by_site.is_empty() {
                break;
            }
            lines.extend(self.work_lanes(by_site, |source, &(case, job)| {
                self.work_on(source, case, job)
            })?);
        }
        self.close_run();
        Ok(lines)
    }

    /// Returns the jobs of these cases that can be taken now.
    fn free_jobs<'a>(&self, cases: &'a [Case]) -> Result<Lanes<(&'a Case, JobId)>, EngineError> {
        let now = self.world.clock.now();
        self.store.read(|tx| {
            let mut by_site = Lanes::new();
            for case in cases {
                for job in tx.jobs().free(case.id, now)? {
                    let lane: &mut Vec<_> = by_site.entry(site_of(&job.url)).or_default();
                    lane.push((case, job.id));
                }
            }
            Ok(by_site)
        })
    }

    /// Returns the network as a source.
    pub(crate) fn live(&self) -> Source<'_> {
        Source {
            transport: &*self.world.transport,
            clock: &*self.world.clock,
            provenance: Provenance::Fetched,
        }
    }

    /// Puts an address into the queue, due now, unless it waits already.
    fn enqueue(&self, case: CaseId, url: &Url) -> Result<(), EngineError> {
        let job = self.fresh_job(case, url, self.world.clock.now());
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.jobs_mut().enqueue(&job)?))?;
        Ok(())
    }

    pub(crate) fn fresh_job(
        &self,
        case: CaseId,
        url: &Url,
        due: chrono::DateTime<chrono::Utc>,
    ) -> Job {
        Job {
            id: JobId::from(self.world.ids.fresh()),
            case,
            watch: None,
            url: url.clone(),
            state: JobState::Waiting,
            due,
            not_before: None,
            attempts: 0,
            capture: None,
            error: None,
        }
    }

    /// Works from several threads, each of which keeps to the pages of one site until they are done:
    /// a site with many pages, which come one at a time, takes one thread and not all of them.
    fn work_lanes<T: Send>(
        &self,
        by_site: Lanes<T>,
        work: impl Fn(&Source<'_>, &T) -> Result<Option<CaptureLine>, EngineError> + Sync,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let by_site = Mutex::new(by_site.into_values());
        let next = || {
            by_site
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next()
        };
        let run = || -> Result<Vec<CaptureLine>, EngineError> {
            let source = self.live();
            let mut lines = Vec::new();
            while let Some(lane) = next() {
                for item in &lane {
                    lines.extend(work(&source, item)?);
                }
            }
            Ok(lines)
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..THREADS).map(|_| scope.spawn(run)).collect();
            let mut lines = Vec::new();
            for thread in running {
                let done = thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                lines.extend(done?);
            }
            Ok(lines)
        })
    }

    /// Tells what became of an address, and passes it on.
    pub(crate) fn reported(&self, line: CaptureLine) -> CaptureLine {
        self.world
            .progress
            .report(&crate::world::Event::Captured(&line));
        line
    }
}

/// Seconds as a difference of times.
pub(crate) fn span_of(seconds: u32) -> TimeDelta {
    TimeDelta::seconds(seconds.into())
}
