//! `Add` and `Remove`: what somebody features on their profile. Only an actor's own collection is any business of its Add, and
//! nothing here shows what others feature.

use super::{Failure, Inbound};
use crate::federation::vocab::incoming::same_host;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    feature(inbound).await
}

/// An Add or a Remove.
#[expect(clippy::unused_async, reason = "every verb is called alike")]
pub(super) async fn feature(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    if !inbound.activity.has("object") {
        return Ok(Outcome::Refused("no object"));
    }
    let Some(target) = inbound.activity.url("target") else {
        return Ok(Outcome::Refused("no target"));
    };
    Ok(if same_host(&target, &inbound.actor.uri) {
        Outcome::Ignored("what others feature is not kept")
    } else {
        Outcome::Refused("a collection of another server")
    })
}
