//! Dates in words, never more precise than they are: a date known to the month is "March 2031".

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};
use model::{Precision, When};

use crate::row::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The seasons of EDTF level 1, from month number 21.
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// Returns a date in words.
pub(crate) fn in_words(date: &Date) -> String {
    let Some(value) = &date.value else {
        return "not known".to_owned();
    };
    match date.precision {
        Precision::Unknown => "not known".to_owned(),
        Precision::Instant => match value.parse() {
            Ok(When::Instant(instant)) => instant_in_words(&instant),
            _ => value.clone(),
        },
        Precision::Interval => interval(value),
        _ => coarse(value),
    }
}

/// Returns an instant in words with the offset it is written in, to the second where it has one.
pub(crate) fn instant_in_words(instant: &DateTime<FixedOffset>) -> String {
    let time = if instant.second() == 0 {
        instant.format("%H:%M")
    } else {
        instant.format("%H:%M:%S")
    };
    let zone = match instant.offset().local_minus_utc() {
        0 => "UTC".to_owned(),
        _ => format!("UTC{}", instant.offset()),
    };
    format!("{}, {time} {zone}", day_in_words(instant.date_naive()))
}

/// Returns a day in words.
pub(crate) fn day_in_words(day: NaiveDate) -> String {
    let text = day.format("%Y-%m-%d").to_string();
    plain(&text).unwrap_or(text)
}

/// Returns what is missing of a date for a day, in words.
pub(crate) fn remark(date: &Date) -> Option<&'static str> {
    match date.precision {
        Precision::Month => Some("day not given"),
        Precision::Year => Some("month not given"),
        _ => None,
    }
}

fn interval(value: &str) -> String {
    match value.split_once('/') {
        Some((from, "" | "..")) => format!("from {}", coarse(from)),
        Some(("" | "..", until)) => format!("until {}", coarse(until)),
        Some((from, until)) => format!("{} to {}", coarse(from), coarse(until)),
        None => coarse(value),
    }
}

fn coarse(value: &str) -> String {
    let bare = value.trim_end_matches(['~', '?', '%']);
    let Some(words) = plain(bare) else {
        return value.to_owned();
    };
    let mark = &value[bare.len()..];
    match mark {
        "" if bare.contains('X') => format!("within {words}"),
        "" => words,
        "?" => format!("perhaps {words}"),
        _ => format!("about {words}"),
    }
}

/// Returns `2031-03-12`, `2031-03`, `2031`, `2031-21` or `2031-03-XX` in words.
fn plain(value: &str) -> Option<String> {
    let mut parts = value.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let Some(month) = parts.next().filter(|month| *month != "XX") else {
        return Some(year.to_owned());
    };
    let number: usize = month.parse().ok()?;
    let name = match number {
        1..=12 => MONTHS[number - 1],
        21..=24 => SEASONS[number - 21],
        _ => return None,
    };
    let Some(day) = parts.next().filter(|day| *day != "XX") else {
        return Some(format!("{name} {year}"));
    };
    let day: u8 = day.parse().ok()?;
    parts
        .next()
        .is_none()
        .then(|| format!("{day} {name} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_are() {
        let check = |value: &str, expected: &str| {
            let when: When = value.parse().expect(value);
            assert_eq!(in_words(&Date::from(&when)), expected, "{value}");
        };
        check("2031-03-06T09:10:00Z", "6 March 2031, 09:10 UTC");
        check(
            "2031-03-06T09:10:05+01:00",
            "6 March 2031, 09:10:05 UTC+01:00",
        );
        check("2031-03-06", "6 March 2031");
        check("2031-03", "March 2031");
        check("2031", "2031");
        check("2031-01/2031-03", "January 2031 to March 2031");
        check("2031-01/..", "from January 2031");
        check("../2031-03-02", "until 2 March 2031");
        check("2031-03~", "about March 2031");
        check("2031-03-06?", "perhaps 6 March 2031");
        check("2031-03-XX", "within March 2031");
        check("2031-21", "spring 2031");
        assert_eq!(in_words(&Date::default()), "not known");
    }
}
