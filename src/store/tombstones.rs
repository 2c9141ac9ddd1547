//! What is gone for good, so that a late Create or Like does not bring it back. Each Tombstone says who deleted: an actor
//! cannot forbid what belongs to somebody else.

use crate::store::backend::on_each_backend;
use crate::store::rows::{stamp, time};
use crate::store::schema::tombstones;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;

/// What is left of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Its ActivityStreams type, as far as known.
    pub former_type: String,
    /// When it was deleted.
    pub deleted_at: DateTime<Utc>,
}

/// Remembers that `actor_uri` deleted or undid `uri`.
pub fn record(
    c: &mut Conn,
    uri: &str,
    actor_uri: &str,
    former_type: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        tombstones::uri.eq(uri),
        tombstones::actor_uri.eq(actor_uri),
        tombstones::former_type.eq(former_type),
        tombstones::deleted_at.eq(stamp(now)),
    );
    on_each_backend!(c, |c| diesel::insert_into(tombstones::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// True when that actor deleted or undid that.
pub fn is_recorded(c: &mut Conn, uri: &str, actor_uri: &str) -> Result<bool, StoreError> {
    let query = tombstones::table.find((uri, actor_uri));
    Ok(select(exists(query)).get_result(c)?)
}

/// The Tombstone of an object by whoever deleted it; for addresses of ours, where only the owner can.
pub fn by_uri(c: &mut Conn, uri: &str) -> Result<Option<Tombstone>, StoreError> {
    let found: Option<(String, NaiveDateTime)> = tombstones::table
        .filter(tombstones::uri.eq(uri))
        .select((tombstones::former_type, tombstones::deleted_at))
        .get_result(c)
        .optional()?;
    Ok(found.map(|(former_type, deleted_at)| Tombstone {
        former_type,
        deleted_at: time(deleted_at),
    }))
}
