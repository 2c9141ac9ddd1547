//! Films.

pub mod facts;
pub mod merge;

use super::backend::on_each_backend;
use super::schema::{films, former_film_slugs, reviews, viewings};
use super::{Conn, StoreError};
use crate::domain::film::Film;
use crate::domain::id::{ActorId, FilmId};
use crate::domain::review::Status;
use crate::domain::text::{keys, sort};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use std::collections::HashSet;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = films)]
struct Row {
    id: String,
    title: String,
    title_key: String,
    sort_title: String,
    year: i32,
    slug: String,
    created_at: NaiveDateTime,
}

impl From<Row> for Film {
    fn from(row: Row) -> Self {
        Self {
            id: FilmId::new(row.id),
            title: row.title,
            sort_title: row.sort_title,
            year: (row.year != 0).then_some(row.year),
            slug: row.slug,
            created_at: row.created_at.and_utc(),
        }
    }
}

/// The film of that id.
pub fn by_id(c: &mut Conn, id: &FilmId) -> Result<Option<Film>, StoreError> {
    let row = films::table
        .find(id.as_str())
        .select(Row::as_select())
        .first(c)
        .optional()?;
    Ok(row.map(Film::from))
}

/// The films of those ids, in no order.
pub fn by_ids(c: &mut Conn, ids: &[FilmId]) -> Result<Vec<Film>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    // Either database takes a limited number of values in one statement.
    for some in ids.chunks(5000) {
        let some: Vec<&str> = some.iter().map(FilmId::as_str).collect();
        let rows: Vec<Row> = films::table
            .filter(films::id.eq_any(some))
            .select(Row::as_select())
            .load(c)?;
        found.extend(rows.into_iter().map(Film::from));
    }
    Ok(found)
}

/// The film of that page.
pub fn by_slug(c: &mut Conn, slug: &str) -> Result<Option<Film>, StoreError> {
    let row = films::table
        .filter(films::slug.eq(slug))
        .select(Row::as_select())
        .first(c)
        .optional()?;
    Ok(row.map(Film::from))
}

fn by_title_year(c: &mut Conn, title_key: &str, year: i32) -> Result<Option<Film>, StoreError> {
    let row = films::table
        .filter(films::title_key.eq(title_key).and(films::year.eq(year)))
        .select(Row::as_select())
        .first(c)
        .optional()?;
    Ok(row.map(Film::from))
}

