//! People of films.

use super::backend::on_each_backend;
use super::rows::{stamp, time};
use super::schema::{former_person_slugs, people, person_ids};
use super::{Conn, StoreError};
use crate::domain::film::IdScheme;
use crate::domain::id::PersonId;
use crate::domain::person::{Person, PersonName};
use crate::domain::text::keys;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = people)]
struct Row {
    id: String,
    name: String,
    name_key: String,
    mark: String,
    sort_name: String,
    slug: String,
    created_at: NaiveDateTime,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: PersonId::new(row.id),
            name: row.name,
            mark: row.mark,
            sort_name: row.sort_name,
            slug: row.slug,
            created_at: time(row.created_at),
        }
    }
}

/// The person of that page.
pub fn by_slug(c: &mut Conn, slug: &str) -> Result<Option<Person>, StoreError> {
    let query = people::table.filter(people::slug.eq(slug)).select(Row::as_select());
    Ok(query.get_result(c).optional()?.map(Person::from))
}

/// The slug that a person has now, by one they had before they were merged into somebody else.
pub fn slug_after(c: &mut Conn, former: &str) -> Result<Option<String>, StoreError> {
    let query = former_person_slugs::table
        .inner_join(people::table.on(people::id.eq(former_person_slugs::person_id)))
        .filter(former_person_slugs::slug.eq(former))
        .select(people::slug);
    Ok(query.get_result(c).optional()?)
}

/// Those people, in no order.
pub fn by_ids(c: &mut Conn, ids: &[PersonId]) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let some: Vec<&str> = some.iter().map(PersonId::as_str).collect();
        let rows: Vec<Row> = people::table
            .filter(people::id.eq_any(some))
            .select(Row::as_select())
            .load(c)?;
        found.extend(rows.into_iter().map(Person::from));
    }
    Ok(found)
}

/// The person of that name and mark; spelling does not count.
pub fn by_name(c: &mut Conn, name: &PersonName) -> Result<Option<Person>, StoreError> {
    let (name_key, mark) = name.key();
    let query = people::table
        .filter(people::name_key.eq(name_key).and(people::mark.eq(mark)))
        .select(Row::as_select());
    Ok(query.get_result(c).optional()?.map(Person::from))
}

/// The person of that name and mark, made with `id` where they are new.
pub fn find_or_create(c: &mut Conn, id: &str, name: &PersonName, now: DateTime<Utc>) -> Result<Person, StoreError> {
    if let Some(known) = by_name(c, name)? {
        return Ok(known);
    }
    let (name_key, mark) = name.key();
    let row = Row {
        id: id.to_owned(),
        name: name.name.clone(),
        name_key,
        mark,
        sort_name: name.sort_name(),
        slug: free_slug(c, &name.slug())?,
        created_at: stamp(now),
    };
    // Another process may enter the same person at this moment; whoever comes second takes the first one's.
    on_each_backend!(c, |c| diesel::insert_into(people::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    by_name(c, name)?.ok_or(StoreError::BadRow {
        table: "people",
        id: id.to_owned(),
        column: "name_key",
    })
}

fn free_slug(c: &mut Conn, base: &str) -> Result<String, StoreError> {
    keys::first_free(base, |slug| {
        let taken: i64 = people::table.filter(people::slug.eq(slug)).count().get_result(c)?;
        let former: i64 = former_person_slugs::table
            .filter(former_person_slugs::slug.eq(slug))
            .count()
            .get_result(c)?;
        Ok(taken + former == 0)
    })
}

/// Gives a person another name. False when somebody else has it.
pub fn rename(c: &mut Conn, id: &PersonId, name: &PersonName) -> Result<bool, StoreError> {
    let (name_key, mark) = name.key();
    if by_name(c, name)?.is_some_and(|other| other.id != *id) {
        return Ok(false);
    }
    diesel::update(people::table.find(id.as_str()))
        .set((
            people::name.eq(&name.name),
            people::name_key.eq(name_key),
            people::mark.eq(mark),
            people::sort_name.eq(name.sort_name()),
        ))
        .execute(c)?;
    Ok(true)
}

/// The same person elsewhere.
pub fn ids_of(c: &mut Conn, id: &PersonId) -> Result<Vec<(IdScheme, String)>, StoreError> {
    let rows: Vec<(String, String)> = person_ids::table
        .filter(person_ids::person_id.eq(id.as_str()))
        .order(person_ids::scheme.desc())
        .select((person_ids::scheme, person_ids::value))
        .load(c)?;
    Ok(rows
        .into_iter()
        .filter_map(|(scheme, value)| Some((IdScheme::parse(&scheme)?, value)))
        .collect())
}

/// The person that an identifier names.
pub fn by_external_id(c: &mut Conn, scheme: IdScheme, value: &str) -> Result<Option<PersonId>, StoreError> {
    let found: Option<String> = person_ids::table
        .filter(person_ids::scheme.eq(scheme.as_str()).and(person_ids::value.eq(value)))
        .order(person_ids::person_id)
        .select(person_ids::person_id)
        .first(c)
        .optional()?;
    Ok(found.map(PersonId::new))
}

/// Notes under which identifier a person is known elsewhere; one that is known already stays.
pub fn add_id(c: &mut Conn, id: &PersonId, scheme: IdScheme, value: &str) -> Result<(), StoreError> {
    let row = (
        person_ids::person_id.eq(id.as_str()),
        person_ids::scheme.eq(scheme.as_str()),
        person_ids::value.eq(value),
    );
    on_each_backend!(c, |c| diesel::insert_into(person_ids::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Deletes somebody whose credits have gone to `into`; their address leads there from now on.
pub fn dissolve(c: &mut Conn, gone: &Person, into: &PersonId) -> Result<(), StoreError> {
    for (scheme, value) in ids_of(c, &gone.id)? {
        add_id(c, into, scheme, &value)?;
    }
    diesel::delete(person_ids::table.filter(person_ids::person_id.eq(gone.id.as_str()))).execute(c)?;
    diesel::update(former_person_slugs::table.filter(former_person_slugs::person_id.eq(gone.id.as_str())))
        .set(former_person_slugs::person_id.eq(into.as_str()))
        .execute(c)?;
    diesel::delete(people::table.find(gone.id.as_str())).execute(c)?;
    let row = (
        former_person_slugs::slug.eq(&gone.slug),
        former_person_slugs::person_id.eq(into.as_str()),
    );
    diesel::insert_into(former_person_slugs::table).values(row).execute(c)?;
    Ok(())
}

/// Deletes the people of those who have no credit any more.
pub fn delete_uncredited(c: &mut Conn, ids: &[PersonId]) -> Result<(), StoreError> {
    use super::schema::credits;
    for id in ids {
        let left: i64 = credits::table
            .filter(credits::person_id.eq(id.as_str()))
            .count()
            .get_result(c)?;
        if left == 0 {
            diesel::delete(person_ids::table.filter(person_ids::person_id.eq(id.as_str()))).execute(c)?;
            diesel::delete(former_person_slugs::table.filter(former_person_slugs::person_id.eq(id.as_str())))
                .execute(c)?;
            diesel::delete(people::table.find(id.as_str())).execute(c)?;
        }
    }
    Ok(())
}
