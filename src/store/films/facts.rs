//! What each source says of films.

use crate::domain::film::{FilmFacts, IdScheme, KnownFacts, Source};
use crate::domain::id::{FilmId, MediaId};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{film_facts, film_ids};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = film_facts)]
struct Row {
    film_id: String,
    source: String,
    original_title: String,
    title_language: String,
    runtime: Option<i32>,
    countries: String,
    languages: String,
    poster_id: Option<String>,
    updated_at: NaiveDateTime,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = film_ids)]
struct IdRow {
    film_id: String,
    scheme: String,
    source: String,
    value: String,
}

fn name(id: &str) -> RowName<'_> {
    RowName {
        table: "film_facts",
        id,
    }
}

/// What is known of those films, by source; films of which nothing is known are missing.
pub fn of(c: &mut Conn, films: &[FilmId]) -> Result<HashMap<FilmId, KnownFacts>, StoreError> {
    let mut known: HashMap<FilmId, KnownFacts> = HashMap::new();
    for some in films.chunks(500) {
        let ids: Vec<&str> = some.iter().map(FilmId::as_str).collect();
        let rows: Vec<Row> = film_facts::table
            .filter(film_facts::film_id.eq_any(&ids))
            .select(Row::as_select())
            .load(c)?;
        add_rows(&mut known, rows)?;
        let rows: Vec<IdRow> = film_ids::table
            .filter(film_ids::film_id.eq_any(&ids))
            .select(IdRow::as_select())
            .load(c)?;
        add_ids(&mut known, rows)?;
    }
    Ok(known)
}

/// What is known of every film: for counting.
pub fn of_all(c: &mut Conn) -> Result<HashMap<FilmId, KnownFacts>, StoreError> {
    let mut known = HashMap::new();
    add_rows(&mut known, film_facts::table.select(Row::as_select()).load(c)?)?;
    Ok(known)
}

/// The films' own posters, those that were typed before those that were fetched.
pub fn posters(c: &mut Conn, films: &[FilmId]) -> Result<HashMap<FilmId, MediaId>, StoreError> {
    let ids: Vec<&str> = films.iter().map(FilmId::as_str).collect();
    let rows: Vec<(String, String, Option<String>)> = film_facts::table
        .filter(film_facts::film_id.eq_any(ids).and(film_facts::poster_id.is_not_null()))
        .select((film_facts::film_id, film_facts::source, film_facts::poster_id))
        .load(c)?;
    let mut best: HashMap<FilmId, (Source, MediaId)> = HashMap::new();
    for (film, source, poster) in rows {
        let (Some(source), Some(poster)) = (Source::parse(&source), poster) else {
            continue;
        };
        let film = FilmId::new(film);
        if best.get(&film).is_none_or(|(known, _)| source < *known) {
            best.insert(film, (source, MediaId::new(poster)));
        }
    }
    Ok(best.into_iter().map(|(film, (_, poster))| (film, poster)).collect())
}

/// What is known of one film.
pub fn of_one(c: &mut Conn, film: &FilmId) -> Result<KnownFacts, StoreError> {
    Ok(of(c, std::slice::from_ref(film))?.remove(film).unwrap_or_default())
}

fn add_rows(known: &mut HashMap<FilmId, KnownFacts>, rows: Vec<Row>) -> Result<(), StoreError> {
    for row in rows {
        let at = name(&row.film_id);
        let source = at.word("source", &row.source, Source::parse)?;
        let list = |column, text: &str| serde_json::from_str::<Vec<String>>(text).map_err(|_| at.bad(column));
        let (countries, languages) = (list("countries", &row.countries)?, list("languages", &row.languages)?);
        let facts = known
            .entry(FilmId::new(&row.film_id))
            .or_default()
            .0
            .entry(source)
            .or_default();
        facts.original_title = row.original_title;
        facts.title_language = row.title_language;
        facts.runtime = row.runtime;
        (facts.countries, facts.languages) = (countries, languages);
        facts.poster_id = row.poster_id.map(MediaId::new);
    }
    Ok(())
}

