//! What stands below something: the answers that collections list and counts count.

use super::root_columns;
use crate::domain::comment::{CommentState, Root};
use crate::domain::id::CommentId;
use crate::store::schema::comments;
use crate::store::{Conn, StoreError};
use diesel::dsl::count_star;
use diesel::prelude::*;

/// What guests and visitors write stands on this site alone: no server could be asked for it.
const FEDERATED: [&str; 2] = ["member", "remote"];

/// What a replies collection hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Above {
    /// Direct answers to a root.
    Root(Root),
    /// Direct answers to a comment.
    Comment(CommentId),
    /// Everything in the conversation, at any depth.
    Whole(Root),
}

/// The visible comments below something, as `(id, ActivityPub id)`, in the order they reached us, after that identifier.
pub fn uris_below(
    c: &mut Conn,
    above: &Above,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = comments::table
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .filter(comments::door.eq_any(FEDERATED))
        .select((comments::id, comments::uri))
        .order(comments::id)
        .limit(limit)
        .into_boxed();
    query = match above {
        Above::Comment(id) => query.filter(comments::parent_id.eq(id.as_str().to_owned())),
        Above::Root(root) | Above::Whole(root) => {
            let (review_id, post_id) = root_columns(root);
            match review_id {
                Some(id) => query.filter(comments::review_id.eq(id)),
                None => query.filter(comments::post_id.eq(post_id)),
            }
        }
    };
    if matches!(above, Above::Root(_)) {
        query = query.filter(comments::parent_id.is_null());
    }
    if let Some(after) = after {
        query = query.filter(comments::id.gt(after.to_owned()));
    }
    Ok(query.load(c)?)
}

/// How many visible comments stand below something.
pub fn count_below(c: &mut Conn, above: &Above) -> Result<i64, StoreError> {
    let mut query = comments::table
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .filter(comments::door.eq_any(FEDERATED))
        .select(count_star())
        .into_boxed();
    query = match above {
        Above::Comment(id) => query.filter(comments::parent_id.eq(id.as_str().to_owned())),
        Above::Root(root) | Above::Whole(root) => {
            let (review_id, post_id) = root_columns(root);
            match review_id {
                Some(id) => query.filter(comments::review_id.eq(id)),
                None => query.filter(comments::post_id.eq(post_id)),
            }
        }
    };
    if matches!(above, Above::Root(_)) {
        query = query.filter(comments::parent_id.is_null());
    }
    Ok(query.first(c)?)
}
