//! `Announce`: a boost. A group (Lemmy, PeerTube, Friendica, Guppe, WordPress) also announces what its members do, and what they
//! write: a hint to ask at its origin, and never believed.

use super::{Failure, Inbound, Readable, embedded, like, readable, unreadable};
use crate::domain::actor::ActorKind;
use crate::domain::like::ReactionKind;
use crate::federation::forwarded;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::Outcome;
use url::Url;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let group = inbound.actor.kind == ActorKind::Group;
    if let Some(inner) = embedded(inbound.activity).filter(|object| is_activity(*object)) {
        if !group {
            return Ok(Outcome::Ignored("announced activity"));
        }
        return forwarded::follow_announced(inbound.federation, inner, inbound.budget).await;
    }
    let Some(id) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let service = inbound.federation.service();
    if !group || service.urls().is_local(&id) || service.resolve(&id).await?.is_some() {
        return like::react(inbound, like::Given::Reaction(ReactionKind::Boost)).await;
    }
    unknown(inbound, &id).await
}

/// What a group announces by its id alone: an activity, or a text that may answer something here.
async fn unknown(inbound: &Inbound<'_>, id: &Url) -> Result<Outcome, Failure> {
    let federation = inbound.federation;
    let document = match federation.fetch(id, inbound.budget).await {
        Ok(document) => document,
        Err(error) => return unreadable(error),
    };
    let object = document.object();
    if is_activity(object) {
        return forwarded::follow_announced(federation, object, inbound.budget).await;
    }
    match readable(federation.note_in(object, inbound.budget).await)? {
        Readable::Note(note) if !note.audience.is_public() => Ok(Outcome::Ignored("private")),
        Readable::Note(note) => federation.take_in(*note, inbound.budget).await,
        Readable::Not(outcome) => Ok(outcome),
    }
}

fn is_activity(object: Object<'_>) -> bool {
    object.has("actor") && object.has("object")
}
