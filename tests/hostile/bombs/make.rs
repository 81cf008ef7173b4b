//! What bombs are made of: repeated text, chance from a seed, packed zeros.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

/// A gibibyte, in mebibytes.
pub(super) const GIB: usize = 1024;

/// Returns a page with this body.
pub(super) fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>A page</title></head><body>{body}</body></html>"
    )
}

/// The words by which a page that was read is known.
pub(super) const WORDS: &str =
    "Mira Vane of Orbit said on Tuesday that the charts were drawn by hand";

/// Returns a paragraph with these words, and enough beside them to be an article.
pub(super) fn paragraph() -> String {
    format!(
        "<p>{WORDS}, over eleven years and in two harbours.</p>\
         <p>Acme had accused Orbit of copying its catalogue of sea charts, in a letter of four pages.</p>"
    )
}

/// Numbers the pieces of a text and joins them.
pub(super) fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

/// Returns bytes that look like chance and are the same in every run (xorshift64).
pub(super) fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.max(1);
    let next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// Writes so many mebibytes of one byte.
fn fill(mut to: impl std::io::Write, mebibytes: usize, byte: u8) {
    let block = vec![byte; 1 << 20];
    for _ in 0..mebibytes {
        to.write_all(&block).expect("memory takes it");
    }
}

/// Returns so many mebibytes of one byte, packed by gzip.
pub(super) fn gzipped_zeros(mebibytes: usize, byte: u8) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    fill(&mut packed, mebibytes, byte);
    packed.finish().expect("memory takes it")
}

/// Returns the same, packed for PDF (zlib).
pub(super) fn zlib_zeros(mebibytes: usize, byte: u8) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    fill(&mut packed, mebibytes, byte);
    packed.finish().expect("memory takes it")
}

/// Returns the same, packed for ZIP.
pub(super) fn deflated_zeros(mebibytes: usize, byte: u8) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    fill(&mut packed, mebibytes, byte);
    packed.finish().expect("memory takes it")
}

/// Packs bytes by gzip.
pub(super) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory takes it");
    packed.finish().expect("memory takes it")
}

/// Packs bytes for PDF (zlib).
pub(super) fn zlibbed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory takes it");
    packed.finish().expect("memory takes it")
}
