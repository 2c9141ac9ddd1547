//! Who elsewhere blocks whom here.

use crate::domain::block::Block;
use crate::domain::id::{ActorId, BlockId};
use crate::store::backend::on_each_backend;
use crate::store::rows::{stamp, time};
use crate::store::schema::blocks;
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{exists, select};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = blocks)]
struct BlockRow {
    id: String,
    blocker_id: String,
    blocked_id: String,
    activity_uri: String,
    created_at: NaiveDateTime,
}

impl BlockRow {
    fn into_block(self) -> Block {
        Block {
            id: BlockId::new(self.id),
            blocker_id: ActorId::new(self.blocker_id),
            blocked_id: ActorId::new(self.blocked_id),
            activity_uri: self.activity_uri,
            created_at: time(self.created_at),
        }
    }
}

/// Stores a block; a known one takes the id of its newest activity. True when it is new.
pub fn put(c: &mut Conn, block: &Block) -> Result<bool, StoreError> {
    let row = BlockRow {
        id: block.id.as_str().to_owned(),
        blocker_id: block.blocker_id.as_str().to_owned(),
        blocked_id: block.blocked_id.as_str().to_owned(),
        activity_uri: block.activity_uri.clone(),
        created_at: stamp(block.created_at),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(blocks::table)
        .values(&row)
        .on_conflict((blocks::blocker_id, blocks::blocked_id))
        .do_nothing()
        .execute(c))?;
    if added == 0 {
        let known = blocks::table
            .filter(blocks::blocker_id.eq(&row.blocker_id))
            .filter(blocks::blocked_id.eq(&row.blocked_id));
        diesel::update(known)
            .set(blocks::activity_uri.eq(&row.activity_uri))
            .execute(c)?;
    }
    Ok(added > 0)
}

/// True while the one blocks the other.
pub fn is_blocked(c: &mut Conn, blocker: &ActorId, blocked: &ActorId) -> Result<bool, StoreError> {
    let query = blocks::table
        .filter(blocks::blocker_id.eq(blocker.as_str()))
        .filter(blocks::blocked_id.eq(blocked.as_str()));
    Ok(select(exists(query)).get_result(c)?)
}

/// The block of an actor that came with that activity.
pub fn by_activity(c: &mut Conn, blocker: &ActorId, activity_uri: &str) -> Result<Option<Block>, StoreError> {
    let query = blocks::table
        .filter(blocks::activity_uri.eq(activity_uri))
        .filter(blocks::blocker_id.eq(blocker.as_str()));
    let found: Option<BlockRow> = query.select(BlockRow::as_select()).first(c).optional()?;
    Ok(found.map(BlockRow::into_block))
}

/// The block of one actor by another.
pub fn by_pair(c: &mut Conn, blocker: &ActorId, blocked: &ActorId) -> Result<Option<Block>, StoreError> {
    let query = blocks::table
        .filter(blocks::blocker_id.eq(blocker.as_str()))
        .filter(blocks::blocked_id.eq(blocked.as_str()));
    let found: Option<BlockRow> = query.select(BlockRow::as_select()).first(c).optional()?;
    Ok(found.map(BlockRow::into_block))
}

/// Ends a block.
pub fn delete(c: &mut Conn, id: &BlockId) -> Result<bool, StoreError> {
    Ok(diesel::delete(blocks::table.find(id.as_str())).execute(c)? > 0)
}

/// Ends every block by an actor.
pub fn delete_all_by(c: &mut Conn, blocker: &ActorId) -> Result<usize, StoreError> {
    Ok(diesel::delete(blocks::table.filter(blocks::blocker_id.eq(blocker.as_str()))).execute(c)?)
}
