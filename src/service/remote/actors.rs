//! Actors of other servers, and reading actors of any server.

use super::{RemoteActor, Validators};
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::whereabouts::Whereabouts;
use crate::service::freshness::{Stamp, Tag};
use crate::service::media::remote_key;
use crate::service::remote::Outcome;
use crate::service::{Error, Service};
use crate::store::{
    Conn, actors, blocks, comments, follows, hosts, media, mentions, notifications, posts, reactions, reports,
    standings, tombstones, whereabouts,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::mem;
use std::sync::{MutexGuard, PoisonError};
use url::Url;

impl RemoteActor {
    /// The actor as it is stored when it is first seen.
    #[must_use]
    pub fn into_actor(self, id: ActorId, now: DateTime<Utc>) -> Actor {
        Actor {
            id,
            uri: self.uri,
            handle: self.handle,
            host: Some(self.host),
            kind: self.kind,
            name: self.name,
            summary_source: String::new(),
            summary: self.summary,
            url: self.url,
            inbox: self.inbox,
            shared_inbox: self.shared_inbox,
            followers_url: self.followers_url,
            public_key_id: self.public_key_id,
            public_key_pem: self.public_key_pem,
            avatar_url: self.avatar_url,
            avatar_media: None,
            manually_approves: self.manually_approves,
            discoverable: self.discoverable,
            indexable: self.indexable,
            created_at: now,
            updated_at: now,
            fetched_at: Some(now),
            deleted_at: None,
        }
    }
}

impl Service {
    /// Stores what an actor's document says: a new actor, or the known one renewed.
    ///
    /// # Errors
    /// `Gone` for an actor that was deleted, `Forbidden` for an address of this server.
    pub async fn upsert_actor(&self, remote: RemoteActor) -> Result<Actor, Error> {
        if self.urls().is_local(&remote.uri) {
            return Err(Error::Forbidden);
        }
        let (service, now) = (self.clone(), self.now());
        self.write(move |c, tags| {
            if tombstones::is_recorded(c, remote.uri.as_str(), remote.uri.as_str())? {
                return Err(Error::Gone);
            }
            let mut remote = remote;
            let verdict = service.policy_book(c)?.of_actor(&remote.uri, Some(&remote.host));
            if verdict.reject_media {
                remote.avatar_url = None;
            }
            if let Some(avatar) = &remote.avatar_url {
                media::want_remote(c, &remote_key(avatar), avatar.as_str(), "avatar", now)?;
            }
            let old = actors::by_uri(c, remote.uri.as_str())?;
            if old.is_none() {
                hosts::meet(c, remote.uri.authority())?;
            }
            let id = old
                .as_ref()
                .map_or_else(|| ActorId::new(service.next_id()), |old| old.id.clone());
            let born_at = remote.born_at;
            let (also_known_as, moved_to) = (mem::take(&mut remote.also_known_as), remote.moved_to.take());
            let actor = Actor {
                created_at: old.as_ref().map_or(now, |old| old.created_at),
                ..remote.into_actor(id, now)
            };
            let stored = actors::upsert(c, &actor)?;
            if let Some(born_at) = born_at {
                standings::put_born(c, &stored.id, born_at)?;
            }
            let known = whereabouts::of(c, &stored.id)?;
            if known.moved_to != moved_to || known.also_known_as != also_known_as {
                let moved_at = match &moved_to {
                    Some(_) if known.moved_to == moved_to => known.moved_at,
                    moved_to => moved_to.as_ref().map(|_| now),
                };
                let said = Whereabouts {
                    also_known_as,
                    moved_to,
                    moved_at,
                    ..known
                };
                whereabouts::put(c, &stored.id, &said)?;
                tags.push(Tag::actor(&stored.id));
            }
            if let Some(old) = old
                && (&old.name, &old.avatar_url, &old.handle, &old.url)
                    != (&stored.name, &stored.avatar_url, &stored.handle, &stored.url)
            {
                tags.push(Tag::actor(&stored.id));
                // The pages this actor is shown on carry the tags of what stands there, not of everybody who wrote there.
                for root in comments::roots_by_author(c, &stored.id)? {
                    tags.push(Tag::root(&root));
                }
                tags.extend(mentions::reviews_by_author(c, &stored.id)?.iter().map(Tag::review));
            }
            Ok(stored)
        })
        .await
    }

    /// What the server of an actor said of the version of its document that is stored here.
    pub async fn actor_validators(&self, id: &ActorId) -> Result<Validators, Error> {
        let id = id.clone();
        self.read(move |c| {
            let (etag, last_modified) = actors::validators(c, &id)?;
            Ok(Validators { etag, last_modified })
        })
        .await
    }

    /// Remembers what the server of an actor said of the version of its document that was just stored.
    pub async fn set_actor_validators(&self, id: &ActorId, validators: Validators) -> Result<(), Error> {
        let id = id.clone();
        self.store()
            .write(move |c| {
                let (etag, last_modified) = (validators.etag.as_deref(), validators.last_modified.as_deref());
                Ok::<_, Error>(actors::set_validators(c, &id, etag, last_modified)?)
            })
            .await
    }

    /// The server of an actor said that what is stored here is still its document.
    pub async fn actor_unchanged(&self, id: &ActorId) -> Result<(), Error> {
        let (id, now) = (id.clone(), self.now());
        self.store()
            .write(move |c| Ok::<_, Error>(actors::mark_fetched(c, &id, now)?))
            .await
    }

    /// The living actor with that ActivityPub id.
    pub async fn actor_by_uri(&self, uri: &Url) -> Result<Option<Actor>, Error> {
        let uri = uri.clone();
        self.look(move |c| Ok(actors::by_uri(c, uri.as_str())?.filter(|actor| actor.deleted_at.is_none())))
            .await
    }

    /// The living actor that signs with that key.
    pub async fn actor_by_key_id(&self, key_id: &str) -> Result<Option<Actor>, Error> {
        let key_id = key_id.to_owned();
        self.look(move |c| Ok(actors::by_key_id(c, &key_id)?.filter(|actor| actor.deleted_at.is_none())))
            .await
    }

    /// The actor with that identifier, gone or not.
    pub async fn actor_by_id(&self, id: &ActorId) -> Result<Option<Actor>, Error> {
        let id = id.clone();
        self.look(move |c| Ok(actors::by_id(c, &id)?)).await
    }

    /// The living actor of this server with that handle, in any case.
    pub async fn local_actor(&self, handle: &str) -> Result<Option<Actor>, Error> {
        let handle = handle.to_lowercase();
        self.look(move |c| Ok(actors::local_by_handle(c, &handle)?.filter(|actor| actor.deleted_at.is_none())))
            .await
    }

    /// The living actor of this server with that handle, for an address that is asked for.
    ///
    /// # Errors
    /// `NotFound`; `Gone` for somebody who has deleted their account.
    pub async fn resident(&self, handle: &str) -> Result<Actor, Error> {
        let handle = handle.to_lowercase();
        self.look(move |c| resident(c, &handle)).await
    }

    /// True when a living actor of this server has that handle, in lower case. Asked for everything that comes to a personal
    /// inbox, so the answer is kept until something about the actor changes.
    pub async fn has_inbox(&self, handle: &str) -> Result<bool, Error> {
        self.sync_freshness().await?;
        if self
            .inboxes()
            .get(handle)
            .is_some_and(|stamp| self.freshness().is_fresh(stamp))
        {
            return Ok(true);
        }
        let Some(actor) = self.local_actor(handle).await? else {
            return Ok(false);
        };
        let stamp = self.freshness().stamp(&[Tag::actor(&actor.id)]);
        // It may have gone between the answer and the stamp; asked again, it has not.
        if self.local_actor(handle).await?.is_none() {
            return Ok(false);
        }
        self.inboxes().insert(handle.to_owned(), stamp);
        Ok(true)
    }

    fn inboxes(&self) -> MutexGuard<'_, HashMap<String, Stamp>> {
        self.memory().inboxes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An actor of another server is gone: with it go its texts, likes, boosts and follows, and everything people here were
    /// told of it. Its Tombstone keeps it from coming back.
    pub async fn actor_deleted(&self, uri: &Url) -> Result<Outcome, Error> {
        if self.urls().is_local(uri) {
            return Ok(Outcome::Refused("an actor of this server"));
        }
        let (uri, now) = (uri.clone(), self.now());
        self.write(move |c, tags| {
            let Some(actor) = actors::by_uri(c, uri.as_str())? else {
                return Ok(Outcome::Ignored("unknown actor"));
            };
            if actor.deleted_at.is_some() {
                return Ok(Outcome::Accepted("actor deleted before"));
            }
            let id = &actor.id;
            tombstones::record(c, uri.as_str(), uri.as_str(), actor.kind.as_str(), now)?;
            tags.extend([Tag::site(), Tag::actor(id)]);
            standings::delete(c, id)?;
            for root in comments::empty_all_by(c, id, now)? {
                tags.push(Tag::root(&root));
            }
            tags.extend(posts::empty_all_by(c, id, now)?.iter().map(Tag::post));
            tags.extend(reactions::roots_by_actor(c, id)?.iter().map(Tag::root));
            tags.extend(mentions::delete_all_by(c, id)?.iter().map(Tag::review));
            reactions::delete_all_by(c, id)?;
            for other in follows::delete_all_of(c, id)? {
                tags.push(Tag::actor(&other));
            }
            notifications::withdraw_all_by(c, id)?;
            blocks::delete_all_by(c, id)?;
            reports::erase_words(c, id)?;
            whereabouts::put(c, id, &Whereabouts::default())?;
            actors::mark_deleted(c, id, now)?;
            Ok(Outcome::Accepted("actor deleted"))
        })
        .await
    }
}

/// As [`Service::resident`], of a handle in lower case, in a transaction.
pub(in crate::service) fn resident(c: &mut Conn, handle: &str) -> Result<Actor, Error> {
    let actor = actors::local_by_handle(c, handle)?.ok_or(Error::NotFound)?;
    if actor.deleted_at.is_some() {
        return Err(Error::Gone);
    }
    Ok(actor)
}
