//! WARC files and the capture log: captures are appended, read back by place, digested, verified.
//!
//! The archive is a folder of `counterclaim-00001.warc.gz`, `…-00002…`: WARC 1.1
//! (<https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>), one gzip
//! member a record, so that any other tool can read it and a record can be read by its offset.
//! Every capture is a group of records closed by one of metadata; the group goes to disk in one
//! write and is fsynced before [`Archive::append`] returns. What a crash leaves behind the last
//! whole group is moved aside, never deleted. The text that was read in a capture follows later, as a
//! record of its own.
//!
//! [`log`] computes the tree over captures that lets one of them be proved without the others;
//! `store` keeps its leaves. [`foreign`] reads archives that other tools made.

mod append;
mod archive;
mod erase;
mod error;
mod files;
mod gather;
mod group;
mod http;
mod lock;
mod member;
mod record;
mod recover;
mod scan;
mod text;

pub mod foreign;
pub mod log;

pub use archive::{Archive, LARGEST_BODY, ROLL_AT, StoredResponse};
pub use erase::Place;
pub use error::{ArchiveError, Fault, Problem};
pub use recover::Recovery;
pub use scan::{Checked, Position, Retrievals};
pub use text::StoredText;
