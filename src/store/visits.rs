//! Visitors: who is on the way, who is here, and what this server is called on theirs.

use crate::domain::id::ActorId;
use crate::domain::visit::{OauthApp, Visit, VisitAttempt};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{oauth_apps, visit_attempts, visits};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use url::Url;

/// What this server is called on that one.
pub fn app_of(c: &mut Conn, origin: &Url) -> Result<Option<OauthApp>, StoreError> {
    let found: Option<(String, String)> = oauth_apps::table
        .find(origin.as_str())
        .select((oauth_apps::client_id, oauth_apps::client_secret))
        .get_result(c)
        .optional()?;
    Ok(found.map(|(client_id, client_secret)| OauthApp {
        origin: origin.clone(),
        client_id,
        client_secret,
    }))
}

/// Remembers what it is called; the last word counts.
pub fn put_app(c: &mut Conn, app: &OauthApp, now: DateTime<Utc>) -> Result<(), StoreError> {
    let values = (
        oauth_apps::client_id.eq(&app.client_id),
        oauth_apps::client_secret.eq(&app.client_secret),
        oauth_apps::created_at.eq(stamp(now)),
    );
    on_each_backend!(c, |c| diesel::insert_into(oauth_apps::table)
        .values((oauth_apps::origin.eq(app.origin.as_str()), values))
        .on_conflict(oauth_apps::origin)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Forgets what it is called there: that server does not know it any more.
pub fn drop_app(c: &mut Conn, origin: &Url) -> Result<(), StoreError> {
    diesel::delete(oauth_apps::table.find(origin.as_str())).execute(c)?;
    Ok(())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = visit_attempts, primary_key(state))]
struct AttemptRow {
    state: String,
    origin: String,
    handle: String,
    verifier: String,
    browser: String,
    may_post: bool,
    return_to: String,
    created_at: NaiveDateTime,
}

/// Somebody sets out.
pub fn set_out(c: &mut Conn, attempt: &VisitAttempt) -> Result<(), StoreError> {
    let row = AttemptRow {
        state: attempt.state.clone(),
        origin: attempt.origin.as_str().to_owned(),
        handle: attempt.handle.clone(),
        verifier: attempt.verifier.clone(),
        browser: attempt.browser.clone(),
        may_post: attempt.may_post,
        return_to: attempt.return_to.clone(),
        created_at: stamp(attempt.created_at),
    };
    diesel::insert_into(visit_attempts::table).values(row).execute(c)?;
    Ok(())
}

/// Somebody comes back: their attempt, which counts once.
pub fn come_back(c: &mut Conn, state: &str) -> Result<Option<VisitAttempt>, StoreError> {
    let row: Option<AttemptRow> = visit_attempts::table
        .find(state)
        .select(AttemptRow::as_select())
        .get_result(c)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    if diesel::delete(visit_attempts::table.find(state)).execute(c)? == 0 {
        return Ok(None);
    }
    let name = RowName {
        table: "visit_attempts",
        id: &row.state,
    };
    Ok(Some(VisitAttempt {
        origin: name.url("origin", &row.origin)?,
        state: row.state.clone(),
        handle: row.handle,
        verifier: row.verifier,
        browser: row.browser,
        may_post: row.may_post,
        return_to: row.return_to,
        created_at: time(row.created_at),
    }))
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = visits)]
struct VisitRow {
    id: String,
    actor_id: String,
    origin: String,
    access_token: Option<String>,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
}

/// Somebody is here, under that hash of their token.
pub fn begin(c: &mut Conn, id: &str, visit: &Visit, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = VisitRow {
        id: id.to_owned(),
        actor_id: visit.actor_id.as_str().to_owned(),
        origin: visit.origin.as_str().to_owned(),
        access_token: visit.access_token.clone(),
        created_at: stamp(now),
        expires_at: stamp(visit.expires_at),
    };
    diesel::insert_into(visits::table).values(row).execute(c)?;
    Ok(())
}

/// Who is here under that hash of their token.
pub fn by_id(c: &mut Conn, id: &str, now: DateTime<Utc>) -> Result<Option<Visit>, StoreError> {
    let row: Option<VisitRow> = visits::table
        .find(id)
        .filter(visits::expires_at.gt(stamp(now)))
        .select(VisitRow::as_select())
        .get_result(c)
        .optional()?;
    row.map(|row| {
        let name = RowName {
            table: "visits",
            id: &row.id,
        };
        Ok(Visit {
            origin: name.url("origin", &row.origin)?,
            actor_id: ActorId::new(row.actor_id),
            access_token: row.access_token,
            expires_at: time(row.expires_at),
        })
    })
    .transpose()
}

/// Somebody leaves: what their server gave us for them is forgotten with it.
pub fn end(c: &mut Conn, id: &str) -> Result<Option<Visit>, StoreError> {
    let visit = by_id(c, id, DateTime::UNIX_EPOCH)?;
    diesel::delete(visits::table.find(id)).execute(c)?;
    Ok(visit)
}

/// Forgets visits that are over, and ways that led nowhere.
pub fn forget_old(c: &mut Conn, now: DateTime<Utc>, set_out_before: DateTime<Utc>) -> Result<usize, StoreError> {
    let over = visits::table.filter(visits::expires_at.le(stamp(now)));
    let lost = visit_attempts::table.filter(visit_attempts::created_at.lt(stamp(set_out_before)));
    Ok(diesel::delete(over).execute(c)? + diesel::delete(lost).execute(c)?)
}
