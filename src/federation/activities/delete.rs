//! `Delete` of an object or of the actor itself. The service remembers the Tombstone, so that a late Create is refused.

use super::{Failure, Inbound};
use crate::federation::vocab::incoming::same_host;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(id) = inbound.activity.object("object").and_then(|object| object.id()) else {
        return Ok(Outcome::Refused("no object"));
    };
    let service = inbound.federation.service();
    if id == inbound.actor.uri {
        inbound.federation.forget_keys(&inbound.actor.uri);
        return Ok(service.actor_deleted(&id).await?);
    }
    if !same_host(&id, &inbound.actor.uri) {
        return Ok(Outcome::Refused("delete of an object elsewhere"));
    }
    Ok(service.object_deleted(inbound.actor, &id).await?)
}
