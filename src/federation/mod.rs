//! The only folder that knows ActivityPub wire formats and `activitypub_federation`.
//!
//! In: [`inbox`] checks and records what arrives, [`activities`] carry it out when the worker calls. Out: [`fanout`] turns a
//! `Change` into activities and recipients, [`deliver`] signs and sends them. [`fetch`] and [`lookup`] ask other servers.

pub mod activities;
pub mod authorize;
pub mod backfill;
pub mod collection;
pub mod deliver;
pub mod fanout;
pub mod fetch;
mod forwarded;
pub mod inbox;
pub mod lookup;
pub mod objects;
pub mod signatures;
mod standings;
pub mod thread;
pub mod vocab;
pub mod webfinger;

mod actors;
mod policy;
mod rechecks;
mod recorder;
pub mod roundtrip;
mod schemes;
mod tally;
mod throttle;

use crate::service::Service;
use signatures::KeyCache;
use std::sync::Arc;

/// Everything that talks to other servers. Cheap to clone.
#[derive(Clone)]
pub struct Federation {
    inner: Arc<Inner>,
}

struct Inner {
    service: Service,
    keys: KeyCache,
    directory: actors::Directory,
    ledger: fetch::Ledger,
    recorder: recorder::Recorder,
    tally: tally::Tally,
    limits: Limits,
}

/// How much may come from one place.
struct Limits {
    actors: throttle::Throttle,
    hosts: throttle::Throttle,
    /// Keys that are asked for at one host.
    keys: throttle::Throttle,
}

/// Keys that are asked for at one host within a minute: strangers name them, and must not make us flood a third server. A large
/// server on which a review is passed around has hundreds of people nobody here has heard of before.
const KEYS_PER_HOST: u32 = 1_200;

impl Federation {
    /// Puts federation on the use cases. Starts the task that records received activities, so it needs a Tokio runtime that
    /// outlives it.
    pub fn new(service: Service) -> Self {
        let settings = &service.config().federation;
        let limits = Limits {
            actors: throttle::Throttle::new(settings.inbox_per_actor),
            hosts: throttle::Throttle::new(settings.inbox_per_host),
            keys: throttle::Throttle::new(KEYS_PER_HOST),
        };
        Self {
            inner: Arc::new(Inner {
                recorder: recorder::Recorder::start(service.clone()),
                keys: KeyCache::default(),
                directory: actors::Directory::default(),
                ledger: fetch::Ledger::default(),
                tally: tally::Tally::default(),
                limits,
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
