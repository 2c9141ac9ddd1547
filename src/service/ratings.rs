//! Rating scales.

use crate::domain::account::Permission;
use crate::domain::id::ScaleId;
use crate::domain::rating::{Scale, ScaleInput};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::ratings;

impl Service {
    /// The viewer's scales in their current versions.
    pub async fn scales(&self, viewer: &Viewer) -> Result<Vec<Scale>, Error> {
        let actor = viewer.actor.id.clone();
        self.read(move |c| Ok(ratings::by_actor(c, &actor)?)).await
    }

    /// Saves a scale, a new one where `scale` is `None`. Reviews keep the steps they were rated with.
    ///
    /// # Errors
    /// `Invalid` with what is wrong; `NotFound` when the scale is not the viewer's.
    pub async fn save_scale(
        &self,
        viewer: &Viewer,
        scale: Option<ScaleId>,
        input: ScaleInput,
    ) -> Result<ScaleId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = input.checked().map_err(|e| Error::field("steps", e.to_string()))?;
        let id = scale.unwrap_or_else(|| ScaleId::new(self.next_id()));
        let steps: Vec<String> = checked.steps.iter().map(|_| self.next_id()).collect();
        let (actor, now, saved) = (viewer.actor.id.clone(), self.now(), id.clone());
        let known = self
            .store()
            .write(move |c| Ok::<_, Error>(ratings::save(c, &actor, &saved, &checked, &steps, now)?))
            .await?;
        if known { Ok(id) } else { Err(Error::NotFound) }
    }

    /// Deletes a scale that no review uses.
    pub async fn delete_scale(&self, viewer: &Viewer, scale: ScaleId) -> Result<(), Error> {
        let actor = viewer.actor.id.clone();
        let done = self
            .store()
            .write(move |c| Ok::<_, Error>(ratings::delete_unused(c, &actor, &scale)?))
            .await?;
        if done {
            return Ok(());
        }
        Err(Error::Conflict {
            code: "scale-in-use",
            message: "Reviews use this scale, so it stays. You can rename it or change its steps.".to_owned(),
        })
    }
}
