//! What is known of other servers: whether they answer, until when they are left alone, and what they run.

mod directory;
mod software;

pub use directory::{Count, Row, all, followed_origins, follower_origins, row, waiting};
pub use software::{Software, due, note_software, put_off};

use crate::domain::host::{KnownScheme, SignatureScheme};
use crate::store::backend::on_each_backend;
use crate::store::rows::{optional_time, stamp};
use crate::store::schema::hosts;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// One server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Failures in a row; several at the same time count once.
    pub failures: i32,
    /// Since when it fails.
    pub failing_since: Option<DateTime<Utc>>,
    /// Nothing is sent to it before.
    pub parked_until: Option<DateTime<Utc>>,
    /// When it last took something.
    pub last_delivered_at: Option<DateTime<Utc>>,
    /// When it last spoke to us.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// What went wrong last; it stays when the server is back.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<DateTime<Utc>>,
}

type Columns = (
    i32,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<String>,
    Option<NaiveDateTime>,
);

/// A server; all zero for one that is not known.
pub fn get(c: &mut Conn, host: &str) -> Result<Host, StoreError> {
    let columns = (
        hosts::failures,
        hosts::failing_since,
        hosts::parked_until,
        hosts::last_delivered_at,
        hosts::last_seen_at,
        hosts::last_error,
        hosts::last_error_at,
    );
    let found: Option<Columns> = hosts::table.find(host).select(columns).get_result(c).optional()?;
    let host = found.map(|(failures, since, until, delivered, seen, error, error_at)| Host {
        failures,
        failing_since: optional_time(since),
        parked_until: optional_time(until),
        last_delivered_at: optional_time(delivered),
        last_seen_at: optional_time(seen),
        last_error: error,
        last_error_at: optional_time(error_at),
    });
    Ok(host.unwrap_or_default())
}

/// Stores what is known of a server.
pub fn put(c: &mut Conn, name: &str, host: &Host) -> Result<(), StoreError> {
    let values = (
        hosts::failures.eq(host.failures),
        hosts::failing_since.eq(host.failing_since.map(stamp)),
        hosts::parked_until.eq(host.parked_until.map(stamp)),
        hosts::last_delivered_at.eq(host.last_delivered_at.map(stamp)),
        hosts::last_seen_at.eq(host.last_seen_at.map(stamp)),
        hosts::last_error.eq(host.last_error.as_deref()),
        hosts::last_error_at.eq(host.last_error_at.map(stamp)),
    );
    on_each_backend!(c, |c| diesel::insert_into(hosts::table)
        .values((hosts::host.eq(name), values))
        .on_conflict(hosts::host)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Remembers that there is such a server; one that is known is left as it is.
pub fn meet(c: &mut Conn, host: &str) -> Result<(), StoreError> {
    on_each_backend!(c, |c| diesel::insert_into(hosts::table)
        .values((hosts::host.eq(host), hosts::failures.eq(0)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Which kind of signature a server is known to take; `None` for one of which nothing is known.
pub fn scheme(c: &mut Conn, host: &str) -> Result<Option<KnownScheme>, StoreError> {
    let columns = (hosts::signature_scheme, hosts::scheme_learned_at);
    let found: Option<(Option<String>, Option<NaiveDateTime>)> =
        hosts::table.find(host).select(columns).get_result(c).optional()?;
    Ok(found.and_then(|(scheme, learned_at)| {
        Some(KnownScheme {
            scheme: SignatureScheme::parse(&scheme?)?,
            learned_at: optional_time(learned_at)?,
        })
    }))
}

/// Remembers which kind of signature a server takes.
pub fn set_scheme(c: &mut Conn, host: &str, known: KnownScheme) -> Result<(), StoreError> {
    let values = (
        hosts::signature_scheme.eq(Some(known.scheme.as_str())),
        hosts::scheme_learned_at.eq(Some(stamp(known.learned_at))),
    );
    on_each_backend!(c, |c| diesel::insert_into(hosts::table)
        .values((hosts::host.eq(host), hosts::failures.eq(0), values))
        .on_conflict(hosts::host)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// Known servers whose name holds that text, at most `limit`.
pub fn named_like(c: &mut Conn, text: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let query = hosts::table
        .filter(hosts::host.like(format!("%{escaped}%")).escape('\\'))
        .order(hosts::host)
        .select(hosts::host)
        .limit(limit);
    Ok(query.load(c)?)
}
