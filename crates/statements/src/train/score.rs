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