fn add_ids(known: &mut HashMap<FilmId, KnownFacts>, rows: Vec<IdRow>) -> Result<(), StoreError> {
    for row in rows {
        let at = RowName {
            table: "film_ids",
            id: &row.film_id,
        };
        let source = at.word("source", &row.source, Source::parse)?;
        let scheme = at.word("scheme", &row.scheme, IdScheme::parse)?;
        let facts = known
            .entry(FilmId::new(&row.film_id))
            .or_default()
            .0
            .entry(source)
            .or_default();
        facts.ids.insert(scheme, row.value);
    }
    Ok(())
}

/// Puts `facts` in the place of what that source said before.
pub fn replace(
    c: &mut Conn,
    film: &FilmId,
    source: Source,
    facts: &FilmFacts,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (id, source) = (film.as_str(), source.as_str());
    diesel::delete(film_facts::table.find((id, source))).execute(c)?;
    diesel::delete(film_ids::table.filter(film_ids::film_id.eq(id).and(film_ids::source.eq(source)))).execute(c)?;
    if facts.is_empty() {
        return Ok(());
    }
    let json = |list: &[String], column| serde_json::to_string(list).map_err(|_| name(id).bad(column));
    let row = Row {
        film_id: id.to_owned(),
        source: source.to_owned(),
        original_title: facts.original_title.clone(),
        title_language: facts.title_language.clone(),
        runtime: facts.runtime,
        countries: json(&facts.countries, "countries")?,
        languages: json(&facts.languages, "languages")?,
        poster_id: facts.poster_id.as_ref().map(|id| id.as_str().to_owned()),
        updated_at: stamp(now),
    };
    on_each_backend!(c, |c| diesel::insert_into(film_facts::table).values(&row).execute(c))?;
    for (scheme, value) in &facts.ids {
        let row = IdRow {
            film_id: id.to_owned(),
            scheme: scheme.as_str().to_owned(),
            source: source.to_owned(),
            value: value.clone(),
        };
        on_each_backend!(c, |c| diesel::insert_into(film_ids::table).values(&row).execute(c))?;
    }
    Ok(())
}

/// The films that one of those identifiers names, each once.
pub fn films_of_ids(c: &mut Conn, ids: &[(IdScheme, String)]) -> Result<Vec<FilmId>, StoreError> {
    let mut films = Vec::new();
    for (scheme, value) in ids {
        let found: Vec<String> = film_ids::table
            .filter(film_ids::scheme.eq(scheme.as_str()).and(film_ids::value.eq(value)))
            .select(film_ids::film_id)
            .load(c)?;
        films.extend(found.into_iter().map(FilmId::new));
    }
    films.sort();
    films.dedup();
    Ok(films)
}

/// Films of which that source said something `before` then and nothing since, the oldest first.
pub fn fetched_before(
    c: &mut Conn,
    source: Source,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<FilmId>, StoreError> {
    let ids: Vec<String> = film_facts::table
        .filter(
            film_facts::source
                .eq(source.as_str())
                .and(film_facts::updated_at.le(stamp(before))),
        )
        .order((film_facts::updated_at.asc(), film_facts::film_id.asc()))
        .limit(limit)
        .select(film_facts::film_id)
        .load(c)?;
    Ok(ids.into_iter().map(FilmId::new).collect())
}

/// When that source last said something of a film.
pub fn fetched_at(c: &mut Conn, film: &FilmId, source: Source) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<NaiveDateTime> = film_facts::table
        .find((film.as_str(), source.as_str()))
        .select(film_facts::updated_at)
        .first(c)
        .optional()?;
    Ok(at.map(time))
}

/// Forgets everything that is known of a film, for when it is merged into another.
pub fn forget(c: &mut Conn, film: &FilmId) -> Result<(), StoreError> {
    diesel::delete(film_facts::table.filter(film_facts::film_id.eq(film.as_str()))).execute(c)?;
    diesel::delete(film_ids::table.filter(film_ids::film_id.eq(film.as_str()))).execute(c)?;
    Ok(())
}
