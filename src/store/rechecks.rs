//! When comments from elsewhere are looked at again at their origin.

use crate::domain::id::CommentId;
use crate::store::backend::on_each_backend;
use crate::store::rows::{optional_time, stamp};
use crate::store::schema::{comment_checks, comments};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// One comment's row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// How often it was found in order.
    pub rounds: i32,
    /// Since when its origin says that there is no such thing.
    pub missing_since: Option<DateTime<Utc>>,
    /// `ETag` of the last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer.
    pub last_modified: Option<String>,
}

type Columns = (i32, Option<NaiveDateTime>, Option<String>, Option<String>);

fn check_of((rounds, missing_since, etag, last_modified): Columns) -> Check {
    Check {
        rounds,
        missing_since: optional_time(missing_since),
        etag,
        last_modified,
    }
}

/// Plans the first look at a comment. Nothing happens when one is planned already.
pub fn plan(c: &mut Conn, id: &CommentId, next_at: DateTime<Utc>) -> Result<(), StoreError> {
    let values = (
        comment_checks::comment_id.eq(id.as_str()),
        comment_checks::rounds.eq(0),
        comment_checks::next_at.eq(stamp(next_at)),
    );
    on_each_backend!(c, |c| diesel::insert_into(comment_checks::table)
        .values(values)
        .on_conflict(comment_checks::comment_id)
        .do_nothing()
        .execute(c))?;
    Ok(())
}

/// What is known of a comment; `None` when it is not looked at.
pub fn get(c: &mut Conn, id: &CommentId) -> Result<Option<Check>, StoreError> {
    let columns = (
        comment_checks::rounds,
        comment_checks::missing_since,
        comment_checks::etag,
        comment_checks::last_modified,
    );
    let found: Option<Columns> = comment_checks::table
        .find(id.as_str())
        .select(columns)
        .first(c)
        .optional()?;
    Ok(found.map(check_of))
}

/// Stores what was found, and when to look again.
pub fn put(c: &mut Conn, id: &CommentId, check: &Check, next_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(comment_checks::table.find(id.as_str()))
        .set((
            comment_checks::rounds.eq(check.rounds),
            comment_checks::missing_since.eq(check.missing_since.map(stamp)),
            comment_checks::etag.eq(check.etag.as_deref()),
            comment_checks::last_modified.eq(check.last_modified.as_deref()),
            comment_checks::next_at.eq(stamp(next_at)),
        ))
        .execute(c)?;
    Ok(())
}

/// Does not look at a comment any more.
pub fn forget(c: &mut Conn, id: &CommentId) -> Result<(), StoreError> {
    diesel::delete(comment_checks::table.find(id.as_str())).execute(c)?;
    Ok(())
}

/// Comments that are due, longest ago first, with their ActivityPub ids; those that are deleted here are left out.
pub fn due(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<(CommentId, String)>, StoreError> {
    let query = comment_checks::table
        .inner_join(comments::table)
        .filter(comment_checks::next_at.le(stamp(now)))
        .filter(comments::state.ne("deleted"))
        .order((comment_checks::next_at, comment_checks::comment_id))
        .select((comment_checks::comment_id, comments::uri))
        .limit(limit);
    let rows: Vec<(String, String)> = query.load(c)?;
    Ok(rows.into_iter().map(|(id, uri)| (CommentId::new(id), uri)).collect())
}

/// Takes those of `ids` that are still due, until `lease`; gives back which. Two callers never get the same one.
pub fn claim(
    c: &mut Conn,
    ids: &[CommentId],
    now: DateTime<Utc>,
    lease: DateTime<Utc>,
) -> Result<Vec<CommentId>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(CommentId::as_str).collect();
    let still = comment_checks::table
        .filter(comment_checks::comment_id.eq_any(ids))
        .filter(comment_checks::next_at.le(stamp(now)))
        .select(comment_checks::comment_id);
    let mine: Vec<String> = match c {
        Conn::Sqlite(c) => still.load(c)?,
        Conn::Postgres(c) => still.for_update().skip_locked().load(c)?,
    };
    diesel::update(comment_checks::table.filter(comment_checks::comment_id.eq_any(&mine)))
        .set(comment_checks::next_at.eq(stamp(lease)))
        .execute(c)?;
    Ok(mine.into_iter().map(CommentId::new).collect())
}
