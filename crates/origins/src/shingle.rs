//! The index of shingles: every five words in a row of every document, and who else has them.
//!
//! Half of real reuse is a short piece inside a longer text, so documents are compared by
//! containment, not by likeness. Nothing is sampled: a hash only proposes a pair, which is then
//! counted on the words themselves, and a collision of hashes can only propose one pair more.
//!
//! A posting takes eight bytes and a word four; places are not kept, since
//! [`passages`](crate::passages) finds them again in the two texts of a pair.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::word::keys;

/// How many words make a shingle.
pub(crate) const LENGTH: usize = 5;

/// How many bits of a hash choose the bucket.
const BUCKET_BITS: u32 = 18;

type Shingle = [u32; LENGTH];

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// Tells whether this share is at least another one.
    pub fn reaches(self, other: Self) -> bool {
        u64::from(self.part) * u64::from(other.of) >= u64::from(other.part) * u64::from(self.of)
    }
}

/// Two documents of which one holds enough of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<Id> {
    /// The document whose id sorts first.
    pub left: Id,
    /// The other document.
    pub right: Id,
    /// How many of the different shingles of the left document stand in the right one.
    pub of_left: Share,
    /// How many of the different shingles of the right document stand in the left one.
    pub of_right: Share,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    print: u32,
    slot: u32,
}

#[derive(Debug)]
struct Entry<Id> {
    id: Id,
    words: Vec<u32>,
    /// How many different shingles the words make.
    size: u32,
}

/// The documents and their shingles.
#[derive(Debug)]
pub struct ShingleIndex<Id> {
    threshold: Share,
    vocabulary: BTreeMap<String, u32>,
    slots: Vec<Option<Entry<Id>>>,
    free: Vec<u32>,
    by_id: BTreeMap<Id, u32>,
    buckets: Vec<Vec<Posting>>,
}

impl<Id: Ord + Copy> ShingleIndex<Id> {
    /// Makes an empty index; a pair is found when `threshold` of the shorter document, and at
    /// least one shingle, stands in the other.
    pub fn new(threshold: Share) -> Self {
        Self {
            threshold,
            vocabulary: BTreeMap::new(),
            slots: Vec::new(),
            free: Vec::new(),
            by_id: BTreeMap::new(),
            buckets: vec![Vec::new(); 1 << BUCKET_BITS],
        }
    }

    /// Puts a document in, in place of what stood under its id, and returns its pairs in the order
    /// of the other documents. A text of fewer than five words has none.
    pub fn add(&mut self, id: Id, text: &str) -> Vec<Pair<Id>> {
        self.remove(id);
        let words: Vec<u32> = keys(text).map(|word| self.number(word)).collect();
        let shingles = shingles(&words);
        let pairs = self.pairs(id, &shingles);
        self.file(id, words, &shingles);
        pairs
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: Id) {
        let Some(slot) = self.by_id.remove(&id) else {
            return;
        };
        let Some(entry) = self.slots[slot as usize].take() else {
            return;
        };
        for shingle in shingles(&entry.words) {
            let (bucket, _) = address(&shingle);
            self.buckets[bucket].retain(|posting| posting.slot != slot);
        }
        self.free.push(slot);
    }

    /// Returns how many documents are in the index.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Tells whether no document is in the index.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    fn number(&mut self, word: String) -> u32 {
        let next = count(self.vocabulary.len());
        *self.vocabulary.entry(word).or_insert(next)
    }

    fn file(&mut self, id: Id, words: Vec<u32>, shingles: &[Shingle]) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            count(self.slots.len() - 1)
        });
        for shingle in shingles {
            let (bucket, print) = address(shingle);
            self.buckets[bucket].push(Posting { print, slot });
        }
        let size = count(shingles.len());
        self.slots[slot as usize] = Some(Entry { id, words, size });
        self.by_id.insert(id, slot);
    }

    fn pairs(&self, id: Id, own: &[Shingle]) -> Vec<Pair<Id>> {
        let mut hits: Vec<u32> = Vec::new();
        for shingle in own {
            let (bucket, print) = address(shingle);
            let same = self.buckets[bucket].iter().filter(|it| it.print == print);
            hits.extend(same.map(|it| it.slot));
        }
        hits.sort_unstable();
        let mut pairs: Vec<Pair<Id>> = hits
            .chunk_by(|one, next| one == next)
            .filter_map(|run| {
                let entry = self.slots[run[0] as usize].as_ref()?;
                self.enough(count(run.len()), count(own.len()), entry.size)
                    .then(|| self.counted(id, own, entry))?
            })
            .collect();
        pairs.sort_by_key(|pair| (pair.left, pair.right));
        pairs
    }

    fn enough(&self, shared: u32, one: u32, other: u32) -> bool {
        let share = Share {
            part: shared,
            of: one.min(other),
        };
        shared > 0 && share.reaches(self.threshold)
    }

    /// Counts a proposed pair on the words themselves.
    fn counted(&self, id: Id, own: &[Shingle], entry: &Entry<Id>) -> Option<Pair<Id>> {
        let shared = shared(own, &shingles(&entry.words));
        let size = count(own.len());
        self.enough(shared, size, entry.size).then(|| {
            let ours = Share {
                part: shared,
                of: size,
            };
            let theirs = Share {
                part: shared,
                of: entry.size,
            };
            let ours_first = id < entry.id;
            let (left, right) = if ours_first {
                (id, entry.id)
            } else {
                (entry.id, id)
            };
            let (of_left, of_right) = if ours_first {
                (ours, theirs)
            } else {
                (theirs, ours)
            };
            Pair {
                left,
                right,
                of_left,
                of_right,
            }
        })
    }
}

/// Returns the different shingles of a text, sorted.
fn shingles(words: &[u32]) -> Vec<Shingle> {
    let windows = words.windows(LENGTH);
    let mut all: Vec<Shingle> = windows.filter_map(|it| it.try_into().ok()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn shared(left: &[Shingle], right: &[Shingle]) -> u32 {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while at < left.len() && other < right.len() {
        match left[at].cmp(&right[other]) {
            Ordering::Less => at += 1,
            Ordering::Greater => other += 1,
            Ordering::Equal => {
                at += 1;
                other += 1;
                shared += 1;
            }
        }
    }
    shared
}

/// Returns the bucket of a shingle and what it is known by in there.
fn address(shingle: &Shingle) -> (usize, u32) {
    let mut hash: u64 = 0x9E37_79B9_7F4A_7C15;
    for word in shingle {
        hash = (hash ^ u64::from(*word)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash ^= hash >> 29;
    }
    let mask = (1_u64 << BUCKET_BITS) - 1;
    let bucket = usize::try_from(hash & mask).expect("a bucket number has 18 bits");
    let print = u32::try_from(hash >> 32).expect("half of 64 bits fits 32");
    (bucket, print)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
