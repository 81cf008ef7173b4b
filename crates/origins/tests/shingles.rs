//! Same words again: pairs of documents, their shares and their passages.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_origins::{Pair, Share, ShingleIndex, passages, words};
use proptest::prelude::*;

const HALF: Share = Share { part: 1, of: 2 };

const RELEASE: &str = "Merrow Labs said on Monday that it had never copied the catalogue of \
    Quill House and would answer in court.";

fn found(texts: &[(u32, &str)]) -> Vec<Pair<u32>> {
    let mut index = ShingleIndex::new(HALF);
    let mut pairs: Vec<_> = texts
        .iter()
        .flat_map(|(id, text)| index.add(*id, text))
        .collect();
    pairs.sort_by_key(|pair| (pair.left, pair.right));
    pairs
}

/// The same answer by comparing everything with everything.
fn brute(texts: &BTreeMap<u32, String>) -> Vec<Pair<u32>> {
    let sets: Vec<(u32, BTreeSet<Vec<String>>)> = texts
        .iter()
        .map(|(id, text)| {
            let keys: Vec<String> = words(text).into_iter().map(|it| it.key).collect();
            (*id, keys.windows(5).map(<[String]>::to_vec).collect())
        })
        .collect();
    let mut pairs = Vec::new();
    for (at, (left, ours)) in sets.iter().enumerate() {
        for (right, theirs) in &sets[at + 1..] {
            let part = u32::try_from(ours.intersection(theirs).count()).unwrap_or(u32::MAX);
            let [one, two] =
                [ours.len(), theirs.len()].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            if part > 0 && part * 2 >= one.min(two) {
                let (left, right) = (*left, *right);
                let (of_left, of_right) = (Share { part, of: one }, Share { part, of: two });
                pairs.push(Pair {
                    left,
                    right,
                    of_left,
                    of_right,
                });
            }
        }
    }
    pairs
}

#[test]
fn a_short_piece_inside_a_longer_text_is_found() {
    let long =
        format!("The harbour fair opened with rain and music for all. {RELEASE} Then it closed.");
    let pairs = found(&[(2, &long), (1, RELEASE)]);
    assert_eq!(pairs.len(), 1);
    assert_eq!((pairs[0].left, pairs[0].right), (1, 2));
    assert_eq!(pairs[0].of_left, Share { part: 16, of: 16 });
    assert!(!pairs[0].of_right.reaches(Share { part: 2, of: 3 }));
}

#[test]
fn case_and_quotation_marks_hide_no_copy() {
    assert_eq!(
        found(&[(1, RELEASE), (2, &RELEASE.to_uppercase())]).len(),
        1
    );
}

#[test]
fn a_removed_document_is_found_no_more() {
    let mut index = ShingleIndex::new(HALF);
    index.add(1, RELEASE);
    index.remove(1);
    assert!(index.is_empty());
    assert_eq!(index.add(2, RELEASE), []);
    assert_eq!(index.add(1, RELEASE).len(), 1);
}

#[test]
fn fewer_than_five_words_make_no_pair() {
    assert_eq!(
        found(&[(1, "never copied it once"), (2, "never copied it once")]),
        []
    );
}

#[test]
fn passages_tell_where_the_same_words_stand() {
    let found = passages(
        "Well: we never took a single page.",
        "“We never took a single page”, yes",
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].left.start, found[0].left.end), (6, 33));
    assert_eq!(
        (found[0].right.start, found[0].right.end, found[0].words),
        (1, 28, 6)
    );
}

#[test]
fn a_text_that_only_repeats_itself_is_cheap() {
    let drone = "no ".repeat(20_000);
    assert_eq!(passages(&drone, &drone).len(), 1);
}

fn texts() -> impl Strategy<Value = BTreeMap<u32, String>> {
    let text = prop::collection::vec(prop::sample::select(vec!["a", "b", "Ä", "司"]), 0..30);
    prop::collection::btree_map(0..50_u32, text.prop_map(|it| it.join(" ")), 0..10)
}

proptest! {
    #[test]
    fn what_is_found_is_what_comparing_everything_finds(texts in texts()) {
        let given: Vec<(u32, &str)> = texts.iter().map(|(id, text)| (*id, text.as_str())).collect();
        prop_assert_eq!(found(&given), brute(&texts));
    }

    #[test]
    fn the_order_of_the_documents_changes_nothing(
        given in texts().prop_map(|it| it.into_iter().collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let shuffled: Vec<(u32, &str)> = given.iter().map(|(id, text)| (*id, text.as_str())).collect();
        let mut sorted = shuffled.clone();
        sorted.sort_unstable();
        prop_assert_eq!(found(&shuffled), found(&sorted));
    }

    #[test]
    fn documents_that_came_and_went_leave_nothing(texts in texts(), gone in texts()) {
        let mut index = ShingleIndex::new(HALF);
        for (id, text) in &gone {
            index.add(*id, text);
        }
        for id in gone.keys() {
            index.remove(*id);
        }
        let mut pairs: Vec<_> = texts.iter().flat_map(|(id, text)| index.add(*id, text)).collect();
        pairs.sort_by_key(|pair| (pair.left, pair.right));
        prop_assert_eq!(pairs, brute(&texts));
    }
}
