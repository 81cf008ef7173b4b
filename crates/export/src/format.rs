//! The formats of an export, and the one function that makes them.

use std::fmt;
use std::str::FromStr;

use crate::timeline::Timeline;
use crate::{data, html, markdown, sheet};

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A text to read and edit (`CommonMark`).
    Markdown,
    /// A page to read and print; no script, no outside resource.
    Html,
    /// A table (RFC 4180).
    Csv,
    /// Data for programs.
    Json,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not a format; expected one of md, html, csv, json")]
pub struct FormatError {
    /// What was given.
    pub word: String,
}

/// Why an export could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The page template could not be filled.
    #[error("the page of the timeline could not be laid out")]
    Page(#[from] minijinja::Error),
    /// The table could not be written.
    #[error("the table of the timeline could not be written")]
    Table(#[from] csv::Error),
    /// The data could not be written.
    #[error("the data of the timeline could not be written")]
    Data(#[from] serde_json::Error),
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Csv, Self::Json];

    /// Returns the word of the format, which is also the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == word);
        found.ok_or_else(|| FormatError {
            word: word.to_owned(),
        })
    }
}

/// Returns a timeline in a format, as UTF-8.
///
/// The same timeline gives the same bytes, always.
pub fn render(timeline: &Timeline, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Markdown => Ok(markdown::render(timeline).into_bytes()),
        Format::Html => Ok(html::render(timeline)?.into_bytes()),
        Format::Csv => Ok(sheet::render(timeline)?),
        Format::Json => Ok(data::render(timeline)?.into_bytes()),
    }
}
