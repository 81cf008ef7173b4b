//! The capture log: a Merkle tree over captures as in RFC 6962, 2.1, with a nonce in every leaf.
//!
//! With the tree one capture can be proved to be in the log without showing any other. The nonce
//! keeps a leaf from being guessed once what it stood for was purged. `store` keeps nonces, leaves
//! and records; a [`Checkpoint`] is a signed [`root`], and a [`Bundle`] proves one capture by one.

mod bundle;
mod checkpoint;
mod entry;
mod stamp;
mod tree;

pub use bundle::{Bundle, BundleError, Finding, Stamp};
pub use checkpoint::{Checkpoint, NoteError, PublicKey, SigningKey, origin_of};
pub use entry::{deletion, leaf_hash, record};
pub use stamp::{StampError, Stamped, read_stamp, stamp_request};
pub use tree::{Growing, consistency, inclusion, proves_consistency, proves_inclusion, root};
