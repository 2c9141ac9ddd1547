//! The keys that sign for actors of other servers: remembered, fetched anew when they do not fit, and never believed unless the
//! actor's own document lists them.
//!
//! The RSA key of an actor is stored with it. Ed25519 keys (FEP-521a) are remembered in memory and read again from the actor's
//! document after a restart.

use crate::domain::actor::{Actor, ActorKind};
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::actor::{PublishedKey, from_person, published_keys};
use crate::federation::signatures::{KeyError, ParsedSignature, SignatureError, VerifyingKey};
use crate::federation::vocab::incoming::{Object, host_of, same_host};
use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use url::Url;

/// How soon the same key may be fetched again after a signature did not match.
const REFETCH: TimeDelta = TimeDelta::minutes(5);
/// How soon it may be fetched again when it could not be had.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
/// How long a stored key counts before the database is asked again: another process may have learned of a new one.
const STORED: TimeDelta = TimeDelta::minutes(10);
/// How long a key counts that stands in the actor's document only.
const PUBLISHED: TimeDelta = TimeDelta::hours(24);
/// How often the log says that the clock of one server is wrong.
const CLOCK_NEWS: TimeDelta = TimeDelta::hours(1);
/// Locks that keep a burst of posts of one newcomer from fetching its key as many times.
const TURNS: usize = 1_024;
/// Keys ready to check, some kilobytes each; those of others are parsed anew, which takes a seventh of a millisecond.
const KEYS: usize = 4_096;
/// Changes and refetches remembered; some hundred bytes each.
const REMEMBERED: usize = 10_000;

/// A key with the actor it signs for.
#[derive(Clone, Debug)]
pub(in crate::federation) struct KnownKey {
    /// The actor's id.
    pub(in crate::federation) actor: Url,
    /// Ready to check.
    pub(in crate::federation) key: Arc<VerifyingKey>,
    /// When it was read, and how long that counts.
    read_at: DateTime<Utc>,
    counts: TimeDelta,
}

/// Keys by keyId, so that an inbox post of a known actor needs no database read; and when keys were last fetched.
#[derive(Debug)]
pub(in crate::federation) struct Directory {
    keys: Cache<String, (KnownKey, u64)>,
    /// Counts up for an actor whose document was stored: keys that were read before count no more.
    changes: Cache<String, u64>,
    fetched: Cache<String, (DateTime<Utc>, bool)>,
    clocks: Cache<String, DateTime<Utc>>,
    turns: Vec<tokio::sync::Mutex<()>>,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            keys: Cache::new(KEYS),
            changes: Cache::new(REMEMBERED),
            fetched: Cache::new(REMEMBERED),
            clocks: Cache::new(1_000),
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
    /// Too many keys of its server were asked for; after so many seconds it may be tried again.
    #[error("too many keys of {host} were asked for")]
    TooMany {
        /// Whose.
        host: String,
        /// How long.
        wait_s: u64,
    },
}

impl Directory {
    /// What is remembered of an actor's keys counts no more.
    pub(in crate::federation) fn changed(&self, actor: &Url) {
        let next = self.changes.get(actor.as_str()).unwrap_or_default() + 1;
        self.changes.insert(actor.to_string(), next);
    }

    /// True when nothing was said of the clock of a server for a while.
    pub(in crate::federation) fn is_news_of_clock(&self, host: &str, now: DateTime<Utc>) -> bool {
        if self.clocks.get(host).is_some_and(|at| now - at < CLOCK_NEWS) {
            return false;
        }
        self.clocks.insert(host.to_owned(), now);
        true
    }

    fn get(&self, key_id: &str, now: DateTime<Utc>) -> Option<KnownKey> {
        let (known, change) = self.keys.get(key_id)?;
        let current = self.changes.get(known.actor.as_str()).unwrap_or_default();
        (change == current && now - known.read_at < known.counts).then_some(known)
    }

    /// Remembers a key. `change` was taken before what it stands in was read.
    fn put(&self, key_id: &str, known: KnownKey, change: u64) {
        self.keys.insert(key_id.to_owned(), (known, change));
    }

    fn change(&self, actor: &Url) -> u64 {
        self.changes.get(actor.as_str()).unwrap_or_default()
    }
}

impl Federation {
    /// The key with that id, if it is known here without asking anybody.
    pub(in crate::federation) async fn known_key(&self, key_id: &Url) -> Result<Option<KnownKey>, FetchError> {
        let directory = &self.inner.directory;
        let now = self.service().env().clock.now();
        if let Some(known) = directory.get(key_id.as_str(), now) {
            return Ok(Some(known));
        }
        let Some(actor) = self.service().actor_by_key_id(key_id.as_str()).await? else {
            return Ok(None);
        };
        let change = directory.change(&actor.uri);
        let known = KnownKey {
            key: self.keys().verifying(&actor.public_key_pem)?,
            actor: actor.uri,
            read_at: now,
            counts: STORED,
        };
        directory.put(key_id.as_str(), known.clone(), change);
        Ok(Some(known))
    }

