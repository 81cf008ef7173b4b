//! What can go wrong with the index. All of it leaves the store untouched.

use std::error::Error;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;

/// Why the index could not be written or asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A file or folder of the index could not be read, made or moved.
    #[error("a file of the search index {} could not be used", path.display())]
    File {
        /// The folder of the index.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The index could not be written.
    #[error("the search index {} could not be written", path.display())]
    Write {
        /// The folder of the index.
        path: PathBuf,
        /// What the index said.
        #[source]
        source: Box<TantivyError>,
    },
    /// The index could not answer.
    #[error("the search index {} could not be read", path.display())]
    Read {
        /// The folder of the index.
        path: PathBuf,
        /// What the index said.
        #[source]
        source: Box<TantivyError>,
    },
    /// The library could not be read.
    #[error("the library could not be read for the search index ({attempted})")]
    Source {
        /// What was asked of it.
        attempted: &'static str,
        /// What it said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The library listed changes out of their order, which would make indexing endless.
    #[error("the library listed change {found} after change {after}")]
    Unordered {
        /// The change before.
        after: u64,
        /// The change that came.
        found: u64,
    },
}

impl SearchError {
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn write(path: &Path, source: TantivyError) -> Self {
        Self::Write {
            path: path.to_owned(),
            source: Box::new(source),
        }
    }

    pub(crate) fn read(path: &Path, source: TantivyError) -> Self {
        Self::Read {
            path: path.to_owned(),
            source: Box::new(source),
        }
    }

    pub(crate) fn library<E: Error + Send + Sync + 'static>(
        attempted: &'static str,
        source: E,
    ) -> Self {
        Self::Source {
            attempted,
            source: Box::new(source),
        }
    }
}
