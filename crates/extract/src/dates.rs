//! Dates as pages, feeds and mails write them, cut to the precision that was given.
//!
//! Accepted are RFC 3339 and its relatives, RFC 2822, numbers of seconds since 1970, and days in
//! words or figures. A time of day without a zone is no instant, so only its day is kept. A
//! day given in figures alone (`03/04/2024`) is read only where the order is certain.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate};
use model::When;
use regex::Regex;

/// Years outside of this range are misreadings: the web begins in 1990, and later dates than 2100
/// are serial numbers.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Reads one date from a text that is supposed to hold one.
pub(crate) fn parse(text: &str) -> When {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.len() > 120 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return When::Unknown;
    }
    instant(text)
        .map(When::Instant)
        .or_else(|| iso_coarse(text))
        .or_else(|| epoch(text).map(When::Instant))
        .or_else(|| days_in(text).next().map(When::day))
        .or_else(|| short_year(text).map(When::day))
        .unwrap_or_default()
}

/// Reads a text that is nothing but a dotted day with two digits for its year: `03.09.24`.
fn short_year(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim_end_matches('.').split('.').map(str::trim);
    let [day, month, year] = [parts.next()?, parts.next()?, parts.next()?];
    let is_number =
        |it: &str| (1..=2).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit());
    let is_day = parts.next().is_none() && is_number(day) && is_number(month) && year.len() == 2;
    let year: u32 = year.parse().ok().filter(|_| is_day)?;
    date(2000 + year, month.parse().ok()?, day.parse().ok()?)
}

/// Finds the days written out in running text, in their order.
pub(crate) fn days_in(text: &str) -> impl Iterator<Item = NaiveDate> + '_ {
    WRITTEN.captures_iter(text).filter_map(|found| {
        let part = |name: &str| found.name(name).map(|it| it.as_str());
        let number = |name: &str| part(name)?.parse::<u32>().ok();
        let year = ["y1", "y2", "y3", "y4", "y5"]
            .iter()
            .find_map(|name| number(name))?;
        let month = ["m1", "m4"]
            .iter()
            .find_map(|name| number(name))
            .or_else(|| month_number(part("mn2").or_else(|| part("mn3"))?));
        let day = ["d1", "d2", "d3", "d4"]
            .iter()
            .find_map(|name| number(name));
        if let (Some(first), Some(second)) = (number("a5"), number("b5")) {
            return figures(first, second, year, part("s5")?);
        }
        date(year, month?, day?)
    })
}

/// Reads the day that a path such as `/2024/09/03/` names.
pub(crate) fn day_of_path(path: &str) -> Option<NaiveDate> {
    let found = PATH.captures(path)?;
    let part = |names: [&str; 3]| {
        names
            .iter()
            .find_map(|name| found.name(name))
            .map(|it| it.as_str())
    };
    let month = part(["month", "month1", "month2"])?;
    let month = month.parse().ok().or_else(|| month_number(month))?;
    let day = part(["day", "day1", "day2"])?.parse().ok()?;
    date(found.name("year")?.as_str().parse().ok()?, month, day)
}

/// A day in a path, with dividers or as eight digits.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:^|[/_-])(?P<year>(?:19|20)\d\d)
        (?: [/_-](?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-]?(?P<day>0[1-9]|[12]\d|3[01])
          | [/_-](?P<month1>0?[1-9]|1[0-2])[/_-](?P<day1>[1-9])
          | (?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01]) )
        (?:[/_.-]|$)",
    )
    .expect("the pattern is a constant")
});

/// Days as written: ISO, `3. September 2024`, `September 3rd, 2024`, `03.09.2024`, `9/3/2024`,
/// `2024年9月3日`.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?-u:\b)(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?:(?-u:\b)|T)
        | (?-u:\b)(?P<d2>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s\u{a0}/-]*(?:de\s+|of\s+|d')?(?P<mn2>\p{L}{3,12})\.?,?[\s\u{a0}/-]*(?:de[l]?\s+)?(?P<y2>(?:19|20)\d\d)(?-u:\b)
        | (?-u:\b)(?P<mn3>\p{L}{3,12})\.?[\s\u{a0}]+(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?[\s\u{a0}]+(?P<y3>(?:19|20)\d\d)(?-u:\b)
        | (?P<y4>(?:19|20)\d\d)\s?[年년]\s?(?P<m4>\d{1,2})\s?[月월]\s?(?P<d4>\d{1,2})\s?[日일]
        | (?-u:\b)(?P<a5>\d{1,2})(?P<s5>[./-])\s?(?P<b5>\d{1,2})[./-]\s?(?P<y5>(?:19|20)\d\d)(?-u:\b)",
    )
    .expect("the pattern is a constant")
});

