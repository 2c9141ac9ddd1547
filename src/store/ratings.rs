//! Rating scales and their steps. The steps of a version never change, so a review keeps what it was given.

use super::schema::{rating_scales, rating_steps};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, ScaleId, StepId};
use crate::domain::rating::{Rating, Scale, ScaleInput, ScaleKind, Step};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rating_scales)]
struct ScaleRow {
    id: String,
    actor_id: String,
    name: String,
    kind: String,
    version: i64,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = rating_steps)]
struct StepRow {
    id: String,
    scale_id: String,
    version: i64,
    position: i32,
    label: String,
    value: Option<i32>,
    description: String,
}

impl From<StepRow> for Step {
    fn from(row: StepRow) -> Self {
        Self {
            id: StepId::new(row.id),
            scale_id: ScaleId::new(row.scale_id),
            version: row.version,
            position: row.position,
            label: row.label,
            value: row.value,
            description: row.description,
        }
    }
}

fn kind_of(row: &ScaleRow) -> Result<ScaleKind, StoreError> {
    ScaleKind::parse(&row.kind).ok_or_else(|| StoreError::BadRow {
        table: "rating_scales",
        id: row.id.clone(),
        column: "kind",
    })
}

/// An actor's scales in their current versions, oldest first.
pub fn by_actor(c: &mut Conn, actor: &ActorId) -> Result<Vec<Scale>, StoreError> {
    let rows: Vec<ScaleRow> = rating_scales::table
        .filter(rating_scales::actor_id.eq(actor.as_str()))
        .order(rating_scales::id.asc())
        .select(ScaleRow::as_select())
        .load(c)?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let steps: Vec<StepRow> = rating_steps::table
        .filter(rating_steps::scale_id.eq_any(ids))
        .order(rating_steps::position.asc())
        .select(StepRow::as_select())
        .load(c)?;
    let mut by_scale: HashMap<(String, i64), Vec<Step>> = HashMap::new();
    for step in steps {
        by_scale
            .entry((step.scale_id.clone(), step.version))
            .or_default()
            .push(step.into());
    }
    rows.into_iter()
        .map(|row| {
            let kind = kind_of(&row)?;
            let steps = by_scale.remove(&(row.id.clone(), row.version)).unwrap_or_default();
            Ok(Scale {
                id: ScaleId::new(row.id),
                name: row.name,
                kind,
                version: row.version,
                steps,
            })
        })
        .collect()
}

/// Saves a checked scale: as a new one, or as the next version of `scale` (which must be the actor's; `false` when not).
/// `ids` are the identifiers of the steps.
pub fn save(
    c: &mut Conn,
    actor: &ActorId,
    scale: &ScaleId,
    input: &ScaleInput,
    step_ids: &[String],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let found: Option<(String, i64)> = rating_scales::table
        .find(scale.as_str())
        .select((rating_scales::actor_id, rating_scales::version))
        .first(c)
        .optional()?;
    let version = match found {
        Some((owner, _)) if owner != actor.as_str() => return Ok(false),
        Some((_, version)) => {
            diesel::update(rating_scales::table.find(scale.as_str()))
                .set((
                    rating_scales::name.eq(&input.name),
                    rating_scales::kind.eq(input.kind.as_str()),
                    rating_scales::version.eq(version + 1),
                    rating_scales::updated_at.eq(now.naive_utc()),
                ))
                .execute(c)?;
            version + 1
        }
        None => {
            let row = ScaleRow {
                id: scale.as_str().to_owned(),
                actor_id: actor.as_str().to_owned(),
                name: input.name.clone(),
                kind: input.kind.as_str().to_owned(),
                version: 1,
                created_at: now.naive_utc(),
                updated_at: now.naive_utc(),
            };
            diesel::insert_into(rating_scales::table).values(&row).execute(c)?;
            1
        }
    };
    for (position, (step, id)) in (1_i32..).zip(input.steps.iter().zip(step_ids)) {
        let index = usize::try_from(position - 1).unwrap_or_default();
        let row = StepRow {
            id: id.clone(),
            scale_id: scale.as_str().to_owned(),
            version,
            position,
            label: step.label.clone(),
            value: input.value_of(index),
            description: step.description.clone(),
        };
        diesel::insert_into(rating_steps::table).values(&row).execute(c)?;
    }
    Ok(true)
}

/// The ratings that those steps are, by step.
pub fn by_steps(c: &mut Conn, ids: &[StepId]) -> Result<HashMap<StepId, Rating>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<&str> = ids.iter().map(StepId::as_str).collect();
    let rows: Vec<(StepRow, ScaleRow)> = rating_steps::table
        .inner_join(rating_scales::table)
        .filter(rating_steps::id.eq_any(ids))
        .select((StepRow::as_select(), ScaleRow::as_select()))
        .load(c)?;
    let scale_ids: Vec<&str> = rows.iter().map(|(step, _)| step.scale_id.as_str()).collect();
    let counts: Vec<(String, i64, i64)> = rating_steps::table
        .filter(rating_steps::scale_id.eq_any(scale_ids))
        .filter(rating_steps::value.is_not_null())
        .group_by((rating_steps::scale_id, rating_steps::version))
        .select((rating_steps::scale_id, rating_steps::version, diesel::dsl::count_star()))
        .load(c)?;
    let totals: HashMap<(String, i64), i64> = counts.into_iter().map(|(id, v, n)| ((id, v), n)).collect();
    rows.into_iter()
        .map(|(step, scale)| {
            let total = totals
                .get(&(step.scale_id.clone(), step.version))
                .copied()
                .unwrap_or_default();
            let rating = Rating {
                scale_kind: kind_of(&scale)?,
                scale_name: scale.name,
                steps_total: i32::try_from(total).unwrap_or(i32::MAX),
                step: step.into(),
            };
            Ok((rating.step.id.clone(), rating))
        })
        .collect()
}

/// The actor whose scale a step belongs to.
pub fn owner_of_step(c: &mut Conn, step: &StepId) -> Result<Option<ActorId>, StoreError> {
    let owner: Option<String> = rating_steps::table
        .inner_join(rating_scales::table)
        .filter(rating_steps::id.eq(step.as_str()))
        .select(rating_scales::actor_id)
        .first(c)
        .optional()?;
    Ok(owner.map(ActorId::new))
}

/// Deletes a scale no review uses; `false` when one does or the scale is not the actor's.
pub fn delete_unused(c: &mut Conn, actor: &ActorId, scale: &ScaleId) -> Result<bool, StoreError> {
    use super::schema::reviews;
    let steps = rating_steps::table
        .filter(rating_steps::scale_id.eq(scale.as_str()))
        .select(rating_steps::id);
    let used: i64 = reviews::table
        .filter(reviews::step_id.eq_any(steps.nullable()))
        .count()
        .get_result(c)?;
    let own: i64 = rating_scales::table
        .filter(
            rating_scales::id
                .eq(scale.as_str())
                .and(rating_scales::actor_id.eq(actor.as_str())),
        )
        .count()
        .get_result(c)?;
    if used > 0 || own == 0 {
        return Ok(false);
    }
    diesel::delete(rating_steps::table.filter(rating_steps::scale_id.eq(scale.as_str()))).execute(c)?;
    diesel::delete(rating_scales::table.find(scale.as_str())).execute(c)?;
    Ok(true)
}
