//! How dates are written: one pattern over the text, turned into plain expressions.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::ahead;

/// A date as its words give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// Year, month, day.
    Day(i32, u32, u32),
    /// Month and day without a year.
    DayOfYear(u32, u32, Pointing),
    /// Year and month.
    Month(i32, u32),
    /// A month alone, with how it was pointed at.
    MonthAlone(u32, Pointing),
    /// A year.
    Year(i32),
    /// Ten years from the given one.
    Decade(i32),
    /// Days from the day of publication.
    Days(i64),
    /// A weekday, counted from 0 on Monday.
    Weekday(u32, Pointing),
    /// The week, month or year before, of or after the publication.
    Around(Unit, Pointing),
    /// So many units before the publication.
    Ago(i64, Unit),
}

/// Which way an expression points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointing {
    /// "on Monday", "in May".
    Plain,
    /// "last".
    Last,
    /// "this".
    This,
    /// "next".
    Next,
    /// "until May", "will open in May".
    Ahead,
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

const MONTH: &str = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)";
const WEEKDAY: &str = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";

// Word borders are ASCII: with Unicode ones the matcher falls back to its slowest engine.
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?x)
        (?-u:\b)(?P<iso>(?P<iy>(?:1[6-9]|20)[0-9][0-9])-(?P<im>[0-9][0-9])-(?P<id>[0-9][0-9]))(?-u:\b)
        |(?-u:\b)(?:{WEEKDAY},?\s+)?(?P<mdy>(?P<am>{MONTH})\s+(?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ay>(?:1[5-9]|20)[0-9][0-9]))(?-u:\b)
        |(?-u:\b)(?:{WEEKDAY},?\s+)?(?:the\s+)?(?P<dmy>(?P<bd>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<bm>{MONTH}),?\s+(?P<by>(?:1[5-9]|20)[0-9][0-9]))(?-u:\b)
        |(?-u:\b)(?P<my>(?P<cm>{MONTH})(?:\s+of)?,?\s+(?P<cy>(?:1[5-9]|20)[0-9][0-9]))(?-u:\b)
        |(?-u:\b)(?:{WEEKDAY},?\s+)?(?P<md>(?P<dm>{MONTH})\s+(?P<dd>[0-9]{{1,2}})(?:st|nd|rd|th)?)(?-u:\b)
        |(?-u:\b)(?:{WEEKDAY},?\s+)?(?P<dm2>(?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<em>{MONTH}))(?-u:\b)
        |(?-u:\b)(?i:(?P<pw>last|this|next|on)\s+)?(?P<wd>{WEEKDAY})(?-u:\b)
        |(?-u:\b)(?i:(?P<pm>last|this|next)\s+)(?P<ma>{MONTH})(?-u:\b)
        |(?-u:\b)(?i:(?:in|since|until|by|from|late|early|mid|during|of)[\s-]+)(?P<mb>{MONTH})(?-u:\b)
        |(?-u:\b)(?P<rel>(?i:(?:the\s+)?day\s+before\s+yesterday|yesterday|today|tomorrow|tonight))(?-u:\b)
        |(?-u:\b)(?P<around>(?i:(?P<pu>last|this|next|the\s+previous|the\s+past|the\s+following|earlier\s+this|later\s+this)\s+(?P<uu>week|month|year)))(?-u:\b)
        |(?-u:\b)(?P<ago>(?i:(?P<an>[0-9]{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a\s+few|several)\s+(?P<au>days?|weeks?|months?|years?)\s+(?:ago|earlier)))(?-u:\b)
        |(?P<zday>(?P<zy>(?:1[6-9]|20)[0-9][0-9])\s?年\s?(?P<zm>[0-9]{{1,2}})\s?月\s?(?P<zd>[0-9]{{1,2}})\s?日)
        |(?P<zmonth>(?P<zy2>(?:1[6-9]|20)[0-9][0-9])\s?年\s?(?P<zm2>[0-9]{{1,2}})\s?月)
        |(?P<zmd>(?P<zm3>[0-9]{{1,2}})\s?月\s?(?P<zd3>[0-9]{{1,2}})\s?日)
        |(?P<zweek>(?:周|星期)(?P<zw>[一二三四五六日]))
        |(?P<zrel>昨日|昨天|今日|今天)
        |(?-u:\b)(?P<dec>(?:the\s+)?(?P<dy>(?:1[6-9]|20)[0-9]0)s)(?-u:\b)
        |(?-u:\b)(?P<year>(?:1[5-9][0-9][0-9]|20[0-4][0-9]))(?-u:\b)
        "
    );
    Regex::new(&pattern).expect("the pattern is fixed and read by a test")
});

/// Finds expressions of time in order.
pub(crate) fn expressions(source: &str) -> impl Iterator<Item = (Range<usize>, Expression)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = PATTERN.captures_at(source, at)?;
            let month = found.name("mb");
            // "in May 2023" is more than "in May": look again from the month on.
            if let Some(month) = month.filter(|month| goes_on(&source[month.end()..])) {
                at = month.start();
                continue;
            }
            at = found.get(0)?.end();
            if let Some(expression) = expression(source, &found) {
                return Some(expression);
            }
        }
    })
}

