//! Reviews without their texts: for counting and for long lists.

use crate::domain::id::{ActorId, FilmId, ReviewId, StepId};
use crate::domain::review::Status;
use crate::store::rows::{RowName, optional_time, time};
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

/// A review as its author's own list shows it.
#[derive(Clone, Debug)]
pub struct OwnBrief {
    /// Our identifier.
    pub id: ReviewId,
    /// The film.
    pub film_id: FilmId,
    /// Its own title.
    pub headline: Option<String>,
    /// Last part of the page's address.
    pub slug: String,
    /// Where it stands.
    pub status: Status,
    /// Last save.
    pub saved_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct OwnRow {
    id: String,
    film_id: String,
    headline: Option<String>,
    slug: String,
    status: String,
    saved_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
}

fn to_own(row: OwnRow) -> Result<OwnBrief, StoreError> {
    let name = RowName {
        table: "reviews",
        id: &row.id,
    };
    Ok(OwnBrief {
        status: name.word("status", &row.status, Status::parse)?,
        id: ReviewId::new(row.id),
        film_id: FilmId::new(row.film_id),
        headline: row.headline,
        slug: row.slug,
        saved_at: time(row.saved_at),
        published_at: optional_time(row.published_at),
    })
}

/// What is neither published nor deleted: named one by one, since an index finds what is asked for and not what is not.
const UNPUBLISHED: [Status; 3] = [Status::Draft, Status::Scheduled, Status::Withdrawn];

/// Every review of an author that is neither published nor deleted, latest save first.
pub fn own_unpublished(c: &mut Conn, author: &ActorId) -> Result<Vec<OwnBrief>, StoreError> {
    let rows: Vec<OwnRow> = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.eq_any(UNPUBLISHED.map(Status::as_str)))
        .order(reviews::saved_at.desc())
        .select(OwnRow::as_select())
        .load(c)?;
    rows.into_iter().map(to_own).collect()
}

/// A page of the published reviews of an author, newest first.
pub fn own_published(c: &mut Conn, author: &ActorId, limit: i64, offset: i64) -> Result<Vec<OwnBrief>, StoreError> {
    let rows: Vec<OwnRow> = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.eq(Status::Published.as_str()))
        .order((reviews::published_at.desc(), reviews::id.desc()))
        .limit(limit)
        .offset(offset)
        .select(OwnRow::as_select())
        .load(c)?;
    rows.into_iter().map(to_own).collect()
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
