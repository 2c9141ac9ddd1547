//! Lists and what is in them.

mod reviewed;

use super::schema::{films, list_items, lists};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, FilmId, ListId, ListItemId};
use crate::domain::list::{List, ListItem, ListKind, ListOf};
use crate::domain::text::SafeHtml;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

pub use reviewed::{Reviewed, Unreviewed, reviewed, unreviewed, with_page};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = lists, treat_none_as_null = true)]
struct Row {
    id: String,
    author_id: String,
    title: String,
    slug: String,
    language: String,
    kind: String,
    contents: String,
    intro: String,
    intro_html: String,
    query: String,
    canon: Option<String>,
    public: bool,
    created_at: NaiveDateTime,
    changed_at: NaiveDateTime,
    published_at: Option<NaiveDateTime>,
}

impl Row {
    fn of(list: &List) -> Result<Self, StoreError> {
        let name = RowName {
            table: "lists",
            id: list.id.as_str(),
        };
        Ok(Self {
            id: list.id.as_str().to_owned(),
            author_id: list.author_id.as_str().to_owned(),
            title: list.title.clone(),
            slug: list.slug.clone(),
            language: list.language.clone(),
            kind: list.kind.as_str().to_owned(),
            contents: list.of.as_str().to_owned(),
            intro: list.intro.clone(),
            intro_html: list.intro_html.as_str().to_owned(),
            query: serde_json::to_string(&list.query).map_err(|_| name.bad("query"))?,
            canon: list.canon.clone(),
            public: list.public,
            created_at: stamp(list.created_at),
            changed_at: stamp(list.changed_at),
            published_at: list.published_at.map(stamp),
        })
    }

    fn into_list(self) -> Result<List, StoreError> {
        let name = RowName {
            table: "lists",
            id: &self.id,
        };
        Ok(List {
            kind: name.word("kind", &self.kind, ListKind::parse)?,
            of: name.word("contents", &self.contents, ListOf::parse)?,
            query: serde_json::from_str(&self.query).map_err(|_| name.bad("query"))?,
            id: ListId::new(self.id.clone()),
            author_id: ActorId::new(self.author_id),
            title: self.title,
            slug: self.slug,
            language: self.language,
            intro: self.intro,
            intro_html: SafeHtml::from_stored(self.intro_html),
            canon: self.canon,
            public: self.public,
            created_at: time(self.created_at),
            changed_at: time(self.changed_at),
            published_at: optional_time(self.published_at),
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = list_items)]
struct ItemRow {
    id: String,
    list_id: String,
    position: i32,
    film_id: String,
    person: String,
    part: String,
    award: String,
    note: String,
    note_html: String,
    added_at: NaiveDateTime,
}

impl ItemRow {
    fn of(list: &ListId, position: i32, item: &ListItem) -> Self {
        Self {
            id: item.id.as_str().to_owned(),
            list_id: list.as_str().to_owned(),
            position,
            film_id: item.film_id.as_str().to_owned(),
            person: item.person.clone(),
            part: item.part.clone(),
            award: item.award.clone(),
            note: item.note.clone(),
            note_html: item.note_html.as_str().to_owned(),
            added_at: stamp(item.added_at),
        }
    }

    fn into_item(self) -> ListItem {
        ListItem {
            id: ListItemId::new(self.id),
            film_id: FilmId::new(self.film_id),
            person: self.person,
            part: self.part,
            award: self.award,
            note: self.note,
            note_html: SafeHtml::from_stored(self.note_html),
            added_at: time(self.added_at),
        }
    }
}

/// An item with what a list shows of its film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The item.
    pub item: ListItem,
    /// Title of the film.
    pub title: String,
    /// The key by which two spellings of it are the same.
    pub title_key: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Last part of the address of the film's page.
    pub film_slug: String,
}

/// The list of that id.
pub fn by_id(c: &mut Conn, id: &ListId) -> Result<Option<List>, StoreError> {
    let row = lists::table.find(id.as_str()).select(Row::as_select());
    row.get_result(c).optional()?.map(Row::into_list).transpose()
}

/// The lists of those ids, in any order.
pub fn by_ids(c: &mut Conn, ids: &[ListId]) -> Result<Vec<List>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ListId::as_str).collect();
    let rows: Vec<Row> = lists::table
        .filter(lists::id.eq_any(ids))
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_list).collect()
}

/// An author's list of that slug.
pub fn by_author_slug(c: &mut Conn, author: &ActorId, slug: &str) -> Result<Option<List>, StoreError> {
    let row = lists::table
        .filter(lists::author_id.eq(author.as_str()).and(lists::slug.eq(slug)))
        .select(Row::as_select());
    row.get_result(c).optional()?.map(Row::into_list).transpose()
}

/// Every list that everybody may see, and every one of that author; the latest first.
pub fn all(c: &mut Conn, own: Option<&ActorId>, limit: i64) -> Result<Vec<List>, StoreError> {
    let own = own.map(ActorId::as_str).unwrap_or_default();
    let rows: Vec<Row> = lists::table
        .filter(lists::public.eq(true).or(lists::author_id.eq(own)))
        .order((lists::changed_at.desc(), lists::id.desc()))
        .limit(limit)
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(Row::into_list).collect()
}

