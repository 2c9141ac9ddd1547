//! Credits: who did what in which film.

use super::backend::on_each_backend;
use super::rows::RowName;
use super::schema::credits;
use super::{Conn, StoreError};
use crate::domain::credit::{Credit, CreditRole};
use crate::domain::film::Source;
use crate::domain::id::{CreditId, FilmId, PersonId};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = credits)]
struct Row {
    id: String,
    film_id: String,
    person_id: String,
    role: String,
    part: String,
    note: String,
    position: i32,
    source: String,
}

fn to_credit(row: Row) -> Result<Credit, StoreError> {
    let name = RowName {
        table: "credits",
        id: &row.id,
    };
    Ok(Credit {
        role: name.word("role", &row.role, CreditRole::parse)?,
        source: name.word("source", &row.source, Source::parse)?,
        id: CreditId::new(row.id),
        film_id: FilmId::new(row.film_id),
        person_id: PersonId::new(row.person_id),
        part: row.part,
        note: row.note,
        position: row.position,
    })
}

/// The credits of those films by every source, in order.
pub fn of_films(c: &mut Conn, films: &[FilmId]) -> Result<Vec<Credit>, StoreError> {
    let mut found = Vec::new();
    for some in films.chunks(500) {
        let some: Vec<&str> = some.iter().map(FilmId::as_str).collect();
        let rows: Vec<Row> = credits::table
            .filter(credits::film_id.eq_any(some))
            .order(credits::position.asc())
            .select(Row::as_select())
            .load(c)?;
        found.extend(rows.into_iter().map(to_credit).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// Every credit of one role by every source, in order: for counting.
pub fn of_role(c: &mut Conn, role: CreditRole) -> Result<Vec<Credit>, StoreError> {
    let rows: Vec<Row> = credits::table
        .filter(credits::role.eq(role.as_str()))
        .order((credits::film_id.asc(), credits::position.asc()))
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(to_credit).collect()
}

/// The films that somebody has a credit in, by any source.
pub fn films_of(c: &mut Conn, person: &PersonId) -> Result<Vec<FilmId>, StoreError> {
    let ids: Vec<String> = credits::table
        .filter(credits::person_id.eq(person.as_str()))
        .select(credits::film_id)
        .distinct()
        .load(c)?;
    Ok(ids.into_iter().map(FilmId::new).collect())
}

/// The films that any of those people have a credit in, by any source.
pub fn films_of_all(c: &mut Conn, people: &[PersonId]) -> Result<Vec<FilmId>, StoreError> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let some: Vec<&str> = some.iter().map(PersonId::as_str).collect();
        let ids: Vec<String> = credits::table
            .filter(credits::person_id.eq_any(some))
            .select(credits::film_id)
            .distinct()
            .load(c)?;
        found.extend(ids.into_iter().map(FilmId::new));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Puts `new` in the place of what that source said of the film before; gives back who was named before.
pub fn replace(c: &mut Conn, film: &FilmId, source: Source, new: &[Credit]) -> Result<Vec<PersonId>, StoreError> {
    let old = credits::table.filter(
        credits::film_id
            .eq(film.as_str())
            .and(credits::source.eq(source.as_str())),
    );
    let before: Vec<String> = old.select(credits::person_id).load(c)?;
    diesel::delete(old).execute(c)?;
    for credit in new {
        let row = Row {
            id: credit.id.as_str().to_owned(),
            film_id: film.as_str().to_owned(),
            person_id: credit.person_id.as_str().to_owned(),
            role: credit.role.as_str().to_owned(),
            part: credit.part.clone(),
            note: credit.note.clone(),
            position: credit.position,
            source: source.as_str().to_owned(),
        };
        on_each_backend!(c, |c| diesel::insert_into(credits::table).values(&row).execute(c))?;
    }
    Ok(before.into_iter().map(PersonId::new).collect())
}

/// Gives somebody's credits to another person; a credit that they both have stays once.
pub fn give(c: &mut Conn, from: &PersonId, to: &PersonId) -> Result<(), StoreError> {
    let films = films_of(c, from)?;
    diesel::update(credits::table.filter(credits::person_id.eq(from.as_str())))
        .set(credits::person_id.eq(to.as_str()))
        .execute(c)?;
    let mut seen = std::collections::HashSet::new();
    for credit in of_films(c, &films)? {
        let same = (
            credit.film_id,
            credit.person_id,
            credit.role,
            credit.part,
            credit.source,
        );
        if !seen.insert(same) {
            diesel::delete(credits::table.find(credit.id.as_str())).execute(c)?;
        }
    }
    Ok(())
}
