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

    /// The latest comments and their number. Apart from `site`, because under a flood of comments only the two places that
    /// show them may grow old all the time.
    pub fn latest_comments() -> Self {
        Self("latest_comments".to_owned())
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
/// How far back each look reads: longer than a commit usually takes after its events were written.
const NEAR_MS: i64 = 200;
/// How often a look reads further back, in milliseconds, and how far: longer than any commit takes.
const FAR_EVERY_MS: i64 = 1000;
const FAR_MS: i64 = 10_000;

/// Generations of tags, by this process' and other processes' changes.
#[derive(Debug, Default)]
pub struct Freshness {
    generations: RwLock<HashMap<Tag, u64>>,
    synced_at_ms: AtomicI64,
    seen: Mutex<Seen>,
}

/// The events that were taken in: those of the last far look, and of the near ones since.
#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<String>,
    far_at_ms: i64,
}

/// How far back the next look reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    Near,
    Far,
}

impl Look {
    fn since(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - TimeDelta::milliseconds(match self {
            Self::Near => NEAR_MS,
            Self::Far => FAR_MS,
        })
    }
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

    /// Which look is due: reading ten seconds of events fifty times a second would be dear when thousands of comments come in.
    fn next_look(&self, now: DateTime<Utc>) -> Look {
        let now_ms = now.timestamp_millis();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if (0..FAR_EVERY_MS).contains(&(now_ms - seen.far_at_ms)) {
            return Look::Near;
        }
        seen.far_at_ms = now_ms;
        Look::Far
    }

    fn take_in(&self, look: Look, events: Vec<(String, String)>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh: Vec<Tag> = events
            .iter()
            .filter(|(id, _)| !seen.ids.contains(id))
            .map(|(_, tag)| Tag(tag.clone()))
            .collect();
        let ids = events.into_iter().map(|(id, _)| id);
        match look {
            Look::Near => seen.ids.extend(ids),
            Look::Far => seen.ids = ids.collect(),
        }
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
        let look = self.freshness().next_look(now);
        let since = look.since(now);
        let events = self
            .read(move |c| Ok(crate::store::cache_events::since(c, since)?))
            .await?;
        self.freshness().take_in(look, events);
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
        freshness.take_in(Look::Near, vec![event.clone()]);
        let stamp = freshness.stamp(&[Tag::site()]);
        freshness.take_in(Look::Near, vec![event]);
        assert!(freshness.is_fresh(&stamp));
        freshness.take_in(Look::Near, vec![("02".to_owned(), "site".to_owned())]);
        assert!(!freshness.is_fresh(&stamp));
    }
    #[test]
    fn an_event_that_was_committed_late_is_found_by_the_far_look() {
        let freshness = Freshness::default();
        let now = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        let later = |ms| now + TimeDelta::milliseconds(ms);
        assert_eq!(freshness.next_look(now), Look::Far);
        assert_eq!(freshness.next_look(later(20)), Look::Near);
        assert_eq!(freshness.next_look(later(FAR_EVERY_MS)), Look::Far);
        assert!(Look::Far.since(later(FAR_EVERY_MS)) < now);
        let early = ("01".to_owned(), "site".to_owned());
        freshness.take_in(Look::Near, vec![early.clone()]);
        let stamp = freshness.stamp(&[Tag::site(), Tag::latest_comments()]);
        let late = ("00".to_owned(), "latest_comments".to_owned());
        freshness.take_in(Look::Far, vec![late, early]);
        assert!(!freshness.is_fresh(&stamp));
        assert!(freshness.is_fresh(&freshness.stamp(&[Tag::site()])));
    }
}
