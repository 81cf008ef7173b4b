//! What dates mean, counted from the day of publication.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use model::When;

use super::find::{Expression, Pointing, Unit};

/// The day that relative dates are counted from, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base {
    day: Option<NaiveDate>,
    /// A month or year of publication, where the day is not known.
    year: Option<i32>,
}

impl Base {
    /// Takes the day of publication, or its year.
    pub(crate) fn of(published: &When) -> Self {
        Self {
            day: published.known_day(),
            year: published.earliest().map(|it| it.year()),
        }
    }
}

/// Returns the year of a date.
pub(crate) fn year_of(value: &When) -> Option<i32> {
    value.earliest().map(|it| it.year())
}

/// Says what an expression means, and whether it was counted from the publication.
pub(crate) fn resolve(
    expression: &Expression,
    base: Base,
    previous_year: Option<i32>,
) -> Option<(When, bool)> {
    let plain = |text: String| text.parse::<When>().ok().map(|value| (value, false));
    match *expression {
        Expression::Day(year, month, day) => plain(format!("{year:04}-{month:02}-{day:02}")),
        Expression::Month(year, month) => plain(format!("{year:04}-{month:02}")),
        Expression::Year(year) => plain(format!("{year:04}")),
        Expression::Decade(year) => plain(format!("{year:04}-01-01/{:04}-12-31", year + 9)),
        Expression::DayOfYear(month, day, pointing) => {
            day_of_year(month, day, pointing, base, previous_year)
        }
        Expression::MonthAlone(month, pointing) => {
            month_alone(month, pointing, base, previous_year)
        }
        _ => Some((counted(expression, base.day?)?, true)),
    }
}

fn day_of_year(
    month: u32,
    day: u32,
    pointing: Pointing,
    base: Base,
    previous: Option<i32>,
) -> Option<(When, bool)> {
    if let Some(today) = base.day {
        let this = NaiveDate::from_ymd_opt(today.year(), month, day)?;
        // A day more than half a year ahead is the one of last year.
        let ahead = (this - today).num_days() > 183 && pointing != Pointing::Ahead;
        let date = if ahead {
            NaiveDate::from_ymd_opt(today.year() - 1, month, day)?
        } else {
            this
        };
        return Some((When::day(date), true));
    }
    let year = base.year.or(previous)?;
    Some((When::day(NaiveDate::from_ymd_opt(year, month, day)?), true))
}

fn month_alone(
    month: u32,
    pointing: Pointing,
    base: Base,
    previous: Option<i32>,
) -> Option<(When, bool)> {
    let year = match (base.day, pointing) {
        (Some(today), Pointing::Next) => today.year() + i32::from(month <= today.month()),
        (Some(today), Pointing::This) => today.year(),
        (Some(today), Pointing::Last) => today.year() - i32::from(month >= today.month()),
        (Some(today), Pointing::Ahead) => today.year() + i32::from(month < today.month()),
        (Some(today), Pointing::Plain) => today.year() - i32::from(month > today.month()),
        (None, _) => base.year.or(previous)?,
    };
    Some((format!("{year:04}-{month:02}").parse().ok()?, true))
}

fn counted(expression: &Expression, today: NaiveDate) -> Option<When> {
    match *expression {
        Expression::Days(days) => shifted(today, days).map(When::day),
        Expression::Weekday(weekday, pointing) => weekday_near(today, weekday, pointing),
        Expression::Around(unit, pointing) => around(today, unit, pointing),
        Expression::Ago(count, unit) => ago(today, count, unit),
        _ => None,
    }
}

fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    }
}

/// News means the last such day, the day of publication included.
fn weekday_near(today: NaiveDate, weekday: u32, pointing: Pointing) -> Option<When> {
    let current = today.weekday().num_days_from_monday();
    let back = i64::from((current + 7 - weekday) % 7);
    let days = match pointing {
        Pointing::This => i64::from(weekday) - i64::from(current),
        Pointing::Last if back == 0 => -7,
        Pointing::Plain | Pointing::Last | Pointing::Ahead => -back,
        Pointing::Next if back == 0 => 7,
        Pointing::Next => 7 - back,
    };
    shifted(today, days).map(When::day)
}

