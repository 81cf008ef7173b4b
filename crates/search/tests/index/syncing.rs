//! New, changed, gone, damaged, foreign, busy: the index always comes out level with the library.

use std::path::Path;

use counterclaim_search::{Check, Synced, query, rebuild, sync};
use model::LibraryId;
use ulid::Ulid;

use crate::bench::{Bench, files_of, held, id, words};

#[test]
fn what_is_put_changed_and_removed_is_found_so() {
    let bench = Bench::new();
    let first = bench
        .library
        .put(1, "Meridian accused Kestrel of copying weights.");
    let second = bench.library.put(2, "Kestrel denied the copying.");
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 2,
            entries: 2,
            rebuilt: true
        }
    );
    assert_eq!(bench.sync(), Synced::Current { rev: 2 });
    assert_eq!(bench.find("copying").len(), 2);
    assert_eq!(bench.find("denied copying"), [second.as_str()]);

    bench.library.put(2, "Kestrel conceded the copying.");
    bench.library.remove(1);
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 4,
            entries: 2,
            rebuilt: false
        }
    );
    assert_eq!(bench.find("denied"), Vec::<String>::new());
    assert_eq!(bench.find("copying"), [second]);
    assert!(!bench.find("*").contains(&first));
    assert_eq!(bench.ask(&words("")).rev, 4);
}

#[test]
fn changes_of_things_that_are_not_indexed_leave_no_lag() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    bench.library.next();
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 2,
            entries: 1,
            rebuilt: true
        }
    );
    bench.library.next();
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 3,
            entries: 0,
            rebuilt: false
        }
    );
    assert_eq!(bench.sync(), Synced::Current { rev: 3 });
}

#[test]
fn every_damaged_file_leads_to_a_new_index_with_the_same_answers() {
    let bench = Bench::new();
    for number in 0..40 {
        bench
            .library
            .put(number, &format!("statement {number} on weights"));
    }
    bench.sync();
    let expected = bench.find("weights");
    let count = files_of(&bench.dir).len();
    for nth in 0..count {
        for damage in [Damage::Flip, Damage::Cut, Damage::Empty, Damage::Remove] {
            let file = files_of(&bench.dir)[nth].clone();
            damage.apply(&file);
            let synced = bench.sync();
            let rebuilt = matches!(synced, Synced::Indexed { rebuilt: true, .. });
            assert!(rebuilt, "{damage:?} {}", file.display());
            assert_eq!(
                bench.find("weights"),
                expected,
                "{damage:?} {}",
                file.display()
            );
            assert_eq!(bench.beside(), ["index", "index.lock"]);
        }
    }
}

#[test]
fn no_flipped_byte_changes_an_answer() {
    let bench = Bench::new();
    for number in 0..12 {
        bench
            .library
            .put(number, &format!("statement {number} on weights"));
    }
    bench.sync();
    let expected = bench.find("weights");
    for nth in 0..files_of(&bench.dir).len() {
        for at in (0..).step_by(97) {
            let file = files_of(&bench.dir)[nth].clone();
            let mut bytes = fs_err::read(&file).expect("it is there");
            let Some(byte) = bytes.get_mut(at) else { break };
            *byte ^= 0x10;
            fs_err::write(&file, bytes).expect("written");
            bench.sync();
            assert_eq!(
                bench.find("weights"),
                expected,
                "byte {at} of {}",
                file.display()
            );
        }
    }
}

#[test]
fn an_index_of_another_library_epoch_or_future_is_built_anew() {
    let mut bench = Bench::new();
    bench.library.put(1, "one");
    bench.library.put(2, "two");
    bench.sync();

    bench.library.identity.epoch = 2;
    assert_eq!(bench.find("one"), Vec::<String>::new());
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 2,
            entries: 2,
            rebuilt: true
        }
    );

    bench.library.identity.library = LibraryId::from(Ulid::from(8_u128));
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 2,
            entries: 2,
            rebuilt: true
        }
    );

    // A backup was put back: the library knows less than the index.
    held(&bench.library.rows).remove(&id(2));
    *held(&bench.library.rev) = 1;
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 1,
            entries: 1,
            rebuilt: true
        }
    );
    assert_eq!(bench.find("two"), Vec::<String>::new());
}

#[test]
fn an_index_of_another_schema_is_built_anew() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    let mut schema = tantivy::schema::Schema::builder();
    schema.add_text_field("body", tantivy::schema::TEXT);
    fs_err::create_dir_all(&bench.dir).expect("made");
    tantivy::Index::create_in_dir(&bench.dir, schema.build()).expect("another index");
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 1,
            entries: 1,
            rebuilt: true
        }
    );
    assert_eq!(bench.find("one").len(), 1);
}

#[test]
fn a_busy_index_is_left_to_its_holder() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    let lock = fs_err::File::create(bench.dir.with_file_name("index.lock")).expect("made");
    lock.lock().expect("taken");
    assert_eq!(bench.sync(), Synced::Busy);
    assert_eq!(
        rebuild(&bench.dir, &bench.library).expect("no failure"),
        Synced::Busy
    );
    drop(lock);
    assert_eq!(
        bench.sync(),
        Synced::Indexed {
            rev: 1,
            entries: 1,
            rebuilt: true
        }
    );
}

#[test]
fn what_an_interrupted_build_left_is_swept_away() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    for name in ["index.new-1", "index.old-3"] {
        fs_err::create_dir_all(bench.dir.with_file_name(name)).expect("made");
    }
    bench.sync();
    assert_eq!(bench.beside(), ["index", "index.lock"]);
    let again = rebuild(&bench.dir, &bench.library).expect("rebuilt");
    assert_eq!(
        again,
        Synced::Indexed {
            rev: 1,
            entries: 1,
            rebuilt: true
        }
    );
    assert_eq!(bench.beside(), ["index", "index.lock"]);
}

#[test]
fn many_small_writes_leave_no_orphan_files() {
    let bench = Bench::new();
    for round in 0..30 {
        bench.library.put(round, "weights again");
        bench.sync();
    }
    assert_eq!(bench.find("weights").len(), 20);
    assert!(
        files_of(&bench.dir).len() < 120,
        "{:?}",
        files_of(&bench.dir)
    );
}

#[test]
fn two_threads_at_once_lose_nothing() {
    let bench = Bench::new();
    let Bench { dir, library, .. } = &bench;
    let work = |first: u128| {
        move || {
            for number in first..first + 20 {
                // A row is written in one step, as a transaction of the store is.
                library.put(number, "weights");
                sync(dir, library, Check::Quick).expect("no failure");
                query(dir, library.identity, &words("weights")).expect("an answer");
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work(0));
        scope.spawn(work(100));
    });
    // Whoever found the index busy relied on the holder to look again.
    let hits = bench.ask(&words("weights"));
    assert_eq!((hits.total, hits.rev), (40, 40));
    assert_eq!(bench.sync(), Synced::Current { rev: 40 });
}

#[derive(Debug, Clone, Copy)]
enum Damage {
    Flip,
    Cut,
    Empty,
    Remove,
}

impl Damage {
    fn apply(self, file: &Path) {
        let mut bytes = fs_err::read(file).expect("it is there");
        match self {
            Self::Flip => bytes[0] ^= 0x20,
            Self::Cut => bytes.truncate(bytes.len() / 2),
            Self::Empty => bytes.clear(),
            Self::Remove => return fs_err::remove_file(file).expect("removed"),
        }
        fs_err::write(file, bytes).expect("written");
    }
}
