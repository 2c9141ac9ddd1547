//! Tags of what changed, for the other processes on this database.

use super::schema::cache_events;
use super::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Records that what `tag` shows has changed.
pub fn record(c: &mut Conn, id: &str, tag: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        cache_events::id.eq(id),
        cache_events::tag.eq(tag),
        cache_events::created_at.eq(now.naive_utc()),
    );
    diesel::insert_into(cache_events::table).values(row).execute(c)?;
    Ok(())
}

/// `(id, tag)` of every change since then.
pub fn since(c: &mut Conn, since: DateTime<Utc>) -> Result<Vec<(String, String)>, StoreError> {
    let found = cache_events::table
        .filter(cache_events::created_at.gt(since.naive_utc()))
        .select((cache_events::id, cache_events::tag))
        .load(c)?;
    Ok(found)
}

/// Forgets changes older than that.
pub fn prune(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = cache_events::table.filter(cache_events::created_at.lt(before.naive_utc()));
    Ok(diesel::delete(old).execute(c)?)
}
