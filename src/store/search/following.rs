//! What the index has to follow: what has changed on the site, and everything there is, for building it anew.

use crate::domain::search::Kind;
use crate::store::cache_events::tags_of;
use crate::store::rows::stamp;
use crate::store::schema::{cache_events, comments, essays, lists, people, reviews};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// A change on the site that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Identifier of the note.
    pub id: String,
    /// What it touched among what can be found: `review:01…`, `comment:01…`.
    pub tags: Vec<String>,
    /// When it was noted.
    pub at: DateTime<Utc>,
}

/// Beginnings of the tags of what can be found.
const FOUND: [&str; 6] = ["review:", "comment:", "film:", "person:", "list:", "essay:"];

/// What has changed since then, oldest first, and after the note `after` of those.
pub fn changed_since(
    c: &mut Conn,
    since: DateTime<Utc>,
    after: Option<&Changed>,
    limit: i64,
) -> Result<Vec<Changed>, StoreError> {
    let (from, id) = after.map_or((since, ""), |note| (note.at, note.id.as_str()));
    let beyond = cache_events::created_at
        .gt(stamp(from))
        .or(cache_events::created_at.eq(stamp(from)).and(cache_events::id.gt(id)));
    let found: Vec<(String, String, chrono::NaiveDateTime)> = cache_events::table
        .filter(beyond)
        .order((cache_events::created_at.asc(), cache_events::id.asc()))
        .limit(limit)
        .select((cache_events::id, cache_events::tag, cache_events::created_at))
        .load(c)?;
    let changed = found.into_iter().map(|(id, recorded, at)| Changed {
        id,
        tags: tags_of(&recorded)
            .filter(|tag| FOUND.iter().any(|beginning| tag.starts_with(beginning)))
            .map(str::to_owned)
            .collect(),
        at: at.and_utc(),
    });
    Ok(changed.collect())
}

/// Identifiers of things of a kind that come after `after`, in order: for indexing everything, part by part.
pub fn everything(c: &mut Conn, kind: Kind, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    Ok(match kind {
        Kind::Review => reviews::table
            .filter(reviews::id.gt(after))
            .order(reviews::id.asc())
            .select(reviews::id)
            .limit(limit)
            .load(c)?,
        Kind::Comment => comments::table
            .filter(comments::id.gt(after).and(comments::review_id.is_not_null()))
            .order(comments::id.asc())
            .select(comments::id)
            .limit(limit)
            .load(c)?,
        // Films come with the reviews.
        Kind::Film => Vec::new(),
        Kind::Person => people::table
            .filter(people::id.gt(after))
            .order(people::id.asc())
            .select(people::id)
            .limit(limit)
            .load(c)?,
        Kind::Post => essays::table
            .filter(essays::id.gt(after))
            .order(essays::id.asc())
            .select(essays::id)
            .limit(limit)
            .load(c)?,
        Kind::List => lists::table
            .filter(lists::id.gt(after))
            .order(lists::id.asc())
            .select(lists::id)
            .limit(limit)
            .load(c)?,
    })
}

/// Every comment under a review.
pub fn comments_under(c: &mut Conn, review: &str) -> Result<Vec<String>, StoreError> {
    let all = comments::table
        .filter(comments::review_id.eq(review))
        .select(comments::id);
    Ok(all.load(c)?)
}
