//! Reading rows: what a column should hold becomes a domain type, or a typed error that names the row.

use crate::store::StoreError;
use chrono::{DateTime, NaiveDateTime, Utc};
use url::Url;

/// Names a row for the error of a bad value.
#[derive(Clone, Copy)]
pub(in crate::store) struct RowName<'a> {
    /// Table.
    pub table: &'static str,
    /// Primary key.
    pub id: &'a str,
}

impl RowName<'_> {
    /// The error of a value that cannot be read.
    pub fn bad(self, column: &'static str) -> StoreError {
        StoreError::BadRow {
            table: self.table,
            id: self.id.to_owned(),
            column,
        }
    }

    /// An address.
    pub fn url(self, column: &'static str, text: &str) -> Result<Url, StoreError> {
        Url::parse(text).map_err(|_| self.bad(column))
    }

    /// An address that may be missing.
    pub fn optional_url(self, column: &'static str, text: Option<&str>) -> Result<Option<Url>, StoreError> {
        text.map(|text| self.url(column, text)).transpose()
    }

    /// A word of a small vocabulary.
    pub fn word<T>(
        self,
        column: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        parse(text).ok_or_else(|| self.bad(column))
    }
}

/// A stored time; both databases keep UTC without saying so.
pub(in crate::store) fn time(stored: NaiveDateTime) -> DateTime<Utc> {
    stored.and_utc()
}

/// A stored time that may be missing.
pub(in crate::store) fn optional_time(stored: Option<NaiveDateTime>) -> Option<DateTime<Utc>> {
    stored.map(|time| time.and_utc())
}

/// A time for storing.
pub(in crate::store) fn stamp(time: DateTime<Utc>) -> NaiveDateTime {
    time.naive_utc()
}
