//! Rating scales and their steps. The steps of a version never change, so a review keeps what it was given; only what becomes
//! of them is noted later.

pub mod scales;

use super::schema::{rating_scales, rating_steps, reviews};
use super::{Conn, StoreError};
use crate::domain::id::{ActorId, ScaleId, StepId};
use crate::domain::rating::{Rating, ScaleKind, Step};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

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
    replaced_by: Option<String>,
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
    becomes: Option<String>,
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
            becomes: row.becomes.map(StepId::new),
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

/// The ratings that those steps are, by step, with what became of them since.
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
    let later = later_steps(c, rows.iter().filter_map(|(step, _)| step.becomes.clone()).collect())?;
    rows.into_iter()
        .map(|(step, scale)| {
            let total = totals
                .get(&(step.scale_id.clone(), step.version))
                .copied()
                .unwrap_or_default();
            let step = Step::from(step);
            let rating = Rating {
                scale_kind: kind_of(&scale)?,
                scale_name: scale.name,
                steps_total: i32::try_from(total).unwrap_or(i32::MAX),
                since: since(&step, &later),
                step,
            };
            Ok((rating.step.id.clone(), rating))
        })
        .collect()
}

/// Those steps and what became of each: one query for every version on the way, and none where all are current.
fn later_steps(c: &mut Conn, mut wanted: HashSet<String>) -> Result<HashMap<StepId, Step>, StoreError> {
    let mut known: HashMap<StepId, Step> = HashMap::new();
    while !wanted.is_empty() {
        let rows: Vec<StepRow> = rating_steps::table
            .filter(rating_steps::id.eq_any(wanted.drain()))
            .select(StepRow::as_select())
            .load(c)?;
        for row in rows {
            let step = Step::from(row);
            wanted.extend(step.becomes.as_ref().map(|id| id.as_str().to_owned()));
            known.insert(step.id.clone(), step);
        }
        // A step that leads back to an earlier one would keep us here for ever.
        wanted.retain(|id| !known.contains_key(&StepId::new(id)));
    }
    Ok(known)
}

/// What became of a step, one after the other.
fn since(step: &Step, known: &HashMap<StepId, Step>) -> Vec<Step> {
    let mut line: Vec<Step> = Vec::new();
    let mut next = step.becomes.as_ref();
    while let Some(later) = next.and_then(|id| known.get(id)) {
        if later.id == step.id || line.iter().any(|known| known.id == later.id) {
            break;
        }
        line.push(later.clone());
        next = later.becomes.as_ref();
    }
    line
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

/// How many reviews of an author have each step, drafts among them; steps without any are missing.
pub fn uses(c: &mut Conn, author: &ActorId) -> Result<HashMap<StepId, i64>, StoreError> {
    let rows: Vec<(Option<String>, i64)> = reviews::table
        .filter(
            reviews::author_id
                .eq(author.as_str())
                .and(reviews::step_id.is_not_null()),
        )
        .group_by(reviews::step_id)
        .select((reviews::step_id, diesel::dsl::count_star()))
        .load(c)?;
    Ok(rows
        .into_iter()
        .filter_map(|(step, count)| Some((StepId::new(step?), count)))
        .collect())
}
