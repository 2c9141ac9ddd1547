//! Rating scales: their versions, what becomes of their steps, and one scale in the place of another.

use crate::domain::account::Permission;
use crate::domain::id::{ScaleId, StepId};
use crate::domain::message::Message;
use crate::domain::rating::{Scale, ScaleInput, ScaleVersion, Step};
use crate::domain::review::FieldError;
use crate::service::freshness::Tag;
use crate::service::views::{ScaleEditing, ScaleLine, StepUse, VersionView, Viewer};
use crate::service::{Error, Service};
use crate::store::Conn;
use crate::store::ratings::{self, scales};
use std::collections::{BTreeMap, HashMap};

impl Service {
    /// The viewer's scales in their current versions, those that were replaced among them.
    pub async fn scales(&self, viewer: &Viewer) -> Result<Vec<Scale>, Error> {
        let actor = viewer.actor.id.clone();
        self.read(move |c| Ok(scales::by_actor(c, &actor)?)).await
    }

    /// The viewer's scales, each with how many reviews are rated on it.
    pub async fn scale_list(&self, viewer: &Viewer) -> Result<Vec<ScaleLine>, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let actor = viewer.actor.id.clone();
        self.read(move |c| {
            let own = scales::by_actor(c, &actor)?;
            let uses = ratings::uses(c, &actor)?;
            let steps: Vec<StepId> = uses.keys().cloned().collect();
            let known = ratings::by_steps(c, &steps)?;
            let names: HashMap<ScaleId, String> = own.iter().map(|s| (s.id.clone(), s.name.clone())).collect();
            let line = |scale: Scale| ScaleLine {
                reviews: uses
                    .iter()
                    .filter(|(step, _)| known.get(step).is_some_and(|r| r.step.scale_id == scale.id))
                    .map(|(_, count)| count)
                    .sum(),
                replaced_by: scale.replaced_by.as_ref().and_then(|id| names.get(id)).cloned(),
                scale,
            };
            Ok(own.into_iter().map(line).collect())
        })
        .await
    }

    /// A scale to change: what its steps are used for, and what it was before.
    ///
    /// # Errors
    /// `NotFound` when the scale is not the viewer's.
    pub async fn scale_for_edit(&self, viewer: &Viewer, scale: &ScaleId) -> Result<ScaleEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (viewer, id) = (viewer.clone(), scale.clone());
        self.read(move |c| {
            let own = scales::by_actor(c, &viewer.actor.id)?;
            let scale = own.iter().find(|s| s.id == id).ok_or(Error::NotFound)?.clone();
            let versions = scales::versions(c, &id)?;
            let uses = ratings::uses(c, &viewer.actor.id)?;
            let used: Vec<StepId> = uses.keys().cloned().collect();
            let old: Vec<StepId> = versions.iter().flat_map(|v| &v.steps).map(|s| s.id.clone()).collect();
            let known = ratings::by_steps(c, &[used, old].concat())?;
            let today = |step: &Step| known.get(&step.id)?.word_today().map(ToOwned::to_owned);
            let view = |version: ScaleVersion| VersionView {
                version: version.version,
                name: version.name,
                created_at: version.created_at,
                steps: version
                    .steps
                    .into_iter()
                    .map(|step| StepUse {
                        reviews: uses.get(&step.id).copied().unwrap_or_default(),
                        today: today(&step),
                        step,
                    })
                    .collect(),
            };
            // A review of an earlier version counts for the step that carries its own on today.
            let mut counted: BTreeMap<StepId, i64> = BTreeMap::new();
            for (step, count) in &uses {
                let Some(rating) = known.get(step) else { continue };
                for on_the_way in std::iter::once(&rating.step).chain(&rating.since) {
                    *counted.entry(on_the_way.id.clone()).or_default() += count;
                }
            }
            Ok(ScaleEditing {
                versions: versions.into_iter().map(view).collect(),
                others: own.into_iter().filter(|s| s.id != id && s.is_in_use()).collect(),
                uses: counted,
                scale,
            })
        })
        .await
    }

    /// Saves a scale, a new one where `scale` is `None`. Other steps than before make a new version; reviews keep the steps they
    /// were rated with, and each old step is carried on by the new one of its key, or as `input.gone` says.
    ///
    /// # Errors
    /// `Invalid` with what is wrong, at `gone.ID` for a step that reviews have and that would be gone without a word about what
    /// becomes of it; `NotFound` when the scale is not the viewer's; `Conflict` when it was replaced.
    pub async fn save_scale(
        &self,
        viewer: &Viewer,
        scale: Option<ScaleId>,
        input: ScaleInput,
    ) -> Result<ScaleId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = input.checked().map_err(|e| Error::field(e.field(), e.message()))?;
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            tags.extend([Tag::site(), Tag::actor(&viewer.actor.id)]);
            let ids: Vec<StepId> = checked.steps.iter().map(|_| StepId::new(service.next_id())).collect();
            let Some(id) = scale else {
                let id = ScaleId::new(service.next_id());
                scales::insert(c, &viewer.actor.id, &id, &checked, &ids, service.now())?;
                return Ok(id);
            };
            let before = own_scale(c, &viewer, &id)?;
            in_use(&before)?;
            if checked.has_steps_of(&before) {
                scales::rename(c, &id, &checked, service.now())?;
                return Ok(id);
            }
            let carried = carried_on(c, &viewer, &before, &checked, &ids)?;
            scales::advance(c, &id, before.version + 1, &checked, &ids, service.now())?;
            for (old, new) in carried {
                scales::carry_on(c, &old, Some(&new))?;
            }
            Ok(id)
        })
        .await
    }

    /// Puts another scale in the place of `old`: reviews keep their words, new ones are rated on `by`, and `mapping` says which
    /// of its steps each step of `old` is worth; `None` for one that compares with nothing.
    ///
    /// # Errors
    /// `Invalid` at `step.ID` for every step that the mapping says nothing of, and at `with` for a scale that cannot take the
    /// place; `NotFound` when the scale is not the viewer's; `Conflict` when it was replaced already.
    pub async fn replace_scale(
        &self,
        viewer: &Viewer,
        old: &ScaleId,
        by: &ScaleId,
        mapping: BTreeMap<StepId, Option<StepId>>,
    ) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (viewer, old, by) = (viewer.clone(), old.clone(), by.clone());
        self.write(move |c, tags| {
            let before = own_scale(c, &viewer, &old)?;
            in_use(&before)?;
            let after = own_scale(c, &viewer, &by)
                .ok()
                .filter(|scale| scale.is_in_use() && scale.id != before.id)
                .ok_or_else(|| Error::field("with", "input-scale-with"))?;
            let mut errors = Vec::new();
            for step in &before.steps {
                match mapping.get(&step.id) {
                    Some(Some(to)) if after.steps.iter().any(|new| new.id == *to) => {
                        scales::carry_on(c, &step.id, Some(to))?;
                    }
                    Some(None) => scales::carry_on(c, &step.id, None)?,
                    _ => errors.push(FieldError::new(
                        format!("step.{}", step.id),
                        Message::new("input-scale-worth").with("step", &step.label),
                    )),
                }
            }
            if !errors.is_empty() {
                return Err(Error::Invalid(errors));
            }
            scales::replace(c, &before.id, Some(&after.id))?;
            tags.extend([Tag::site(), Tag::actor(&viewer.actor.id)]);
            Ok(())
        })
        .await
    }

    /// Takes a replaced scale back into use; its steps stand for themselves again.
    ///
    /// # Errors
    /// `NotFound` when the scale is not the viewer's.
    pub async fn restore_scale(&self, viewer: &Viewer, scale: &ScaleId) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (viewer, id) = (viewer.clone(), scale.clone());
        self.write(move |c, tags| {
            let scale = own_scale(c, &viewer, &id)?;
            if scale.is_in_use() {
                return Ok(());
            }
            for step in &scale.steps {
                scales::carry_on(c, &step.id, None)?;
            }
            scales::replace(c, &id, None)?;
            tags.extend([Tag::site(), Tag::actor(&viewer.actor.id)]);
            Ok(())
        })
        .await
    }

    /// Deletes a scale that no review uses and that took no other one's place.
    ///
    /// # Errors
    /// `NotFound` when the scale is not the viewer's; `Conflict` when it is needed.
    pub async fn delete_scale(&self, viewer: &Viewer, scale: ScaleId) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let viewer = viewer.clone();
        self.write(move |c, _| {
            own_scale(c, &viewer, &scale)?;
            let follows_another = scales::by_actor(c, &viewer.actor.id)?
                .iter()
                .any(|other| other.replaced_by.as_ref() == Some(&scale));
            if follows_another || scales::is_rated_on(c, &scale)? {
                return Err(Error::Conflict {
                    code: "scale-in-use",
                    message: "error-scale-in-use".into(),
                });
            }
            Ok(scales::delete(c, &scale)?)
        })
        .await
    }
}

