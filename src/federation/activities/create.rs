//! `Create`: a comment on something here, a private message, or a post of somebody followed here.

use super::{Failure, Inbound, Readable, embedded};
use crate::domain::comment::Audience;
use crate::federation::objects::comment::KINDS;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    if let Some(kind) = embedded(inbound.activity).and_then(Object::type_)
        && !KINDS.contains(&kind)
    {
        return Ok(Outcome::Ignored("unknown type"));
    }
    let note = match inbound.note().await? {
        Readable::Note(note) => *note,
        Readable::Not(outcome) => return Ok(outcome),
    };
    if matches!(note.audience, Audience::Followers | Audience::Direct) {
        let mut recipients = inbound.recipients(embedded(inbound.activity).unwrap_or(inbound.activity));
        let urls = inbound.federation.service().urls();
        recipients.extend(note.mentions.iter().filter(|url| urls.is_local(url)).cloned());
        recipients.sort();
        recipients.dedup();
        return Ok(inbound.federation.service().private_received(note, recipients).await?);
    }
    inbound.federation.take_in(note, inbound.budget).await
}
