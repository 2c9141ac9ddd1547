//! `Create`: a comment on something here, a private message, or a post of somebody followed here.

use super::{Failure, Inbound, Readable, embedded};
use crate::domain::comment::Audience;
use crate::federation::objects::comment::KINDS;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::{NoteReceived, Outcome, UNKNOWN_PARENT};

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    if let Some(kind) = embedded(inbound.activity).and_then(Object::type_)
        && !KINDS.contains(&kind)
    {
        return Ok(Outcome::Ignored("unknown type"));
    }
    match inbound.note().await? {
        Readable::Note(note) => arrive(inbound, *note).await,
        Readable::Not(outcome) => Ok(outcome),
    }
}

/// A text that is new here.
pub(super) async fn arrive(inbound: &Inbound<'_>, note: NoteReceived) -> Result<Outcome, Failure> {
    if matches!(note.audience, Audience::Followers | Audience::Direct) {
        let mut recipients = inbound.recipients(embedded(inbound.activity).unwrap_or(inbound.activity));
        let urls = inbound.federation.service().urls();
        recipients.extend(note.mentions.iter().filter(|url| urls.is_local(url)).cloned());
        recipients.sort();
        recipients.dedup();
        return Ok(inbound.federation.service().private_received(note, recipients).await?);
    }
    inbound.federation.ask_for_followers(&note, inbound.budget).await?;
    match inbound.federation.take_in(note, inbound.budget).await? {
        // It was deleted where it stood; its Create may yet come, and then there is a place for this one below it.
        UNKNOWN_PARENT => inbound.wait_or(UNKNOWN_PARENT),
        outcome => Ok(outcome),
    }
}
