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

type ReceiptColumns = (
    String,
    String,
    String,
    String,
    i32,
    Option<i32>,
    Option<String>,
    NaiveDateTime,
    NaiveDateTime,
    Option<NaiveDateTime>,
);

/// What a receipt is read from.
const RECEIPT: (
    deliveries::host,
    deliveries::inbox,
    activities::type_,
    deliveries::state,
    deliveries::attempts,
    deliveries::last_status,
    deliveries::last_error,
    deliveries::run_at,
    deliveries::created_at,
    deliveries::finished_at,
) = (
    deliveries::host,
    deliveries::inbox,
    activities::type_,
    deliveries::state,
    deliveries::attempts,
    deliveries::last_status,
    deliveries::last_error,
    deliveries::run_at,
    deliveries::created_at,
    deliveries::finished_at,
);

/// The receipts of everything sent about a subject, newest first.
pub fn receipts(c: &mut Conn, subject: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    let rows: Vec<ReceiptColumns> = deliveries::table
        .inner_join(activities::table)
        .filter(deliveries::subject.eq(subject))
        .order((deliveries::id.desc(),))
        .select(RECEIPT)
        .limit(limit)
        .load(c)?;
    Ok(rows.into_iter().map(receipt).collect())
}

fn receipt(row: ReceiptColumns) -> Receipt {
    Receipt {
        host: row.0,
        inbox: row.1,
        activity_type: row.2,
        state: row.3,
        attempts: row.4,
        last_status: row.5,
        last_error: row.6,
        next_try: time(row.7),
        created_at: time(row.8),
        finished_at: optional_time(row.9),
    }
}

/// What waits for a server, the oldest first.
pub fn waiting_for(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    to_host(c, host, &[DeliveryState::Pending], limit)
}

/// What a server refused, or did not take in two days, the newest first.
pub fn failed_at(c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    let failed = [DeliveryState::Refused, DeliveryState::Gone, DeliveryState::Expired];
    to_host(c, host, &failed, limit)
}

fn to_host(c: &mut Conn, host: &str, states: &[DeliveryState], limit: i64) -> Result<Vec<Receipt>, StoreError> {
    let newest_first = states != [DeliveryState::Pending];
    let mut query = deliveries::table
        .inner_join(activities::table)
        .filter(deliveries::host.eq(host))
        .filter(deliveries::state.eq_any(states.iter().map(|state| state.as_str())))
        .select(RECEIPT)
        .limit(limit)
        .into_boxed();
    query = match newest_first {
        true => query.order(deliveries::id.desc()),
        false => query.order(deliveries::id.asc()),
    };
    let rows: Vec<ReceiptColumns> = query.load(c)?;
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
