//! `Announce`: a boost. A group that announces an activity (Lemmy) says nothing by itself and is left alone for now.

use super::{Failure, Inbound, embedded, like};
use crate::domain::like::ReactionKind;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    if embedded(inbound.activity).is_some_and(|object| object.has("actor") && object.has("object")) {
        return Ok(Outcome::Ignored("announced activity"));
    }
    like::react(inbound, ReactionKind::Boost).await
}
