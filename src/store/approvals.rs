//! What authors elsewhere said of answers and likes from here.

use crate::domain::approval::Approval;
use crate::domain::id::ActorId;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::approvals;
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
