//! Move: somebody goes on under another account, and the people here who follow them go along.

use super::Outcome;
use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::id::ActorId;
use crate::domain::notification::NotificationKind;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, blocks, follows, notifications, whereabouts};

impl Service {
    /// True when somebody here follows that actor or has asked to: only then a move is any of our business.
    pub async fn is_followed_here(&self, id: &ActorId) -> Result<bool, Error> {
        let id = id.clone();
        self.read(move |c| Ok(!follows::local_follows_of(c, &id)?.is_empty()))
            .await
    }

    /// Somebody elsewhere has moved to `new`, whose document was just read. Whoever moves says so by signing; the new account
    /// says so in `alsoKnownAs`. Without its word anybody could hand their followers to anybody.
    pub async fn actor_moved(&self, old: &Actor, new: &Actor) -> Result<Outcome, Error> {
        let (service, old, new) = (self.clone(), old.clone(), new.clone());
        self.write(move |c, tags| {
            let there = whereabouts::of(c, &new.id)?;
            if !there.knows(&old.uri) {
                return Ok(Outcome::Refused("the new account does not name the old one"));
            }
            if there.moved_to.is_some() || new.deleted_at.is_some() {
                return Ok(Outcome::Refused("the new account is not in use"));
            }
            let mut here = whereabouts::of(c, &old.id)?;
            if here.moved_to.as_ref() != Some(&new.uri) {
                here.moved_to = Some(new.uri.clone());
                here.moved_at = Some(service.now());
                whereabouts::put(c, &old.id, &here)?;
                tags.push(Tag::actor(&old.id));
            }
            let count = service.follow_along(c, tags, &old, &new)?;
            Ok(Outcome::Accepted(if count > 0 {
                "followed to the new account"
            } else {
                "moved, and nobody here follows"
            }))
        })
        .await
    }

    /// Lets everybody here who follows the old account follow the new one instead; gives back how many they are.
    pub(in crate::service) fn follow_along(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        old: &Actor,
        new: &Actor,
    ) -> Result<usize, Error> {
        let all = follows::local_follows_of(c, &old.id)?;
        tags.extend([Tag::actor(&old.id), Tag::actor(&new.id)]);
        for follow in &all {
            let follower = &follow.follower_id;
            follows::delete(c, &follow.id)?;
            notifications::withdraw(c, &follow.activity_uri, follower)?;
            tags.push(Tag::actor(follower));
            if !old.is_local() {
                let change = Change::FollowWithdrawn {
                    follower: follower.clone(),
                    followed: old.id.clone(),
                    activity_uri: follow.activity_uri.clone(),
                };
                self.record_change(c, &change, self.now())?;
            }
            let kept_apart = blocks::is_blocked(c, &new.id, follower)? || self.verdict_on(c, new)?.is_suspended();
            if *follower == new.id || kept_apart {
                continue;
            }
            let next = self.make_follow(follower, new);
            if follows::insert(c, &next)? {
                self.tell_of_follow(c, &next, new)?;
            }
            let told = format!("{}#moved-to-{}", old.uri, new.uri);
            let mut note = Note::new(follower, NotificationKind::Moved, &new.id, told);
            note.url = Some(new.url.clone());
            self.notify(c, note)?;
        }
        Ok(all.len())
    }
}
