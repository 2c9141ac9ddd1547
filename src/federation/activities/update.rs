//! `Update`: an edit of something known, or a new look of an actor.

use super::{Failure, Inbound, Readable, create, embedded};
use crate::domain::actor::ActorKind;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::actor::from_person;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::{NoteReceived, Outcome, UNKNOWN_OBJECT};
use url::Url;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let id = inbound.activity.object("object").and_then(|object| object.id());
    let is_actor = embedded(inbound.activity)
        .and_then(Object::type_)
        .is_some_and(|kind| ActorKind::parse(kind).is_some());
    if is_actor || id.as_ref() == Some(&inbound.actor.uri) {
        return profile(inbound).await;
    }
    match inbound.note().await? {
        Readable::Note(note) => {
            let service = inbound.federation.service();
            let mut outcome = service.object_updated((*note).clone()).await?;
            if outcome == UNKNOWN_OBJECT {
                outcome = Box::pin(overtook(inbound, (*note).clone())).await?;
            }
            Ok(outcome.or(service.mentions_received(*note, true).await?))
        }
        Readable::Not(outcome) => Ok(outcome),
    }
}

/// A text says something else now: where it stands itself, and wherever it is a mention.
pub(in crate::federation) async fn edited(federation: &Federation, note: NoteReceived) -> Result<Outcome, Failure> {
    let edited = federation.service().object_updated(note.clone()).await?;
    let mentioned = federation.service().mentions_received(note, true).await?;
    Ok(edited.or(mentioned))
}

/// An Update that overtook its Create, or whose Create was lost, says what the Create would have said, only newer.
async fn overtook(inbound: &Inbound<'_>, mut note: NoteReceived) -> Result<Outcome, Failure> {
    let service = inbound.federation.service();
    note.edited_at = note.edited_at.or(Some(service.env().clock.now()));
    let private = (!note.audience.is_public() && note.in_reply_to.is_some()).then(|| note.clone());
    let outcome = create::arrive(inbound, note).await?;
    if let Some(note) = private {
        service.remember_private(&note).await?;
    }
    Ok(outcome)
}

/// The signer's own profile, and nobody else's. A document that stands in full counts, since the signer is its subject; only
/// with an id alone is it fetched.
async fn profile(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let id = inbound.activity.object("object").and_then(|object| object.id());
    if id.as_ref() != Some(&inbound.actor.uri) {
        return Ok(Outcome::Refused("update of somebody else"));
    }
    let federation = inbound.federation;
    if let Some(object) = embedded(inbound.activity) {
        let Ok(remote) = from_person(object, inbound.actor.host.as_deref()) else {
            return Ok(Outcome::Ignored("actor cannot be read"));
        };
        // A new key is believed only from the actor's own server, where whoever holds the old key has no say.
        if remote.public_key_pem.trim() == inbound.actor.public_key_pem.trim() {
            federation.service().upsert_actor(remote).await?;
            return Ok(Outcome::Accepted("profile"));
        }
    }
    renew(federation, &inbound.actor.uri, inbound.budget).await
}

/// Reads an actor's document anew.
pub(in crate::federation) async fn renew(
    federation: &Federation,
    actor: &Url,
    budget: &Budget,
) -> Result<Outcome, Failure> {
    match federation.fetch_actor(actor, budget).await {
        Ok(_) => Ok(Outcome::Accepted("profile")),
        Err(error) if error.is_transient() => Err(Failure(error.to_string())),
        Err(FetchError::Gone(_) | FetchError::NotFound(_)) => Ok(Outcome::Ignored("actor is gone")),
        Err(_) => Ok(Outcome::Refused("actor cannot be read")),
    }
}
