//! The capture queue as a person sees it: what waits, what failed and why; tried again, or dropped.

use chrono::{DateTime, Utc};
use model::{Case, Job, JobId, JobState, Watch};
use store::{QueueLimits, Queued, WriteTx};

use crate::error::EngineError;
use crate::library::Library;
use crate::view::{JobLine, JobStep, Pulse, QueueView, WatchLine};

/// How many jobs are shown: a list of thousands is read by nobody, and asked for again and again.
const SHOWN: QueueLimits = QueueLimits {
    waiting: 500,
    failed: 500,
    done: 100,
};

impl Library {
    /// Returns the queue of a case, with the places that feed it.
    pub fn queue(&self, case: &Case) -> Result<QueueView, EngineError> {
        let now = self.world.clock.now();
        self.store.read(|tx| {
            let jobs = tx.jobs().queue(case.id, now, SHOWN)?;
            let watches = tx.watches().of(case.id)?;
            let run = tx.jobs().run()?;
            Ok(QueueView {
                jobs: jobs.into_iter().map(|it| job_line(it, now)).collect(),
                watches: watches.into_iter().map(WatchLine::from).collect(),
                paused_since: run.paused_since,
                offline_since: run.offline_since,
            })
        })
    }

    /// Lets an address that was given up wait again. One that waits already is tried at once; only
    /// the time that its server asked for is kept.
    pub fn retry(&self, job: JobId) -> Result<(), EngineError> {
        let now = self.world.clock.now();
        self.store.write(|tx| {
            let job = known(tx, job)?;
            match job.state {
                JobState::Failed => try_again(tx, &job, now),
                JobState::Waiting | JobState::Captured => {
                    Ok(tx.jobs_mut().hasten(job.id, not_before(&job, now))?)
                }
                JobState::Done => Ok(()),
            }
        })
    }

    /// Lets everything of a case that was given up wait again, and returns how much that was.
    pub fn retry_failed(&self, case: &Case) -> Result<u64, EngineError> {
        let now = self.world.clock.now();
        self.store.write(|tx| {
            let mut tried = 0;
            for job in tx.jobs().of(case.id)? {
                if job.state == JobState::Failed {
                    try_again(tx, &job, now)?;
                    tried += 1;
                }
            }
            Ok(tried)
        })
    }

    /// Takes an address out of the queue. What was captured of it stays.
    pub fn drop_job(&self, job: JobId) -> Result<(), EngineError> {
        let now = self.world.clock.now();
        self.store.write(|tx| {
            let job = known(tx, job)?;
            if job.state == JobState::Done {
                return Err(not_found(job.id));
            }
            if tx.jobs_mut().remove(job.id, now)? {
                return Ok(());
            }
            Err(EngineError::AtWork {
                url: job.url.to_string(),
            })
        })
    }

    /// Returns how the library stands at this moment, from counters and without a look at any row.
    pub fn pulse(&self) -> Result<Pulse, EngineError> {
        self.store.read(|tx| {
            let jobs = tx.jobs().counts(None)?;
            let count = |state| jobs.get(&state).copied().unwrap_or(0);
            Ok(Pulse {
                rev: tx.state()?,
                waiting: count(JobState::Waiting) + count(JobState::Captured),
                failed: count(JobState::Failed),
                done: count(JobState::Done),
                failing_watches: tx.watches().failing()?,
                next_due: tx.jobs().next_due(None)?,
                online: (self.world.has_route)(),
            })
        })
    }
}

/// Puts a job that was given up back into the queue. Where its address waits by another job, that
/// one takes its place: an address waits once for each case.
fn try_again(tx: &WriteTx<'_>, job: &Job, now: DateTime<Utc>) -> Result<(), EngineError> {
    let due = not_before(job, now);
    let waiting = tx.jobs().waiting_for(job.case, &job.url)?;
    match waiting.filter(|_| job.capture.is_none()) {
        Some(waiting) => {
            tx.jobs_mut()
                .hasten(waiting.id, not_before(&waiting, now))?;
            tx.jobs_mut().remove(job.id, now)?;
        }
        None => {
            tx.jobs_mut().retry(job.id, due)?;
        }
    }
    Ok(())
}

/// Returns when a job may be tried: now, unless the server asked to be left alone for longer.
fn not_before(job: &Job, now: DateTime<Utc>) -> DateTime<Utc> {
    job.not_before.map_or(now, |until| until.max(now))
}

fn known(tx: &WriteTx<'_>, id: JobId) -> Result<Job, EngineError> {
    tx.jobs().by_id(id)?.ok_or_else(|| not_found(id))
}

fn not_found(id: JobId) -> EngineError {
    EngineError::NotFound {
        noun: "address in the queue",
        given: id.to_string(),
    }
}

fn job_line(queued: Queued, now: DateTime<Utc>) -> JobLine {
    let step = step(&queued, now);
    JobLine {
        id: queued.job.id,
        case: queued.job.case,
        url: queued.job.url.into(),
        step,
        due: queued.job.due,
        attempts: queued.job.attempts,
        error: queued.job.error,
        wall: queued.wall,
    }
}

fn step(queued: &Queued, now: DateTime<Utc>) -> JobStep {
    match queued.job.state {
        JobState::Done => JobStep::Done,
        JobState::Failed => JobStep::Failed,
        JobState::Waiting if queued.is_leased => JobStep::Fetching,
        JobState::Captured if queued.is_leased => JobStep::Reading,
        JobState::Waiting | JobState::Captured if queued.job.due > now => JobStep::Later,
        JobState::Waiting | JobState::Captured => JobStep::Waiting,
    }
}

impl From<Watch> for WatchLine {
    fn from(watch: Watch) -> Self {
        Self {
            id: watch.id,
            kind: watch.kind,
            target: watch.target,
            every_seconds: watch.every_seconds,
            next_run: watch.next_run,
            last_run: watch.last_run,
            last_result: watch.last_result,
            failing_since: watch.failing_since,
        }
    }
}
