//! The queues, as the workers use them: jobs, deliveries to other servers, activities received from them. Everything taken
//! from a queue is leased, not removed: when its worker dies, it comes back.

mod deliveries;
mod jobs;
mod received;
mod upkeep;

pub use crate::domain::job::JobPayload;
pub use crate::store::jobs::Job;
pub use deliveries::{DeliveryResult, DueDelivery};
pub use received::{NewReceived, Received};
pub use upkeep::{Backlog, Pruned};

use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::viewing::diary::Diary;
use crate::service::freshness::Stamp;
use crate::service::hosts::Schemes;
use crate::service::kept::Kept;
use crate::service::outgoing::SigningKeyPem;
use crate::service::policies::KeptBook;
use crate::service::received::DoorRows;
use crate::service::stats::Sources;
use crate::service::themes::KeptTheme;
use crate::service::threads::Views;
use crate::service::views::StatsPage;
use crate::service::webmentions::Places;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

/// How long a worker may hold what it took, in seconds: longer than a lane of deliveries or activities takes, and no longer
/// than people wait gladly when a process of several was killed.
const LEASE_S: i64 = 180;

/// What the queues remember in this process.
#[derive(Default)]
pub(in crate::service) struct Memory {
    /// Keys that sign, by actor, until they are changed.
    pub keys: Mutex<HashMap<ActorId, (Arc<SigningKeyPem>, Stamp)>>,
    /// The instance actor, until its key is changed.
    pub instance: Mutex<Option<(Actor, Stamp)>>,
    /// Rules for other servers.
    pub policies: KeptBook,
    /// Which kind of signature each server takes.
    pub schemes: Schemes,
    /// When each host was last noted as alive.
    pub hosts: Mutex<HashMap<String, DateTime<Utc>>>,
    /// Handles of this server that have inboxes, until their actors change.
    pub inboxes: Mutex<HashMap<String, Stamp>>,
    /// The theme of the site.
    pub theme: KeptTheme,
    /// Pages that were read.
    pub views: Views,
    /// What a process before this one held was given back.
    pub released: AtomicBool,
    /// What was turned away in this hour.
    pub door: DoorRows,
    /// Pingbacks under way.
    pub pingbacks: Places,
    /// Pictures of other servers that are asked for.
    pub pictures: crate::service::media::Turns,
    /// The index, by its order.
    pub index: Kept<Vec<crate::service::index::Item>>,
    /// What somebody saw: for everybody, and for their own eyes.
    pub diaries: Kept<Diary>,
    /// What authors reviewed, film by film, for the lists that fill themselves; about five megabytes for ten thousand reviews.
    pub reviewed: Kept<Vec<crate::store::lists::Reviewed>, 16>,
    /// Everything in a list; about three megabytes for five thousand films.
    pub list_rows: Kept<Vec<crate::service::views::ListRow>, 16>,
    /// What the numbers of reviewers are counted from.
    pub sources: Kept<Sources>,
    /// The numbers of reviewers and years.
    pub numbers: Kept<StatsPage>,
    /// The rules for comments.
    pub rulebook: Kept<crate::service::moderation::Rulebook, 1>,
    /// What was learnt of spam; about five megabytes for fifty thousand words.
    pub lessons: Kept<crate::domain::moderation::spam::Lessons, 1>,
    /// What comments there were of late.
    pub recent: crate::service::moderation::Recent,
    /// The key of seals and digests.
    pub seal_key: std::sync::OnceLock<crate::service::seals::SealKey>,
    /// How far the search index followed what has changed.
    pub search: crate::service::search::index::Followed,
}

pub(in crate::service) fn lease(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::seconds(LEASE_S)
}
