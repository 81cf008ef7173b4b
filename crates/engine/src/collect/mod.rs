//! Collecting: addresses become captures, captures become readings.
//!
//! Everything goes through the queue, so that a crash loses nothing: a job waits, is leased by one
//! process, leads to a capture (bytes on disk first, then row and log leaf in one transaction),
//! and then to a reading. Each step can be taken up again by another process.

mod address;
mod job;
mod robots;
mod watch;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use fetch::Transport;
use model::{Case, CaseId, Clock, Job, JobId, JobState, Provenance};
use url::Url;

use crate::error::EngineError;
use crate::library::Library;
use crate::view::CaptureLine;

pub(crate) use address::{TOOL, decoded};
pub use watch::NewWatch;

/// Where captures come from: the network, or the pages that ship with the sample case.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) provenance: Provenance,
}

/// What a thread got from the queue.
enum Step {
    /// A job, with its line unless another process had taken it.
    Took(Option<Box<CaptureLine>>),
    /// Nothing: the thread is done.
    NothingLeft,
}

/// Sites that are worked on at the same time.
const THREADS: usize = 4;

/// Pause between two requests to one site.
const GAP: Duration = Duration::from_millis(500);

impl Library {
    /// Captures these addresses now, in the case.
    pub fn add(&self, case: &Case, urls: &[String]) -> Result<Vec<CaptureLine>, EngineError> {
        let mut lines = Vec::new();
        let mut jobs = Vec::new();
        for given in urls {
            match page_address(given) {
                Ok(url) => jobs.push(self.enqueue(case.id, &url, &*self.world.clock)?),
                Err(error) => lines.push(self.reported(CaptureLine::failed(given, Some(&error)))),
            }
        }
        let jobs = Mutex::new(jobs.into_iter());
        let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
        lines.extend(self.work_all(|source| match next() {
            Some(job) => Ok(Step::Took(self.work_on(source, case, job)?.map(Box::new))),
            None => Ok(Step::NothingLeft),
        })?);
        self.sync_index()?;
        Ok(lines)
    }

    /// Polls the watches that are due and works the queue until nothing is due, in one case or in
    /// all of them.
    pub fn fetch(&self, case: Option<&Case>) -> Result<Vec<CaptureLine>, EngineError> {
        let source = self.live();
        let mut lines = self.poll_due(&source, case)?;
        let cases = match case {
            Some(case) => vec![case.clone()],
            None => self
                .store
                .read(|tx| Ok::<_, EngineError>(tx.cases().all()?))?,
        };
        for case in cases {
            lines.extend(self.work_all(|source| {
                let line = self.work_on_next(source, &case)?;
                Ok(line.map_or(Step::NothingLeft, |line| Step::Took(Some(Box::new(line)))))
            })?);
        }
        self.sync_index()?;
        Ok(lines)
    }

    /// Returns the network as a source.
    pub(crate) fn live(&self) -> Source<'_> {
        Source {
            transport: &*self.world.transport,
            clock: &*self.world.clock,
            provenance: Provenance::Fetched,
        }
    }

    /// Puts an address into the queue, due now, and returns the job that waits for it.
    pub(crate) fn enqueue(
        &self,
        case: CaseId,
        url: &Url,
        clock: &dyn Clock,
    ) -> Result<JobId, EngineError> {
        let job = self.fresh_job(case, url, clock.now());
        self.store.write(|tx| {
            if tx.jobs_mut().enqueue(&job)? {
                return Ok(job.id);
            }
            let waiting = tx.jobs().waiting_for(case, url)?;
            Ok(waiting.map_or(job.id, |waiting| waiting.id))
        })
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
            attempts: 0,
            capture: None,
            error: None,
        }
    }

    /// Works from several threads until `next` has no job any more; pages of one site still come
    /// one at a time.
    fn work_all(
        &self,
        next: impl Fn(&Source<'_>) -> Result<Step, EngineError> + Sync,
    ) -> Result<Vec<CaptureLine>, EngineError> {
        let work = || -> Result<Vec<CaptureLine>, EngineError> {
            let source = self.live();
            let mut lines = Vec::new();
            while let Step::Took(line) = next(&source)? {
                lines.extend(line.map(|line| *line));
            }
            Ok(lines)
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
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

/// Reads the address of a page as a reporter types it.
pub(crate) fn page_address(given: &str) -> Result<Url, EngineError> {
    let given = given.trim();
    let url = Url::parse(given).or_else(|_| Url::parse(&format!("https://{given}")));
    match url {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err(EngineError::BadValue {
            noun: "address of a page",
            given: given.to_owned(),
            expected: "an address that begins with http:// or https://".to_owned(),
        }),
    }
}

/// Reads a length of time: a number with s, m, h or d.
pub(crate) fn seconds(text: &str) -> Result<u32, EngineError> {
    let unit = |letter| match letter {
        's' => Some(1),
        'm' => Some(60),
        'h' => Some(3600),
        'd' => Some(86_400),
        _ => None,
    };
    let parsed = || -> Option<u32> {
        let factor = text.chars().last().and_then(unit)?;
        let number: u32 = text[..text.len() - 1].parse().ok()?;
        number.checked_mul(factor).filter(|&seconds| seconds > 0)
    };
    parsed().ok_or_else(|| EngineError::BadValue {
        noun: "length of time",
        given: text.to_owned(),
        expected: "a number with s, m, h or d, like 30m or 1d".to_owned(),
    })
}

/// Seconds as a difference of times.
pub(crate) fn span_of(seconds: u32) -> TimeDelta {
    TimeDelta::seconds(seconds.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        for (text, expected) in [
            ("30m", Some(1800)),
            ("1d", Some(86_400)),
            ("45s", Some(45)),
            ("2h", Some(7200)),
        ] {
            assert_eq!(seconds(text).ok(), expected, "{text}");
        }
        for text in ["", "m", "0m", "30", "-1h", "9999999999d", "4é"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_may_lack_its_scheme() {
        for (given, expected) in [
            ("https://outlet.example/a", Some("https://outlet.example/a")),
            (" outlet.example/a ", Some("https://outlet.example/a")),
            ("ftp://outlet.example/a", None),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(
                page_address(given).ok().map(String::from).as_deref(),
                expected,
                "{given}"
            );
        }
    }
}
