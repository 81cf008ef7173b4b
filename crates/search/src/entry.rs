//! What is indexed, and where it comes from.

use std::fmt;

use chrono::{DateTime, Utc};
use model::{Attribution, Kind, LibraryId, Status};

/// Which library an index belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The library.
    pub library: LibraryId,
    /// Grows when a backup is put back, so that an index made after it is recognised.
    pub epoch: u64,
}

/// The nouns that are found by searching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Words of somebody.
    Statement,
    /// A whole article, filing or note.
    Document,
}

impl EntryKind {
    /// Returns the word of the kind, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Document => "document",
        }
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing to find, with all by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// The number of its last change.
    pub rev: u64,
    /// The cases that it belongs to, by every name that `case:` shall understand (id, slug).
    pub cases: Vec<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its words.
    pub text: String,
    /// Whose words a statement reports.
    pub speaker: Option<String>,
    /// What a statement does.
    pub statement_kind: Option<Kind>,
    /// How far a statement has been checked.
    pub status: Option<Status>,
    /// Who answers for the words of a statement.
    pub attribution: Option<Attribution>,
    /// The outlet that published it.
    pub outlet: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub lang: Option<String>,
    /// The reporter's tags.
    pub tags: Vec<String>,
    /// The entities named in it, by all their names.
    pub entities: Vec<String>,
    /// The earliest moment at which it can have been said.
    pub said: Option<DateTime<Utc>>,
    /// The earliest moment at which it can have been published.
    pub published: Option<DateTime<Utc>>,
    /// When it was captured.
    pub captured: Option<DateTime<Utc>>,
}

impl Entry {
    /// Returns an entry with nothing but its words.
    pub fn new(kind: EntryKind, id: String, rev: u64, text: String) -> Self {
        Self {
            id,
            kind,
            rev,
            cases: Vec::new(),
            title: None,
            text,
            speaker: None,
            statement_kind: None,
            status: None,
            attribution: None,
            outlet: None,
            lang: None,
            tags: Vec::new(),
            entities: Vec::new(),
            said: None,
            published: None,
            captured: None,
        }
    }
}

/// The last change of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new, or found otherwise than before.
    Put(Box<Entry>),
    /// It is gone.
    Gone {
        /// Its id.
        id: String,
        /// The number of the change.
        rev: u64,
    },
}

impl Change {
    /// Returns the number of the change.
    pub fn rev(&self) -> u64 {
        match self {
            Self::Put(entry) => entry.rev,
            Self::Gone { rev, .. } => *rev,
        }
    }

    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Put(entry) => &entry.id,
            Self::Gone { id, .. } => id,
        }
    }
}

/// Where entries come from: the store, seen through `engine`.
///
/// Every change has a number of its own from one counter, and only the last change of a thing is
/// listed: one that changes again moves to the end of the list.
pub trait Source {
    /// What a failed reading says.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Returns which library this is.
    fn identity(&self) -> Result<Identity, Self::Error>;

    /// Returns the number of the last change.
    fn max_rev(&self) -> Result<u64, Self::Error>;

    /// Returns the changes after number `after` in the order of their numbers, at most `limit` of
    /// them; none when there are no more.
    fn changes(&self, after: u64, limit: usize) -> Result<Vec<Change>, Self::Error>;
}
