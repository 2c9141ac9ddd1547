//! `Undo` of a Follow, Like, EmojiReact, Announce, Block or Accept: by the inner id, else by type, actor and object. Only the same
//! actor's.

use super::{Failure, Inbound, accept, embedded, emoji_react};
use crate::domain::like::ReactionKind;
use crate::service::remote::Outcome;
use url::Url;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let (service, actor) = (inbound.federation.service(), inbound.actor);
    let Some(reference) = inbound.activity.object("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let id = reference.id();
    let id = id.as_ref().map(Url::as_str);
    let Some(inner) = embedded(inbound.activity) else {
        return by_id(inbound, id).await;
    };
    if inner.url("actor").is_some_and(|said| said != actor.uri) {
        return Ok(Outcome::Refused("undoes what somebody else did"));
    }
    let target = inner.url("object");
    let target = target.as_ref();
    Ok(match inner.type_() {
        Some("Follow") => service.follow_undone(actor, target, id).await?,
        Some("Block") => service.block_undone(actor, target, id).await?,
        Some("Announce") => {
            let kind = Some(ReactionKind::Boost);
            service.reaction_undone(actor, kind, target, id).await?
        }
        Some("Like") => match emoji_react::of_like(inner) {
            Some(emoji) => service.emoji_undone(actor, &emoji, target, id).await?,
            None => {
                let kind = Some(ReactionKind::Like);
                service.reaction_undone(actor, kind, target, id).await?
            }
        },
        Some("EmojiReact") => {
            let emoji = emoji_react::of(inner).unwrap_or_default();
            service.emoji_undone(actor, &emoji, target, id).await?
        }
        // An Accept that is taken back is the end of the follow it let in.
        Some("Accept") => return accept::answer(inbound, inner, false).await,
        Some("Dislike") => Outcome::Ignored("dislikes are not counted"),
        _ => Outcome::Ignored("undo of an unknown type"),
    })
}

/// Only an id: each knows its own.
async fn by_id(inbound: &Inbound<'_>, id: Option<&str>) -> Result<Outcome, Failure> {
    let (service, actor) = (inbound.federation.service(), inbound.actor);
    let mut outcome = service.reaction_undone(actor, None, None, id).await?;
    if !matches!(outcome, Outcome::Accepted(_)) {
        outcome = service.block_undone(actor, None, id).await?;
    }
    if !matches!(outcome, Outcome::Accepted(_)) {
        outcome = service.follow_undone(actor, None, id).await?;
    }
    Ok(outcome)
}
