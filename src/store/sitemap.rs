//! What search engines are told of, read at once and without texts: ten thousand reviews are one query.

use super::schema::{actors, essays, films, lists, media, review_tags, reviews};
use super::{Conn, StoreError};
use crate::domain::review::Status;
use crate::store::rows::time;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// A published review, as far as its address goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Short handle of its author.
    pub handle: String,
    /// Last part of its address.
    pub slug: String,
    /// Last part of the address of the film's page.
    pub film_slug: String,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// The largest rendition of its poster: id and width.
    pub poster: Option<(String, i32)>,
}

type Row = (
    String,
    String,
    String,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    NaiveDateTime,
    Option<String>,
    Option<i32>,
);

/// Published reviews of people who may be found, newest first.
pub fn reviews(c: &mut Conn, limit: i64) -> Result<Vec<Listed>, StoreError> {
    let rows: Vec<Row> = reviews::table
        .inner_join(actors::table)
        .inner_join(films::table)
        .left_join(media::table.on(reviews::poster_id.eq(media::id.nullable())))
        .filter(reviews::status.eq(Status::Published.as_str()))
        .filter(actors::discoverable.eq(true).and(actors::deleted_at.is_null()))
        .order((reviews::published_at.desc(), reviews::id.desc()))
        .limit(limit)
        .select((
            actors::handle,
            reviews::slug,
            films::slug,
            reviews::published_at,
            reviews::edited_at,
            reviews::rechained_at,
            reviews::saved_at,
            media::id.nullable(),
            media::width.nullable(),
        ))
        .load(c)?;
    let listed = rows.into_iter().map(
        |(handle, slug, film_slug, published, edited, rechained, saved, id, width)| {
            let changed = published.max(edited).max(rechained).unwrap_or(saved);
            Listed {
                handle,
                slug,
                film_slug,
                changed_at: time(changed),
                poster: id.zip(width),
            }
        },
    );
    Ok(listed.collect())
}

/// Keys of the tags of those reviews, each once.
pub fn tags(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    Ok(review_tags::table
        .inner_join(reviews::table.inner_join(actors::table))
        .filter(reviews::status.eq(Status::Published.as_str()))
        .filter(actors::discoverable.eq(true).and(actors::deleted_at.is_null()))
        .filter(review_tags::key.ne(""))
        .select(review_tags::key)
        .distinct()
        .order(review_tags::key.asc())
        .load(c)?)
}

/// Handle, slug and last change of every public list of people who may be found.
pub fn lists(c: &mut Conn) -> Result<Vec<(String, String, DateTime<Utc>)>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = lists::table
        .inner_join(actors::table.on(actors::id.eq(lists::author_id)))
        .filter(lists::public.eq(true))
        .filter(actors::discoverable.eq(true).and(actors::deleted_at.is_null()))
        .order(lists::id.asc())
        .select((actors::handle, lists::slug, lists::changed_at))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(handle, slug, at)| (handle, slug, time(at)))
        .collect())
}

/// Handle, slug and last change of every published post of people who may be found.
pub fn essays(c: &mut Conn) -> Result<Vec<(String, String, DateTime<Utc>)>, StoreError> {
    let rows: Vec<(String, String, NaiveDateTime)> = essays::table
        .inner_join(actors::table.on(actors::id.eq(essays::author_id)))
        .filter(essays::status.eq(Status::Published.as_str()))
        .filter(actors::discoverable.eq(true).and(actors::deleted_at.is_null()))
        .order(essays::id.asc())
        .select((actors::handle, essays::slug, essays::saved_at))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(handle, slug, at)| (handle, slug, time(at)))
        .collect())
}
