//! Guests, and what they left of themselves.

use crate::domain::comment::Comment;
use crate::domain::guest::Guest;
use crate::domain::id::{ActorId, CommentId};
use crate::store::rows::{stamp, time};
use crate::store::schema::{actors, comments, guests};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = guests)]
struct GuestRow {
    actor_id: String,
    mail: Option<String>,
    mail_key: Option<String>,
    client: Option<String>,
    notify: bool,
    created_at: NaiveDateTime,
}

impl From<GuestRow> for Guest {
    fn from(row: GuestRow) -> Self {
        Self {
            actor_id: ActorId::new(row.actor_id),
            mail: row.mail,
            mail_key: row.mail_key,
            client: row.client,
            notify: row.notify,
            created_at: time(row.created_at),
        }
    }
}

/// Adds a guest, whose actor is there already.
pub fn insert(c: &mut Conn, guest: &Guest) -> Result<(), StoreError> {
    let row = GuestRow {
        actor_id: guest.actor_id.as_str().to_owned(),
        mail: guest.mail.clone(),
        mail_key: guest.mail_key.clone(),
        client: guest.client.clone(),
        notify: guest.notify,
        created_at: stamp(guest.created_at),
    };
    diesel::insert_into(guests::table).values(row).execute(c)?;
    Ok(())
}

/// A guest writes again: what they say of themselves now is what counts.
pub fn renew(c: &mut Conn, guest: &Guest) -> Result<(), StoreError> {
    diesel::update(guests::table.find(guest.actor_id.as_str()))
        .set((
            guests::mail.eq(&guest.mail),
            guests::client.eq(&guest.client),
            guests::notify.eq(guest.notify),
            guests::created_at.eq(stamp(guest.created_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// The same words in the same place, sent from the same address since then.
pub fn twin(
    c: &mut Conn,
    client: &str,
    source: &str,
    parent: Option<&CommentId>,
    since: DateTime<Utc>,
) -> Result<Option<Comment>, StoreError> {
    let mut query = comments::table
        .inner_join(guests::table.on(guests::actor_id.eq(comments::author_id)))
        .filter(guests::client.eq(client))
        .filter(comments::created_at.ge(stamp(since)))
        .filter(comments::source.eq(source))
        .select(comments::id)
        .into_boxed();
    query = match parent {
        Some(parent) => query.filter(comments::parent_id.eq(parent.as_str())),
        None => query.filter(comments::parent_id.is_null()),
    };
    let found: Option<String> = query.first(c).optional()?;
    match found {
        Some(id) => super::comments::by_id(c, &CommentId::new(id)),
        None => Ok(None),
    }
}

/// The guest that an actor is.
pub fn by_actor(c: &mut Conn, actor: &ActorId) -> Result<Option<Guest>, StoreError> {
    let row = guests::table.find(actor.as_str()).select(GuestRow::as_select());
    Ok(row.get_result(c).optional()?.map(Guest::from))
}

/// Everybody who gave that mail address.
pub fn by_mail_key(c: &mut Conn, mail_key: &str) -> Result<Vec<Guest>, StoreError> {
    let rows: Vec<GuestRow> = guests::table
        .filter(guests::mail_key.eq(mail_key))
        .order(guests::actor_id)
        .select(GuestRow::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(Guest::from).collect())
}

/// How many comments came from a network address since then.
pub fn comments_from(c: &mut Conn, client: &str, since: DateTime<Utc>) -> Result<i64, StoreError> {
    let query = comments::table
        .inner_join(guests::table.on(guests::actor_id.eq(comments::author_id)))
        .filter(guests::client.eq(client))
        .filter(comments::created_at.ge(stamp(since)));
    Ok(query.count().get_result(c)?)
}

/// Somebody wants notices of answers no more, at none of the names they wrote under with that mail address.
pub fn stop_notices(c: &mut Conn, mail_key: &str) -> Result<usize, StoreError> {
    let theirs = guests::table.filter(guests::mail_key.eq(mail_key));
    Ok(diesel::update(theirs).set(guests::notify.eq(false)).execute(c)?)
}

/// Forgets the mail addresses of guests who wrote last before then, and where they came from: no notice of an answer reaches them
/// after that.
pub fn forget_before(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = guests::table
        .filter(guests::created_at.lt(stamp(before)))
        .filter(guests::mail.is_not_null().or(guests::client.is_not_null()));
    let forgotten = diesel::update(old).set((
        guests::mail.eq(None::<String>),
        guests::client.eq(None::<String>),
        guests::notify.eq(false),
    ));
    Ok(forgotten.execute(c)?)
}

/// Forgets a guest altogether: their name too.
pub fn erase(c: &mut Conn, actor: &ActorId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::delete(guests::table.find(actor.as_str())).execute(c)?;
    diesel::update(actors::table.find(actor.as_str()))
        .set((
            actors::name.eq(""),
            actors::url.eq(actors::uri),
            actors::deleted_at.eq(Some(stamp(now))),
        ))
        .execute(c)?;
    Ok(())
}
