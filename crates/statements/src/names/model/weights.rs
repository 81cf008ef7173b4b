//! The weights of the model and the search for the best row of labels.
//!
//! A weight is a whole number from -127 to 127, so that every machine adds up the same sums. The
//! shipped file holds, after its name: how strongly labels follow each other, and for each feature
//! its number and the labels that it speaks for or against.

use super::label::{LABELS, Label, may_follow};

/// The first bytes of the file: its name and the version of its form.
pub(crate) const HEAD: &[u8; 8] = b"CCNAMES1";
/// Sums no row of labels can reach.
const NEVER: i32 = i32::MIN / 4;
/// The number that marks an empty place of the table; no feature may have it.
const EMPTY: u32 = 0;

/// A label and what a feature says about it.
pub(crate) type Vote = (Label, i8);

/// A trained model.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// By label before, then label after.
    steps: [[i32; LABELS]; LABELS],
    /// Features by their number, with open addressing: the number, and where its votes begin.
    table: Vec<(u32, u32)>,
    /// A bit for each feature, found by other digits of its number: most features that are looked up
    /// are unknown, and this tells so from little memory.
    known: Vec<u64>,
    /// All votes; those of a feature end where the high bit of the label is set.
    votes: Vec<Vote>,
}

/// Marks the last vote of a feature.
const LAST: u8 = 0x80;

impl Weights {
    /// Reads the file; `None` when it is damaged.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(HEAD)?;
        let mut steps = [[NEVER; LABELS]; LABELS];
        for (before, row) in steps.iter_mut().enumerate() {
            for (after, step) in row.iter_mut().enumerate() {
                let (byte, left) = rest.split_first()?;
                rest = left;
                if may_follow(Label::try_from(before).ok(), Label::try_from(after).ok()) {
                    *step = i32::from(byte.cast_signed());
                }
            }
        }
        let count = usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?;
        let (numbers, votes) = rest[4..].split_at_checked(count.checked_mul(4)?)?;
        let votes: Vec<Vote> = votes
            .chunks_exact(2)
            .map(|it| (it[0], it[1].cast_signed()))
            .collect();
        Self::placed(&steps, numbers, votes)
    }

    fn placed(steps: &[[i32; LABELS]; LABELS], numbers: &[u8], votes: Vec<Vote>) -> Option<Self> {
        let size = (numbers.len() / 2).next_power_of_two().max(2);
        let mut table = vec![(EMPTY, 0); size];
        let mut known = vec![0; KNOWN / 64];
        let mut start = 0;
        for number in numbers.chunks_exact(4) {
            let number = u32::from_le_bytes(*number.first_chunk()?);
            let (word, bit) = known_at(number);
            known[word] |= bit;
            let mut at = slot(number, size);
            while table[at].0 != EMPTY {
                at = (at + 1) % size;
            }
            table[at] = (number, u32::try_from(start).ok()?);
            let length = votes
                .get(start..)?
                .iter()
                .position(|(label, _)| label & LAST != 0)?;
            start += length + 1;
        }
        let sound = votes.iter().all(|it| usize::from(it.0 & !LAST) < LABELS);
        sound.then_some(Self {
            steps: *steps,
            table,
            known,
            votes,
        })
    }

    /// Writes the file; `features` are sorted by their numbers, and their votes by label.
    #[cfg(feature = "train")]
    pub(crate) fn file(steps: &[[i8; LABELS]; LABELS], features: &[(u32, Vec<Vote>)]) -> Vec<u8> {
        let mut file = HEAD.to_vec();
        file.extend(steps.iter().flatten().map(|step| step.cast_unsigned()));
        let features = features
            .iter()
            .filter(|it| it.0 != EMPTY && !it.1.is_empty());
        let count = u32::try_from(features.clone().count()).unwrap_or(u32::MAX);
        file.extend(count.to_le_bytes());
        file.extend(features.clone().flat_map(|it| it.0.to_le_bytes()));
        for (_, votes) in features {
            for (at, (label, weight)) in votes.iter().enumerate() {
                let end = if at + 1 == votes.len() { LAST } else { 0 };
                file.extend([label | end, weight.cast_unsigned()]);
            }
        }
        file
    }

    /// Adds what a feature says to the sums of a word.
    fn add(&self, feature: u32, sums: &mut [i32; LABELS]) {
        let (word, bit) = known_at(feature);
        if self.known[word] & bit == 0 {
            return;
        }
        let size = self.table.len();
        let mut at = slot(feature, size);
        loop {
            let (number, start) = self.table[at];
            if number == feature {
                for (label, weight) in &self.votes[start as usize..] {
                    sums[usize::from(label & !LAST)] += i32::from(*weight);
                    if label & LAST != 0 {
                        return;
                    }
                }
                return;
            }
            if number == EMPTY {
                return;
            }
            at = (at + 1) % size;
        }
    }

    /// Returns the best labels for a sentence whose words have these features.
    pub(crate) fn labels<'f>(&self, words: impl Iterator<Item = &'f [u32]>) -> Vec<Label> {
        let mut best = [NEVER; LABELS];
        let mut ways: Vec<[Label; LABELS]> = Vec::with_capacity(words.size_hint().0);
        for (at, features) in words.enumerate() {
            let mut sums = [0; LABELS];
            for feature in features.iter().filter(|feature| **feature != EMPTY) {
                self.add(*feature, &mut sums);
            }
            let (next, way) = if at == 0 {
                first(&sums)
            } else {
                self.step(&best, &sums)
            };
            best = next;
            ways.push(way);
        }
        traced(&best, &ways)
    }

    fn step(&self, best: &[i32; LABELS], sums: &[i32; LABELS]) -> ([i32; LABELS], [Label; LABELS]) {
        let mut next = [NEVER; LABELS];
        let mut way = [0; LABELS];
        for (before, row) in (0..).zip(&self.steps) {
            let reached = best[usize::from(before)];
            if reached <= NEVER {
                continue;
            }
            for (after, step) in row.iter().enumerate() {
                if reached + step > next[after] {
                    next[after] = reached + step;
                    way[after] = before;
                }
            }
        }
        for (total, sum) in next.iter_mut().zip(sums) {
            *total = (*total + sum).max(NEVER);
        }
        (next, way)
    }
}

/// Bits of the table of known features.
const KNOWN: usize = 1 << 19;

/// Returns the place of a feature in the table of known ones: a word, and a bit of it.
fn known_at(feature: u32) -> (usize, u64) {
    let place = feature as usize >> 13;
    (place / 64, 1 << (place % 64))
}

/// Returns where the search for a feature begins in a table of a power of two.
fn slot(feature: u32, size: usize) -> usize {
    feature as usize & (size - 1)
}

fn first(sums: &[i32; LABELS]) -> ([i32; LABELS], [Label; LABELS]) {
    let mut next = *sums;
    for (label, total) in (0..).zip(&mut next) {
        if !may_follow(None, Some(label)) {
            *total = NEVER;
        }
    }
    (next, [0; LABELS])
}

/// Follows the ways back from the best last label.
fn traced(best: &[i32; LABELS], ways: &[[Label; LABELS]]) -> Vec<Label> {
    let ends = (0..).zip(best).filter(|it| may_follow(Some(it.0), None));
    let mut label: Label = ends
        .max_by_key(|(label, total)| (**total, std::cmp::Reverse(*label)))
        .map_or(0, |it| it.0);
    let mut labels: Vec<Label> = ways
        .iter()
        .rev()
        .map(|way| {
            let before = way[usize::from(label)];
            std::mem::replace(&mut label, before)
        })
        .collect();
    labels.reverse();
    labels
}
