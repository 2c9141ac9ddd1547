//! What conversations hang on, in brief: who wrote it and whether it can be talked about. Loading a whole review for each
//! like that arrives would be waste.

use crate::domain::comment::Root;
use crate::domain::id::{ActorId, PostId, ReviewId};
use crate::domain::review::Status;
use crate::store::backend::on_each_backend;
use crate::store::rows::stamp;
use crate::store::schema::{actors, comments, former_slugs, posts, reviews, tombstones};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;

/// Where a root stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Last part of a review's page, below its author's.
    Slug(String),
    /// ActivityPub id of a post elsewhere.
    Uri(String),
}

/// A root in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootBrief {
    /// Which.
    pub root: Root,
    /// Who wrote it.
    pub author_id: ActorId,
    /// BCP 47 tag of its text.
    pub language: Option<String>,
    /// Where it stands.
    pub address: Address,
    /// Published and not gone: it may be answered, liked and boosted.
    pub open: bool,
}

type ReviewColumns = (String, String, String, String, String);

fn review_brief((id, author_id, language, slug, status): ReviewColumns) -> RootBrief {
    RootBrief {
        root: Root::Review(ReviewId::new(id)),
        author_id: ActorId::new(author_id),
        language: Some(language),
        address: Address::Slug(slug),
        open: status == Status::Published.as_str(),
    }
}

/// The root with that identifier.
pub fn by_id(c: &mut Conn, root: &Root) -> Result<Option<RootBrief>, StoreError> {
    match root {
        Root::Review(id) => {
            let columns = (
                reviews::id,
                reviews::author_id,
                reviews::language,
                reviews::slug,
                reviews::status,
            );
            let found: Option<ReviewColumns> = reviews::table
                .find(id.as_str())
                .select(columns)
                .get_result(c)
                .optional()?;
            Ok(found.map(review_brief))
        }
        Root::Post(id) => post_brief(c, id),
    }
}

fn post_brief(c: &mut Conn, id: &PostId) -> Result<Option<RootBrief>, StoreError> {
    let columns = (posts::author_id, posts::language, posts::uri, posts::gone_at.is_null());
    let found: Option<(String, Option<String>, String, bool)> = posts::table
        .find(id.as_str())
        .select(columns)
        .get_result(c)
        .optional()?;
    Ok(found.map(|(author_id, language, uri, open)| RootBrief {
        root: Root::Post(id.clone()),
        author_id: ActorId::new(author_id),
        language,
        address: Address::Uri(uri),
        open,
    }))
}

/// What is known of an object of another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The actor in question deleted or undid it.
    pub deleted: bool,
    /// Whose comment or post is kept under that id.
    pub owner: Option<ActorId>,
}

/// What is known of `uri`, which `actor_uri` speaks of. One question, because every answer that arrives asks it.
pub fn fate_of(c: &mut Conn, uri: &str, actor_uri: &str) -> Result<Fate, StoreError> {
    let (deleted, commenter, poster): (bool, Option<String>, Option<String>) = on_each_backend!(c, |c| select((
        exists(tombstones::table.find((uri, actor_uri))),
        comments::table
            .filter(comments::uri.eq(uri))
            .select(comments::author_id)
            .single_value(),
        posts::table
            .filter(posts::uri.eq(uri))
            .select(posts::author_id)
            .single_value(),
    ))
    .get_result(c))?;
    Ok(Fate {
        deleted,
        owner: commenter.or(poster).map(ActorId::new),
    })
}

/// The review of a local author by the last part of its page's address.
pub fn review_by_slug(c: &mut Conn, handle: &str, slug: &str) -> Result<Option<RootBrief>, StoreError> {
    let columns = (
        reviews::id,
        reviews::author_id,
        reviews::language,
        reviews::slug,
        reviews::status,
    );
    let found: Option<ReviewColumns> = reviews::table
        .inner_join(actors::table)
        .filter(actors::handle.eq(handle).and(actors::host.eq("")))
        .filter(reviews::slug.eq(slug))
        .select(columns)
        .get_result(c)
        .optional()?;
    Ok(found.map(review_brief))
}

/// The review of a local author that had that address before its author changed it.
pub fn review_by_former_slug(c: &mut Conn, handle: &str, slug: &str) -> Result<Option<RootBrief>, StoreError> {
    let found: Option<String> = former_slugs::table
        .inner_join(actors::table)
        .filter(actors::handle.eq(handle).and(actors::host.eq("")))
        .filter(former_slugs::slug.eq(slug))
        .select(former_slugs::review_id)
        .get_result(c)
        .optional()?;
    match found {
        Some(id) => by_id(c, &Root::Review(ReviewId::new(id))),
        None => Ok(None),
    }
}

/// Remembers the address that a published review had until now. The newest review to leave an address is the one it leads to.
pub fn remember_slug(
    c: &mut Conn,
    author: &ActorId,
    slug: &str,
    id: &ReviewId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = (
        former_slugs::author_id.eq(author.as_str()),
        former_slugs::slug.eq(slug),
        former_slugs::review_id.eq(id.as_str()),
        former_slugs::created_at.eq(stamp(now)),
    );
    let moved = (
        former_slugs::review_id.eq(id.as_str()),
        former_slugs::created_at.eq(stamp(now)),
    );
    on_each_backend!(c, |c| diesel::insert_into(former_slugs::table)
        .values(row)
        .on_conflict((former_slugs::author_id, former_slugs::slug))
        .do_update()
        .set(moved)
        .execute(c))?;
    Ok(())
}

/// Records that the Create of a review went to the delivery queue.
pub fn mark_announced(c: &mut Conn, id: &ReviewId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(reviews::table.find(id.as_str()))
        .set(reviews::announced_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(())
}
