//! The way down: limited-memory BFGS, with the orthant rule (Andrew and Gao, 2007) where small
//! weights are to become none.

use std::collections::VecDeque;

/// Steps that are remembered.
const MEMORY: usize = 7;

/// How strongly weights are held back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// By their size: makes small ones none.
    pub(super) size: f64,
    /// By their square.
    pub(super) square: f64,
    /// The most steps.
    pub(super) steps: usize,
}

/// A step that was taken, and how it changed the slope.
struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    inverse: f64,
}

/// Returns weights that make `loss` (with its slope) small.
pub(super) fn descend(
    size: usize,
    held: Held,
    mut loss: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    let mut at = vec![0.0; size];
    let mut slope = vec![0.0; size];
    let mut height = whole_loss(&at, &mut slope, held, &mut loss);
    let mut memory = VecDeque::new();
    for _ in 0..held.steps {
        let steepest = projected(&at, &slope, held.size);
        let mut way = direction(&steepest, &memory);
        for (way, steepest) in way.iter_mut().zip(&steepest) {
            if held.size > 0.0 && *way * steepest >= 0.0 {
                *way = 0.0;
            }
        }
        let descent = dot(&way, &steepest);
        if descent >= -1e-9 {
            break;
        }
        let norm = dot(&steepest, &steepest).sqrt();
        let mut length = if memory.is_empty() { 1.0 / norm } else { 1.0 };
        let mut next_slope = vec![0.0; size];
        let (next, next_height) = loop {
            let next = moved(&at, &way, &steepest, length, held.size);
            let found = whole_loss(&next, &mut next_slope, held, &mut loss);
            if found <= height + 1e-4 * length * descent || length < 1e-8 {
                break (next, found);
            }
            length /= 2.0;
        };
        remember(&mut memory, &at, &next, &slope, &next_slope);
        let gained = height - next_height;
        (at, slope, height) = (next, next_slope, next_height);
        if gained < 1e-5 * height.abs() {
            break;
        }
    }
    at
}

fn whole_loss(
    at: &[f64],
    slope: &mut [f64],
    held: Held,
    loss: &mut impl FnMut(&[f64], &mut [f64]) -> f64,
) -> f64 {
    slope.fill(0.0);
    let mut sum = loss(at, slope);
    for (weight, slope) in at.iter().zip(slope) {
        sum += held.square * weight * weight + held.size * weight.abs();
        *slope += 2.0 * held.square * weight;
    }
    sum
}

/// Returns the slope with the part that holds weights back by their size.
fn projected(at: &[f64], slope: &[f64], size: f64) -> Vec<f64> {
    let pairs = at.iter().zip(slope);
    pairs
        .map(|(weight, slope)| {
            if *weight != 0.0 {
                slope + size * weight.signum()
            } else if slope + size < 0.0 {
                slope + size
            } else if slope - size > 0.0 {
                slope - size
            } else {
                0.0
            }
        })
        .collect()
}

fn direction(steepest: &[f64], memory: &VecDeque<Step>) -> Vec<f64> {
    let mut way: Vec<f64> = steepest.iter().map(|it| -it).collect();
    let mut parts = Vec::with_capacity(memory.len());
    for step in memory.iter().rev() {
        let part = step.inverse * dot(&step.moved, &way);
        add(&mut way, &step.turned, -part);
        parts.push(part);
    }
    if let Some(last) = memory.back() {
        let scale = 1.0 / (last.inverse * dot(&last.turned, &last.turned));
        for part in &mut way {
            *part *= scale;
        }
    }
    for (step, part) in memory.iter().zip(parts.iter().rev()) {
        let back = step.inverse * dot(&step.turned, &way);
        add(&mut way, &step.moved, part - back);
    }
    way
}

/// Returns the place after a step; no weight crosses zero when their size is held back.
fn moved(at: &[f64], way: &[f64], steepest: &[f64], length: f64, size: f64) -> Vec<f64> {
    let each = at.iter().zip(way).zip(steepest);
    each.map(|((weight, way), steepest)| {
        let next = weight + length * way;
        let half = if *weight == 0.0 { -steepest } else { *weight };
        if size > 0.0 && next * half <= 0.0 {
            0.0
        } else {
            next
        }
    })
    .collect()
}

fn remember(
    memory: &mut VecDeque<Step>,
    at: &[f64],
    next: &[f64],
    slope: &[f64],
    next_slope: &[f64],
) {
    let difference = |left: &[f64], right: &[f64]| -> Vec<f64> {
        left.iter()
            .zip(right)
            .map(|(left, right)| left - right)
            .collect()
    };
    let (moved, turned) = (difference(next, at), difference(next_slope, slope));
    let product = dot(&moved, &turned);
    if product > 1e-12 {
        memory.push_back(Step {
            moved,
            turned,
            inverse: 1.0 / product,
        });
    }
    if memory.len() > MEMORY {
        memory.pop_front();
    }
}

/// Adds up in eight lanes: always the same order, and quick.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let pairs = left.chunks(8).zip(right.chunks(8));
    for (left, right) in pairs {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * right;
        }
    }
    lanes.iter().sum()
}

fn add(to: &mut [f64], from: &[f64], scale: f64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += scale * from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_down_to_the_lowest_place() {
        let bowl = |at: &[f64], slope: &mut [f64]| {
            slope[0] += 2.0 * (at[0] - 3.0);
            slope[1] += 20.0 * (at[1] + 1.0);
            slope[2] += 2.0 * (at[2] - 0.1);
            (at[0] - 3.0).powi(2) + 10.0 * (at[1] + 1.0).powi(2) + (at[2] - 0.1).powi(2)
        };
        let free = Held {
            size: 0.0,
            square: 0.0,
            steps: 50,
        };
        let found = descend(3, free, bowl);
        assert!(
            (found[0] - 3.0).abs() < 0.02 && (found[1] + 1.0).abs() < 0.02,
            "{found:?}"
        );
        let found = descend(3, Held { size: 0.5, ..free }, bowl);
        assert!(found[2].abs() < f64::EPSILON, "a small weight becomes none");
        assert!((found[0] - 2.75).abs() < 0.02, "{found:?}");
    }
}
