//! Tells which finished bytes are out of date: every rendered page and document carries the tags of what it shows, and a
//! change counts up the generation of its tags.

use crate::domain::comment::Root;
use crate::domain::id::{ActorId, CommentId, EssayId, FilmId, ListId, PersonId, PostId, ReviewId};
use crate::service::{Error, Service};
use crate::store::cache_events;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
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

    /// A film: its title, what is known of it, who made it.
    pub fn film(id: &FilmId) -> Self {
        Self(format!("film:{id}"))
    }

    /// Somebody who has to do with films: their name, and what they are credited with.
    pub fn person(id: &PersonId) -> Self {
        Self(format!("person:{id}"))
    }

    /// A post of this site.
    pub fn essay(id: &EssayId) -> Self {
        Self(format!("essay:{id}"))
    }

    /// Which posts of this site there are.
    pub fn essays() -> Self {
        Self("essays".to_owned())
    }

    /// A list and what is in it.
    pub fn list(id: &ListId) -> Self {
        Self(format!("list:{id}"))
    }

    /// Which lists there are, and in which of them a film stands.
    pub fn lists() -> Self {
        Self("lists".to_owned())
    }

    /// A comment and what answers it.
    pub fn comment(id: &CommentId) -> Self {
        Self(format!("comment:{id}"))
    }

    /// A post elsewhere and its conversation.
    pub fn post(id: &PostId) -> Self {
        Self(format!("post:{id}"))
    }

    /// The key that signs for an actor of this server.
    pub fn key(id: &ActorId) -> Self {
        Self(format!("key:{id}"))
    }

    /// The key that signs for this server itself.
    pub fn instance_key() -> Self {
        Self("instance_key".to_owned())
    }

    /// The rules for other servers.
    pub fn policies() -> Self {
        Self("policies".to_owned())
    }

    /// The rules for comments.
    pub fn comment_rules() -> Self {
        Self("comment_rules".to_owned())
    }

    /// What was learnt of spam.
    pub fn spam_lessons() -> Self {
        Self("spam_lessons".to_owned())
    }

    /// The theme of the site.
    pub fn theme() -> Self {
        Self("theme".to_owned())
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
pub struct Stamp {
    generations: Vec<(Tag, u64)>,
    epoch: u64,
}

/// How long another process' change may go unnoticed, in milliseconds.
const SYNC_MS: i64 = 20;
/// How far back each look reads: longer than a commit usually takes after its events were written.
const NEAR_MS: i64 = 200;
/// How often a look reads further back, in milliseconds, and how far: longer than any commit takes.
const FAR_EVERY_MS: i64 = 1000;
const FAR_MS: i64 = 10_000;
/// After this long without a look events may have been cleared out, so everything counts as changed, in milliseconds.
const FORGOTTEN_MS: i64 = 12 * 60 * 60 * 1000;

/// Tags remembered; about a hundred bytes each.
const REMEMBERED: usize = 20_000;

/// Generations of tags, by this process' and other processes' changes.
#[derive(Debug, Default)]
pub struct Freshness {
    /// The beginning of the ids of this process' own events, which it need not read.
    origin: String,
    generations: RwLock<Generations>,
    /// Counts up when it is not known any more what has changed.
    epoch: AtomicU64,
    synced_at_ms: AtomicI64,
    seen: Mutex<Seen>,
}

/// When tags last changed, counted in changes of any tag.
#[derive(Debug, Default)]
struct Generations {
    changes: u64,
    of: HashMap<Tag, u64>,
}

impl Generations {
    fn of(&self, tag: &Tag) -> u64 {
        self.of.get(tag).copied().unwrap_or_default()
    }
}

/// A moment before something was read.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    changes: u64,
    epoch: u64,
}

/// The generation of what changed while it was read: no tag ever has it.
const OVERTAKEN: u64 = u64::MAX;

/// The events that were taken in: those of the last far look, and of the near ones since.
#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<String>,
    far_at_ms: i64,
}

