//! Fitting: from marked documents to the weights that are shipped.

use std::collections::BTreeMap;

use super::corpus::Document;
use super::crf::{Field, Sentence};
use super::descent::{Held, descend};
use crate::names::by_rules;
use crate::names::model::features;
use crate::names::model::label::{LABELS, Label};
use crate::names::model::lists::Lists;
use crate::names::model::weights::{Vote, Weights};
use crate::text::Text;

/// How the training is tuned.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    /// How strongly small weights are pressed to none.
    pub size: f64,
    /// How strongly large weights are held back.
    pub square: f64,
    /// The most steps.
    pub steps: usize,
    /// How often a feature has to be seen.
    pub seen: usize,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            size: 0.1,
            square: 0.05,
            steps: 80,
            seen: 1,
        }
    }
}

/// A sentence with the numbers of its features.
pub(super) struct Row {
    words: Vec<Vec<u32>>,
    labels: Vec<Label>,
}

/// Returns the sentences of a document as the model sees them.
pub(super) fn rows(document: &Document, lists: &Lists) -> Vec<Row> {
    let text = Text::new(&document.text);
    let labels = document.labels(&text);
    let features = features(&text, lists, &by_rules(&text));
    let row = |range: std::ops::Range<usize>| Row {
        words: range.clone().map(|at| features.of(at).to_vec()).collect(),
        labels: labels[range].to_vec(),
    };
    text.sentences
        .iter()
        .map(|it| row(it.tokens.clone()))
        .collect()
}

/// Fits weights to sentences and returns their file.
pub(super) fn fitted(rows: &[&Row], tuning: Tuning) -> Vec<u8> {
    let index = index(rows, tuning.seen);
    let sentences: Vec<Sentence> = rows
        .iter()
        .map(|row| Sentence {
            words: row.words.iter().map(|word| indexed(word, &index)).collect(),
            labels: row.labels.clone(),
        })
        .collect();
    let field = Field::new(&sentences, index.len());
    let held = Held {
        size: tuning.size,
        square: tuning.square,
        steps: tuning.steps,
    };
    let weights = descend(field.size(), held, |at, slope| {
        field.loss(&sentences, at, slope)
    });
    file(&index, &field, &weights)
}

fn index(rows: &[&Row], seen: usize) -> BTreeMap<u32, u32> {
    let mut all: Vec<u32> = rows
        .iter()
        .flat_map(|row| &row.words)
        .flatten()
        .copied()
        .collect();
    all.sort_unstable();
    let often = all
        .chunk_by(|left, right| left == right)
        .filter(|it| it.len() >= seen);
    often.map(|it| it[0]).zip(0..).collect()
}

fn indexed(word: &[u32], index: &BTreeMap<u32, u32>) -> Vec<u32> {
    word.iter()
        .filter_map(|feature| index.get(feature).copied())
        .collect()
}

/// Rounds the weights and writes the file.
fn file(index: &BTreeMap<u32, u32>, field: &Field, weights: &[f64]) -> Vec<u8> {
    let largest = weights.iter().fold(0.0_f64, |most, it| most.max(it.abs()));
    let scale = 127.0 / largest.max(1e-9);
    #[expect(clippy::cast_possible_truncation, reason = "within ±127 by the scale")]
    let rounded = |weight: f64| (weight * scale).round() as i8;
    let mut steps = [[0; LABELS]; LABELS];
    let given = weights[field.labels.len()..].chunks_exact(LABELS);
    for (row, given) in steps.iter_mut().zip(given) {
        for (step, weight) in row.iter_mut().zip(given) {
            *step = rounded(*weight);
        }
    }
    let features: Vec<(u32, Vec<Vote>)> = index
        .iter()
        .map(|(number, at)| {
            let range = field.starts[*at as usize]..field.starts[*at as usize + 1];
            let votes = range.map(|it| (field.labels[it], rounded(weights[it])));
            (*number, votes.filter(|it| it.1 != 0).collect())
        })
        .collect();
    Weights::file(&steps, &features)
}
