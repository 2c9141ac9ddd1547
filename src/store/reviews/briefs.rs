//! Published reviews without their texts: for counting and for long lists.

use crate::domain::id::{ActorId, FilmId, ReviewId, StepId};
use crate::domain::review::Status;
use crate::store::rows::time;
use crate::store::schema::{review_tags, reviews};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// What a review is about, and its verdict.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Our identifier.
    pub id: ReviewId,
    /// Who wrote it.
    pub author_id: ActorId,
    /// The film.
    pub film_id: FilmId,
    /// Last part of the page's address.
    pub slug: String,
    /// The step chosen.
    pub step_id: Option<StepId>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// A review, its own title, and when it was last saved.
pub type Titled = (ReviewId, Option<String>, DateTime<Utc>);

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct Row {
    id: String,
    author_id: String,
    film_id: String,
    slug: String,
    step_id: Option<String>,
    published_at: Option<NaiveDateTime>,
}

fn to_brief(row: Row) -> Option<Brief> {
    Some(Brief {
        id: ReviewId::new(row.id),
        author_id: ActorId::new(row.author_id),
        film_id: FilmId::new(row.film_id),
        slug: row.slug,
        step_id: row.step_id.map(StepId::new),
        published_at: time(row.published_at?),
    })
}

/// Published reviews, of one author or of all, oldest first.
pub fn all_briefs(c: &mut Conn, author: Option<&ActorId>) -> Result<Vec<Brief>, StoreError> {
    let mut query = reviews::table
        .filter(reviews::status.eq(Status::Published.as_str()))
        .order((reviews::published_at.asc(), reviews::id.asc()))
        .select(Row::as_select())
        .into_boxed();
    if let Some(author) = author {
        query = query.filter(reviews::author_id.eq(author.as_str()));
    }
    let rows: Vec<Row> = query.load(c)?;
    Ok(rows.into_iter().filter_map(to_brief).collect())
}

/// Published reviews of those films, oldest first.
pub fn briefs_of_films(c: &mut Conn, films: &[FilmId]) -> Result<Vec<Brief>, StoreError> {
    let mut found = Vec::new();
    for some in films.chunks(500) {
        let some: Vec<&str> = some.iter().map(FilmId::as_str).collect();
        let rows: Vec<Row> = reviews::table
            .filter(reviews::film_id.eq_any(some))
            .filter(reviews::status.eq(Status::Published.as_str()))
            .select(Row::as_select())
            .load(c)?;
        found.extend(rows.into_iter().filter_map(to_brief));
    }
    // Asked for in this order, SQLite would read everything that is published in this order.
    found.sort_by(|a, b| (a.published_at, &a.id).cmp(&(b.published_at, &b.id)));
    Ok(found)
}

/// Those of the given reviews that are published, in no order.
pub fn briefs_by_ids(c: &mut Conn, ids: &[ReviewId]) -> Result<Vec<Brief>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let some: Vec<&str> = some.iter().map(ReviewId::as_str).collect();
        // With the status as a condition, SQLite would go through everything that is published.
        let rows: Vec<(Row, String)> = reviews::table
            .filter(reviews::id.eq_any(some))
            .select((Row::as_select(), reviews::status))
            .load(c)?;
        let published = rows
            .into_iter()
            .filter(|(_, status)| status == Status::Published.as_str());
        found.extend(published.filter_map(|(row, _)| to_brief(row)));
    }
    Ok(found)
}

/// The tags of published reviews: key, and name as typed. Once for each review, the oldest first.
pub fn tags_of_published(c: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    Ok(review_tags::table
        .inner_join(reviews::table)
        .filter(reviews::status.eq(Status::Published.as_str()))
        .order(reviews::published_at.asc())
        .select((review_tags::key, review_tags::name))
        .load(c)?)
}

/// Reviews of a film that are not deleted, with their headlines and when they were last saved, newest first.
pub fn brief_of_film(c: &mut Conn, film: &FilmId) -> Result<Vec<Titled>, StoreError> {
    let rows: Vec<(String, Option<String>, NaiveDateTime)> = reviews::table
        .filter(reviews::film_id.eq(film.as_str()))
        .filter(reviews::status.ne(Status::Deleted.as_str()))
        .order(reviews::saved_at.desc())
        .limit(200)
        .select((reviews::id, reviews::headline, reviews::saved_at))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(id, headline, at)| (ReviewId::new(id), headline, time(at)))
        .collect())
}
