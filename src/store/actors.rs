//! Actors of this server and of others, and the private keys of ours.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::{ActorId, MediaId};
use crate::domain::text::SafeHtml;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{actor_keys, actors};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use url::Url;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = actors)]
pub(in crate::store) struct ActorRow {
    id: String,
    uri: String,
    handle: String,
    host: String,
    kind: String,
    name: String,
    summary_source: String,
    summary_html: String,
    url: String,
    inbox: String,
    shared_inbox: Option<String>,
    followers_url: Option<String>,
    public_key_id: String,
    public_key_pem: String,
    avatar_url: Option<String>,
    avatar_media_id: Option<String>,
    manually_approves: bool,
    discoverable: bool,
    indexable: bool,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    fetched_at: Option<NaiveDateTime>,
    deleted_at: Option<NaiveDateTime>,
}

/// Everything but the identifier, the ActivityPub id and the time of creation, which never change.
#[derive(AsChangeset)]
#[diesel(table_name = actors, treat_none_as_null = true)]
struct ActorChanges<'a> {
    handle: &'a str,
    host: &'a str,
    kind: &'a str,
    name: &'a str,
    summary_source: &'a str,
    summary_html: &'a str,
    url: &'a str,
    inbox: &'a str,
    shared_inbox: Option<&'a str>,
    followers_url: Option<&'a str>,
    public_key_id: &'a str,
    public_key_pem: &'a str,
    avatar_url: Option<&'a str>,
    avatar_media_id: Option<&'a str>,
    manually_approves: bool,
    discoverable: bool,
    indexable: bool,
    updated_at: NaiveDateTime,
    fetched_at: Option<NaiveDateTime>,
    deleted_at: Option<NaiveDateTime>,
}

impl ActorRow {
    fn of(actor: &Actor) -> Self {
        Self {
            id: actor.id.as_str().to_owned(),
            uri: actor.uri.as_str().to_owned(),
            handle: actor.handle.clone(),
            host: actor.host.clone().unwrap_or_default(),
            kind: actor.kind.as_str().to_owned(),
            name: actor.name.clone(),
            summary_source: actor.summary_source.clone(),
            summary_html: actor.summary.as_str().to_owned(),
            url: actor.url.as_str().to_owned(),
            inbox: actor.inbox.as_str().to_owned(),
            shared_inbox: actor.shared_inbox.as_ref().map(|url| url.as_str().to_owned()),
            followers_url: actor.followers_url.as_ref().map(|url| url.as_str().to_owned()),
            public_key_id: actor.public_key_id.clone(),
            public_key_pem: actor.public_key_pem.clone(),
            avatar_url: actor.avatar_url.as_ref().map(|url| url.as_str().to_owned()),
            avatar_media_id: actor.avatar_media.as_ref().map(|id| id.as_str().to_owned()),
            manually_approves: actor.manually_approves,
            discoverable: actor.discoverable,
            indexable: actor.indexable,
            created_at: stamp(actor.created_at),
            updated_at: stamp(actor.updated_at),
            fetched_at: actor.fetched_at.map(stamp),
            deleted_at: actor.deleted_at.map(stamp),
        }
    }

    fn changes(&self) -> ActorChanges<'_> {
        ActorChanges {
            handle: &self.handle,
            host: &self.host,
            kind: &self.kind,
            name: &self.name,
            summary_source: &self.summary_source,
            summary_html: &self.summary_html,
            url: &self.url,
            inbox: &self.inbox,
            shared_inbox: self.shared_inbox.as_deref(),
            followers_url: self.followers_url.as_deref(),
            public_key_id: &self.public_key_id,
            public_key_pem: &self.public_key_pem,
            avatar_url: self.avatar_url.as_deref(),
            avatar_media_id: self.avatar_media_id.as_deref(),
            manually_approves: self.manually_approves,
            discoverable: self.discoverable,
            indexable: self.indexable,
            updated_at: self.updated_at,
            fetched_at: self.fetched_at,
            deleted_at: self.deleted_at,
        }
    }

    /// The row as a domain type.
    pub(in crate::store) fn into_actor(self) -> Result<Actor, StoreError> {
        let row = RowName {
            table: "actors",
            id: &self.id,
        };
        Ok(Actor {
            uri: row.url("uri", &self.uri)?,
            kind: row.word("kind", &self.kind, ActorKind::from_stored)?,
            url: row.url("url", &self.url)?,
            inbox: row.url("inbox", &self.inbox)?,
            shared_inbox: row.optional_url("shared_inbox", self.shared_inbox.as_deref())?,
            followers_url: row.optional_url("followers_url", self.followers_url.as_deref())?,
            avatar_url: row.optional_url("avatar_url", self.avatar_url.as_deref())?,
            id: ActorId::new(self.id),
            handle: self.handle,
            host: (!self.host.is_empty()).then_some(self.host),
            name: self.name,
            summary_source: self.summary_source,
            summary: SafeHtml::from_stored(self.summary_html),
            public_key_id: self.public_key_id,
            public_key_pem: self.public_key_pem,
            avatar_media: self.avatar_media_id.map(MediaId::new),
            manually_approves: self.manually_approves,
            discoverable: self.discoverable,
            indexable: self.indexable,
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
            fetched_at: optional_time(self.fetched_at),
            deleted_at: optional_time(self.deleted_at),
        })
    }
}

