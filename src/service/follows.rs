//! Following from here, and the people who follow somebody here.

use crate::domain::account::Permission;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::change::Change;
use crate::domain::follow::{Follow, FollowState};
use crate::domain::id::{ActivityId, ActorId, FollowId};
use crate::domain::message::Message;
use crate::domain::notification::NotificationKind;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::policies::suspended_server;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::follows::Side;
use crate::store::{Conn, actors, blocks, follows, notifications, whereabouts};
use chrono::{DateTime, TimeDelta, Utc};

/// Somebody the viewer follows, or who follows the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowView {
    /// The other one.
    pub actor: ActorCard,
    /// Where it stands.
    pub state: FollowState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// It has waited so long for its answer that it may be asked again.
    pub overdue: bool,
}

/// A question without an answer may be asked again after so many hours.
const ASK_AGAIN_H: i64 = 24;

pub(in crate::service) fn is_overdue(follow: &Follow, now: DateTime<Utc>) -> bool {
    follow.state == FollowState::Pending && now - follow.created_at >= TimeDelta::hours(ASK_AGAIN_H)
}

/// Refused, or not answered by another server for a day. Somebody here has the question on their page.
fn may_be_asked_again(follow: &Follow, followed: &Actor, now: DateTime<Utc>) -> bool {
    follow.state == FollowState::Rejected || (!followed.is_local() && is_overdue(follow, now))
}

/// The most people one list shows.
const LIST: i64 = 1000;

impl Service {
    /// Follows somebody. Somebody here is followed at once (unless they approve followers); somebody elsewhere is asked,
    /// and asked again when the first question was refused or was not answered for a day. Nothing asks again by itself: the
    /// delivery is tried for two days, and a question that arrived is for the other side to answer.
    ///
    /// # Errors
    /// `Conflict` for oneself, for somebody who has moved and for somebody who blocks the viewer; `Gone` for an actor that was
    /// deleted.
    pub async fn follow(&self, viewer: &Viewer, id: &ActorId) -> Result<FollowState, Error> {
        Self::allow(viewer, Permission::Comment)?;
        if viewer.actor.id == *id {
            return Err(Error::Conflict {
                code: "own-account",
                message: "error-own-account".into(),
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
            let old = follows::by_pair(c, &viewer.actor.id, &id)?;
            if let Some(old) = &old
                && !may_be_asked_again(old, &followed, service.now())
            {
                return Ok(old.state);
            }
            service.check_followable(c, &viewer.actor.id, &followed)?;
            let mut follow = service.make_follow(&viewer.actor.id, &followed);
            match old {
                Some(old) => {
                    follow.id = old.id;
                    follows::ask_again(c, &follow)?;
                }
                None if follows::insert(c, &follow)? => {}
                None => return Ok(FollowState::Pending),
            }
            tags.extend([Tag::actor(&viewer.actor.id), Tag::actor(&id)]);
            service.tell_of_follow(c, &follow, &followed)?;
            Ok(follow.state)
        })
        .await
    }

    fn check_followable(&self, c: &mut Conn, follower: &ActorId, followed: &Actor) -> Result<(), Error> {
        if let Some(target) = whereabouts::of(c, &followed.id)?.moved_to {
            return Err(Error::Conflict {
                code: "account-moved",
                message: Message::new("error-account-moved").with("target", target.to_string()),
            });
        }
        if blocks::is_blocked(c, &followed.id, follower)? {
            return Err(Error::Conflict {
                code: "blocked-there",
                message: "error-blocked-there".into(),
            });
        }
        Ok(())
    }

    /// Tells the other side of a follow: with a notification here, with a Follow elsewhere.
    pub(in crate::service) fn tell_of_follow(
        &self,
        c: &mut Conn,
        follow: &Follow,
        followed: &Actor,
    ) -> Result<(), Error> {
        if !followed.is_local() {
            let change = Change::FollowRequested {
                follow: follow.id.clone(),
                activity_uri: follow.activity_uri.clone(),
            };
            return self.record_change(c, &change, follow.created_at);
        }
        let kind = NotificationKind::Follow;
        let mut note = Note::new(&followed.id, kind, &follow.follower_id, follow.activity_uri.clone());
        note.url = actors::by_id(c, &follow.follower_id)?.map(|follower| follower.url);
        self.notify(c, note)?;
        Ok(())
    }

    pub(in crate::service) fn make_follow(&self, follower: &ActorId, followed: &Actor) -> Follow {
        let activity = self.urls().activity(&ActivityId::new(self.next_id()));
        let at_once = followed.is_local() && !followed.manually_approves;
        Follow {
            id: FollowId::new(self.next_id()),
            follower_id: follower.clone(),
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
                overdue: !actor.is_local() && is_overdue(&follow, service.now()),
            };
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }
}
