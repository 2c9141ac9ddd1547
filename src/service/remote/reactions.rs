//! Like, Announce and their Undo.

use super::resolve::{Named, named_by_subject, named_by_uri};
use super::{Outcome, UNKNOWN_OBJECT, same_server};
use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::ReactionId;
use crate::domain::like::{Reaction, ReactionKind};
use crate::domain::notification::NotificationKind;
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

impl Service {
    /// Somebody elsewhere likes or boosts something here. One of each counts for an actor and an object.
    pub async fn reaction_received(
        &self,
        by: &Actor,
        kind: ReactionKind,
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
            let reaction = Reaction {
                id: ReactionId::new(service.next_id()),
                kind,
                actor_id: by.id.clone(),
                subject: named.subject.clone(),
                activity_uri: activity.clone(),
                created_at: service.now(),
            };
            if !reactions::insert(c, &reaction)? {
                // Its Undo will name the newest activity.
                if let Some(known) = reactions::by_actor(c, kind, &by.id, &named.subject)? {
                    reactions::set_activity(c, &known.id, &activity)?;
                    notifications::move_to(c, &known.activity_uri, &activity, &by.id)?;
                }
                return Ok(Outcome::Ignored("counted already"));
            }
            tags.extend(tags_of(&named));
            service.tell_of_reaction(c, &by, kind, &named, activity)?;
            Ok(Outcome::Accepted(match kind {
                ReactionKind::Like => "like",
                ReactionKind::Boost => "boost",
            }))
        })
        .await
    }

    /// Tells the author of what was liked or boosted, when that is somebody here.
    pub(in crate::service) fn tell_of_reaction(
        &self,
        c: &mut Conn,
        by: &Actor,
        kind: ReactionKind,
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
        };
        let mut note = Note::new(author, kind, &by.id, activity);
        note.comment = named.comment.as_ref().map(|comment| comment.id.clone());
        if let Root::Review(id) = &named.root.root {
            note.review = Some(id.clone());
        }
        note.url = Some(by.url.clone());
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
        let (service, by, object) = (self.clone(), by.clone(), object.cloned());
        let activity = activity_uri.map(ToOwned::to_owned);
        self.write(move |c, tags| {
            let now = service.now();
            let mut reaction = match &activity {
                Some(activity) => reactions::by_activity(c, &by.id, activity)?,
                None => None,
            };
            if reaction.is_none()
                && let (Some(kind), Some(object)) = (kind, &object)
                && let Some(named) = named_by_uri(c, service.urls(), object)?
            {
                reaction = reactions::by_actor(c, kind, &by.id, &named.subject)?;
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
