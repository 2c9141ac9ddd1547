//! The activities this server sent. Each JSON document is stored once, however many inboxes it goes to.

use crate::domain::comment::CommentState;
use crate::domain::id::{ActivityId, ActorId};
use crate::store::backend::on_each_backend;
use crate::store::rows::stamp;
use crate::store::schema::{activities, comments, tombstones};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not, select};
use diesel::prelude::*;

/// An activity to store.
#[derive(Clone, Debug)]
pub struct StoredActivity<'a> {
    /// Our identifier.
    pub id: &'a ActivityId,
    /// The ActivityPub id.
    pub uri: &'a str,
    /// Who speaks.
    pub actor_id: &'a ActorId,
    /// ActivityStreams type.
    pub type_: &'a str,
    /// ActivityPub id of the object.
    pub object_uri: &'a str,
    /// What it is about: `review:ID`, `comment:ID`, …; deliveries of one subject keep their order.
    pub subject: &'a str,
    /// Anybody may fetch it.
    pub public: bool,
    /// The document.
    pub json: &'a str,
}

/// Stores an activity. False, and nothing stored, when it is there already.
pub fn insert(c: &mut Conn, activity: &StoredActivity<'_>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let row = (
        activities::id.eq(activity.id.as_str()),
        activities::uri.eq(activity.uri),
        activities::actor_id.eq(activity.actor_id.as_str()),
        activities::type_.eq(activity.type_),
        activities::object_uri.eq(activity.object_uri),
        activities::subject.eq(activity.subject),
        activities::public.eq(activity.public),
        activities::json.eq(activity.json),
        activities::created_at.eq(stamp(now)),
    );
    let added = on_each_backend!(c, |c| diesel::insert_into(activities::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// The object of an activity was deleted, or is not on the page.
macro_rules! is_gone {
    () => {
        exists(tombstones::table.filter(tombstones::uri.eq(activities::object_uri))).or(exists(
            comments::table
                .filter(comments::uri.eq(activities::object_uri))
                .filter(comments::state.ne(CommentState::Visible.as_str())),
        ))
    };
}

/// The document of an activity, and whether anybody may fetch it: nobody may read what was said before its author took it
/// back, or the site took it off the page.
pub fn json(c: &mut Conn, id: &ActivityId) -> Result<Option<(String, bool)>, StoreError> {
    let query = activities::table
        .find(id.as_str())
        .select((activities::json, activities::public));
    let Some((json, public)) = query.first::<(String, bool)>(c).optional()? else {
        return Ok(None);
    };
    let telling = activities::table
        .find(id.as_str())
        .filter(activities::type_.eq_any(["Create", "Update"]))
        .filter(is_gone!());
    let taken_back: bool = select(exists(telling)).get_result(c)?;
    Ok(Some((json, public && !taken_back)))
}

/// Takes an activity out of the outbox, and out of everybody's reach: it was taken back.
pub fn hide(c: &mut Conn, uri: &str) -> Result<(), StoreError> {
    diesel::update(activities::table.filter(activities::uri.eq(uri)))
        .set(activities::public.eq(false))
        .execute(c)?;
    Ok(())
}

/// What an activity we sent was about: the ActivityPub id of its object.
pub fn object_of(c: &mut Conn, uri: &str) -> Result<Option<String>, StoreError> {
    let query = activities::table
        .filter(activities::uri.eq(uri))
        .select(activities::object_uri);
    Ok(query.first(c).optional()?)
}

/// The documents of some activities, by identifier.
pub fn json_by_ids(c: &mut Conn, ids: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
    let query = activities::table
        .filter(activities::id.eq_any(ids.to_vec()))
        .select((activities::id, activities::json));
    Ok(query.load(c)?)
}

/// What stands in an outbox: what an actor created or boosted, as far as it is not gone.
macro_rules! outbox {
    ($actor:expr) => {
        activities::table
            .filter(activities::actor_id.eq($actor.as_str()))
            .filter(activities::public.eq(true))
            .filter(activities::type_.eq_any(["Create", "Announce"]))
            .filter(not(is_gone!()))
    };
}

/// A page of an actor's outbox, newest first, before that identifier: identifiers and documents.
pub fn outbox(
    c: &mut Conn,
    actor: &ActorId,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<(ActivityId, String)>, StoreError> {
    let query = outbox!(actor)
        .order(activities::id.desc())
        .limit(limit)
        .select((activities::id, activities::json));
    let rows: Vec<(String, String)> = match before {
        Some(before) => query.filter(activities::id.lt(before)).load(c)?,
        None => query.load(c)?,
    };
    Ok(rows.into_iter().map(|(id, json)| (ActivityId::new(id), json)).collect())
}

/// How much stands in an actor's outbox.
pub fn count_outbox(c: &mut Conn, actor: &ActorId) -> Result<i64, StoreError> {
    Ok(outbox!(actor).count().get_result(c)?)
}
