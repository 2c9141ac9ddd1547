//! Keeping the queues small and whole: giving back what a dead process held, and forgetting what nobody needs.

use super::lease;
use super::received::day;
use crate::env::Ids;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{
    Conn, accounts, cache_events, deliveries, guests, jobs, mails, notices, posts, received, sessions, statistics,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::Ordering;

/// What a clear-out removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Receipts older than 30 days.
    pub deliveries: usize,
    /// Deliveries given up because their server was parked all the time.
    pub expired: usize,
    /// Activities whose ids need not be known any more, and what was turned away before the log begins.
    pub received: usize,
    /// Cache events older than a day.
    pub cache_events: usize,
    /// Sessions and visits that ran out.
    pub sessions: usize,
    /// Guests whose mail addresses are not kept any longer.
    pub guests: usize,
    /// Posts elsewhere with which nobody here has anything to do any more.
    pub posts: usize,
    /// Mails that were done with 30 days ago.
    pub mails: usize,
    /// Keys of deleted accounts, whose last word was said.
    pub keys: usize,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs.
    pub jobs: i64,
    /// Deliveries.
    pub deliveries: i64,
    /// When the oldest waiting delivery was recorded.
    pub oldest_delivery: Option<DateTime<Utc>>,
    /// Received activities.
    pub received: i64,
}

/// After so many days somebody is told once more that a server is in trouble.
const TROUBLE_AGAIN_D: i64 = 7;
/// For so many days it is remembered that a guest was told of something.
const KEEP_NOTICES_D: i64 = 365;
/// How long finished rows are kept, in days.
const KEEP_DAYS: i64 = 30;
/// A post elsewhere with which nobody here has anything to do is kept for so many days: somebody may have looked it up to
/// answer it.
const UNWANTED_DAYS: i64 = 7;
/// The most posts forgotten in one clear-out.
const UNWANTED_MAX: i64 = 500;
/// A delivery that was never tried because its server was parked is given up after this many hours.
const NEVER_TRIED_H: i64 = 72;

impl Service {
    /// Gives back, once in the life of this process, what a process before it held when it died. Only on SQLite, where no
    /// other server process can be at work; on PostgreSQL the leases run out.
    pub(in crate::service) async fn release_once(&self) -> Result<(), Error> {
        if self.memory().released.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let now = self.now();
        self.store()
            .write(move |c| {
                if matches!(c, Conn::Sqlite(_)) {
                    let latest = lease(now);
                    jobs::release(c, now, latest)?;
                    deliveries::release(c, now, latest)?;
                    received::release(c, now, latest)?;
                    mails::release(c, now, latest)?;
                }
                Ok(())
            })
            .await
    }

    /// Forgets what nobody needs any more, and gives up what waited too long.
    pub async fn prune(&self) -> Result<Pruned, Error> {
        let now = self.now();
        let old = now - TimeDelta::days(KEEP_DAYS);
        let (log, service) = (self.log_begins(), self.clone());
        // An activity that is sent again after that is carried out again, which every use case can stand.
        let known = log.clone().min(Ids::floor(old));
        let guest_days = i64::from(self.config().comments.guest_days);
        self.write(move |c, tags| {
            notices::prune(
                c,
                now - TimeDelta::days(TROUBLE_AGAIN_D),
                now - TimeDelta::days(guest_days.max(KEEP_NOTICES_D)),
            )?;
            received::prune_counts(c, &day(now - TimeDelta::days(KEEP_DAYS)))?;
            accounts::prune_attempts(c, now - TimeDelta::days(1))?;
            let unwanted = posts::unwanted(c, now - TimeDelta::days(UNWANTED_DAYS), UNWANTED_MAX)?;
            for post in &unwanted {
                posts::forget(c, post)?;
            }
            let visits = service.forget_visits(c)?;
            service.forget_applications(c)?;
            let keys = accounts::ending::forget_keys(c)?;
            tags.extend(keys.iter().map(Tag::key));
            Ok(Pruned {
                expired: deliveries::expire(c, now - TimeDelta::hours(NEVER_TRIED_H), now)?,
                deliveries: deliveries::prune(c, old)?,
                received: received::forget(c, &log, &known)?,
                cache_events: cache_events::prune(c, now - TimeDelta::days(1))?,
                sessions: sessions::prune(c, now)? + visits,
                guests: guests::forget_before(c, now - TimeDelta::days(guest_days))?,
                posts: unwanted.len(),
                mails: mails::prune(c, old)?,
                keys: keys.len(),
            })
        })
        .await
    }

    /// Lets the database look again at what it holds, where that has changed much, to find things the short way.
    pub async fn refresh_statistics(&self) -> Result<(), Error> {
        self.store().write(|c| Ok::<_, Error>(statistics::refresh(c)?)).await
    }

    /// How much waits in the queues.
    pub async fn backlog(&self) -> Result<Backlog, Error> {
        self.read(|c| {
            let (waiting, oldest_delivery) = deliveries::backlog(c)?;
            Ok(Backlog {
                jobs: jobs::count(c)?,
                deliveries: waiting,
                oldest_delivery,
                received: received::backlog(c)?,
            })
        })
        .await
    }
}