/// Tells whether a day or year follows a month.
fn goes_on(rest: &str) -> bool {
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn expression(source: &str, found: &Captures<'_>) -> Option<(Range<usize>, Expression)> {
    let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
    let year = |name: &str| found.name(name)?.as_str().parse::<i32>().ok();
    let month = |name: &str| found.name(name).and_then(|it| month_of(it.as_str()));
    let whole = found.get(0)?.range();
    let part = |name: &str| found.name(name).map(|it| it.range());
    let pointing = ahead::planned(source, &whole);
    let result = if part("iso").is_some() {
        (
            whole,
            Expression::Day(year("iy")?, number("im")?, number("id")?),
        )
    } else if part("mdy").is_some() {
        (
            whole,
            Expression::Day(year("ay")?, month("am")?, number("ad")?),
        )
    } else if part("dmy").is_some() {
        (
            whole,
            Expression::Day(year("by")?, month("bm")?, number("bd")?),
        )
    } else if part("my").is_some() {
        (whole, Expression::Month(year("cy")?, month("cm")?))
    } else if part("md").is_some() {
        (
            whole,
            Expression::DayOfYear(month("dm")?, number("dd")?, pointing),
        )
    } else if part("dm2").is_some() {
        (
            whole,
            Expression::DayOfYear(month("em")?, number("ed")?, pointing),
        )
    } else if part("zday").is_some() {
        (
            whole,
            Expression::Day(year("zy")?, number("zm")?, number("zd")?),
        )
    } else if part("zmonth").is_some() {
        (whole, Expression::Month(year("zy2")?, number("zm2")?))
    } else if part("zmd").is_some() {
        (
            whole,
            Expression::DayOfYear(number("zm3")?, number("zd3")?, Pointing::Plain),
        )
    } else {
        return relative(source, found);
    };
    Some(result)
}

/// Reads expressions that point at a day, month or year without giving it whole.
fn relative(source: &str, found: &Captures<'_>) -> Option<(Range<usize>, Expression)> {
    let part = |name: &str| found.name(name).map(|it| it.range());
    let text = |name: &str| found.name(name).map_or("", |it| it.as_str());
    let whole = found.get(0)?.range();
    if let Some(weekday) = part("wd") {
        let pointing = pointing(text("pw"));
        let plain = pointing == Pointing::Plain;
        let range = if plain { weekday } else { whole };
        return Some((
            range,
            Expression::Weekday(weekday_of(text("wd"))?, pointing),
        ));
    }
    if let Some(range) = part("mb") {
        let month = month_of(text("mb"))?;
        let pointing = ahead::expected(source, &whole);
        return Some((range, Expression::MonthAlone(month, pointing)));
    }
    if let Some(range) = part("year") {
        let year = Expression::Year(text("year").parse().ok()?);
        return is_year(source, &range).then_some((range, year));
    }
    let expression = if part("ma").is_some() {
        Expression::MonthAlone(month_of(text("ma"))?, pointing(text("pm")))
    } else if part("around").is_some() {
        Expression::Around(unit_of(text("uu"))?, pointing(text("pu")))
    } else if part("ago").is_some() {
        Expression::Ago(count_of(text("an"))?, unit_of(text("au"))?)
    } else if part("dec").is_some() {
        Expression::Decade(text("dy").parse().ok()?)
    } else if part("zweek").is_some() {
        Expression::Weekday(chinese_weekday(text("zw"))?, Pointing::Plain)
    } else {
        Expression::Days(days_of(&whole, source))
    };
    Some((whole, expression))
}

/// Returns how many days "yesterday" and its like lie from the publication.
fn days_of(range: &Range<usize>, source: &str) -> i64 {
    match source[range.clone()].to_lowercase().as_str() {
        "yesterday" | "昨日" | "昨天" => -1,
        "tomorrow" => 1,
        "today" | "tonight" | "今日" | "今天" => 0,
        _ => -2,
    }
}

fn chinese_weekday(word: &str) -> Option<u32> {
    let day = "一二三四五六日"
        .chars()
        .position(|day| word.starts_with(day))?;
    u32::try_from(day).ok()
}

/// Tells whether four digits are a year and not an amount, a number or part of a name.
fn is_year(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].chars().next_back();
    let after = source[range.end..].chars().next();
    let inner = |c: Option<char>| c.is_some_and(|c| "$€£#%°".contains(c));
    let decimal = source[range.end..].starts_with(|c: char| ".,".contains(c))
        && source[range.end + 1..].starts_with(|c: char| c.is_ascii_digit());
    !inner(before) && !inner(after) && !decimal && !before.is_some_and(|c| ".,/".contains(c))
}

fn pointing(word: &str) -> Pointing {
    match word.to_lowercase().split_whitespace().next_back() {
        Some("last" | "previous" | "past") => Pointing::Last,
        Some("this") => Pointing::This,
        Some("next" | "following") => Pointing::Next,
        _ => Pointing::Plain,
    }
}

fn month_of(word: &str) -> Option<u32> {
    const STEMS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = word.to_lowercase();
    let index = STEMS.iter().position(|stem| lower.starts_with(stem))?;
    u32::try_from(index + 1).ok()
}

fn weekday_of(word: &str) -> Option<u32> {
    const STEMS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = word.to_lowercase();
    let index = STEMS.iter().position(|stem| lower.starts_with(stem))?;
    u32::try_from(index).ok()
}

fn unit_of(word: &str) -> Option<Unit> {
    match word.to_lowercase().trim_end_matches('s') {
        "day" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    }
}

fn count_of(word: &str) -> Option<i64> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let lower = word.to_lowercase();
    match lower.as_str() {
        "a" | "an" => Some(1),
        _ => lower
            .parse()
            .ok()
            .or_else(|| i64::try_from(WORDS.iter().position(|it| *it == lower)?).ok()),
    }
}
