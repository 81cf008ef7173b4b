//! Documents: what one canonical address says, as versions, each read from one capture.

use url::Url;

use crate::article::Article;
use crate::site::Site;
use crate::{CaptureId, DocumentId, VersionId};

/// A publisher.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outlet {
    /// Its registrable domain.
    pub site: Site,
    /// Its name, as its pages give it.
    pub name: Option<String>,
}

/// What one canonical address (or one file) says, through all its versions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// Its name.
    pub id: DocumentId,
    /// The address by which it is known: canonical where the page says so, else the final one. A
    /// file without an address is known by the digest of its bytes (`urn:sha256:…`).
    pub address: Url,
    /// Who published it, where that is known.
    pub outlet: Option<Outlet>,
}

/// A document as it stood in one capture.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Version {
    /// Its name.
    pub id: VersionId,
    /// The document.
    pub document: DocumentId,
    /// The capture that it was read from.
    pub capture: CaptureId,
    /// The article as it was extracted; its text is what all spans count in.
    pub article: Article,
    /// The extractor and its version.
    pub extractor: String,
}
