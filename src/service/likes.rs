//! Liking and boosting from here.

use crate::domain::account::Permission;
use crate::domain::change::Change;
use crate::domain::id::{ActivityId, ReactionId};
use crate::domain::like::{Reaction, ReactionKind, Subject};
use crate::service::remote::{named_by_subject, tags_of};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{notifications, reactions};

impl Service {
    /// Likes or boosts a review, a post elsewhere or a comment. Doing it twice changes nothing.
    ///
    /// # Errors
    /// `NotFound` or `Gone` when it is not there to be liked.
    pub async fn react(&self, viewer: &Viewer, kind: ReactionKind, subject: Subject) -> Result<(), Error> {
        Self::allow(viewer, Permission::Comment)?;
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            let named = named_by_subject(c, &subject)?.ok_or(Error::NotFound)?;
            if !named.open() {
                return Err(Error::Gone);
            }
            let now = service.now();
            let activity = service.urls().activity(&ActivityId::new(service.next_id()));
            let reaction = Reaction {
                id: ReactionId::new(service.next_id()),
                kind,
                emoji: String::new(),
                actor_id: viewer.actor.id.clone(),
                subject,
                activity_uri: activity.to_string(),
                created_at: now,
            };
            if !reactions::insert(c, &reaction)? {
                return Ok(());
            }
            tags.extend(tags_of(&named));
            service.tell_of_reaction(c, &viewer.actor, (kind, ""), &named, activity.to_string())?;
            let change = Change::ReactionAdded {
                reaction: reaction.id,
                activity_uri: activity.to_string(),
            };
            service.record_change(c, &change, now)
        })
        .await
    }

    /// Takes a like or boost back. Nothing happens when there is none.
    pub async fn unreact(&self, viewer: &Viewer, kind: ReactionKind, subject: Subject) -> Result<(), Error> {
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            let Some(reaction) = reactions::by_actor(c, kind, "", &viewer.actor.id, &subject)? else {
                return Ok(());
            };
            reactions::delete(c, &reaction.id)?;
            notifications::withdraw(c, &reaction.activity_uri, &viewer.actor.id)?;
            if let Some(named) = named_by_subject(c, &subject)? {
                tags.extend(tags_of(&named));
            }
            let change = Change::ReactionRemoved {
                kind,
                actor: viewer.actor.id.clone(),
                subject,
                activity_uri: reaction.activity_uri,
            };
            service.record_change(c, &change, service.now())
        })
        .await
    }
}
