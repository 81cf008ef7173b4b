//! The full-text index over statements and documents: derived from the store, rebuilt at any time.
//!
//! The store holds the truth; this index answers questions about it with ids. It may be late, and
//! says how late, but it is never wrong for long: [`sync`](sync()) streams what changed since the revision
//! that the index itself carries in its commit, and builds the index anew beside the old one when
//! that is missing, damaged, of another schema or of another library. The crate does not know the
//! store: `engine` hands in a [`Source`] and loads the rows behind the hits.
//!
//! No text is kept in the index beyond its terms; snippets are cut from the rows by [`snippet`](snippet()).

mod analysis;
mod directory;
mod entry;
mod error;
mod facets;
mod fields;
mod folder;
mod parse;
mod payload;
mod query;
mod snippet;
mod sync;
mod write;

pub use entry::{Change, Entry, EntryKind, Identity, Source};
pub use error::SearchError;
pub use query::{Hit, Hits, Query, query};
pub use snippet::{Marker, Snippet, snippet};
pub use sync::{Check, Synced, rebuild, sync};
