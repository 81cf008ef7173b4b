//! Collecting: addresses become captures, captures become readings.
//!
//! Everything goes through the queue, so that a crash loses nothing: a job waits, is leased by one
//! process, leads to a capture (bytes on disk first, then row and log leaf in one transaction),
//! and then to a reading. Each step can be taken up again by another process.

mod address;
mod discover;
mod gate;
mod given;
mod job;
mod listed;
mod look;
mod memento;
mod opml;
mod pace;
mod recapture;
mod robots;
mod run;
mod watch;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use fetch::Transport;
use model::{Case, CaseId, Clock, Job, JobId, JobState, Provenance, Site, site_of};
use url::Url;

use crate::error::EngineError;
use crate::library::Library;
use crate::view::CaptureLine;

pub(crate) use address::{TOOL, decoded, document_address};
pub use discover::Discovered;
pub(crate) use given::{page_address, seconds, without_credentials};
pub use memento::{SAVING_TELLS, WEB_ARCHIVE};
pub(crate) use memento::{memento_date, original_of};
use run::Run;
pub use run::RunBounds;
pub use watch::NewWatch;

/// Where captures come from: the network, or the pages that ship with the sample case.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) provenance: Provenance,
    /// The run that this is part of.
    pub(crate) run: Option<&'a Run>,
}

/// What is to be done, by site.
type Lanes<T> = BTreeMap<Option<Site>, Vec<T>>;

/// Sites that are worked on at the same time.
const THREADS: usize = 4;

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
        let run = Run::default();
        let asked: Vec<Url> = by_site.values().flatten().cloned().collect();
        let captured = self.work_lanes(&run, by_site, |source, url| {
            Ok(vec![self.capture_now(source, case, url)?])
        })?;
        // Without a network the rest is not even tried; each address has its line all the same.
        let is_told = |url: &Url| captured.iter().any(|line| line.url == url.as_str());
        for url in asked.iter().filter(|url| run.is_over() && !is_told(url)) {
            let offline = EngineError::Offline {
                url: url.to_string(),
                reason: "no other address could be reached".to_owned(),
            };
            lines.push(self.reported(CaptureLine::failed(url.as_str(), Some(&offline))));
        }
        lines.extend(captured);
        self.note_network(&run)?;
        self.close_run();
        Ok(lines)
    }

    /// Polls the watches that are due and works the queue until nothing is due, in one case or in
    /// all of them. Cases that are invented have no live pages.
    pub fn fetch(&self, case: Option<&Case>) -> Result<Vec<CaptureLine>, EngineError> {
        self.fetch_within(case, RunBounds::default())
    }

    /// Does the same within other bounds. A queue that is paused, or that finds no network, is left
    /// as it is.
    pub fn fetch_within(
        &self,
        case: Option<&Case>,
        bounds: RunBounds,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let mut cases = match case {
            Some(case) => vec![case.clone()],
            None => self
                .store
                .read(|tx| Ok::<_, EngineError>(tx.cases().all()?))?,
        };
        cases.retain(|case| !case.fictional);
        let run = Run::within(bounds);
        let mut lines = self.poll_due(&run, &cases)?;
        if !self.is_paused()? {
            self.enqueue_recaptures(&cases)?;
        }
        while !run.is_over() && !self.is_paused()? {
            let by_site = self.free_jobs(&run, &cases)?;
            if by_site.is_empty() {
                break;
            }
            lines.extend(self.work_lanes(&run, by_site, |source, &(case, job)| {
                if self.is_paused()? {
                    source.run.inspect(|run| run.end());
                    return Ok(Vec::new());
                }
                Ok(self.work_on(source, case, job)?.into_iter().collect())
            })?);
        }
        self.note_network(&run)?;
        self.close_run();
        Ok(lines)
    }

    /// Returns the jobs of these cases that can be taken now, as many of each site as the run takes.
    fn free_jobs<'a>(
        &self,
        run: &Run,
        cases: &'a [Case],
    ) -> Result<Lanes<(&'a Case, JobId)>, EngineError> {
        let now = self.world.clock.now();
        let mut by_site = self.store.read(|tx| {
            let mut by_site = Lanes::new();
            for case in cases {
                for job in tx.jobs().free(case.id, now)? {
                    let lane: &mut Vec<_> = by_site.entry(site_of(&job.url)).or_default();
                    lane.push((case, job.id));
                }
            }
            Ok::<_, EngineError>(by_site)
        })?;
        for (site, lane) in &mut by_site {
            let share = run.share_of(site.as_ref(), lane.len());
            if let Some(site) = site.as_ref().filter(|_| share < lane.len()) {
                let left = lane.len() - share;
                self.notice_once(
                    run,
                    &format!("{site} has had its pages of this run; waiting for the next: {left}"),
                );
            }
            lane.truncate(share);
        }
        by_site.retain(|_, lane| !lane.is_empty());
        Ok(by_site)
    }

    /// Returns the network as a source.
    pub(crate) fn live(&self) -> Source<'_> {
        Source {
            transport: &*self.world.transport,
            clock: &*self.world.clock,
            provenance: Provenance::Fetched,
            run: None,
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
        run: &Run,
        by_site: Lanes<T>,
        work: impl Fn(&Source<'_>, &T) -> Result<Vec<CaptureLine>, EngineError> + Sync,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        run.take_on(by_site.values().map(Vec::len).sum());
        let by_site = Mutex::new(by_site.into_values());
        let next = || {
            by_site
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next()
        };
        let work_all = || -> Result<Vec<CaptureLine>, EngineError> {
            let source = Source {
                run: Some(run),
                ..self.live()
            };
            let mut lines = Vec::new();
            while let Some(lane) = next() {
                for item in lane.iter().take_while(|_| !run.is_over()) {
                    lines.extend(work(&source, item)?);
                    self.advance(run);
                }
            }
            Ok(lines)
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..THREADS).map(|_| scope.spawn(work_all)).collect();
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
