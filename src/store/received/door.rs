//! What was turned away at the door: one row of the log for each hour, server and reason, however often it came.

use crate::store::backend::on_each_backend;
use crate::store::rows::stamp;
use crate::store::schema::received;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Something that was answered without being recorded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refused<'a> {
    /// Our identifier, when the row is new.
    pub id: &'a str,
    /// Under what it is counted: what has the same key is one row.
    pub key: &'a str,
    /// refused or ignored.
    pub state: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who is said to have sent it; nothing where it could not be read.
    pub host: &'a str,
    /// The actor it names, the last time.
    pub actor_uri: &'a str,
    /// ActivityStreams type, the last time.
    pub type_: &'a str,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: &'a str,
    /// The activity's id, the last time.
    pub activity_uri: Option<&'a str>,
    /// What it is about, the last time.
    pub object_uri: Option<&'a str>,
    /// What the sender was told, the last time.
    pub detail: &'a str,
    /// How often.
    pub times: i64,
}

/// Counts something once more where it stands already. False where it does not.
pub fn turned_away_again(c: &mut Conn, one: &Refused<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let counted = diesel::update(received::table.filter(received::uri.eq(one.key)))
        .set((
            received::actor_uri.eq(one.actor_uri),
            received::type_.eq(one.type_),
            received::inbox.eq(one.inbox),
            received::activity_uri.eq(one.activity_uri),
            received::object_uri.eq(one.object_uri),
            received::detail.eq(one.detail),
            received::last_at.eq(Some(stamp(now))),
            received::times.eq(received::times + one.times),
        ))
        .execute(c)?;
    Ok(counted > 0)
}

/// Writes something down that does not stand there yet.
pub fn turn_away(c: &mut Conn, one: &Refused<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let new = (
        received::id.eq(one.id),
        received::uri.eq(one.key),
        received::actor_uri.eq(one.actor_uri),
        received::host.eq(one.host),
        received::type_.eq(one.type_),
        received::inbox.eq(one.inbox),
        received::body.eq(""),
        received::state.eq(one.state),
        received::reason.eq(one.reason),
        received::attempts.eq(0),
        received::run_at.eq(stamp(now)),
        received::received_at.eq(stamp(now)),
        received::processed_at.eq(Some(stamp(now))),
        received::activity_uri.eq(one.activity_uri),
        received::object_uri.eq(one.object_uri),
        received::detail.eq(one.detail),
        received::at_door.eq(true),
        received::times.eq(one.times),
        received::last_at.eq(Some(stamp(now))),
    );
    // Another process may have written it in between; then this time goes uncounted, which no reader of the log will miss.
    on_each_backend!(c, |c| diesel::insert_into(received::table)
        .values(new)
        .on_conflict(received::uri)
        .do_nothing()
        .execute(c))?;
    Ok(())
}
