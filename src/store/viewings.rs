//! Viewings.

use super::schema::{reviews, viewings};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, FilmId, ReviewId, ViewingId};
use crate::domain::review::{CheckedViewing, Status};
use crate::domain::viewing::{SeenOn, Viewing};
use crate::store::rows::stamp;
use chrono::{DateTime, Datelike, Utc};
use diesel::prelude::*;
use std::collections::{BTreeMap, HashSet};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = viewings)]
struct Row {
    id: String,
    author_id: String,
    film_id: String,
    review_id: Option<String>,
    position: i32,
    seen_on: String,
    medium: String,
    venue: String,
    note: String,
    private: bool,
}

fn to_viewing(row: Row) -> Result<Viewing, StoreError> {
    let seen_on = SeenOn::parse(&row.seen_on).map_err(|_| StoreError::BadRow {
        table: "viewings",
        id: row.id.clone(),
        column: "seen_on",
    })?;
    Ok(Viewing {
        id: ViewingId::new(row.id),
        film_id: FilmId::new(row.film_id),
        review_id: row.review_id.map(ReviewId::new),
        seen_on,
        medium: row.medium,
        venue: row.venue,
        note: row.note,
        private: row.private,
    })
}

/// The viewings entered with one review, in the author's order.
pub fn by_review(c: &mut Conn, review: &ReviewId) -> Result<Vec<Viewing>, StoreError> {
    let rows: Vec<Row> = viewings::table
        .filter(viewings::review_id.eq(review.as_str()))
        .order(viewings::position.asc())
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(to_viewing).collect()
}

/// Viewings of a film, by author.
pub type Seen = BTreeMap<ActorId, Vec<Viewing>>;

/// An author's viewings of a film, in time order: those of reviews published up to `until` and not deleted since, those logged
/// without a review up to that day, and, for the author's own eyes, those of `also`. That a film was seen stays true when the
/// review it was entered with is withdrawn, so those count too; only what was said of them is taken back with the review.
pub fn by_author_film(
    c: &mut Conn,
    author: &ActorId,
    film: &FilmId,
    also: Option<&ReviewId>,
    until: DateTime<Utc>,
) -> Result<Vec<Viewing>, StoreError> {
    let mut seen = of_film(c, film, Some(author), also, until)?;
    Ok(seen.remove(author).unwrap_or_default())
}

/// Everybody's viewings of a film, as [`by_author_film`] tells of those of one.
pub fn by_film(c: &mut Conn, film: &FilmId, until: DateTime<Utc>) -> Result<Seen, StoreError> {
    of_film(c, film, None, None, until)
}

fn of_film(
    c: &mut Conn,
    film: &FilmId,
    author: Option<&ActorId>,
    also: Option<&ReviewId>,
    until: DateTime<Utc>,
) -> Result<Seen, StoreError> {
    let public = reviews::table
        .filter(reviews::film_id.eq(film.as_str()))
        .filter(reviews::status.eq_any([Status::Published.as_str(), Status::Withdrawn.as_str()]))
        .filter(reviews::published_at.le(stamp(until)))
        .select(reviews::id.nullable());
    let withdrawn: HashSet<String> = reviews::table
        .filter(reviews::film_id.eq(film.as_str()))
        .filter(reviews::status.eq(Status::Withdrawn.as_str()))
        .select(reviews::id)
        .load(c)?
        .into_iter()
        .collect();
    let mut query = viewings::table
        .filter(viewings::film_id.eq(film.as_str()))
        .filter(
            viewings::review_id
                .eq_any(public)
                .or(viewings::review_id.eq(also.map(ReviewId::as_str)))
                .or(viewings::review_id.is_null().and(viewings::private.eq(false))),
        )
        .order(viewings::position.asc())
        .select(Row::as_select())
        .into_boxed();
    if let Some(author) = author {
        query = query.filter(viewings::author_id.eq(author.as_str()));
    }
    let rows: Vec<Row> = query.load(c)?;
    // What was logged without a review counts from the day it was seen.
    let day = (until.year(), until.month(), until.day());
    let mut seen = Seen::new();
    for row in rows {
        let author = ActorId::new(row.author_id.clone());
        let mut viewing = to_viewing(row)?;
        if viewing.review_id.is_none() && viewing.seen_on.sort_key() > day {
            continue;
        }
        let taken_back = |id: &ReviewId| Some(id) != also && withdrawn.contains(id.as_str());
        if viewing.review_id.as_ref().is_some_and(taken_back) {
            (viewing.medium, viewing.venue, viewing.note) = (String::new(), String::new(), String::new());
        }
        seen.entry(author).or_default().push(viewing);
    }
    for viewings in seen.values_mut() {
        viewings.sort_by_key(|viewing| viewing.seen_on.sort_key());
    }
    Ok(seen)
}

