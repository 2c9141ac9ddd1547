//! Keys that sign, and the actor that speaks for the server itself.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::change::Change;
use crate::domain::id::ActorId;
use crate::domain::text::SafeHtml;
use crate::env::keys;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::actors;
use std::sync::{Arc, PoisonError};

/// A private key of one of our actors, for signing.
pub struct SigningKeyPem {
    /// The id under which others find the public half.
    pub key_id: String,
    /// PKCS#8 PEM.
    pub private_pem: String,
}

impl std::fmt::Debug for SigningKeyPem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKeyPem")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl Service {
    /// The key of one of our actors, remembered until it is changed, by this process or by another.
    ///
    /// # Errors
    /// `NotFound` for an actor without a private key: one of another server.
    pub async fn signing_key(&self, id: &ActorId) -> Result<Arc<SigningKeyPem>, Error> {
        self.sync_freshness().await?;
        let known = || {
            let keys = self.memory().keys.lock().unwrap_or_else(PoisonError::into_inner);
            let (key, stamp) = keys.get(id)?;
            self.freshness().is_fresh(stamp).then(|| key.clone())
        };
        if let Some(key) = known() {
            return Ok(key);
        }
        let (wanted, stamp) = (id.clone(), self.freshness().stamp(&[Tag::key(id)]));
        let key = self
            .read(move |c| {
                let actor = actors::by_id(c, &wanted)?.ok_or(Error::NotFound)?;
                let private_pem = actors::private_key(c, &wanted)?.ok_or(Error::NotFound)?;
                Ok(Arc::new(SigningKeyPem {
                    key_id: actor.public_key_id,
                    private_pem,
                }))
            })
            .await?;
        let mut keys = self.memory().keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(id.clone(), (key.clone(), stamp));
        Ok(key)
    }

    /// The actor that signs for the server itself, made with its key when it is first asked for.
    pub async fn instance_actor(&self) -> Result<Actor, Error> {
        self.sync_freshness().await?;
        let known = || {
            let kept = self.memory().instance.lock().unwrap_or_else(PoisonError::into_inner);
            let (actor, stamp) = kept.as_ref()?;
            self.freshness().is_fresh(stamp).then(|| actor.clone())
        };
        if let Some(actor) = known() {
            return Ok(actor);
        }
        let stamp = self.freshness().stamp(&[Tag::instance_key()]);
        let actor = match self.stored_instance_actor().await? {
            Some(actor) => actor,
            None => match self.make_instance_actor().await {
                Ok(actor) => actor,
                // Another process may have made it at the same moment.
                Err(error) => self.stored_instance_actor().await?.ok_or(error)?,
            },
        };
        let mut kept = self.memory().instance.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((actor.clone(), stamp));
        Ok(actor)
    }

    /// Gives one of our actors a new key pair: that of a person, or of the server itself for `None`. The new key has an id of
    /// its own, since servers keep keys by their id and fetch one they do not know at once, while not all of them fetch a
    /// known one again. A person's followers are told by an Update, which the new key signs. Gives back the new id.
    ///
    /// # Errors
    /// `NotFound` for somebody who is not of this server.
    pub async fn rotate_key(&self, handle: Option<&str>) -> Result<String, Error> {
        let actor = match handle {
            None => self.instance_actor().await?,
            Some(handle) => {
                let found = self.local_actor(handle.trim_start_matches('@')).await?;
                let found = found.filter(|actor| actor.kind != ActorKind::Application);
                found.ok_or(Error::NotFound)?
            }
        };
        let pair = new_pair().await?;
        let (service, now) = (self.clone(), self.now());
        self.write(move |c, tags| {
            // Read again: two commands may run at the same time.
            let actor = actors::by_id(c, &actor.id)?.ok_or(Error::NotFound)?;
            let key_id = next_key_id(&actor.public_key_id);
            let key = actors::NewKey {
                id: &key_id,
                public_pem: &pair.public_pem,
                private_pem: &pair.private_pem,
            };
            actors::replace_key(c, &actor.id, &key, now)?;
            tags.extend([Tag::key(&actor.id), Tag::actor(&actor.id)]);
            if actor.kind == ActorKind::Application {
                tags.push(Tag::instance_key());
            } else {
                service.record_change(c, &Change::ProfileEdited { actor: actor.id }, now)?;
            }
            Ok(key_id)
        })
        .await
    }

    async fn stored_instance_actor(&self) -> Result<Option<Actor>, Error> {
        let uri = self.urls().instance_actor();
        self.read(move |c| Ok(actors::by_uri(c, uri.as_str())?)).await
    }

    async fn make_instance_actor(&self) -> Result<Actor, Error> {
        let pair = new_pair().await?;
        let (urls, now) = (self.urls(), self.now());
        let actor = Actor {
            id: ActorId::new(self.next_id()),
            uri: urls.instance_actor(),
            // WebFinger must loop: the server's own name is its host, as on Mastodon.
            handle: urls.host().to_owned(),
            host: None,
            kind: ActorKind::Application,
            name: self.config().site.name.clone(),
            summary_source: String::new(),
            summary: SafeHtml::default(),
            url: urls.home(),
            inbox: urls.shared_inbox(),
            shared_inbox: Some(urls.shared_inbox()),
            followers_url: None,
            public_key_id: urls.instance_key(),
            public_key_pem: pair.public_pem,
            avatar_url: None,
            avatar_media: None,
            manually_approves: true,
            discoverable: false,
            indexable: false,
            created_at: now,
            updated_at: now,
            fetched_at: None,
            deleted_at: None,
        };
        let (stored, private_pem) = (actor.clone(), pair.private_pem);
        self.store()
            .write(move |c| {
                actors::insert(c, &stored)?;
                Ok::<_, Error>(actors::insert_key(c, &stored.id, &private_pem, now)?)
            })
            .await?;
        Ok(actor)
    }
}

async fn new_pair() -> Result<keys::KeyPair, Error> {
    tokio::task::spawn_blocking(keys::generate)
        .await
        .map_err(|e| Error::Internal(e.to_string()))?
        .map_err(|e| Error::Internal(e.to_string()))
}

/// The id of the key after this one: `#main-key`, `#main-key-2`, `#main-key-3`, …
fn next_key_id(id: &str) -> String {
    let numbered = id
        .rsplit_once("-key-")
        .and_then(|(before, number)| Some((before, number.parse::<u32>().ok()?)));
    match numbered {
        Some((before, number)) => format!("{before}-key-{}", number.saturating_add(1)),
        None => format!("{id}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_the_next_number() {
        let first = "https://films.example/users/main-key-7#main-key";
        let second = next_key_id(first);
        assert_eq!(second, "https://films.example/users/main-key-7#main-key-2");
        assert_eq!(
            next_key_id(&second),
            "https://films.example/users/main-key-7#main-key-3"
        );
    }
}
