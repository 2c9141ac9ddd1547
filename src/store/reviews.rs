//! Reviews, with their sections, trivia and tags.

mod briefs;
mod parts;

pub use briefs::{
    Brief, OwnBrief, all_briefs, brief_of_film, briefs_by_ids, briefs_of_films, own_published, own_unpublished,
    tags_of_published,
};

use super::schema::{review_revisions, review_tags, reviews};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, FilmId, MediaId, ReviewId, StepId};
use crate::domain::review::{Quote, Review, Status};
use crate::store::rows::stamp;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reviews, treat_none_as_null = true)]
struct Row {
    id: String,
    author_id: String,
    film_id: String,
    headline: Option<String>,
    slug: String,
    language: String,
    status: String,
    quote_text: Option<String>,
    quote_speaker: Option<String>,
    step_id: Option<String>,
    recommend: bool,
    teaser: String,
    spoilers: bool,
    content_warning: Option<String>,
    poster_id: Option<String>,
    created_at: NaiveDateTime,
    saved_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
    edited_at: Option<NaiveDateTime>,
    // Set by themselves, below and in `roots`: a save must not undo what another process has noted since it read the review.
    #[diesel(skip_update)]
    announced_at: Option<NaiveDateTime>,
    gone_at: Option<NaiveDateTime>,
    revision: i64,
    #[diesel(skip_update)]
    rechained_at: Option<NaiveDateTime>,
}

fn utc(at: Option<NaiveDateTime>) -> Option<DateTime<Utc>> {
    at.map(|at| at.and_utc())
}

fn naive(at: Option<DateTime<Utc>>) -> Option<NaiveDateTime> {
    at.map(|at| at.naive_utc())
}

/// The review without its parts, which `parts::fill` adds.
fn to_review(row: Row) -> Result<Review, StoreError> {
    let status = Status::parse(&row.status).ok_or_else(|| StoreError::BadRow {
        table: "reviews",
        id: row.id.clone(),
        column: "status",
    })?;
    Ok(Review {
        id: ReviewId::new(row.id),
        author_id: ActorId::new(row.author_id),
        film_id: FilmId::new(row.film_id),
        headline: row.headline,
        slug: row.slug,
        language: row.language,
        status,
        sections: Vec::new(),
        quote: row.quote_text.map(|text| Quote {
            text,
            speaker: row.quote_speaker.unwrap_or_default(),
        }),
        trivia: Vec::new(),
        step_id: row.step_id.map(StepId::new),
        recommend: row.recommend,
        teaser: row.teaser,
        spoilers: row.spoilers,
        content_warning: row.content_warning,
        poster_id: row.poster_id.map(MediaId::new),
        tags: Vec::new(),
        created_at: row.created_at.and_utc(),
        saved_at: row.saved_at.and_utc(),
        published_at: utc(row.published_at),
        edited_at: utc(row.edited_at),
        announced_at: utc(row.announced_at),
        gone_at: utc(row.gone_at),
        revision: row.revision,
        rechained_at: utc(row.rechained_at),
    })
}

fn to_row(review: &Review) -> Row {
    Row {
        id: review.id.as_str().to_owned(),
        author_id: review.author_id.as_str().to_owned(),
        film_id: review.film_id.as_str().to_owned(),
        headline: review.headline.clone(),
        slug: review.slug.clone(),
        language: review.language.clone(),
        status: review.status.as_str().to_owned(),
        quote_text: review.quote.as_ref().map(|quote| quote.text.clone()),
        quote_speaker: review.quote.as_ref().map(|quote| quote.speaker.clone()),
        step_id: review.step_id.as_ref().map(|id| id.as_str().to_owned()),
        recommend: review.recommend,
        teaser: review.teaser.clone(),
        spoilers: review.spoilers,
        content_warning: review.content_warning.clone(),
        poster_id: review.poster_id.as_ref().map(|id| id.as_str().to_owned()),
        created_at: review.created_at.naive_utc(),
        saved_at: review.saved_at.naive_utc(),
        published_at: naive(review.published_at),
        edited_at: naive(review.edited_at),
        announced_at: naive(review.announced_at),
        gone_at: naive(review.gone_at),
        revision: review.revision,
        rechained_at: naive(review.rechained_at),
    }
}

