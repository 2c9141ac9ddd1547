//! Whole scales and their versions.

use super::{ScaleRow, StepRow, kind_of};
use crate::domain::id::{ActorId, ScaleId, StepId};
use crate::domain::rating::{Scale, ScaleInput, ScaleVersion, Step};
use crate::store::rows::{stamp, time};
use crate::store::schema::{rating_scales, rating_steps, rating_versions, reviews};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use std::collections::HashMap;

/// An actor's scales in their current versions, oldest first; those that were replaced among them.
pub fn by_actor(c: &mut Conn, actor: &ActorId) -> Result<Vec<Scale>, StoreError> {
    let rows: Vec<ScaleRow> = rating_scales::table
        .filter(rating_scales::actor_id.eq(actor.as_str()))
        .order(rating_scales::id.asc())
        .select(ScaleRow::as_select())
        .load(c)?;
    let mut by_version = steps_by_version(c, rows.iter().map(|row| row.id.as_str()).collect())?;
    rows.into_iter()
        .map(|row| {
            let kind = kind_of(&row)?;
            let steps = by_version.remove(&(row.id.clone(), row.version)).unwrap_or_default();
            Ok(Scale {
                id: ScaleId::new(row.id),
                name: row.name,
                kind,
                version: row.version,
                steps,
                replaced_by: row.replaced_by.map(ScaleId::new),
            })
        })
        .collect()
}

/// The steps of those scales by scale and version, lowest first.
fn steps_by_version(c: &mut Conn, scales: Vec<&str>) -> Result<HashMap<(String, i64), Vec<Step>>, StoreError> {
    let rows: Vec<StepRow> = rating_steps::table
        .filter(rating_steps::scale_id.eq_any(scales))
        .order(rating_steps::position.asc())
        .select(StepRow::as_select())
        .load(c)?;
    let mut found: HashMap<(String, i64), Vec<Step>> = HashMap::new();
    for row in rows {
        found
            .entry((row.scale_id.clone(), row.version))
            .or_default()
            .push(row.into());
    }
    Ok(found)
}

/// Every version of a scale, the newest first.
pub fn versions(c: &mut Conn, scale: &ScaleId) -> Result<Vec<ScaleVersion>, StoreError> {
    let rows: Vec<(i64, String, NaiveDateTime)> = rating_versions::table
        .filter(rating_versions::scale_id.eq(scale.as_str()))
        .order(rating_versions::version.desc())
        .select((
            rating_versions::version,
            rating_versions::name,
            rating_versions::created_at,
        ))
        .load(c)?;
    let mut by_version = steps_by_version(c, vec![scale.as_str()])?;
    let version = |(version, name, at): (i64, String, NaiveDateTime)| ScaleVersion {
        steps: by_version
            .remove(&(scale.as_str().to_owned(), version))
            .unwrap_or_default(),
        version,
        name,
        created_at: time(at),
    };
    Ok(rows.into_iter().map(version).collect())
}

/// Saves a checked new scale of the actor's. `step_ids` are the identifiers of its steps.
pub fn insert(
    c: &mut Conn,
    actor: &ActorId,
    scale: &ScaleId,
    input: &ScaleInput,
    step_ids: &[StepId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = ScaleRow {
        id: scale.as_str().to_owned(),
        actor_id: actor.as_str().to_owned(),
        name: input.name.clone(),
        kind: input.kind.as_str().to_owned(),
        version: 1,
        created_at: stamp(now),
        updated_at: stamp(now),
        replaced_by: None,
    };
    diesel::insert_into(rating_scales::table).values(&row).execute(c)?;
    insert_version(c, scale, 1, input, step_ids, now)
}

/// Gives a scale another name and kind; its steps stay.
pub fn rename(c: &mut Conn, scale: &ScaleId, input: &ScaleInput, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(rating_scales::table.find(scale.as_str()))
        .set((
            rating_scales::name.eq(&input.name),
            rating_scales::kind.eq(input.kind.as_str()),
            rating_scales::updated_at.eq(stamp(now)),
        ))
        .execute(c)?;
    Ok(())
}

/// Makes `version` of a scale its current one, with these checked steps.
pub fn advance(
    c: &mut Conn,
    scale: &ScaleId,
    version: i64,
    input: &ScaleInput,
    step_ids: &[StepId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    rename(c, scale, input, now)?;
    diesel::update(rating_scales::table.find(scale.as_str()))
        .set(rating_scales::version.eq(version))
        .execute(c)?;
    insert_version(c, scale, version, input, step_ids, now)
}

fn insert_version(
    c: &mut Conn,
    scale: &ScaleId,
    version: i64,
    input: &ScaleInput,
    step_ids: &[StepId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        rating_versions::scale_id.eq(scale.as_str()),
        rating_versions::version.eq(version),
        rating_versions::name.eq(&input.name),
        rating_versions::created_at.eq(stamp(now)),
    );
    diesel::insert_into(rating_versions::table).values(row).execute(c)?;
    let steps = input.steps.iter().zip(input.values()).zip(step_ids);
    for (position, ((step, value), id)) in (1_i32..).zip(steps) {
        let row = StepRow {
            id: id.as_str().to_owned(),
            scale_id: scale.as_str().to_owned(),
            version,
            position,
            label: step.label.clone(),
            value,
            description: step.description.clone(),
            becomes: None,
        };
        diesel::insert_into(rating_steps::table).values(&row).execute(c)?;
    }
    Ok(())
}

/// Notes which step carries on a step from now on.
pub fn carry_on(c: &mut Conn, step: &StepId, becomes: Option<&StepId>) -> Result<(), StoreError> {
    diesel::update(rating_steps::table.find(step.as_str()))
        .set(rating_steps::becomes.eq(becomes.map(StepId::as_str)))
        .execute(c)?;
    Ok(())
}

/// Notes that another scale took the place of one, or with `None` that none did.
pub fn replace(c: &mut Conn, scale: &ScaleId, by: Option<&ScaleId>) -> Result<(), StoreError> {
    diesel::update(rating_scales::table.find(scale.as_str()))
        .set(rating_scales::replaced_by.eq(by.map(ScaleId::as_str)))
        .execute(c)?;
    Ok(())
}

/// A review has a step of the scale, of whatever version.
pub fn is_rated_on(c: &mut Conn, scale: &ScaleId) -> Result<bool, StoreError> {
    let steps = rating_steps::table
        .filter(rating_steps::scale_id.eq(scale.as_str()))
        .select(rating_steps::id);
    let used: i64 = reviews::table
        .filter(reviews::step_id.eq_any(steps.nullable()))
        .count()
        .get_result(c)?;
    Ok(used > 0)
}

/// Deletes a scale with all its versions; no review and no step of another scale may need it.
pub fn delete(c: &mut Conn, scale: &ScaleId) -> Result<(), StoreError> {
    diesel::delete(rating_steps::table.filter(rating_steps::scale_id.eq(scale.as_str()))).execute(c)?;
    diesel::delete(rating_versions::table.filter(rating_versions::scale_id.eq(scale.as_str()))).execute(c)?;
    diesel::delete(rating_scales::table.find(scale.as_str())).execute(c)?;
    Ok(())
}
