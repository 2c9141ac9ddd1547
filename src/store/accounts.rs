//! Accounts, their password hashes and sign-in attempts.

pub mod ending;

use super::schema::{accounts, actors, sign_in_attempts};
use super::{Conn, StoreError};
use crate::domain::account::{Account, Role};
use crate::domain::id::{AccountId, ActorId};
use crate::domain::schedule::Zone;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: String,
    actor_id: String,
    email: Option<String>,
    password_hash: String,
    role: String,
    created_at: NaiveDateTime,
    time_zone: String,
}

fn to_account(row: Row) -> Result<Account, StoreError> {
    let role = Role::parse(&row.role).ok_or_else(|| StoreError::BadRow {
        table: "accounts",
        id: row.id.clone(),
        column: "role",
    })?;
    Ok(Account {
        id: AccountId::new(row.id),
        actor_id: ActorId::new(row.actor_id),
        email: row.email,
        role,
        created_at: row.created_at.and_utc(),
        // A zone that a newer list does not have any more is as if nobody had said one.
        time_zone: Zone::parse(&row.time_zone),
    })
}

/// The account of that id.
pub fn by_id(c: &mut Conn, id: &AccountId) -> Result<Option<Account>, StoreError> {
    accounts::table
        .find(id.as_str())
        .select(Row::as_select())
        .get_result(c)
        .optional()?
        .map(to_account)
        .transpose()
}

/// The account of a local actor.
pub fn by_actor(c: &mut Conn, id: &ActorId) -> Result<Option<Account>, StoreError> {
    let row = accounts::table
        .filter(accounts::actor_id.eq(id.as_str()))
        .select(Row::as_select())
        .get_result(c)
        .optional()?;
    row.map(to_account).transpose()
}

/// The account of a handle or a mail address (lower case), with its password hash.
pub fn by_login(c: &mut Conn, login: &str) -> Result<Option<(Account, String)>, StoreError> {
    let row: Option<Row> = accounts::table
        .inner_join(actors::table)
        .filter(actors::host.eq(""))
        .filter(actors::handle.eq(login).or(accounts::email.eq(login)))
        .order(accounts::id.asc())
        .select(Row::as_select())
        .get_result(c)
        .optional()?;
    row.map(|row| {
        let hash = row.password_hash.clone();
        Ok((to_account(row)?, hash))
    })
    .transpose()
}

/// Every account, oldest first, with its handle.
pub fn all(c: &mut Conn) -> Result<Vec<(Account, String)>, StoreError> {
    let rows: Vec<(Row, String)> = accounts::table
        .inner_join(actors::table)
        .order(accounts::id.asc())
        .select((Row::as_select(), actors::handle))
        .load(c)?;
    rows.into_iter()
        .map(|(row, handle)| Ok((to_account(row)?, handle)))
        .collect()
}

/// How many accounts have that role.
pub fn count_of(c: &mut Conn, role: Role) -> Result<i64, StoreError> {
    Ok(accounts::table
        .filter(accounts::role.eq(role.as_str()))
        .count()
        .get_result(c)?)
}

/// The actor of the oldest account of that role.
pub fn of_role(c: &mut Conn, role: Role) -> Result<Option<ActorId>, StoreError> {
    let id: Option<String> = accounts::table
        .filter(accounts::role.eq(role.as_str()))
        .order(accounts::id)
        .select(accounts::actor_id)
        .first(c)
        .optional()?;
    Ok(id.map(ActorId::new))
}

/// True when a mail address (lower case) is taken.
pub fn email_taken(c: &mut Conn, email: &str) -> Result<bool, StoreError> {
    let found: i64 = accounts::table
        .filter(accounts::email.eq(email))
        .count()
        .get_result(c)?;
    Ok(found > 0)
}

/// Adds an account.
pub fn insert(c: &mut Conn, account: &Account, password_hash: &str) -> Result<(), StoreError> {
    let row = Row {
        id: account.id.as_str().to_owned(),
        actor_id: account.actor_id.as_str().to_owned(),
        email: account.email.clone(),
        password_hash: password_hash.to_owned(),
        role: account.role.as_str().to_owned(),
        created_at: account.created_at.naive_utc(),
        time_zone: account.time_zone.map(Zone::name).unwrap_or_default().to_owned(),
    };
    diesel::insert_into(accounts::table).values(&row).execute(c)?;
    Ok(())
}

/// The password hash of an account.
pub fn password_hash(c: &mut Conn, id: &AccountId) -> Result<Option<String>, StoreError> {
    Ok(accounts::table
        .find(id.as_str())
        .select(accounts::password_hash)
        .first(c)
        .optional()?)
}

/// Replaces the password hash.
pub fn set_password_hash(c: &mut Conn, id: &AccountId, hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id.as_str()))
        .set(accounts::password_hash.eq(hash))
        .execute(c)?;
    Ok(())
}

/// Replaces the password hash when it is still that one; false when it is another by now.
pub fn replace_password_hash(c: &mut Conn, id: &AccountId, known: &str, hash: &str) -> Result<bool, StoreError> {
    let same = accounts::table
        .find(id.as_str())
        .filter(accounts::password_hash.eq(known));
    Ok(diesel::update(same).set(accounts::password_hash.eq(hash)).execute(c)? > 0)
}

/// Replaces the role.
pub fn set_role(c: &mut Conn, id: &AccountId, role: Role) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id.as_str()))
        .set(accounts::role.eq(role.as_str()))
        .execute(c)?;
    Ok(())
}

/// Replaces the time zone.
pub fn set_time_zone(c: &mut Conn, id: &AccountId, zone: Zone) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id.as_str()))
        .set(accounts::time_zone.eq(zone.name()))
        .execute(c)?;
    Ok(())
}

/// Replaces the mail address.
pub fn set_email(c: &mut Conn, id: &AccountId, email: Option<&str>) -> Result<(), StoreError> {
    diesel::update(accounts::table.find(id.as_str()))
        .set(accounts::email.eq(email))
        .execute(c)?;
    Ok(())
}

/// Remembers a failed sign-in under each of its buckets (login name, client address).
pub fn record_attempt(c: &mut Conn, id: &str, bucket: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        sign_in_attempts::id.eq(id),
        sign_in_attempts::bucket.eq(bucket),
        sign_in_attempts::attempted_at.eq(now.naive_utc()),
    );
    diesel::insert_into(sign_in_attempts::table).values(row).execute(c)?;
    Ok(())
}

/// How many failed sign-ins a bucket has since then, and when the first of them was.
pub fn attempts_since(
    c: &mut Conn,
    bucket: &str,
    since: DateTime<Utc>,
) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
    let (count, first): (i64, Option<NaiveDateTime>) = sign_in_attempts::table
        .filter(
            sign_in_attempts::bucket
                .eq(bucket)
                .and(sign_in_attempts::attempted_at.gt(since.naive_utc())),
        )
        .select((
            diesel::dsl::count_star(),
            diesel::dsl::min(sign_in_attempts::attempted_at),
        ))
        .first(c)?;
    Ok((count, first.map(|at| at.and_utc())))
}

/// Forgets a bucket after a sign-in that worked.
pub fn forget_attempts(c: &mut Conn, bucket: &str) -> Result<(), StoreError> {
    diesel::delete(sign_in_attempts::table.filter(sign_in_attempts::bucket.eq(bucket))).execute(c)?;
    Ok(())
}

/// Forgets failed sign-ins older than that.
pub fn prune_attempts(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = sign_in_attempts::table.filter(sign_in_attempts::attempted_at.lt(before.naive_utc()));
    Ok(diesel::delete(old).execute(c)?)
}
