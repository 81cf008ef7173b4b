//! Questions and their answers.

use chrono::{DateTime, Utc};
use counterclaim_search::{Entry, EntryKind, Hits, Query};
use model::{Kind, Status};

use crate::bench::{Bench, id, words};

#[test]
fn an_index_that_is_not_there_has_nothing_and_says_so() {
    let bench = Bench::new();
    bench.library.put(1, "one");
    assert_eq!(bench.ask(&words("one")), Hits::default());
}

/// Returns an index over three statements that differ in everything.
fn three_statements() -> Bench {
    let bench = Bench::new();
    let own = |text: &str| Some(text.to_owned());
    let put = |number, text, more: &dyn Fn(&mut Entry)| bench.library.put_with(number, text, more);
    put(1, "Kestrel copied our weights.", &|entry| {
        entry.speaker = own("Dana Whitlock");
        entry.statement_kind = Some(Kind::Allegation);
        entry.status = Some(Status::Checked);
        entry.outlet = own("Harbour Ledger");
        entry.cases = vec![id(90), "meridian-v-kestrel".to_owned()];
    });
    put(2, "The weights were never copied.", &|entry| {
        entry.speaker = own("Kestrel AI");
        entry.statement_kind = Some(Kind::NoComment);
        entry.title = own("Firm rejects theft");
        entry.tags = vec!["model theft".to_owned()];
        entry.entities = vec!["Évian Labs".to_owned()];
    });
    put(3, "据报道，深度求索否认了。", &|entry| {
        entry.lang = own("zh");
    });
    bench.sync();
    bench
}

fn check(bench: &Bench, text: &str, expected: &[u128]) {
    let expected: Vec<String> = expected.iter().map(|number| id(*number)).collect();
    let mut found = bench.find(text);
    found.sort();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_and_phrases_are_found() {
    let bench = three_statements();
    for (text, expected) in [
        ("weights", &[1_u128, 2][..]),
        ("copy WEIGHT", &[1, 2]),
        (r#""copied our weights""#, &[1]),
        ("“copied our weights”", &[1]),
        (r#""weights copied""#, &[]),
        ("weights -never", &[1]),
        ("-never", &[1, 3]),
        ("weights AND NOT never", &[1]),
        ("weights AND (NOT never)", &[1]),
        ("never OR our", &[1, 2]),
        ("kestrel", &[1, 2]),
        ("theft", &[2]),
        ("evian", &[2]),
        ("深度求索", &[3]),
        ("深度", &[3]),
        ("深求", &[]),
        ("*", &[1, 2, 3]),
    ] {
        check(&bench, text, expected);
    }
}

#[test]
fn fields_are_asked_by_name() {
    let bench = three_statements();
    for (text, expected) in [
        ("speaker:whitlock", &[1_u128][..]),
        ("speaker:kestrel", &[2]),
        ("kind:allegation", &[1]),
        ("kind:No_Comment weights", &[2]),
        ("status:reading_checked", &[1]),
        ("outlet:harbour", &[1]),
        ("title:theft", &[2]),
        (r#"tag:"model theft""#, &[2]),
        ("entity:evian", &[2]),
        ("case:meridian-v-kestrel", &[1]),
        ("lang:zh", &[3]),
        ("text:weights type:statement", &[1, 2]),
    ] {
        check(&bench, text, expected);
    }
}

/// Returns an index over six statements of two speakers, a day apart, four of them in a case.
fn six_statements() -> Bench {
    let bench = Bench::new();
    for (number, day) in (0..6).zip(0..) {
        bench.library.put_with(number, "weights", |entry| {
            let speaker = ["Meridian Labs", "Kestrel AI"][usize::from(number % 2 == 1)];
            entry.speaker = Some(speaker.to_owned());
            entry.cases = vec![id(if number < 4 { 90 } else { 91 })];
            entry.said = noon(day);
        });
    }
    bench.sync();
    bench
}

fn noon(day: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(day * 86_400 + 43_200, 0)
}

#[test]
fn facets_count_everything_that_matches() {
    let question = Query {
        case: Some(id(90)),
        limit: 1,
        ..words("weights")
    };
    let hits = six_statements().ask(&question);
    assert_eq!((hits.total, hits.hits.len()), (4, 1));
    let speakers = [
        ("Kestrel AI".to_owned(), 2),
        ("Meridian Labs".to_owned(), 2),
    ];
    assert_eq!(hits.facets["speaker"], speakers);
    assert_eq!(hits.facets["type"], [("statement".to_owned(), 4)]);
    assert_eq!(hits.facets["kind"], []);
}

#[test]
fn filters_take_whole_values() {
    let bench = six_statements();
    let check = |change: &dyn Fn(&mut Query), expected: u64| {
        let mut question = words("");
        change(&mut question);
        assert_eq!(bench.ask(&question).total, expected, "{question:?}");
    };
    check(&|it| it.speaker = Some("Kestrel AI".to_owned()), 3);
    check(&|it| it.speaker = Some("Kestrel".to_owned()), 0);
    check(&|it| it.entry_kind = Some(EntryKind::Document), 0);
    check(&|it| it.said_after = noon(2), 4);
    check(&|it| it.said_before = noon(2), 2);
    check(
        &|it| (it.said_after, it.said_before) = (noon(2), noon(4)),
        2,
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
        assert!(!hits.problems.is_empty(), "{monster:.20}");
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
