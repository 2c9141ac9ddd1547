//! `Accept` of a Follow that somebody here sent, or of an answer or a like from here where the author's server asks for approval.

use super::{Failure, Inbound};
use crate::federation::vocab::incoming::Object;
use crate::service::remote::Outcome;
use crate::urls::Local;
use url::Url;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    answer(inbound, inbound.activity, true).await
}

/// An Accept or a Reject, which is `said`. Servers echo the Follow in full, or name it by its id; some give the Follow an id of
/// their own, so follower and followed decide where the id does not; some name nothing but the follower.
pub(super) async fn answer(inbound: &Inbound<'_>, said: Object<'_>, accepted: bool) -> Result<Outcome, Failure> {
    let Some(reference) = said.object("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let id = reference.id();
    let Some(inner) = reference.embedded() else {
        return by_id(inbound, said, id.as_ref(), accepted).await;
    };
    match inner.type_() {
        Some("Follow") => {
            if inner
                .url("object")
                .is_some_and(|followed| followed != inbound.actor.uri)
            {
                return Ok(Outcome::Refused("answers a Follow of somebody else"));
            }
            follow(inbound, id.as_ref(), inner.url("actor").as_ref(), accepted).await
        }
        // GoToSocial, from 0.20 on: the request stands in full, and our own words in its `instrument`.
        Some("ReplyRequest" | "LikeRequest" | "AnnounceRequest") => {
            interaction(inbound, said, inner.url("instrument").as_ref(), accepted).await
        }
        Some("Note" | "Create" | "Like" | "Announce") => interaction(inbound, said, id.as_ref(), accepted).await,
        _ => Ok(Outcome::Ignored("answer to something other than a Follow")),
    }
}

async fn by_id(inbound: &Inbound<'_>, said: Object<'_>, id: Option<&Url>, accepted: bool) -> Result<Outcome, Failure> {
    let service = inbound.federation.service();
    match id.and_then(|id| service.urls().parse(id)) {
        Some(Local::Actor(_)) => follow(inbound, None, id, accepted).await,
        Some(Local::Comment(_)) => interaction(inbound, said, id, accepted).await,
        Some(Local::Activity(_)) => {
            let outcome = follow(inbound, id, None, accepted).await?;
            match outcome {
                Outcome::Ignored(_) => match interaction(inbound, said, id, accepted).await? {
                    Outcome::Ignored(_) => Ok(outcome),
                    other => Ok(other),
                },
                other => Ok(other),
            }
        }
        _ => follow(inbound, id, None, accepted).await,
    }
}

async fn follow(
    inbound: &Inbound<'_>,
    id: Option<&Url>,
    follower: Option<&Url>,
    accepted: bool,
) -> Result<Outcome, Failure> {
    let service = inbound.federation.service();
    Ok(service
        .follow_answered(inbound.actor, id.map(Url::as_str), follower, accepted)
        .await?)
}

/// The proof is the `result`; before GoToSocial 0.19 it was the Accept itself.
async fn interaction(
    inbound: &Inbound<'_>,
    said: Object<'_>,
    object: Option<&Url>,
    accepted: bool,
) -> Result<Outcome, Failure> {
    let Some(object) = object else {
        return Ok(Outcome::Refused("no object"));
    };
    let proof = said.url("result").or_else(|| said.id());
    let service = inbound.federation.service();
    Ok(service
        .interaction_answered(inbound.actor, object, proof.as_ref(), accepted)
        .await?)
}
