//! Chinese dates: how they are written and what they mean, counted from the publication.
//!
//! "今年2月" is a month, "上周" a week, "30日" a day of the month that was named last. "当日" is the
//! day that the text named last; without one it is nothing.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use model::When;
use regex::{Captures, Regex};

use super::script::is_han;
use crate::date::Dated;

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)
        (?P<day>(?P<y1>(?:1[6-9]|20)[0-9]{2})\s?年\s?(?P<m1>[0-9]{1,2})\s?月\s?(?P<d1>[0-9]{1,2})\s?[日号號])
        |(?P<month>(?P<y2>(?:1[6-9]|20)[0-9]{2})\s?年\s?(?P<m2>[0-9]{1,2})\s?月)
        |(?P<year>(?P<y3>(?:1[6-9]|20)[0-9]{2})\s?年)
        |(?P<named>(?P<py>前年|去年|今年|明年)\s?(?:(?P<m4>[0-9]{1,2})\s?月(?:份)?\s?(?:(?P<d4>[0-9]{1,2})\s?[日号號])?)?)
        |(?P<around>(?P<pm>上个月|上個月|上月|本月|这个月|這個月|下个月|下個月|下月)(?P<few>初|中旬|底|末)?\s?(?:(?P<d5>[0-9]{1,2})\s?[日号號])?)
        |(?P<md>(?P<m6>[0-9]{1,2})\s?月\s?(?P<d6>[0-9]{1,2})\s?[日号號])
        |(?P<mon>(?P<m7>[0-9]{1,2})\s?月(?:份)?)
        |(?P<lone>(?P<d8>[0-9]{1,2})\s?日)
        |(?P<wd>(?P<pw>上上|上个|上個|上|本|这个|這個|这|這|下个|下個|下)?\s?(?:周|週|星期|礼拜|禮拜)(?P<w>[一二三四五六日天]))
        |(?P<week>(?P<pk>上|本|这|這|下)(?:一)?(?:周|週|个星期|個星期|星期)(?P<end>末)?)
        |(?P<rel>前天|前日|昨日|昨天|昨晚|昨夜|今日|今天|今晨|今早|今晚|明日|明天)
        |(?P<ago>(?P<n>[0-9]{1,3}|[一二两兩三四五六七八九十])\s?(?P<u>天|日|周|週|个星期|個星期|星期|个月|個月|年)(?:之)?前)
        |(?P<same>当日|當日|当天|當天|同日|同一天|当晚|當晚)
        |(?P<next>次日|翌日|第二天)";
    Regex::new(pattern).expect("the pattern is fixed and read by a test")
});

/// How far after a date, in bytes, "on that day" still means it.
const NEAR: usize = 1200;

/// Adds the Chinese dates of a text to those found otherwise; where they overlap, the Chinese win.
pub(crate) fn joined(found: Vec<Dated>, source: &str, published: &When) -> Vec<Dated> {
    if !source.chars().any(is_han) {
        return found;
    }
    let own = dates(source, published);
    let mut all: Vec<Dated> = Vec::with_capacity(found.len() + own.len());
    let mut own = own.into_iter().peekable();
    for dated in found {
        while let Some(first) = own.next_if(|it| it.range.start <= dated.range.start) {
            all.push(first);
        }
        let before = all
            .last()
            .is_none_or(|it| it.range.end <= dated.range.start);
        let after = own
            .peek()
            .is_none_or(|it| dated.range.end <= it.range.start);
        let chinese = source[dated.range.clone()].chars().any(is_han);
        if before && after && !chinese {
            all.push(dated);
        }
    }
    all.extend(own);
    all
}

/// What is known while the dates of a text are read in order.
struct Clock {
    today: Option<NaiveDate>,
    /// The year of publication, where the day is not known.
    year: Option<i32>,
    /// The day that was named last, and where.
    last: Option<(usize, NaiveDate)>,
    /// The month that was named last.
    month: Option<(i32, u32)>,
}

fn dates(source: &str, published: &When) -> Vec<Dated> {
    let mut clock = Clock {
        today: published.known_day(),
        year: published.earliest().map(|it| it.year()),
        last: None,
        month: None,
    };
    let mut found = Vec::new();
    for captures in PATTERN.captures_iter(source) {
        let Some(range) = captures.get(0).map(|it| it.range()) else {
            continue;
        };
        let bounded = is_bounded(source, &range);
        let value = bounded
            .then(|| clock.read(&captures, range.start))
            .flatten();
        let Some((value, relative)) = value else {
            continue;
        };
        if let Some(day) = value.known_day() {
            clock.last = Some((range.end, day));
        }
        if let Some(first) = value
            .earliest()
            .filter(|_| source[range.clone()].contains('月'))
        {
            clock.month = Some((first.year(), first.month()));
        }
        found.push(Dated {
            range,
            value,
            relative,
        });
    }
    found
}

