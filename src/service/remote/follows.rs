//! Follow, Accept, Reject and Undo Follow.

use super::{Outcome, same_server};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::change::Change;
use crate::domain::follow::{Follow, FollowState};
use crate::domain::id::{ActorId, FollowId};
use crate::domain::notification::NotificationKind;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, blocks, follows, notifications, tombstones, whereabouts};
use crate::urls::Local;
use url::Url;

impl Service {
    pub(super) fn local_target(&self, c: &mut Conn, target: &Url) -> Result<Option<Actor>, Error> {
        let Some(Local::Actor(handle)) = self.urls().parse(target) else {
            return Ok(None);
        };
        let found = actors::local_by_handle(c, &handle.to_lowercase())?;
        Ok(found.filter(|actor| actor.deleted_at.is_none() && actor.kind != ActorKind::Application))
    }

    /// Somebody elsewhere follows somebody here: accepted at once, unless the person followed wants to approve it or
    /// the follower is silenced here. A repeated Follow gets its own Accept, since the first answer may have been lost.
    pub async fn follow_received(&self, from: &Actor, target: &Url, activity_uri: &str) -> Result<Outcome, Error> {
        let (service, from, target, activity) = (self.clone(), from.clone(), target.clone(), activity_uri.to_owned());
        self.write(move |c, tags| {
            let Some(followed) = service.local_target(c, &target)? else {
                return Ok(Outcome::Ignored("nobody here has that address"));
            };
            if tombstones::is_recorded(c, &activity, from.uri.as_str())? {
                return Ok(Outcome::Refused("the follow was undone"));
            }
            if blocks::is_blocked(c, &from.id, &followed.id)? {
                return Ok(Outcome::Refused("its sender blocks whom it follows"));
            }
            let now = service.now();
            if whereabouts::of(c, &followed.id)?.moved_to.is_some()
                && follows::by_pair(c, &from.id, &followed.id)?.is_none()
            {
                let change = Change::FollowRejected {
                    follower: from.id.clone(),
                    followed: followed.id.clone(),
                    activity_uri: activity,
                };
                service.record_change(c, &change, now)?;
                return Ok(Outcome::Refused("the account has moved"));
            }
            let silenced = service.verdict_on(c, &from)?.is_silenced();
            let state = if followed.manually_approves || silenced {
                FollowState::Pending
            } else {
                FollowState::Accepted
            };
            let new = Follow {
                id: FollowId::new(service.next_id()),
                follower_id: from.id.clone(),
                followed_id: followed.id.clone(),
                activity_uri: activity.clone(),
                state,
                created_at: now,
            };
            let is_new = follows::insert(c, &new)?;
            let follow = if is_new {
                new
            } else {
                let old = follows::by_pair(c, &from.id, &followed.id)?.ok_or(Error::NotFound)?;
                let state = if old.state == FollowState::Accepted {
                    old.state
                } else {
                    state
                };
                follows::set(c, &old.id, state, &activity)?;
                notifications::move_to(c, &old.activity_uri, &activity, &from.id)?;
                Follow {
                    state,
                    activity_uri: activity.clone(),
                    ..old
                }
            };
            tags.push(Tag::actor(&followed.id));
            if is_new {
                let mut note = Note::new(&followed.id, NotificationKind::Follow, &from.id, activity.clone());
                note.url = Some(from.url.clone());
                service.notify(c, note)?;
            }
            if follow.state != FollowState::Accepted {
                return Ok(Outcome::Accepted("waits for approval"));
            }
            let change = Change::FollowAccepted {
                follow: follow.id,
                activity_uri: activity,
            };
            service.record_change(c, &change, now)?;
            Ok(Outcome::Accepted(if is_new { "followed" } else { "followed again" }))
        })
        .await
    }

    /// Somebody elsewhere stopped following. The follow is found by the id of its activity, else by the two actors; an Undo
    /// that overtakes its Follow is remembered.
    pub async fn follow_undone(
        &self,
        from: &Actor,
        target: Option<&Url>,
        activity_uri: Option<&str>,
    ) -> Result<Outcome, Error> {
        let (service, from, target) = (self.clone(), from.clone(), target.cloned());
        let activity = activity_uri.map(ToOwned::to_owned);
        self.write(move |c, tags| {
            let now = service.now();
            let mut follow = match &activity {
                Some(activity) => follows::by_activity(c, activity)?.filter(|follow| follow.follower_id == from.id),
                None => None,
            };
            if follow.is_none()
                && let Some(target) = &target
                && let Some(followed) = service.local_target(c, target)?
            {
                follow = follows::by_pair(c, &from.id, &followed.id)?;
            }
            let theirs = activity
                .as_ref()
                .filter(|uri| Url::parse(uri).is_ok_and(|uri| same_server(&uri, &from.uri)));
            if let Some(activity) = theirs {
                tombstones::record(c, activity, from.uri.as_str(), "Follow", now)?;
            }
            let Some(follow) = follow else {
                return Ok(Outcome::Ignored("no such follow"));
            };
            follows::delete(c, &follow.id)?;
            notifications::withdraw(c, &follow.activity_uri, &from.id)?;
            tags.push(Tag::actor(&follow.followed_id));
            Ok(Outcome::Accepted("unfollowed"))
        })
        .await
    }

    /// Somebody elsewhere answers the follow of somebody here. Only the person followed can answer.
    pub async fn follow_answered(
        &self,
        by: &Actor,
        activity_uri: Option<&str>,
        follower: Option<&Url>,
        accepted: bool,
    ) -> Result<Outcome, Error> {
        let (service, by, follower) = (self.clone(), by.clone(), follower.cloned());
        let activity = activity_uri.map(ToOwned::to_owned);
        self.write(move |c, tags| {
            let mut follow = match &activity {
                Some(activity) => follows::by_activity(c, activity)?.filter(|follow| follow.followed_id == by.id),
                None => None,
            };
            if follow.is_none()
                && let Some(follower) = &follower
                && let Some(follower) = service.local_target(c, follower)?
            {
                follow = follows::by_pair(c, &follower.id, &by.id)?;
            }
            let Some(follow) = follow else {
                return Ok(Outcome::Ignored("no such follow"));
            };
            let (state, words) = if accepted {
                (FollowState::Accepted, "follow accepted")
            } else {
                (FollowState::Rejected, "follow rejected")
            };
            if follow.state == state {
                return Ok(Outcome::Accepted(words));
            }
            follows::set(c, &follow.id, state, &follow.activity_uri)?;
            tags.push(Tag::actor(&follow.follower_id));
            if accepted {
                let told = format!("{}#accepted", follow.activity_uri);
                let mut note = Note::new(&follow.follower_id, NotificationKind::FollowAccepted, &by.id, told);
                note.url = Some(by.url.clone());
                service.notify(c, note)?;
            }
            Ok(Outcome::Accepted(words))
        })
        .await
    }

    /// True when somebody here follows that actor: its posts are kept then.
    pub async fn wants_posts_of(&self, id: &ActorId) -> Result<bool, Error> {
        let id = id.clone();
        self.read(move |c| Ok(!follows::local_followers(c, &id)?.is_empty()))
            .await
    }
}
