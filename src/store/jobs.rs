//! The queue of work for later. A job that is taken stays in the table with its `run_at` pushed forward as a lease: when its
//! worker dies, it comes back by itself.

use crate::domain::job::JobPayload;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp};
use crate::store::schema::jobs;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

/// A job that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Identifies it for finishing or retrying.
    pub id: String,
    /// What to do.
    pub payload: JobPayload,
    /// How often it was taken, this time included.
    pub attempts: i32,
}

/// Records a job, to be taken from `run_at` on. Jobs of one non-empty `group_key` run one after the other, in the order of
/// their ids. A job whose `dedup_key` already waits is not recorded again; gives back whether it was.
pub fn enqueue(
    c: &mut Conn,
    id: &str,
    payload: &JobPayload,
    group_key: &str,
    dedup_key: Option<&str>,
    run_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let json = serde_json::to_string(payload).map_err(|_| RowName { table: "jobs", id }.bad("payload"))?;
    let values = (
        jobs::id.eq(id),
        jobs::kind.eq(payload.kind()),
        jobs::payload.eq(json),
        jobs::group_key.eq(group_key),
        jobs::dedup_key.eq(dedup_key),
        jobs::attempts.eq(0),
        jobs::run_at.eq(stamp(run_at)),
        jobs::created_at.eq(stamp(now)),
    );
    let added = on_each_backend!(c, |c| diesel::insert_into(jobs::table)
        .values(values)
        .on_conflict(jobs::dedup_key)
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// True when something is due; cheap, and without a write lock.
pub fn is_due(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = jobs::table.filter(jobs::run_at.le(stamp(now)));
    Ok(diesel::select(exists(due)).get_result(c)?)
}

/// Gives back what a process that died had taken; only where no other process can be at work. Jobs that were never taken
/// keep their time; a lease ends by `latest`.
pub fn release(c: &mut Conn, now: DateTime<Utc>, latest: DateTime<Utc>) -> Result<usize, StoreError> {
    let taken = jobs::table
        .filter(jobs::attempts.gt(0))
        .filter(jobs::run_at.gt(stamp(now)).and(jobs::run_at.le(stamp(latest))));
    Ok(diesel::update(taken).set(jobs::run_at.eq(stamp(now))).execute(c)?)
}

/// Takes up to `limit` due jobs until `lease`. Of each group only the earliest unfinished job can be taken. Two callers
/// never get the same job while its lease holds. A job whose payload does not read (it was written by a newer version) is
/// taken with an error mark and left for later.
pub fn claim(c: &mut Conn, limit: i64, now: DateTime<Utc>, lease: DateTime<Utc>) -> Result<Vec<Job>, StoreError> {
    let earlier = diesel::alias!(jobs as earlier);
    let blocked = exists(
        earlier
            .filter(earlier.field(jobs::group_key).eq(jobs::group_key))
            .filter(earlier.field(jobs::id).lt(jobs::id)),
    );
    let due = jobs::table
        .filter(jobs::run_at.le(stamp(now)))
        .filter(jobs::group_key.eq("").or(not(blocked)))
        .order((jobs::run_at, jobs::id))
        .select(jobs::id)
        .limit(limit);
    let ids: Vec<String> = match c {
        Conn::Sqlite(c) => due.load(c)?,
        Conn::Postgres(c) => due.for_update().skip_locked().load(c)?,
    };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<(String, String, i32)> = diesel::update(jobs::table.filter(jobs::id.eq_any(ids)))
        .set((jobs::run_at.eq(stamp(lease)), jobs::attempts.eq(jobs::attempts + 1)))
        .returning((jobs::id, jobs::payload, jobs::attempts))
        .get_results(c)?;
    rows.sort();
    let mut claimed = Vec::with_capacity(rows.len());
    for (id, payload, attempts) in rows {
        match serde_json::from_str(&payload) {
            Ok(payload) => claimed.push(Job { id, payload, attempts }),
            Err(_) => note_error(c, &id, "the payload does not read; was it written by a newer version?")?,
        }
    }
    Ok(claimed)
}

fn note_error(c: &mut Conn, id: &str, error: &str) -> Result<(), StoreError> {
    diesel::update(jobs::table.find(id))
        .set(jobs::last_error.eq(error))
        .execute(c)?;
    Ok(())
}

/// Removes a job that is done. False when it was gone already: somebody else finished it.
pub fn finish(c: &mut Conn, id: &str) -> Result<bool, StoreError> {
    Ok(diesel::delete(jobs::table.find(id)).execute(c)? > 0)
}

/// Takes back what was recorded under that key and is not done yet.
pub fn take_back(c: &mut Conn, dedup_key: &str) -> Result<(), StoreError> {
    diesel::delete(jobs::table.filter(jobs::dedup_key.eq(dedup_key))).execute(c)?;
    Ok(())
}

/// How often a job was taken; `None` when it is gone.
pub fn attempts(c: &mut Conn, id: &str) -> Result<Option<i32>, StoreError> {
    Ok(jobs::table.find(id).select(jobs::attempts).get_result(c).optional()?)
}

/// Puts a job back for `run_at`.
pub fn retry(c: &mut Conn, id: &str, error: &str, run_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(jobs::table.find(id))
        .set((jobs::last_error.eq(error), jobs::run_at.eq(stamp(run_at))))
        .execute(c)?;
    Ok(())
}

/// How many jobs of one kind wait or run.
pub fn count_of(c: &mut Conn, kind: &str) -> Result<i64, StoreError> {
    Ok(jobs::table.filter(jobs::kind.eq(kind)).count().get_result(c)?)
}

/// How many jobs wait or run.
pub fn count(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(jobs::table.count().get_result(c)?)
}
