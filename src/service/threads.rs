//! Conversations that other servers may know more of: which are worth asking about, and when. Who is asked, and what is
//! believed, is for federation to say.

use crate::domain::comment::Root;
use crate::domain::id::PostId;
use crate::domain::job::JobPayload;
use crate::service::rechecks::Recheck;
use crate::service::{Error, Service};
use crate::store::roots::{Address, RootBrief};
use crate::store::threads::Crawl;
use crate::store::{Conn, jobs, roots, threads};
use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// A conversation in which nothing was said for so many days is not asked about when its page is read. An answer wakes it.
const LIVELY_DAYS: i64 = 60;
/// The longest time between two rounds of questions about a conversation that is still read, in days.
const LONGEST_DAYS: i64 = 7;
/// How long after an answer came the others are asked, in seconds: whoever writes one often writes two.
const AFTER_REPLY_S: i64 = 60;
/// Comments whose servers are asked in one round, those that were asked longest ago first.
const ASKED: usize = 50;
/// Comments of a conversation that are considered at all, the newest.
const CONSIDERED: i64 = 2_000;
/// Pages whose last view is remembered.
const REMEMBERED: usize = 10_000;
/// Conversations asked about at the same time.
const LANES: u64 = 4;

/// A page that somebody reads, as its address names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Page {
    Review(String, String),
    Post(PostId),
}

/// Pages that were read, in this process: a view costs a look into memory, and a write at most once in a while.
pub(in crate::service) struct Views {
    last: Cache<Page, DateTime<Utc>>,
    /// When a round of questions was planned last because of an answer.
    planned: Cache<Root, DateTime<Utc>>,
    waiting: Mutex<HashSet<Page>>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            last: Cache::new(REMEMBERED),
            planned: Cache::new(REMEMBERED),
            waiting: Mutex::default(),
        }
    }
}

/// What is asked about a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The text it hangs on, where that is elsewhere.
    pub root: Option<Url>,
    /// The comments from elsewhere to begin with.
    pub comments: Vec<Recheck>,
}

impl Service {
    /// Somebody reads the page of a review. Never waits; what follows is done by a worker.
    pub fn review_page_seen(&self, handle: &str, slug: &str) {
        self.page_seen(Page::Review(handle.to_lowercase(), slug.to_owned()));
    }

    /// Somebody reads the page of a post elsewhere.
    pub fn post_page_seen(&self, id: &PostId) {
        self.page_seen(Page::Post(id.clone()));
    }

    fn page_seen(&self, page: Page) {
        if !self.config().federation.fetch_replies {
            return;
        }
        let (views, now) = (&self.memory().views, self.now());
        if views.last.get(&page).is_some_and(|at| now - at < self.crawl_interval()) {
            return;
        }
        views.last.insert(page.clone(), now);
        let mut waiting = views.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < REMEMBERED {
            waiting.insert(page);
            self.wake().jobs.notify_one();
        }
    }

