//! What other servers sent us: recorded before it is acknowledged, processed later, kept a while so that nothing is
//! processed twice.

mod door;
mod log;

pub use door::{Refused, turn_away, turned_away_again};
pub use log::{Filter, LogRow, forget, get, page, state_of};

use crate::store::backend::on_each_backend;
use crate::store::rows::stamp;
use crate::store::schema::{inbox_counts, received};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{case_when, exists};
use diesel::prelude::*;
use diesel::sql_types;
use std::collections::{HashMap, HashSet};

/// State of a row that waits to be processed, or is being processed.
const QUEUED: &str = "queued";

/// An activity to record.
#[derive(Clone, Debug)]
pub struct NewRow<'a> {
    /// Our identifier.
    pub id: String,
    /// The ActivityPub id.
    pub uri: &'a str,
    /// Who sent it.
    pub actor_uri: &'a str,
    /// Host of the sender.
    pub host: &'a str,
    /// ActivityStreams type.
    pub type_: &'a str,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: &'a str,
    /// The document.
    pub body: &'a str,
    /// The activity's own id, where `uri` is another key.
    pub activity_uri: Option<&'a str>,
    /// Id of what the activity is about.
    pub object_uri: Option<&'a str>,
}

#[derive(Insertable)]
#[diesel(table_name = received, treat_none_as_default_value = false)]
struct ReceivedRow<'a> {
    id: &'a str,
    uri: &'a str,
    actor_uri: &'a str,
    host: &'a str,
    #[diesel(column_name = type_)]
    type_: &'a str,
    inbox: &'a str,
    body: &'a str,
    state: &'static str,
    reason: &'static str,
    attempts: i32,
    run_at: NaiveDateTime,
    received_at: NaiveDateTime,
    activity_uri: Option<&'a str>,
    object_uri: Option<&'a str>,
}

/// Records activities; gives back the identifiers of those that were not known before.
pub fn insert_all(c: &mut Conn, new: &[NewRow<'_>], now: DateTime<Utc>) -> Result<HashSet<String>, StoreError> {
    let mut added = HashSet::with_capacity(new.len());
    for some in new.chunks(500) {
        let rows: Vec<ReceivedRow<'_>> = some
            .iter()
            .map(|row| ReceivedRow {
                id: &row.id,
                uri: row.uri,
                actor_uri: row.actor_uri,
                host: row.host,
                type_: row.type_,
                inbox: row.inbox,
                body: row.body,
                state: QUEUED,
                reason: "",
                attempts: 0,
                run_at: stamp(now),
                received_at: stamp(now),
                activity_uri: row.activity_uri,
                object_uri: row.object_uri,
            })
            .collect();
        let ids: Vec<String> = on_each_backend!(c, |c| diesel::insert_into(received::table)
            .values(&rows)
            .on_conflict(received::uri)
            .do_nothing()
            .returning(received::id)
            .get_results(c))?;
        added.extend(ids);
    }
    Ok(added)
}

/// Who sent the activity that is recorded under that id.
pub fn sender_of(c: &mut Conn, uri: &str) -> Result<Option<String>, StoreError> {
    let row = received::table.filter(received::uri.eq(uri));
    Ok(row.select(received::actor_uri).first(c).optional()?)
}

/// An activity that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Identifies it for finishing.
    pub id: String,
    /// The ActivityPub id.
    pub uri: String,
    /// Who sent it.
    pub actor_uri: String,
    /// Host of the sender.
    pub host: String,
    /// ActivityStreams type.
    pub type_: String,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// The document.
    pub body: String,
    /// How often it was put back.
    pub attempts: i32,
}

type ClaimedColumns = (String, String, String, String, String, String, String, i32);

/// True when something is due; cheap, and without a write lock.
pub fn is_due(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = received::table
        .filter(received::state.eq(QUEUED))
        .filter(received::run_at.le(stamp(now)));
    Ok(diesel::select(exists(due)).get_result(c)?)
}

/// True when something waits, or is being carried out, that was never tried before.
pub fn is_untried(c: &mut Conn) -> Result<bool, StoreError> {
    let untried = received::table
        .filter(received::state.eq(QUEUED))
        .filter(received::attempts.eq(0));
    Ok(diesel::select(exists(untried)).get_result(c)?)
}

