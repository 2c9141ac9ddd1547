//! `QuoteRequest` (FEP-044f): somebody asks whether a post of theirs may quote something written here. Mastodon sends it before the
//! post itself, which may not be there to be fetched yet.

use super::{Failure, Inbound};
use crate::federation::objects::comment::from_note;
use crate::federation::vocab::incoming::{Ref, same_host};
use crate::service::remote::Outcome;

/// Carries it out: `object` is what is quoted, `instrument` the post that quotes, by id or in full.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let Some(object) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let Some(instrument) = inbound.activity.object("instrument") else {
        return Ok(Outcome::Refused("no post that quotes"));
    };
    let Some(quoting) = instrument.id() else {
        return Ok(Outcome::Refused("no post that quotes"));
    };
    let federation = inbound.federation;
    if !same_host(&quoting, &inbound.actor.uri) {
        return Ok(Outcome::Refused("quotes with an object elsewhere"));
    }
    let note = match instrument.embedded() {
        Some(post) => {
            if !post.urls("attributedTo").contains(&inbound.actor.uri) {
                return Ok(Outcome::Refused("quotes with somebody else's object"));
            }
            from_note(post, inbound.actor, None, federation.service().env().clock.now()).ok()
        }
        None => federation.note(&quoting, inbound.budget).await.ok(),
    };
    if matches!((&instrument, &note), (Ref::Id(_), Some(note)) if note.author.id != inbound.actor.id) {
        return Ok(Outcome::Refused("quotes with somebody else's object"));
    }
    let service = federation.service();
    let outcome = service
        .quote_requested(inbound.actor, &object, &quoting, inbound.uri)
        .await?;
    if let (Outcome::Accepted(_), Some(note)) = (outcome, note) {
        service.mentions_received(note, false).await?;
    }
    Ok(outcome)
}
