//! Leases, retries and the order of the queue, on a store in memory.

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
