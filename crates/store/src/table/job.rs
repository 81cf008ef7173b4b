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
mod tests {
    use super::*;
    use crate::Store;
    use crate::testing::{at, case, furnished, id, job, read, url, write};

    fn queue(jobs: &[Job]) -> Store {
        let store = furnished();
        write(&store, |tx| {
            tx.cases_mut().insert(&case(2))?;
            for job in jobs {
                tx.jobs_mut().enqueue(job)?;
            }
            Ok(())
        });
        store
    }

    /// Leases the job of a case that has been due longest, for 60 s at `now`.
    fn take(store: &Store, now: i64, owner: &str, case: u128) -> Option<Job> {
        write(store, |tx| {
            let free = tx.jobs().free(id(case), at(now))?;
            let leased = free.first().map(|job| {
                tx.jobs_mut()
                    .lease_one(job.id, at(now), at(now + 60), owner)
            });
            Ok(leased.transpose()?.flatten())
        })
    }

    /// Leases for 60 s at `now` and returns the number of the job.
    fn lease(store: &Store, now: i64, owner: &str) -> Option<JobId> {
        take(store, now, owner, 1).map(|job| job.id)
    }

    fn due(number: u128, path: &str, seconds: i64) -> Job {
        Job {
            due: at(seconds),
            ..job(number, path)
        }
    }

    #[test]
    fn an_address_waits_once_for_each_case() {
        let store = queue(&[]);
        let add = |job: &Job| write(&store, |tx| tx.jobs_mut().enqueue(job));
        let other_case = Job {
            case: id(2),
            ..job(3, "a")
        };
        assert!(add(&job(1, "a")));
        assert!(!add(&job(2, "a")));
        assert!(add(&other_case));
        let done = Job {
            state: JobState::Done,
            ..job(1, "a")
        };
        lease(&store, 0, "me");
        assert!(write(&store, |tx| tx.jobs_mut().finish(&done, "me")));
        assert!(
            add(&job(4, "a")),
            "it was captured before, and may be again"
        );
    }

    #[test]
    fn two_owners_never_have_the_same_job() {
        let store = queue(&[due(1, "a", 5), due(2, "b", 3), due(3, "c", 900)]);
        assert_eq!(lease(&store, 10, "window"), Some(id(2)));
        assert_eq!(lease(&store, 10, "command line"), Some(id(1)));
        assert_eq!(lease(&store, 10, "window"), None);
        let one = |number| {
            write(&store, |tx| {
                tx.jobs_mut().lease_one(id(number), at(10), at(70), "x")
            })
        };
        assert_eq!(one(1), None);
        assert_eq!(one(3), None, "not due yet");
    }

    #[test]
    fn a_lease_that_ran_out_goes_to_the_next_owner() {
        let store = queue(&[job(1, "a")]);
        assert_eq!(lease(&store, 0, "dead"), Some(id(1)));
        assert_eq!(lease(&store, 59, "alive"), None);
        assert_eq!(lease(&store, 60, "alive"), Some(id(1)));
        let late = write(&store, |tx| {
            Ok((
                tx.jobs_mut().renew(id(1), "dead", at(500))?,
                tx.jobs_mut().finish(&job(1, "a"), "dead")?,
            ))
        });
        assert_eq!(late, (false, false));
        assert!(write(&store, |tx| tx.jobs_mut().renew(
            id(1),
            "alive",
            at(500)
        )));
        assert_eq!(lease(&store, 499, "third"), None);
    }

    #[test]
    fn what_came_of_a_job_is_kept_and_a_capture_is_still_to_be_read() {
        let store = queue(&[job(1, "a")]);
        lease(&store, 0, "me");
        let captured = Job {
            state: JobState::Captured,
            due: at(7),
            not_before: Some(at(6)),
            attempts: 2,
            capture: Some(id(3)),
            error: Some("the worker was stopped".to_owned()),
            ..job(1, "a")
        };
        assert!(write(&store, |tx| tx.jobs_mut().finish(&captured, "me")));
        assert_eq!(read(&store, |tx| tx.jobs().by_id(id(1))), Some(captured));
        assert_eq!(lease(&store, 6, "me"), None);
        assert_eq!(lease(&store, 7, "me"), Some(id(1)));
    }

    #[test]
    fn a_capture_is_noted_while_the_job_stays_leased() {
        let store = queue(&[job(1, "a")]);
        lease(&store, 0, "me");
        let waiting = |store: &Store| read(store, |tx| tx.jobs().waiting_for(id(1), &url("a")));
        assert_eq!(waiting(&store), Some(job(1, "a")));
        let note = |owner| write(&store, |tx| tx.jobs_mut().note_capture(id(1), owner, id(3)));
        assert!(!note("other"), "it is not theirs");
        assert_eq!(waiting(&store), Some(job(1, "a")));
        assert!(note("me"));
        assert_eq!(waiting(&store), None);
        assert_eq!(lease(&store, 59, "other"), None);
        let adopted = take(&store, 60, "other", 1);
        let expected = Job {
            state: JobState::Captured,
            capture: Some(id(3)),
            ..job(1, "a")
        };
        assert_eq!(adopted, Some(expected));
    }

    #[test]
    fn a_job_that_was_given_up_can_be_tried_again() {
        let store = queue(&[job(1, "a")]);
        lease(&store, 0, "me");
        let failed = Job {
            state: JobState::Failed,
            error: Some("404 not found".to_owned()),
            ..job(1, "a")
        };
        write(&store, |tx| tx.jobs_mut().finish(&failed, "me"));
        assert_eq!(lease(&store, 100, "me"), None);
        let retry = || write(&store, |tx| tx.jobs_mut().retry(id(1), at(200)));
        assert_eq!([retry(), retry()], [true, false]);
        assert_eq!(
            read(&store, |tx| tx.jobs().by_id(id(1))),
            Some(due(1, "a", 200))
        );
    }

