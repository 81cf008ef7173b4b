//! What the index says of itself: whose it is and how far it has read.
//!
//! It travels inside the commit, the only place that rolls back together with the segments.

use std::path::Path;

use model::LibraryId;
use tantivy::{Index, TantivyError};

use crate::analysis;
use crate::directory::DurableDirectory;
use crate::entry::Identity;
use crate::fields::Fields;

/// The payload of a commit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Payload {
    pub(crate) library: LibraryId,
    pub(crate) epoch: u64,
    /// Every change up to this number is in the index.
    pub(crate) rev: u64,
    /// The fingerprint of the fields.
    pub(crate) schema: String,
}

impl Payload {
    pub(crate) fn new(identity: Identity, rev: u64, fields: &Fields) -> Self {
        Self {
            library: identity.library,
            epoch: identity.epoch,
            rev,
            schema: fields.fingerprint(),
        }
    }

    /// Tells whether the index was made by these rules for this library.
    pub(crate) fn fits(&self, identity: Identity, fields: &Fields) -> bool {
        *self == Self::new(identity, self.rev, fields)
    }
}

/// An index as it stands on disk.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) index: Index,
    pub(crate) payload: Payload,
}

/// Opens the index in a folder; nothing when what is there belongs to others or says nothing of
/// itself.
pub(crate) fn open(
    dir: &Path,
    identity: Identity,
    fields: &Fields,
) -> Result<Option<Opened>, TantivyError> {
    let mut index = Index::open(DurableDirectory::open(dir)?)?;
    index.set_tokenizers(analysis::tokenizers());
    let payload = index.load_metas()?.payload.unwrap_or_default();
    let payload: Option<Payload> = serde_json::from_str(&payload).ok();
    Ok(payload
        .filter(|payload| payload.fits(identity, fields))
        .map(|payload| Opened { index, payload }))
}
