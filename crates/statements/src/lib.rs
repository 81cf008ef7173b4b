//! Statements: text in; who said what about whom, out.
//!
//! The heart of the house, and pure: a text and what is known beside it go in, a reading comes
//! out, always the same one. Rules over sentences, quotations and cue words, with their words as
//! data in `assets/lexicons`; no network, no files, no clock. English is read in full, Chinese by
//! its plainest patterns; of other languages only what stands in quotation marks.
//!
//! Offsets are bytes in here and code points outside ([`model::Span`]).

mod altered;
mod answer;
mod chain;
mod chinese;
mod clause;
mod date;
mod draft;
mod kind;
mod lexicon;
mod names;
mod phrase;
mod quotation;
mod read;
mod speaker;
mod statement;
mod text;
mod tone;
#[cfg(feature = "train")]
pub mod train;
mod translation;
mod unit;
mod why;

pub use lexicon::entity::{Listed, listed};
pub use read::read;
