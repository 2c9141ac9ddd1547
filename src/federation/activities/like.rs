//! `Like`: one for each actor and object. Misskey and its kin say Like of an emoji as well, in `content` or `_misskey_reaction`.

use super::{Failure, Inbound, Readable, emoji_react, readable};
use crate::domain::like::ReactionKind;
use crate::federation::fetch::Budget;
use crate::service::Error;
use crate::service::remote::{Outcome, UNKNOWN_OBJECT};
use url::Url;

/// What a like or boost of something unknown may make us fetch: it, its author, and a few texts above it.
const FETCHES: u32 = 8;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    match emoji_react::of_like(inbound.activity) {
        Some(emoji) => react(inbound, Given::Emoji(&emoji)).await,
        None => react(inbound, Given::Reaction(ReactionKind::Like)).await,
    }
}

/// What is given.
#[derive(Clone, Copy)]
pub(super) enum Given<'a> {
    Reaction(ReactionKind),
    Emoji(&'a str),
}

/// A Like, an Announce or an emoji of something known here, or that may come to be known: it is asked for once, and then waited
/// for.
pub(super) async fn react(inbound: &Inbound<'_>, given: Given<'_>) -> Result<Outcome, Failure> {
    let Some(object) = inbound.activity.url("object") else {
        return Ok(Outcome::Refused("no object"));
    };
    let outcome = give(inbound, given, &object).await?;
    if outcome != UNKNOWN_OBJECT || !may_come(inbound, &object).await? {
        return Ok(outcome);
    }
    if inbound.attempts == 1 && Box::pin(found(inbound, &object)).await? {
        return Ok(give(inbound, given, &object).await?);
    }
    inbound.wait_or(outcome)
}

async fn give(inbound: &Inbound<'_>, given: Given<'_>, object: &Url) -> Result<Outcome, Error> {
    let (service, by) = (inbound.federation.service(), inbound.actor);
    match given {
        Given::Reaction(kind) => service.reaction_received(by, kind, object, inbound.uri).await,
        Given::Emoji(emoji) => service.emoji_received(by, emoji, object, inbound.uri).await,
    }
}

/// True for what may yet turn out to belong to a conversation here: not what is ours and is not there, and not what was here
/// and is gone.
async fn may_come(inbound: &Inbound<'_>, object: &Url) -> Result<bool, Failure> {
    let service = inbound.federation.service();
    Ok(!service.urls().is_local(object)
        && service.resolve(object).await?.is_none()
        && !service.is_tombstoned(object).await?)
}

/// Asks for what is liked, which did not come by itself. True when it belongs to something here.
async fn found(inbound: &Inbound<'_>, object: &Url) -> Result<bool, Failure> {
    let (federation, budget) = (inbound.federation, Budget::of(FETCHES));
    match readable(federation.note(object, &budget).await)? {
        Readable::Note(note) if note.audience.is_public() => {
            let outcome = federation.take_in(*note, &budget).await?;
            Ok(matches!(outcome, Outcome::Accepted(_)))
        }
        _ => Ok(false),
    }
}
