//! What came of the deliveries about one thing.

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

/// The receipts of everything sent about a subject, newest first.
pub fn receipts(c: &mut Conn, subject: &str, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    let rows: Vec<ReceiptColumns> = deliveries::table
        .inner_join(activities::table)
        .filter(deliveries::subject.eq(subject))
        .order((deliveries::id.desc(),))
        .select((
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
        ))
        .limit(limit)
        .load(c)?;
    let receipt = |row: ReceiptColumns| Receipt {
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
    };
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
