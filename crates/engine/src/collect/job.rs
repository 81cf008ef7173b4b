//! One job: leased, captured, read, done; or failed with a reason, and tried again when that may
//! help.

use chrono::{DateTime, TimeDelta, Utc};
use fetch::{Conditional, Fetched};
use model::{Capture, CaptureId, Case, Job, JobId, JobState, Wall, Watch, WatchKind, site_of};
use store::How;
use url::Url;

use crate::collect::Source;
use crate::collect::address::decoded;
use crate::collect::gate::Rules;
use crate::collect::listed::validators_in;
use crate::collect::pace::Came;
use crate::error::EngineError;
use crate::library::Library;
use crate::reading::{Intake, hints_of, in_one_line};
use crate::view::{CaptureLine, CaptureResult};
use crate::world::Event;

/// How long one process may keep a job before another may take it.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How often an address is tried.
const ATTEMPTS: u32 = 5;
/// How long a job rests that found no network.
const OFFLINE_PAUSE: TimeDelta = TimeDelta::minutes(1);
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
        Ok(match leased.map(|job| self.work(source, case, job)) {
            Some(Ok(Worked::Done(line))) => Some(line),
            Some(Err(error)) => return Err(error),
            Some(Ok(Worked::Waits(_))) | None => None,
        })
    }

    /// Captures an address now, by the job that waits for it or by one of its own: there is always
    /// a line. Only a server that asked to be left alone makes it wait.
    pub(crate) fn capture_now(
        &self,
        source: &Source<'_>,
        case: &Case,
        url: &Url,
    ) -> Result<CaptureLine, EngineError> {
        let now = source.clock.now();
        let (until, owner) = (now + LEASE, self.owner.name());
        let job = self.store.write(|tx| {
            let jobs = tx.jobs_mut();
            if let Some(waiting) = tx.jobs().waiting_for(case.id, url)? {
                if let Some(until) = waiting.not_before.filter(|&until| until > now) {
                    let url = url.to_string();
                    return Err(EngineError::TooEarly { url, until });
                }
                jobs.hasten(waiting.id, now)?;
                if let Some(leased) = jobs.lease_one(waiting.id, now, until, owner)? {
                    return Ok(leased);
                }
            }
            let own = self.fresh_job(case.id, url, now);
            jobs.add_leased(&own, owner, until)?;
            Ok(own)
        });
        match job {
            Ok(job) => match self.work(source, case, job)? {
                Worked::Done(line) => Ok(line),
                Worked::Waits(line) => Ok(self.reported(line)),
            },
            Err(error @ EngineError::TooEarly { .. }) => {
                Ok(self.reported(CaptureLine::failed(url.as_str(), Some(&error))))
            }
            Err(error) => Err(error),
        }
    }

    fn work(&self, source: &Source<'_>, case: &Case, mut job: Job) -> Result<Worked, EngineError> {
        self.world
            .progress
            .report(&Event::Started(job.url.as_str()));
        let outcome = self.capture_and_read(source, case, &mut job);
        let now = source.clock.now();
        let line = match outcome {
            Ok(line) => {
                job.state = JobState::Done;
                job.error = None;
                line
            }
            Err(failure) if is_for_later(&failure.error) => {
                return self.put_back(source, job, &failure.error, now);
            }
            Err(failure) if failure.error.concerns_one_page() => {
                self.give_up_or_wait(&mut job, &failure, now);
                CaptureLine {
                    capture: failure.capture.or(job.capture),
                    ..CaptureLine::failed(job.url.as_str(), Some(&failure.error))
                }
            }
            Err(failure) => {
                // What ends the run is the first error. A job that cannot be given back now is given
                // back by the next process, which finds this one gone.
                let _still_leased = self.finish(&job, None, now);
                return Err(*failure.error);
            }
        };
        self.finish(&job, Some(&line), now)?;
        Ok(Worked::Done(self.reported(line)))
    }

    /// Puts a job back that could not be done through no fault of its page, as if it had not been
    /// tried.
    fn put_back(
        &self,
        source: &Source<'_>,
        mut job: Job,
        why: &EngineError,
        now: DateTime<Utc>,
    ) -> Result<Worked, EngineError> {
        job.error = Some(with_hint(why));
        job.due = match why {
            EngineError::TooEarly { until, .. } => {
                job.not_before = Some(*until);
                *until + self.jitter(*until - now)
            }
            // Others go first then: this one may be alone in what it met.
            _ => now + OFFLINE_PAUSE,
        };
        self.store
            .write(|tx| Ok::<_, EngineError>(tx.jobs_mut().finish(&job, self.owner.name())?))?;
        if let Some(run) = source.run {
            match why {
                EngineError::Offline { reason, .. } => self.go_offline(run, reason, now)?,
                EngineError::TooEarly { until, .. } => self.notice_once(
                    run,
                    &format!(
                        "{} asks to be left alone until {}; its pages wait",
                        site_of(&job.url)
                            .map(|it| it.to_string())
                            .unwrap_or_default(),
                        until.format("%Y-%m-%d %H:%M:%S UTC")
                    ),
                ),
                _ => {}
            }
        }
        Ok(Worked::Waits(CaptureLine::failed(
            job.url.as_str(),
            Some(why),
        )))
    }

    /// Writes what came of a job, and for the watch on a single page what came of its look.
    fn finish(
        &self,
        job: &Job,
        line: Option<&CaptureLine>,
        now: DateTime<Utc>,
    ) -> Result<(), EngineError> {
        self.store.write(|tx| {
            tx.jobs_mut().finish(job, self.owner.name())?;
            let watch = match job.watch {
                Some(id) => tx.watches().by_id(id)?,
                None => None,
            };
            if let (Some(line), Some(watch)) = (line, watch)
                && watch.kind == WatchKind::Page
            {
                let came = came_of(line);
                let next_run = self.next_look(tx, &watch, came, now)?;
                let after = looked(watch, line, now);
                tx.watches_mut().update(&Watch { next_run, ..after })?;
            }
            Ok(())
        })
    }

    fn capture_and_read(
        &self,
        source: &Source<'_>,
        case: &Case,
        job: &mut Job,
    ) -> Result<CaptureLine, Failure> {
        let into = Intake {
            case: case.id,
            how: How {
                watch: job.watch,
                job: Some(job.id),
            },
        };
        if let Some(id) = job.capture {
            let (capture, decoded) = self.stored(id)?;
            return Ok(self.read_capture(into, &capture, &decoded)?);
        }
        let conditional = self.known_of(job)?;
        let is_asked = conditional != Conditional::default();
        let fetched = self.get(source, case, &job.url, Rules::Asked, conditional)?;
        match fetched.last_hop().status {
            200..=299 => {}
            304 if is_asked => return Ok(CaptureLine::unchanged(job.url.as_str())),
            _ => return self.keep_refusal(source, job, &fetched),
        }
        let capture = self.keep_page(source, job, &fetched)?;
        let line = self.read_capture(into, &capture, fetched.decoded())?;
        self.know_of(job, &line, &fetched)?;
        Ok(line)
    }

    /// Returns what the page of a watch is asked by, so that nothing comes when it has not changed.
    fn known_of(&self, job: &Job) -> Result<Conditional, EngineError> {
        let Some(watch) = job.watch else {
            return Ok(Conditional::default());
        };
        self.store.read(|tx| {
            let page = tx.watches().by_id(watch)?;
            let is_page = page.is_some_and(|it| it.kind == WatchKind::Page);
            if !is_page {
                return Ok(Conditional::default());
            }
            let known = tx.watches().validators(watch)?;
            Ok(Conditional {
                etag: known.etag,
                last_modified: known.last_modified,
            })
        })
    }

    /// Keeps what the page of a watch is asked by next time, once it was read; a wall is no page.
    fn know_of(&self, job: &Job, line: &CaptureLine, fetched: &Fetched) -> Result<(), EngineError> {
        let is_read = matches!(line.result, CaptureResult::New | CaptureResult::Unchanged);
        let (true, Some(watch)) = (is_read, job.watch) else {
            return Ok(());
        };
        let given = validators_in(&fetched.last_hop().headers);
        self.store.write(|tx| match tx.watches().by_id(watch)? {
            Some(watch) if watch.kind == WatchKind::Page => {
                Ok(tx.watches_mut().set_validators(watch.id, &given)?)
            }
            _ => Ok(()),
        })
    }

    /// Stores the page of a job with the job's progress, in one transaction, and begins the lease
    /// anew for the reading.
    fn keep_page(
        &self,
        source: &Source<'_>,
        job: &mut Job,
        fetched: &Fetched,
    ) -> Result<Capture, EngineError> {
        let capture = self.archive_fetched(source.provenance, fetched)?;
        job.capture = Some(capture.id());
        job.state = JobState::Captured;
        let (owner, until) = (self.owner.name(), source.clock.now() + LEASE);
        self.store.write(|tx| {
            self.file_capture(tx, &capture)?;
            // The bytes are kept either way; a job that another process has taken is theirs.
            if tx.jobs_mut().note_capture(job.id, owner, capture.id())? {
                tx.jobs_mut().renew(job.id, owner, until)?;
            }
            Ok::<_, EngineError>(())
        })?;
        Ok(capture)
    }

    /// Keeps what a server answered instead of the page as evidence: a wall is a result, anything
    /// else a failure, after which the page is fetched anew when that may help.
    fn keep_refusal(
        &self,
        source: &Source<'_>,
        job: &mut Job,
        fetched: &Fetched,
    ) -> Result<CaptureLine, Failure> {
        let refused = Failure {
            error: Box::new(EngineError::Status {
                url: job.url.to_string(),
                status: fetched.last_hop().status,
            }),
            wait: fetched.retry_after,
            capture: None,
        };
        if fetched.body.is_empty() {
            return Err(refused);
        }
        let capture = self.archive_fetched(source.provenance, fetched)?;
        self.store.write(|tx| self.file_capture(tx, &capture))?;
        let Some(wall) = self.wall_in(&capture, fetched.decoded())? else {
            return Err(Failure {
                capture: Some(capture.id()),
                ..refused
            });
        };
        job.capture = Some(capture.id());
        Ok(CaptureLine {
            result: CaptureResult::Wall,
            wall: Some(wall),
            ..CaptureLine::of(&capture)
        })
    }

    /// Returns the wall that an answer shows, and marks its capture; nothing when it cannot be read.
    fn wall_in(&self, capture: &Capture, decoded: &[u8]) -> Result<Option<Wall>, EngineError> {
        let what = capture.retrieval.asked().as_str();
        let wall = match self.extract_article(what, &hints_of(capture), decoded) {
            Ok(article) => article.wall,
            Err(error) if error.concerns_one_page() => None,
            Err(error) => return Err(error),
        };
        if let Some(wall) = wall {
            self.store.write(|tx| {
                Ok::<_, EngineError>(tx.captures_mut().mark_wall(capture.id(), wall)?)
            })?;
        }
        Ok(wall)
    }

    /// Takes a capture out of the archive, with its body decoded.
    pub(crate) fn stored(&self, id: CaptureId) -> Result<(Capture, Vec<u8>), EngineError> {
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

impl Library {
    fn give_up_or_wait(&self, job: &mut Job, failure: &Failure, now: DateTime<Utc>) {
        job.attempts += 1;
        job.not_before = failure.wait.map(|wait| now + wait.min(LONGEST_WAIT));
        let may_pass = failure.error.may_pass();
        let is_last = job.attempts >= ATTEMPTS;
        job.error = Some(if may_pass && is_last {
            given_up(&failure.error)
        } else {
            with_hint(&failure.error)
        });
        if !may_pass || is_last {
            job.state = JobState::Failed;
            return;
        }
        let pause = TimeDelta::minutes(5) * 2_i32.saturating_pow(job.attempts - 1);
        let wait = failure.wait.unwrap_or(pause).max(pause).min(LONGEST_WAIT);
        job.due = now + wait + self.jitter(wait);
    }
}

/// What became of a job: something, or it waits for a better time.
enum Worked {
    Done(CaptureLine),
    Waits(CaptureLine),
}

/// Tells an error that says nothing of the page.
fn is_for_later(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Offline { .. } | EngineError::TooEarly { .. }
    )
}

