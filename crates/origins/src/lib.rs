//! Origins: which texts say the same words again, and where these came out first.
//!
//! Pure: plain data in, plain data out, the same answer for the same documents in any order. No
//! files, no network, no clock. What is found is a proposal with its evidence; what people decide
//! is an input of the caller.

mod passage;
mod shingle;
mod word;

pub use passage::{Passage, passages};
pub use shingle::{Pair, Share, ShingleIndex};
pub use word::{Word, words};
