//! What goes to which inbox, and what became of it.

mod claim;
mod receipts;

pub use claim::{Claimed, Share, claim, is_due};
pub use receipts::{Receipt, counts_by_subject, failed_at, receipts, waiting_for};

use crate::domain::id::{ActivityId, ActorId};
use crate::store::backend::on_each_backend;
use crate::store::rows::{optional_time, stamp, time};
use crate::store::schema::deliveries;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// To be sent, or under way.
    Pending,
    /// Taken.
    Delivered,
    /// Refused for good.
    Refused,
    /// The inbox does not exist any more.
    Gone,
    /// Given up after two days.
    Expired,
}

impl DeliveryState {
    /// The ends at which the other side does not have what was sent.
    pub const FAILED: [Self; 3] = [Self::Refused, Self::Gone, Self::Expired];

    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::Gone => "gone",
            Self::Expired => "expired",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Pending, Self::Delivered, Self::Refused, Self::Gone, Self::Expired]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

/// A delivery to record.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// Our identifier.
    pub id: String,
    /// What is sent.
    pub activity_id: ActivityId,
    /// Who signs.
    pub actor_id: ActorId,
    /// Where to.
    pub inbox: String,
    /// Host of the inbox, with the port where it has one.
    pub host: String,
    /// What it is about; see `activities`.
    pub subject: String,
}

#[derive(Insertable)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false)]
struct DeliveryRow {
    id: String,
    activity_id: String,
    actor_id: String,
    inbox: String,
    host: String,
    subject: String,
    state: &'static str,
    attempts: i32,
    run_at: NaiveDateTime,
    created_at: NaiveDateTime,
}

/// Rows of one INSERT.
pub const AT_ONCE: usize = 100;

/// Records deliveries, due at once. One that is recorded already is left as it is.
pub fn insert_all(c: &mut Conn, new: &[NewDelivery], now: DateTime<Utc>) -> Result<(), StoreError> {
    for some in new.chunks(AT_ONCE) {
        let rows: Vec<DeliveryRow> = some
            .iter()
            .map(|delivery| DeliveryRow {
                id: delivery.id.clone(),
                activity_id: delivery.activity_id.as_str().to_owned(),
                actor_id: delivery.actor_id.as_str().to_owned(),
                inbox: delivery.inbox.clone(),
                host: delivery.host.clone(),
                subject: delivery.subject.clone(),
                state: DeliveryState::Pending.as_str(),
                attempts: 0,
                run_at: stamp(now),
                created_at: stamp(now),
            })
            .collect();
        on_each_backend!(c, |c| diesel::insert_into(deliveries::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Gives back what a process that died had taken; only where no other process can be at work. A lease ends by `latest`.
pub fn release(c: &mut Conn, now: DateTime<Utc>, latest: DateTime<Utc>) -> Result<usize, StoreError> {
    let taken = deliveries::table
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(
            deliveries::run_at
                .gt(stamp(now))
                .and(deliveries::run_at.le(stamp(latest))),
        );
    Ok(diesel::update(taken)
        .set(deliveries::run_at.eq(stamp(now)))
        .execute(c)?)
}

/// A pending delivery in brief, to decide what becomes of it.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Identifies it.
    pub id: String,
    /// Where to.
    pub inbox: String,
    /// Host of the inbox.
    pub host: String,
    /// How often it was tried before.
    pub attempts: i32,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// Those of some deliveries that are still pending.
pub fn pending(c: &mut Conn, ids: &[&str]) -> Result<Vec<Pending>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let rows: Vec<(String, String, String, i32, NaiveDateTime)> = deliveries::table
            .filter(deliveries::id.eq_any(some.to_vec()))
            .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
            .select((
                deliveries::id,
                deliveries::inbox,
                deliveries::host,
                deliveries::attempts,
                deliveries::created_at,
            ))
            .load(c)?;
        found.extend(rows.into_iter().map(|(id, inbox, host, attempts, created_at)| Pending {
            id,
            inbox,
            host,
            attempts,
            created_at: time(created_at),
        }));
    }
    Ok(found)
}

/// Marks deliveries as taken by the other side with that status.
pub fn mark_delivered(c: &mut Conn, ids: &[&str], status: i32, now: DateTime<Utc>) -> Result<(), StoreError> {
    for some in ids.chunks(500) {
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(some.to_vec())))
            .set((
                deliveries::state.eq(DeliveryState::Delivered.as_str()),
                deliveries::attempts.eq(deliveries::attempts + 1),
                deliveries::last_status.eq(Some(status)),
                deliveries::last_error.eq(None::<String>),
                deliveries::finished_at.eq(Some(stamp(now))),
            ))
            .execute(c)?;
    }
    Ok(())
}

