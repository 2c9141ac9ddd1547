//! What an author has reviewed, as lists count it: light rows, one for each film.

use crate::domain::id::{ActorId, FilmId, ListId};
use crate::domain::review::Status;
use crate::store::rows::time;
use crate::store::schema::{films, list_items, rating_steps, review_tags, reviews, viewings};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use std::collections::HashMap;

/// A film that an author reviewed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The film.
    pub film_id: FilmId,
    /// Its title.
    pub title: String,
    /// Title for sorting.
    pub sort_title: String,
    /// The key by which two spellings of the title are the same.
    pub title_key: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Last part of the address of the film's page.
    pub film_slug: String,
    /// When the first review was published.
    pub first_at: DateTime<Utc>,
    /// When the latest was.
    pub latest_at: DateTime<Utc>,
    /// Last part of the latest review's address.
    pub slug: String,
    /// The latest review's rating: word and value of 100.
    pub rating: Option<(String, Option<i32>)>,
    /// The latest review recommends the film.
    pub recommend: bool,
    /// Keys of the tags of all reviews of it.
    pub tags: Vec<String>,
}

type Row = (
    (String, String, String, String, i32, String),
    (String, String, Option<NaiveDateTime>, NaiveDateTime, bool, String),
    Option<String>,
    Option<i32>,
);

/// Every film that those authors have published a review of, by author; `among` keeps to films that share their title with one
/// in those lists. With tags only where they are asked for.
pub fn reviewed(
    c: &mut Conn,
    authors: &[ActorId],
    among: Option<&[ListId]>,
    with_tags: bool,
) -> Result<HashMap<ActorId, Vec<Reviewed>>, StoreError> {
    let ids: Vec<&str> = authors.iter().map(ActorId::as_str).collect();
    let mut query = reviews::table
        .inner_join(films::table)
        .left_join(rating_steps::table.on(reviews::step_id.eq(rating_steps::id.nullable())))
        .filter(reviews::author_id.eq_any(&ids))
        .filter(reviews::status.eq(Status::Published.as_str()))
        .order((reviews::published_at.asc(), reviews::id.asc()))
        .select((
            (
                films::id,
                films::title,
                films::sort_title,
                films::title_key,
                films::year,
                films::slug,
            ),
            (
                reviews::id,
                reviews::slug,
                reviews::published_at,
                reviews::saved_at,
                reviews::recommend,
                reviews::author_id,
            ),
            rating_steps::label.nullable(),
            rating_steps::value.nullable(),
        ))
        .into_boxed();
    if let Some(lists) = among {
        let lists: Vec<&str> = lists.iter().map(ListId::as_str).collect();
        let titles: Vec<String> = list_items::table
            .inner_join(films::table)
            .filter(list_items::list_id.eq_any(lists))
            .select(films::title_key)
            .distinct()
            .load(c)?;
        query = query.filter(films::title_key.eq_any(titles));
    }
    let rows: Vec<Row> = query.load(c)?;
    let mut tags: HashMap<String, Vec<String>> = HashMap::new();
    if with_tags {
        let all: Vec<(String, String)> = review_tags::table
            .inner_join(reviews::table)
            .filter(reviews::author_id.eq_any(&ids))
            .filter(reviews::status.eq(Status::Published.as_str()))
            .select((review_tags::review_id, review_tags::key))
            .load(c)?;
        for (review, key) in all {
            tags.entry(review).or_default().push(key);
        }
    }
    Ok(films_of(rows, tags))
}

/// One entry for each author and film, in the order of the first reviews.
fn films_of(rows: Vec<Row>, mut tags: HashMap<String, Vec<String>>) -> HashMap<ActorId, Vec<Reviewed>> {
    let mut all: HashMap<ActorId, Vec<Reviewed>> = HashMap::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for (
        (film, title, sort_title, title_key, year, film_slug),
        (id, slug, published, saved, recommend, author),
        label,
        value,
    ) in rows
    {
        let at = time(published.unwrap_or(saved));
        let out = all.entry(ActorId::new(author.clone())).or_default();
        let known = places.get(&(author.clone(), film.clone())).copied();
        let review_tags = tags.remove(&id).unwrap_or_default();
        let rating = label.map(|label| (label, value));
        match known.and_then(|place| out.get_mut(place)) {
            // Oldest first, so each one that follows is the latest so far.
            Some(seen) => {
                seen.latest_at = at;
                seen.slug = slug;
                seen.rating = rating;
                seen.recommend = recommend;
                seen.tags.extend(review_tags);
            }
            None => {
                places.insert((author, film.clone()), out.len());
                out.push(Reviewed {
                    film_id: FilmId::new(film),
                    title,
                    sort_title,
                    title_key,
                    year: (year != 0).then_some(year),
                    film_slug,
                    first_at: at,
                    latest_at: at,
                    slug,
                    rating,
                    recommend,
                    tags: review_tags,
                });
            }
        }
    }
    all
}

/// The films of a list that somebody here has published a review of: these have pages.
pub fn with_page(c: &mut Conn, list: &ListId) -> Result<Vec<FilmId>, StoreError> {
    let in_list = list_items::table
        .filter(list_items::list_id.eq(list.as_str()))
        .select(list_items::film_id);
    let ids: Vec<String> = reviews::table
        .filter(reviews::status.eq(Status::Published.as_str()))
        .filter(reviews::film_id.eq_any(in_list))
        .select(reviews::film_id)
        .distinct()
        .load(c)?;
    Ok(ids.into_iter().map(FilmId::new).collect())
}

/// A film that is known here and that an author has neither reviewed nor seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreviewed {
    /// The film.
    pub film_id: FilmId,
    /// Its title.
    pub title: String,
    /// Title for sorting.
    pub sort_title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Last part of the address of the film's page.
    pub film_slug: String,
}

/// Films of those years that an author has neither reviewed nor seen, by title.
pub fn unreviewed(
    c: &mut Conn,
    author: &ActorId,
    (from, until): (Option<i32>, Option<i32>),
    limit: i64,
) -> Result<Vec<Unreviewed>, StoreError> {
    let written = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.eq(Status::Published.as_str()))
        .select(reviews::film_id);
    let seen = viewings::table
        .filter(viewings::author_id.eq(author.as_str()))
        .select(viewings::film_id);
    let rows: Vec<(String, String, String, i32, String)> = films::table
        .filter(films::id.ne_all(written))
        .filter(films::id.ne_all(seen))
        .filter(films::year.ge(from.unwrap_or(i32::MIN)))
        .filter(films::year.le(until.unwrap_or(i32::MAX)))
        .order((films::sort_title.asc(), films::id.asc()))
        .limit(limit)
        .select((films::id, films::title, films::sort_title, films::year, films::slug))
        .load(c)?;
    let films = rows
        .into_iter()
        .map(|(id, title, sort_title, year, film_slug)| Unreviewed {
            film_id: FilmId::new(id),
            title,
            sort_title,
            year: (year != 0).then_some(year),
            film_slug,
        });
    Ok(films.collect())
}
