//! `EmojiReact` (Pleroma, Akkoma and others; FEP-c0e0): one of each emoji for an actor and an object.

use super::like::{Given, react};
use super::{Failure, Inbound};
use crate::domain::emoji;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    match of(inbound.activity) {
        Some(emoji) => react(inbound, Given::Emoji(&emoji)).await,
        None => Ok(Outcome::Ignored("not an emoji")),
    }
}

/// The emoji of an EmojiReact.
pub(super) fn of(activity: Object<'_>) -> Option<String> {
    let said = activity
        .text("content")
        .or_else(|| activity.text("_misskey_reaction"))?;
    emoji::read(said).or_else(|| {
        // A custom one without its colons: then a tag must show it.
        let mut tags = activity.objects("tag").filter(|tag| tag.type_() == Some("Emoji"));
        tags.any(|tag| tag.text("name").map(|name| name.trim_matches(':')) == Some(said.trim()))
            .then(|| emoji::read(&format!(":{}:", said.trim())))
            .flatten()
    })
}

/// The emoji of a Like; `None` where it is a plain one. A heart is how servers with emojis say Like, and words are nobody's
/// emoji.
pub(super) fn of_like(activity: Object<'_>) -> Option<String> {
    let said = activity
        .text("content")
        .or_else(|| activity.text("_misskey_reaction"))?;
    (!emoji::is_heart(said)).then(|| of(activity)).flatten()
}
