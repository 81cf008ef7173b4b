//! Scores: how many names were found exactly, by corpus.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{Document, Name};

/// Names found rightly, found wrongly, and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Found as they were marked.
    pub right: usize,
    /// Found and not marked so.
    pub wrong: usize,
    /// Marked and not found so.
    pub missed: usize,
}

impl Score {
    /// Returns precision, recall and their harmonic mean, in per cent.
    pub fn figures(self) -> [f64; 3] {
        let share = |whole: usize| match whole {
            0 => 0.0,
            _ => 100.0 * exact(self.right) / exact(whole),
        };
        let whole = 2 * self.right + self.wrong + self.missed;
        let mean = if whole == 0 {
            0.0
        } else {
            200.0 * exact(self.right) / exact(whole)
        };
        [
            share(self.right + self.wrong),
            share(self.right + self.missed),
            mean,
        ]
    }
}

fn exact(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Scores by corpus.
pub type Scores = BTreeMap<String, Score>;

/// Adds what was found in a document; only types that were marked throughout count.
pub(super) fn add(scores: &mut Scores, document: &Document, found: &BTreeSet<Name>) {
    let counts = |it: &&Name| document.complete.contains(&it.2);
    let found: BTreeSet<&Name> = found.iter().filter(counts).collect();
    let gold: BTreeSet<&Name> = document.names.iter().filter(counts).collect();
    let score = scores.entry(document.corpus.clone()).or_default();
    let right = found.intersection(&gold).count();
    score.right += right;
    score.wrong += found.len() - right;
    score.missed += gold.len() - right;
}

/// What went wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// Right words, another type.
    Type,
    /// Right type, other ends.
    Ends,
    /// Other ends and another type.
    Both,
    /// Nothing was found there.
    Missed,
    /// Nothing is marked there.
    Invented,
}

/// Counts of errors by corpus.
pub type Errors = BTreeMap<String, BTreeMap<Wrong, usize>>;

/// Counts what went wrong in a document; a marked and a found name that overlap are one error.
pub(super) fn count(errors: &mut Errors, document: &Document, found: &BTreeSet<Name>) {
    let counts = |it: &&Name| document.complete.contains(&it.2);
    let found: BTreeSet<&Name> = found.iter().filter(counts).collect();
    let gold: BTreeSet<&Name> = document.names.iter().filter(counts).collect();
    let errors = errors.entry(document.corpus.clone()).or_default();
    let overlap = |left: &Name, right: &Name| left.0 < right.1 && right.0 < left.1;
    for missed in gold.difference(&found) {
        let other = found.iter().find(|it| overlap(it, missed));
        let wrong = match other {
            None => Wrong::Missed,
            Some(it) if (it.0, it.1) == (missed.0, missed.1) => Wrong::Type,
            Some(it) if it.2 == missed.2 => Wrong::Ends,
            Some(_) => Wrong::Both,
        };
        *errors.entry(wrong).or_default() += 1;
    }
    let invented = found.difference(&gold);
    let invented = invented.filter(|it| !gold.iter().any(|gold| overlap(gold, it)));
    *errors.entry(Wrong::Invented).or_default() += invented.count();
}
