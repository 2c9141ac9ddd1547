//! When reviews were shown again.

use super::rows::{stamp, time};
use super::schema::{reviews, showings};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, ReviewId, ShowingId};
use crate::domain::review::Status;
use crate::domain::showing::Showing;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

type Row = (String, String, String, String, NaiveDateTime);

fn to_showing((id, review, author, activity_uri, shown_at): Row) -> Showing {
    Showing {
        id: ShowingId::new(id),
        review_id: ReviewId::new(review),
        author_id: ActorId::new(author),
        activity_uri,
        shown_at: time(shown_at),
    }
}

/// Adds one.
pub fn insert(c: &mut Conn, showing: &Showing) -> Result<(), StoreError> {
    let row = (
        showings::id.eq(showing.id.as_str()),
        showings::review_id.eq(showing.review_id.as_str()),
        showings::author_id.eq(showing.author_id.as_str()),
        showings::activity_uri.eq(&showing.activity_uri),
        showings::shown_at.eq(stamp(showing.shown_at)),
    );
    diesel::insert_into(showings::table).values(row).execute(c)?;
    Ok(())
}

/// The last time a review was shown again.
pub fn last(c: &mut Conn, review: &ReviewId) -> Result<Option<Showing>, StoreError> {
    let row: Option<Row> = showings::table
        .filter(showings::review_id.eq(review.as_str()))
        .order((showings::shown_at.desc(), showings::id.desc()))
        .first(c)
        .optional()?;
    Ok(row.map(to_showing))
}

/// How many reviews an author has shown again after that moment.
pub fn count_since(c: &mut Conn, author: &ActorId, since: DateTime<Utc>) -> Result<i64, StoreError> {
    Ok(showings::table
        .filter(showings::author_id.eq(author.as_str()))
        .filter(showings::shown_at.gt(stamp(since)))
        .count()
        .get_result(c)?)
}

/// What was shown again after that moment and still stands, the latest first; of one author or of all.
pub fn since(
    c: &mut Conn,
    author: Option<&ActorId>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Showing>, StoreError> {
    let standing = reviews::table
        .filter(reviews::status.eq(Status::Published.as_str()))
        .select(reviews::id);
    let mut query = showings::table
        .filter(showings::shown_at.gt(stamp(since)))
        .filter(showings::review_id.eq_any(standing))
        .into_boxed();
    if let Some(author) = author {
        query = query.filter(showings::author_id.eq(author.as_str()));
    }
    let rows: Vec<Row> = query
        .order((showings::shown_at.desc(), showings::id.desc()))
        .limit(limit)
        .load(c)?;
    Ok(rows.into_iter().map(to_showing).collect())
}
