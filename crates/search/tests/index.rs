//! The index through its public face: real folders, a library in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use counterclaim_search::{
    Change, Check, Entry, EntryKind, Hits, Identity, Query, Source, Synced, query, rebuild, sync,
};
use model::{Kind, LibraryId, Status};
use ulid::Ulid;

/// A library that keeps the last change of everything, as the store does.
struct Library {
    identity: Identity,
    rows: Mutex<BTreeMap<String, Change>>,
    rev: Mutex<u64>,
}

impl Library {
    fn new() -> Self {
        Self {
            identity: Identity {
                library: LibraryId::from(Ulid::from(7_u128)),
                epoch: 1,
            },
            rows: Mutex::default(),
            rev: Mutex::default(),
        }
    }

    fn next(&self) -> u64 {
        let mut rev = self.rev.lock().unwrap();
        *rev += 1;
        *rev
    }

    fn put(&self, number: u128, text: &str) -> String {
        self.put_with(number, text, |_| {})
    }

    fn put_with(&self, number: u128, text: &str, more: impl FnOnce(&mut Entry)) -> String {
        let id = id(number);
        let mut rows = self.rows.lock().unwrap();
        let mut entry = Entry::new(
            EntryKind::Statement,
            id.clone(),
            self.next(),
            text.to_owned(),
        );
        more(&mut entry);
        rows.insert(id.clone(), Change::Put(Box::new(entry)));
        id
    }

    fn remove(&self, number: u128) {
        let (id, rev) = (id(number), self.next());
        let change = Change::Gone {
            id: id.clone(),
            rev,
        };
        self.rows.lock().unwrap().insert(id, change);
    }
}

impl Source for Library {
    type Error = Infallible;

    fn identity(&self) -> Result<Identity, Infallible> {
        Ok(self.identity)
    }

    fn max_rev(&self) -> Result<u64, Infallible> {
        Ok(*self.rev.lock().unwrap())
    }

    fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, Infallible> {
        let rows = self.rows.lock().unwrap();
        let mut changes: Vec<_> = rows.values().filter(|c| c.rev() > after).cloned().collect();
        changes.sort_by_key(Change::rev);
        changes.truncate(limit);
        Ok(changes)
    }
}

struct Bench {
    _folder: tempfile::TempDir,
    dir: PathBuf,
    library: Library,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self {
            dir: folder.path().join("index"),
            _folder: folder,
            library: Library::new(),
        }
    }

    fn sync(&self) -> Synced {
        sync(&self.dir, &self.library, Check::Full).expect("it syncs")
    }

    fn ask(&self, question: &Query) -> Hits {
        query(&self.dir, self.library.identity, question).expect("it answers")
    }

    fn find(&self, text: &str) -> Vec<String> {
        self.ask(&words(text))
            .hits
            .into_iter()
            .map(|hit| hit.id)
            .collect()
    }

    fn beside(&self) -> Vec<String> {
        let parent = self.dir.parent().expect("it has one");
        let entries = fs_err::read_dir(parent).expect("it is there");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }
}

fn id(number: u128) -> String {
    Ulid::from(number).to_string()
}

fn words(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        limit: 20,
        ..Query::default()
    }
}

