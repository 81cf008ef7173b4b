//! How values of `model` stand in a column: as text wherever a person with any SQLite program
//! should be able to read them.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use model::When;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value written as its text: an id, a word, an address.
#[derive(Debug)]
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Display> ToSql for Text<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for Text<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Text).map_err(unreadable)
    }
}

/// A nested value written as JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(Into::into)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Json)
            .map_err(unreadable)
    }
}

/// An instant, written in UTC with nine digits of a second, so that text order is time order.
#[derive(Debug)]
pub(crate) struct At(pub(crate) DateTime<Utc>);

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_rfc3339_opts(SecondsFormat::Nanos, true).into())
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DateTime::parse_from_rfc3339(value.as_str()?)
            .map(|instant| Self(instant.to_utc()))
            .map_err(unreadable)
    }
}

fn unreadable(error: impl Error + Send + Sync + 'static) -> FromSqlError {
    FromSqlError::Other(Box::new(error))
}

/// Reading a column by its name as a value of `model`.
pub(crate) trait Columns {
    /// Returns a value that is written as its text.
    fn text<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> rusqlite::Result<T>;

    /// Returns such a value, if there is one.
    fn optional_text<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> rusqlite::Result<Option<T>>;

    /// Returns a value that is written as JSON.
    fn json<T: DeserializeOwned>(&self, name: &str) -> rusqlite::Result<T>;

    /// Returns an instant.
    fn at(&self, name: &str) -> rusqlite::Result<DateTime<Utc>>;

    /// Returns an instant, if there is one.
    fn optional_at(&self, name: &str) -> rusqlite::Result<Option<DateTime<Utc>>>;

    /// Returns a date; one that is not known is null.
    fn when(&self, name: &str) -> rusqlite::Result<When>;

    /// Returns a count, which is never negative.
    fn count(&self, name: &str) -> rusqlite::Result<u64>;
}

impl Columns for Row<'_> {
    fn text<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> rusqlite::Result<T> {
        Ok(self.get::<_, Text<T>>(name)?.0)
    }

    fn optional_text<T: FromStr<Err: Error + Send + Sync + 'static>>(
        &self,
        name: &str,
    ) -> rusqlite::Result<Option<T>> {
        Ok(self.get::<_, Option<Text<T>>>(name)?.map(|text| text.0))
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> rusqlite::Result<T> {
        Ok(self.get::<_, Json<T>>(name)?.0)
    }

    fn at(&self, name: &str) -> rusqlite::Result<DateTime<Utc>> {
        Ok(self.get::<_, At>(name)?.0)
    }

    fn optional_at(&self, name: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
        Ok(self.get::<_, Option<At>>(name)?.map(|at| at.0))
    }

    fn when(&self, name: &str) -> rusqlite::Result<When> {
        Ok(self.optional_text(name)?.unwrap_or_default())
    }

    fn count(&self, name: &str) -> rusqlite::Result<u64> {
        let number: i64 = self.get(name)?;
        Ok(u64::try_from(number).unwrap_or_default())
    }
}

/// Returns a number as SQLite keeps it; what is beyond its largest is cut to it.
pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_order_of_instants_is_time_order() {
        let text = |instant: &str| {
            let at = At(instant.parse().expect(instant));
            match at.to_sql().expect("an instant has a text") {
                ToSqlOutput::Owned(rusqlite::types::Value::Text(text)) => text,
                other => panic!("{other:?}"),
            }
        };
        let in_order = [
            "2024-12-31T23:59:59Z",
            "2025-01-01T00:00:00Z",
            "2025-01-01T00:00:00.000000001Z",
            "2025-01-01T00:00:00.5Z",
            "2025-01-01T02:00:01+02:00",
            "2025-01-01T00:00:10Z",
        ];
        let texts: Vec<String> = in_order.iter().map(|it| text(it)).collect();
        assert!(texts.is_sorted(), "{texts:?}");
        assert_eq!(texts[3], "2025-01-01T00:00:00.500000000Z");
    }
}
