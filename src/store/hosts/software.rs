//! Which software other servers run, and when they were asked.

use crate::store::rows::stamp;
use crate::store::schema::hosts;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// What a server said of itself, or why nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Software {
    /// `mastodon`
    pub name: Option<String>,
    /// `4.3.1`
    pub version: Option<String>,
    /// Why it is not known.
    pub error: Option<String>,
}

/// Servers that were not asked since `before`, those that were never asked first; parked ones are left out.
pub fn due(c: &mut Conn, before: DateTime<Utc>, now: DateTime<Utc>, limit: i64) -> Result<Vec<String>, StoreError> {
    let is_due = hosts::software_asked_at
        .is_null()
        .or(hosts::software_asked_at.lt(stamp(before)));
    let is_free = hosts::parked_until.is_null().or(hosts::parked_until.lt(stamp(now)));
    let query = hosts::table
        .filter(is_due)
        .filter(is_free)
        .order((
            hosts::software_asked_at.is_not_null(),
            hosts::software_asked_at,
            hosts::host,
        ))
        .select(hosts::host)
        .limit(limit);
    Ok(query.load(c)?)
}

/// Notes that servers are asked now, so that nobody asks them again for a while.
pub fn put_off(c: &mut Conn, some: &[String], now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(hosts::table.filter(hosts::host.eq_any(some)))
        .set(hosts::software_asked_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(())
}

/// Writes down what a server said. When it said nothing, what it said before stays.
pub fn note_software(c: &mut Conn, host: &str, software: &Software, asked_at: DateTime<Utc>) -> Result<(), StoreError> {
    let row = hosts::table.find(host);
    let asked = (
        hosts::software_asked_at.eq(Some(stamp(asked_at))),
        hosts::software_error.eq(software.error.as_deref()),
    );
    if software.error.is_some() {
        diesel::update(row).set(asked).execute(c)?;
    } else {
        let said = (
            hosts::software.eq(software.name.as_deref()),
            hosts::software_version.eq(software.version.as_deref()),
        );
        diesel::update(row).set((asked, said)).execute(c)?;
    }
    Ok(())
}
