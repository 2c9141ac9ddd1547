//! Reading the inbox log, and forgetting it.

use super::QUEUED;
use crate::store::rows::{optional_time, time};
use crate::store::schema::received;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only rows with an identifier from here on: the log reaches no further back.
    pub since: String,
    /// Only rows before this one.
    pub before: Option<String>,
    /// Only of these hosts.
    pub hosts: Option<Vec<String>>,
    /// Only where this is the activity, the actor or the object.
    pub address: Option<String>,
    /// Only in this state.
    pub state: Option<String>,
    /// Only of this type.
    pub type_: Option<String>,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Our identifier.
    pub id: String,
    /// The activity's id; for what was turned away the last one, where it could be read.
    pub activity: Option<String>,
    /// Who signed it.
    pub actor_uri: String,
    /// Host of the sender.
    pub host: String,
    /// ActivityStreams type.
    pub type_: String,
    /// What it is about.
    pub object_uri: Option<String>,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// queued, accepted, ignored, refused, failed.
    pub state: String,
    /// Why.
    pub reason: String,
    /// What the sender was told, or what went wrong.
    pub detail: String,
    /// Turned away without being recorded.
    pub at_door: bool,
    /// How often, for what was turned away.
    pub times: i64,
    /// How often it was put back.
    pub attempts: i32,
    /// When it is looked at next, while it is queued.
    pub run_at: DateTime<Utc>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// When the last one came, for what was turned away.
    pub last_at: Option<DateTime<Utc>>,
    /// When it was carried out.
    pub processed_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = received)]
struct Columns {
    id: String,
    uri: String,
    activity_uri: Option<String>,
    actor_uri: String,
    host: String,
    #[diesel(column_name = type_)]
    type_: String,
    object_uri: Option<String>,
    inbox: String,
    state: String,
    reason: String,
    detail: String,
    at_door: bool,
    times: i64,
    attempts: i32,
    run_at: NaiveDateTime,
    received_at: NaiveDateTime,
    last_at: Option<NaiveDateTime>,
    processed_at: Option<NaiveDateTime>,
}

impl Columns {
    fn row(self) -> LogRow {
        LogRow {
            id: self.id,
            activity: self.activity_uri.or((!self.at_door).then_some(self.uri)),
            actor_uri: self.actor_uri,
            host: self.host,
            type_: self.type_,
            object_uri: self.object_uri,
            inbox: self.inbox,
            state: self.state,
            reason: self.reason,
            detail: self.detail,
            at_door: self.at_door,
            times: self.times,
            attempts: self.attempts,
            run_at: time(self.run_at),
            received_at: time(self.received_at),
            last_at: optional_time(self.last_at),
            processed_at: optional_time(self.processed_at),
        }
    }
}

/// Up to `limit` rows, newest first.
pub fn page(c: &mut Conn, filter: &Filter, limit: i64) -> Result<Vec<LogRow>, StoreError> {
    let is_sqlite = matches!(c, Conn::Sqlite(_));
    // First the identifiers alone: an index answers that, and the documents between them are not read.
    let mut query = received::table
        .filter(received::id.ge(&filter.since))
        .select(received::id)
        .order(received::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = &filter.before {
        query = query.filter(received::id.lt(before));
    }
    if let Some(hosts) = &filter.hosts {
        query = query.filter(received::host.eq_any(hosts));
    }
    if let Some(address) = &filter.address {
        query = query.filter(
            received::uri
                .eq(address)
                .or(received::actor_uri.eq(address))
                .or(received::activity_uri.eq(address))
                .or(received::object_uri.eq(address)),
        );
    }
    if let Some(state) = &filter.state {
        // SQLite would take the index of what is due, fetch every row of that state and sort them; this way it reads the index
        // of the log from its end.
        query = match is_sqlite {
            true => query.filter(received::state.concat("").eq(state)),
            false => query.filter(received::state.eq(state)),
        };
    }
    if let Some(type_) = &filter.type_ {
        query = query.filter(received::type_.eq(type_));
    }
    let ids: Vec<String> = query.load(c)?;
    let rows: Vec<Columns> = received::table
        .filter(received::id.eq_any(ids))
        .order(received::id.desc())
        .select(Columns::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(Columns::row).collect())
}

/// One row, and its document where it is still kept.
pub fn get(c: &mut Conn, id: &str, since: &str) -> Result<Option<(LogRow, String)>, StoreError> {
    let row = received::table.find(id).filter(received::id.ge(since));
    let found: Option<(Columns, String)> = row
        .select((Columns::as_select(), received::body))
        .get_result(c)
        .optional()?;
    Ok(found.map(|(columns, body)| (columns.row(), body)))
}

/// The state of the activity with that id, while it is known.
pub fn state_of(c: &mut Conn, uri: &str) -> Result<Option<String>, StoreError> {
    let row = received::table.filter(received::uri.eq(uri));
    Ok(row.select(received::state).get_result(c).optional()?)
}

/// Forgets rows of before the identifier `log`, all but the key under which an activity is known: that goes with the rows of
/// before `known`, so that what is sent a second time is not carried out a second time. What was turned away goes at once.
/// Rows that still wait stay. Says how many are gone for good.
pub fn forget(c: &mut Conn, log: &str, known: &str) -> Result<usize, StoreError> {
    let done = received::state.ne(QUEUED);
    let turned_away = received::table.filter(received::id.lt(log)).filter(received::at_door);
    let gone = diesel::delete(turned_away).execute(c)?
        + diesel::delete(received::table.filter(received::id.lt(known)).filter(done)).execute(c)?;
    let told = received::table
        .filter(received::id.lt(log))
        .filter(done)
        .filter(received::actor_uri.ne(""));
    diesel::update(told)
        .set((
            received::actor_uri.eq(""),
            received::body.eq(""),
            received::reason.eq(""),
            received::detail.eq(""),
            received::inbox.eq(""),
            received::activity_uri.eq(None::<String>),
            received::object_uri.eq(None::<String>),
        ))
        .execute(c)?;
    Ok(gone)
}
