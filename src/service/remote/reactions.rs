//! Like, Announce, EmojiReact and their Undo.

use super::resolve::{Named, named_by_subject, named_by_uri};
use super::{Outcome, UNKNOWN_OBJECT, same_server};
use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::ReactionId;
use crate::domain::like::{Reaction, ReactionKind};
use crate::domain::notification::NotificationKind;
use crate::domain::text::sanitize;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, notifications, reactions, tombstones};
use url::Url;

/// The tags of everything that shows the counts of a subject.
pub(in crate::service) fn tags_of(named: &Named) -> Vec<Tag> {
    let mut tags = vec![Tag::root(&named.root.root)];
    tags.extend(named.comment.as_ref().map(|comment| Tag::comment(&comment.id)));
    tags
}

/// How many different emoji one actor may give one thing.
pub const EMOJI_PER_ACTOR: usize = 20;

impl Service {
    /// Somebody elsewhere likes or boosts something here. One of each counts for an actor and an object.
    pub async fn reaction_received(
        &self,
        by: &Actor,
        kind: ReactionKind,
        object: &Url,
        activity_uri: &str,
    ) -> Result<Outcome, Error> {
        self.given(by, kind, String::new(), object, activity_uri).await
    }

    /// Somebody elsewhere gives something here an emoji. One of each counts for an actor and an object.
    pub async fn emoji_received(
        &self,
        by: &Actor,
        emoji: &str,
        object: &Url,
        activity_uri: &str,
    ) -> Result<Outcome, Error> {
        self.given(by, ReactionKind::Emoji, emoji.to_owned(), object, activity_uri)
            .await
    }

    async fn given(
        &self,
        by: &Actor,
        kind: ReactionKind,
        emoji: String,
        object: &Url,
        activity_uri: &str,
    ) -> Result<Outcome, Error> {
        let (service, by, object) = (self.clone(), by.clone(), object.clone());
        let activity = activity_uri.to_owned();
        self.write(move |c, tags| {
            if tombstones::is_recorded(c, &activity, by.uri.as_str())? {
                return Ok(Outcome::Refused("was undone"));
            }
            let Some(named) = named_by_uri(c, service.urls(), &object)?.filter(Named::open) else {
                return Ok(UNKNOWN_OBJECT);
            };
            if kind == ReactionKind::Emoji {
                let given = reactions::emojis_by_actor(c, &by.id, &named.subject)?;
                if given.len() >= EMOJI_PER_ACTOR && given.iter().all(|known| known.emoji != emoji) {
                    return Ok(Outcome::Ignored("too many emoji"));
                }
            }
            let reaction = Reaction {
                id: ReactionId::new(service.next_id()),
                kind,
                emoji,
                actor_id: by.id.clone(),
                subject: named.subject.clone(),
                activity_uri: activity.clone(),
                created_at: service.now(),
            };
            if !reactions::insert(c, &reaction)? {
                // Its Undo will name the newest activity.
                if let Some(known) = reactions::by_actor(c, kind, &reaction.emoji, &by.id, &named.subject)? {
                    reactions::set_activity(c, &known.id, &activity)?;
                    notifications::move_to(c, &known.activity_uri, &activity, &by.id)?;
                }
                return Ok(Outcome::Ignored("counted already"));
            }
            tags.extend(tags_of(&named));
            service.tell_of_reaction(c, &by, (kind, &reaction.emoji), &named, activity)?;
            Ok(Outcome::Accepted(match kind {
                ReactionKind::Like => "like",
                ReactionKind::Boost => "boost",
                ReactionKind::Emoji => "emoji",
            }))
        })
        .await
    }

    /// Tells the author of what was liked or boosted, when that is somebody here.
    pub(in crate::service) fn tell_of_reaction(
        &self,
        c: &mut Conn,
        by: &Actor,
        (kind, emoji): (ReactionKind, &str),
        named: &Named,
        activity: String,
    ) -> Result<(), Error> {
        let author = match &named.comment {
            Some(comment) => &comment.author_id,
            None => &named.root.author_id,
        };
        if !actors::by_id(c, author)?.is_some_and(|author| author.is_local()) {
            return Ok(());
        }
        let kind = match kind {
            ReactionKind::Like => NotificationKind::Like,
            ReactionKind::Boost => NotificationKind::Boost,
            ReactionKind::Emoji => NotificationKind::Emoji,
        };
        let mut note = Note::new(author, kind, &by.id, activity);
        note.comment = named.comment.as_ref().map(|comment| comment.id.clone());
        if let Root::Review(id) = &named.root.root {
            note.review = Some(id.clone());
        }
        note.url = Some(by.url.clone());
        // An emoji has no character that means something in HTML; the sanitiser makes sure of it.
        note.html = sanitize::remote_html(emoji, None);
        self.notify(c, note)?;
        Ok(())
    }

    /// Somebody elsewhere takes a like or boost back: found by the id of its activity, else by kind and object. An Undo that
    /// overtakes what it undoes is remembered.
    pub async fn reaction_undone(
        &self,
        by: &Actor,
        kind: Option<ReactionKind>,
        object: Option<&Url>,
        activity_uri: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.taken_back(by, kind.map(|kind| (kind, "")), object, activity_uri)
            .await
    }

    /// [`Service::reaction_undone`] of that emoji.
    pub async fn emoji_undone(
        &self,
        by: &Actor,
        emoji: &str,
        object: Option<&Url>,
        activity_uri: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.taken_back(by, Some((ReactionKind::Emoji, emoji)), object, activity_uri)
            .await
    }

    async fn taken_back(
        &self,
        by: &Actor,
        kind: Option<(ReactionKind, &str)>,
        object: Option<&Url>,
        activity_uri: Option<&str>,
    ) -> Result<Outcome, Error> {
        let (service, by, object) = (self.clone(), by.clone(), object.cloned());
        let activity = activity_uri.map(ToOwned::to_owned);
        let kind = kind.map(|(kind, emoji)| (kind, emoji.to_owned()));
        self.write(move |c, tags| {
            let now = service.now();
            let mut reaction = match &activity {
                Some(activity) => reactions::by_activity(c, &by.id, activity)?,
                None => None,
            };
            if reaction.is_none()
                && let (Some((kind, emoji)), Some(object)) = (&kind, &object)
                && let Some(named) = named_by_uri(c, service.urls(), object)?
            {
                reaction = reactions::by_actor(c, *kind, emoji, &by.id, &named.subject)?;
                if reaction.is_none() && *kind != ReactionKind::Boost {
                    // Misskey says Like of an emoji too, and not every Undo repeats which one: the only one is meant.
                    let mut emojis = reactions::emojis_by_actor(c, &by.id, &named.subject)?;
                    reaction = emojis.pop().filter(|_| emojis.is_empty());
                }
            }
            let theirs = activity
                .as_ref()
                .filter(|uri| Url::parse(uri).is_ok_and(|uri| same_server(&uri, &by.uri)));
            if let Some(activity) = theirs {
                tombstones::record(c, activity, by.uri.as_str(), "Activity", now)?;
            }
            let Some(reaction) = reaction else {
                return Ok(Outcome::Ignored("nothing to undo"));
            };
            tombstones::record(c, &reaction.activity_uri, by.uri.as_str(), "Activity", now)?;
            reactions::delete(c, &reaction.id)?;
            notifications::withdraw(c, &reaction.activity_uri, &by.id)?;
            if let Some(named) = named_by_subject(c, &reaction.subject)? {
                tags.extend(tags_of(&named));
            }
            Ok(Outcome::Accepted("undone"))
        })
        .await
    }
}
