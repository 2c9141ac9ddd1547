//! Who is who: actors of other servers by id, and the keys that sign for them.

use crate::domain::actor::Actor;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::actor::from_person;
use crate::federation::signatures::{ParsedSignature, SignatureError, VerifyingKey};
use crate::federation::vocab::incoming::same_host;
use crate::service::Error;
use crate::service::remote::RemoteActor;
use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use url::Url;

/// How old a copy of an actor may be before it is fetched again.
const STALE: TimeDelta = TimeDelta::hours(24);
/// How soon the same key may be fetched again after a signature did not match.
const REFETCH: TimeDelta = TimeDelta::minutes(5);
/// How soon it may be fetched again when it could not be had.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
/// Locks that keep a burst of posts of one newcomer from fetching its key as many times.
const TURNS: usize = 1_024;
/// Keys and refetches remembered; some hundred bytes each.
const REMEMBERED: usize = 10_000;

/// A key with the actor it signs for.
#[derive(Clone, Debug)]
pub(in crate::federation) struct KnownKey {
    /// The actor's id.
    pub(in crate::federation) actor: Url,
    /// Ready to check.
    pub(in crate::federation) key: Arc<VerifyingKey>,
}

/// Keys by keyId, so that an inbox post of a known actor needs no database read; and when keys were last fetched.
#[derive(Debug)]
pub(in crate::federation) struct Directory {
    keys: Cache<String, KnownKey>,
    fetched: Cache<String, (DateTime<Utc>, bool)>,
    turns: Vec<tokio::sync::Mutex<()>>,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            keys: Cache::new(REMEMBERED),
            fetched: Cache::new(REMEMBERED),
            turns: std::iter::repeat_with(tokio::sync::Mutex::default)
                .take(TURNS)
                .collect(),
        }
    }
}

/// Why no key could be trusted.
#[derive(Debug, thiserror::Error)]
pub(in crate::federation) enum KeyTrouble {
    /// It is not to be had.
    #[error("the key cannot be had: {0}")]
    Fetch(#[from] FetchError),
    /// It did not make the signature.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl Directory {
    /// Forgets what is remembered of a key.
    pub(in crate::federation) fn forget(&self, key_id: &str) {
        self.keys.remove(key_id);
    }
}

impl Federation {
    /// The actor with that id: known and fresh, or fetched and stored.
    ///
    /// # Errors
    /// [`FetchError`]; a stale copy is better than none when its server does not answer.
    pub async fn actor(&self, uri: &Url, budget: &Budget) -> Result<Actor, FetchError> {
        let known = self.service().actor_by_uri(uri).await?;
        if self.service().urls().is_local(uri) {
            return known.ok_or(FetchError::OurOwn);
        }
        let now = self.service().env().clock.now();
        match known {
            Some(actor) if actor.fetched_at.is_some_and(|at| now - at < STALE) => Ok(actor),
            Some(actor) => match self.fetch_actor(uri, budget).await {
                Ok(fresh) => Ok(fresh),
                Err(error) if error.is_transient() => Ok(actor),
                Err(error) => Err(error),
            },
            None => self.fetch_actor(uri, budget).await,
        }
    }

    /// Fetches and stores the actor at `uri`, whatever is known.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn fetch_actor(&self, uri: &Url, budget: &Budget) -> Result<Actor, FetchError> {
        let document = self.fetch(uri, budget).await?;
        let remote = from_person(document.object(), None)?;
        let actor = self.store_actor(remote).await?;
        self.inner.directory.forget(&actor.public_key_id);
        Ok(actor)
    }

    /// Stores what an actor's document says. A handle on another host than the id, which WebFinger proved before, stays.
    pub(in crate::federation) async fn store_actor(&self, mut remote: RemoteActor) -> Result<Actor, FetchError> {
        if let Some(host) = self
            .service()
            .actor_by_uri(&remote.uri)
            .await?
            .and_then(|known| known.host)
        {
            remote.host = host;
        }
        self.upsert(remote).await
    }

