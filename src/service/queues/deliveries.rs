//! Deliveries: fair between servers, in order for each inbox and subject, tried again for two days.

use super::lease;
use crate::domain::id::ActorId;
use crate::domain::notice::Topic;
use crate::service::freshness::Tag;
use crate::service::notices::TROUBLE;
use crate::service::{Error, Service};
use crate::store::deliveries::{DeliveryState, Failure, Pending, Share};
use crate::store::hosts::{self, Host};
use crate::store::{Conn, activities, deliveries, follows};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use url::Url;

/// A delivery to make now.
#[derive(Clone, Debug)]
pub struct DueDelivery {
    /// Identifies it for finishing.
    pub id: String,
    /// Where to.
    pub inbox: Url,
    /// Host of the inbox, with the port where it has one.
    pub host: String,
    /// Who signs.
    pub actor_id: ActorId,
    /// The document, shared by all the deliveries of it.
    pub json: Bytes,
    /// How often it was tried before.
    pub attempts: i32,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// Its host failed last time.
    pub probe: bool,
}

/// What came of an attempt.
#[derive(Clone, Debug)]
pub enum DeliveryResult {
    /// The other side took it.
    Delivered {
        /// HTTP status.
        status: u16,
    },
    /// Not now.
    Retry {
        /// HTTP status, when there was an answer.
        status: Option<u16>,
        /// What went wrong, for the receipts.
        error: String,
        /// How long the other side asks to wait.
        after: Option<Duration>,
    },
    /// The other side will never take it.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// The inbox is gone for good.
    Gone,
    /// A rule of ours forbids it now; the other side was not asked.
    Barred,
}

/// The most of one host in one batch.
const PER_HOST: usize = 32;
/// A delivery is given up this long after it was recorded, in hours.
const PATIENCE_H: i64 = 48;
/// Waits between attempts, in seconds; the last one repeats. Together they fill the two days.
const WAITS_S: [i64; 8] = [30, 120, 600, 1800, 3600, 7200, 14_400, 21_600];

/// The wait before attempt `tried + 1`.
fn wait(tried: i32, jitter: f64) -> TimeDelta {
    let index = usize::try_from(tried).unwrap_or_default().min(WAITS_S.len() - 1);
    let seconds = WAITS_S.get(index).copied().unwrap_or(21_600);
    TimeDelta::milliseconds((seconds as f64 * jitter * 1000.0) as i64)
}

/// Does a failure say that the whole server is in trouble, and not this one delivery? Silence and 5xx do, and so does a
/// request to wait.
fn is_hosts_fault(status: Option<u16>, after: Option<Duration>) -> bool {
    after.is_some() || status.is_none_or(|status| status >= 500)
}

impl Service {
    /// Takes up to `limit` due deliveries, and besides one of each of up to `probes` hosts that failed last time; hosts in
    /// `busy` and hosts that are parked are left out.
    pub async fn claim_deliveries(
        &self,
        limit: usize,
        probes: usize,
        busy: &[String],
    ) -> Result<Vec<DueDelivery>, Error> {
        let (now, busy) = (self.now(), busy.to_vec());
        self.release_once().await?;
        if !self.read(move |c| Ok(deliveries::is_due(c, now)?)).await? {
            return Ok(Vec::new());
        }
        let share = Share {
            total: limit,
            per_host: PER_HOST,
        };
        self.store()
            .write(move |c| {
                let claimed = deliveries::claim(c, share, probes, &busy, now, lease(now))?;
                let mut wanted: Vec<&str> = claimed.iter().map(|one| one.activity_id.as_str()).collect();
                wanted.sort_unstable();
                wanted.dedup();
                let documents: HashMap<String, Bytes> = activities::json_by_ids(c, &wanted)?
                    .into_iter()
                    .map(|(id, json)| (id, json.into()))
                    .collect();
                let mut due = Vec::with_capacity(claimed.len());
                for one in claimed {
                    let json = documents.get(&one.activity_id).cloned();
                    let (Ok(inbox), Some(json)) = (Url::parse(&one.inbox), json) else {
                        let failure = Failure {
                            status: None,
                            error: "the row cannot be read",
                        };
                        deliveries::mark_ended(c, &one.id, DeliveryState::Refused, &failure, now)?;
                        continue;
                    };
                    due.push(DueDelivery {
                        id: one.id,
                        inbox,
                        host: one.host,
                        actor_id: one.actor_id,
                        json,
                        attempts: one.attempts,
                        created_at: one.created_at,
                        probe: one.probe,
                    });
                }
                Ok(due)
            })
            .await
    }

