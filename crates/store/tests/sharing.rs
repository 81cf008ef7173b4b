//! One library opened by several programs at once, each played by a store of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use counterclaim_store::{Born, Options, ReadTx, Store, StoreError, WriteTx};
use model::{Case, CaseId, Job, JobState};
use ulid::Ulid;
use url::Url;

fn born() -> Born {
    Born {
        library: Ulid::from(1_u128).into(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn case(number: u128) -> Case {
    Case {
        id: Ulid::from(number).into(),
        name: format!("Brightwater v. Halden {number}"),
        slug: format!("brightwater-v-halden-{number}"),
        subtitle: None,
        template: None,
        fictional: true,
        user_agent: None,
        created: DateTime::UNIX_EPOCH,
    }
}

fn job(number: u128) -> Job {
    Job {
        id: Ulid::from(number).into(),
        case: case(1).id,
        watch: None,
        url: Url::parse(&format!("https://www.gazette.example/{number}")).expect("an address"),
        state: JobState::Waiting,
        due: DateTime::UNIX_EPOCH,
        not_before: None,
        attempts: 0,
        capture: None,
        error: None,
    }
}

fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.sqlite");
    (folder, path)
}

fn open(path: &Path) -> Store {
    Store::open(path, &born()).expect("the library opens")
}

#[test]
fn two_programs_write_and_every_row_is_there() {
    let (_folder, path) = file();
    let each = 60;
    thread::scope(|scope| {
        for program in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let store = open(path);
                for number in 1..=each {
                    let case = case(program * 1000 + number);
                    store
                        .write(|tx| -> Result<(), StoreError> {
                            let before = tx.cases().all()?.len();
                            tx.cases_mut().insert(&case)?;
                            assert_eq!(tx.cases().all()?.len(), before + 1);
                            Ok(())
                        })
                        .unwrap();
                }
            });
        }
    });
    let store = open(&path);
    let ids: BTreeSet<CaseId> = store
        .read::<_, StoreError>(|tx| Ok(tx.cases().all()?.iter().map(|it| it.id).collect()))
        .unwrap();
    let expected = (1..=each).chain(1001..=1000 + each);
    assert_eq!(ids, expected.map(|it| case(it).id).collect());
    assert_eq!(store.check().unwrap(), [""; 0]);
}

#[test]
fn many_programs_make_the_same_new_library() {
    for _ in 0..5 {
        let (_folder, path) = file();
        let start = Barrier::new(6);
        thread::scope(|scope| {
            for number in 1..=6_u128 {
                let (path, start) = (&path, &start);
                scope.spawn(move || {
                    start.wait();
                    open(path)
                        .write(|tx| tx.cases_mut().insert(&case(number)))
                        .unwrap_or_else(|error: StoreError| panic!("{error:?}"));
                });
            }
        });
        let cases = open(&path)
            .read(|tx| tx.cases().all())
            .unwrap_or_else(|error: StoreError| panic!("{error:?}"));
        assert_eq!(cases.len(), 6);
    }
}

#[test]
fn two_programs_share_a_queue_without_a_job_done_twice() {
    let (_folder, path) = file();
    let jobs = 40;
    open(&path)
        .write(|tx| -> Result<(), StoreError> {
            tx.cases_mut().insert(&case(1))?;
            for number in 1..=jobs {
                tx.jobs_mut().enqueue(&job(number))?;
            }
            Ok(())
        })
        .unwrap();
    let work = |owner: &'static str| {
        let path = &path;
        move || {
            let store = open(path);
            let now: DateTime<Utc> = DateTime::UNIX_EPOCH + TimeDelta::seconds(5);
            let until = now + TimeDelta::seconds(60);
            let mut done = Vec::new();
            loop {
                let free = |tx: &ReadTx<'_>| tx.jobs().free(case(1).id, now);
                let free = store.read::<_, StoreError>(free).unwrap();
                if free.is_empty() {
                    return done;
                }
                for job in free {
                    let lease =
                        |tx: &WriteTx<'_>| tx.jobs_mut().lease_one(job.id, now, until, owner);
                    let Some(mut job) = store.write::<_, StoreError>(lease).unwrap() else {
                        continue;
                    };
                    job.state = JobState::Done;
                    let mine = store
                        .write::<_, StoreError>(|tx| tx.jobs_mut().finish(&job, owner))
                        .unwrap();
                    assert!(mine);
                    done.push(job.id);
                }
            }
        }
    };
    let mut done = thread::scope(|scope| {
        let window = scope.spawn(work("window"));
        let command = scope.spawn(work("command line"));
        [window.join().unwrap(), command.join().unwrap()].concat()
    });
    done.sort();
    assert_eq!(done, (1..=jobs).map(|it| job(it).id).collect::<Vec<_>>());
}

#[test]
fn a_program_that_waits_too_long_is_told_that_the_library_is_busy() {
    let (_folder, path) = file();
    let holder = open(&path);
    let hasty = Options {
        patience: Duration::from_millis(20),
        ..Options::default()
    };
    let other = Store::open_with(&path, &born(), &hasty).unwrap();
    holder
        .write(|tx| -> Result<(), StoreError> {
            tx.cases_mut().insert(&case(1))?;
            let busy = other.write(|tx| tx.cases_mut().insert(&case(2)));
            assert!(matches!(busy, Err(StoreError::Busy { .. })), "{busy:?}");
            let seen = other.read(|tx| tx.cases().all());
            assert!(matches!(seen, Ok::<_, StoreError>(cases) if cases.is_empty()));
            Ok(())
        })
        .unwrap();
    other
        .write::<_, StoreError>(|tx| tx.cases_mut().insert(&case(2)))
        .unwrap();
}

#[test]
fn a_reader_keeps_its_snapshot_while_another_program_writes() {
    let (_folder, path) = file();
    let (reader, writer) = (open(&path), open(&path));
    reader
        .read(|tx| -> Result<(), StoreError> {
            let before = tx.max_rev()?;
            assert_eq!(tx.cases().all()?, []);
            writer.write(|tx| tx.cases_mut().insert(&case(1)))?;
            assert_eq!(tx.cases().all()?, []);
            assert_eq!(tx.max_rev()?, before);
            Ok(())
        })
        .unwrap();
    let after = reader.read::<_, StoreError>(|tx| tx.cases().all()).unwrap();
    assert_eq!(after, [case(1)]);
}
