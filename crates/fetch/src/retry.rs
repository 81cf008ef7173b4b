//! `Retry-After`: how long a server asks to be left alone (RFC 9110, 10.2.3).

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use model::{Header, header_value};

/// The longest wait that a server can ask for; a longer one is cut to it.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(24);

/// Returns the wait that `Retry-After` asks for, counted from `now`, whether it is written in
/// seconds or as a date; nothing when there is none that can be read.
pub fn retry_after(headers: &[Header], now: DateTime<Utc>) -> Option<TimeDelta> {
    let value = header_value(headers, "retry-after")?.trim();
    let wait = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        value
            .parse()
            .ok()
            .and_then(TimeDelta::try_seconds)
            .unwrap_or(LONGEST_WAIT)
    } else {
        http_date(value)? - now
    };
    Some(wait.clamp(TimeDelta::zero(), LONGEST_WAIT))
}

/// Reads a date in one of the three forms of RFC 9110, 5.6.7.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %e %H:%M:%S %Y",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    .map(|date| date.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read_in_seconds_and_as_dates() {
        let now = "2026-11-23T10:00:00Z".parse().expect("an instant");
        let check = |value: &str, expected: Option<i64>| {
            let headers = [("Retry-After".to_owned(), value.to_owned())];
            let found = retry_after(&headers, now).map(|wait| wait.num_seconds());
            assert_eq!(found, expected, "{value:?}");
        };
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("999999999999999999999", Some(86_400));
        check("9223372036854775807", Some(86_400));
        check("Mon, 23 Nov 2026 10:05:00 GMT", Some(300));
        check("Monday, 23-Nov-26 10:05:00 GMT", Some(300));
        check("Mon Nov 23 10:05:00 2026", Some(300));
        check("Mon, 23 Nov 2026 09:00:00 GMT", Some(0));
        check("Wed, 23 Nov 2033 10:00:00 GMT", Some(86_400));
        check("-5", None);
        check("soon", None);
        check("", None);
        assert_eq!(retry_after(&[], now), None);
    }
}