/// Tells whether a date is one: not "今日头条", "3个月", "第1日", "10日内" or part of a number.
fn is_bounded(source: &str, range: &Range<usize>) -> bool {
    let before = source[..range.start].trim_end().chars().next_back();
    let rest = source[range.end..].trim_start();
    let words = &source[range.clone()];
    let number = words.starts_with(|c: char| c.is_ascii_digit());
    let joined = number
        && before.is_some_and(|c| c.is_ascii_digit() || ".,，第$￥/-".contains(c) && c != '，');
    let lone = number && !words.contains(['年', '月']) && words.ends_with('日');
    let span = ["内", "內", "后", "後", "前", "间", "間", "游", "线", "線"];
    let name = ["头条", "頭條", "俄罗斯", "资本", "電子報", "新闻网"];
    // "指控的第二天" counts from something else.
    let counted = before == Some('的') && words.ends_with(['天', '日']) && !number;
    let starts = |words: &[&str]| words.iter().any(|it| rest.starts_with(it));
    if joined || counted || lone && starts(&span) {
        return false;
    }
    match words {
        "今日" => !starts(&name),
        _ => !words.ends_with('年') || !starts(&["前", "代", "级", "度报"]),
    }
}

fn parsed(text: &str) -> Option<When> {
    text.parse().ok()
}

impl Clock {
    fn read(&self, found: &Captures<'_>, at: usize) -> Option<(When, bool)> {
        let number = |name: &str| {
            found
                .name(name)
                .and_then(|it| it.as_str().parse::<u32>().ok())
        };
        let year = |name: &str| {
            found
                .name(name)
                .and_then(|it| it.as_str().parse::<i32>().ok())
        };
        let text = |name: &str| found.name(name).map_or("", |it| it.as_str());
        if let (Some(year), Some(month), Some(day)) = (year("y1"), number("m1"), number("d1")) {
            return Some((day_of(year, month, day)?, false));
        }
        if let (Some(year), Some(month)) = (year("y2"), number("m2")) {
            return Some((parsed(&format!("{year:04}-{month:02}"))?, false));
        }
        if let Some(year) = year("y3") {
            return Some((parsed(&format!("{year:04}"))?, false));
        }
        let value = if found.name("named").is_some() {
            self.of_year(text("py"), number("m4"), number("d4"))
        } else if found.name("around").is_some() {
            self.of_month(text("pm"), number("d5"))
        } else if let (Some(month), Some(day)) = (number("m6"), number("d6")) {
            self.day_of_year(month, day)
        } else if let Some(month) = number("m7") {
            self.month(month)
        } else if let Some(day) = number("d8") {
            self.lone(day)
        } else if found.name("wd").is_some() {
            self.weekday(text("pw"), text("w"))
        } else if found.name("week").is_some() {
            self.week(text("pk"), found.name("end").is_some())
        } else if found.name("rel").is_some() {
            self.shifted(days_of(text("rel")))
        } else if found.name("ago").is_some() {
            self.ago(count_of(text("n"))?, text("u"))
        } else {
            let days = u64::from(found.name("next").is_some());
            self.last
                .filter(|(end, _)| at - end < NEAR)
                .and_then(|(_, day)| day.checked_add_days(Days::new(days)))
                .map(When::day)
        };
        Some((value?, true))
    }

    fn this_year(&self) -> Option<i32> {
        self.today.map(|it| it.year()).or(self.year)
    }

    fn of_year(&self, word: &str, month: Option<u32>, day: Option<u32>) -> Option<When> {
        let year = self.this_year()?
            + match word {
                "前年" => -2,
                "去年" => -1,
                "明年" => 1,
                _ => 0,
            };
        match (month, day) {
            (Some(month), Some(day)) => day_of(year, month, day),
            (Some(month), None) => parsed(&format!("{year:04}-{month:02}")),
            _ => parsed(&format!("{year:04}")),
        }
    }

    fn of_month(&self, word: &str, day: Option<u32>) -> Option<When> {
        let first = self.today?.with_day(1)?;
        let month = match word.chars().next()? {
            '上' => first.checked_sub_months(Months::new(1))?,
            '下' => first.checked_add_months(Months::new(1))?,
            _ => first,
        };
        match day {
            Some(day) => day_of(month.year(), month.month(), day),
            None => parsed(&month.format("%Y-%m").to_string()),
        }
    }

    /// A day more than half a year ahead is the one of last year.
    fn day_of_year(&self, month: u32, day: u32) -> Option<When> {
        let year = self.this_year()?;
        let this = NaiveDate::from_ymd_opt(year, month, day)?;
        let ahead = self
            .today
            .is_some_and(|today| (this - today).num_days() > 183);
        day_of(year - i32::from(ahead), month, day)
    }

