//! Use cases; the only caller of the store. Each one is one transaction and, where the world must know, one `Change`.
//!
//! Reads give `http` a finished view (`views`), with visibility applied; writes record what happened and wake the workers.
//! `Service` is cheap to clone.

mod about;
pub mod accounts;
pub mod archives;
pub mod backup;
mod cards;
mod changes;
pub mod collections;
pub mod comments;
mod comparison;
pub mod conversation;
pub mod diary;
pub mod elsewhere;
pub mod error;
pub mod essays;
pub mod feeds;
pub mod films;
pub mod follows;
pub mod freshness;
pub mod guests;
pub mod hosts;
pub mod index;
pub mod joining;
mod kept;
mod latest;
pub mod likes;
pub mod lists;
pub mod lookup;
pub mod mails;
pub mod media;
pub mod mentions;
pub mod moderation;
pub mod notices;
pub mod notifications;
pub mod outgoing;
pub mod pages;
mod passwords;
pub mod people;
pub mod policies;
pub mod preview;
pub mod queues;
pub mod quotes;
pub mod ratings;
pub mod receipts;
pub mod received;
pub mod rechecks;
pub mod remote;
pub mod reports;
pub mod reviews;
pub mod seals;
pub mod search;
pub mod second_factors;
pub mod seed;
pub mod sessions;
pub mod sharing;
pub mod showings;
pub mod site;
pub mod sitemap;
pub mod stats;
pub mod tags;
pub mod themes;
pub mod threads;
pub mod views;
pub mod visits;
pub mod wake;
pub mod webmentions;
pub mod whereabouts;

pub use error::Error;

use crate::config::Config;
use crate::env::Env;
use crate::messages::Language;
use crate::store::{Conn, Store};
use crate::urls::Urls;
use chrono::{DateTime, Utc};
use freshness::{Freshness, Tag};
use lookup::Lookup;
use std::sync::{Arc, OnceLock};
use wake::Wake;

/// Every use case, with what it works on.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    env: Env,
    urls: Urls,
    config: Arc<Config>,
    wake: Wake,
    freshness: Freshness,
    lookup: OnceLock<Arc<dyn Lookup>>,
    memory: queues::Memory,
}

impl Service {
    /// Puts the use cases on a store and a world.
    pub fn new(store: Store, env: Env, config: Arc<Config>) -> Self {
        let urls = Urls::new(&config.server.public_url);
        let (wake, freshness) = (Wake::default(), Freshness::new(env.ids.next(env.clock.now())));
        Self {
            inner: Arc::new(Inner {
                store,
                env,
                urls,
                config,
                wake,
                freshness,
                lookup: OnceLock::new(),
                memory: queues::Memory::default(),
            }),
        }
    }

    /// Gives the way to look things up on other servers; federation provides it, `app` wires it, once.
    pub fn set_lookup(&self, lookup: Arc<dyn Lookup>) {
        self.inner.lookup.set(lookup).ok();
    }

    /// The way to look things up on other servers.
    pub fn lookup(&self) -> Result<Arc<dyn Lookup>, Error> {
        self.inner
            .lookup
            .get()
            .cloned()
            .ok_or_else(|| Error::Remote("error-no-lookup".into()))
    }

    /// Lets go of the database, when nothing else is to be done with it: every later use case fails.
    pub async fn close(&self) {
        if let Err(error) = self.inner.store.close().await {
            tracing::warn!(error = %error, "the database was not closed in order; nothing that was saved is lost");
        }
    }

    /// The database.
    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Clock, ids, network and files.
    pub fn env(&self) -> &Env {
        &self.inner.env
    }

    /// Our URL shapes.
    pub fn urls(&self) -> &Urls {
        &self.inner.urls
    }

    /// Settings.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The language in which the site speaks to whoever chose none: the configured one, or English where the interface
    /// does not speak that.
    pub fn language(&self) -> Language {
        Language::of_tag(&self.inner.config.site.language).unwrap_or_default()
    }

    /// Wakes the workers.
    pub fn wake(&self) -> &Wake {
        &self.inner.wake
    }

    /// Tells which finished bytes are out of date.
    pub fn freshness(&self) -> &Freshness {
        &self.inner.freshness
    }

    /// What the queues remember in this process.
    pub(in crate::service) fn memory(&self) -> &queues::Memory {
        &self.inner.memory
    }

    /// Now.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.inner.env.clock.now()
    }

    /// A new identifier.
    pub(crate) fn next_id(&self) -> String {
        self.inner.env.ids.next(self.now())
    }

    /// One reading connection.
    pub(crate) async fn read<T, F>(&self, run: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.store.read(run).await
    }

    /// One reading connection, for a look-up by key.
    pub(crate) async fn look<T, F>(&self, run: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.store.look(run).await
    }

    /// One transaction that changes what `tags` show: the tags are written with it for the other processes, and what this
    /// process keeps ready under them is out of date as soon as it is committed.
    pub(crate) async fn write<T, F>(&self, run: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Conn, &mut Vec<Tag>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let service = self.clone();
        let (value, tags) = self
            .inner
            .store
            .write(move |conn| {
                let mut tags = Vec::new();
                let value = run(conn, &mut tags)?;
                service.record_tags(conn, &mut tags)?;
                Ok::<_, Error>((value, tags))
            })
            .await?;
        self.inner.freshness.invalidate(&tags);
        self.inner.wake.all();
        Ok(value)
    }

    fn record_tags(&self, conn: &mut Conn, tags: &mut Vec<Tag>) -> Result<(), Error> {
        tags.sort();
        tags.dedup();
        let id = self.freshness().event_id(&self.next_id());
        let names: Vec<&str> = tags.iter().map(Tag::as_str).collect();
        Ok(crate::store::cache_events::record(conn, &id, &names, self.now())?)
    }
}
