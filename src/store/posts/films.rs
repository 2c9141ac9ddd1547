//! Which films the posts of other servers speak of.

use super::PostRow;
use crate::domain::film::{FilmKey, IdScheme};
use crate::domain::id::{FilmId, PostId};
use crate::domain::post::Post;
use crate::store::backend::on_each_backend;
use crate::store::schema::{actors, film_ids, films, post_films, posts};
use crate::store::{Conn, StoreError};
use diesel::prelude::*;

const TITLE: &str = "title";

fn columns(key: &FilmKey) -> (&'static str, &str, i32) {
    match key {
        FilmKey::Title(title, year) => (TITLE, title, year.unwrap_or(0)),
        FilmKey::Id(scheme, id) => (IdScheme::as_str(*scheme), id, 0),
    }
}

/// Notes which films a post speaks of, in the place of what was noted before.
pub fn name(c: &mut Conn, post: &PostId, keys: &[FilmKey]) -> Result<(), StoreError> {
    diesel::delete(post_films::table.filter(post_films::post_id.eq(post.as_str()))).execute(c)?;
    for (position, key) in (0_i32..).zip(keys) {
        let (scheme, value, year) = columns(key);
        let row = (
            post_films::post_id.eq(post.as_str()),
            post_films::position.eq(position),
            post_films::scheme.eq(scheme),
            post_films::value.eq(value),
            post_films::year.eq(year),
        );
        on_each_backend!(c, |c| diesel::insert_into(post_films::table).values(row).execute(c))?;
    }
    Ok(())
}

/// The films here that those keys name.
pub fn films_named(c: &mut Conn, keys: &[FilmKey]) -> Result<Vec<FilmId>, StoreError> {
    let mut found: Vec<String> = Vec::new();
    for key in keys {
        match key {
            FilmKey::Title(title, year) => {
                let rows: Vec<(String, i32)> = films::table
                    .filter(films::title_key.eq(title))
                    .select((films::id, films::year))
                    .load(c)?;
                let fits = |has: i32| has == 0 || year.is_none_or(|year| year == has);
                found.extend(rows.into_iter().filter(|(_, has)| fits(*has)).map(|(id, _)| id));
            }
            FilmKey::Id(scheme, id) => {
                let rows: Vec<String> = film_ids::table
                    .filter(film_ids::scheme.eq(scheme.as_str()).and(film_ids::value.eq(id)))
                    .select(film_ids::film_id)
                    .load(c)?;
                found.extend(rows);
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found.into_iter().map(FilmId::new).collect())
}

/// Posts of other servers that speak of a film which any of those keys names, newest first. A title counts where the years are
/// the same or one side does not say it. Posts of suspended people are left out.
pub fn about(c: &mut Conn, keys: &[FilmKey], limit: i64) -> Result<Vec<Post>, StoreError> {
    let mut ids: Vec<String> = Vec::new();
    for key in keys {
        let (scheme, value, year) = columns(key);
        let rows: Vec<(String, i32)> = post_films::table
            .filter(post_films::scheme.eq(scheme).and(post_films::value.eq(value)))
            .select((post_films::post_id, post_films::year))
            .load(c)?;
        let fits = |has: i32| scheme != TITLE || has == 0 || year == 0 || has == year;
        ids.extend(rows.into_iter().filter(|(_, has)| fits(*has)).map(|(id, _)| id));
    }
    ids.sort();
    ids.dedup();
    // Identifiers are in time order, so the newest stand last.
    let newest: Vec<String> = ids.into_iter().rev().take(500).collect();
    let rows: Vec<PostRow> = posts::table
        .inner_join(actors::table)
        .filter(posts::id.eq_any(newest))
        .filter(
            posts::gone_at
                .is_null()
                .and(actors::suspended.eq(false))
                .and(actors::deleted_at.is_null()),
        )
        .order((posts::published_at.desc(), posts::id.desc()))
        .limit(limit)
        .select(PostRow::as_select())
        .load(c)?;
    rows.into_iter().map(PostRow::into_post).collect()
}

/// Forgets which films a post speaks of.
pub fn forget(c: &mut Conn, post: &PostId) -> Result<(), StoreError> {
    diesel::delete(post_films::table.filter(post_films::post_id.eq(post.as_str()))).execute(c)?;
    Ok(())
}