/// Puts `checked` in the place of the review's viewings. `ids` are theirs.
pub fn replace(
    c: &mut Conn,
    author: &ActorId,
    film: &FilmId,
    review: &ReviewId,
    checked: &[CheckedViewing],
    ids: &[String],
) -> Result<(), StoreError> {
    delete_of(c, review)?;
    for (position, (viewing, id)) in (0_i32..).zip(checked.iter().zip(ids)) {
        let row = Row {
            id: id.clone(),
            author_id: author.as_str().to_owned(),
            film_id: film.as_str().to_owned(),
            review_id: Some(review.as_str().to_owned()),
            position,
            seen_on: viewing.seen_on.to_text(),
            medium: viewing.medium.clone(),
            venue: viewing.venue.clone(),
            note: viewing.note.clone(),
            private: false,
        };
        diesel::insert_into(viewings::table).values(&row).execute(c)?;
    }
    Ok(())
}

/// Deletes the viewings of a review.
pub fn delete_of(c: &mut Conn, review: &ReviewId) -> Result<(), StoreError> {
    diesel::delete(viewings::table.filter(viewings::review_id.eq(review.as_str()))).execute(c)?;
    Ok(())
}

/// Everything somebody saw that they may be said to have seen: with published reviews, with withdrawn ones (only that it was
/// seen), and without a review; for their own eyes also what they keep to themselves. In no order.
pub fn by_author(c: &mut Conn, author: &ActorId, own: bool) -> Result<Vec<Viewing>, StoreError> {
    let public = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.eq_any([Status::Published.as_str(), Status::Withdrawn.as_str()]))
        .select(reviews::id.nullable());
    let withdrawn: HashSet<String> = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.eq(Status::Withdrawn.as_str()))
        .select(reviews::id)
        .load(c)?
        .into_iter()
        .collect();
    let rows: Vec<Row> = viewings::table
        .filter(viewings::author_id.eq(author.as_str()))
        .filter(viewings::review_id.eq_any(public).or(viewings::review_id.is_null()))
        .select(Row::as_select())
        .load(c)?;
    let mut found: Vec<Viewing> = rows.into_iter().map(to_viewing).collect::<Result<_, _>>()?;
    found.retain(|viewing| own || !viewing.private);
    for viewing in &mut found {
        let with = viewing.review_id.as_ref();
        if !own && with.is_some_and(|id| withdrawn.contains(id.as_str())) {
            (viewing.medium, viewing.venue, viewing.note) = (String::new(), String::new(), String::new());
        }
    }
    Ok(found)
}

/// A viewing with its author.
pub fn by_id(c: &mut Conn, id: &ViewingId) -> Result<Option<(ActorId, Viewing)>, StoreError> {
    let query = viewings::table.find(id.as_str()).select(Row::as_select());
    let row: Option<Row> = query.get_result(c).optional()?;
    row.map(|row| Ok((ActorId::new(row.author_id.clone()), to_viewing(row)?)))
        .transpose()
}

/// Adds a viewing without a review, or puts it in the place of the one of its id.
pub fn put(c: &mut Conn, author: &ActorId, viewing: &Viewing) -> Result<(), StoreError> {
    delete(c, &viewing.id)?;
    let row = Row {
        id: viewing.id.as_str().to_owned(),
        author_id: author.as_str().to_owned(),
        film_id: viewing.film_id.as_str().to_owned(),
        review_id: None,
        position: 0,
        seen_on: viewing.seen_on.to_text(),
        medium: viewing.medium.clone(),
        venue: viewing.venue.clone(),
        note: viewing.note.clone(),
        private: viewing.private,
    };
    diesel::insert_into(viewings::table).values(&row).execute(c)?;
    Ok(())
}

/// Deletes a viewing.
pub fn delete(c: &mut Conn, id: &ViewingId) -> Result<(), StoreError> {
    diesel::delete(viewings::table.find(id.as_str())).execute(c)?;
    Ok(())
}