    /// Writes down what came of some attempts. A result for a delivery that was finished meanwhile counts for nothing.
    pub async fn finish_deliveries(&self, results: Vec<(String, DeliveryResult)>) -> Result<(), Error> {
        if results.is_empty() {
            return Ok(());
        }
        let service = self.clone();
        let lost = self
            .store()
            .write(move |c| {
                let mut lost = Vec::new();
                service.write_results(c, &results, &mut lost)?;
                let mut tags: Vec<Tag> = lost.iter().map(Tag::actor).collect();
                service.record_tags(c, &mut tags)?;
                Ok::<_, Error>(tags)
            })
            .await?;
        self.freshness().invalidate(&lost);
        Ok(())
    }

    fn write_results(
        &self,
        c: &mut Conn,
        results: &[(String, DeliveryResult)],
        lost: &mut Vec<ActorId>,
    ) -> Result<(), Error> {
        let ids: Vec<&str> = results.iter().map(|(id, _)| id.as_str()).collect();
        let pending: HashMap<String, Pending> = deliveries::pending(c, &ids)?
            .into_iter()
            .map(|one| (one.id.clone(), one))
            .collect();
        let mut delivered: HashMap<u16, Vec<&str>> = HashMap::new();
        let mut alive: HashSet<&str> = HashSet::new();
        let mut failing: HashMap<&str, (Option<Duration>, &str)> = HashMap::new();
        for (id, result) in results {
            let Some(one) = pending.get(id) else { continue };
            match result {
                DeliveryResult::Delivered { status } => {
                    delivered.entry(*status).or_default().push(id);
                    alive.insert(&one.host);
                }
                DeliveryResult::Refused { status } => {
                    self.write_refusal(c, one, *status)?;
                    alive.insert(&one.host);
                }
                DeliveryResult::Barred => {
                    let failure = Failure {
                        status: None,
                        error: "this site does not talk to that server any more",
                    };
                    deliveries::mark_ended(c, &one.id, DeliveryState::Refused, &failure, self.now())?;
                }
                DeliveryResult::Gone => {
                    self.write_gone(c, one, lost)?;
                    alive.insert(&one.host);
                }
                DeliveryResult::Retry { status, error, after } => {
                    self.write_retry(c, one, *status, error, *after)?;
                    if is_hosts_fault(*status, *after) {
                        let (longest, last) = failing.entry(&one.host).or_default();
                        (*longest, *last) = ((*longest).max(*after), error);
                    }
                }
            }
        }
        let now = self.now();
        for (status, ids) in delivered {
            deliveries::mark_delivered(c, &ids, i32::from(status), now)?;
        }
        // Sorted, so that two processes that finish batches at the same time lock the hosts in the same order.
        let mut hosts: Vec<&str> = alive.iter().copied().chain(failing.keys().copied()).collect();
        hosts.sort_unstable();
        hosts.dedup();
        for host in hosts {
            match failing.get(host) {
                Some((after, error)) => self.park(c, host, *after, error, now)?,
                None => self.note_alive(c, host, now)?,
            }
        }
        Ok(())
    }

    fn write_refusal(&self, c: &mut Conn, one: &Pending, status: u16) -> Result<(), Error> {
        let failure = Failure {
            status: Some(i32::from(status)),
            error: &format!("refused with {status}"),
        };
        deliveries::mark_ended(c, &one.id, DeliveryState::Refused, &failure, self.now())?;
        self.plan_trouble(c, &one.host, Topic::Refusal)
    }

    /// The inbox is gone: with it its followers and everything else that waits for it.
    fn write_gone(&self, c: &mut Conn, one: &Pending, lost: &mut Vec<ActorId>) -> Result<(), Error> {
        let failure = Failure {
            status: Some(410),
            error: "the inbox is gone",
        };
        deliveries::mark_ended(c, &one.id, DeliveryState::Gone, &failure, self.now())?;
        deliveries::mark_inbox_gone(c, &one.inbox, self.now())?;
        lost.extend(follows::drop_followers_at(c, &one.inbox)?);
        Ok(())
    }

    fn write_retry(
        &self,
        c: &mut Conn,
        one: &Pending,
        status: Option<u16>,
        error: &str,
        after: Option<Duration>,
    ) -> Result<(), Error> {
        let now = self.now();
        let failure = Failure {
            status: status.map(i32::from),
            error,
        };
        let backoff = wait(one.attempts, self.env().ids.jitter(0.8..1.2));
        let asked = after
            .and_then(|after| TimeDelta::from_std(after).ok())
            .unwrap_or_default();
        let next = now + backoff.max(asked);
        if next - one.created_at > TimeDelta::hours(PATIENCE_H) {
            deliveries::mark_ended(c, &one.id, DeliveryState::Expired, &failure, now)?;
        } else {
            deliveries::mark_failed(c, &one.id, &failure, next)?;
        }
        Ok(())
    }