fn one(found: Option<ActorRow>) -> Result<Option<Actor>, StoreError> {
    found.map(ActorRow::into_actor).transpose()
}

/// The actor with that identifier, gone or not.
pub fn by_id(c: &mut Conn, id: &ActorId) -> Result<Option<Actor>, StoreError> {
    let query = actors::table.find(id.as_str()).select(ActorRow::as_select());
    one(query.get_result(c).optional()?)
}

/// Lets no other transaction that asks for it go on before this one ends, as [`super::reviews::lock`] does for a review.
pub fn lock(c: &mut Conn, id: &ActorId) -> Result<(), StoreError> {
    if let Conn::Postgres(c) = c {
        let row = actors::table.find(id.as_str()).select(actors::id).for_update();
        row.first::<String>(c).optional()?;
    }
    Ok(())
}

/// The actors with those identifiers, in no particular order; unknown ones are left out.
pub fn by_ids(c: &mut Conn, ids: &[ActorId]) -> Result<Vec<Actor>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    // Both databases limit the number of bound values.
    for some in ids.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        let query = actors::table.filter(actors::id.eq_any(ids));
        for row in query.select(ActorRow::as_select()).load(c)? {
            found.push(row.into_actor()?);
        }
    }
    Ok(found)
}

/// The actor with that ActivityPub id, gone or not.
pub fn by_uri(c: &mut Conn, uri: &str) -> Result<Option<Actor>, StoreError> {
    let query = actors::table.filter(actors::uri.eq(uri));
    one(query.select(ActorRow::as_select()).get_result(c).optional()?)
}

/// The actors with those ActivityPub ids, in no particular order; unknown ones are left out.
pub fn by_uris(c: &mut Conn, uris: &[&str]) -> Result<Vec<Actor>, StoreError> {
    let mut found = Vec::with_capacity(uris.len());
    for some in uris.chunks(500) {
        let query = actors::table.filter(actors::uri.eq_any(some.to_vec()));
        for row in query.select(ActorRow::as_select()).load(c)? {
            found.push(row.into_actor()?);
        }
    }
    Ok(found)
}

/// The actor that signs with that key.
pub fn by_key_id(c: &mut Conn, key_id: &str) -> Result<Option<Actor>, StoreError> {
    let query = actors::table.filter(actors::public_key_id.eq(key_id));
    one(query.select(ActorRow::as_select()).get_result(c).optional()?)
}

/// The actor of this server with that handle, which must be in lower case.
pub fn local_by_handle(c: &mut Conn, handle: &str) -> Result<Option<Actor>, StoreError> {
    by_handle_host(c, handle, "")
}

/// The actor of that handle and host (an empty host for this server). A living one is preferred to one that is gone, since
/// a server may have given a freed name to somebody else.
pub fn by_handle_host(c: &mut Conn, handle: &str, host: &str) -> Result<Option<Actor>, StoreError> {
    let query = actors::table
        .filter(actors::host.eq(host).and(actors::handle.eq(handle)))
        .order((actors::deleted_at.is_not_null().asc(), actors::id.desc()));
    one(query.select(ActorRow::as_select()).get_result(c).optional()?)
}

diesel::define_sql_function! {
    /// Lower case, of ASCII letters on either database.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// The living actors with those handles and hosts (in lower case; an empty host for this server), in no particular order;
/// unknown ones are left out. One query.
pub fn by_handles(c: &mut Conn, wanted: &[(String, String)]) -> Result<Vec<Actor>, StoreError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let handles: Vec<&str> = wanted.iter().map(|(handle, _)| handle.as_str()).collect();
    let hosts: Vec<&str> = wanted.iter().map(|(_, host)| host.as_str()).collect();
    let query = actors::table
        .filter(actors::host.eq_any(hosts))
        .filter(lower(actors::handle).eq_any(handles))
        .filter(actors::deleted_at.is_null())
        .order(actors::id);
    let rows = query.select(ActorRow::as_select()).load(c)?;
    let mut found = Vec::with_capacity(wanted.len());
    for row in rows {
        let pair = (row.handle.to_lowercase(), row.host.clone());
        if wanted.contains(&pair) {
            found.push(row.into_actor()?);
        }
    }
    Ok(found)
}

/// How many people of this server there are; the instance actor is none of them.
pub fn count_local(c: &mut Conn) -> Result<i64, StoreError> {
    let query = actors::table
        .filter(actors::host.eq("").and(actors::deleted_at.is_null()))
        .filter(actors::kind.ne(ActorKind::Application.as_str()));
    Ok(query.count().get_result(c)?)
}

