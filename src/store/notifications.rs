//! What people of this server are told. Private messages are kept here and nowhere else.

use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, CommentId, NotificationId, ReviewId};
use crate::domain::notification::{Notification, NotificationKind};
use crate::domain::text::SafeHtml;
use crate::store::actors::ActorRow;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{actors, notifications};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = notifications)]
struct NotificationRow {
    id: String,
    recipient_id: String,
    kind: String,
    actor_id: String,
    review_id: Option<String>,
    comment_id: Option<String>,
    object_uri: String,
    url: Option<String>,
    html: String,
    created_at: NaiveDateTime,
    read_at: Option<NaiveDateTime>,
}

impl NotificationRow {
    fn into_notification(self) -> Result<Notification, StoreError> {
        let row = RowName {
            table: "notifications",
            id: &self.id,
        };
        Ok(Notification {
            kind: row.word("kind", &self.kind, NotificationKind::parse)?,
            url: row.optional_url("url", self.url.as_deref())?,
            id: NotificationId::new(self.id),
            recipient_id: ActorId::new(self.recipient_id),
            actor_id: ActorId::new(self.actor_id),
            review_id: self.review_id.map(ReviewId::new),
            comment_id: self.comment_id.map(CommentId::new),
            object_uri: self.object_uri,
            html: SafeHtml::from_stored(self.html),
            created_at: time(self.created_at),
            read_at: optional_time(self.read_at),
        })
    }
}

