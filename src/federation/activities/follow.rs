//! `Follow`: accepted at once, or held for approval. A repeated Follow is answered again: the first answer may be lost.

use super::{Failure, Inbound};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(target) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let service = inbound.federation.service();
    if !service.urls().is_local(&target) {
        return Ok(Outcome::Ignored("follow of somebody elsewhere"));
    }
    Ok(service.follow_received(inbound.actor, &target, inbound.uri).await?)
}
