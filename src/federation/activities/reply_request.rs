//! `ReplyRequest` (GoToSocial's interaction controls): a server asks whether an answer of one of its people may stand under something
//! written here. The answer comes with it, or is fetched; what becomes of it is decided like that of any other.

use super::{Failure, Inbound, create};
use crate::federation::objects::comment::from_note;
use crate::federation::vocab::incoming::{Ref, same_host};
use crate::service::remote::Outcome;

/// Carries it out: `object` is what is answered, `instrument` the answer, by id or in full.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(object) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let Some(instrument) = inbound.activity.object("instrument") else {
        return Ok(Outcome::Refused("no post that answers"));
    };
    let Some(reply) = instrument.id() else {
        return Ok(Outcome::Refused("no post that answers"));
    };
    let federation = inbound.federation;
    if !same_host(&reply, &inbound.actor.uri) {
        return Ok(Outcome::Refused("answers with an object elsewhere"));
    }
    let note = match instrument.embedded() {
        Some(post) => {
            if !post.urls("attributedTo").contains(&inbound.actor.uri) {
                return Ok(Outcome::Refused("answers with somebody else's object"));
            }
            from_note(post, inbound.actor, None, federation.service().env().clock.now()).ok()
        }
        None => federation.note(&reply, inbound.budget).await.ok(),
    };
    let Some(note) = note else {
        return Ok(Outcome::Ignored("the answer cannot be read"));
    };
    if matches!(instrument, Ref::Id(_)) && note.author.id != inbound.actor.id {
        return Ok(Outcome::Refused("answers with somebody else's object"));
    }
    if note.in_reply_to.as_ref() != Some(&object) {
        return Ok(Outcome::Refused("answers something else"));
    }
    let taken = create::arrive(inbound, note).await?;
    let asked = federation
        .service()
        .reply_requested(inbound.actor, &reply, inbound.uri)
        .await?;
    Ok(asked.or(taken))
}
