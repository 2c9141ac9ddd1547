//! Posts of other servers that people here follow or talk about.

pub mod films;

use crate::domain::comment::{Audience, Door};
use crate::domain::follow::FollowState;
use crate::domain::id::{ActorId, PostId};
use crate::domain::post::Post;
use crate::domain::text::SafeHtml;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{
    actors, comment_checks, comment_revisions, comments, follows, notifications, posts, reactions, thread_crawls,
};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = posts)]
struct PostRow {
    id: String,
    uri: String,
    url: String,
    kind: String,
    author_id: String,
    name: String,
    summary: String,
    html: String,
    image_url: Option<String>,
    image_alt: String,
    language: Option<String>,
    audience: String,
    published_at: NaiveDateTime,
    edited_at: Option<NaiveDateTime>,
    gone_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
}

impl PostRow {
    fn of(post: &Post) -> Self {
        Self {
            id: post.id.as_str().to_owned(),
            uri: post.uri.as_str().to_owned(),
            url: post.url.as_str().to_owned(),
            kind: post.kind.clone(),
            author_id: post.author_id.as_str().to_owned(),
            name: post.name.clone(),
            summary: post.summary.clone(),
            html: post.html.as_str().to_owned(),
            image_url: post.image_url.as_ref().map(|url| url.as_str().to_owned()),
            image_alt: post.image_alt.clone(),
            language: post.language.clone(),
            audience: post.audience.as_str().to_owned(),
            published_at: stamp(post.published_at),
            edited_at: post.edited_at.map(stamp),
            gone_at: post.gone_at.map(stamp),
            created_at: stamp(post.created_at),
        }
    }

    fn into_post(self) -> Result<Post, StoreError> {
        let row = RowName {
            table: "posts",
            id: &self.id,
        };
        Ok(Post {
            uri: row.url("uri", &self.uri)?,
            url: row.url("url", &self.url)?,
            image_url: row.optional_url("image_url", self.image_url.as_deref())?,
            audience: row.word("audience", &self.audience, Audience::parse)?,
            id: PostId::new(self.id),
            kind: self.kind,
            author_id: ActorId::new(self.author_id),
            name: self.name,
            summary: self.summary,
            html: SafeHtml::from_stored(self.html),
            image_alt: self.image_alt,
            language: self.language,
            published_at: time(self.published_at),
            edited_at: optional_time(self.edited_at),
            gone_at: optional_time(self.gone_at),
            created_at: time(self.created_at),
        })
    }
}

/// The post with that identifier, gone or not.
pub fn by_id(c: &mut Conn, id: &PostId) -> Result<Option<Post>, StoreError> {
    let query = posts::table.find(id.as_str()).select(PostRow::as_select());
    query.get_result(c).optional()?.map(PostRow::into_post).transpose()
}

/// Those posts, gone or not, in no order.
pub fn by_ids(c: &mut Conn, ids: &[PostId]) -> Result<Vec<Post>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(PostId::as_str).collect();
    let query = posts::table.filter(posts::id.eq_any(ids)).select(PostRow::as_select());
    query.load(c)?.into_iter().map(PostRow::into_post).collect()
}

/// The post with that ActivityPub id, gone or not.
pub fn by_uri(c: &mut Conn, uri: &str) -> Result<Option<Post>, StoreError> {
    let query = posts::table.filter(posts::uri.eq(uri)).select(PostRow::as_select());
    query.get_result(c).optional()?.map(PostRow::into_post).transpose()
}

/// The newest posts of the people somebody follows, newest first.
pub fn of_followed(c: &mut Conn, follower: &ActorId, limit: i64) -> Result<Vec<Post>, StoreError> {
    let followed = follows::table
        .filter(follows::follower_id.eq(follower.as_str()))
        .filter(follows::state.eq(FollowState::Accepted.as_str()))
        .select(follows::followed_id);
    let query = posts::table
        .filter(posts::author_id.eq_any(followed))
        .filter(posts::gone_at.is_null())
        .order((posts::published_at.desc(), posts::id.desc()))
        .limit(limit);
    let rows = query.select(PostRow::as_select()).load(c)?;
    rows.into_iter().map(PostRow::into_post).collect()
}

/// An actor's posts that are not gone, newest first.
pub fn by_author(c: &mut Conn, author: &ActorId, limit: i64) -> Result<Vec<Post>, StoreError> {
    let query = posts::table
        .filter(posts::author_id.eq(author.as_str()).and(posts::gone_at.is_null()))
        .order((posts::published_at.desc(), posts::id.desc()))
        .limit(limit);
    let rows = query.select(PostRow::as_select()).load(c)?;
    rows.into_iter().map(PostRow::into_post).collect()
}

