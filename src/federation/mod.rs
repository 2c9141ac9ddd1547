//! The only folder that knows ActivityPub wire formats and `activitypub_federation`.
//!
//! In: [`inbox`] checks and records what arrives, [`activities`] carry it out when the worker calls. Out: [`fanout`] turns a
//! `Change` into activities and recipients, [`deliver`] signs and sends them. [`fetch`] and [`lookup`] ask other servers.

pub mod activities;
pub mod deliver;
pub mod fanout;
pub mod fetch;
mod forwarded;
pub mod inbox;
pub mod lookup;
pub mod objects;
pub mod signatures;
pub mod thread;
pub mod vocab;

mod actors;
mod recorder;
mod tally;
mod webfinger;

use crate::service::Service;
use signatures::{KeyCache, SigningKey};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Everything that talks to other servers. Cheap to clone.
#[derive(Clone)]
pub struct Federation {
    inner: Arc<Inner>,
}

struct Inner {
    service: Service,
    keys: KeyCache,
    instance: OnceCell<(String, Arc<SigningKey>)>,
    directory: actors::Directory,
    recorder: recorder::Recorder,
    tally: tally::Tally,
}

impl Federation {
    /// Puts federation on the use cases. Starts the task that records received activities, so it needs a Tokio runtime that
    /// outlives it.
    pub fn new(service: Service) -> Self {
        Self {
            inner: Arc::new(Inner {
                recorder: recorder::Recorder::start(service.clone()),
                keys: KeyCache::default(),
                instance: OnceCell::new(),
                directory: actors::Directory::default(),
                tally: tally::Tally::default(),
                service,
            }),
        }
    }

    /// The use cases.
    pub fn service(&self) -> &Service {
        &self.inner.service
    }

    fn keys(&self) -> &KeyCache {
        &self.inner.keys
    }
}
