//! Follows, in either direction.

use crate::domain::actor::Actor;
use crate::domain::follow::{Follow, FollowState};
use crate::domain::id::{ActorId, FollowId};
use crate::store::actors::ActorRow;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{actors, follows};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use url::Url;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = follows)]
struct FollowRow {
    id: String,
    follower_id: String,
    followed_id: String,
    activity_uri: String,
    state: String,
    created_at: NaiveDateTime,
}

impl FollowRow {
    fn into_follow(self) -> Result<Follow, StoreError> {
        let row = RowName {
            table: "follows",
            id: &self.id,
        };
        Ok(Follow {
            state: row.word("state", &self.state, FollowState::parse)?,
            id: FollowId::new(self.id),
            follower_id: ActorId::new(self.follower_id),
            followed_id: ActorId::new(self.followed_id),
            activity_uri: self.activity_uri,
            created_at: time(self.created_at),
        })
    }
}

fn one(found: Option<FollowRow>) -> Result<Option<Follow>, StoreError> {
    found.map(FollowRow::into_follow).transpose()
}

/// Stores a new follow. False, and nothing stored, when one actor follows the other already or has asked to.
pub fn insert(c: &mut Conn, follow: &Follow) -> Result<bool, StoreError> {
    let row = FollowRow {
        id: follow.id.as_str().to_owned(),
        follower_id: follow.follower_id.as_str().to_owned(),
        followed_id: follow.followed_id.as_str().to_owned(),
        activity_uri: follow.activity_uri.clone(),
        state: follow.state.as_str().to_owned(),
        created_at: stamp(follow.created_at),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(follows::table)
        .values(&row)
        .on_conflict((follows::follower_id, follows::followed_id))
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// The follow with that identifier.
pub fn by_id(c: &mut Conn, id: &FollowId) -> Result<Option<Follow>, StoreError> {
    let query = follows::table.find(id.as_str()).select(FollowRow::as_select());
    one(query.get_result(c).optional()?)
}

/// The follow of one actor by another, in whatever state.
pub fn by_pair(c: &mut Conn, follower: &ActorId, followed: &ActorId) -> Result<Option<Follow>, StoreError> {
    let query = follows::table
        .filter(follows::follower_id.eq(follower.as_str()))
        .filter(follows::followed_id.eq(followed.as_str()));
    one(query.select(FollowRow::as_select()).get_result(c).optional()?)
}

/// The follows between two actors, in either direction and whatever state. One query.
pub fn between(c: &mut Conn, one: &ActorId, other: &ActorId) -> Result<Vec<Follow>, StoreError> {
    let (one, other) = (one.as_str(), other.as_str());
    let there = follows::follower_id.eq(one).and(follows::followed_id.eq(other));
    let back = follows::follower_id.eq(other).and(follows::followed_id.eq(one));
    let rows: Vec<FollowRow> = follows::table
        .filter(there.or(back))
        .select(FollowRow::as_select())
        .load(c)?;
    rows.into_iter().map(FollowRow::into_follow).collect()
}

/// The follow that came with, or went out as, that Follow activity.
pub fn by_activity(c: &mut Conn, activity_uri: &str) -> Result<Option<Follow>, StoreError> {
    let query = follows::table.filter(follows::activity_uri.eq(activity_uri));
    one(query.select(FollowRow::as_select()).get_result(c).optional()?)
}

/// Moves a follow to another state, under the id of the activity that counts now.
pub fn set(c: &mut Conn, id: &FollowId, state: FollowState, activity_uri: &str) -> Result<(), StoreError> {
    diesel::update(follows::table.find(id.as_str()))
        .set((
            follows::state.eq(state.as_str()),
            follows::activity_uri.eq(activity_uri),
        ))
        .execute(c)?;
    Ok(())
}

/// Asks again: under a new activity, and the waiting begins anew.
pub fn ask_again(c: &mut Conn, follow: &Follow) -> Result<(), StoreError> {
    diesel::update(follows::table.find(follow.id.as_str()))
        .set((
            follows::state.eq(follow.state.as_str()),
            follows::activity_uri.eq(&follow.activity_uri),
            follows::created_at.eq(stamp(follow.created_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// Ends a follow.
pub fn delete(c: &mut Conn, id: &FollowId) -> Result<bool, StoreError> {
    Ok(diesel::delete(follows::table.find(id.as_str())).execute(c)? > 0)
}

/// Ends every follow of and by an actor; gives back the people on the other end.
pub fn delete_all_of(c: &mut Conn, actor: &ActorId) -> Result<Vec<ActorId>, StoreError> {
    let gone: Vec<(String, String)> = diesel::delete(
        follows::table.filter(
            follows::follower_id
                .eq(actor.as_str())
                .or(follows::followed_id.eq(actor.as_str())),
        ),
    )
    .returning((follows::follower_id, follows::followed_id))
    .get_results(c)?;
    let other = |(follower, followed): (String, String)| if follower == actor.as_str() { followed } else { follower };
    Ok(gone.into_iter().map(other).map(ActorId::new).collect())
}

/// Which end of a follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those who follow an actor.
    Followers,
    /// Those an actor follows.
    Following,
}

/// How many follows in force an actor has on that side.
pub fn count(c: &mut Conn, side: Side, actor: &ActorId) -> Result<i64, StoreError> {
    let accepted = follows::table.filter(follows::state.eq(FollowState::Accepted.as_str()));
    let query = match side {
        Side::Followers => accepted
            .filter(follows::followed_id.eq(actor.as_str()))
            .count()
            .get_result(c)?,
        Side::Following => accepted
            .filter(follows::follower_id.eq(actor.as_str()))
            .count()
            .get_result(c)?,
    };
    Ok(query)
}

/// One body for both directions: `$near` is the actor asked about, `$far` the other end.
macro_rules! people {
    ($c:expr, $near:ident, $far:ident, $actor:expr, $before:expr, $limit:expr) => {{
        let mut query = follows::table
            .inner_join(actors::table.on(follows::$far.eq(actors::id)))
            .filter(follows::$near.eq($actor.as_str()))
            .order(follows::id.desc())
            .limit($limit)
            .select((FollowRow::as_select(), ActorRow::as_select()))
            .into_boxed();
        if let Some(before) = $before {
            query = query.filter(follows::id.lt(before));
        }
        let rows: Vec<(FollowRow, ActorRow)> = query.load($c)?;
        rows
    }};
}

/// The people on that side of an actor with their follows, newest first, before that follow identifier, whatever the state.
pub fn people(
    c: &mut Conn,
    side: Side,
    actor: &ActorId,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<(Follow, Actor)>, StoreError> {
    let rows = match side {
        Side::Followers => people!(c, followed_id, follower_id, actor, before, limit),
        Side::Following => people!(c, follower_id, followed_id, actor, before, limit),
    };
    rows.into_iter()
        .map(|(follow, actor)| Ok((follow.into_follow()?, actor.into_actor()?)))
        .collect()
}

/// The delivery inboxes of the followers of an actor, each once: the shared inbox where their server has one.
pub fn follower_inboxes(c: &mut Conn, actor: &ActorId) -> Result<Vec<Url>, StoreError> {
    let rows: Vec<(Option<String>, String)> = follows::table
        .inner_join(actors::table.on(follows::follower_id.eq(actors::id)))
        .filter(follows::followed_id.eq(actor.as_str()))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .filter(actors::host.ne(""))
        .filter(actors::deleted_at.is_null())
        .select((actors::shared_inbox, actors::inbox))
        .load(c)?;
    let mut inboxes: Vec<Url> = rows
        .into_iter()
        .filter_map(|(shared, own)| Url::parse(&shared.unwrap_or(own)).ok())
        .collect();
    inboxes.sort();
    inboxes.dedup();
    Ok(inboxes)
}

/// Everybody whom an actor follows or asked to follow.
pub fn followed_by(c: &mut Conn, actor: &ActorId) -> Result<Vec<ActorId>, StoreError> {
    let ids: Vec<String> = follows::table
        .filter(follows::follower_id.eq(actor.as_str()))
        .select(follows::followed_id)
        .load(c)?;
    Ok(ids.into_iter().map(ActorId::new).collect())
}

/// The people of this server who follow an actor.
pub fn local_followers(c: &mut Conn, actor: &ActorId) -> Result<Vec<ActorId>, StoreError> {
    let ids: Vec<String> = follows::table
        .inner_join(actors::table.on(follows::follower_id.eq(actors::id)))
        .filter(follows::followed_id.eq(actor.as_str()))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .filter(actors::host.eq(""))
        .select(follows::follower_id)
        .load(c)?;
    Ok(ids.into_iter().map(ActorId::new).collect())
}

/// The follows of an actor by people of this server that are in force or wait for an answer.
pub fn local_follows_of(c: &mut Conn, actor: &ActorId) -> Result<Vec<Follow>, StoreError> {
    let rows: Vec<FollowRow> = follows::table
        .inner_join(actors::table.on(follows::follower_id.eq(actors::id)))
        .filter(follows::followed_id.eq(actor.as_str()))
        .filter(follows::state.ne(FollowState::Rejected.as_str()))
        .filter(actors::host.eq(""))
        .order(follows::id)
        .select(FollowRow::as_select())
        .load(c)?;
    rows.into_iter().map(FollowRow::into_follow).collect()
}

/// Does anybody whose inbox is on that server follow somebody here?
pub fn has_followers_at(c: &mut Conn, host: &str) -> Result<bool, StoreError> {
    // Letters, digits, dots, hyphens and a port: nothing that LIKE would read in another way.
    let theirs = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .filter(actors::host.ne(""))
        .filter(actors::inbox.like(format!("%://{host}/%")));
    Ok(diesel::select(diesel::dsl::exists(theirs)).get_result(c)?)
}

/// Ends the follows of everybody whose deliveries go to an inbox that is gone; gives back the people of this server who
/// lose followers.
pub fn drop_followers_at(c: &mut Conn, inbox: &str) -> Result<Vec<ActorId>, StoreError> {
    let there = actors::table
        .filter(actors::host.ne(""))
        .filter(actors::inbox.eq(inbox).or(actors::shared_inbox.eq(inbox)))
        .select(actors::id);
    let lost: Vec<String> = diesel::delete(follows::table.filter(follows::follower_id.eq_any(there)))
        .returning(follows::followed_id)
        .get_results(c)?;
    let mut lost: Vec<ActorId> = lost.into_iter().map(ActorId::new).collect();
    lost.sort();
    lost.dedup();
    Ok(lost)
}