/// Stores a new post. False, and nothing stored, when its ActivityPub id is known already.
pub fn insert(c: &mut Conn, post: &Post) -> Result<bool, StoreError> {
    let row = PostRow::of(post);
    let added = on_each_backend!(c, |c| diesel::insert_into(posts::table)
        .values(&row)
        .on_conflict(posts::uri)
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// Replaces what a post says with what `post` says.
pub fn edit(c: &mut Conn, post: &Post) -> Result<(), StoreError> {
    let row = PostRow::of(post);
    diesel::update(posts::table.find(post.id.as_str()))
        .set((
            posts::url.eq(row.url),
            posts::name.eq(row.name),
            posts::summary.eq(row.summary),
            posts::html.eq(row.html),
            posts::image_url.eq(row.image_url),
            posts::image_alt.eq(row.image_alt),
            posts::language.eq(row.language),
            posts::edited_at.eq(row.edited_at),
        ))
        .execute(c)?;
    Ok(())
}

/// Deletes what a post said; the row stays, since comments hang on it.
pub fn empty(c: &mut Conn, id: &PostId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(posts::table.find(id.as_str()))
        .set((
            posts::name.eq(""),
            posts::summary.eq(""),
            posts::html.eq(""),
            posts::image_url.eq(None::<String>),
            posts::image_alt.eq(""),
            posts::gone_at.eq(Some(stamp(now))),
        ))
        .execute(c)?;
    Ok(())
}

/// Deletes what every post of an actor said; gives back which they were.
pub fn empty_all_by(c: &mut Conn, author: &ActorId, now: DateTime<Utc>) -> Result<Vec<PostId>, StoreError> {
    let mine = posts::table
        .filter(posts::author_id.eq(author.as_str()))
        .filter(posts::gone_at.is_null());
    let ids: Vec<String> = diesel::update(mine)
        .set((
            posts::name.eq(""),
            posts::summary.eq(""),
            posts::html.eq(""),
            posts::image_url.eq(None::<String>),
            posts::image_alt.eq(""),
            posts::gone_at.eq(Some(stamp(now))),
        ))
        .returning(posts::id)
        .get_results(c)?;
    Ok(ids.into_iter().map(PostId::new).collect())
}

/// Posts older than that which nobody here has anything to do with any more: nobody follows or has asked to follow their author,
/// and nobody answered, liked or boosted them or anything below them.
pub fn unwanted(c: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<Vec<PostId>, StoreError> {
    let followed = follows::table
        .inner_join(actors::table.on(follows::follower_id.eq(actors::id)))
        .filter(actors::host.eq(""))
        .filter(follows::state.ne(FollowState::Rejected.as_str()))
        .select(follows::followed_id);
    let answered = comments::table
        .filter(comments::door.ne(Door::Remote.as_str()))
        .filter(comments::post_id.is_not_null())
        .select(comments::post_id.assume_not_null());
    let given = |kind: &'static str| {
        reactions::table
            .inner_join(actors::table)
            .filter(actors::host.eq(""))
            .filter(reactions::subject_kind.eq(kind))
            .select(reactions::subject_id)
    };
    let liked_below = comments::table
        .filter(comments::post_id.is_not_null())
        .filter(comments::id.eq_any(given("comment")))
        .select(comments::post_id.assume_not_null());
    let ids: Vec<String> = posts::table
        .filter(posts::created_at.lt(stamp(before)))
        .filter(posts::author_id.ne_all(followed))
        // What was written here stays.
        .filter(posts::author_id.ne_all(actors::table.filter(actors::host.eq("")).select(actors::id)))
        .filter(posts::id.ne_all(answered))
        .filter(posts::id.ne_all(given("post")))
        .filter(posts::id.ne_all(liked_below))
        .order(posts::created_at)
        .limit(limit)
        .select(posts::id)
        .load(c)?;
    Ok(ids.into_iter().map(PostId::new).collect())
}

/// Forgets a post with everything below it.
pub fn forget(c: &mut Conn, id: &PostId) -> Result<(), StoreError> {
    let below: Vec<String> = comments::table
        .filter(comments::post_id.eq(id.as_str()))
        .select(comments::id)
        .load(c)?;
    for some in below.chunks(500) {
        diesel::delete(reactions::table.filter(reactions::subject_id.eq_any(some.to_vec()))).execute(c)?;
        diesel::delete(notifications::table.filter(notifications::comment_id.eq_any(some.to_vec()))).execute(c)?;
        diesel::delete(comment_revisions::table.filter(comment_revisions::comment_id.eq_any(some.to_vec())))
            .execute(c)?;
        diesel::delete(comment_checks::table.filter(comment_checks::comment_id.eq_any(some.to_vec()))).execute(c)?;
    }
    films::forget(c, id)?;
    // Answers point at each other, so they go in one statement.
    diesel::delete(comments::table.filter(comments::post_id.eq(id.as_str()))).execute(c)?;
    diesel::delete(reactions::table.filter(reactions::subject_id.eq(id.as_str()))).execute(c)?;
    diesel::delete(thread_crawls::table.filter(thread_crawls::root_id.eq(id.as_str()))).execute(c)?;
    diesel::delete(posts::table.find(id.as_str())).execute(c)?;
    Ok(())
}