    fn note_alive(&self, c: &mut Conn, host: &str, now: DateTime<Utc>) -> Result<(), Error> {
        let known = hosts::get(c, host)?;
        let fresh = known
            .last_delivered_at
            .is_some_and(|at| now - at < TimeDelta::minutes(1));
        if known.failures == 0 && known.parked_until.is_none() && fresh {
            return Ok(());
        }
        let alive = Host {
            failures: 0,
            failing_since: None,
            parked_until: None,
            last_delivered_at: Some(now),
            ..known
        };
        Ok(hosts::put(c, host, &alive)?)
    }

    /// Leaves a host alone for a while: longer with each failure in a row. Failures while it is parked already (requests
    /// that were under way together) count once.
    fn park(
        &self,
        c: &mut Conn,
        host: &str,
        after: Option<Duration>,
        error: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let known = hosts::get(c, host)?;
        if known.parked_until.is_some_and(|until| until > now) {
            return Ok(());
        }
        let asked = after
            .and_then(|after| TimeDelta::from_std(after).ok())
            .unwrap_or_default();
        // Never longer than what its deliveries wait of their own: the last try of two days must not come after them.
        let backoff = wait(known.failures, self.env().ids.jitter(0.6..0.8));
        let parked = Host {
            failures: known.failures.saturating_add(1),
            failing_since: known.failing_since.or(Some(now)),
            parked_until: Some(now + backoff.max(asked)),
            last_error: Some(error.to_owned()),
            last_error_at: Some(now),
            ..known
        };
        if parked.failures == TROUBLE {
            self.plan_trouble(c, host, Topic::Trouble)?;
        }
        Ok(hosts::put(c, host, &parked)?)
    }

    /// A host spoke to us, so it is alive: what waits for it is due. Looked at once a minute for each host.
    pub async fn host_seen(&self, host: &str) -> Result<(), Error> {
        let now = self.now();
        if !self.memory().is_news(host, now) {
            return Ok(());
        }
        let host = host.to_owned();
        let revived = self
            .store()
            .write(move |c| {
                let known = hosts::get(c, &host)?;
                let was_failing = known.failures > 0 || known.parked_until.is_some();
                let seen = Host {
                    failures: 0,
                    failing_since: None,
                    parked_until: None,
                    last_seen_at: Some(now),
                    ..known
                };
                hosts::put(c, &host, &seen)?;
                if !was_failing {
                    return Ok(0);
                }
                Ok::<_, Error>(deliveries::revive(c, &host, now, lease(now))?)
            })
            .await?;
        if revived > 0 {
            self.wake().deliveries.notify_one();
        }
        Ok(())
    }
}

impl Service {
    /// Takes a server out of its pause: what waits for it is due, all of it where nothing can be under way. False for a server
    /// that is not known.
    pub(in crate::service) async fn end_pause(&self, host: &str) -> Result<bool, Error> {
        let (named, now) = (host.to_owned(), self.now());
        let known = self
            .store()
            .write(move |c| {
                let Some(row) = hosts::row(c, &named)? else {
                    return Ok(false);
                };
                let was_parked = row.parked_until.is_some_and(|until| until > now);
                // Its failures still count: so one delivery goes first, and the others when that was taken.
                let known = Host {
                    parked_until: None,
                    ..hosts::get(c, &named)?
                };
                hosts::put(c, &named, &known)?;
                let leased = if was_parked { now } else { lease(now) };
                deliveries::revive(c, &named, now, leased)?;
                Ok::<_, Error>(true)
            })
            .await?;
        self.env().net.revive(host);
        self.wake().deliveries.notify_one();
        Ok(known)
    }
}

impl super::Memory {
    /// True for the first sign of life of a host in a minute.
    fn is_news(&self, host: &str, now: DateTime<Utc>) -> bool {
        /// More hosts than this are not remembered: a flood of invented ones must not fill the memory.
        const MOST: usize = 10_000;
        let mut hosts = self.hosts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if hosts.get(host).is_some_and(|at| now - *at < TimeDelta::minutes(1)) {
            return false;
        }
        if hosts.len() >= MOST {
            hosts.clear();
        }
        hosts.insert(host.to_owned(), now);
        true
    }
}
