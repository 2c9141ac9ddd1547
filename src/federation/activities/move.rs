//! `Move`: somebody goes on under another account. Whoever follows here goes along, once the new account says that it is theirs.

use super::{Failure, Inbound, unreadable};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(object) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let Some(target) = inbound.activity.url("target") else {
        return Ok(Outcome::Refused("no target"));
    };
    let (federation, actor) = (inbound.federation, inbound.actor);
    let service = federation.service();
    if object != actor.uri {
        return Ok(Outcome::Refused("moves somebody else"));
    }
    if target == actor.uri {
        return Ok(Outcome::Refused("moves nowhere"));
    }
    // The old account says where it went in its own document.
    if let Err(error) = federation.fetch_actor(&actor.uri, inbound.budget).await {
        return unreadable(error);
    }
    if !service.is_followed_here(&actor.id).await? {
        return Ok(Outcome::Accepted("moved, and nobody here follows"));
    }
    let new = if service.urls().is_local(&target) {
        match service.actor_by_uri(&target).await? {
            Some(new) => new,
            None => return Ok(Outcome::Ignored("nobody here has that address")),
        }
    } else {
        // Read anew: what was stored before may be older than its `alsoKnownAs`.
        match federation.fetch_actor(&target, inbound.budget).await {
            Ok(new) => new,
            Err(error) => return unreadable(error),
        }
    };
    Ok(service.actor_moved(actor, &new).await?)
}
