//! Secrets shared with telephones, and recovery codes. A code is used up by the statement that accepts it, so that two requests with
//! the same code cannot both come in.

use super::rows::{stamp, time};
use super::schema::{recovery_codes, second_factors};
use super::{Conn, StoreError};
use crate::domain::id::AccountId;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// The second factor of an account.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// Base 32.
    pub secret: String,
    /// When a first code was right; it does not count before.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// The second factor of an account, confirmed or not.
pub fn by_account(c: &mut Conn, account: &AccountId) -> Result<Option<SecondFactor>, StoreError> {
    let row: Option<(String, Option<NaiveDateTime>)> = second_factors::table
        .find(account.as_str())
        .select((second_factors::secret, second_factors::confirmed_at))
        .get_result(c)
        .optional()?;
    Ok(row.map(|(secret, confirmed)| SecondFactor {
        secret,
        confirmed_at: confirmed.map(time),
    }))
}

/// The accounts that have a second factor.
pub fn accounts(c: &mut Conn) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<String> = second_factors::table
        .filter(second_factors::confirmed_at.is_not_null())
        .select(second_factors::account_id)
        .load(c)?;
    Ok(ids.into_iter().map(AccountId::new).collect())
}

/// Keeps a secret that has to be confirmed.
pub fn insert(c: &mut Conn, account: &AccountId, secret: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        second_factors::account_id.eq(account.as_str()),
        second_factors::secret.eq(secret),
        second_factors::last_step.eq(0_i64),
        second_factors::created_at.eq(stamp(now)),
    );
    diesel::insert_into(second_factors::table).values(row).execute(c)?;
    Ok(())
}

/// Makes a secret count; false when it does already, or is another by now.
pub fn confirm(
    c: &mut Conn,
    account: &AccountId,
    secret: &str,
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let waiting = second_factors::table.find(account.as_str()).filter(
        second_factors::confirmed_at
            .is_null()
            .and(second_factors::secret.eq(secret)),
    );
    let changed = diesel::update(waiting)
        .set((
            second_factors::confirmed_at.eq(stamp(now)),
            second_factors::last_step.eq(step),
        ))
        .execute(c)?;
    Ok(changed > 0)
}

/// Uses up the codes of that step and of those before; false when they are already.
pub fn use_step(c: &mut Conn, account: &AccountId, step: i64) -> Result<bool, StoreError> {
    let fresh = second_factors::table
        .find(account.as_str())
        .filter(second_factors::last_step.lt(step));
    let changed = diesel::update(fresh)
        .set(second_factors::last_step.eq(step))
        .execute(c)?;
    Ok(changed > 0)
}

/// Takes the second factor and its recovery codes away; false when there is none.
pub fn delete(c: &mut Conn, account: &AccountId) -> Result<bool, StoreError> {
    delete_codes(c, account)?;
    Ok(diesel::delete(second_factors::table.find(account.as_str())).execute(c)? > 0)
}

/// Keeps a recovery code, by its key.
pub fn insert_code(c: &mut Conn, account: &AccountId, key: &str) -> Result<(), StoreError> {
    let row = (
        recovery_codes::id.eq(key),
        recovery_codes::account_id.eq(account.as_str()),
    );
    diesel::insert_into(recovery_codes::table).values(row).execute(c)?;
    Ok(())
}

/// Uses up a recovery code; false when there is none like that.
pub fn use_code(c: &mut Conn, account: &AccountId, key: &str) -> Result<bool, StoreError> {
    let own = recovery_codes::table
        .find(key)
        .filter(recovery_codes::account_id.eq(account.as_str()));
    Ok(diesel::delete(own).execute(c)? > 0)
}

/// How many recovery codes are left.
pub fn codes_left(c: &mut Conn, account: &AccountId) -> Result<i64, StoreError> {
    Ok(recovery_codes::table
        .filter(recovery_codes::account_id.eq(account.as_str()))
        .count()
        .get_result(c)?)
}

/// Takes all recovery codes away.
pub fn delete_codes(c: &mut Conn, account: &AccountId) -> Result<(), StoreError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account.as_str()))).execute(c)?;
    Ok(())
}
