//! Sessions. The row holds the hash of the cookie's token, so a stolen backup signs nobody in.

use super::schema::sessions;
use super::{Conn, StoreError};
use crate::domain::id::AccountId;
use crate::domain::session::{Browser, Session};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// Begins a session.
pub fn insert(
    c: &mut Conn,
    token_hash: &str,
    account: &AccountId,
    browser: &Browser,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        sessions::id.eq(token_hash),
        sessions::account_id.eq(account.as_str()),
        sessions::created_at.eq(now.naive_utc()),
        sessions::last_seen_at.eq(now.naive_utc()),
        sessions::expires_at.eq(expires.naive_utc()),
        sessions::browser.eq(&browser.name),
        sessions::system.eq(&browser.system),
    );
    diesel::insert_into(sessions::table).values(row).execute(c)?;
    Ok(())
}

/// The account of a session that has not expired, and when it was last seen.
pub fn account_of(
    c: &mut Conn,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(AccountId, DateTime<Utc>)>, StoreError> {
    let found: Option<(String, NaiveDateTime)> = sessions::table
        .find(token_hash)
        .filter(sessions::expires_at.gt(now.naive_utc()))
        .select((sessions::account_id, sessions::last_seen_at))
        .get_result(c)
        .optional()?;
    Ok(found.map(|(id, seen)| (AccountId::new(id), seen.and_utc())))
}

/// Notes that a session was used and moves its end.
pub fn touch(c: &mut Conn, token_hash: &str, now: DateTime<Utc>, expires: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(token_hash))
        .set((
            sessions::last_seen_at.eq(now.naive_utc()),
            sessions::expires_at.eq(expires.naive_utc()),
        ))
        .execute(c)?;
    Ok(())
}

/// Where an account is signed in, what was used last first.
pub fn of_account(c: &mut Conn, account: &AccountId, now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
    type Row = (String, String, String, NaiveDateTime, NaiveDateTime);
    let rows: Vec<Row> = sessions::table
        .filter(
            sessions::account_id
                .eq(account.as_str())
                .and(sessions::expires_at.gt(now.naive_utc())),
        )
        .order((sessions::last_seen_at.desc(), sessions::id.asc()))
        .select((
            sessions::id,
            sessions::browser,
            sessions::system,
            sessions::created_at,
            sessions::last_seen_at,
        ))
        .load(c)?;
    let session = |(id, name, system, created_at, last_seen_at): Row| Session {
        id,
        browser: Browser { name, system },
        created_at: created_at.and_utc(),
        last_seen_at: last_seen_at.and_utc(),
    };
    Ok(rows.into_iter().map(session).collect())
}

/// When each account that is signed in somewhere was here last.
pub fn last_seen(c: &mut Conn) -> Result<Vec<(AccountId, DateTime<Utc>)>, StoreError> {
    let rows: Vec<(String, Option<NaiveDateTime>)> = sessions::table
        .group_by(sessions::account_id)
        .select((sessions::account_id, diesel::dsl::max(sessions::last_seen_at)))
        .load(c)?;
    let seen = |(id, at): (String, Option<NaiveDateTime>)| Some((AccountId::new(id), at?.and_utc()));
    Ok(rows.into_iter().filter_map(seen).collect())
}

/// Ends a session of that account; false when it has none of that id.
pub fn delete_of(c: &mut Conn, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let own = sessions::table
        .find(id)
        .filter(sessions::account_id.eq(account.as_str()));
    Ok(diesel::delete(own).execute(c)? > 0)
}

/// Ends a session.
pub fn delete(c: &mut Conn, token_hash: &str) -> Result<(), StoreError> {
    diesel::delete(sessions::table.find(token_hash)).execute(c)?;
    Ok(())
}

/// Ends every session of an account but `keep`.
pub fn delete_others(c: &mut Conn, account: &AccountId, keep: Option<&str>) -> Result<(), StoreError> {
    let all = sessions::table.filter(sessions::account_id.eq(account.as_str()));
    match keep {
        Some(keep) => diesel::delete(all.filter(sessions::id.ne(keep))).execute(c)?,
        None => diesel::delete(all).execute(c)?,
    };
    Ok(())
}

/// Forgets sessions that have expired.
pub fn prune(c: &mut Conn, now: DateTime<Utc>) -> Result<usize, StoreError> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(now.naive_utc()))).execute(c)?)
}

/// How many accounts were here since a moment.
pub fn count_active(c: &mut Conn, since: DateTime<Utc>) -> Result<i64, StoreError> {
    let query = sessions::table
        .filter(sessions::last_seen_at.ge(since.naive_utc()))
        .select(diesel::dsl::count(sessions::account_id).aggregate_distinct());
    Ok(query.first(c)?)
}
