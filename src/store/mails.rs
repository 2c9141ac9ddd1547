//! Mails that wait for the mail server. One that is taken has its `run_at` pushed forward as a lease, like a job. Texts are
//! forgotten as soon as nothing is to be done with them any more.

use crate::domain::id::AccountId;
use crate::domain::mail::{MailPurpose, NewMail};
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::mails;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

/// A mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Our identifier.
    pub id: String,
    /// What it is and where it goes.
    pub mail: NewMail,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// How often it was taken, this time included.
    pub attempts: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct MailRow {
    id: String,
    recipient: String,
    subject: String,
    plain: String,
    html: String,
    list_unsubscribe: Option<String>,
    purpose: String,
    account_id: Option<String>,
    created_at: NaiveDateTime,
    attempts: i32,
}

impl MailRow {
    fn into_mail(self) -> Result<Mail, StoreError> {
        let row = RowName {
            table: "mails",
            id: &self.id,
        };
        Ok(Mail {
            mail: NewMail {
                purpose: row.word("purpose", &self.purpose, MailPurpose::parse)?,
                to: self.recipient,
                subject: self.subject,
                plain: self.plain,
                html: self.html,
                list_unsubscribe: self.list_unsubscribe,
                account_id: self.account_id.map(AccountId::new),
            },
            created_at: time(self.created_at),
            attempts: self.attempts,
            id: self.id,
        })
    }
}

/// Records a mail, to be sent at once.
pub fn insert(c: &mut Conn, id: &str, mail: &NewMail, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        mails::id.eq(id),
        mails::recipient.eq(&mail.to),
        mails::subject.eq(&mail.subject),
        mails::plain.eq(&mail.plain),
        mails::html.eq(&mail.html),
        mails::list_unsubscribe.eq(&mail.list_unsubscribe),
        mails::purpose.eq(mail.purpose.as_str()),
        mails::account_id.eq(mail.account_id.as_ref().map(AccountId::as_str)),
        mails::created_at.eq(stamp(now)),
        mails::run_at.eq(Some(stamp(now))),
        mails::attempts.eq(0),
    );
    diesel::insert_into(mails::table).values(row).execute(c)?;
    Ok(())
}

/// True when something is due; cheap, and without a write lock.
pub fn is_due(c: &mut Conn, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let due = mails::table
        .filter(mails::run_at.le(stamp(now)))
        .filter(mails::purpose.eq_any(MailPurpose::ALL.map(MailPurpose::as_str)));
    Ok(diesel::select(exists(due)).get_result(c)?)
}

/// Takes up to `limit` due mails until `lease`. Two callers never get the same one while its lease holds.
pub fn claim(c: &mut Conn, limit: i64, now: DateTime<Utc>, lease: DateTime<Utc>) -> Result<Vec<Mail>, StoreError> {
    let due = mails::table
        .filter(mails::run_at.le(stamp(now)))
        // What a newer version wrote waits for it.
        .filter(mails::purpose.eq_any(MailPurpose::ALL.map(MailPurpose::as_str)))
        .order((mails::run_at, mails::id))
        .select(mails::id)
        .limit(limit);
    let ids: Vec<String> = match c {
        Conn::Sqlite(c) => due.load(c)?,
        Conn::Postgres(c) => due.for_update().skip_locked().load(c)?,
    };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    diesel::update(mails::table.filter(mails::id.eq_any(&ids)))
        .set((
            mails::run_at.eq(Some(stamp(lease))),
            mails::attempts.eq(mails::attempts + 1),
        ))
        .execute(c)?;
    let rows: Vec<MailRow> = mails::table
        .filter(mails::id.eq_any(&ids))
        .order(mails::id)
        .select(MailRow::as_select())
        .load(c)?;
    rows.into_iter().map(MailRow::into_mail).collect()
}

/// Puts a mail back for `run_at`.
pub fn retry(c: &mut Conn, id: &str, error: &str, run_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(mails::table.find(id))
        .set((mails::last_error.eq(error), mails::run_at.eq(Some(stamp(run_at)))))
        .execute(c)?;
    Ok(())
}

/// Puts back a mail that nobody came to; it counts as not taken.
pub fn give_back(c: &mut Conn, ids: &[&str], now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(mails::table.filter(mails::id.eq_any(ids)))
        .set((
            mails::run_at.eq(Some(stamp(now))),
            mails::attempts.eq(mails::attempts - 1),
        ))
        .execute(c)?;
    Ok(())
}

/// Gives back what a process that died had taken; only where no other process can be at work.
pub fn release(c: &mut Conn, now: DateTime<Utc>, latest: DateTime<Utc>) -> Result<usize, StoreError> {
    let taken = mails::table
        .filter(mails::attempts.gt(0))
        .filter(mails::last_error.is_null())
        .filter(mails::run_at.gt(stamp(now)).and(mails::run_at.le(stamp(latest))));
    Ok(diesel::update(taken)
        .set(mails::run_at.eq(Some(stamp(now))))
        .execute(c)?)
}

/// How a mail ended.
#[derive(Clone, Copy, Debug)]
pub enum End<'a> {
    /// The mail server has it.
    Sent(DateTime<Utc>),
    /// It will never be sent, for that reason.
    GivenUp(&'a str),
}

/// Nothing is to be done with a mail any more; its texts are forgotten.
pub fn end(c: &mut Conn, id: &str, end: End<'_>) -> Result<(), StoreError> {
    let (sent_at, error) = match end {
        End::Sent(at) => (Some(stamp(at)), None),
        End::GivenUp(error) => (None, Some(error)),
    };
    diesel::update(mails::table.find(id))
        .set((
            mails::run_at.eq(None::<NaiveDateTime>),
            mails::sent_at.eq(sent_at),
            mails::last_error.eq(error),
            mails::subject.eq(""),
            mails::plain.eq(""),
            mails::html.eq(""),
            mails::list_unsubscribe.eq(None::<String>),
        ))
        .execute(c)?;
    Ok(())
}

/// Forgets a mail that has nothing to say any more.
pub fn delete(c: &mut Conn, id: &str) -> Result<(), StoreError> {
    diesel::delete(mails::table.find(id)).execute(c)?;
    Ok(())
}

/// Forgets mails that were done with before then, and with them whom they went to.
pub fn prune(c: &mut Conn, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = mails::table
        .filter(mails::run_at.is_null())
        .filter(mails::created_at.lt(stamp(before)));
    Ok(diesel::delete(old).execute(c)?)
}

/// How many mails wait.
pub fn count_waiting(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(mails::table.filter(mails::run_at.is_not_null()).count().get_result(c)?)
}

/// What the mail server said last of mails that it has not taken, newest first; without addresses.
pub fn complaints(c: &mut Conn, limit: i64) -> Result<Vec<String>, StoreError> {
    let found: Vec<Option<String>> = mails::table
        .filter(mails::last_error.is_not_null())
        .filter(mails::sent_at.is_null())
        .order(mails::id.desc())
        .select(mails::last_error)
        .limit(limit)
        .load(c)?;
    Ok(found.into_iter().flatten().collect())
}
