//! Word vectors: reading the package that holds them, and gathering words that are used alike.

use super::Error;

/// Numbers of a word.
pub(super) const WIDTH: usize = 50;
/// Words that are taken, the most frequent ones.
const WORDS: usize = 60_000;
/// Words in the package.
const ROWS: usize = 400_000;
/// Clusters of words.
const CLUSTERS: usize = 512;
/// Groups of clusters.
const GROUPS: usize = 64;
/// Rounds of gathering.
const ROUNDS: usize = 12;

/// A word's place among all words.
pub(super) type Vector = [f32; WIDTH];

/// Words with their clusters, counted from 1, and the group of each cluster.
pub(super) struct Clusters {
    pub(super) words: Vec<(String, u16)>,
    pub(super) groups: Vec<u8>,
}

/// Gathers the most frequent words into clusters, and the clusters into groups.
pub(super) fn clusters(index: &[u8], array: &[u8]) -> Result<Clusters, Error> {
    let words = words(index).ok_or(Error::Form {
        file: "glove_6B_index.parquet",
    })?;
    let vectors = vectors(array, words.len()).ok_or(Error::Form {
        file: "glove_6B_50d_emb.npy",
    })?;
    let (centres, places) = gathered(&vectors, CLUSTERS);
    let (_, groups) = gathered(&centres, GROUPS);
    let number = |place: usize| u16::try_from(place + 1).unwrap_or(0);
    Ok(Clusters {
        words: words
            .into_iter()
            .zip(places.into_iter().map(number))
            .collect(),
        groups: groups
            .into_iter()
            .map(|it| u8::try_from(it + 1).unwrap_or(0))
            .collect(),
    })
}

/// Reads the most frequent words.
///
/// The file is a Parquet table of one column, and its first page holds the words by frequency, packed
/// with Snappy. As its digest was checked, its head need not be understood: it is as long as here.
fn words(file: &[u8]) -> Option<Vec<String>> {
    const HEAD: usize = 25;
    const PACKED: usize = 769_620;
    let page = unpacked(file.get(HEAD..HEAD + PACKED)?)?;
    let mut rest = page.as_slice();
    let mut words = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let length = usize::try_from(u32::from_le_bytes(*rest.first_chunk()?)).ok()?;
        let (word, left) = rest[4..].split_at_checked(length)?;
        words.push(String::from_utf8(word.to_vec()).ok()?);
        rest = left;
    }
    Some(words)
}

/// Unpacks a Snappy block.
fn unpacked(block: &[u8]) -> Option<Vec<u8>> {
    let mut at = block.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let mut out: Vec<u8> = Vec::new();
    while at < block.len() {
        let tag = usize::from(block[at]);
        at += 1;
        let number = |at: usize, bytes: usize| -> Option<usize> {
            let bytes = block.get(at..at + bytes)?.iter().rev();
            Some(bytes.fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
        };
        let (length, extra) = match tag & 3 {
            0 if tag >> 2 < 60 => ((tag >> 2) + 1, 0),
            0 => (number(at, (tag >> 2) - 59)? + 1, (tag >> 2) - 59),
            1 => ((tag >> 2 & 7) + 4, 1),
            2 => ((tag >> 2) + 1, 2),
            _ => ((tag >> 2) + 1, 4),
        };
        if tag.trailing_zeros() >= 2 {
            out.extend(block.get(at + extra..at + extra + length)?);
            at += extra + length;
            continue;
        }
        let high = if tag & 3 == 1 { tag >> 5 << 8 } else { 0 };
        let start = out.len().checked_sub(high | number(at, extra)?)?;
        for from in start..start + length {
            out.push(*out.get(from)?);
        }
        at += extra;
    }
    Some(out)
}

/// Reads the vectors of the first words; the array stands by columns. Each is brought to length 1.
fn vectors(file: &[u8], words: usize) -> Option<Vec<Vector>> {
    const HEAD: usize = 128;
    let mut vectors = vec![[0.0; WIDTH]; words];
    for column in 0..WIDTH {
        let start = HEAD + column * ROWS * 4;
        let numbers = file.get(start..start + words * 4)?.chunks_exact(4);
        for (vector, number) in vectors.iter_mut().zip(numbers) {
            vector[column] = f32::from_le_bytes(*number.first_chunk()?);
        }
    }
    vectors.iter_mut().for_each(straighten);
    Some(vectors)
}

fn straighten(vector: &mut Vector) {
    let length = vector
        .iter()
        .map(|it| it * it)
        .sum::<f32>()
        .sqrt()
        .max(1e-9);
    for part in vector {
        *part /= length;
    }
}

/// Gathers vectors around `count` centres (k-means on the sphere, from evenly spread beginnings).
fn gathered(vectors: &[Vector], count: usize) -> (Vec<Vector>, Vec<usize>) {
    let count = count.min(vectors.len());
    let spread = vectors.len() / count;
    let mut centres: Vec<Vector> = (0..count).map(|it| vectors[it * spread]).collect();
    let mut places = Vec::new();
    for _ in 0..ROUNDS {
        places = nearest(vectors, &centres);
        centres = middles(vectors, &places, &centres);
    }
    (centres, places)
}

fn nearest(vectors: &[Vector], centres: &[Vector]) -> Vec<usize> {
    let columns: Vec<Vec<f32>> = (0..WIDTH)
        .map(|column| centres.iter().map(|it| it[column]).collect())
        .collect();
    let place = |vector: &Vector| {
        let mut likeness = vec![0.0_f32; centres.len()];
        for (part, column) in vector.iter().zip(&columns) {
            for (sum, other) in likeness.iter_mut().zip(column) {
                *sum += part * other;
            }
        }
        let mut best = 0;
        for (at, likeness_here) in likeness.iter().enumerate() {
            if *likeness_here > likeness[best] {
                best = at;
            }
        }
        best
    };
    vectors.iter().map(place).collect()
}

fn middles(vectors: &[Vector], places: &[usize], before: &[Vector]) -> Vec<Vector> {
    let mut sums = vec![[0.0; WIDTH]; before.len()];
    let mut counts = vec![0_usize; before.len()];
    for (vector, place) in vectors.iter().zip(places) {
        counts[*place] += 1;
        for (sum, part) in sums[*place].iter_mut().zip(vector) {
            *sum += part;
        }
    }
    for ((sum, count), before) in sums.iter_mut().zip(counts).zip(before) {
        if count == 0 {
            *sum = *before;
        }
        straighten(sum);
    }
    sums
}
