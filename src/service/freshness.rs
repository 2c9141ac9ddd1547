//! Tells which finished bytes are out of date: every rendered page and document carries the tags of what it shows, and a
//! change counts up the generation of its tags.

use crate::domain::comment::Root;
use crate::domain::id::{ActorId, CommentId, PostId, ReviewId};
use crate::service::{Error, Service};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

/// What a page shows and a change touches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(String);

impl Tag {
    /// What stands on every page: site name, the list of reviews, the counts of NodeInfo.
    pub fn site() -> Self {
        Self("site".to_owned())
    }

    /// An actor's name, picture, text and collections.
    pub fn actor(id: &ActorId) -> Self {
        Self(format!("actor:{id}"))
    }

    /// A review and its conversation.
    pub fn review(id: &ReviewId) -> Self {
        Self(format!("review:{id}"))
    }

    /// A comment and what answers it.
    pub fn comment(id: &CommentId) -> Self {
        Self(format!("comment:{id}"))
    }

    /// A post elsewhere and its conversation.
    pub fn post(id: &PostId) -> Self {
        Self(format!("post:{id}"))
    }

    /// The page a conversation stands on.
    pub fn root(root: &Root) -> Self {
        match root {
            Root::Review(id) => Self::review(id),
            Root::Post(id) => Self::post(id),
        }
    }

    /// The text in `cache_events`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The generations of some tags at one moment.
#[derive(Clone, Debug)]
pub struct Stamp(Vec<(Tag, u64)>);

/// How long another process' change may go unnoticed, in milliseconds.
const SYNC_MS: i64 = 20;
/// How far back `cache_events` is read again: longer than any transaction stays open between making its ids and committing.
const WINDOW_S: i64 = 10;

/// Generations of tags, by this process' and other processes' changes.
#[derive(Debug, Default)]
pub struct Freshness {
    generations: RwLock<HashMap<Tag, u64>>,
    synced_at_ms: AtomicI64,
    seen: Mutex<HashSet<String>>,
}

impl Freshness {
    /// Counts up the generation of each tag.
    pub fn invalidate(&self, tags: &[Tag]) {
        if tags.is_empty() {
            return;
        }
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        for tag in tags {
            *generations.entry(tag.clone()).or_default() += 1;
        }
    }

    /// The present generations; take it before reading what is rendered.
    pub fn stamp(&self, tags: &[Tag]) -> Stamp {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        Stamp(
            tags.iter()
                .map(|tag| (tag.clone(), generations.get(tag).copied().unwrap_or_default()))
                .collect(),
        )
    }

    /// True while nothing of the stamp's tags has changed.
    pub fn is_fresh(&self, stamp: &Stamp) -> bool {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        stamp
            .0
            .iter()
            .all(|(tag, generation)| generations.get(tag).copied().unwrap_or_default() == *generation)
    }

    /// Claims the next look at the other processes' changes; true for one caller in each `SYNC_MS`.
    fn is_due(&self, now: DateTime<Utc>) -> bool {
        let now_ms = now.timestamp_millis();
        let last = self.synced_at_ms.load(Ordering::Acquire);
        (now_ms - last >= SYNC_MS || now_ms < last)
            && self
                .synced_at_ms
                .compare_exchange(last, now_ms, Ordering::AcqRel, Ordering::Acquire)
                .is_ok()
    }

    fn take_in(&self, events: Vec<(String, String)>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh: Vec<Tag> = events
            .iter()
            .filter(|(id, _)| !seen.contains(id))
            .map(|(_, tag)| Tag(tag.clone()))
            .collect();
        *seen = events.into_iter().map(|(id, _)| id).collect();
        drop(seen);
        self.invalidate(&fresh);
    }
}

impl Service {
    /// Takes in what other processes (a second server on one PostgreSQL, `houselights publish`) have changed, at most every
    /// 20 ms; call it before serving kept bytes. Does nothing, at the price of one atomic read, in between.
    pub async fn sync_freshness(&self) -> Result<(), Error> {
        let now = self.now();
        if !self.freshness().is_due(now) {
            return Ok(());
        }
        let since = now - TimeDelta::seconds(WINDOW_S);
        let events = self
            .read(move |c| Ok(crate::store::cache_events::since(c, since)?))
            .await?;
        self.freshness().take_in(events);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_fresh_until_one_of_its_tags_changes() {
        let freshness = Freshness::default();
        let (a, b) = (Tag::review(&ReviewId::new("a")), Tag::review(&ReviewId::new("b")));
        let stamp = freshness.stamp(&[Tag::site(), a.clone()]);
        freshness.invalidate(&[b]);
        assert!(freshness.is_fresh(&stamp));
        freshness.invalidate(&[a]);
        assert!(!freshness.is_fresh(&stamp));
    }

    #[test]
    fn an_event_of_another_process_counts_once() {
        let freshness = Freshness::default();
        let event = ("01".to_owned(), "site".to_owned());
        freshness.take_in(vec![event.clone()]);
        let stamp = freshness.stamp(&[Tag::site()]);
        freshness.take_in(vec![event]);
        assert!(freshness.is_fresh(&stamp));
        freshness.take_in(vec![("02".to_owned(), "site".to_owned())]);
        assert!(!freshness.is_fresh(&stamp));
    }
}
