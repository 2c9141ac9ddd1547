//! Uploaded images and the register of remote images that our proxy keeps copies of.

use super::backend::on_each_backend;
use super::schema::{media, remote_media};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, MediaId};
use crate::domain::media::Rendition;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

/// An uploaded image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMedia {
    /// Our identifier.
    pub id: MediaId,
    /// Who uploaded it.
    pub owner_id: ActorId,
    /// Alt text.
    pub alt: String,
    /// Width of the largest rendition in pixels.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Blurhash.
    pub blurhash: String,
    /// Narrowest first.
    pub renditions: Vec<Rendition>,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = media)]
struct Row {
    id: String,
    owner_id: String,
    alt: String,
    width: i32,
    height: i32,
    blurhash: String,
    renditions: String,
    created_at: NaiveDateTime,
}

fn bad(id: &str) -> StoreError {
    StoreError::BadRow {
        table: "media",
        id: id.to_owned(),
        column: "renditions",
    }
}

fn to_media(row: Row) -> Result<StoredMedia, StoreError> {
    let renditions = serde_json::from_str(&row.renditions).map_err(|_| bad(&row.id))?;
    Ok(StoredMedia {
        id: MediaId::new(row.id),
        owner_id: ActorId::new(row.owner_id),
        alt: row.alt,
        width: row.width,
        height: row.height,
        blurhash: row.blurhash,
        renditions,
        created_at: row.created_at.and_utc(),
    })
}

/// Adds an image whose files are written already.
pub fn insert(c: &mut Conn, image: &StoredMedia) -> Result<(), StoreError> {
    let row = Row {
        id: image.id.as_str().to_owned(),
        owner_id: image.owner_id.as_str().to_owned(),
        alt: image.alt.clone(),
        width: image.width,
        height: image.height,
        blurhash: image.blurhash.clone(),
        renditions: serde_json::to_string(&image.renditions).map_err(|_| bad(image.id.as_str()))?,
        created_at: image.created_at.naive_utc(),
    };
    diesel::insert_into(media::table).values(&row).execute(c)?;
    Ok(())
}

/// The image of that id.
pub fn by_id(c: &mut Conn, id: &MediaId) -> Result<Option<StoredMedia>, StoreError> {
    media::table
        .find(id.as_str())
        .select(Row::as_select())
        .first(c)
        .optional()?
        .map(to_media)
        .transpose()
}

/// The images of those ids, in no order.
pub fn by_ids(c: &mut Conn, ids: &[MediaId]) -> Result<Vec<StoredMedia>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(MediaId::as_str).collect();
    let rows: Vec<Row> = media::table
        .filter(media::id.eq_any(ids))
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(to_media).collect()
}

/// Everything that somebody uploaded, oldest first.
pub fn of_owner(c: &mut Conn, owner: &ActorId) -> Result<Vec<StoredMedia>, StoreError> {
    let rows: Vec<Row> = media::table
        .filter(media::owner_id.eq(owner.as_str()))
        .order(media::id)
        .select(Row::as_select())
        .load(c)?;
    rows.into_iter().map(to_media).collect()
}

/// Replaces the alt text of an image of that owner; `false` when it is not theirs.
pub fn set_alt(c: &mut Conn, id: &MediaId, owner: &ActorId, alt: &str) -> Result<bool, StoreError> {
    let own = media::table.filter(media::id.eq(id.as_str()).and(media::owner_id.eq(owner.as_str())));
    Ok(diesel::update(own).set(media::alt.eq(alt)).execute(c)? > 0)
}

/// What is known of a remote image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteImage {
    /// Its address.
    pub url: String,
    /// `avatar` or `image`.
    pub purpose: String,
    /// `wanted`, `ready` or `failed`.
    pub state: String,
    /// Failed fetches in a row.
    pub failures: i32,
    /// Last fetch, whether it worked or not.
    pub fetched_at: Option<DateTime<Utc>>,
}

/// What is known of the remote image with that key.
pub fn remote(c: &mut Conn, key: &str) -> Result<Option<RemoteImage>, StoreError> {
    let row: Option<(String, String, String, i32, Option<NaiveDateTime>)> = remote_media::table
        .find(key)
        .select((
            remote_media::url,
            remote_media::purpose,
            remote_media::state,
            remote_media::failures,
            remote_media::fetched_at,
        ))
        .first(c)
        .optional()?;
    Ok(row.map(|(url, purpose, state, failures, fetched_at)| RemoteImage {
        url,
        purpose,
        state,
        failures,
        fetched_at: fetched_at.map(|at| at.and_utc()),
    }))
}

/// Registers a remote image, so that the proxy may fetch it: it fetches nothing that is not registered.
pub fn want_remote(c: &mut Conn, key: &str, url: &str, purpose: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        remote_media::key.eq(key),
        remote_media::url.eq(url),
        remote_media::purpose.eq(purpose),
        remote_media::state.eq("wanted"),
        remote_media::failures.eq(0),
        remote_media::created_at.eq(now.naive_utc()),
    );
    on_each_backend!(c, |c| diesel::insert_into(remote_media::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Notes how a fetch ended.
pub fn set_remote(c: &mut Conn, key: &str, state: &str, failures: i32, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(remote_media::table.find(key))
        .set((
            remote_media::state.eq(state),
            remote_media::failures.eq(failures),
            remote_media::fetched_at.eq(now.naive_utc()),
        ))
        .execute(c)?;
    Ok(())
}