/// Stores a new actor. Fails with a unique violation when its ActivityPub id or its local handle is taken.
pub fn insert(c: &mut Conn, actor: &Actor) -> Result<(), StoreError> {
    diesel::insert_into(actors::table)
        .values(ActorRow::of(actor))
        .execute(c)?;
    Ok(())
}

/// Stores everything of a known actor but its identifier, ActivityPub id and time of creation. False when there is none.
pub fn update(c: &mut Conn, actor: &Actor) -> Result<bool, StoreError> {
    let row = ActorRow::of(actor);
    let changed = diesel::update(actors::table.find(actor.id.as_str()))
        .set(row.changes())
        .execute(c)?;
    Ok(changed > 0)
}

/// Stores an actor of another server by its ActivityPub id: a new row with `actor.id`, or the known row with everything
/// else renewed. Gives back what is stored.
pub fn upsert(c: &mut Conn, actor: &Actor) -> Result<Actor, StoreError> {
    let row = ActorRow::of(actor);
    let stored = on_each_backend!(c, |c| diesel::insert_into(actors::table)
        .values(&row)
        .on_conflict(actors::uri)
        .do_update()
        .set(row.changes())
        .returning(ActorRow::as_returning())
        .get_result(c))?;
    stored.into_actor()
}

/// Marks an actor as gone.
pub fn mark_deleted(c: &mut Conn, id: &ActorId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(actors::table.find(id.as_str()))
        .set((
            actors::deleted_at.eq(Some(stamp(now))),
            actors::updated_at.eq(stamp(now)),
            actors::name.eq(""),
            actors::summary_source.eq(""),
            actors::summary_html.eq(""),
            actors::avatar_url.eq(None::<String>),
            actors::avatar_media_id.eq(None::<String>),
        ))
        .execute(c)?;
    Ok(())
}

/// Where to deliver for each of those actors when they share a server; only actors elsewhere that are not gone.
pub fn delivery_inboxes(c: &mut Conn, ids: &[ActorId]) -> Result<Vec<Url>, StoreError> {
    let living = by_ids(c, ids)?
        .into_iter()
        .filter(|a| !a.is_local() && a.deleted_at.is_none());
    let mut inboxes: Vec<Url> = living.map(|a| a.delivery_inbox().clone()).collect();
    inboxes.sort();
    inboxes.dedup();
    Ok(inboxes)
}

/// The private key of a local actor, PKCS#8 PEM.
pub fn private_key(c: &mut Conn, id: &ActorId) -> Result<Option<String>, StoreError> {
    let query = actor_keys::table.find(id.as_str()).select(actor_keys::private_pem);
    Ok(query.first(c).optional()?)
}

/// Stores the private key of a new local actor.
pub fn insert_key(c: &mut Conn, id: &ActorId, private_pem: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::insert_into(actor_keys::table)
        .values((
            actor_keys::actor_id.eq(id.as_str()),
            actor_keys::private_pem.eq(private_pem),
            actor_keys::created_at.eq(stamp(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// A new key pair of a local actor.
#[derive(Clone, Copy, Debug)]
pub struct NewKey<'a> {
    /// The id under which others find the public half.
    pub id: &'a str,
    /// SPKI PEM.
    pub public_pem: &'a str,
    /// PKCS#8 PEM.
    pub private_pem: &'a str,
}

/// Gives a local actor another key pair; the old one is gone.
pub fn replace_key(c: &mut Conn, id: &ActorId, key: &NewKey<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(actors::table.find(id.as_str()))
        .set((
            actors::public_key_id.eq(key.id),
            actors::public_key_pem.eq(key.public_pem),
            actors::updated_at.eq(stamp(now)),
        ))
        .execute(c)?;
    diesel::update(actor_keys::table.find(id.as_str()))
        .set((
            actor_keys::private_pem.eq(key.private_pem),
            actor_keys::created_at.eq(stamp(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// What the server of an actor said of the version of its document that is stored: ETag and Last-Modified.
pub fn validators(c: &mut Conn, id: &ActorId) -> Result<(Option<String>, Option<String>), StoreError> {
    let query = actors::table
        .find(id.as_str())
        .select((actors::etag, actors::last_modified));
    Ok(query.first(c).optional()?.unwrap_or_default())
}

/// Remembers what the server of an actor said of the version of its document that is stored.
pub fn set_validators(
    c: &mut Conn,
    id: &ActorId,
    etag: Option<&str>,
    last_modified: Option<&str>,
) -> Result<(), StoreError> {
    diesel::update(actors::table.find(id.as_str()))
        .set((actors::etag.eq(etag), actors::last_modified.eq(last_modified)))
        .execute(c)?;
    Ok(())
}

/// The document of an actor was asked for and is still what is stored.
pub fn mark_fetched(c: &mut Conn, id: &ActorId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(actors::table.find(id.as_str()))
        .set(actors::fetched_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(())
}
