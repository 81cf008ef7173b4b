//! The capture queue. A job is leased to one owner until a time; when the owner dies, the lease
//! runs out and another one may take it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::{CaptureId, CaseId, Job, JobId, JobState, Wall};
use rusqlite::{Row, params};
use url::Url;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::tx::{ReadTx, WriteTx};
use crate::value::{At, Columns as _, Text};

pub(crate) const CREATE: Migration = Migration {
    date: "2026-11-23",
    name: "capture queue",
    sql: "
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    watch TEXT REFERENCES watches (id) ON DELETE SET NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT NOT NULL,
    not_before TEXT,
    attempts INTEGER NOT NULL,
    capture TEXT REFERENCES captures (id) ON DELETE SET NULL,
    error TEXT,
    lease_owner TEXT,
    lease_until TEXT,
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
) STRICT;
CREATE INDEX jobs_by_case ON jobs (case_id, url);
CREATE INDEX jobs_by_due ON jobs (state, due);
CREATE INDEX jobs_by_watch ON jobs (watch);
CREATE INDEX jobs_by_capture ON jobs (capture);
",
};

/// Whether the queue is worked at all: it holds for every program on the library.
pub(crate) const RUN: Migration = Migration {
    date: "2026-11-23",
    name: "run of the queue",
    sql: "
CREATE TABLE queue_run (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    paused_since TEXT,
    offline_since TEXT
) STRICT;
",
};

/// How the queue as a whole stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueRun {
    /// Since when a person has it paused.
    pub paused_since: Option<DateTime<Utc>>,
    /// Since when the network is gone.
    pub offline_since: Option<DateTime<Utc>>,
}

/// A job that can be taken: not done, due, and leased to nobody any more. ?1 is the present.
const FREE: &str = "state IN ('waiting', 'captured') AND due <= ?1
    AND (lease_until IS NULL OR lease_until <= ?1)";

/// The jobs of a case that somebody works on, and of those that wait, failed and are done as many as
/// ?3, ?4 and ?5 say; the newest first.
const QUEUE: &str = "
WITH own AS (
    SELECT *, lease_until IS NOT NULL AND lease_until > ?2 AS leased FROM jobs WHERE case_id = ?1)
SELECT j.*, w.wall FROM own j LEFT JOIN walls w ON w.capture = j.capture
WHERE j.leased
    OR j.id IN (SELECT id FROM own WHERE state IN ('waiting', 'captured') ORDER BY id DESC LIMIT ?3)
    OR j.id IN (SELECT id FROM own WHERE state = 'failed' ORDER BY id DESC LIMIT ?4)
    OR j.id IN (SELECT id FROM own WHERE state = 'done' ORDER BY id DESC LIMIT ?5)
ORDER BY j.id DESC";

/// How many jobs of each kind a queue shows at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueLimits {
    /// Of those that wait.
    pub waiting: u32,
    /// Of those that were given up.
    pub failed: u32,
    /// Of those that are done.
    pub done: u32,
}

/// A job with what is known of it besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The job.
    pub job: Job,
    /// Whether somebody works on it.
    pub is_leased: bool,
    /// The wall that its capture shows.
    pub wall: Option<Wall>,
}

/// Reads the capture queue.
#[derive(Debug)]
pub struct Jobs<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
}