/// Day and month in figures: dotted dates begin with the day, and a number above twelve is one.
fn figures(first: u32, second: u32, year: u32, separator: &str) -> Option<NaiveDate> {
    match (first, second) {
        (1..=12, 13..=31) => date(year, first, second),
        (13..=31, 1..=12) => date(year, second, first),
        _ if first == second => date(year, first, second),
        _ if separator == "." => date(year, second, first),
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let plausible = |it: &DateTime<FixedOffset>| YEARS.contains(&chrono::Datelike::year(it));
    if let Ok(found) = DateTime::parse_from_rfc3339(text) {
        return Some(found).filter(plausible);
    }
    if let Ok(found) = DateTime::parse_from_rfc2822(text) {
        return Some(found).filter(plausible);
    }
    let spaced = text
        .replace("Z[UTC]", "Z")
        .replace(" UTC", "Z")
        .replace(" GMT", "Z");
    let spaced = spaced.replace('Z', " +0000").replace('T', " ");
    [
        "%Y-%m-%d %H:%M:%S%.f %#z",
        "%Y-%m-%d %H:%M %#z",
        "%Y/%m/%d %H:%M:%S %#z",
        "%Y%m%d %H%M%S %#z",
        "%a %b %d %H:%M:%S %#z %Y",
        "%a, %d %b %Y %H:%M:%S %#z",
        "%a, %d %b %Y %H:%M %#z",
    ]
    .iter()
    .find_map(|format| DateTime::parse_from_str(&spaced, format).ok())
    .or_else(|| DateTime::parse_from_str(&spaced, "%Y-%m-%d %H:%M:%S%.f%#z").ok())
    .filter(plausible)
}

/// A year, a month, or a day in the basic or extended format, with or without a time.
fn iso_coarse(text: &str) -> Option<When> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 && (text.len() == 8 || text[8..].starts_with('T')) {
        let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
        return date(number(0..4)?, number(4..6)?, number(6..8)?).map(When::day);
    }
    if digits != 4 || !YEARS.contains(&text[..4].parse().ok()?) {
        return None;
    }
    text.replacen(' ', "T", 1).parse::<When>().ok()
}

/// Seconds or milliseconds since 1970, as some pages write them into attributes.
fn epoch(text: &str) -> Option<DateTime<FixedOffset>> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Some(DateTime::from_timestamp(seconds, 0)?.fixed_offset())
}

/// Reads the name of a month in the languages of the European press.
fn month_number(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    MONTHS
        .iter()
        .position(|names| {
            names.split(' ').any(|it| {
                it == name
                    || (it.len() >= 4
                        && it.starts_with(&name)
                        && name.len() >= 3
                        && it.len() > name.len())
            })
        })
        .and_then(|index| u32::try_from(index + 1).ok())
}

/// Full names by month: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
/// Polish, Turkish, Russian. A beginning of three letters and more is enough.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero gennaio janeiro januari stycznia ocak января",
    "february februar feber février febrero febbraio fevereiro februari lutego şubat февраля",
    "march märz mrz mars marzo março maart marca mart марта",
    "april avril abril aprile kwietnia nisan апреля",
    "may mai mayo maggio maio mei maj maja mayıs мая",
    "june juni juin junio giugno junho czerwca haziran июня",
    "july juli juillet julio luglio julho lipca temmuz июля",
    "august août agosto augustus augusti sierpnia ağustos августа",
    "september sept septembre septiembre settembre setembro września eylül сентября",
    "october oktober octobre octubre ottobre outubro października ekim октября",
    "november novembre noviembre novembro listopada kasım ноября",
    "december dezember décembre diciembre dicembre dezembro grudnia aralık декабря",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).value().unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn dates_are_cut_to_what_was_given() {
        check("2024-09-03T10:20:30+02:00", "2024-09-03T10:20:30+02:00");
        check("2024-09-03T10:20:30+0200", "2024-09-03T10:20:30+02:00");
        check("2024-09-03 10:20:30 UTC", "2024-09-03T10:20:30Z");
        check("2024-09-03T10:20:30.123Z", "2024-09-03T10:20:30.123Z");
        check("2024-09-03 10:20:30", "2024-09-03");
        check("2024-09-03T10:20", "2024-09-03");
        check("20240903", "2024-09-03");
        check("2024-09", "2024-09");
        check("2024", "2024");
        check("Tue, 03 Sep 2024 10:20:30 GMT", "2024-09-03T10:20:30Z");
        check("1725358830", "2024-09-03T10:20:30Z");
        check("1725358830000", "2024-09-03T10:20:30Z");
    }

    #[test]
    fn days_are_read_in_words_and_figures() {
        check("Sept. 3, 2024, 4:05 p.m. ET", "2024-09-03");
        check("Updated on Tuesday, September 3rd, 2024", "2024-09-03");
        check("3. September 2024", "2024-09-03");
        check("le 3 août 2024 à 10h", "2024-08-03");
        check("3 de marzo de 2024", "2024-03-03");
        check("Dienstag, 03.09.2024", "2024-09-03");
        check("3.\u{2009}9.\u{2009}2024", "2024-09-03");
        check("03.09.24", "2024-09-03");
        check("12.04.24.3", "");
        check("9/23/2024", "2024-09-23");
        check("9/3/2024", "");
        check("2024年9月3日", "2024-09-03");
        check("03-Sep-2024", "2024-09-03");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "2 hours ago",
            "Room 12",
            "99999999",
            "2024-13-45",
            "1066",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn a_path_can_name_a_day() {
        let check = |path: &str, expected: Option<&str>| {
            let found = day_of_path(path).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{path}");
        };
        check("/2024/09/03/court-rules", Some("2024-09-03"));
        check("/news/2024/sep/03/court-rules", Some("2024-09-03"));
        check("/a/court-rules-2024-09-03", Some("2024-09-03"));
        check("/a/20240903/x", Some("2024-09-03"));
        check("/2024/9/3/court-rules", Some("2024-09-03"));
        check("/2024/12/court-rules", None);
        check("/2024/09/court-rules", None);
        check("/a/12024090312", None);
    }
}
