//! Asking other servers about conversations: when it was last done, and when it may be done again.

use crate::domain::comment::{CommentState, Door, Root};
use crate::domain::id::CommentId;
use crate::store::backend::on_each_backend;
use crate::store::comments::root_columns;
use crate::store::rows::{optional_time, stamp, time};
use crate::store::schema::{comment_checks, comments, posts, reviews, thread_crawls};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;

/// What is known of asking about one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crawl {
    /// When it was last asked about; `None` before the first time.
    pub crawled_at: Option<DateTime<Utc>>,
    /// Not before.
    pub next_at: DateTime<Utc>,
    /// How often in a row nothing new was heard.
    pub quiet: i32,
}

fn parts(root: &Root) -> (&'static str, &str) {
    match root {
        Root::Review(id) => ("review", id.as_str()),
        Root::Post(id) => ("post", id.as_str()),
    }
}

/// What is known of asking about a conversation; `None` for one that was never asked about.
pub fn crawl(c: &mut Conn, root: &Root) -> Result<Option<Crawl>, StoreError> {
    let columns = (thread_crawls::crawled_at, thread_crawls::next_at, thread_crawls::quiet);
    let found: Option<(Option<NaiveDateTime>, NaiveDateTime, i32)> = thread_crawls::table
        .find(parts(root))
        .select(columns)
        .get_result(c)
        .optional()?;
    Ok(found.map(|(crawled_at, next_at, quiet)| Crawl {
        crawled_at: optional_time(crawled_at),
        next_at: time(next_at),
        quiet,
    }))
}

/// Stores what is known of asking about a conversation.
pub fn set_crawl(c: &mut Conn, root: &Root, crawl: &Crawl) -> Result<(), StoreError> {
    let (kind, id) = parts(root);
    let values = (
        thread_crawls::crawled_at.eq(crawl.crawled_at.map(stamp)),
        thread_crawls::next_at.eq(stamp(crawl.next_at)),
        thread_crawls::quiet.eq(crawl.quiet),
    );
    on_each_backend!(c, |c| diesel::insert_into(thread_crawls::table)
        .values((thread_crawls::root_kind.eq(kind), thread_crawls::root_id.eq(id), values))
        .on_conflict((thread_crawls::root_kind, thread_crawls::root_id))
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// When a conversation last moved: its newest comment came, or its root was published. `None` without a root.
pub fn last_moved(c: &mut Conn, root: &Root) -> Result<Option<DateTime<Utc>>, StoreError> {
    let (newest, begun): (Option<NaiveDateTime>, Option<NaiveDateTime>) = match root {
        Root::Review(id) => (
            comments::table
                .filter(comments::review_id.eq(id.as_str()))
                .select(max(comments::created_at))
                .first(c)?,
            reviews::table
                .find(id.as_str())
                .select(reviews::published_at)
                .first(c)
                .optional()?
                .flatten(),
        ),
        Root::Post(id) => (
            comments::table
                .filter(comments::post_id.eq(id.as_str()))
                .select(max(comments::created_at))
                .first(c)?,
            posts::table
                .find(id.as_str())
                .select(posts::created_at)
                .first(c)
                .optional()?,
        ),
    };
    Ok(newest.max(begun).map(time))
}

/// A comment, and when it was last asked for its answers.
pub type Asked = (CommentId, Option<DateTime<Utc>>);

/// The visible comments of a conversation that came from elsewhere, at most `limit`, and when each was last asked for its
/// answers.
pub fn from_elsewhere(c: &mut Conn, root: &Root, limit: i64) -> Result<Vec<Asked>, StoreError> {
    let (review_id, post_id) = root_columns(root);
    let mut query = comments::table
        .inner_join(comment_checks::table)
        .filter(comments::door.eq(Door::Remote.as_str()))
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .select((comments::id, comment_checks::crawled_at))
        .order(comments::id.desc())
        .limit(limit)
        .into_boxed();
    query = match review_id {
        Some(id) => query.filter(comments::review_id.eq(id)),
        None => query.filter(comments::post_id.eq(post_id)),
    };
    let rows: Vec<(String, Option<NaiveDateTime>)> = query.load(c)?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (CommentId::new(id), optional_time(at)))
        .collect())
}

/// Notes that a comment was asked for its answers.
pub fn asked(c: &mut Conn, uri: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let which = comments::table.filter(comments::uri.eq(uri)).select(comments::id);
    let id: Option<String> = which.first(c).optional()?;
    if let Some(id) = id {
        diesel::update(comment_checks::table.find(id))
            .set(comment_checks::crawled_at.eq(Some(stamp(now))))
            .execute(c)?;
    }
    Ok(())
}