    /// Stores what an actor's document says, with the host of its handle as given.
    pub(in crate::federation) async fn upsert(&self, remote: RemoteActor) -> Result<Actor, FetchError> {
        let uri = remote.uri.clone();
        self.service().upsert_actor(remote).await.map_err(|error| match error {
            Error::Gone => FetchError::Gone(uri),
            Error::Forbidden => FetchError::OurOwn,
            other => other.into(),
        })
    }

    /// The key with that id, if it is known here without asking anybody.
    pub(in crate::federation) async fn known_key(&self, key_id: &Url) -> Result<Option<KnownKey>, FetchError> {
        let directory = &self.inner.directory;
        if let Some(known) = directory.keys.get(key_id.as_str()) {
            return Ok(Some(known));
        }
        let Some(actor) = self.service().actor_by_key_id(key_id.as_str()).await? else {
            return Ok(None);
        };
        let known = KnownKey {
            key: self.keys().verifying(&actor.public_key_pem)?,
            actor: actor.uri,
        };
        directory.keys.insert(key_id.to_string(), known.clone());
        Ok(Some(known))
    }

    /// The key that made a signature: the known one where it fits, else a fresh one. Fetched at most once in five minutes,
    /// so that a rotated key comes through and a flood of bad signatures does not.
    pub(in crate::federation) async fn signer(
        &self,
        signature: &ParsedSignature,
        budget: &Budget,
    ) -> Result<KnownKey, KeyTrouble> {
        let key_id = &signature.key_id;
        if let Some(known) = self.known_key(key_id).await?
            && signature.check(&known.key).is_ok()
        {
            return Ok(known);
        }
        let directory = &self.inner.directory;
        let mut hasher = DefaultHasher::new();
        key_id.as_str().hash(&mut hasher);
        let turn = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or_default();
        let _turn = match directory.turns.get(turn) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        };
        // Somebody else may have fetched it in the meantime.
        let known = self.known_key(key_id).await?;
        if let Some(known) = &known
            && signature.check(&known.key).is_ok()
        {
            return Ok(known.clone());
        }
        let now = self.service().env().clock.now();
        if let Some((at, had)) = directory.fetched.get(key_id.as_str())
            && now - at < if had { REFETCH } else { AGAIN }
        {
            return Err(match known {
                Some(_) => KeyTrouble::Signature(SignatureError::Invalid),
                None => KeyTrouble::Fetch(FetchError::Misfit("its server did not give it a moment ago")),
            });
        }
        directory.fetched.insert(key_id.to_string(), (now, false));
        let fresh = self.fetch_key(key_id, budget).await?;
        directory.fetched.insert(key_id.to_string(), (now, true));
        signature.check(&fresh.key)?;
        Ok(fresh)
    }

    /// Fetches the key with that id and its owner; the owner's own document must list the key.
    async fn fetch_key(&self, key_id: &Url, budget: &Budget) -> Result<KnownKey, FetchError> {
        let document = self.fetch(key_id, budget).await?;
        let object = document.object();
        // A keyId leads to the actor (Mastodon, with a fragment), or to a key that names its owner (a path of its own).
        let remote = match from_person(object, None) {
            Ok(remote) => remote,
            Err(misfit) => {
                let owner = object.url("owner").ok_or(misfit)?;
                if !same_host(&owner, key_id) {
                    return Err(FetchError::Misfit("the key belongs to an actor of another server"));
                }
                from_person(self.fetch(&owner, budget).await?.object(), None)?
            }
        };
        if Url::parse(&remote.public_key_id).ok().as_ref() != Some(key_id) {
            return Err(FetchError::Misfit("the actor does not list the key that signed"));
        }
        let actor = self.store_actor(remote).await?;
        let known = KnownKey {
            key: self.keys().verifying(&actor.public_key_pem)?,
            actor: actor.uri,
        };
        self.inner.directory.keys.insert(key_id.to_string(), known.clone());
        Ok(known)
    }

    /// Forgets a key: its actor is gone.
    pub(in crate::federation) fn forget_key(&self, key_id: &str) {
        self.inner.directory.forget(key_id);
    }
}
