//! Dates in the text: finding the words and saying what they mean.
//!
//! `find` knows how English and ISO dates are written, `ahead` tells plans from the past,
//! `resolve` counts from the day of publication. A date never becomes more precise than its words: "last month" is a month.

mod ahead;
mod find;
mod resolve;

use std::ops::Range;

use model::When;

/// A date at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// What it means.
    pub(crate) value: When,
    /// Whether it was counted from the day of publication.
    pub(crate) relative: bool,
}

/// Finds the dates of a text, in order, that can be resolved.
pub(crate) fn dates(source: &str, published: &When) -> Vec<Dated> {
    let base = resolve::Base::of(published);
    let mut previous_year = None;
    let mut last = 0;
    let found = find::expressions(source)
        .filter_map(|(range, expression)| {
            // "In October" after a year of another paragraph is the October of nobody knows when.
            if source[last..range.start].contains('\n') {
                previous_year = None;
            }
            last = range.end;
            let (value, relative) = resolve::resolve(&expression, base, previous_year)?;
            previous_year = resolve::year_of(&value).or(previous_year);
            Some(Dated {
                range,
                value,
                relative,
            })
        })
        .collect();
    crate::chinese::with_dates(found, source, published)
}