/// The film of that title (case and punctuation do not count) and year, made with `id` where it is new.
pub fn find_or_create(
    c: &mut Conn,
    id: &str,
    title: &str,
    year: Option<i32>,
    language: &str,
    now: DateTime<Utc>,
) -> Result<Film, StoreError> {
    let title_key = keys::title_key(title);
    let year = year.unwrap_or(0);
    if let Some(film) = by_title_year(c, &title_key, year)? {
        return Ok(film);
    }
    let row = Row {
        id: id.to_owned(),
        title: title.to_owned(),
        sort_title: sort::sort_title(title, language),
        year,
        slug: free_slug(c, title, year)?,
        created_at: now.naive_utc(),
        title_key: title_key.clone(),
    };
    // Another process may enter the same film at this moment; whoever comes second takes the first one's.
    on_each_backend!(c, |c| diesel::insert_into(films::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    by_title_year(c, &title_key, year)?.ok_or(StoreError::BadRow {
        table: "films",
        id: id.to_owned(),
        column: "title_key",
    })
}

/// The film of that title and year; spelling does not count.
pub fn named(c: &mut Conn, title: &str, year: Option<i32>) -> Result<Option<Film>, StoreError> {
    by_title_year(c, &keys::title_key(title), year.unwrap_or(0))
}

/// The film of that title and year other than `except`, if there is one.
pub fn namesake(c: &mut Conn, title: &str, year: Option<i32>, except: &FilmId) -> Result<Option<Film>, StoreError> {
    let found = by_title_year(c, &keys::title_key(title), year.unwrap_or(0))?;
    Ok(found.filter(|film| film.id != *except))
}

/// Corrects title, year and place in the index; the address stays.
pub fn rename(c: &mut Conn, id: &FilmId, title: &str, year: Option<i32>, sort_title: &str) -> Result<(), StoreError> {
    diesel::update(films::table.find(id.as_str()))
        .set((
            films::title.eq(title),
            films::title_key.eq(keys::title_key(title)),
            films::year.eq(year.unwrap_or(0)),
            films::sort_title.eq(sort_title),
        ))
        .execute(c)?;
    Ok(())
}

/// The film of that title and year; without a year, the only one of that title.
pub fn by_title(c: &mut Conn, title: &str, year: Option<i32>) -> Result<Option<Film>, StoreError> {
    let title_key = keys::title_key(title);
    if let Some(year) = year {
        return by_title_year(c, &title_key, year);
    }
    let rows: Vec<Row> = films::table
        .filter(films::title_key.eq(title_key))
        .limit(2)
        .select(Row::as_select())
        .load(c)?;
    let mut rows = rows.into_iter();
    Ok(rows.next().filter(|_| rows.next().is_none()).map(Film::from))
}

/// Every film of a published review.
pub fn reviewed(c: &mut Conn) -> Result<Vec<Film>, StoreError> {
    let published = reviews::table
        .filter(reviews::status.eq(Status::Published.as_str()))
        .select(reviews::film_id);
    let rows: Vec<Row> = films::table
        .filter(films::id.eq_any(published))
        .select(Row::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(Film::from).collect())
}

/// Which of those films anybody may see: those of a published review, and those that somebody logged seeing and does not keep
/// to themselves.
pub fn visible(c: &mut Conn, ids: &[FilmId]) -> Result<HashSet<FilmId>, StoreError> {
    let mut found: HashSet<FilmId> = HashSet::new();
    for some in ids.chunks(500) {
        let some: Vec<&str> = some.iter().map(FilmId::as_str).collect();
        let reviewed: Vec<String> = reviews::table
            .filter(reviews::film_id.eq_any(&some))
            .filter(reviews::status.eq(Status::Published.as_str()))
            .select(reviews::film_id)
            .distinct()
            .load(c)?;
        let logged: Vec<String> = viewings::table
            .filter(viewings::film_id.eq_any(&some))
            .filter(viewings::review_id.is_null().and(viewings::private.eq(false)))
            .select(viewings::film_id)
            .distinct()
            .load(c)?;
        found.extend(reviewed.into_iter().chain(logged).map(FilmId::new));
    }
    Ok(found)
}

/// Other films of the same title that anybody may see, oldest film first: remakes are told apart by year.
pub fn same_title(c: &mut Conn, film: &Film) -> Result<Vec<Film>, StoreError> {
    let rows: Vec<Row> = films::table
        .filter(films::title_key.eq(keys::title_key(&film.title)))
        .filter(films::id.ne(film.id.as_str()))
        .order(films::year.asc())
        .limit(20)
        .select(Row::as_select())
        .load(c)?;
    let mut found: Vec<Film> = rows.into_iter().map(Film::from).collect();
    let ids: Vec<FilmId> = found.iter().map(|other| other.id.clone()).collect();
    let shown = visible(c, &ids)?;
    found.retain(|other| shown.contains(&other.id));
    Ok(found)
}

/// The slug that a film has now, by one it had before it was merged into another.
pub fn slug_after(c: &mut Conn, former: &str) -> Result<Option<String>, StoreError> {
    let query = former_film_slugs::table
        .inner_join(films::table.on(films::id.eq(former_film_slugs::film_id)))
        .filter(former_film_slugs::slug.eq(former))
        .select(films::slug);
    Ok(query.get_result(c).optional()?)
}

fn free_slug(c: &mut Conn, title: &str, year: i32) -> Result<String, StoreError> {
    let base = keys::slugify(title);
    let with_year = if year == 0 { base } else { format!("{base}-{year}") };
    keys::first_free(&with_year, |slug| {
        let taken: i64 = films::table.filter(films::slug.eq(slug)).count().get_result(c)?;
        let former: i64 = former_film_slugs::table
            .filter(former_film_slugs::slug.eq(slug))
            .count()
            .get_result(c)?;
        Ok(taken + former == 0)
    })
}

/// Labels of the films of published reviews and of `author`'s own, for the picker, at most `limit`: what others are writing about
/// is their secret.
pub fn titles(c: &mut Conn, author: &ActorId, limit: i64) -> Result<Vec<(String, Option<i32>)>, StoreError> {
    let own = reviews::author_id
        .eq(author.as_str())
        .and(reviews::status.ne(Status::Deleted.as_str()));
    let offered = reviews::status.eq(Status::Published.as_str()).or(own);
    // Asked film by film in order of titles, it ends at the limit; a list of all films in use would be made whole first.
    let rows: Vec<(String, i32)> = films::table
        .filter(exists(
            reviews::table.filter(reviews::film_id.eq(films::id)).filter(offered),
        ))
        .order(films::sort_title.asc())
        .select((films::title, films::year))
        .limit(limit)
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(title, year)| (title, (year != 0).then_some(year)))
        .collect())
}

/// The page of the film of that title and year, where somebody here has reviewed it.
pub fn slug_of_reviewed(c: &mut Conn, title: &str, year: Option<i32>) -> Result<Option<String>, StoreError> {
    let Some(film) = by_title_year(c, &keys::title_key(title), year.unwrap_or(0))? else {
        return Ok(None);
    };
    let reviewed: i64 = reviews::table
        .filter(reviews::film_id.eq(film.id.as_str()))
        .filter(reviews::status.eq(crate::domain::review::Status::Published.as_str()))
        .count()
        .get_result(c)?;
    Ok((reviewed > 0).then_some(film.slug))
}