/// The next look at other processes' events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    /// At the latest ones.
    Near(DateTime<Utc>),
    /// At everything since the last far look, and a little more, for what was committed late.
    Far(DateTime<Utc>),
}

impl Look {
    /// How far back it reads.
    fn since(self) -> DateTime<Utc> {
        match self {
            Self::Near(since) | Self::Far(since) => since,
        }
    }
}

impl Freshness {
    /// `origin` is an identifier that no other process has.
    pub fn new(origin: String) -> Self {
        Self {
            origin,
            ..Self::default()
        }
    }

    /// The id of an event of this process.
    pub fn event_id(&self, id: &str) -> String {
        format!("{}.{id}", self.origin)
    }

    /// Counts up the generation of each tag.
    pub fn invalidate(&self, tags: &[Tag]) {
        if tags.is_empty() {
            return;
        }
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        if generations.of.len() > REMEMBERED {
            // Every comment that ever came has a tag: instead of remembering them all, everything counts as changed, once.
            generations.of.clear();
            self.epoch.fetch_add(1, Ordering::AcqRel);
        }
        generations.changes += 1;
        let now = generations.changes;
        generations.of.extend(tags.iter().map(|tag| (tag.clone(), now)));
    }

    /// The present moment; take it before reading what is rendered.
    pub fn moment(&self) -> Moment {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        Moment {
            changes: generations.changes,
            epoch: self.epoch.load(Ordering::Acquire),
        }
    }

    /// The generations that some tags had at that moment, for a reader that learns only by reading what it depends on. What
    /// has changed since makes the stamp one that is never fresh.
    pub fn stamp_of(&self, moment: Moment, tags: &[Tag]) -> Stamp {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        let at_the_moment = |tag: &Tag| Some(generations.of(tag)).filter(|generation| *generation <= moment.changes);
        Stamp {
            generations: tags
                .iter()
                .map(|tag| (tag.clone(), at_the_moment(tag).unwrap_or(OVERTAKEN)))
                .collect(),
            epoch: moment.epoch,
        }
    }

    /// The present generations; take it before reading what is rendered.
    pub fn stamp(&self, tags: &[Tag]) -> Stamp {
        self.stamp_of(self.moment(), tags)
    }

