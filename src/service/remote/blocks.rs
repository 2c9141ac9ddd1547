//! Block and its Undo: somebody elsewhere wants nothing to do with somebody here.

use super::{Outcome, same_server};
use crate::domain::actor::Actor;
use crate::domain::block::Block;
use crate::domain::id::BlockId;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{blocks, follows, notifications, tombstones};
use url::Url;

impl Service {
    /// Ends what the two had with each other, in both directions, and remembers it: nobody follows again until the block ends.
    /// Their server ended the follows by itself, so nothing is sent.
    pub async fn block_received(&self, by: &Actor, target: &Url, activity_uri: &str) -> Result<Outcome, Error> {
        let (service, by, target, activity) = (self.clone(), by.clone(), target.clone(), activity_uri.to_owned());
        self.write(move |c, tags| {
            let Some(blocked) = service.local_target(c, &target)? else {
                return Ok(Outcome::Ignored("nobody here has that address"));
            };
            if tombstones::is_recorded(c, &activity, by.uri.as_str())? {
                return Ok(Outcome::Refused("was undone"));
            }
            let block = Block {
                id: BlockId::new(service.next_id()),
                blocker_id: by.id.clone(),
                blocked_id: blocked.id.clone(),
                activity_uri: activity,
                created_at: service.now(),
            };
            blocks::put(c, &block)?;
            for (follower, followed) in [(&by.id, &blocked.id), (&blocked.id, &by.id)] {
                if let Some(follow) = follows::by_pair(c, follower, followed)? {
                    follows::delete(c, &follow.id)?;
                    notifications::withdraw(c, &follow.activity_uri, follower)?;
                    tags.extend([Tag::actor(follower), Tag::actor(followed)]);
                }
            }
            Ok(Outcome::Accepted("block"))
        })
        .await
    }

    /// The block is over: found by the id of its activity, else by the two actors. An Undo that overtakes its Block is
    /// remembered.
    pub async fn block_undone(
        &self,
        by: &Actor,
        target: Option<&Url>,
        activity_uri: Option<&str>,
    ) -> Result<Outcome, Error> {
        let (service, by, target) = (self.clone(), by.clone(), target.cloned());
        let activity = activity_uri.map(ToOwned::to_owned);
        self.write(move |c, _| {
            let mut block = match &activity {
                Some(activity) => blocks::by_activity(c, &by.id, activity)?,
                None => None,
            };
            if block.is_none()
                && let Some(target) = &target
                && let Some(blocked) = service.local_target(c, target)?
            {
                block = blocks::by_pair(c, &by.id, &blocked.id)?;
            }
            let theirs = activity
                .as_ref()
                .filter(|uri| Url::parse(uri).is_ok_and(|uri| same_server(&uri, &by.uri)));
            if let Some(activity) = theirs {
                tombstones::record(c, activity, by.uri.as_str(), "Block", service.now())?;
            }
            let Some(block) = block else {
                return Ok(Outcome::Ignored("nothing to undo"));
            };
            blocks::delete(c, &block.id)?;
            Ok(Outcome::Accepted("block undone"))
        })
        .await
    }
}
