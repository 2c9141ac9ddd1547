//! When reviews are to be published.

use super::backend::on_each_backend;
use super::rows::{RowName, stamp, time};
use super::schema::schedules;
use super::{Conn, StoreError};
use crate::domain::id::ReviewId;
use crate::domain::schedule::{Schedule, Zone};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::HashMap;

type Row = (String, NaiveDateTime, String);

fn to_schedule((id, at, zone): Row) -> Result<(ReviewId, Schedule), StoreError> {
    let row = RowName {
        table: "schedules",
        id: &id,
    };
    let zone = row.word("zone", &zone, Zone::parse)?;
    Ok((ReviewId::new(id), Schedule { at: time(at), zone }))
}

/// When those reviews are to be published; without those that are not.
pub fn by_reviews(c: &mut Conn, ids: &[ReviewId]) -> Result<HashMap<ReviewId, Schedule>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ReviewId::as_str).collect();
    let rows: Vec<Row> = schedules::table.filter(schedules::review_id.eq_any(ids)).load(c)?;
    rows.into_iter().map(to_schedule).collect()
}

/// When a review is to be published.
pub fn by_review(c: &mut Conn, id: &ReviewId) -> Result<Option<Schedule>, StoreError> {
    Ok(by_reviews(c, std::slice::from_ref(id))?.remove(id))
}

/// Sets when a review is to be published.
pub fn set(c: &mut Conn, id: &ReviewId, schedule: Schedule) -> Result<(), StoreError> {
    let set = (
        schedules::publish_at.eq(stamp(schedule.at)),
        schedules::zone.eq(schedule.zone.name()),
    );
    on_each_backend!(c, |c| diesel::insert_into(schedules::table)
        .values((schedules::review_id.eq(id.as_str()), set))
        .on_conflict(schedules::review_id)
        .do_update()
        .set(set)
        .execute(c))?;
    Ok(())
}

/// Forgets when a review was to be published.
pub fn delete(c: &mut Conn, id: &ReviewId) -> Result<(), StoreError> {
    diesel::delete(schedules::table.find(id.as_str())).execute(c)?;
    Ok(())
}
