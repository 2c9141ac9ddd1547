//! Permissions to quote, given and taken back.

use crate::domain::id::{ActorId, QuoteId};
use crate::domain::like::Subject;
use crate::domain::quote::QuoteAuthorization;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::quote_authorizations;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = quote_authorizations)]
struct QuoteRow {
    id: String,
    subject_kind: String,
    subject_id: String,
    subject_uri: String,
    author_id: String,
    quoter_id: String,
    quoting_uri: String,
    created_at: NaiveDateTime,
    revoked_at: Option<NaiveDateTime>,
}

impl QuoteRow {
    fn into_authorization(self) -> Result<QuoteAuthorization, StoreError> {
        let row = RowName {
            table: "quote_authorizations",
            id: &self.id,
        };
        Ok(QuoteAuthorization {
            subject: row.word("subject_kind", &self.subject_kind, |kind| {
                Subject::from_parts(kind, &self.subject_id)
            })?,
            subject_uri: row.url("subject_uri", &self.subject_uri)?,
            quoting_uri: row.url("quoting_uri", &self.quoting_uri)?,
            id: QuoteId::new(self.id),
            author_id: ActorId::new(self.author_id),
            quoter_id: ActorId::new(self.quoter_id),
            created_at: time(self.created_at),
            revoked_at: optional_time(self.revoked_at),
        })
    }
}

/// The permission with that identifier, revoked or not.
pub fn by_id(c: &mut Conn, id: &QuoteId) -> Result<Option<QuoteAuthorization>, StoreError> {
    let query = quote_authorizations::table
        .find(id.as_str())
        .select(QuoteRow::as_select());
    query.first(c).optional()?.map(QuoteRow::into_authorization).transpose()
}

/// The permission of that post to quote that, revoked or not.
pub fn by_quoting(
    c: &mut Conn,
    quoting_uri: &str,
    subject: &Subject,
) -> Result<Option<QuoteAuthorization>, StoreError> {
    let query = quote_authorizations::table
        .filter(quote_authorizations::quoting_uri.eq(quoting_uri))
        .filter(quote_authorizations::subject_id.eq(subject.parts().1))
        .select(QuoteRow::as_select());
    query.first(c).optional()?.map(QuoteRow::into_authorization).transpose()
}

/// The addresses of those of these posts that may quote something here at present. One query.
pub fn permitted(c: &mut Conn, quoting_uris: &[&str]) -> Result<Vec<String>, StoreError> {
    if quoting_uris.is_empty() {
        return Ok(Vec::new());
    }
    Ok(quote_authorizations::table
        .filter(quote_authorizations::quoting_uri.eq_any(quoting_uris.to_vec()))
        .filter(quote_authorizations::revoked_at.is_null())
        .select(quote_authorizations::quoting_uri)
        .load(c)?)
}

/// Stores a permission. False when there is one for that post and subject, revoked or not.
pub fn insert(c: &mut Conn, quote: &QuoteAuthorization) -> Result<bool, StoreError> {
    let (subject_kind, subject_id) = quote.subject.parts();
    let row = QuoteRow {
        id: quote.id.as_str().to_owned(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject_id.to_owned(),
        subject_uri: quote.subject_uri.as_str().to_owned(),
        author_id: quote.author_id.as_str().to_owned(),
        quoter_id: quote.quoter_id.as_str().to_owned(),
        quoting_uri: quote.quoting_uri.as_str().to_owned(),
        created_at: stamp(quote.created_at),
        revoked_at: quote.revoked_at.map(stamp),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(quote_authorizations::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// Takes a permission back. False when it was taken back before.
pub fn revoke(c: &mut Conn, id: &QuoteId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let given = quote_authorizations::table
        .filter(quote_authorizations::id.eq(id.as_str()))
        .filter(quote_authorizations::revoked_at.is_null());
    let changed = diesel::update(given)
        .set(quote_authorizations::revoked_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(changed > 0)
}
