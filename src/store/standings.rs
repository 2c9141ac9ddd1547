//! What other servers say of their people's standing: since when, and with how many followers.

use super::backend::on_each_backend;
use super::rows::{optional_time, stamp};
use super::schema::standings;
use super::{Conn, StoreError};
use crate::domain::id::ActorId;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// What is known of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the account was made.
    pub born_at: Option<DateTime<Utc>>,
    /// How many follow it.
    pub followers: Option<i64>,
    /// When its server was last asked for them.
    pub asked_at: Option<DateTime<Utc>>,
}

/// What is known of that actor.
pub fn of(c: &mut Conn, id: &ActorId) -> Result<Standing, StoreError> {
    type Row = (Option<NaiveDateTime>, Option<i64>, Option<NaiveDateTime>);
    let row: Option<Row> = standings::table
        .find(id.as_str())
        .select((standings::born_at, standings::followers, standings::asked_at))
        .first(c)
        .optional()?;
    Ok(
        row.map_or_else(Standing::default, |(born_at, followers, asked_at)| Standing {
            born_at: optional_time(born_at),
            followers,
            asked_at: optional_time(asked_at),
        }),
    )
}

/// Notes when an account was made.
pub fn put_born(c: &mut Conn, id: &ActorId, born_at: DateTime<Utc>) -> Result<(), StoreError> {
    let born = standings::born_at.eq(Some(stamp(born_at)));
    on_each_backend!(c, |c| diesel::insert_into(standings::table)
        .values((standings::actor_id.eq(id.as_str()), born))
        .on_conflict(standings::actor_id)
        .do_update()
        .set(born)
        .execute(c))?;
    Ok(())
}

/// Notes how many follow somebody, as their server said then.
pub fn put_followers(
    c: &mut Conn,
    id: &ActorId,
    followers: Option<i64>,
    asked_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let said = (
        standings::followers.eq(followers),
        standings::asked_at.eq(Some(stamp(asked_at))),
    );
    on_each_backend!(c, |c| diesel::insert_into(standings::table)
        .values((standings::actor_id.eq(id.as_str()), said))
        .on_conflict(standings::actor_id)
        .do_update()
        .set(said)
        .execute(c))?;
    Ok(())
}

/// Forgets what is known of somebody.
pub fn delete(c: &mut Conn, id: &ActorId) -> Result<(), StoreError> {
    diesel::delete(standings::table.find(id.as_str())).execute(c)?;
    Ok(())
}
