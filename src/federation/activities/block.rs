//! `Block`: somebody elsewhere wants nothing to do with somebody here.

use super::{Failure, Inbound};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(target) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    // Lemmy's ban from a community or a server, whose moderator signs it, is between the banned and that place.
    if inbound.activity.has("target") {
        return Ok(Outcome::Ignored("a ban from a place elsewhere"));
    }
    let service = inbound.federation.service();
    if !service.urls().is_local(&target) {
        return Ok(Outcome::Ignored("block of somebody elsewhere"));
    }
    Ok(service.block_received(inbound.actor, &target, inbound.uri).await?)
}