impl Jobs<'_> {
    /// Returns the job of this id.
    pub fn by_id(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        let sql = "SELECT * FROM jobs WHERE id = ?1";
        self.tx.one("a job", sql, [Text(id)], job)
    }

    /// Returns the jobs of a case, in the order in which they were enqueued.
    pub fn of(&self, case: CaseId) -> Result<Vec<Job>, StoreError> {
        let sql = "SELECT * FROM jobs WHERE case_id = ?1 ORDER BY id";
        self.tx.many("a job", sql, [Text(case)], job)
    }

    /// Returns the jobs of a case that somebody works on and the last of the others, the newest
    /// first.
    pub fn queue(
        &self,
        case: CaseId,
        now: DateTime<Utc>,
        most: QueueLimits,
    ) -> Result<Vec<Queued>, StoreError> {
        let terms = params![Text(case), At(now), most.waiting, most.failed, most.done];
        self.tx.many("a job", QUEUE, terms, |row| {
            Ok(Queued {
                job: job(row)?,
                is_leased: row.get("leased")?,
                wall: row.optional_text("wall")?,
            })
        })
    }

    /// Returns the job by which an address waits to be captured for a case.
    pub fn waiting_for(&self, case: CaseId, url: &Url) -> Result<Option<Job>, StoreError> {
        let sql = "SELECT * FROM jobs WHERE case_id = ?1 AND url = ?2 AND state = 'waiting'";
        self.tx
            .one("a job", sql, params![Text(case), Text(url)], job)
    }

    /// Returns the jobs of a case that can be taken now, the one that has been due longest first.
    pub fn free(&self, case: CaseId, now: DateTime<Utc>) -> Result<Vec<Job>, StoreError> {
        let sql = format!("SELECT * FROM jobs WHERE {FREE} AND case_id = ?2 ORDER BY due, id");
        self.tx
            .many("a job", &sql, params![At(now), Text(case)], job)
    }

    /// Returns how many jobs are in each state, in one case or in all; a state without jobs is left
    /// out.
    pub fn counts(&self, case: Option<CaseId>) -> Result<BTreeMap<JobState, u64>, StoreError> {
        let sql = "SELECT state, count(*) AS jobs FROM jobs
            WHERE ?1 IS NULL OR case_id = ?1 GROUP BY state";
        let counts = self
            .tx
            .many("a count of jobs", sql, [case.map(Text)], |row| {
                Ok((row.text("state")?, row.count("jobs")?))
            })?;
        Ok(counts.into_iter().collect())
    }

    /// Returns how the queue as a whole stands.
    pub fn run(&self) -> Result<QueueRun, StoreError> {
        let sql = "SELECT paused_since, offline_since FROM queue_run";
        let found = self.tx.one("the run of the queue", sql, [], |row| {
            Ok(QueueRun {
                paused_since: row.optional_at("paused_since")?,
                offline_since: row.optional_at("offline_since")?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Returns when the next job is due that is neither done nor given up, leased or not.
    pub fn next_due(&self, case: Option<CaseId>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let sql = "SELECT min(due) AS due FROM jobs
            WHERE state IN ('waiting', 'captured') AND (?1 IS NULL OR case_id = ?1)";
        self.tx
            .sure("a job", sql, [case.map(Text)], |row| row.optional_at("due"))
    }
}

/// Writes the capture queue.
#[derive(Debug)]
pub struct JobsMut<'a> {
    pub(crate) tx: &'a WriteTx<'a>,
}

impl JobsMut<'_> {
    /// Adds a job and tells whether it is new: nothing is added when its address waits for its case
    /// already.
    pub fn enqueue(&self, job: &Job) -> Result<bool, StoreError> {
        if self.tx.jobs().waiting_for(job.case, &job.url)?.is_some() {
            return Ok(false);
        }
        self.insert(job, None).map(|()| true)
    }

    /// Adds a job that `owner` works on at once, until `until`, whether its address waits or not.
    pub fn add_leased(
        &self,
        job: &Job,
        owner: &str,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.insert(job, Some((owner, until)))
    }

    fn insert(&self, job: &Job, lease: Option<(&str, DateTime<Utc>)>) -> Result<(), StoreError> {
        let sql = "INSERT INTO jobs (id, case_id, watch, url, state, due, not_before, attempts,
            capture, error, lease_owner, lease_until)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let row = params![
            Text(job.id),
            Text(job.case),
            job.watch.map(Text),
            Text(&job.url),
            Text(job.state),
            At(job.due),
            job.not_before.map(At),
            job.attempts,
            job.capture.map(Text),
            job.error,
            lease.map(|(owner, _)| owner),
            lease.map(|(_, until)| At(until)),
        ];
        self.tx.run("a job", sql, row)?;
        Ok(())
    }

    /// Makes a job due that waits for a later time.
    pub fn hasten(&self, id: JobId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let sql = "UPDATE jobs SET due = ?2 WHERE id = ?1 AND due > ?2";
        self.tx.run("a job", sql, params![Text(id), At(now)])?;
        Ok(())
    }

    /// Leases a job to `owner` until `until`; nothing when it cannot be taken now.
    pub fn lease_one(
        &self,
        id: JobId,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        owner: &str,
    ) -> Result<Option<Job>, StoreError> {
        let sql = format!(
            "UPDATE jobs SET lease_owner = ?3, lease_until = ?2
            WHERE id = ?4 AND {FREE} RETURNING *"
        );
        let terms = params![At(now), At(until), owner, Text(id)];
        self.tx.take("a job", &sql, terms, job)
    }

    /// Makes a lease longer and tells whether `owner` still has it.
    pub fn renew(&self, id: JobId, owner: &str, until: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "UPDATE jobs SET lease_until = ?3 WHERE id = ?1 AND lease_owner = ?2";
        Ok(self
            .tx
            .run("a job", sql, params![Text(id), owner, At(until)])?
            > 0)
    }

    /// Notes that a job has led to a capture that is still to be read; the lease goes on. Tells
    /// whether `owner` still had it; if not, another one works on the job and nothing is changed.
    pub fn note_capture(
        &self,
        id: JobId,
        owner: &str,
        capture: CaptureId,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE jobs SET state = 'captured', capture = ?3
            WHERE id = ?1 AND lease_owner = ?2";
        let row = params![Text(id), owner, Text(capture)];
        Ok(self.tx.run("a job", sql, row)? > 0)
    }

    /// Writes what came of a job (its state, when it is due, its capture and so on) and ends its lease. Tells
    /// whether `owner` still had it; if not, another one works on the job and nothing is changed.
    pub fn finish(&self, job: &Job, owner: &str) -> Result<bool, StoreError> {
        let sql =
            "UPDATE jobs SET state = ?3, due = ?4, not_before = ?5, attempts = ?6, capture = ?7,
            error = ?8, lease_owner = NULL, lease_until = NULL WHERE id = ?1 AND lease_owner = ?2";
        let row = params![
            Text(job.id),
            owner,
            Text(job.state),
            At(job.due),
            job.not_before.map(At),
            job.attempts,
            job.capture.map(Text),
            job.error,
        ];
        Ok(self.tx.run("a job", sql, row)? > 0)
    }

    /// Lets a job that was given up wait again, as if it had never been tried, and tells whether it
    /// had been given up.
    pub fn retry(&self, id: JobId, due: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "UPDATE jobs SET state = CASE WHEN capture IS NULL THEN 'waiting' ELSE 'captured'
            END, due = ?2, attempts = 0, error = NULL WHERE id = ?1 AND state = 'failed'";
        Ok(self.tx.run("a job", sql, params![Text(id), At(due)])? > 0)
    }

    /// Takes a job out of the queue and tells whether it could be: one that is done stays, and so
    /// does one that somebody works on.
    pub fn remove(&self, id: JobId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let sql = "DELETE FROM jobs WHERE id = ?1 AND state <> 'done'
            AND (lease_until IS NULL OR lease_until <= ?2)";
        Ok(self.tx.run("a job", sql, params![Text(id), At(now)])? > 0)
    }

    /// Keeps how the queue as a whole stands.
    pub fn set_run(&self, run: QueueRun) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO queue_run (one, paused_since, offline_since)
            VALUES (1, ?1, ?2)";
        let row = params![run.paused_since.map(At), run.offline_since.map(At)];
        self.tx.run("the run of the queue", sql, row)?;
        Ok(())
    }

    /// Ends every lease of an owner that stops, and returns how many there were.
    pub fn release(&self, owner: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE jobs SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?1";
        self.tx.run("a job", sql, [owner])
    }
}

fn job(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: row.text("id")?,
        case: row.text("case_id")?,
        watch: row.optional_text("watch")?,
        url: row.text("url")?,
        state: row.text("state")?,
        due: row.at("due")?,
        not_before: row.optional_at("not_before")?,
        attempts: row.get("attempts")?,
        capture: row.optional_text("capture")?,
        error: row.get("error")?,
    })
}

#[cfg(test)]
mod tests;