fn came_of(line: &CaptureLine) -> Came {
    match line.result {
        CaptureResult::New => Came::News,
        CaptureResult::Unchanged | CaptureResult::Wall => Came::Nothing,
        CaptureResult::Failed => Came::Failure,
    }
}

/// Returns what failed and what to do about it, on one line.
fn with_hint(error: &EngineError) -> String {
    format!("{}; {}", in_one_line(error), error.hint())
}

/// Says the same of an error that might pass, once nobody waits for that any more.
fn given_up(error: &EngineError) -> String {
    let failed = in_one_line(error);
    format!("{failed}; given up after {ATTEMPTS} attempts: try it again once the site answers")
}

/// Returns the watch on a single page as it stands after a look at it.
fn looked(watch: Watch, line: &CaptureLine, now: DateTime<Utc>) -> Watch {
    let (result, failing_since) = match line.result {
        CaptureResult::New => ("a new version".to_owned(), None),
        CaptureResult::Unchanged => ("not changed".to_owned(), None),
        CaptureResult::Wall => {
            let wall = line.wall.map_or("", Wall::as_str);
            (format!("a wall stood in front: {wall}"), None)
        }
        CaptureResult::Failed => (
            line.error.clone().unwrap_or_default(),
            watch.failing_since.or(Some(now)),
        ),
    };
    Watch {
        last_result: Some(result),
        failing_since,
        ..watch
    }
}

/// An error, with how long the server asks to wait and what it said instead, if that was kept.
struct Failure {
    error: Box<EngineError>,
    wait: Option<TimeDelta>,
    capture: Option<CaptureId>,
}

impl<E: Into<EngineError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            error: Box::new(error.into()),
            wait: None,
            capture: None,
        }
    }
}