    #[test]
    fn an_owner_that_stops_gives_everything_back() {
        let store = queue(&[job(1, "a"), job(2, "b"), job(3, "c")]);
        lease(&store, 0, "stops");
        lease(&store, 0, "stops");
        lease(&store, 0, "stays");
        assert_eq!(write(&store, |tx| tx.jobs_mut().release("stops")), 2);
        let free = [
            lease(&store, 1, "x"),
            lease(&store, 1, "x"),
            lease(&store, 1, "x"),
        ];
        assert_eq!(free, [Some(id(1)), Some(id(2)), None]);
    }

    #[test]
    fn an_address_is_worked_on_at_once_although_it_waits() {
        let store = queue(&[due(1, "a", 900)]);
        let free = |now| {
            let jobs = read(&store, |tx| tx.jobs().free(id(1), at(now)));
            jobs.into_iter().map(|job| job.id).collect::<Vec<_>>()
        };
        assert_eq!(free(10), []);
        write(&store, |tx| {
            tx.jobs_mut().add_leased(&job(2, "a"), "me", at(70))
        });
        assert_eq!(free(10), [], "it is leased from the start");
        write(&store, |tx| tx.jobs_mut().hasten(id(1), at(10)));
        assert_eq!(free(10), [id(1)]);
        assert_eq!(free(70), [id(2), id(1)]);
    }

    #[test]
    fn the_queue_shows_what_is_worked_on_and_the_last_of_each_kind() {
        let paths = ["a", "b", "c", "d", "e", "f", "g"];
        let jobs: Vec<Job> = (1..)
            .zip(paths)
            .map(|(number, path)| job(number, path))
            .collect();
        let store = queue(&jobs);
        write(&store, |tx| tx.captures_mut().mark_wall(id(1), Wall::Login));
        let finish = |number, state, capture| {
            write(&store, |tx| {
                let jobs = tx.jobs_mut();
                jobs.lease_one(id(number), at(10), at(70), "me")?;
                let job = Job {
                    state,
                    capture,
                    ..job(number, "")
                };
                jobs.finish(&job, "me")
            });
        };
        finish(1, JobState::Done, None);
        finish(2, JobState::Done, Some(id(1)));
        finish(5, JobState::Failed, None);
        finish(6, JobState::Failed, None);
        write(&store, |tx| {
            tx.jobs_mut().lease_one(id(3), at(10), at(70), "me")
        });
        let shown = |now, waiting, failed, done| {
            let most = QueueLimits {
                waiting,
                failed,
                done,
            };
            let queue = read(&store, |tx| tx.jobs().queue(id(1), at(now), most));
            let short = |it: Queued| (it.job.id, it.is_leased, it.wall);
            queue.into_iter().map(short).collect::<Vec<_>>()
        };
        let plain = |number| (id(number), false, None);
        let (leased, walled) = ((id(3), true, None), (id(2), false, Some(Wall::Login)));
        assert_eq!(shown(60, 0, 0, 0), [leased]);
        assert_eq!(shown(60, 1, 0, 0), [plain(7), leased]);
        assert_eq!(shown(60, 9, 0, 0), [plain(7), plain(4), leased]);
        assert_eq!(shown(60, 0, 1, 0), [plain(6), leased]);
        assert_eq!(shown(60, 0, 9, 0), [plain(6), plain(5), leased]);
        assert_eq!(shown(60, 0, 0, 1), [leased, walled]);
        assert_eq!(shown(60, 0, 0, 9), [leased, walled, plain(1)]);
        assert_eq!(shown(70, 9, 0, 0)[2], plain(3), "the lease ran out");
    }

    #[test]
    fn how_the_queue_stands_is_kept() {
        let store = queue(&[]);
        let run = || read(&store, |tx| tx.jobs().run());
        assert_eq!(run(), QueueRun::default());
        let paused = QueueRun {
            paused_since: Some(at(5)),
            offline_since: None,
        };
        write(&store, |tx| tx.jobs_mut().set_run(paused));
        assert_eq!(run(), paused);
    }

    #[test]
    fn only_what_waits_or_failed_is_taken_out_of_the_queue() {
        let store = queue(&[job(1, "a"), job(2, "b")]);
        let remove = |number, now| write(&store, |tx| tx.jobs_mut().remove(id(number), at(now)));
        lease(&store, 10, "me");
        assert!(!remove(1, 60), "somebody works on it");
        assert!(remove(2, 60));
        let done = Job {
            state: JobState::Done,
            ..job(1, "a")
        };
        write(&store, |tx| tx.jobs_mut().finish(&done, "me"));
        assert!(!remove(1, 60));
        assert_eq!(read(&store, |tx| tx.jobs().of(id(1))).len(), 1);
    }

    #[test]
    fn one_case_is_worked_on_alone() {
        let other = Job {
            case: id(2),
            due: at(50),
            ..job(2, "b")
        };
        let store = queue(&[job(1, "a"), other.clone(), due(3, "c", 70)]);
        let leased = take(&store, 60, "me", 2);
        assert_eq!(leased, Some(other.clone()));
        read(&store, |tx| {
            assert_eq!(tx.jobs().of(id(2))?, [other]);
            assert_eq!(tx.jobs().counts(None)?, [(JobState::Waiting, 3)].into());
            assert_eq!(
                tx.jobs().counts(Some(id(2)))?,
                [(JobState::Waiting, 1)].into()
            );
            assert_eq!(tx.jobs().next_due(Some(id(2)))?, Some(at(50)));
            assert_eq!(tx.jobs().next_due(Some(id(9)))?, None);
            Ok(())
        });
    }
}
