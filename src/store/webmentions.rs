//! Pages elsewhere that reviews link to, and what came of telling them.

use crate::domain::id::{ReviewId, WebmentionId};
use crate::domain::webmention::{Webmention, WebmentionState};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::webmentions;
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = webmentions)]
#[diesel(treat_none_as_null = true)]
struct WebmentionRow {
    id: String,
    review_id: String,
    source: String,
    target: String,
    linked: bool,
    state: String,
    endpoint: Option<String>,
    last_status: Option<i32>,
    last_error: Option<String>,
    created_at: NaiveDateTime,
    tried_at: Option<NaiveDateTime>,
}

impl WebmentionRow {
    fn of(sent: &Webmention) -> Self {
        Self {
            id: sent.id.as_str().to_owned(),
            review_id: sent.review_id.as_str().to_owned(),
            source: sent.source.as_str().to_owned(),
            target: sent.target.as_str().to_owned(),
            linked: sent.linked,
            state: sent.state.as_str().to_owned(),
            endpoint: sent.endpoint.as_ref().map(|url| url.as_str().to_owned()),
            last_status: sent.last_status,
            last_error: sent.last_error.clone(),
            created_at: stamp(sent.created_at),
            tried_at: sent.tried_at.map(stamp),
        }
    }

    fn into_webmention(self) -> Result<Webmention, StoreError> {
        let row = RowName {
            table: "webmentions",
            id: &self.id,
        };
        Ok(Webmention {
            source: row.url("source", &self.source)?,
            target: row.url("target", &self.target)?,
            state: row.word("state", &self.state, WebmentionState::parse)?,
            endpoint: row.optional_url("endpoint", self.endpoint.as_deref())?,
            id: WebmentionId::new(self.id),
            review_id: ReviewId::new(self.review_id),
            linked: self.linked,
            last_status: self.last_status,
            last_error: self.last_error,
            created_at: time(self.created_at),
            tried_at: optional_time(self.tried_at),
        })
    }
}

/// The row with that identifier.
pub fn by_id(c: &mut Conn, id: &WebmentionId) -> Result<Option<Webmention>, StoreError> {
    let query = webmentions::table.find(id.as_str()).select(WebmentionRow::as_select());
    query
        .first(c)
        .optional()?
        .map(WebmentionRow::into_webmention)
        .transpose()
}

/// Every page that a review links to or linked to, in the order in which the links were first seen.
pub fn by_review(c: &mut Conn, review: &ReviewId) -> Result<Vec<Webmention>, StoreError> {
    let rows = webmentions::table
        .filter(webmentions::review_id.eq(review.as_str()))
        .order(webmentions::id)
        .select(WebmentionRow::as_select())
        .load(c)?;
    rows.into_iter().map(WebmentionRow::into_webmention).collect()
}

/// Stores a row, or replaces the one of that identifier.
pub fn save(c: &mut Conn, sent: &Webmention) -> Result<(), StoreError> {
    let row = WebmentionRow::of(sent);
    let changed = diesel::update(webmentions::table.find(sent.id.as_str()))
        .set(WebmentionRow::of(sent))
        .execute(c)?;
    if changed == 0 {
        on_each_backend!(c, |c| diesel::insert_into(webmentions::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}