fn files_of(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs_err::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| !path.to_string_lossy().ends_with(".lock"))
        .collect();
    files.sort();
    files
}

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
fn an_index_that_is_not_there_has_nothing_and_says_so() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    assert_eq!(bench.ask(&words("one")), Hits::default());
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
    bench.library.rows.lock().unwrap().remove(&id(2));
    *bench.library.rev.lock().unwrap() = 1;
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
fn questions_are_understood() {
    let bench = Bench::new();
    let library = &bench.library;
    library.put_with(1, "Kestrel copied our weights.", |entry| {
        entry.speaker = Some("Dana Whitlock".to_owned());
        entry.statement_kind = Some(Kind::Allegation);
        entry.status = Some(Status::Checked);
        entry.outlet = Some("Harbour Ledger".to_owned());
        entry.cases = vec![id(90), "meridian-v-kestrel".to_owned()];
        entry.lang = Some("en".to_owned());
    });
    library.put_with(2, "The weights were never copied.", |entry| {
        entry.speaker = Some("Kestrel AI".to_owned());
        entry.statement_kind = Some(Kind::NoComment);
        entry.title = Some("Firm rejects theft".to_owned());
        entry.tags = vec!["model theft".to_owned()];
        entry.entities = vec!["Évian Labs".to_owned()];
    });
    library.put_with(3, "据报道，深度求索否认了。", |entry| {
        entry.lang = Some("zh".to_owned())
    });
    bench.sync();

    let check = |text: &str, expected: &[u128]| {
        let expected: Vec<String> = expected.iter().map(|number| id(*number)).collect();
        let mut found = bench.find(text);
        found.sort();
        assert_eq!(found, expected, "{text}");
    };
    check("weights", &[1, 2]);
    check("copy WEIGHT", &[1, 2]);
    check(r#""copied our weights""#, &[1]);
    check("“copied our weights”", &[1]);
    check(r#""weights copied""#, &[]);
    check("weights -never", &[1]);
    check("-never", &[1, 3]);
    check("never OR our", &[1, 2]);
    check("speaker:whitlock", &[1]);
    check("speaker:kestrel", &[2]);
    check("kestrel", &[1, 2]);
    check("kind:allegation", &[1]);
    check("kind:No_Comment weights", &[2]);
    check("status:reading_checked", &[1]);
    check("outlet:harbour", &[1]);
    check("title:theft", &[2]);
    check("theft", &[2]);
    check(r#"tag:"model theft""#, &[2]);
    check("entity:evian", &[2]);
    check("evian", &[2]);
    check("case:meridian-v-kestrel", &[1]);
    check("lang:zh", &[3]);
    check("text:weights type:statement", &[1, 2]);
    check("深度求索", &[3]);
    check("深度", &[3]);
    check("深求", &[]);
    check("*", &[1, 2, 3]);
}

#[test]
fn filters_and_facets_count_what_matches() {
    let bench = Bench::new();
    for number in 0..6 {
        bench.library.put_with(number, "weights", |entry| {
            let odd = number % 2 == 1;
            let speaker = if odd { "Kestrel AI" } else { "Meridian Labs" };
            entry.speaker = Some(speaker.to_owned());
            entry.cases = vec![id(if number < 4 { 90 } else { 91 })];
            entry.said =
                chrono::DateTime::from_timestamp(i64::try_from(number).unwrap() * 86_400, 0);
        });
    }
    bench.sync();
    let hits = bench.ask(&Query {
        case: Some(id(90)),
        ..words("weights")
    });
    assert_eq!(hits.total, 4);
    let speakers = [
        ("Kestrel AI".to_owned(), 2),
        ("Meridian Labs".to_owned(), 2),
    ];
    assert_eq!(hits.facets["speaker"], speakers);
    assert_eq!(hits.facets["type"], [("statement".to_owned(), 4)]);
    assert_eq!(hits.facets["kind"], []);

    let total = |question: &Query| bench.ask(question).total;
    assert_eq!(
        total(&Query {
            speaker: Some("Kestrel AI".to_owned()),
            ..words("")
        }),
        3
    );
    assert_eq!(
        total(&Query {
            speaker: Some("Kestrel".to_owned()),
            ..words("")
        }),
        0
    );
    assert_eq!(
        total(&Query {
            entry_kind: Some(EntryKind::Document),
            ..words("")
        }),
        0
    );
    let after = chrono::DateTime::from_timestamp(2 * 86_400, 0);
    let before = chrono::DateTime::from_timestamp(4 * 86_400, 0);
    assert_eq!(
        total(&Query {
            said_after: after,
            ..words("")
        }),
        4
    );
    assert_eq!(
        total(&Query {
            said_after: after,
            said_before: before,
            ..words("")
        }),
        2
    );
}

#[test]
fn broken_queries_are_named_and_the_rest_runs() {
    let bench = Bench::new();
    let weights = bench
        .library
        .put(1, "the weights at ledger.example and more");
    bench.sync();
    let check = |text: &str, found: bool, problems: usize| {
        let hits = bench.ask(&words(text));
        assert_eq!(
            hits.hits.iter().any(|hit| hit.id == weights),
            found,
            "{text}"
        );
        assert_eq!(hits.problems.len(), problems, "{text}: {:?}", hits.problems);
    };
    check("weights", true, 0);
    check("\"weights", true, 1);
    check("(weights", true, 1);
    check("weights)", true, 1);
    check("weights nofield:more", false, 1);
    check("weights at:ledger", true, 1);
    check("weights kind:*", true, 1);
    check("weights [a TO b]", true, 1);
    check("!!! ???", false, 1);
    check("weights & more", true, 0);
    check("   ", true, 0);
}

#[test]
fn monstrous_queries_end() {
    let bench = Bench::new();
    bench.library.put(1, "weights");
    bench.sync();
    for monster in [
        "(".repeat(100_000),
        "(a ".repeat(50_000),
        "a AND ".repeat(50_000),
        "\"".repeat(99_999),
        "-".repeat(10_000),
        "x:".repeat(10_000),
        "weights ".repeat(200_000),
    ] {
        let hits = bench.ask(&words(&monster));
        assert!(!hits.problems.is_empty(), "{:.20}", monster);
    }
}

#[test]
fn paging_is_stable_and_complete() {
    let bench = Bench::new();
    for number in 0..57 {
        bench.library.put(number, "the same weights");
        if number % 20 == 0 {
            bench.sync();
        }
    }
    bench.sync();
    let mut seen = Vec::new();
    for offset in (0..70).step_by(10) {
        let page = bench.ask(&Query {
            limit: 10,
            offset,
            ..words("weights")
        });
        assert_eq!(page.total, 57);
        seen.extend(page.hits.into_iter().map(|hit| hit.id));
    }
    let newest_first: Vec<String> = (0..57).rev().map(id).collect();
    assert_eq!(seen, newest_first);
    let none = bench.ask(&Query {
        limit: 0,
        offset: usize::MAX,
        ..words("weights")
    });
    assert_eq!((none.total, none.hits.len()), (57, 0));
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
