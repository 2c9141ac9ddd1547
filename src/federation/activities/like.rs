//! `Like`: one for each actor and object. What emoji servers put into `content` is not read.

use super::{Failure, Inbound};
use crate::domain::like::ReactionKind;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    react(inbound, ReactionKind::Like).await
}

/// A Like or an Announce of something known here.
pub(super) async fn react(inbound: &Inbound<'_>, kind: ReactionKind) -> Result<Outcome, Failure> {
    let Some(object) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let service = inbound.federation.service();
    Ok(service
        .reaction_received(inbound.actor, kind, &object, inbound.uri)
        .await?)
}
