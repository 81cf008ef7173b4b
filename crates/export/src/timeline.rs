//! A timeline as it is handed in: the case, what was chosen, what was left out, and the rows in
//! their order.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::row::{Date, Row};

/// What the head of an export says about the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CaseHead {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name as letters, digits and hyphens.
    pub slug: String,
    /// One line on where the matter stands.
    pub subtitle: Option<String>,
    /// Whether everything in it is invented.
    pub fictional: bool,
    /// The names of the parties.
    pub parties: Vec<String>,
}

/// The clock by which rows are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename_all = "snake_case"))]
pub enum OrderClock {
    /// When it was said.
    #[default]
    Said,
    /// When it happened.
    Happened,
    /// When it was published.
    Published,
    /// When it was captured.
    Captured,
}

/// A word that names no clock.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not a clock; expected one of said, happened, published, captured")]
pub struct OrderClockError {
    /// What was given.
    pub word: String,
}

impl OrderClock {
    /// Every clock.
    pub const ALL: [Self; 4] = [Self::Said, Self::Happened, Self::Published, Self::Captured];

    /// Returns the word of the clock, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Happened => "happened",
            Self::Published => "published",
            Self::Captured => "captured",
        }
    }

    /// Returns the date of a row by this clock.
    pub fn date_of(self, row: &Row) -> &Date {
        match self {
            Self::Said => &row.said,
            Self::Happened => &row.happened,
            Self::Published => &row.published,
            Self::Captured => &row.captured,
        }
    }
}

impl fmt::Display for OrderClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for OrderClock {
    type Err = OrderClockError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|clock| clock.as_str() == word);
        found.ok_or_else(|| OrderClockError {
            word: word.to_owned(),
        })
    }
}

/// How many rows of the case are not in the timeline, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Statements that no person has checked.
    pub proposals: u64,
    /// Statements that a person found to be read wrong.
    pub rejected: u64,
    /// Checked statements and leads outside the filters.
    pub filtered: u64,
}

/// A timeline to export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The case.
    pub case: CaseHead,
    /// The clock by which the rows are ordered.
    pub clock: OrderClock,
    /// The filters in words; none when everything was chosen.
    pub filters: Vec<String>,
    /// The day or instant (ISO 8601) up to which the library was looked at.
    pub as_of: Option<String>,
    /// What is not in it.
    pub left_out: LeftOut,
    /// The rows in the order in which they are shown.
    pub rows: Vec<Row>,
    /// The program and its version.
    pub tool: String,
}
