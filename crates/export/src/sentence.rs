//! The sentences at the head of an export: what it holds, what it leaves out, and what its words
//! do and do not prove.

use model::When;

use crate::date_words;
use crate::row::Date;
use crate::timeline::{LeftOut, OrderClock, Timeline};

/// The label of invented cases.
pub(crate) const FICTIONAL: &str = "FICTIONAL SAMPLE";

const CHECKED: &str = "“Reading checked” means that a person compared the words with the captured \
    source and found that they were read right. It never means that they are true.";

const DIGESTS: &str = "Each SHA-256 names the captured bytes. Together with the library that holds \
    them and its capture log it shows who archived them, that they have not changed since, and, \
    by the log's own clock, the latest time at which they can have been made. It does not prove \
    what the site would have sent to anybody else.";

const UNANSWERED: &str = "“No answer linked” says that nobody, neither the machine nor a person, has \
joined an answer to the allegation. It is no verdict: one may exist, in this library or elsewhere.";

/// Returns the sentences that explain the words of the export, for every format.
pub(crate) fn notes(timeline: &Timeline) -> Vec<String> {
    let mut notes = vec![
        CHECKED.to_owned(),
        UNANSWERED.to_owned(),
        DIGESTS.to_owned(),
    ];
    if timeline.case.fictional {
        let notice = "FICTIONAL SAMPLE: every person, company, outlet and event here is invented.";
        notes.insert(0, notice.to_owned());
    }
    notes
}

/// Returns how the rows are ordered.
pub(crate) fn order(clock: OrderClock) -> &'static str {
    match clock {
        OrderClock::Said => "by when it was said",
        OrderClock::Happened => "by when it happened",
        OrderClock::Published => "by when it was published",
        OrderClock::Captured => "by when it was captured",
    }
}

/// Returns the moment up to which the library was looked at.
pub(crate) fn as_of(timeline: &Timeline) -> String {
    let Some(text) = &timeline.as_of else {
        return "not given".to_owned();
    };
    match text.parse::<When>() {
        Ok(when) => date_words::in_words(&Date::from(&when)),
        Err(_) => text.clone(),
    }
}

/// Returns what was chosen.
pub(crate) fn filters(timeline: &Timeline) -> String {
    if timeline.filters.is_empty() {
        "none".to_owned()
    } else {
        timeline.filters.join("; ")
    }
}

/// Returns what is not in the export.
pub(crate) fn left_out(left_out: LeftOut) -> String {
    let LeftOut {
        proposals,
        rejected,
        filtered,
    } = left_out;
    let mut parts = vec![match proposals {
        0 => "no proposals".to_owned(),
        1 => "1 proposal that no person has checked".to_owned(),
        many => format!("{many} proposals that no person has checked"),
    }];
    if rejected > 0 {
        parts.push(format!("{rejected} rejected as read wrong"));
    }
    if filtered > 0 {
        parts.push(format!("{filtered} outside the filters"));
    }
    parts.join(", ")
}

/// Returns how many lines there are.
pub(crate) fn count(timeline: &Timeline) -> String {
    match timeline.rows.len() {
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    }
}