    fn month(&self, month: u32) -> Option<When> {
        let year = self.this_year()?;
        let ahead = self.today.is_some_and(|today| month > today.month());
        parsed(&format!("{:04}-{month:02}", year - i32::from(ahead)))
    }

    /// "30日": of the month that was named last, or the nearest one before the publication.
    fn lone(&self, day: u32) -> Option<When> {
        if let Some((year, month)) = self.month {
            return day_of(year, month, day);
        }
        let today = self.today?;
        let month = if day > today.day() {
            today.with_day(1)?.checked_sub_months(Months::new(1))?
        } else {
            today
        };
        day_of(month.year(), month.month(), day)
    }

    fn weekday(&self, word: &str, day: &str) -> Option<When> {
        let today = self.today?;
        let day = i64::try_from(
            "一二三四五六日"
                .chars()
                .position(|it| day.starts_with(it) || it == '日' && day == "天")?,
        )
        .ok()?;
        let current = i64::from(today.weekday().num_days_from_monday());
        let shift = match word.chars().next() {
            None => -((current + 7 - day) % 7),
            Some('上') if word == "上上" => day - current - 14,
            Some('上') => day - current - 7,
            Some('下') => day - current + 7,
            Some(_) => day - current,
        };
        self.shifted(shift)
    }

    fn week(&self, word: &str, end: bool) -> Option<When> {
        let today = self.today?;
        let step = match word {
            "上" => -7,
            "下" => 7,
            _ => 0,
        };
        let current = i64::from(today.weekday().num_days_from_monday());
        let first = moved(today, step - current + if end { 5 } else { 0 })?;
        let last = moved(today, step - current + 6)?;
        parsed(&format!("{first}/{last}"))
    }

    fn shifted(&self, days: i64) -> Option<When> {
        moved(self.today?, days).map(When::day)
    }

    /// Counts back; weeks, months and years give no day.
    fn ago(&self, count: i64, unit: &str) -> Option<When> {
        let today = self.today?;
        match unit.chars().next()? {
            '天' | '日' => self.shifted(-count),
            '年' => parsed(&format!("{:04}", i64::from(today.year()) - count)),
            '周' | '週' | '星' => self.weeks(count),
            _ if unit.ends_with("星期") => self.weeks(count),
            _ => {
                let months = Months::new(u32::try_from(count).ok()?);
                parsed(
                    &today
                        .checked_sub_months(months)?
                        .format("%Y-%m")
                        .to_string(),
                )
            }
        }
    }

    fn weeks(&self, count: i64) -> Option<When> {
        let today = self.today?;
        let current = i64::from(today.weekday().num_days_from_monday());
        let first = moved(today, -7 * count - current)?;
        parsed(&format!("{first}/{}", moved(first, 6)?))
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Option<When> {
    NaiveDate::from_ymd_opt(year, month, day).map(When::day)
}

fn moved(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

fn days_of(word: &str) -> i64 {
    match word {
        "前天" | "前日" => -2,
        "昨日" | "昨天" | "昨晚" | "昨夜" => -1,
        "明日" | "明天" => 1,
        _ => 0,
    }
}

fn count_of(word: &str) -> Option<i64> {
    let digits = "一二三四五六七八九十";
    match word {
        "两" | "兩" => Some(2),
        _ => word.parse().ok().or_else(|| {
            let place = digits.chars().position(|it| word.starts_with(it))?;
            i64::try_from(place + 1).ok()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2025-02-01 was a Saturday.
    #[test]
    fn chinese_dates_mean_what_their_words_say_and_no_more() {
        let check = |words: &str, expected: &[&str]| {
            let published = "2025-02-01".parse().expect("a day");
            let found: Vec<String> = joined(Vec::new(), words, &published)
                .into_iter()
                .map(|it| it.value.to_string())
                .collect();
            assert_eq!(found, expected, "{words}");
        };
        check("2025年1月29日", &["2025-01-29"]);
        check("2025 年 1 月", &["2025-01"]);
        check("1月29日，30 日", &["2025-01-29", "2025-01-30"]);
        check("当地时间周一", &["2025-01-27"]);
        check("上周三和本周五", &["2025-01-22", "2025-01-31"]);
        check(
            "昨日，前天，今天",
            &["2025-01-31", "2025-01-30", "2025-02-01"],
        );
        check("上周", &["2025-01-20/2025-01-26"]);
        check("今年2月", &["2025-02"]);
        check("去年12月3日", &["2024-12-03"]);
        check("去年", &["2024"]);
        check("上个月", &["2025-01"]);
        check("12月", &["2024-12"]);
        check("三个月前", &["2024-11"]);
        check("两年前", &["2023"]);
        check(
            "1月28日。第二天，他走了。当日",
            &["2025-01-28", "2025-01-29", "2025-01-29"],
        );
        check("当日，今日头条，3个月，10日内，第1日", &[]);
        check("2月30日", &[]);
        check("週三", &["2025-01-29"]);
    }
}
