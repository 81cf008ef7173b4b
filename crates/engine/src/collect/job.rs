//! One job: leased, captured, read, done; or failed with a reason, and tried again when that may
//! help.

use chrono::{DateTime, TimeDelta, Utc};
use fetch::Conditional;
use model::{Capture, Case, Job, JobId, JobState};

use crate::collect::Source;
use crate::collect::address::decoded;
use crate::error::EngineError;
use crate::library::Library;
use crate::view::CaptureLine;
use crate::world::Event;

/// How long one process may keep a job before another may take it.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How often an address is tried.
const ATTEMPTS: u32 = 5;
/// The longest that a server can make us wait (RELIABILITY: a day).
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(24);

impl Library {
    /// Works on one job, unless another process has it.
    pub(crate) fn work_on(
        &self,
        source: &Source<'_>,
        case: &Case,
        job: JobId,
    ) -> Result<Option<CaptureLine>, EngineError> {
        let now = source.clock.now();
        let leased = self.store.write(|tx| {
            Ok::<_, EngineError>(tx.jobs_mut().lease_one(
                job,
                now,
                now + LEASE,
                self.owner.name(),
            )?)
        })?;
        leased.map(|job| self.work(source, case, job)).transpose()
    }

    /// Takes the job of a case that has been due longest, and works on it.
    pub(crate) fn work_on_next(
        &self,
        source: &Source<'_>,
        case: &Case,
    ) -> Result<Option<CaptureLine>, EngineError> {
        let now = source.clock.now();
        let (until, owner) = (now + LEASE, self.owner.name());
        let leased = self.store.write(|tx| {
            Ok::<_, EngineError>(tx.jobs_mut().lease(now, until, owner, Some(case.id))?)
        })?;
        leased.map(|job| self.work(source, case, job)).transpose()
    }

    fn work(
        &self,
        source: &Source<'_>,
        case: &Case,
        mut job: Job,
    ) -> Result<CaptureLine, EngineError> {
        self.world
            .progress
            .report(&Event::Started(job.url.as_str()));
        let line = match self.capture_and_read(source, case, &mut job) {
            Ok(line) => {
                job.state = JobState::Done;
                job.error = None;
                line
            }
            Err(failure) if failure.error.concerns_one_page() => {
                give_up_or_wait(&mut job, &failure, source.clock.now());
                CaptureLine {
                    capture: job.capture,
                    ..CaptureLine::failed(job.url.as_str(), Some(&failure.error))
                }
            }
            Err(failure) => {
                self.finish(&job)?;
                return Err(*failure.error);
            }
        };
        self.finish(&job)?;
        Ok(self.reported(line))
    }

    fn finish(&self, job: &Job) -> Result<(), EngineError> {
        let owner = self.owner.name();
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.jobs_mut().finish(job, owner)?))?;
        Ok(())
    }

    fn capture_and_read(
        &self,
        source: &Source<'_>,
        case: &Case,
        job: &mut Job,
    ) -> Result<CaptureLine, Failure> {
        let (capture, decoded) = match job.capture {
            Some(id) => self.stored(id)?,
            None => self.capture(source, case, job)?,
        };
        Ok(self.read_capture(case.id, &capture, &decoded)?)
    }

    /// Fetches the page of a job and stores it, with the job's progress, in one transaction.
    fn capture(
        &self,
        source: &Source<'_>,
        case: &Case,
        job: &mut Job,
    ) -> Result<(Capture, Vec<u8>), Failure> {
        let robots = self.ask_robots(source, case, &job.url)?;
        let fetched = self.get(source, case, &job.url, robots, Conditional::default())?;
        let status = fetched.last_hop().status;
        if !(200..300).contains(&status) {
            let error = EngineError::Status {
                url: job.url.to_string(),
                status,
            };
            return Err(Failure {
                error: Box::new(error),
                wait: fetched.retry_after,
            });
        }
        let capture = self.archive_fetched(source.provenance, &fetched)?;
        job.capture = Some(capture.id());
        job.state = JobState::Captured;
        self.store.write(|tx| {
            self.file_capture(tx, &capture)?;
            Ok::<_, EngineError>(tx.jobs_mut().note_capture(job.id, capture.id())?)
        })?;
        Ok((capture, fetched.decoded))
    }

    /// Takes a capture out of the archive, with its body decoded.
    pub(crate) fn stored(&self, id: model::CaptureId) -> Result<(Capture, Vec<u8>), EngineError> {
        let capture = self
            .store
            .read(|tx| Ok::<_, EngineError>(tx.captures().by_id(id)?))?;
        let Some(capture) = capture else {
            return Err(EngineError::NotFound {
                noun: "capture",
                given: id.to_string(),
            });
        };
        let response = self.archive.read(&capture.location)?;
        let decoded = decoded(capture.retrieval.last_hop(), &response.body)?;
        Ok((capture, decoded))
    }
}

fn give_up_or_wait(job: &mut Job, failure: &Failure, now: DateTime<Utc>) {
    job.attempts += 1;
    job.error = Some(crate::reading::in_one_line(&failure.error));
    let may_help = failure.error.may_pass() && job.attempts < ATTEMPTS;
    if !may_help {
        job.state = JobState::Failed;
        return;
    }
    let pause = TimeDelta::minutes(5) * 2_i32.saturating_pow(job.attempts - 1);
    job.due = now + failure.wait.unwrap_or(pause).max(pause).min(LONGEST_WAIT);
}

/// An error, with how long the server asks to wait.
struct Failure {
    error: Box<EngineError>,
    wait: Option<TimeDelta>,
}

impl<E: Into<EngineError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            error: Box::new(error.into()),
            wait: None,
        }
    }
}
