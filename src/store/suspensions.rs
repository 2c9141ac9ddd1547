//! Accounts that cannot sign in, with what they are told.

use super::backend::on_each_backend;
use super::rows::{stamp, time};
use super::schema::suspensions;
use super::{Conn, StoreError};
use crate::domain::account::Suspension;
use crate::domain::id::AccountId;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// The suspension of an account, where there is one.
pub fn of(c: &mut Conn, account: &AccountId) -> Result<Option<Suspension>, StoreError> {
    let row: Option<(String, NaiveDateTime)> = suspensions::table
        .find(account.as_str())
        .select((suspensions::reason, suspensions::created_at))
        .get_result(c)
        .optional()?;
    Ok(row.map(|(reason, at)| Suspension {
        reason,
        since: time(at),
    }))
}

/// Every suspension.
pub fn all(c: &mut Conn) -> Result<Vec<(AccountId, Suspension)>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = suspensions::table
        .select((suspensions::account_id, suspensions::reason, suspensions::created_at))
        .load(c)?;
    let line = |(id, reason, at): (String, String, NaiveDateTime)| {
        let suspension = Suspension {
            reason,
            since: time(at),
        };
        (AccountId::new(id), suspension)
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Suspends an account; false when it is already.
pub fn insert(c: &mut Conn, account: &AccountId, suspension: &Suspension) -> Result<bool, StoreError> {
    let row = (
        suspensions::account_id.eq(account.as_str()),
        suspensions::reason.eq(&suspension.reason),
        suspensions::created_at.eq(stamp(suspension.since)),
    );
    let added = on_each_backend!(c, |c| diesel::insert_into(suspensions::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// Lifts a suspension; false when there is none.
pub fn delete(c: &mut Conn, account: &AccountId) -> Result<bool, StoreError> {
    Ok(diesel::delete(suspensions::table.find(account.as_str())).execute(c)? > 0)
}