/// Adds a list or changes it.
pub fn save(c: &mut Conn, list: &List) -> Result<(), StoreError> {
    let row = Row::of(list)?;
    on_each_backend!(c, |c| diesel::insert_into(lists::table)
        .values(&row)
        .on_conflict(lists::id)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}

/// Notes that what is in a list has changed.
pub fn touch(c: &mut Conn, id: &ListId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(lists::table.find(id.as_str()))
        .set(lists::changed_at.eq(stamp(now)))
        .execute(c)?;
    Ok(())
}

/// Deletes a list with everything in it.
pub fn delete(c: &mut Conn, id: &ListId) -> Result<(), StoreError> {
    diesel::delete(list_items::table.filter(list_items::list_id.eq(id.as_str()))).execute(c)?;
    diesel::delete(lists::table.find(id.as_str())).execute(c)?;
    Ok(())
}

/// How many items a list has.
pub fn count(c: &mut Conn, id: &ListId) -> Result<i64, StoreError> {
    let all = list_items::table.filter(list_items::list_id.eq(id.as_str()));
    Ok(all.select(count_star()).get_result(c)?)
}

/// How many items each of those lists has.
pub fn counts(c: &mut Conn, ids: &[ListId]) -> Result<Vec<(ListId, i64)>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ListId::as_str).collect();
    let rows: Vec<(String, i64)> = list_items::table
        .filter(list_items::list_id.eq_any(ids))
        .group_by(list_items::list_id)
        .select((list_items::list_id, count_star()))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, n)| (ListId::new(id), n)).collect())
}

/// Everything in those lists, in order.
pub fn items(c: &mut Conn, ids: &[ListId]) -> Result<Vec<(ListId, Placed)>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ListId::as_str).collect();
    let rows: Vec<(ItemRow, String, String, i32, String)> = list_items::table
        .inner_join(films::table)
        .filter(list_items::list_id.eq_any(ids))
        .order((
            list_items::list_id.asc(),
            list_items::position.asc(),
            list_items::id.asc(),
        ))
        .select((
            ItemRow::as_select(),
            films::title,
            films::title_key,
            films::year,
            films::slug,
        ))
        .load(c)?;
    let placed = rows.into_iter().map(|(row, title, title_key, year, film_slug)| {
        let list = ListId::new(row.list_id.clone());
        let placed = Placed {
            item: row.into_item(),
            title,
            title_key,
            year: (year != 0).then_some(year),
            film_slug,
        };
        (list, placed)
    });
    Ok(placed.collect())
}

/// Puts items at the end of a list.
pub fn append(c: &mut Conn, list: &ListId, items: &[ListItem]) -> Result<(), StoreError> {
    let last: Option<i32> = list_items::table
        .filter(list_items::list_id.eq(list.as_str()))
        .select(max(list_items::position))
        .get_result(c)?;
    let first = last.map_or(0, |last| last.saturating_add(1));
    let rows: Vec<ItemRow> = (first..)
        .zip(items)
        .map(|(at, item)| ItemRow::of(list, at, item))
        .collect();
    for some in rows.chunks(500) {
        on_each_backend!(c, |c| diesel::insert_into(list_items::table).values(some).execute(c))?;
    }
    Ok(())
}

/// Takes an item out of a list; false when it is not in it.
pub fn remove(c: &mut Conn, list: &ListId, item: &ListItemId) -> Result<bool, StoreError> {
    let one = list_items::table.filter(
        list_items::id
            .eq(item.as_str())
            .and(list_items::list_id.eq(list.as_str())),
    );
    Ok(diesel::delete(one).execute(c)? > 0)
}

/// Ids and positions of the items of a list, in order.
pub fn order(c: &mut Conn, list: &ListId) -> Result<Vec<(ListItemId, i32)>, StoreError> {
    let rows: Vec<(String, i32)> = list_items::table
        .filter(list_items::list_id.eq(list.as_str()))
        .order((list_items::position.asc(), list_items::id.asc()))
        .select((list_items::id, list_items::position))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, at)| (ListItemId::new(id), at)).collect())
}

/// Moves an item to a position.
pub fn place(c: &mut Conn, item: &ListItemId, position: i32) -> Result<(), StoreError> {
    diesel::update(list_items::table.find(item.as_str()))
        .set(list_items::position.eq(position))
        .execute(c)?;
    Ok(())
}

/// Writes a note beside an item; false when it is not in that list.
pub fn note(c: &mut Conn, list: &ListId, item: &ListItemId, note: &str, html: &SafeHtml) -> Result<bool, StoreError> {
    let one = list_items::table.filter(
        list_items::id
            .eq(item.as_str())
            .and(list_items::list_id.eq(list.as_str())),
    );
    let set = (list_items::note.eq(note), list_items::note_html.eq(html.as_str()));
    Ok(diesel::update(one).set(set).execute(c)? > 0)
}

/// Public lists that hold a film, with who is named there, by title: `(list, person)`.
pub fn with_film(c: &mut Conn, film: &FilmId) -> Result<Vec<(List, String)>, StoreError> {
    let rows: Vec<(Row, String)> = list_items::table
        .inner_join(lists::table)
        .filter(list_items::film_id.eq(film.as_str()).and(lists::public.eq(true)))
        .order((lists::title.asc(), lists::id.asc(), list_items::position.asc()))
        .limit(50)
        .select((Row::as_select(), list_items::person))
        .load(c)?;
    rows.into_iter()
        .map(|(row, person)| Ok((row.into_list()?, person)))
        .collect()
}