    /// The key that made a signature: the known one where it fits, else a fresh one. Fetched at most once in five minutes,
    /// so that a rotated key comes through and a flood of bad signatures does not.
    pub(in crate::federation) async fn signer(
        &self,
        signature: &ParsedSignature,
        budget: &Budget,
    ) -> Result<KnownKey, KeyTrouble> {
        let key_id = signature.key_id();
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
        let host = host_of(key_id);
        if let Err(wait_s) = self.inner.limits.keys.take(&host, now) {
            return Err(KeyTrouble::TooMany { host, wait_s });
        }
        directory.fetched.insert(key_id.to_string(), (now, false));
        let fresh = self.fetch_key(signature, budget).await;
        if matches!(fresh, Ok(_) | Err(KeyTrouble::Signature(_))) {
            directory.fetched.insert(key_id.to_string(), (now, true));
        }
        fresh
    }

    /// Fetches the key that is said to have made a signature, and its owner; the owner's own document must list the key. What was
    /// fetched is stored only when the key did make it: nobody is kept here because a stranger named them.
    async fn fetch_key(&self, signature: &ParsedSignature, budget: &Budget) -> Result<KnownKey, KeyTrouble> {
        let key_id = signature.key_id();
        let document = self.fetch(key_id, budget).await?;
        let object = document.object();
        // A keyId leads to the actor (Mastodon, with a fragment), or to a key that names its owner (a path of its own).
        let owner_document;
        let owner = if object.type_().and_then(ActorKind::parse).is_some() || object.has("inbox") {
            object
        } else {
            let owner = object.url("owner").or_else(|| object.url("controller"));
            let owner = owner.ok_or(FetchError::Misfit(
                "what the key id names is neither an actor nor a key",
            ))?;
            if !same_host(&owner, key_id) {
                return Err(FetchError::Misfit("the key belongs to an actor of another server").into());
            }
            owner_document = self.fetch(&owner, budget).await?;
            owner_document.object()
        };
        let remote = from_person(owner, None).map_err(FetchError::from)?;
        let listed = published_keys(owner, &remote.uri, Some(object));
        let published = listed
            .into_iter()
            .find_map(|(id, key)| (Url::parse(&id).ok().as_ref() == Some(key_id)).then_some(key));
        let published = published.ok_or(FetchError::Misfit("the actor does not list the key that signed"))?;
        let key = self.readable(&published).map_err(FetchError::from)?;
        let checked = signature.check(&key);
        let is_known = async || self.service().actor_by_uri(&remote.uri).await.map_err(FetchError::from);
        // Of somebody known the new key is worth knowing, whoever made us ask for it. Somebody unknown is not stored, but the key
        // is remembered: else a stranger who names it first keeps its owner out until it may be asked for again.
        if checked.is_err() && is_known().await?.is_none() {
            let change = self.inner.directory.change(&remote.uri);
            let known = self.known(&remote.uri, false, key);
            self.inner.directory.put(key_id.as_str(), known, change);
            return Err(SignatureError::Invalid.into());
        }
        let actor = self.store_actor(remote).await?;
        let change = self.inner.directory.change(&actor.uri);
        let is_main = key_id.as_str() == actor.public_key_id;
        let known = self.known(&actor.uri, is_main, key);
        self.inner.directory.put(key_id.as_str(), known.clone(), change);
        checked?;
        Ok(known)
    }

    /// Remembers the keys that an actor's document lists, beside the one that is stored.
    pub(in crate::federation) fn remember_keys(&self, object: Object<'_>, actor: &Actor) {
        let change = self.inner.directory.change(&actor.uri);
        for (id, published) in published_keys(object, &actor.uri, None) {
            if id != actor.public_key_id
                && let Ok(key) = self.readable(&published)
            {
                let known = self.known(&actor.uri, false, key);
                self.inner.directory.put(&id, known, change);
            }
        }
    }

    fn readable(&self, published: &PublishedKey) -> Result<Arc<VerifyingKey>, KeyError> {
        match published {
            PublishedKey::Pem(pem) => self.keys().verifying(pem),
            PublishedKey::Multibase(text) => VerifyingKey::from_multibase(text).map(Arc::new),
        }
    }

    fn known(&self, actor: &Url, is_stored: bool, key: Arc<VerifyingKey>) -> KnownKey {
        KnownKey {
            key,
            actor: actor.clone(),
            read_at: self.service().env().clock.now(),
            counts: if is_stored { STORED } else { PUBLISHED },
        }
    }
}
