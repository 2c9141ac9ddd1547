//! Following from here, and the people who follow somebody here.

use crate::domain::account::Permission;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::change::Change;
use crate::domain::follow::{Follow, FollowState};
use crate::domain::id::{ActivityId, ActorId, FollowId};
use crate::domain::notification::NotificationKind;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::policies::suspended_server;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::follows::Side;
use crate::store::{Conn, actors, follows, notifications};
use chrono::{DateTime, Utc};

/// Somebody the viewer follows, or who follows the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowView {
    /// The other one.
    pub actor: ActorCard,
    /// Where it stands.
    pub state: FollowState,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The most people one list shows.
const LIST: i64 = 1000;

impl Service {
    /// Follows somebody. Somebody here is followed at once (unless they approve followers); somebody elsewhere is asked,
    /// and asked again when the first question was refused.
    ///
    /// # Errors
    /// `Conflict` for oneself, `Gone` for an actor that was deleted.
    pub async fn follow(&self, viewer: &Viewer, id: &ActorId) -> Result<FollowState, Error> {
        Self::allow(viewer, Permission::Comment)?;
        if viewer.actor.id == *id {
            return Err(Error::Conflict {
                code: "own-account",
                message: "You cannot follow yourself.".to_owned(),
            });
        }
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let followed = actors::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if followed.deleted_at.is_some() {
                return Err(Error::Gone);
            }
            if followed.is_local() && followed.kind == ActorKind::Application {
                return Err(Error::NotFound);
            }
            if service.verdict_on(c, &followed)?.is_suspended() {
                return Err(suspended_server());
            }
            let follow = service.make_follow(&viewer, &followed);
            let follow = if follows::insert(c, &follow)? {
                follow
            } else {
                let old = follows::by_pair(c, &viewer.actor.id, &id)?.ok_or(Error::NotFound)?;
                if old.state != FollowState::Rejected {
                    return Ok(old.state);
                }
                follows::set(c, &old.id, follow.state, &follow.activity_uri)?;
                Follow { id: old.id, ..follow }
            };
            tags.extend([Tag::actor(&viewer.actor.id), Tag::actor(&id)]);
            if followed.is_local() {
                let kind = NotificationKind::Follow;
                let mut note = Note::new(&id, kind, &viewer.actor.id, follow.activity_uri.clone());
                note.url = Some(viewer.actor.url.clone());
                service.notify(c, note)?;
            } else {
                let change = Change::FollowRequested {
                    follow: follow.id.clone(),
                    activity_uri: follow.activity_uri.clone(),
                };
                service.record_change(c, &change, follow.created_at)?;
            }
            Ok(follow.state)
        })
        .await
    }

    fn make_follow(&self, viewer: &Viewer, followed: &Actor) -> Follow {
        let activity = self.urls().activity(&ActivityId::new(self.next_id()));
        let at_once = followed.is_local() && !followed.manually_approves;
        Follow {
            id: FollowId::new(self.next_id()),
            follower_id: viewer.actor.id.clone(),
            followed_id: followed.id.clone(),
            activity_uri: activity.into(),
            state: if at_once {
                FollowState::Accepted
            } else {
                FollowState::Pending
            },
            created_at: self.now(),
        }
    }

    /// Stops following somebody, or takes the question back. Nothing happens when there is no follow.
    pub async fn unfollow(&self, viewer: &Viewer, id: &ActorId) -> Result<(), Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let Some(follow) = follows::by_pair(c, &viewer.actor.id, &id)? else {
                return Ok(());
            };
            follows::delete(c, &follow.id)?;
            notifications::withdraw(c, &follow.activity_uri, &viewer.actor.id)?;
            tags.extend([Tag::actor(&viewer.actor.id), Tag::actor(&id)]);
            if actors::by_id(c, &id)?.is_some_and(|actor| !actor.is_local()) {
                let change = Change::FollowWithdrawn {
                    follower: viewer.actor.id.clone(),
                    followed: id,
                    activity_uri: follow.activity_uri,
                };
                service.record_change(c, &change, service.now())?;
            }
            Ok(())
        })
        .await
    }

    /// Lets a follower in who waits for approval.
    pub async fn accept_follower(&self, viewer: &Viewer, id: &ActorId) -> Result<(), Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let follow = follows::by_pair(c, &id, &viewer.actor.id)?.ok_or(Error::NotFound)?;
            if follow.state == FollowState::Accepted {
                return Ok(());
            }
            follows::set(c, &follow.id, FollowState::Accepted, &follow.activity_uri)?;
            tags.extend([Tag::actor(&viewer.actor.id), Tag::actor(&id)]);
            if service.is_remote(c, &id)? {
                let change = Change::FollowAccepted {
                    follow: follow.id,
                    activity_uri: follow.activity_uri,
                };
                service.record_change(c, &change, service.now())?;
            }
            Ok(())
        })
        .await
    }

    /// Refuses a follower, or lets one go. Nothing happens when there is no follow.
    pub async fn remove_follower(&self, viewer: &Viewer, id: &ActorId) -> Result<(), Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let Some(follow) = follows::by_pair(c, &id, &viewer.actor.id)? else {
                return Ok(());
            };
            follows::delete(c, &follow.id)?;
            notifications::withdraw(c, &follow.activity_uri, &id)?;
            tags.extend([Tag::actor(&viewer.actor.id), Tag::actor(&id)]);
            if service.is_remote(c, &id)? {
                let change = Change::FollowRejected {
                    follower: id,
                    followed: viewer.actor.id.clone(),
                    activity_uri: follow.activity_uri,
                };
                service.record_change(c, &change, service.now())?;
            }
            Ok(())
        })
        .await
    }

    fn is_remote(&self, c: &mut Conn, id: &ActorId) -> Result<bool, Error> {
        Ok(actors::by_id(c, id)?.is_some_and(|actor| !actor.is_local()))
    }

    /// Whom the viewer follows, newest first.
    pub async fn following(&self, viewer: &Viewer) -> Result<Vec<FollowView>, Error> {
        self.follow_list(viewer, Side::Following).await
    }

    /// Who follows the viewer, newest first; those who wait for approval among them.
    pub async fn followers(&self, viewer: &Viewer) -> Result<Vec<FollowView>, Error> {
        self.follow_list(viewer, Side::Followers).await
    }

    async fn follow_list(&self, viewer: &Viewer, side: Side) -> Result<Vec<FollowView>, Error> {
        let (service, id) = (self.clone(), viewer.actor.id.clone());
        self.read(move |c| {
            let rows = follows::people(c, side, &id, None, LIST)?;
            let view = |(follow, actor): (Follow, Actor)| FollowView {
                actor: ActorCard::of(&actor, service.urls()),
                state: follow.state,
                since: follow.created_at,
            };
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }
}