/// How an attempt ended that did not deliver.
#[derive(Clone, Debug)]
pub struct Failure<'a> {
    /// HTTP status, when there was an answer.
    pub status: Option<i32>,
    /// What went wrong, for the receipts.
    pub error: &'a str,
}

/// Puts a delivery back for `run_at`.
pub fn mark_failed(c: &mut Conn, id: &str, failure: &Failure<'_>, run_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(deliveries::table.find(id))
        .set((
            deliveries::attempts.eq(deliveries::attempts + 1),
            deliveries::last_status.eq(failure.status),
            deliveries::last_error.eq(Some(failure.error)),
            deliveries::run_at.eq(stamp(run_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// Ends a delivery without success.
pub fn mark_ended(
    c: &mut Conn,
    id: &str,
    state: DeliveryState,
    failure: &Failure<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::update(deliveries::table.find(id))
        .set((
            deliveries::state.eq(state.as_str()),
            deliveries::attempts.eq(deliveries::attempts + 1),
            deliveries::last_status.eq(failure.status),
            deliveries::last_error.eq(Some(failure.error)),
            deliveries::finished_at.eq(Some(stamp(now))),
        ))
        .execute(c)?;
    Ok(())
}

/// Ends everything pending for an inbox that is gone.
pub fn mark_inbox_gone(c: &mut Conn, inbox: &str, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let waiting = deliveries::table
        .filter(deliveries::inbox.eq(inbox))
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()));
    Ok(diesel::update(waiting)
        .set((
            deliveries::state.eq(DeliveryState::Gone.as_str()),
            deliveries::last_status.eq(Some(410)),
            deliveries::finished_at.eq(Some(stamp(now))),
        ))
        .execute(c)?)
}

/// Makes everything due that waits for a host longer than a lease can hold (a shorter wait may be a lease).
pub fn revive(c: &mut Conn, host: &str, now: DateTime<Utc>, latest_lease: DateTime<Utc>) -> Result<usize, StoreError> {
    let waiting = deliveries::table
        .filter(deliveries::host.eq(host))
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(deliveries::run_at.gt(stamp(latest_lease)));
    Ok(diesel::update(waiting)
        .set(deliveries::run_at.eq(stamp(now)))
        .execute(c)?)
}

/// Gives up what was recorded before a moment and is still pending.
pub fn expire(c: &mut Conn, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = deliveries::table
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .filter(deliveries::created_at.lt(stamp(before)));
    Ok(diesel::update(old)
        .set((
            deliveries::state.eq(DeliveryState::Expired.as_str()),
            deliveries::finished_at.eq(Some(stamp(now))),
        ))
        .execute(c)?)
}

/// Forgets what was finished before a moment.
pub fn prune(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    Ok(diesel::delete(deliveries::table.filter(deliveries::finished_at.lt(stamp(before)))).execute(c)?)
}

/// Inboxes that were sent something about a subject and may hold a copy of it.
pub fn inboxes_by_subject(c: &mut Conn, subject: &str) -> Result<Vec<String>, StoreError> {
    let query = deliveries::table
        .filter(deliveries::subject.eq(subject))
        .filter(deliveries::state.eq_any([DeliveryState::Delivered.as_str(), DeliveryState::Pending.as_str()]))
        .select(deliveries::inbox)
        .distinct();
    Ok(query.load(c)?)
}

/// How many deliveries are pending, and when the oldest of them was recorded.
pub fn backlog(c: &mut Conn) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
    let waiting = deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending.as_str()));
    let oldest: Option<NaiveDateTime> = waiting.select(diesel::dsl::min(deliveries::created_at)).first(c)?;
    Ok((waiting.count().get_result(c)?, optional_time(oldest)))
}
