//! `Undo` of a Follow, Like or Announce: by the inner id, else by type, actor and object. Only the same actor's.

use super::{Failure, Inbound, embedded};
use crate::domain::like::ReactionKind;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let service = inbound.federation.service();
    let Some(reference) = inbound.activity.object("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let id = reference.id();
    let id = id.as_ref().map(url::Url::as_str);
    let Some(inner) = embedded(inbound.activity) else {
        // Only an id: it is one or the other, and either knows its own ids.
        let outcome = service.reaction_undone(inbound.actor, None, None, id).await?;
        return Ok(match outcome {
            Outcome::Accepted(_) => outcome,
            _ => service.follow_undone(inbound.actor, None, id).await?,
        });
    };
    if inner.url("actor").is_some_and(|actor| actor != inbound.actor.uri) {
        return Ok(Outcome::Refused("undoes what somebody else did"));
    }
    let target = inner.url("object");
    let kind = match inner.type_() {
        Some("Follow") => return Ok(service.follow_undone(inbound.actor, target.as_ref(), id).await?),
        Some("Like") => ReactionKind::Like,
        Some("Announce") => ReactionKind::Boost,
        _ => return Ok(Outcome::Ignored("undo of an unknown type")),
    };
    Ok(service
        .reaction_undone(inbound.actor, Some(kind), target.as_ref(), id)
        .await?)
}
