//! What is known of words before any text: how they are used, who is called so, what lies there.
//!
//! Words and phrases stand in the shipped file as numbers ([`super::hash`]); `cargo xtask train`
//! makes it from the open lists that `assets/models/NOTICE.md` names.

use super::hash::{joined, of_word};
use crate::text::Token;

/// The first bytes of the file: its name and the version of its form.
pub(crate) const HEAD: &[u8; 8] = b"CCWORDS1";
/// Words in the longest phrase.
pub(crate) const LONGEST: usize = 4;

/// What is known of a word in small letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Words used alike have the same; 0 is none.
    pub(crate) cluster: u16,
    /// Lists that hold it, one bit each.
    pub(crate) lists: u16,
}

/// The word lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    words: Table<Word>,
    /// The group of each cluster.
    groups: Vec<u8>,
    phrases: Table<u8>,
}

/// Rows by their numbers, which are spread evenly: a first look says where to search.
#[derive(Debug, Clone, Default)]
struct Table<V> {
    rows: Vec<(u32, V)>,
    /// Where the rows begin whose numbers begin with these bits.
    starts: Vec<u32>,
}

impl<V: Copy> Table<V> {
    fn new(rows: Vec<(u32, V)>) -> Option<Self> {
        let mut starts = Vec::with_capacity((1 << BITS) + 1);
        let mut at = 0;
        for beginning in 0..=1_u32 << BITS {
            while rows
                .get(at)
                .is_some_and(|row| row.0 >> (32 - BITS) < beginning)
            {
                at += 1;
            }
            starts.push(u32::try_from(at).ok()?);
        }
        let sorted = rows.is_sorted_by(|left, right| left.0 < right.0);
        sorted.then_some(Self { rows, starts })
    }

    fn get(&self, number: u32) -> Option<V> {
        let beginning = (number >> (32 - BITS)) as usize;
        let start = *self.starts.get(beginning)? as usize;
        let end = *self.starts.get(beginning + 1)? as usize;
        let row = self.rows[start..end].iter().find(|row| row.0 == number)?;
        Some(row.1)
    }
}

/// Bits of a number that the first look takes.
const BITS: u32 = 15;

impl Lists {
    /// Reads the file; `None` when it is damaged.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(HEAD)?;
        let groups = taken(&mut rest, 1)?.to_vec();
        let numbers = taken(&mut rest, 4)?;
        let (clusters, left) = rest.split_at_checked(numbers.len() / 2)?;
        let (lists, left) = left.split_at_checked(numbers.len() / 2)?;
        rest = left;
        let words = numbers
            .chunks_exact(4)
            .zip(clusters.chunks_exact(2).zip(lists.chunks_exact(2)))
            .map(|(number, (cluster, lists))| {
                let word = Word {
                    cluster: u16::from_le_bytes(*cluster.first_chunk()?),
                    lists: u16::from_le_bytes(*lists.first_chunk()?),
                };
                Some((u32::from_le_bytes(*number.first_chunk()?), word))
            })
            .collect::<Option<Vec<(u32, Word)>>>()?;
        let numbers = taken(&mut rest, 4)?;
        let phrases = numbers
            .chunks_exact(4)
            .zip(rest)
            .map(|(number, kinds)| Some((u32::from_le_bytes(*number.first_chunk()?), *kinds)))
            .collect::<Option<Vec<(u32, u8)>>>()?;
        Some(Self {
            words: Table::new(words)?,
            groups,
            phrases: Table::new(phrases)?,
        })
    }

    /// Writes the file from rows that are sorted by their numbers.
    #[cfg(feature = "train")]
    pub(crate) fn file(words: &[(u32, Word)], groups: &[u8], phrases: &[(u32, u8)]) -> Vec<u8> {
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        let mut file = HEAD.to_vec();
        file.extend(length(groups.len()));
        file.extend(groups);
        file.extend(length(words.len()));
        file.extend(words.iter().flat_map(|it| it.0.to_le_bytes()));
        file.extend(words.iter().flat_map(|it| it.1.cluster.to_le_bytes()));
        file.extend(words.iter().flat_map(|it| it.1.lists.to_le_bytes()));
        file.extend(length(phrases.len()));
        file.extend(phrases.iter().flat_map(|it| it.0.to_le_bytes()));
        file.extend(phrases.iter().map(|it| it.1));
        file
    }

    /// Returns what is known of a word, given by the number of its small letters.
    pub(crate) fn word(&self, number: u32) -> Word {
        self.words.get(number).unwrap_or_default()
    }

    /// Returns the group of a cluster: a coarser likeness.
    pub(crate) fn group(&self, cluster: u16) -> u8 {
        let at = usize::from(cluster).checked_sub(1);
        at.and_then(|at| self.groups.get(at)).copied().unwrap_or(0)
    }

    /// Returns the longest known phrase that begins at the first of `tokens`: its length, its kinds.
    pub(crate) fn phrase(&self, tokens: &[Token<'_>]) -> Option<(usize, u8)> {
        let words = tokens.iter().take(LONGEST).map(|token| token.text);
        let found = numbers(words)
            .enumerate()
            .filter_map(|(at, number)| Some((at + 1, self.phrases.get(number)?)));
        found.last()
    }
}

/// Returns the numbers of the phrases that begin with the first of `words`, one word longer each.
pub(crate) fn numbers<'w>(words: impl Iterator<Item = &'w str>) -> impl Iterator<Item = u32> {
    words.scan(0, |number, word| {
        *number = joined(*number, of_word(word));
        Some(*number)
    })
}

/// Takes a length and as many items of `size` bytes off the front.
fn taken<'f>(rest: &mut &'f [u8], size: usize) -> Option<&'f [u8]> {
    let count = usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?;
    let (items, left) = rest[4..].split_at_checked(count.checked_mul(size)?)?;
    *rest = left;
    Some(items)
}
