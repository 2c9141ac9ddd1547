//! Block lists, and what their lines would touch.

use super::rows::{RowName, optional_time, stamp, time};
use super::schema::{block_lists, comments, follows};
use super::{Conn, StoreError};
use crate::domain::comment::CommentState;
use crate::domain::follow::FollowState;
use crate::domain::id::{ActorId, BlockListId};
use crate::domain::policy::BlockList;
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = block_lists)]
#[diesel(treat_none_as_null = true)]
struct ListRow {
    id: String,
    name: String,
    url: Option<String>,
    every_hours: i64,
    content: String,
    passed_over: String,
    waiting: i64,
    etag: Option<String>,
    last_modified: Option<String>,
    read_at: Option<NaiveDateTime>,
    next_at: Option<NaiveDateTime>,
    error: Option<String>,
    created_at: NaiveDateTime,
}

impl ListRow {
    fn of(list: &BlockList) -> Result<Self, StoreError> {
        let name = RowName {
            table: "block_lists",
            id: list.id.as_str(),
        };
        Ok(Self {
            passed_over: serde_json::to_string(&list.passed_over).map_err(|_| name.bad("passed_over"))?,
            id: list.id.as_str().to_owned(),
            name: list.name.clone(),
            url: list.url.as_ref().map(ToString::to_string),
            every_hours: list.every_hours,
            content: list.content.clone(),
            waiting: list.waiting,
            etag: list.etag.clone(),
            last_modified: list.last_modified.clone(),
            read_at: list.read_at.map(stamp),
            next_at: list.next_at.map(stamp),
            error: list.error.clone(),
            created_at: stamp(list.created_at),
        })
    }

    fn into_list(self) -> Result<BlockList, StoreError> {
        let name = RowName {
            table: "block_lists",
            id: &self.id,
        };
        Ok(BlockList {
            url: name.optional_url("url", self.url.as_deref())?,
            passed_over: serde_json::from_str(&self.passed_over).map_err(|_| name.bad("passed_over"))?,
            id: BlockListId::new(self.id),
            name: self.name,
            every_hours: self.every_hours,
            content: self.content,
            waiting: self.waiting,
            etag: self.etag,
            last_modified: self.last_modified,
            read_at: optional_time(self.read_at),
            next_at: optional_time(self.next_at),
            error: self.error,
            created_at: time(self.created_at),
        })
    }
}

/// Every list, the first first.
pub fn all(c: &mut Conn) -> Result<Vec<BlockList>, StoreError> {
    let rows: Vec<ListRow> = block_lists::table
        .order(block_lists::id)
        .select(ListRow::as_select())
        .load(c)?;
    rows.into_iter().map(ListRow::into_list).collect()
}

/// One list.
pub fn by_id(c: &mut Conn, id: &BlockListId) -> Result<Option<BlockList>, StoreError> {
    let row: Option<ListRow> = block_lists::table
        .find(id.as_str())
        .select(ListRow::as_select())
        .get_result(c)
        .optional()?;
    row.map(ListRow::into_list).transpose()
}

/// The lists whose time to be read has come.
pub fn due(c: &mut Conn, now: DateTime<Utc>) -> Result<Vec<BlockListId>, StoreError> {
    let ids: Vec<String> = block_lists::table
        .filter(block_lists::url.is_not_null())
        .filter(block_lists::next_at.le(stamp(now)))
        .select(block_lists::id)
        .load(c)?;
    Ok(ids.into_iter().map(BlockListId::new).collect())
}

/// How many lines of all lists wait to be looked at.
pub fn waiting(c: &mut Conn) -> Result<i64, StoreError> {
    let counts: Vec<i64> = block_lists::table.select(block_lists::waiting).load(c)?;
    Ok(counts.into_iter().sum())
}

/// How many lists that are read have lines to be looked at.
pub fn count_waiting(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(block_lists::table
        .filter(block_lists::url.is_not_null())
        .filter(block_lists::waiting.gt(0))
        .count()
        .get_result(c)?)
}

/// Adds a list.
pub fn insert(c: &mut Conn, list: &BlockList) -> Result<(), StoreError> {
    diesel::insert_into(block_lists::table)
        .values(ListRow::of(list)?)
        .execute(c)?;
    Ok(())
}

/// Writes a list anew; one that is gone stays so.
pub fn update(c: &mut Conn, list: &BlockList) -> Result<(), StoreError> {
    diesel::update(block_lists::table.find(list.id.as_str()))
        .set(ListRow::of(list)?)
        .execute(c)?;
    Ok(())
}

/// Forgets a list.
pub fn delete(c: &mut Conn, id: &BlockListId) -> Result<(), StoreError> {
    diesel::delete(block_lists::table.find(id.as_str())).execute(c)?;
    Ok(())
}

/// What somebody of another server has here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Comments on pages.
    pub comments: i64,
    /// People here whom they follow.
    pub followers: i64,
    /// People here who follow them.
    pub following: i64,
}

/// By actor: what everybody has here. Also counts the people of this server, who are never asked for.
pub fn traces(c: &mut Conn) -> Result<HashMap<ActorId, Traces>, StoreError> {
    let mut traces: HashMap<ActorId, Traces> = HashMap::new();
    let written: Vec<(String, i64)> = comments::table
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .group_by(comments::author_id)
        .select((comments::author_id, count_star()))
        .load(c)?;
    for (author, count) in written {
        traces.entry(ActorId::new(author)).or_default().comments = count;
    }
    let accepted = || follows::table.filter(follows::state.eq(FollowState::Accepted.as_str()));
    let following: Vec<(String, i64)> = accepted()
        .group_by(follows::follower_id)
        .select((follows::follower_id, count_star()))
        .load(c)?;
    for (follower, count) in following {
        traces.entry(ActorId::new(follower)).or_default().followers = count;
    }
    let followed: Vec<(String, i64)> = accepted()
        .group_by(follows::followed_id)
        .select((follows::followed_id, count_star()))
        .load(c)?;
    for (followee, count) in followed {
        traces.entry(ActorId::new(followee)).or_default().following = count;
    }
    Ok(traces)
}
