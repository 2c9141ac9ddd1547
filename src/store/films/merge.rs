//! Making one film of two, and two of one.

use crate::domain::film::Film;
use crate::domain::id::{ActorId, EssayId, FilmId, ListId, ListItemId, ReviewId};
use crate::store::backend::on_each_backend;
use crate::store::schema::{
    credits, essay_films, essays, films, former_film_slugs, list_items, lists, reviews, viewings,
};
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

/// Lists and posts in which a film stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The lists.
    pub lists: Vec<ListId>,
    /// The posts.
    pub essays: Vec<EssayId>,
}

/// Every list and post in which a film stands, public or not.
pub fn places(c: &mut Conn, film: &FilmId) -> Result<Places, StoreError> {
    let lists: Vec<String> = list_items::table
        .filter(list_items::film_id.eq(film.as_str()))
        .select(list_items::list_id)
        .distinct()
        .load(c)?;
    let essays: Vec<String> = essay_films::table
        .filter(essay_films::film_id.eq(film.as_str()))
        .select(essay_films::essay_id)
        .distinct()
        .load(c)?;
    Ok(Places {
        lists: lists.into_iter().map(ListId::new).collect(),
        essays: essays.into_iter().map(EssayId::new).collect(),
    })
}

/// An author's list items with a film: item, title of the list, who is named there.
pub fn own_items(
    c: &mut Conn,
    film: &FilmId,
    author: &ActorId,
) -> Result<Vec<(ListItemId, String, String)>, StoreError> {
    let rows: Vec<(String, String, String)> = list_items::table
        .inner_join(lists::table)
        .filter(list_items::film_id.eq(film.as_str()))
        .filter(lists::author_id.eq(author.as_str()))
        .order((lists::title.asc(), list_items::position.asc(), list_items::id.asc()))
        .select((list_items::id, lists::title, list_items::person))
        .load(c)?;
    Ok(rows
        .into_iter()
        .map(|(id, title, person)| (ListItemId::new(id), title, person))
        .collect())
}

/// An author's posts that name a film, with their titles.
pub fn own_essays(c: &mut Conn, film: &FilmId, author: &ActorId) -> Result<Vec<(EssayId, String)>, StoreError> {
    let naming = essay_films::table
        .filter(essay_films::film_id.eq(film.as_str()))
        .select(essay_films::essay_id);
    let rows: Vec<(String, String)> = essays::table
        .filter(essays::id.eq_any(naming))
        .filter(essays::author_id.eq(author.as_str()))
        .order((essays::title.asc(), essays::id.asc()))
        .select((essays::id, essays::title))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, title)| (EssayId::new(id), title)).collect())
}

/// Gives the places of a film to another one. A list that has both keeps the item that was of the other one.
fn move_places(c: &mut Conn, from: &str, to: &str) -> Result<(), StoreError> {
    let of = |c: &mut Conn, film: &str| -> Result<Vec<(String, String, String)>, StoreError> {
        let items = list_items::table.filter(list_items::film_id.eq(film.to_owned()));
        Ok(items
            .select((list_items::id, list_items::list_id, list_items::person))
            .load(c)?)
    };
    let there = of(c, to)?;
    let doubles = of(c, from)?.into_iter().filter(|(_, list, person)| {
        let same = |(_, other_list, other): &(String, String, String)| other_list == list && other == person;
        there.iter().any(same)
    });
    let doubles: Vec<String> = doubles.map(|(id, _, _)| id).collect();
    diesel::delete(list_items::table.filter(list_items::id.eq_any(doubles))).execute(c)?;
    diesel::update(list_items::table.filter(list_items::film_id.eq(from)))
        .set(list_items::film_id.eq(to))
        .execute(c)?;
    diesel::update(essay_films::table.filter(essay_films::film_id.eq(from)))
        .set(essay_films::film_id.eq(to))
        .execute(c)?;
    Ok(())
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
    move_places(c, from, to)?;
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

/// Moves items of an author's lists to another film; those of others, and of other films, are left alone.
pub fn move_items(
    c: &mut Conn,
    author: &ActorId,
    ids: &[ListItemId],
    from: &FilmId,
    to: &FilmId,
) -> Result<usize, StoreError> {
    let own = lists::table
        .filter(lists::author_id.eq(author.as_str()))
        .select(lists::id);
    let moved = list_items::table
        .filter(list_items::id.eq_any(ids.iter().map(ListItemId::as_str)))
        .filter(list_items::film_id.eq(from.as_str()))
        .filter(list_items::list_id.eq_any(own));
    Ok(diesel::update(moved)
        .set(list_items::film_id.eq(to.as_str()))
        .execute(c)?)
}

/// Lets an author's posts that name a film mean another one from now on.
pub fn move_essays(
    c: &mut Conn,
    author: &ActorId,
    ids: &[EssayId],
    from: &FilmId,
    to: &FilmId,
) -> Result<usize, StoreError> {
    let own = essays::table
        .filter(essays::author_id.eq(author.as_str()))
        .filter(essays::id.eq_any(ids.iter().map(EssayId::as_str)))
        .select(essays::id);
    let moved = essay_films::table
        .filter(essay_films::film_id.eq(from.as_str()))
        .filter(essay_films::essay_id.eq_any(own));
    Ok(diesel::update(moved)
        .set(essay_films::film_id.eq(to.as_str()))
        .execute(c)?)
}
