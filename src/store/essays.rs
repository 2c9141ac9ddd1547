//! Posts of this site.

use super::schema::{essay_films, essays, films, reviews};
use super::{Conn, StoreError};
use crate::domain::essay::{Essay, NamedFilm};
use crate::domain::id::{ActorId, EssayId, FilmId};
use crate::domain::review::Status;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = essays, treat_none_as_null = true)]
struct Row {
    id: String,
    author_id: String,
    title: String,
    slug: String,
    language: String,
    teaser: String,
    source: String,
    status: String,
    created_at: NaiveDateTime,
    saved_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
    edited_at: Option<NaiveDateTime>,
}

impl Row {
    fn of(essay: &Essay) -> Self {
        Self {
            id: essay.id.as_str().to_owned(),
            author_id: essay.author_id.as_str().to_owned(),
            title: essay.title.clone(),
            slug: essay.slug.clone(),
            language: essay.language.clone(),
            teaser: essay.teaser.clone(),
            source: essay.source.clone(),
            status: essay.status.as_str().to_owned(),
            created_at: stamp(essay.created_at),
            saved_at: stamp(essay.saved_at),
            published_at: essay.published_at.map(stamp),
            edited_at: essay.edited_at.map(stamp),
        }
    }

    fn into_essay(self) -> Result<Essay, StoreError> {
        let name = RowName {
            table: "essays",
            id: &self.id,
        };
        Ok(Essay {
            status: name.word("status", &self.status, Status::parse)?,
            id: EssayId::new(self.id.clone()),
            author_id: ActorId::new(self.author_id),
            title: self.title,
            slug: self.slug,
            language: self.language,
            teaser: self.teaser,
            source: self.source,
            created_at: time(self.created_at),
            saved_at: time(self.saved_at),
            published_at: optional_time(self.published_at),
            edited_at: optional_time(self.edited_at),
        })
    }
}

/// The post of that id, whatever its status.
pub fn by_id(c: &mut Conn, id: &EssayId) -> Result<Option<Essay>, StoreError> {
    let row = essays::table.find(id.as_str()).select(Row::as_select());
    row.get_result(c).optional()?.map(Row::into_essay).transpose()
}

/// The posts of those ids, in any order, whatever their status.
pub fn by_ids(c: &mut Conn, ids: &[EssayId]) -> Result<Vec<Essay>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(EssayId::as_str).collect();
    let rows: Vec<Row> = essays::table
        .filter(essays::id.eq_any(ids))
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_essay).collect()
}

/// An author's post of that slug, whatever its status.
pub fn by_author_slug(c: &mut Conn, author: &ActorId, slug: &str) -> Result<Option<Essay>, StoreError> {
    let row = essays::table
        .filter(essays::author_id.eq(author.as_str()).and(essays::slug.eq(slug)))
        .select(Row::as_select());
    row.get_result(c).optional()?.map(Row::into_essay).transpose()
}

/// Published posts, newest first.
pub fn published(c: &mut Conn, limit: i64, offset: i64) -> Result<Vec<Essay>, StoreError> {
    let rows: Vec<Row> = essays::table
        .filter(essays::status.eq(Status::Published.as_str()))
        .order((essays::published_at.desc(), essays::id.desc()))
        .limit(limit)
        .offset(offset)
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_essay).collect()
}

/// How many posts are published.
pub fn count_published(c: &mut Conn) -> Result<i64, StoreError> {
    let all = essays::table.filter(essays::status.eq(Status::Published.as_str()));
    Ok(all.count().get_result(c)?)
}

/// What an author has not published, latest save first.
pub fn unpublished(c: &mut Conn, author: &ActorId) -> Result<Vec<Essay>, StoreError> {
    let rows: Vec<Row> = essays::table
        .filter(essays::author_id.eq(author.as_str()))
        .filter(essays::status.ne(Status::Published.as_str()))
        .order((essays::saved_at.desc(), essays::id.desc()))
        .limit(200)
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_essay).collect()
}

/// Adds a post or replaces it, with the films it names.
pub fn save(c: &mut Conn, essay: &Essay, named: &[NamedFilm]) -> Result<(), StoreError> {
    let row = Row::of(essay);
    on_each_backend!(c, |c| diesel::insert_into(essays::table)
        .values(&row)
        .on_conflict(essays::id)
        .do_update()
        .set(&row)
        .execute(c))?;
    diesel::delete(essay_films::table.filter(essay_films::essay_id.eq(essay.id.as_str()))).execute(c)?;
    let films: Vec<_> = (0_i32..)
        .zip(named)
        .map(|(position, film)| {
            (
                essay_films::essay_id.eq(essay.id.as_str()),
                essay_films::position.eq(position),
                essay_films::film_id.eq(film.film_id.as_str()),
                essay_films::label.eq(&film.label),
            )
        })
        .collect();
    for some in films.chunks(200) {
        on_each_backend!(c, |c| diesel::insert_into(essay_films::table)
            .values(some.to_vec())
            .execute(c))?;
    }
    Ok(())
}

/// The films that a post names, as they stand in it.
pub fn named(c: &mut Conn, id: &EssayId) -> Result<Vec<NamedFilm>, StoreError> {
    let rows: Vec<(String, String)> = essay_films::table
        .filter(essay_films::essay_id.eq(id.as_str()))
        .order(essay_films::position.asc())
        .select((essay_films::film_id, essay_films::label))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(film, label)| NamedFilm {
            film_id: FilmId::new(film),
            label,
        })
        .collect())
}

/// Deletes a post.
pub fn delete(c: &mut Conn, id: &EssayId) -> Result<(), StoreError> {
    diesel::delete(essay_films::table.filter(essay_films::essay_id.eq(id.as_str()))).execute(c)?;
    diesel::delete(essays::table.find(id.as_str())).execute(c)?;
    Ok(())
}

/// Slugs of the pages of the films that those posts name, by post and label; only films that somebody here reviewed have one.
pub fn film_slugs(c: &mut Conn, ids: &[EssayId]) -> Result<HashMap<(EssayId, String), String>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(EssayId::as_str).collect();
    // Asked for each film by itself: an IN would collect every reviewed film first.
    let reviewed = reviews::table
        .filter(reviews::film_id.eq(essay_films::film_id))
        .filter(reviews::status.eq(Status::Published.as_str()));
    let rows: Vec<(String, String, String)> = essay_films::table
        .inner_join(films::table)
        .filter(essay_films::essay_id.eq_any(ids))
        .filter(diesel::dsl::exists(reviewed))
        .select((essay_films::essay_id, essay_films::label, films::slug))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(id, label, slug)| ((EssayId::new(id), label), slug))
        .collect())
}

/// Published posts that name a film, newest first.
pub fn with_film(c: &mut Conn, film: &FilmId) -> Result<Vec<Essay>, StoreError> {
    let naming = essay_films::table
        .filter(essay_films::film_id.eq(film.as_str()))
        .select(essay_films::essay_id);
    let rows: Vec<Row> = essays::table
        .filter(essays::id.eq_any(naming))
        .filter(essays::status.eq(Status::Published.as_str()))
        .order((essays::published_at.desc(), essays::id.desc()))
        .limit(50)
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_essay).collect()
}
