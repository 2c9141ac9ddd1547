//! Every server that is known, for the pages of those who run this one. There are thousands of servers and not millions, so a
//! page reads what it sorts by of all of them: three short queries, however many there are.

use crate::domain::follow::FollowState;
use crate::store::deliveries::DeliveryState;
use crate::store::rows::optional_time;
use crate::store::schema::{actors, deliveries, follows, hosts};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;

/// What is known of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name, with the port where it is not the usual one.
    pub host: String,
    /// Failures in a row.
    pub failures: i32,
    /// Since when it fails.
    pub failing_since: Option<DateTime<Utc>>,
    /// Nothing is sent to it before.
    pub parked_until: Option<DateTime<Utc>>,
    /// When it last took something.
    pub last_delivered_at: Option<DateTime<Utc>>,
    /// When it last spoke to us.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// What it runs.
    pub software: Option<String>,
    /// Which version of it.
    pub software_version: Option<String>,
    /// When it was last asked what it runs.
    pub software_asked_at: Option<DateTime<Utc>>,
    /// Why that is not known.
    pub software_error: Option<String>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<DateTime<Utc>>,
    /// The kind of signature it is known to take.
    pub signature_scheme: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = hosts)]
struct Columns {
    host: String,
    failures: i32,
    failing_since: Option<NaiveDateTime>,
    parked_until: Option<NaiveDateTime>,
    last_delivered_at: Option<NaiveDateTime>,
    last_seen_at: Option<NaiveDateTime>,
    software: Option<String>,
    software_version: Option<String>,
    software_asked_at: Option<NaiveDateTime>,
    software_error: Option<String>,
    last_error: Option<String>,
    last_error_at: Option<NaiveDateTime>,
    signature_scheme: Option<String>,
}

impl Columns {
    fn row(self) -> Row {
        Row {
            host: self.host,
            failures: self.failures,
            failing_since: optional_time(self.failing_since),
            parked_until: optional_time(self.parked_until),
            last_delivered_at: optional_time(self.last_delivered_at),
            last_seen_at: optional_time(self.last_seen_at),
            software: self.software,
            software_version: self.software_version,
            software_asked_at: optional_time(self.software_asked_at),
            software_error: self.software_error,
            last_error: self.last_error,
            last_error_at: optional_time(self.last_error_at),
            signature_scheme: self.signature_scheme,
        }
    }
}

/// Every server, by name.
pub fn all(c: &mut Conn) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<Columns> = hosts::table.order(hosts::host).select(Columns::as_select()).load(c)?;
    Ok(rows.into_iter().map(Columns::row).collect())
}

/// One server.
pub fn row(c: &mut Conn, host: &str) -> Result<Option<Row>, StoreError> {
    let found: Option<Columns> = hosts::table
        .find(host)
        .select(Columns::as_select())
        .get_result(c)
        .optional()?;
    Ok(found.map(Columns::row))
}

/// Something counted by server.
pub type Count = (String, i64);

/// How many deliveries wait for each server that has any.
pub fn waiting(c: &mut Conn) -> Result<Vec<Count>, StoreError> {
    let query = deliveries::table
        .filter(deliveries::state.eq(DeliveryState::Pending.as_str()))
        .group_by(deliveries::host)
        .select((deliveries::host, count_star()));
    Ok(query.load(c)?)
}

/// The ActivityPub id of everybody elsewhere who follows somebody here, once for each follow.
pub fn follower_origins(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let query = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .filter(actors::host.ne(""))
        .select(actors::uri);
    Ok(query.load(c)?)
}

/// The ActivityPub id of everybody elsewhere who is followed from here, once for each follow.
pub fn followed_origins(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let query = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::followed_id)))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .filter(actors::host.ne(""))
        .select(actors::uri);
    Ok(query.load(c)?)
}