    /// Records a job for each conversation whose page was read and that may be asked about now. A job that waits already is
    /// not recorded twice, whichever process records it.
    pub async fn ask_about_seen(&self) -> Result<(), Error> {
        let seen = {
            let mut waiting = self
                .memory()
                .views
                .waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *waiting)
        };
        if seen.is_empty() {
            return Ok(());
        }
        let (service, now) = (self.clone(), self.now());
        let due = self
            .read(move |c| {
                let mut due = Vec::new();
                for page in &seen {
                    let brief = match page {
                        Page::Review(handle, slug) => roots::review_by_slug(c, handle, slug)?,
                        Page::Post(id) => roots::by_id(c, &Root::Post(id.clone()))?,
                    };
                    if let Some(brief) = brief.filter(|brief| brief.open)
                        && is_due(c, &brief, now)?
                    {
                        due.push(brief.root);
                    }
                }
                Ok(due)
            })
            .await?;
        if due.is_empty() {
            return Ok(());
        }
        self.write(move |c, _| {
            for root in &due {
                service.fill_thread_at(c, root, now)?;
            }
            Ok(())
        })
        .await
    }

    /// An answer came from elsewhere: there may be more where it came from.
    pub(in crate::service) fn thread_moved(&self, c: &mut Conn, root: &Root) -> Result<(), Error> {
        if !self.config().federation.fetch_replies {
            return Ok(());
        }
        let now = self.now();
        // Under a flood of answers the job that waits already will do for all of them.
        let planned = &self.memory().views.planned;
        if planned
            .get(root)
            .is_some_and(|at| (now - at).num_seconds() < AFTER_REPLY_S / 2)
        {
            return Ok(());
        }
        planned.insert(root.clone(), now);
        let mut at = now + TimeDelta::seconds(AFTER_REPLY_S);
        if let Some(known) = threads::crawl(c, root)? {
            let next_at = known.crawled_at.map_or(now, |last| last + self.crawl_interval());
            at = at.max(next_at);
            if known.quiet > 0 {
                threads::set_crawl(
                    c,
                    root,
                    &Crawl {
                        next_at,
                        quiet: 0,
                        ..known
                    },
                )?;
            }
        }
        self.fill_thread_at(c, root, at)
    }

    fn fill_thread_at(&self, c: &mut Conn, root: &Root, at: DateTime<Utc>) -> Result<(), Error> {
        let key = match root {
            Root::Review(id) => format!("fill_thread:review:{id}"),
            Root::Post(id) => format!("fill_thread:post:{id}"),
        };
        // Slow servers must not take the places of all other work: a few lanes, one conversation at a time in each.
        let lane = key
            .bytes()
            .fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
            % LANES;
        let payload = JobPayload::FillThread { root: root.clone() };
        let (id, group) = (self.next_id(), format!("fill_thread:{lane}"));
        // A job that waits for later would hold up its lane, so it has none.
        let group = if at > self.now() { "" } else { group.as_str() };
        jobs::enqueue(c, &id, &payload, group, Some(&key), at, self.now())?;
        Ok(())
    }

    fn crawl_interval(&self) -> TimeDelta {
        TimeDelta::from_std(self.config().federation.fetch_replies_interval).unwrap_or(TimeDelta::MAX)
    }

    /// What to ask about a conversation; `None` when it is closed, or asking is switched off.
    pub async fn thread_to_fill(&self, root: &Root) -> Result<Option<Thread>, Error> {
        if !self.config().federation.fetch_replies {
            return Ok(None);
        }
        let (service, root) = (self.clone(), root.clone());
        self.read(move |c| {
            let Some(brief) = roots::by_id(c, &root)?.filter(|brief| brief.open) else {
                return Ok(None);
            };
            let mut comments = threads::from_elsewhere(c, &root, CONSIDERED)?;
            // `None` sorts first: who was never asked comes before who was.
            comments.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
            let mut asked = Vec::new();
            for (id, _) in comments.into_iter().take(ASKED) {
                asked.extend(service.recheck_of(c, &id)?);
            }
            Ok(Some(Thread {
                root: match &brief.address {
                    Address::Uri(uri) => Url::parse(uri).ok(),
                    Address::Slug(_) => None,
                },
                comments: asked,
            }))
        })
        .await
    }

    /// Notes that a comment was asked for its answers.
    pub async fn thread_asked(&self, uri: &Url) -> Result<(), Error> {
        let (uri, now) = (uri.clone(), self.now());
        self.store()
            .write(move |c| Ok::<_, Error>(threads::asked(c, uri.as_str(), now)?))
            .await
    }

    /// A round of questions about a conversation is over, and brought so much. Each round that brings nothing doubles the
    /// time to the next.
    pub async fn thread_filled(&self, root: &Root, found: usize) -> Result<(), Error> {
        let (root, now, interval) = (root.clone(), self.now(), self.crawl_interval());
        self.store()
            .write(move |c| {
                let before = threads::crawl(c, &root)?.map_or(0, |crawl| crawl.quiet);
                let quiet = if found > 0 { 0 } else { before.saturating_add(1) };
                let doubled = interval * 2_i32.saturating_pow(u32::try_from(quiet).unwrap_or_default().min(12));
                let longest = TimeDelta::days(LONGEST_DAYS).max(interval);
                let crawl = Crawl {
                    crawled_at: Some(now),
                    next_at: now + doubled.min(longest),
                    quiet,
                };
                Ok(threads::set_crawl(c, &root, &crawl)?)
            })
            .await
    }
}

fn is_due(c: &mut Conn, brief: &RootBrief, now: DateTime<Utc>) -> Result<bool, Error> {
    if threads::crawl(c, &brief.root)?.is_some_and(|crawl| crawl.next_at > now) {
        return Ok(false);
    }
    let moved = threads::last_moved(c, &brief.root)?;
    Ok(moved.is_some_and(|at| now - at < TimeDelta::days(LIVELY_DAYS)))
}
