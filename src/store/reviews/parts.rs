//! Sections, trivia and tags of reviews.

use crate::domain::id::ReviewId;
use crate::domain::review::{Review, Section, SectionKind, Trivia};
use crate::domain::text::{SafeHtml, keys};
use crate::store::schema::{review_sections, review_tags, review_trivia};
use crate::store::{Conn, StoreError};
use diesel::prelude::*;
use std::collections::HashMap;
use url::Url;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = review_sections)]
struct SectionRow {
    review_id: String,
    position: i32,
    kind: String,
    label: String,
    source: String,
    html: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = review_trivia)]
struct TriviaRow {
    review_id: String,
    position: i32,
    source: String,
    html: String,
    source_name: String,
    source_url: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = review_tags)]
struct TagRow {
    review_id: String,
    position: i32,
    name: String,
    key: String,
}

/// Adds the parts to reviews read without them: three queries for any number of reviews.
pub(super) fn fill(c: &mut Conn, reviews: &mut [Review]) -> Result<(), StoreError> {
    if reviews.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = reviews.iter().map(|review| review.id.as_str().to_owned()).collect();
    let places: HashMap<String, usize> = ids.iter().enumerate().map(|(i, id)| (id.clone(), i)).collect();
    let sections: Vec<SectionRow> = review_sections::table
        .filter(review_sections::review_id.eq_any(&ids))
        .order(review_sections::position.asc())
        .select(SectionRow::as_select())
        .load(c)?;
    let trivia: Vec<TriviaRow> = review_trivia::table
        .filter(review_trivia::review_id.eq_any(&ids))
        .order(review_trivia::position.asc())
        .select(TriviaRow::as_select())
        .load(c)?;
    let tags: Vec<TagRow> = review_tags::table
        .filter(review_tags::review_id.eq_any(&ids))
        .order(review_tags::position.asc())
        .select(TagRow::as_select())
        .load(c)?;
    let place = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
    for row in sections {
        let kind = SectionKind::parse(&row.kind).ok_or_else(|| StoreError::BadRow {
            table: "review_sections",
            id: row.review_id.clone(),
            column: "kind",
        })?;
        if let Some(review) = reviews.get_mut(place(&row.review_id)) {
            let html = SafeHtml::from_stored(row.html);
            review.sections.push(Section {
                kind,
                label: row.label,
                source: row.source,
                html,
            });
        }
    }
    for row in trivia {
        if let Some(review) = reviews.get_mut(place(&row.review_id)) {
            review.trivia.push(Trivia {
                source: row.source,
                html: SafeHtml::from_stored(row.html),
                source_name: row.source_name,
                source_url: row.source_url.and_then(|url| Url::parse(&url).ok()),
            });
        }
    }
    for row in tags {
        if let Some(review) = reviews.get_mut(place(&row.review_id)) {
            review.tags.push(row.name);
        }
    }
    Ok(())
}

/// Puts the parts of `review` in the place of those stored.
pub(super) fn replace(c: &mut Conn, review: &Review) -> Result<(), StoreError> {
    let id = review.id.as_str();
    delete(c, &review.id)?;
    for (position, section) in (0_i32..).zip(&review.sections) {
        let row = SectionRow {
            review_id: id.to_owned(),
            position,
            kind: section.kind.as_str().to_owned(),
            label: section.label.clone(),
            source: section.source.clone(),
            html: section.html.as_str().to_owned(),
        };
        diesel::insert_into(review_sections::table).values(&row).execute(c)?;
    }
    for (position, trivia) in (0_i32..).zip(&review.trivia) {
        let row = TriviaRow {
            review_id: id.to_owned(),
            position,
            source: trivia.source.clone(),
            html: trivia.html.as_str().to_owned(),
            source_name: trivia.source_name.clone(),
            source_url: trivia.source_url.as_ref().map(ToString::to_string),
        };
        diesel::insert_into(review_trivia::table).values(&row).execute(c)?;
    }
    for (position, name) in (0_i32..).zip(&review.tags) {
        let row = TagRow {
            review_id: id.to_owned(),
            position,
            name: name.clone(),
            key: keys::hashtag_key(name),
        };
        diesel::insert_into(review_tags::table).values(&row).execute(c)?;
    }
    Ok(())
}

fn delete(c: &mut Conn, id: &ReviewId) -> Result<(), StoreError> {
    let id = id.as_str();
    diesel::delete(review_sections::table.filter(review_sections::review_id.eq(id))).execute(c)?;
    diesel::delete(review_trivia::table.filter(review_trivia::review_id.eq(id))).execute(c)?;
    diesel::delete(review_tags::table.filter(review_tags::review_id.eq(id))).execute(c)?;
    Ok(())
}