fn filled(c: &mut Conn, rows: Vec<Row>) -> Result<Vec<Review>, StoreError> {
    let mut found: Vec<Review> = rows.into_iter().map(to_review).collect::<Result<_, _>>()?;
    parts::fill(c, &mut found)?;
    Ok(found)
}

fn one(c: &mut Conn, row: Option<Row>) -> Result<Option<Review>, StoreError> {
    Ok(filled(c, row.into_iter().collect())?.pop())
}

/// The review of that id, whatever its status.
pub fn by_id(c: &mut Conn, id: &ReviewId) -> Result<Option<Review>, StoreError> {
    let row = reviews::table
        .find(id.as_str())
        .select(Row::as_select())
        .first(c)
        .optional()?;
    one(c, row)
}

/// Lets no other transaction change a review before this one ends, so that what is read of it stays true until then. SQLite
/// has one writer anyway.
pub fn lock(c: &mut Conn, id: &ReviewId) -> Result<(), StoreError> {
    if let Conn::Postgres(c) = c {
        let row = reviews::table.find(id.as_str()).select(reviews::id).for_update();
        row.first::<String>(c).optional()?;
    }
    Ok(())
}

/// The reviews of those ids, in no order, whatever their status.
pub fn by_ids(c: &mut Conn, ids: &[ReviewId]) -> Result<Vec<Review>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ReviewId::as_str).collect();
    let rows = reviews::table
        .filter(reviews::id.eq_any(ids))
        .select(Row::as_select())
        .load(c)?;
    filled(c, rows)
}

/// An author's review of that slug, whatever its status.
pub fn by_author_slug(c: &mut Conn, author: &ActorId, slug: &str) -> Result<Option<Review>, StoreError> {
    let row = reviews::table
        .filter(reviews::author_id.eq(author.as_str()).and(reviews::slug.eq(slug)))
        .select(Row::as_select())
        .first(c)
        .optional()?;
    one(c, row)
}

/// Which published reviews a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this author's.
    pub author: Option<ActorId>,
    /// Only of this film.
    pub film: Option<FilmId>,
    /// Only with this tag, by its key.
    pub tag: Option<String>,
}

type Boxed<'a> = reviews::BoxedQuery<'a, diesel_backend::Multi>;

mod diesel_backend {
    //! The backend type that the connection enum derives, under a name that can be written down.
    pub(super) type Multi = <crate::store::Conn as diesel::Connection>::Backend;
}

fn published_query(filter: &Filter) -> Boxed<'_> {
    let mut query = reviews::table
        .filter(reviews::status.eq(Status::Published.as_str()))
        .into_boxed();
    if let Some(author) = &filter.author {
        query = query.filter(reviews::author_id.eq(author.as_str()));
    }
    if let Some(film) = &filter.film {
        query = query.filter(reviews::film_id.eq(film.as_str()));
    }
    if let Some(tag) = &filter.tag {
        let tagged = review_tags::table
            .filter(review_tags::key.eq(tag))
            .select(review_tags::review_id);
        query = query.filter(reviews::id.eq_any(tagged));
    }
    query
}

/// Published reviews, newest first.
pub fn published(c: &mut Conn, filter: &Filter, limit: i64, offset: i64) -> Result<Vec<Review>, StoreError> {
    let rows = published_query(filter)
        .order((reviews::published_at.desc(), reviews::id.desc()))
        .limit(limit)
        .offset(offset)
        .select(Row::as_select())
        .load(c)?;
    filled(c, rows)
}

/// Published within one of these spans of time (from, until), newest first.
pub fn published_within(
    c: &mut Conn,
    spans: &[(DateTime<Utc>, DateTime<Utc>)],
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    if spans.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = reviews::table
        .order((reviews::published_at.desc(), reviews::id.desc()))
        .select(Row::as_select())
        .limit(limit)
        .into_boxed();
    for (from, until) in spans {
        query = query.or_filter(
            reviews::status
                .eq(Status::Published.as_str())
                .and(reviews::published_at.ge(stamp(*from)))
                .and(reviews::published_at.lt(stamp(*until))),
        );
    }
    let rows = query.load(c)?;
    filled(c, rows)
}