fn around(today: NaiveDate, unit: Unit, pointing: Pointing) -> Option<When> {
    let step: i32 = match pointing {
        Pointing::Last => -1,
        Pointing::Next => 1,
        Pointing::Plain | Pointing::This | Pointing::Ahead => 0,
    };
    match unit {
        Unit::Year => format!("{:04}", today.year() + step).parse().ok(),
        Unit::Month => {
            let first = today.with_day(1)?;
            let month = match step {
                -1 => first.checked_sub_months(Months::new(1))?,
                1 => first.checked_add_months(Months::new(1))?,
                _ => first,
            };
            month.format("%Y-%m").to_string().parse().ok()
        }
        Unit::Week => {
            let monday = shifted(today, -i64::from(today.weekday().num_days_from_monday()))?;
            let first = shifted(monday, 7 * i64::from(step))?;
            let last = shifted(first, 6)?;
            format!("{first}/{last}").parse().ok()
        }
        Unit::Day => Some(When::day(today)),
    }
}

/// Counts back; months and years give no day.
fn ago(today: NaiveDate, count: i64, unit: Unit) -> Option<When> {
    match unit {
        Unit::Day => shifted(today, -count).map(When::day),
        Unit::Week => {
            let day = shifted(today, -7 * count)?;
            let monday = shifted(day, -i64::from(day.weekday().num_days_from_monday()))?;
            format!("{monday}/{}", shifted(monday, 6)?).parse().ok()
        }
        Unit::Month => {
            let months = Months::new(u32::try_from(count).ok()?);
            today
                .checked_sub_months(months)?
                .format("%Y-%m")
                .to_string()
                .parse()
                .ok()
        }
        Unit::Year => format!("{:04}", i64::from(today.year()) - count)
            .parse()
            .ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates;

    #[test]
    fn dates_mean_what_their_words_say_and_no_more() {
        let check = |words: &str, expected: &[(&str, &str)]| {
            let published = "2025-01-30".parse().expect("a day");
            let found: Vec<(String, String)> = dates(words, &published)
                .into_iter()
                .map(|it| (words[it.range].to_owned(), it.value.to_string()))
                .collect();
            let expected: Vec<(String, String)> = expected
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            assert_eq!(found, expected, "{words}");
        };
        check("It said so on Wednesday.", &[("Wednesday", "2025-01-29")]);
        check("It said so on Thursday.", &[("Thursday", "2025-01-30")]);
        check("last Thursday", &[("last Thursday", "2025-01-23")]);
        check("yesterday", &[("yesterday", "2025-01-29")]);
        check("last month", &[("last month", "2024-12")]);
        check("last week", &[("last week", "2025-01-20/2025-01-26")]);
        check(
            "on January 29, 2025, and 3 May 2024",
            &[
                ("January 29, 2025", "2025-01-29"),
                ("3 May 2024", "2024-05-03"),
            ],
        );
        check(
            "in May 2023 and by May 5",
            &[("May 2023", "2023-05"), ("May 5", "2025-05-05")],
        );
        check("in December", &[("December", "2024-12")]);
        check("It was closed in August.", &[("August", "2024-08")]);
        check(
            "It fell in March and in May.",
            &[("March", "2024-03"), ("May", "2024-05")],
        );
        check("It will open in May.", &[("May", "2025-05")]);
        check("It stays until March.", &[("March", "2025-03")]);
        check("Dec. 20", &[("Dec. 20", "2024-12-20")]);
        check("March 2024", &[("March 2024", "2024-03")]);
        check("two years ago", &[("two years ago", "2023")]);
        check("the 1990s", &[("the 1990s", "1990-01-01/1999-12-31")]);
        check("$2000 and 2019", &[("2019", "2019")]);
        check("February 30, 2025", &[]);
        check("they may march", &[]);
    }
}