    /// True while nothing of the stamp's tags has changed.
    pub fn is_fresh(&self, stamp: &Stamp) -> bool {
        let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
        let unchanged = |(tag, generation): &(Tag, u64)| generations.of(tag) == *generation;
        stamp.epoch == self.epoch.load(Ordering::Acquire) && stamp.generations.iter().all(unchanged)
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
    /// A server that nobody asked for a while reads back to when it was last asked.
    fn next_look(&self, now: DateTime<Utc>) -> Look {
        let now_ms = now.timestamp_millis();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let gap = now_ms - seen.far_at_ms;
        if (0..FAR_EVERY_MS).contains(&gap) {
            return Look::Near(now - TimeDelta::milliseconds(NEAR_MS));
        }
        let first = seen.far_at_ms == 0;
        seen.far_at_ms = now_ms;
        let slept = if first { 0 } else { gap.max(0) };
        if slept > FORGOTTEN_MS {
            self.epoch.fetch_add(1, Ordering::AcqRel);
        }
        Look::Far(now - TimeDelta::milliseconds(FAR_MS + slept.min(FORGOTTEN_MS)))
    }

    fn take_in(&self, look: Look, events: Vec<(String, String)>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh: Vec<Tag> = events
            .iter()
            .filter(|(id, _)| !seen.ids.contains(id))
            .flat_map(|(_, tags)| cache_events::tags_of(tags).map(|tag| Tag(tag.to_owned())))
            .collect();
        let ids = events.into_iter().map(|(id, _)| id);
        match look {
            Look::Near(_) => seen.ids.extend(ids),
            Look::Far(_) => seen.ids = ids.collect(),
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
        let since = look.since();
        let own = self.freshness().origin.clone();
        let events = self.look(move |c| Ok(cache_events::since(c, since, &own)?)).await?;
        self.freshness().take_in(look, events);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: Look = Look::Near(DateTime::UNIX_EPOCH);
    const FAR: Look = Look::Far(DateTime::UNIX_EPOCH);

    #[test]
    fn a_server_that_slept_reads_back_to_when_it_fell_asleep_or_forgets_everything() {
        let freshness = Freshness::default();
        let now = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        let later = |ms| now + TimeDelta::milliseconds(ms);
        freshness.next_look(now);
        let stamp = freshness.stamp(&[Tag::site()]);
        assert!(matches!(freshness.next_look(later(3_600_000)), Look::Far(since) if since < now));
        assert!(freshness.is_fresh(&stamp));
        freshness.next_look(later(3_600_000 + FORGOTTEN_MS + 1));
        assert!(!freshness.is_fresh(&stamp));
    }

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
    fn what_changes_while_it_is_read_is_never_fresh() {
        let freshness = Freshness::default();
        let (a, b) = (Tag::review(&ReviewId::new("a")), Tag::review(&ReviewId::new("b")));
        freshness.invalidate(&[a.clone(), b.clone()]);
        let before = freshness.moment();
        freshness.invalidate(std::slice::from_ref(&b));
        let (of_a, of_b) = (
            freshness.stamp_of(before, std::slice::from_ref(&a)),
            freshness.stamp_of(before, &[a.clone(), b]),
        );
        assert!(freshness.is_fresh(&of_a) && !freshness.is_fresh(&of_b));
        freshness.invalidate(&[a]);
        assert!(!freshness.is_fresh(&of_a));
    }

    #[test]
    fn tags_are_not_remembered_for_ever_and_what_is_forgotten_counts_as_changed() {
        let freshness = Freshness::default();
        let stamp = freshness.stamp(&[Tag::site()]);
        for n in 0..=REMEMBERED {
            freshness.invalidate(&[Tag::comment(&CommentId::new(n.to_string()))]);
        }
        assert!(freshness.is_fresh(&stamp));
        let late = freshness.stamp(&[Tag::site()]);
        freshness.invalidate(&[Tag::comment(&CommentId::new("one more"))]);
        assert!(!freshness.is_fresh(&stamp) && !freshness.is_fresh(&late));
        assert_eq!(freshness.generations.read().unwrap().of.len(), 1);
        assert!(freshness.is_fresh(&freshness.stamp(&[Tag::site()])));
    }

    #[test]
    fn an_event_of_another_process_counts_once() {
        let freshness = Freshness::default();
        let event = ("01".to_owned(), "site".to_owned());
        freshness.take_in(NEAR, vec![event.clone()]);
        let stamp = freshness.stamp(&[Tag::site()]);
        freshness.take_in(NEAR, vec![event]);
        assert!(freshness.is_fresh(&stamp));
        freshness.take_in(NEAR, vec![("02".to_owned(), "site".to_owned())]);
        assert!(!freshness.is_fresh(&stamp));
    }
    #[test]
    fn an_event_that_was_committed_late_is_found_by_the_far_look() {
        let freshness = Freshness::default();
        let now = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        let later = |ms| now + TimeDelta::milliseconds(ms);
        assert!(matches!(freshness.next_look(now), Look::Far(_)));
        assert!(matches!(freshness.next_look(later(20)), Look::Near(_)));
        assert!(matches!(freshness.next_look(later(FAR_EVERY_MS)), Look::Far(since) if since < now));
        let early = ("01".to_owned(), "site".to_owned());
        freshness.take_in(NEAR, vec![early.clone()]);
        let stamp = freshness.stamp(&[Tag::site(), Tag::latest_comments()]);
        let late = ("00".to_owned(), "latest_comments".to_owned());
        freshness.take_in(FAR, vec![late, early]);
        assert!(!freshness.is_fresh(&stamp));
        assert!(freshness.is_fresh(&freshness.stamp(&[Tag::site()])));
    }
}
