//! Tags of what changed, for the other processes on this database.

use super::schema::cache_events;
use super::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Between the tags of one change. No tag holds one.
const AND: char = '\n';

/// Records that what these tags show has changed: one row, whatever their number, since one row is one prepared statement.
pub fn record(c: &mut Conn, id: &str, tags: &[&str], now: DateTime<Utc>) -> Result<(), StoreError> {
    if tags.is_empty() {
        return Ok(());
    }
    let row = (
        cache_events::id.eq(id),
        cache_events::tag.eq(tags.join(&AND.to_string())),
        cache_events::created_at.eq(now.naive_utc()),
    );
    diesel::insert_into(cache_events::table).values(row).execute(c)?;
    Ok(())
}

/// The tags of one change.
pub fn tags_of(recorded: &str) -> impl Iterator<Item = &str> {
    recorded.split(AND)
}

/// `(id, tags)` of every change since then, but for those whose ids begin with `own`.
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
