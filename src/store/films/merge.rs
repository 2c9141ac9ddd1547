//! Making one film of two, and two of one.

use crate::domain::film::Film;
use crate::domain::id::{ActorId, FilmId, ReviewId};
use crate::store::backend::on_each_backend;
use crate::store::schema::{credits, films, former_film_slugs, reviews, viewings};
use crate::store::{Conn, StoreError};
use diesel::prelude::*;

/// Everybody who has reviewed a film or logged seeing it, whatever became of the review.
pub fn owners(c: &mut Conn, film: &FilmId) -> Result<Vec<ActorId>, StoreError> {
    let mut ids: Vec<String> = reviews::table
        .filter(reviews::film_id.eq(film.as_str()))
        .select(reviews::author_id)
        .distinct()
        .load(c)?;
    ids.extend(
        viewings::table
            .filter(viewings::film_id.eq(film.as_str()))
            .select(viewings::author_id)
            .distinct()
            .load::<String>(c)?,
    );
    ids.sort();
    ids.dedup();
    Ok(ids.into_iter().map(ActorId::new).collect())
}

/// Gives everything that hangs on a film to another one and deletes it; its address leads there from now on. Facts are put
/// together by the caller before.
pub fn dissolve(c: &mut Conn, gone: &Film, into: &FilmId) -> Result<(), StoreError> {
    let (from, to) = (gone.id.as_str(), into.as_str());
    diesel::update(reviews::table.filter(reviews::film_id.eq(from)))
        .set(reviews::film_id.eq(to))
        .execute(c)?;
    diesel::update(viewings::table.filter(viewings::film_id.eq(from)))
        .set(viewings::film_id.eq(to))
        .execute(c)?;
    // Credits of a source that speaks of the other film already would stand there twice.
    let known: Vec<String> = credits::table
        .filter(credits::film_id.eq(to))
        .select(credits::source)
        .distinct()
        .load(c)?;
    diesel::update(credits::table.filter(credits::film_id.eq(from).and(credits::source.ne_all(known))))
        .set(credits::film_id.eq(to))
        .execute(c)?;
    diesel::delete(credits::table.filter(credits::film_id.eq(from))).execute(c)?;
    super::facts::forget(c, &gone.id)?;
    diesel::update(former_film_slugs::table.filter(former_film_slugs::film_id.eq(from)))
        .set(former_film_slugs::film_id.eq(to))
        .execute(c)?;
    diesel::delete(films::table.find(from)).execute(c)?;
    let row = (
        former_film_slugs::slug.eq(&gone.slug),
        former_film_slugs::film_id.eq(to),
    );
    on_each_backend!(c, |c| diesel::insert_into(former_film_slugs::table)
        .values(row)
        .execute(c))?;
    Ok(())
}

/// Moves reviews, with the viewings that were entered with them, to another film. Reviews of other films are left alone.
pub fn move_reviews(c: &mut Conn, ids: &[ReviewId], from: &FilmId, to: &FilmId) -> Result<usize, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ReviewId::as_str).collect();
    let moved = diesel::update(
        reviews::table
            .filter(reviews::id.eq_any(&ids))
            .filter(reviews::film_id.eq(from.as_str())),
    )
    .set(reviews::film_id.eq(to.as_str()))
    .execute(c)?;
    diesel::update(
        viewings::table
            .filter(viewings::review_id.eq_any(ids.iter().map(|id| Some(*id))))
            .filter(viewings::film_id.eq(from.as_str())),
    )
    .set(viewings::film_id.eq(to.as_str()))
    .execute(c)?;
    Ok(moved)
}
