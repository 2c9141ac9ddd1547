//! Taking deliveries to make.

use super::DeliveryState;
use crate::domain::id::ActorId;
use crate::store::rows::{stamp, time};
use crate::store::schema::{deliveries, hosts};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use std::collections::HashMap;

/// A delivery that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Identifies it for finishing.
    pub id: String,
    /// What is sent.
    pub activity_id: String,
    /// Who signs.
    pub actor_id: ActorId,
    /// Where to.
    pub inbox: String,
    /// Host of the inbox.
    pub host: String,
    /// How often it was tried before.
    pub attempts: i32,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// The host failed last time: this is a probe.
    pub probe: bool,
}

/// How much to take.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// At most this many in all.
    pub total: usize,
    /// At most this many of one host.
    pub per_host: usize,
}

/// True when something is due; cheap, and without a write lock.
pub fn is_due(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = deliveries::table
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(deliveries::run_at.le(stamp(now)));
    Ok(diesel::select(exists(due)).get_result(c)?)
}

/// Takes due deliveries until `lease`, oldest first. Hosts that are parked or named in `busy` are left out, and so is
/// everything whose predecessor for the same inbox and subject is not finished. Two callers never get the same delivery
/// while its lease holds.
///
/// Of up to `probes` hosts that failed last time one delivery each comes on top: it tells whether the host is back, and the
/// backlog of dead hosts takes nobody else's place.
pub fn claim(
    c: &mut Conn,
    share: Share,
    probes: usize,
    busy: &[String],
    now: DateTime<Utc>,
    lease: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let earlier = diesel::alias!(deliveries as earlier);
    let waits = exists(
        earlier
            .filter(earlier.field(deliveries::inbox).eq(deliveries::inbox))
            .filter(earlier.field(deliveries::subject).eq(deliveries::subject))
            .filter(earlier.field(deliveries::state).eq(DeliveryState::Pending.as_str()))
            .filter(earlier.field(deliveries::id).lt(deliveries::id)),
    );
    let parked = exists(
        hosts::table
            .filter(hosts::host.eq(deliveries::host))
            .filter(hosts::parked_until.gt(stamp(now))),
    );
    let failing = || {
        exists(
            hosts::table
                .filter(hosts::host.eq(deliveries::host))
                .filter(hosts::failures.gt(0)),
        )
    };
    let due = deliveries::table
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(deliveries::run_at.le(stamp(now)))
        .filter(deliveries::host.ne_all(busy))
        .filter(not(parked))
        .filter(not(waits))
        .order((deliveries::run_at, deliveries::id))
        .select((deliveries::id, deliveries::host));
    // One slow server's backlog must not fill the view: a few times the share is looked at, and busy hosts not at all.
    let window = |share: usize| i64::try_from(share.saturating_mul(4)).unwrap_or(i64::MAX);
    let sound: Vec<(String, String)> = due.clone().filter(not(failing())).limit(window(share.total)).load(c)?;
    let mut wanted = first_of_each(sound, share.total, share.per_host);
    let mut probing = Vec::new();
    if probes > 0 && any_failing(c, now)? {
        // A long backlog of one dead host would hide the others, so the view is wide.
        let dead: Vec<(String, String)> = due.filter(failing()).limit(window(probes.max(128))).load(c)?;
        probing = first_of_each(dead, probes, 1);
        wanted.extend(probing.iter().cloned());
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let still_due = deliveries::table
        .filter(deliveries::id.eq_any(wanted))
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(deliveries::run_at.le(stamp(now)))
        .select(deliveries::id);
    let ids: Vec<String> = match c {
        Conn::Sqlite(c) => still_due.load(c)?,
        Conn::Postgres(c) => still_due.for_update().skip_locked().load(c)?,
    };
    let columns = (
        deliveries::id,
        deliveries::activity_id,
        deliveries::actor_id,
        deliveries::inbox,
        deliveries::host,
        deliveries::attempts,
        deliveries::created_at,
    );
    let mut rows: Vec<(String, String, String, String, String, i32, NaiveDateTime)> =
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(ids)))
            .set(deliveries::run_at.eq(stamp(lease)))
            .returning(columns)
            .get_results(c)?;
    rows.sort();
    let claimed = rows.into_iter().map(
        |(id, activity_id, actor_id, inbox, host, attempts, created_at)| Claimed {
            probe: probing.contains(&id),
            id,
            activity_id,
            actor_id: ActorId::new(actor_id),
            inbox,
            host,
            attempts,
            created_at: time(created_at),
        },
    );
    Ok(claimed.collect())
}

/// True when a host that failed last time may be asked again. Mostly there is none, and then nobody need look through all that
/// is due for deliveries to it.
fn any_failing(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let parked = hosts::parked_until.gt(stamp(now));
    let failing = hosts::table
        .filter(hosts::failures.gt(0))
        .filter(hosts::parked_until.is_null().or(not(parked)));
    Ok(diesel::select(exists(failing)).get_result(c)?)
}

/// The first `total` ids, at most `per_host` of each host.
fn first_of_each(rows: Vec<(String, String)>, total: usize, per_host: usize) -> Vec<String> {
    let mut of_host: HashMap<String, usize> = HashMap::new();
    let mut wanted = Vec::new();
    for (id, host) in rows {
        let taken = of_host.entry(host).or_default();
        if *taken < per_host && wanted.len() < total {
            *taken += 1;
            wanted.push(id);
        }
    }
    wanted
}
