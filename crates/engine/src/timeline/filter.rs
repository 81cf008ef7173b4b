//! Which rows are chosen, in which order they stand, and how the choice is told.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use export::{OrderClock, Row};
use model::{Entity, Precision, When, normalised_name};

use super::names::stands_in;
use super::{Show, TimelineFilter};

/// A filter with the speaker's other names.
pub(super) struct Chosen<'a> {
    filter: &'a TimelineFilter,
    /// The names of which the speaker must bear one, in the form in which names are compared;
    /// nothing when any speaker will do.
    speakers: Option<BTreeSet<String>>,
}

impl<'a> Chosen<'a> {
    /// Looks up the speaker among the entities of the case.
    pub(super) fn new(
        filter: &'a TimelineFilter,
        entities: impl Iterator<Item = &'a Entity> + Clone,
    ) -> Self {
        let speakers = filter.speaker.as_deref().map(|given| {
            let called = entities.filter(|entity| entity.is_called(given));
            let names = called.flat_map(|entity| entity.aliases.iter().chain([&entity.name]));
            let names = names.map(String::as_str).chain([given]);
            names.map(normalised_name).collect()
        });
        Self { filter, speakers }
    }

    /// Tells whether a row is of the kinds, the speaker, the outlets and the time that were asked
    /// for.
    pub(super) fn fits(&self, row: &Row) -> bool {
        let kinds = &self.filter.kinds;
        (kinds.is_empty() || kinds.contains(&row.kind))
            && self.is_by_speaker(row)
            && is_of_outlet(row, &self.filter.outlets)
            && lies_between(row, self.filter)
    }

    fn is_by_speaker(&self, row: &Row) -> bool {
        let Some(names) = &self.speakers else {
            return true;
        };
        row.speaker.as_deref().is_some_and(|speaker| {
            let speaker = normalised_name(speaker);
            names.iter().any(|name| stands_in(&speaker, name))
        })
    }
}

/// Tells whether a row is of one of the outlets that were asked for. A lead is of none: what it
/// speaks of is not captured.
fn is_of_outlet(row: &Row, outlets: &[String]) -> bool {
    let outlet = row.document.as_ref().and_then(|it| it.outlet.as_ref());
    outlets.is_empty() || outlet.is_some_and(|outlet| outlets.contains(outlet))
}

/// Tells whether the chosen clock of a row may lie between the two dates. A row without that clock
/// lies nowhere, so that it is shown only when no date was asked for.
fn lies_between(row: &Row, filter: &TimelineFilter) -> bool {
    if filter.after.is_none() && filter.before.is_none() {
        return true;
    }
    let when = clock_of(row, filter.clock);
    if !when.is_known() {
        return false;
    }
    let after = filter.after.as_ref().and_then(When::earliest);
    let before = filter.before.as_ref().and_then(last_moment);
    let not_too_early =
        after.is_none_or(|after| when.latest().is_none_or(|latest| latest >= after));
    let not_too_late =
        before.is_none_or(|before| when.earliest().is_none_or(|earliest| earliest <= before));
    not_too_early && not_too_late
}

/// Returns the last moment that a date can mean: of a day, all of its last second.
pub(crate) fn last_moment(when: &When) -> Option<DateTime<Utc>> {
    let latest = when.latest()?;
    if when.precision() == Precision::Instant {
        return Some(latest);
    }
    Some(latest + TimeDelta::nanoseconds(999_999_999))
}

/// Returns the date of a row by a clock.
pub(crate) fn clock_of(row: &Row, clock: OrderClock) -> When {
    clock
        .date_of(row)
        .value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

/// Orders by the chosen clock; rows without it come last.
pub(super) fn order(
    row: &Row,
    clock: OrderClock,
) -> (bool, Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let when = clock_of(row, clock);
    (!when.is_known(), when.earliest(), when.latest())
}

/// Says in words what was filtered.
pub(super) fn in_words(filter: &TimelineFilter) -> Vec<String> {
    let mut words = Vec::new();
    if !filter.kinds.is_empty() {
        let kinds = filter.kinds.iter();
        let kinds: Vec<String> = kinds
            .map(|kind| kind.to_string().replace('_', " "))
            .collect();
        words.push(format!("only {}", kinds.join(", ")));
    }
    let after = filter.after.iter();
    let before = filter.before.iter();
    words.extend(filter.speaker.iter().map(|name| format!("speaker {name}")));
    if let [only] = filter.outlets.as_slice() {
        words.push(format!("outlet {only}"));
    } else if !filter.outlets.is_empty() {
        words.push(format!("outlets {}", filter.outlets.join(", ")));
    }
    words.extend(after.map(|date| format!("on or after {date}")));
    words.extend(before.map(|date| format!("on or before {date}")));
    if filter.show == Show::Checked {
        words.push("only statements whose reading was checked".to_owned());
    }
    words
}
