//! Watches: places we capture from, again and again.

use chrono::{DateTime, Utc};

use crate::word::words;
use crate::{CaseId, WatchId};

words! {
    /// What a watch looks at.
    pub enum WatchKind as "kind of watch" {
        /// An RSS, Atom or JSON feed; its new entries are captured.
        Feed = "feed",
        /// A single page.
        Page = "page",
        /// A sitemap; its new addresses are captured.
        Sitemap = "sitemap",
        /// The feed of a court docket.
        Docket = "docket",
        /// A folder on this machine; its new files are imported.
        Folder = "folder",
    }
}

words! {
    /// How often the pages of a case are captured again that carry checked statements.
    pub enum Recapture as "time between captures" {
        /// Never by itself.
        Off = "off",
        /// Every day.
        Day = "day",
        /// Every week.
        Week = "week",
        /// Every thirty days.
        Month = "month",
    }
}

impl Recapture {
    /// Returns how many days lie between two captures; nothing for never.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Off => None,
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Month => Some(30),
        }
    }
}

/// A place that a case captures from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Watch {
    /// Its name.
    pub id: WatchId,
    /// The case that its captures go into.
    pub case: CaseId,
    /// What it looks at.
    pub kind: WatchKind,
    /// The address, or the folder.
    pub target: String,
    /// Seconds between two looks.
    pub every_seconds: u32,
    /// When it is looked at next.
    pub next_run: DateTime<Utc>,
    /// When it was last looked at.
    pub last_run: Option<DateTime<Utc>>,
    /// What came of that, in plain words.
    pub last_result: Option<String>,
    /// Since when every look has failed.
    pub failing_since: Option<DateTime<Utc>>,
}
