//! Tags of what changed, for the other processes on this database.

use super::backend::on_each_backend;
use super::schema::cache_events;
use super::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Insertable)]
#[diesel(table_name = cache_events)]
struct Row<'a> {
    id: &'a str,
    tag: &'a str,
    created_at: NaiveDateTime,
}

/// Records that what these tags show has changed: `(id, tag)`.
pub fn record_all(c: &mut Conn, events: &[(String, &str)], now: DateTime<Utc>) -> Result<(), StoreError> {
    let created_at = now.naive_utc();
    for some in events.chunks(500) {
        let rows: Vec<Row<'_>> = some.iter().map(|(id, tag)| Row { id, tag, created_at }).collect();
        on_each_backend!(c, |c| diesel::insert_into(cache_events::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// `(id, tag)` of every change since then, but for those whose ids begin with `own`.
pub fn since(c: &mut Conn, since: DateTime<Utc>, own: &str) -> Result<Vec<(String, String)>, StoreError> {
    let found = cache_events::table
        .filter(cache_events::created_at.gt(since.naive_utc()))
        .filter(cache_events::id.not_like(format!("{own}.%")))
        .select((cache_events::id, cache_events::tag))
        .load(c)?;
    Ok(found)
}

/// Forgets changes older than that.
pub fn prune(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = cache_events::table.filter(cache_events::created_at.lt(before.naive_utc()));
    Ok(diesel::delete(old).execute(c)?)
}
