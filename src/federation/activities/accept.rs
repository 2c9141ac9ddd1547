//! `Accept` of a Follow that somebody here sent.

use super::{Failure, Inbound, embedded};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    answer(inbound, true).await
}

/// An Accept or a Reject. Servers echo the Follow in full, or name it by its id; some give the Follow an id of their own, so
/// follower and followed decide where the id does not.
pub(super) async fn answer(inbound: &Inbound<'_>, accepted: bool) -> Result<Outcome, Failure> {
    let service = inbound.federation.service();
    let Some(reference) = inbound.activity.object("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let id = reference.id();
    let mut follower = None;
    if let Some(follow) = embedded(inbound.activity) {
        if follow.type_() != Some("Follow") {
            return Ok(Outcome::Ignored("answer to something other than a Follow"));
        }
        if follow
            .url("object")
            .is_some_and(|followed| followed != inbound.actor.uri)
        {
            return Ok(Outcome::Refused("answers a Follow of somebody else"));
        }
        follower = follow.url("actor");
    }
    let id = id.as_ref().map(url::Url::as_str);
    Ok(service
        .follow_answered(inbound.actor, id, follower.as_ref(), accepted)
        .await?)
}
