//! A conditional random field over sentences: how likely the gold labels are, and which way the
//! weights must go to make them likelier.

use super::number::{exp, ln};
use crate::names::model::label::{LABELS, Label, may_follow};

/// A sentence: the features of each word as indexes, and its gold labels.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) words: Vec<Vec<u32>>,
    pub(super) labels: Vec<Label>,
}

/// Which feature speaks of which labels: only what was seen together has a weight.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Where the weights of each feature begin; one more at the end.
    pub(super) starts: Vec<usize>,
    /// The label of each weight.
    pub(super) labels: Vec<Label>,
}

type Row = [f64; LABELS];

impl Field {
    /// Gathers the pairs of features and labels in `sentences`.
    pub(super) fn new(sentences: &[Sentence], features: usize) -> Self {
        let mut seen = vec![0_u32; features];
        for sentence in sentences {
            for (word, label) in sentence.words.iter().zip(&sentence.labels) {
                for feature in word {
                    seen[*feature as usize] |= 1 << label;
                }
            }
        }
        let mut starts = vec![0];
        let mut labels = Vec::new();
        for bits in seen {
            labels.extend((0..).take(LABELS).filter(|label| bits & (1 << label) != 0));
            starts.push(labels.len());
        }
        Self { starts, labels }
    }

    /// Returns how many weights there are: those of features, then those of steps.
    pub(super) fn size(&self) -> usize {
        self.labels.len() + LABELS * LABELS
    }

    /// Returns minus the logarithm of the likelihood of all sentences; adds its slope to `slope`.
    pub(super) fn loss(&self, sentences: &[Sentence], weights: &[f64], slope: &mut [f64]) -> f64 {
        let steps = self.steps(weights);
        let mut room = Room::default();
        sentences
            .iter()
            .filter(|sentence| !sentence.words.is_empty())
            .map(|sentence| self.sentence_loss(sentence, weights, &steps, &mut room, slope))
            .sum()
    }

    fn steps(&self, weights: &[f64]) -> [Row; LABELS] {
        let mut steps = [[0.0; LABELS]; LABELS];
        let given = &weights[self.labels.len()..];
        for ((before, row), given) in (0..).zip(&mut steps).zip(given.chunks_exact(LABELS)) {
            for ((after, step), weight) in (0..).zip(row).zip(given) {
                if may_follow(Some(before), Some(after)) {
                    *step = exp(*weight);
                }
            }
        }
        steps
    }

    fn sentence_loss(
        &self,
        sentence: &Sentence,
        weights: &[f64],
        steps: &[Row; LABELS],
        room: &mut Room,
        slope: &mut [f64],
    ) -> f64 {
        room.fill(self, sentence, weights);
        let total = room.forward(steps);
        room.backward(steps);
        let gold = self.add_states(sentence, weights, room, slope);
        total - gold - self.add_steps(sentence, weights, steps, room, slope)
    }

    /// Adds the slope of the weights of features; returns the score of the gold labels.
    fn add_states(
        &self,
        sentence: &Sentence,
        weights: &[f64],
        room: &Room,
        slope: &mut [f64],
    ) -> f64 {
        let mut score = 0.0;
        for (at, (word, gold)) in sentence.words.iter().zip(&sentence.labels).enumerate() {
            let chances = room.chances(at);
            for feature in word {
                let feature = *feature as usize;
                for weight in self.starts[feature]..self.starts[feature + 1] {
                    let label = self.labels[weight];
                    slope[weight] += chances[usize::from(label)];
                    if label == *gold {
                        slope[weight] -= 1.0;
                        score += weights[weight];
                    }
                }
            }
        }
        score
    }

    fn add_steps(
        &self,
        sentence: &Sentence,
        weights: &[f64],
        steps: &[Row; LABELS],
        room: &Room,
        slope: &mut [f64],
    ) -> f64 {
        let base = self.labels.len();
        let mut score = 0.0;
        for at in 1..sentence.words.len() {
            let rest: Row = std::array::from_fn(|after| {
                room.local[at][after] * room.after[at][after] / room.scales[at]
            });
            for before in 0..LABELS {
                let reached = room.before[at - 1][before];
                let row = &mut slope[base + before * LABELS..][..LABELS];
                for after in 0..LABELS {
                    row[after] += reached * steps[before][after] * rest[after];
                }
            }
            let gold = base
                + usize::from(sentence.labels[at - 1]) * LABELS
                + usize::from(sentence.labels[at]);
            slope[gold] -= 1.0;
            score += weights[gold];
        }
        score
    }
}

