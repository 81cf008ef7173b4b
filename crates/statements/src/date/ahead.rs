//! Ahead: whether a date without a year lies in the future, told from the words before it.
//!
//! Reports speak of the past: "in August" is the last August, unless something will happen in it.

use std::ops::Range;

use super::find::Pointing;

/// Words of plans and deadlines.
const PLANS: &[&str] = &[
    "will",
    "shall",
    "due",
    "scheduled",
    "plans",
    "expected",
    "next",
    "begin",
    "begins",
    "set",
    "until",
    "won't",
    "promised",
    "we'll",
    "it'll",
];
/// Words that speak of what is and may come; they are too weak to move a day.
const PRESENT: &[&str] = &[
    "would", "is", "are", "may", "can", "expects", "start", "starts", "opens", "by",
];
/// Bytes before a date in which such words are looked for.
const REACH: usize = 90;

/// Says which way a day without a year points: "set for 6 October".
pub(super) fn planned(source: &str, date: &Range<usize>) -> Pointing {
    pointing(says(PLANS, source, date))
}

/// Says which way a month without a year points; `date` holds its preposition: "until May".
pub(super) fn expected(source: &str, date: &Range<usize>) -> Pointing {
    let lead = source[date.clone()].to_lowercase();
    let limit = lead.starts_with("until") || lead.starts_with("by");
    pointing(limit || says(PLANS, source, date) || says(PRESENT, source, date))
}

fn pointing(ahead: bool) -> Pointing {
    if ahead {
        Pointing::Ahead
    } else {
        Pointing::Plain
    }
}

/// Tells whether one of the words stands before a date in its sentence.
fn says(list: &[&str], source: &str, date: &Range<usize>) -> bool {
    let start = source.floor_char_boundary(date.start.saturating_sub(REACH));
    let before = &source[start..date.start];
    let sentence = before
        .rsplit(['.', '!', '?', '\n', ';'])
        .next()
        .unwrap_or(before);
    sentence
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .any(|word| list.contains(&word.to_lowercase().as_str()))
}
