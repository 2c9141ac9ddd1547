//! What came of the deliveries about one thing.

use super::DeliveryState;
use crate::store::rows::{optional_time, time};
use crate::store::schema::{activities, deliveries};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// One row of the receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Identifies the delivery, and sorts by when it was recorded.
    pub id: String,
    /// Host of the inbox.
    pub host: String,
    /// Where to.
    pub inbox: String,
    /// ActivityStreams type of what was sent.
    pub activity_type: String,
    /// Name of the state.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Last HTTP status.
    pub last_status: Option<i32>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it is tried next, while it is pending.
    pub next_try: DateTime<Utc>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = deliveries)]
struct Row {
    id: String,
    host: String,
    inbox: String,
    state: String,
    attempts: i32,
    last_status: Option<i32>,
    last_error: Option<String>,
    run_at: NaiveDateTime,
    created_at: NaiveDateTime,
    finished_at: Option<NaiveDateTime>,
}

/// The receipts of what was sent about a subject, newest first: those in one of `states` (in any, when there is none), from
/// before the delivery `before` on.
pub fn receipts(
    c: &mut Conn,
    subject: &str,
    states: &[DeliveryState],
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Receipt>, StoreError> {
    let mut query = deliveries::table
        .inner_join(activities::table)
        .filter(deliveries::subject.eq(subject))
        .order(deliveries::id.desc())
        .select((Row::as_select(), activities::type_))
        .limit(limit)
        .into_boxed();
    if !states.is_empty() {
        query = query.filter(deliveries::state.eq_any(states.iter().map(|state| state.as_str())));
    }
    if let Some(before) = before {
        query = query.filter(deliveries::id.lt(before));
    }
    let rows: Vec<(Row, String)> = query.load(c)?;
    Ok(rows.into_iter().map(receipt).collect())
}

fn receipt((row, activity_type): (Row, String)) -> Receipt {
    Receipt {
        id: row.id,
        host: row.host,
        inbox: row.inbox,
        activity_type,
        state: row.state,
        attempts: row.attempts,
        last_status: row.last_status,
        last_error: row.last_error,
        next_try: time(row.run_at),
        created_at: time(row.created_at),
        finished_at: optional_time(row.finished_at),
    }
}

/// What waits for a server, the oldest first.
pub fn waiting_for(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    to_host(c, host, &[DeliveryState::Pending], limit)
}

/// What a server refused, or did not take in two days, the newest first.
pub fn failed_at(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    to_host(c, host, &DeliveryState::FAILED, limit)
}

fn to_host(c: &mut Conn, host: &str, states: &[DeliveryState], limit: i64) -> Result<Vec<Receipt>, StoreError> {
    let newest_first = states != [DeliveryState::Pending];
    let mut query = deliveries::table
        .inner_join(activities::table)
        .filter(deliveries::host.eq(host))
        .filter(deliveries::state.eq_any(states.iter().map(|state| state.as_str())))
        .select((Row::as_select(), activities::type_))
        .limit(limit)
        .into_boxed();
    query = match newest_first {
        true => query.order(deliveries::id.desc()),
        false => query.order(deliveries::id.asc()),
    };
    let rows: Vec<(Row, String)> = query.load(c)?;
    Ok(rows.into_iter().map(receipt).collect())
}

/// How many deliveries of a subject are in each state.
pub fn counts_by_subject(c: &mut Conn, subject: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let query = deliveries::table
        .filter(deliveries::subject.eq(subject))
        .group_by(deliveries::state)
        .select((deliveries::state, diesel::dsl::count_star()));
    Ok(query.load(c)?)
}