/// What is worked out for one sentence; kept to spare making it anew.
#[derive(Default)]
struct Room {
    /// The weight of each label by the features of the word alone.
    local: Vec<Row>,
    /// The largest of them, as a logarithm, which was taken out.
    heights: Vec<f64>,
    before: Vec<Row>,
    after: Vec<Row>,
    scales: Vec<f64>,
}

impl Room {
    fn fill(&mut self, field: &Field, sentence: &Sentence, weights: &[f64]) {
        self.local.clear();
        self.heights.clear();
        let length = sentence.words.len();
        for (at, word) in sentence.words.iter().enumerate() {
            let mut sums = [0.0; LABELS];
            for feature in word {
                let feature = *feature as usize;
                for weight in field.starts[feature]..field.starts[feature + 1] {
                    sums[usize::from(field.labels[weight])] += weights[weight];
                }
            }
            let height = sums.iter().copied().fold(f64::MIN, f64::max);
            for (label, sum) in (0..).zip(&mut sums) {
                let starts = at > 0 || may_follow(None, Some(label));
                let ends = at + 1 < length || may_follow(Some(label), None);
                *sum = if starts && ends {
                    exp(*sum - height)
                } else {
                    0.0
                };
            }
            self.local.push(sums);
            self.heights.push(height);
        }
    }

    /// Sums over all rows of labels from the left; returns the logarithm of the whole.
    fn forward(&mut self, steps: &[Row; LABELS]) -> f64 {
        self.before.clear();
        self.scales.clear();
        let mut total = 0.0;
        for (at, local) in self.local.iter().enumerate() {
            let mut row = [0.0; LABELS];
            if at == 0 {
                row = *local;
            } else {
                let reached = self.before[at - 1];
                for (weight, step) in reached.iter().zip(steps) {
                    for (sum, step) in row.iter_mut().zip(step) {
                        *sum += weight * step;
                    }
                }
                for (sum, local) in row.iter_mut().zip(local) {
                    *sum *= local;
                }
            }
            let scale: f64 = row.iter().sum();
            for part in &mut row {
                *part /= scale;
            }
            total += ln(scale) + self.heights[at];
            self.before.push(row);
            self.scales.push(scale);
        }
        total
    }

    /// Sums from the right.
    fn backward(&mut self, steps: &[Row; LABELS]) {
        let length = self.local.len();
        self.after.clear();
        self.after.resize(length, [1.0; LABELS]);
        for at in (1..length).rev() {
            let rest: Row = std::array::from_fn(|label| {
                self.local[at][label] * self.after[at][label] / self.scales[at]
            });
            self.after[at - 1] = std::array::from_fn(|before| {
                steps[before]
                    .iter()
                    .zip(&rest)
                    .map(|(step, rest)| step * rest)
                    .sum()
            });
        }
    }

    /// Returns how likely each label is for a word.
    fn chances(&self, at: usize) -> Row {
        std::array::from_fn(|label| self.before[at][label] * self.after[at][label])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::model::label::{Type, of_name};

    #[test]
    fn the_slope_is_that_of_the_loss() {
        let mut labels = vec![0];
        labels.extend(of_name(Type::Person, 2));
        let words = vec![vec![0, 1], vec![2], vec![1, 2]];
        let sentences = [Sentence { words, labels }];
        let field = Field::new(&sentences, 3);
        let spread = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].iter().copied().cycle();
        let mut weights: Vec<f64> = spread.take(field.size()).collect();
        let mut slope = vec![0.0; field.size()];
        field.loss(&sentences, &weights, &mut slope);
        for at in (0..field.size()).step_by(5) {
            let mut unused = vec![0.0; field.size()];
            let here = weights[at];
            weights[at] = here + 1e-5;
            let above = field.loss(&sentences, &weights, &mut unused);
            weights[at] = here - 1e-5;
            let below = field.loss(&sentences, &weights, &mut unused);
            weights[at] = here;
            assert!(
                ((above - below) / 2e-5 - slope[at]).abs() < 1e-6,
                "weight {at}"
            );
        }
    }
}