/// How many published reviews there are.
pub fn count_published(c: &mut Conn, filter: &Filter) -> Result<i64, StoreError> {
    Ok(published_query(filter).count().get_result(c)?)
}

/// Published reviews of an author older than the review `before` (newest first), for collections.
pub fn published_before(
    c: &mut Conn,
    author: &ActorId,
    before: Option<&ReviewId>,
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    let filter = Filter {
        author: Some(author.clone()),
        ..Filter::default()
    };
    let mut query = published_query(&filter);
    if let Some(before) = before {
        let at: Option<Option<NaiveDateTime>> = reviews::table
            .find(before.as_str())
            .select(reviews::published_at)
            .first(c)
            .optional()?;
        let at = at.flatten();
        query = query.filter(
            reviews::published_at
                .lt(at)
                .or(reviews::published_at.eq(at).and(reviews::id.lt(before.as_str()))),
        );
    }
    let rows = query
        .order((reviews::published_at.desc(), reviews::id.desc()))
        .limit(limit)
        .select(Row::as_select())
        .load(c)?;
    filled(c, rows)
}

/// An author's published review of a film just before (`newer` = false) or after that moment.
pub fn neighbour(
    c: &mut Conn,
    author: &ActorId,
    film: &FilmId,
    at: DateTime<Utc>,
    newer: bool,
) -> Result<Option<Review>, StoreError> {
    let filter = Filter {
        author: Some(author.clone()),
        film: Some(film.clone()),
        tag: None,
    };
    let query = published_query(&filter);
    let at = Some(at.naive_utc());
    let row = if newer {
        query
            .filter(reviews::published_at.gt(at))
            .order(reviews::published_at.asc())
            .select(Row::as_select())
            .first(c)
    } else {
        query
            .filter(reviews::published_at.lt(at))
            .order(reviews::published_at.desc())
            .select(Row::as_select())
            .first(c)
    };
    one(c, row.optional()?)
}

/// True when another review of the author has that slug.
pub fn slug_taken(c: &mut Conn, author: &ActorId, slug: &str, except: &ReviewId) -> Result<bool, StoreError> {
    let found: i64 = reviews::table
        .filter(reviews::author_id.eq(author.as_str()).and(reviews::slug.eq(slug)))
        .filter(reviews::id.ne(except.as_str()))
        .count()
        .get_result(c)?;
    Ok(found > 0)
}

/// Adds a review or replaces all of it, parts included.
pub fn save(c: &mut Conn, review: &Review) -> Result<(), StoreError> {
    let row = to_row(review);
    let known: i64 = reviews::table.filter(reviews::id.eq(&row.id)).count().get_result(c)?;
    if known == 0 {
        diesel::insert_into(reviews::table).values(&row).execute(c)?;
    } else {
        diesel::update(reviews::table.find(review.id.as_str()))
            .set(&row)
            .execute(c)?;
    }
    parts::replace(c, review)
}

/// Notes that what a review says of the one before it has changed.
pub fn mark_rechained(c: &mut Conn, id: &ReviewId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(reviews::table.find(id.as_str()))
        .set(reviews::rechained_at.eq(naive(Some(now))))
        .execute(c)?;
    Ok(())
}

/// Keeps what was typed, as JSON of `ReviewInput`.
pub fn insert_revision(
    c: &mut Conn,
    id: &ReviewId,
    revision: i64,
    input: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        review_revisions::review_id.eq(id.as_str()),
        review_revisions::revision.eq(revision),
        review_revisions::input.eq(input),
        review_revisions::created_at.eq(now.naive_utc()),
    );
    diesel::insert_into(review_revisions::table).values(row).execute(c)?;
    Ok(())
}

/// Forgets everything that was typed.
pub fn delete_revisions(c: &mut Conn, id: &ReviewId) -> Result<(), StoreError> {
    diesel::delete(review_revisions::table.filter(review_revisions::review_id.eq(id.as_str()))).execute(c)?;
    Ok(())
}