fn own_scale(c: &mut Conn, viewer: &Viewer, id: &ScaleId) -> Result<Scale, Error> {
    let own = scales::by_actor(c, &viewer.actor.id)?;
    own.into_iter().find(|scale| scale.id == *id).ok_or(Error::NotFound)
}

fn in_use(scale: &Scale) -> Result<(), Error> {
    if scale.is_in_use() {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "scale-replaced",
        message: "error-scale-replaced".into(),
    })
}

/// Which new step carries each old one on.
fn carried_on(
    c: &mut Conn,
    viewer: &Viewer,
    before: &Scale,
    input: &ScaleInput,
    ids: &[StepId],
) -> Result<Vec<(StepId, StepId)>, Error> {
    let mut carried = Vec::new();
    let mut errors = Vec::new();
    let uses = ratings::uses(c, &viewer.actor.id)?;
    let used: Vec<StepId> = uses.into_keys().collect();
    let known = ratings::by_steps(c, &used)?;
    // Also by reviews of earlier versions, whose steps have become this one.
    let has_reviews = |step: &Step| {
        let mut lines = known.values();
        lines.any(|rating| rating.step.id == step.id || rating.since.iter().any(|later| later.id == step.id))
    };
    for old in &before.steps {
        let place = match (input.place_of(old), input.gone.get(&old.id)) {
            (Some(place), _) => Some(place),
            (None, Some(Some(key))) => input.place_of_key(key),
            (None, Some(None)) => continue,
            (None, None) => None,
        };
        match place.and_then(|place| ids.get(place)) {
            Some(new) => carried.push((old.id.clone(), new.clone())),
            None if has_reviews(old) => errors.push(FieldError::new(
                format!("gone.{}", old.id),
                Message::new("input-scale-gone").with("step", &old.label),
            )),
            None => {}
        }
    }
    if errors.is_empty() {
        Ok(carried)
    } else {
        Err(Error::Invalid(errors))
    }
}
