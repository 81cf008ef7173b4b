//! Dates as sources give them: an instant with its zone, a day, a month, a year, an interval,
//! "about", or nothing, and never more than that.
//!
//! The spelling is EDTF (ISO 8601-2:2019, Annex A; <https://www.loc.gov/standards/datetime/>),
//! parsed by `edtf-core`. An instant keeps the offset of its source. A date known to the month has
//! bounds for sorting and filtering, but no invented day.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};
use edtf_core::{Bound, BoundDate, Edtf, Precision as EdtfPrecision};

use crate::word::words;

words! {
    /// How precisely a date is known.
    pub enum Precision as "precision" {
        /// To the second, with a zone.
        Instant = "instant",
        /// To the day.
        Day = "day",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
        /// Between two dates.
        Interval = "interval",
        /// Near a date ("about March 2025").
        Circa = "circa",
        /// Not known.
        Unknown = "unknown",
    }
}

/// A date with its precision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum When {
    /// A moment with the offset of its source.
    Instant(DateTime<FixedOffset>),
    /// A coarser date: a day, a month, a year, an interval, or one marked as approximate.
    Date(Box<Edtf>),
    /// No date.
    #[default]
    Unknown,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a date: expected one like 2025-01-29, 2025-01, 2025, 2025-01/2025-03, 2025-03~ or 2025-01-29T10:00:00+01:00"
)]
pub struct WhenError {
    /// What was given.
    pub text: String,
}

impl When {
    /// Returns a day without a time.
    pub fn day(day: NaiveDate) -> Self {
        day.format("%Y-%m-%d")
            .to_string()
            .parse()
            .unwrap_or_default()
    }

    /// Returns how precisely the date is known.
    pub fn precision(&self) -> Precision {
        match self {
            Self::Instant(_) => Precision::Instant,
            Self::Unknown => Precision::Unknown,
            Self::Date(date) => coarse_precision(date),
        }
    }

    /// Returns the EDTF text, cut to the precision, or nothing when the date is unknown.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Instant(instant) => Some(instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            Self::Date(date) => Some(date.to_string()),
            Self::Unknown => None,
        }
    }

    /// Returns the offset of an instant as its source wrote it (`Z`, `+01:00`).
    pub fn zone(&self) -> Option<String> {
        match self {
            Self::Instant(instant) if instant.offset().local_minus_utc() == 0 => {
                Some("Z".to_owned())
            }
            Self::Instant(instant) => Some(instant.offset().to_string()),
            _ => None,
        }
    }

    /// Tells whether there is a date at all.
    pub fn is_known(&self) -> bool {
        *self != Self::Unknown
    }

    /// Returns the first instant that the date can mean, in UTC; days are taken as UTC days.
    ///
    /// Nothing for an unknown date and for an interval that is open at its start.
    pub fn earliest(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(instant) => Some(instant.to_utc()),
            Self::Date(date) => Some(
                day_of(date.bounds().earliest)?
                    .and_time(NaiveTime::MIN)
                    .and_utc(),
            ),
            Self::Unknown => None,
        }
    }

    /// Returns the last second that the date can mean, in UTC; days are taken as UTC days.
    ///
    /// Nothing for an unknown date and for an interval that is open at its end.
    pub fn latest(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(instant) => Some(instant.to_utc()),
            Self::Date(date) => Some(
                day_of(date.bounds().latest)?
                    .and_hms_opt(23, 59, 59)?
                    .and_utc(),
            ),
            Self::Unknown => None,
        }
    }

    /// Returns the calendar day, in the zone of the source, when the date is known to the day.
    pub fn known_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Instant(instant) => Some(instant.date_naive()),
            Self::Date(_) if self.precision() == Precision::Day => {
                Some(self.earliest()?.date_naive())
            }
            _ => None,
        }
    }
}

fn coarse_precision(date: &Edtf) -> Precision {
    if date.is_approximate() || date.is_uncertain() {
        return Precision::Circa;
    }
    match date {
        Edtf::Interval(_) | Edtf::Set(_) => Precision::Interval,
        Edtf::DateTime(_) => Precision::Day,
        Edtf::Date(_) if date.has_unspecified() => Precision::Circa,
        Edtf::Date(date) => match date.precision() {
            EdtfPrecision::Day => Precision::Day,
            EdtfPrecision::Month => Precision::Month,
            EdtfPrecision::Season => Precision::Interval,
            EdtfPrecision::Year => Precision::Year,
        },
    }
}

fn day_of(bound: Bound) -> Option<NaiveDate> {
    let Bound::Date(BoundDate { year, month, day }) = bound else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.into(), day.into())
}

impl From<DateTime<Utc>> for When {
    fn from(instant: DateTime<Utc>) -> Self {
        Self::Instant(instant.fixed_offset())
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.value().as_deref().unwrap_or("unknown"))
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::Instant(instant));
        }
        match Edtf::parse(text) {
            // A time of day without a zone is no instant: keep the day, which is certain.
            Ok(Edtf::DateTime(given)) => Ok(Self::Date(Box::new(Edtf::Date(given.date)))),
            Ok(date) => Ok(Self::Date(Box::new(date))),
            Err(_) => Err(WhenError {
                text: text.to_owned(),
            }),
        }
    }
}

/// Written as its EDTF text, or as null when unknown.
impl serde::Serialize for When {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match <Option<String>>::deserialize(deserializer)? {
            None => Ok(Self::Unknown),
            Some(text) => text.parse().map_err(serde::de::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision_and_zone() {
        let check = |text: &str, precision, value: &str, zone: Option<&str>| {
            let when: When = text.parse().expect(text);
            assert_eq!(when.precision(), precision, "{text}");
            assert_eq!(when.value().as_deref(), Some(value), "{text}");
            assert_eq!(when.zone().as_deref(), zone, "{text}");
        };
        check(
            "2025-01-29T10:00:00+01:00",
            Precision::Instant,
            "2025-01-29T10:00:00+01:00",
            Some("+01:00"),
        );
        check(
            "2025-01-29T10:00:00Z",
            Precision::Instant,
            "2025-01-29T10:00:00Z",
            Some("Z"),
        );
        check("2025-01-29T10:00:00", Precision::Day, "2025-01-29", None);
        check("2025-01-29", Precision::Day, "2025-01-29", None);
        check("2025-01", Precision::Month, "2025-01", None);
        check("2025", Precision::Year, "2025", None);
        check(
            "2025-01/2025-03",
            Precision::Interval,
            "2025-01/2025-03",
            None,
        );
        check("2025-03~", Precision::Circa, "2025-03~", None);
        check("2025-03-XX", Precision::Circa, "2025-03-XX", None);
        assert_eq!(When::Unknown.precision(), Precision::Unknown);
    }

    #[test]
    fn a_month_has_bounds_but_no_day() {
        let month: When = "2024-02".parse().expect("a month");
        let text = |instant: Option<DateTime<Utc>>| instant.map(|it| it.to_rfc3339());
        assert_eq!(
            text(month.earliest()).as_deref(),
            Some("2024-02-01T00:00:00+00:00")
        );
        assert_eq!(
            text(month.latest()).as_deref(),
            Some("2024-02-29T23:59:59+00:00")
        );
        assert_eq!(month.known_day(), None);
    }

    #[test]
    fn impossible_days_are_refused() {
        for text in ["2025-02-30", "yesterday", "", "2025-13", "29/01/2025"] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
