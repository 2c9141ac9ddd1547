//! What authors elsewhere said of answers and likes from here, and what they ask of us.

use crate::domain::approval::Approval;
use crate::domain::id::{ActorId, CommentId};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{approvals, reply_requests};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = approvals, primary_key(object_uri), treat_none_as_null = true)]
struct ApprovalRow {
    object_uri: String,
    actor_id: String,
    approval_uri: Option<String>,
    created_at: NaiveDateTime,
}

/// Remembers what was said; the last word counts.
pub fn put(c: &mut Conn, approval: &Approval) -> Result<(), StoreError> {
    let row = ApprovalRow {
        object_uri: approval.object_uri.clone(),
        actor_id: approval.actor_id.as_str().to_owned(),
        approval_uri: approval.approval_uri.as_ref().map(|uri| uri.as_str().to_owned()),
        created_at: stamp(approval.created_at),
    };
    on_each_backend!(c, |c| diesel::insert_into(approvals::table)
        .values(&row)
        .on_conflict(approvals::object_uri)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}

/// Remembers the request by which a server asks for an answer of its people to be let onto the page; the last one counts.
pub fn put_request(c: &mut Conn, comment: &CommentId, uri: &str) -> Result<(), StoreError> {
    on_each_backend!(c, |c| diesel::insert_into(reply_requests::table)
        .values((
            reply_requests::comment_id.eq(comment.as_str()),
            reply_requests::uri.eq(uri)
        ))
        .on_conflict(reply_requests::comment_id)
        .do_update()
        .set(reply_requests::uri.eq(uri))
        .execute(c))?;
    Ok(())
}

/// That request; `None` when nobody asked.
pub fn request_of(c: &mut Conn, comment: &CommentId) -> Result<Option<String>, StoreError> {
    let query = reply_requests::table.find(comment.as_str()).select(reply_requests::uri);
    Ok(query.get_result(c).optional()?)
}

/// What was said of that comment or activity.
pub fn of(c: &mut Conn, object_uri: &str) -> Result<Option<Approval>, StoreError> {
    let found: Option<ApprovalRow> = approvals::table
        .find(object_uri)
        .select(ApprovalRow::as_select())
        .first(c)
        .optional()?;
    found
        .map(|row| {
            let name = RowName {
                table: "approvals",
                id: &row.object_uri,
            };
            Ok(Approval {
                approval_uri: name.optional_url("approval_uri", row.approval_uri.as_deref())?,
                object_uri: row.object_uri.clone(),
                actor_id: ActorId::new(row.actor_id),
                created_at: time(row.created_at),
            })
        })
        .transpose()
}
