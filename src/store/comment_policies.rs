//! Who may comment under single reviews.

use crate::domain::id::ReviewId;
use crate::domain::moderation::{ReviewPolicy, WhoMay};
use crate::store::backend::on_each_backend;
use crate::store::rows::RowName;
use crate::store::schema::comment_policies;
use crate::store::{Conn, StoreError};
use diesel::prelude::*;

type Columns = (String, Option<String>, Option<i32>);

/// Every review that says otherwise than the site.
pub fn all(c: &mut Conn) -> Result<Vec<(ReviewId, ReviewPolicy)>, StoreError> {
    let rows: Vec<Columns> = comment_policies::table.select(comment_policies::all_columns).load(c)?;
    let read = |(id, who, days): Columns| {
        let row = RowName {
            table: "comment_policies",
            id: &id,
        };
        let policy = ReviewPolicy {
            who: who.map(|who| row.word("who", &who, WhoMay::parse)).transpose()?,
            close_after_days: days
                .map(|days| u32::try_from(days).map_err(|_| row.bad("close_after_days")))
                .transpose()?,
        };
        Ok((ReviewId::new(id), policy))
    };
    rows.into_iter().map(read).collect()
}

/// Sets what one review says; one that says nothing is forgotten.
pub fn set(c: &mut Conn, id: &ReviewId, policy: ReviewPolicy) -> Result<(), StoreError> {
    if policy.is_empty() {
        diesel::delete(comment_policies::table.find(id.as_str())).execute(c)?;
        return Ok(());
    }
    let days = policy
        .close_after_days
        .map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    let values = (
        comment_policies::who.eq(policy.who.map(WhoMay::as_str)),
        comment_policies::close_after_days.eq(days),
    );
    on_each_backend!(c, |c| diesel::insert_into(comment_policies::table)
        .values((comment_policies::review_id.eq(id.as_str()), values))
        .on_conflict(comment_policies::review_id)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}