/// Tells somebody. False, and nothing stored, when that recipient has been told of that object already, by whatever process.
pub fn insert(c: &mut Conn, notification: &Notification) -> Result<bool, StoreError> {
    let row = NotificationRow {
        id: notification.id.as_str().to_owned(),
        recipient_id: notification.recipient_id.as_str().to_owned(),
        kind: notification.kind.as_str().to_owned(),
        actor_id: notification.actor_id.as_str().to_owned(),
        review_id: notification.review_id.as_ref().map(|id| id.as_str().to_owned()),
        comment_id: notification.comment_id.as_ref().map(|id| id.as_str().to_owned()),
        object_uri: notification.object_uri.clone(),
        url: notification.url.as_ref().map(|url| url.as_str().to_owned()),
        html: notification.html.as_str().to_owned(),
        created_at: stamp(notification.created_at),
        read_at: notification.read_at.map(stamp),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(notifications::table)
        .values(&row)
        .on_conflict((notifications::recipient_id, notifications::object_uri))
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// What somebody was told, with who did it, newest first, before that identifier; nothing of suspended actors.
pub fn by_recipient(
    c: &mut Conn,
    recipient: &ActorId,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<(Notification, Actor)>, StoreError> {
    let query = notifications::table
        .inner_join(actors::table)
        .filter(notifications::recipient_id.eq(recipient.as_str()))
        .filter(actors::suspended.eq(false))
        .order(notifications::id.desc())
        .limit(limit)
        .select((NotificationRow::as_select(), ActorRow::as_select()));
    let rows: Vec<(NotificationRow, ActorRow)> = match before {
        Some(before) => query.filter(notifications::id.lt(before)).load(c)?,
        None => query.load(c)?,
    };
    rows.into_iter()
        .map(|(row, actor)| Ok((row.into_notification()?, actor.into_actor()?)))
        .collect()
}

/// Those of somebody's notifications, with who did it; nothing of suspended actors.
pub fn by_ids(c: &mut Conn, recipient: &ActorId, ids: &[&str]) -> Result<Vec<(Notification, Actor)>, StoreError> {
    let rows: Vec<(NotificationRow, ActorRow)> = notifications::table
        .inner_join(actors::table)
        .filter(notifications::id.eq_any(ids))
        .filter(notifications::recipient_id.eq(recipient.as_str()))
        .filter(actors::suspended.eq(false))
        .select((NotificationRow::as_select(), ActorRow::as_select()))
        .load(c)?;
    rows.into_iter()
        .map(|(row, actor)| Ok((row.into_notification()?, actor.into_actor()?)))
        .collect()
}

/// How many somebody has not seen.
pub fn count_unread(c: &mut Conn, recipient: &ActorId) -> Result<i64, StoreError> {
    let query = notifications::table
        .inner_join(actors::table)
        .filter(notifications::recipient_id.eq(recipient.as_str()))
        .filter(actors::suspended.eq(false))
        .filter(notifications::read_at.is_null());
    Ok(query.count().get_result(c)?)
}

/// Marks everything somebody was told as seen.
pub fn mark_read(c: &mut Conn, recipient: &ActorId, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let unread = notifications::table
        .filter(notifications::recipient_id.eq(recipient.as_str()))
        .filter(notifications::read_at.is_null());
    Ok(diesel::update(unread)
        .set(notifications::read_at.eq(Some(stamp(now))))
        .execute(c)?)
}

/// Replaces the text of a private message its author edited; gives back how many were told of it.
pub fn edit_private(c: &mut Conn, object_uri: &str, actor: &ActorId, html: &SafeHtml) -> Result<usize, StoreError> {
    let told = notifications::table
        .filter(notifications::object_uri.eq(object_uri))
        .filter(notifications::actor_id.eq(actor.as_str()))
        .filter(notifications::kind.eq(NotificationKind::Private.as_str()));
    Ok(diesel::update(told)
        .set(notifications::html.eq(html.as_str()))
        .execute(c)?)
}

/// Says more exactly what somebody was told of a post that names them; gives back how many were told of it.
pub fn specify(
    c: &mut Conn,
    object_uri: &str,
    recipient: &ActorId,
    kind: NotificationKind,
    review: &ReviewId,
) -> Result<usize, StoreError> {
    let told = notifications::table
        .filter(notifications::object_uri.eq(object_uri))
        .filter(notifications::recipient_id.eq(recipient.as_str()))
        .filter(notifications::kind.eq(NotificationKind::Mention.as_str()))
        .filter(notifications::comment_id.is_null());
    Ok(diesel::update(told)
        .set((
            notifications::kind.eq(kind.as_str()),
            notifications::review_id.eq(Some(review.as_str())),
        ))
        .execute(c)?)
}

/// Follows an activity that was sent again under another id: taking that one back takes the notification back. Whoever was
/// told of the new id already is not told twice.
pub fn move_to(c: &mut Conn, old_uri: &str, new_uri: &str, actor: &ActorId) -> Result<(), StoreError> {
    let knowing: Vec<String> = notifications::table
        .filter(notifications::object_uri.eq(new_uri))
        .select(notifications::recipient_id)
        .load(c)?;
    if old_uri != new_uri && !knowing.is_empty() {
        let double = notifications::table
            .filter(notifications::object_uri.eq(old_uri))
            .filter(notifications::actor_id.eq(actor.as_str()))
            .filter(notifications::recipient_id.eq_any(knowing));
        diesel::delete(double).execute(c)?;
    }
    let told = notifications::table
        .filter(notifications::object_uri.eq(old_uri))
        .filter(notifications::actor_id.eq(actor.as_str()));
    diesel::update(told)
        .set(notifications::object_uri.eq(new_uri))
        .execute(c)?;
    Ok(())
}

/// Takes back what people were told of an object of that actor; gives back how many.
pub fn withdraw(c: &mut Conn, object_uri: &str, actor: &ActorId) -> Result<usize, StoreError> {
    let told = notifications::table
        .filter(notifications::object_uri.eq(object_uri))
        .filter(notifications::actor_id.eq(actor.as_str()));
    Ok(diesel::delete(told).execute(c)?)
}

/// Takes back everything people were told of an actor.
pub fn withdraw_all_by(c: &mut Conn, actor: &ActorId) -> Result<usize, StoreError> {
    Ok(diesel::delete(notifications::table.filter(notifications::actor_id.eq(actor.as_str()))).execute(c)?)
}