/// Takes due activities until `lease`, in the order they came, at most `per_host` of one host. A host that is named in
/// `busy`, or some of whose activities another process has taken, is left out whole: what one server says is processed in
/// the order it was said. Activities that are tried again do not hold up their host.
pub fn claim(
    c: &mut Conn,
    share: super::deliveries::Share,
    busy: &[String],
    now: DateTime<Utc>,
    lease: DateTime<Utc>,
) -> Result<Vec<Claimed>, StoreError> {
    let window = i64::try_from(share.total.saturating_mul(4)).unwrap_or(i64::MAX);
    let due: Vec<(String, String)> = received::table
        .filter(received::state.eq(QUEUED))
        .filter(received::run_at.le(stamp(now)))
        .filter(received::host.ne_all(busy))
        .order((received::run_at, received::id))
        .select((received::id, received::host))
        .limit(window)
        .load(c)?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    // Asked after the rows above were seen: what another process took in between shows in at least one of the two answers.
    let elsewhere: Vec<String> = received::table
        .filter(received::state.eq(QUEUED))
        .filter(received::run_at.gt(stamp(now)))
        .filter(received::attempts.eq(0))
        .select(received::host)
        .distinct()
        .load(c)?;
    let elsewhere: HashSet<String> = elsewhere.into_iter().collect();
    let mut lanes: HashMap<String, Vec<String>> = HashMap::new();
    let mut total = 0;
    for (id, host) in due {
        if elsewhere.contains(&host) || total >= share.total {
            continue;
        }
        let lane = lanes.entry(host).or_default();
        if lane.len() < share.per_host {
            lane.push(id);
            total += 1;
        }
    }
    let wanted: Vec<&String> = lanes.values().flatten().collect();
    let still_due = received::table
        .filter(received::id.eq_any(wanted))
        .filter(received::state.eq(QUEUED))
        .filter(received::run_at.le(stamp(now)))
        .select(received::id);
    let locked: Vec<String> = match c {
        Conn::Sqlite(c) => still_due.load(c)?,
        Conn::Postgres(c) => still_due.for_update().skip_locked().load(c)?,
    };
    let locked: HashSet<String> = locked.into_iter().collect();
    // Whoever got the first activity of a host gets the host.
    let mine: Vec<String> = lanes
        .into_values()
        .filter(|lane| lane.first().is_some_and(|head| locked.contains(head)))
        .flatten()
        .filter(|id| locked.contains(id))
        .collect();
    let columns = (
        received::id,
        received::uri,
        received::actor_uri,
        received::host,
        received::type_,
        received::inbox,
        received::body,
        received::attempts,
    );
    let mut rows: Vec<ClaimedColumns> = diesel::update(received::table.filter(received::id.eq_any(mine)))
        .set(received::run_at.eq(stamp(lease)))
        .returning(columns)
        .get_results(c)?;
    rows.sort();
    let claimed = rows
        .into_iter()
        .map(|(id, uri, actor_uri, host, type_, inbox, body, attempts)| Claimed {
            id,
            uri,
            actor_uri,
            host,
            type_,
            inbox,
            body,
            attempts,
        });
    Ok(claimed.collect())
}

/// Gives back what a process that died had taken; only where no other process can be at work. A lease ends by `latest`.
pub fn release(c: &mut Conn, now: DateTime<Utc>, latest: DateTime<Utc>) -> Result<usize, StoreError> {
    let taken = received::table
        .filter(received::state.eq(QUEUED))
        .filter(received::run_at.gt(stamp(now)).and(received::run_at.le(stamp(latest))));
    Ok(diesel::update(taken).set(received::run_at.eq(stamp(now))).execute(c)?)
}

/// How rows ended.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// accepted, ignored, refused, failed.
    pub state: &'a str,
    /// Why.
    pub reason: &'a str,
    /// A document that is longer than so many characters is not kept for the log.
    pub keep_chars: i32,
}

diesel::define_sql_function! {
    /// Characters of a text.
    fn length(text: sql_types::Text) -> sql_types::Integer;
}

/// Ends rows. The documents stay for the log, unless they are long. Gives back how many were not ended before.
pub fn finish(c: &mut Conn, ids: &[&str], ending: Ending<'_>, now: DateTime<Utc>) -> Result<i64, StoreError> {
    let mut ended = 0;
    for some in ids.chunks(500) {
        let rows = received::table
            .filter(received::id.eq_any(some))
            .filter(received::state.eq(QUEUED));
        let is_long = length(received::body).gt(ending.keep_chars);
        ended += diesel::update(rows)
            .set((
                received::state.eq(ending.state),
                received::reason.eq(ending.reason),
                received::body.eq(case_when::<_, _, sql_types::Text>(is_long, "").otherwise(received::body)),
                received::processed_at.eq(Some(stamp(now))),
            ))
            .execute(c)?;
    }
    Ok(i64::try_from(ended).unwrap_or(i64::MAX))
}

/// How often a row was tried again; `None` when it is not queued.
pub fn attempts(c: &mut Conn, id: &str) -> Result<Option<i32>, StoreError> {
    let row = received::table.find(id).filter(received::state.eq(QUEUED));
    Ok(row.select(received::attempts).get_result(c).optional()?)
}

/// Puts a row back for `run_at`.
pub fn retry(c: &mut Conn, id: &str, reason: &str, run_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(received::table.find(id).filter(received::state.eq(QUEUED)))
        .set((
            received::attempts.eq(received::attempts + 1),
            received::reason.eq(reason),
            received::run_at.eq(stamp(run_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// Counts an outcome on a day (`2026-11-22`), `number` times.
pub fn count(c: &mut Conn, day: &str, outcome: &str, reason: &str, number: i64) -> Result<(), StoreError> {
    let row = (
        inbox_counts::day.eq(day),
        inbox_counts::outcome.eq(outcome),
        inbox_counts::reason.eq(reason),
        inbox_counts::count.eq(number),
    );
    on_each_backend!(c, |c| diesel::insert_into(inbox_counts::table)
        .values(row)
        .on_conflict((inbox_counts::day, inbox_counts::outcome, inbox_counts::reason))
        .do_update()
        .set(inbox_counts::count.eq(inbox_counts::count + number))
        .execute(c))?;
    Ok(())
}

/// The counts since a day: `(day, outcome, reason, count)`, newest day first.
pub fn counts(c: &mut Conn, since: &str) -> Result<Vec<(String, String, String, i64)>, StoreError> {
    let query = inbox_counts::table
        .filter(inbox_counts::day.ge(since))
        .order((inbox_counts::day.desc(), inbox_counts::count.desc()));
    Ok(query.load(c)?)
}

/// How many rows wait, and are being processed.
pub fn backlog(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(received::table
        .filter(received::state.eq(QUEUED))
        .count()
        .get_result(c)?)
}

/// Forgets the counts of the days before one.
pub fn prune_counts(c: &mut Conn, before_day: &str) -> Result<usize, StoreError> {
    Ok(diesel::delete(inbox_counts::table.filter(inbox_counts::day.lt(before_day))).execute(c)?)
}
