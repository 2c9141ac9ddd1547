//! Comments, local and remote. Only public and unlisted ones are ever stored.

mod below;
pub mod queue;

pub use below::{Above, count_below, uris_below};

use crate::domain::audit::AuditSubject;
use crate::domain::comment::{Audience, Comment, CommentState, Door, Node, Root};
use crate::domain::id::{ActorId, CommentId, PostId, ReviewId};
use crate::domain::text::SafeHtml;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{comment_revisions, comments};
use crate::store::{Conn, StoreError, audits};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = comments)]
pub(super) struct CommentRow {
    id: String,
    uri: String,
    url: String,
    review_id: Option<String>,
    post_id: Option<String>,
    parent_id: Option<String>,
    in_reply_to: String,
    author_id: String,
    source: String,
    html: String,
    summary: Option<String>,
    language: Option<String>,
    audience: String,
    state: String,
    published_at: NaiveDateTime,
    edited_at: Option<NaiveDateTime>,
    gone_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    door: String,
}

/// The two columns of a root: the one that is filled says which it is.
pub(in crate::store) fn root_columns(root: &Root) -> (Option<String>, Option<String>) {
    match root {
        Root::Review(id) => (Some(id.as_str().to_owned()), None),
        Root::Post(id) => (None, Some(id.as_str().to_owned())),
    }
}

/// The root that the two columns name; `None` when neither or both do.
pub(in crate::store) fn root_of(review_id: Option<String>, post_id: Option<String>) -> Option<Root> {
    match (review_id, post_id) {
        (Some(id), None) => Some(Root::Review(ReviewId::new(id))),
        (None, Some(id)) => Some(Root::Post(PostId::new(id))),
        _ => None,
    }
}

impl CommentRow {
    fn of(comment: &Comment) -> Self {
        let (review_id, post_id) = root_columns(&comment.root);
        Self {
            id: comment.id.as_str().to_owned(),
            uri: comment.uri.as_str().to_owned(),
            url: comment.url.as_str().to_owned(),
            review_id,
            post_id,
            parent_id: comment.parent_id.as_ref().map(|id| id.as_str().to_owned()),
            in_reply_to: comment.in_reply_to.as_str().to_owned(),
            author_id: comment.author_id.as_str().to_owned(),
            door: comment.door.as_str().to_owned(),
            source: comment.source.clone(),
            html: comment.html.as_str().to_owned(),
            summary: comment.summary.clone(),
            language: comment.language.clone(),
            audience: comment.audience.as_str().to_owned(),
            state: comment.state.as_str().to_owned(),
            published_at: stamp(comment.published_at),
            edited_at: comment.edited_at.map(stamp),
            gone_at: comment.gone_at.map(stamp),
            created_at: stamp(comment.created_at),
        }
    }

    fn into_comment(self) -> Result<Comment, StoreError> {
        let row = RowName {
            table: "comments",
            id: &self.id,
        };
        Ok(Comment {
            uri: row.url("uri", &self.uri)?,
            url: row.url("url", &self.url)?,
            root: root_of(self.review_id, self.post_id).ok_or_else(|| row.bad("review_id"))?,
            in_reply_to: row.url("in_reply_to", &self.in_reply_to)?,
            audience: row.word("audience", &self.audience, Audience::parse)?,
            state: row.word("state", &self.state, CommentState::parse)?,
            door: row.word("door", &self.door, Door::parse)?,
            id: CommentId::new(self.id),
            parent_id: self.parent_id.map(CommentId::new),
            author_id: ActorId::new(self.author_id),
            source: self.source,
            html: SafeHtml::from_stored(self.html),
            summary: self.summary,
            language: self.language,
            published_at: time(self.published_at),
            edited_at: optional_time(self.edited_at),
            gone_at: optional_time(self.gone_at),
            created_at: time(self.created_at),
        })
    }
}

fn one(found: Option<CommentRow>) -> Result<Option<Comment>, StoreError> {
    found.map(CommentRow::into_comment).transpose()
}

/// The comment with that identifier, in whatever state.
pub fn by_id(c: &mut Conn, id: &CommentId) -> Result<Option<Comment>, StoreError> {
    let query = comments::table.find(id.as_str()).select(CommentRow::as_select());
    one(query.get_result(c).optional()?)
}

/// The comments with those identifiers, in whatever state and order. As many as stand on a page, at most.
pub fn by_ids(c: &mut Conn, ids: &[CommentId]) -> Result<Vec<Comment>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(CommentId::as_str).collect();
    let query = comments::table.filter(comments::id.eq_any(ids));
    let rows: Vec<CommentRow> = query.select(CommentRow::as_select()).load(c)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// The comment with that ActivityPub id, in whatever state.
pub fn by_uri(c: &mut Conn, uri: &str) -> Result<Option<Comment>, StoreError> {
    let query = comments::table.filter(comments::uri.eq(uri));
    one(query.select(CommentRow::as_select()).get_result(c).optional()?)
}

/// The shape of a conversation: every comment of it, in whatever state, oldest first. Of thousands only one page is shown,
/// so their words stay where they are.
pub fn nodes_by_root(c: &mut Conn, root: &Root) -> Result<Vec<Node>, StoreError> {
    let all = comments::table.select((comments::id, comments::parent_id, comments::author_id, comments::state));
    let rows: Vec<(String, Option<String>, String, String)> = match root {
        Root::Review(id) => all
            .filter(comments::review_id.eq(id.as_str()))
            .order((comments::published_at, comments::id))
            .load(c)?,
        Root::Post(id) => all
            .filter(comments::post_id.eq(id.as_str()))
            .order((comments::published_at, comments::id))
            .load(c)?,
    };
    let node = |(id, parent_id, author_id, state): (String, Option<String>, String, String)| {
        let row = RowName {
            table: "comments",
            id: &id,
        };
        Ok(Node {
            state: row.word("state", &state, CommentState::parse)?,
            id: CommentId::new(id),
            parent_id: parent_id.map(CommentId::new),
            author_id: ActorId::new(author_id),
        })
    };
    rows.into_iter().map(node).collect()
}

/// The newest visible comments of the site that stand under reviews, newest first.
pub fn latest(c: &mut Conn, limit: i64) -> Result<Vec<Comment>, StoreError> {
    let query = comments::table
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .filter(comments::review_id.is_not_null())
        .order((comments::created_at.desc(), comments::id.desc()))
        .limit(limit);
    let rows = query.select(CommentRow::as_select()).load(c)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// The newest visible comments under a review, newest first.
pub fn latest_under(c: &mut Conn, review: &ReviewId, limit: i64) -> Result<Vec<Comment>, StoreError> {
    let query = comments::table
        .filter(comments::review_id.eq(review.as_str()))
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .order((comments::published_at.desc(), comments::id.desc()))
        .limit(limit);
    let rows = query.select(CommentRow::as_select()).load(c)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// The visible comments somebody of this server wrote, newest first, before that identifier.
pub fn by_author(c: &mut Conn, author: &ActorId, before: Option<&str>, limit: i64) -> Result<Vec<Comment>, StoreError> {
    let query = comments::table
        .filter(comments::author_id.eq(author.as_str()))
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .order(comments::id.desc())
        .limit(limit)
        .select(CommentRow::as_select());
    let rows: Vec<CommentRow> = match before {
        Some(before) => query.filter(comments::id.lt(before)).load(c)?,
        None => query.load(c)?,
    };
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// Everything that those people wrote and that still has words, oldest first, whatever was decided about it.
pub fn of_authors(c: &mut Conn, authors: &[ActorId]) -> Result<Vec<Comment>, StoreError> {
    let authors: Vec<&str> = authors.iter().map(ActorId::as_str).collect();
    let query = comments::table
        .filter(comments::author_id.eq_any(authors))
        .filter(comments::state.ne(CommentState::Deleted.as_str()))
        .order((comments::created_at, comments::id))
        .select(CommentRow::as_select());
    let rows: Vec<CommentRow> = query.load(c)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// Stores a new comment. False, and nothing stored, when its ActivityPub id is known already.
pub fn insert(c: &mut Conn, comment: &Comment) -> Result<bool, StoreError> {
    let row = CommentRow::of(comment);
    let added = on_each_backend!(c, |c| diesel::insert_into(comments::table)
        .values(&row)
        .on_conflict(comments::uri)
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// The text of a comment after an edit.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    /// Markdown; empty for remote comments.
    pub source: &'a str,
    /// Sanitised.
    pub html: &'a SafeHtml,
    /// Content warning.
    pub summary: Option<&'a str>,
    /// BCP 47 tag.
    pub language: Option<&'a str>,
    /// When.
    pub edited_at: DateTime<Utc>,
}

/// Replaces the text of a comment and keeps the old one under `revision_id`.
pub fn edit(c: &mut Conn, old: &Comment, edit: &Edit<'_>, revision_id: &str) -> Result<(), StoreError> {
    diesel::insert_into(comment_revisions::table)
        .values((
            comment_revisions::id.eq(revision_id),
            comment_revisions::comment_id.eq(old.id.as_str()),
            comment_revisions::html.eq(old.html.as_str()),
            comment_revisions::created_at.eq(stamp(old.edited_at.unwrap_or(old.published_at))),
        ))
        .execute(c)?;
    diesel::update(comments::table.find(old.id.as_str()))
        .set((
            comments::source.eq(edit.source),
            comments::html.eq(edit.html.as_str()),
            comments::summary.eq(edit.summary),
            comments::language.eq(edit.language),
            comments::edited_at.eq(Some(stamp(edit.edited_at))),
        ))
        .execute(c)?;
    Ok(())
}

/// How often a comment was edited.
pub fn revision_count(c: &mut Conn, id: &CommentId) -> Result<i64, StoreError> {
    let query = comment_revisions::table.filter(comment_revisions::comment_id.eq(id.as_str()));
    Ok(query.count().get_result(c)?)
}

/// Deletes what a comment said, its earlier texts and its words in the log too. The empty row keeps its place in the thread.
pub fn empty(c: &mut Conn, id: &CommentId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let history = comment_revisions::table.filter(comment_revisions::comment_id.eq(id.as_str()));
    diesel::delete(history).execute(c)?;
    audits::forget_label(c, &AuditSubject::Comment(id.clone()))?;
    diesel::update(comments::table.find(id.as_str()))
        .set((
            comments::state.eq(CommentState::Deleted.as_str()),
            comments::source.eq(""),
            comments::html.eq(""),
            comments::summary.eq(None::<String>),
            comments::edited_at.eq(None::<NaiveDateTime>),
            comments::gone_at.eq(Some(stamp(now))),
        ))
        .execute(c)?;
    Ok(())
}

/// Moves a comment to another state; `gone_at` says since when it is not shown.
pub fn set_state(
    c: &mut Conn,
    id: &CommentId,
    state: CommentState,
    gone_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    diesel::update(comments::table.find(id.as_str()))
        .set((
            comments::state.eq(state.as_str()),
            comments::gone_at.eq(gone_at.map(stamp)),
        ))
        .execute(c)?;
    Ok(())
}

/// A comment in brief: where it stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub id: CommentId,
    /// What its conversation hangs on.
    pub root: Root,
    /// What it answers.
    pub parent_id: Option<CommentId>,
}

type PlaceColumns = (String, Option<String>, Option<String>, Option<String>);

/// Hides every visible comment of some actors, or shows again what was hidden in that way; gives back which.
pub fn set_suspended(c: &mut Conn, authors: &[ActorId], suspended: bool) -> Result<Vec<Place>, StoreError> {
    let (from, to) = match suspended {
        true => (CommentState::Visible, CommentState::Suspended),
        false => (CommentState::Suspended, CommentState::Visible),
    };
    let mut places = Vec::new();
    for some in authors.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        let rows: Vec<PlaceColumns> = diesel::update(
            comments::table
                .filter(comments::author_id.eq_any(ids))
                .filter(comments::state.eq(from.as_str())),
        )
        .set(comments::state.eq(to.as_str()))
        .returning((
            comments::id,
            comments::review_id,
            comments::post_id,
            comments::parent_id,
        ))
        .get_results(c)?;
        places.extend(rows.into_iter().filter_map(|(id, review, post, parent)| {
            Some(Place {
                id: CommentId::new(id),
                root: root_of(review, post)?,
                parent_id: parent.map(CommentId::new),
            })
        }));
    }
    Ok(places)
}

/// Deletes what every comment of an actor says, in the log too; gives back the conversations they stand in.
pub fn empty_all_by(c: &mut Conn, author: &ActorId, now: DateTime<Utc>) -> Result<Vec<Root>, StoreError> {
    let mine = comments::table.filter(comments::author_id.eq(author.as_str()));
    let history = comment_revisions::table.filter(comment_revisions::comment_id.eq_any(mine.select(comments::id)));
    diesel::delete(history).execute(c)?;
    audits::forget_comments_by(c, author)?;
    let places: Vec<(Option<String>, Option<String>)> = mine
        .select((comments::review_id, comments::post_id))
        .distinct()
        .load(c)?;
    diesel::update(comments::table.filter(comments::author_id.eq(author.as_str())))
        .set((
            comments::state.eq(CommentState::Deleted.as_str()),
            comments::source.eq(""),
            comments::html.eq(""),
            comments::summary.eq(None::<String>),
            comments::edited_at.eq(None::<NaiveDateTime>),
            comments::gone_at.eq(Some(stamp(now))),
        ))
        .execute(c)?;
    Ok(places
        .into_iter()
        .filter_map(|(review, post)| root_of(review, post))
        .collect())
}

/// The conversations an actor wrote in.
pub fn roots_by_author(c: &mut Conn, author: &ActorId) -> Result<Vec<Root>, StoreError> {
    let mine = comments::table.filter(comments::author_id.eq(author.as_str()));
    let places: Vec<(Option<String>, Option<String>)> = mine
        .select((comments::review_id, comments::post_id))
        .distinct()
        .load(c)?;
    Ok(places
        .into_iter()
        .filter_map(|(review, post)| root_of(review, post))
        .collect())
}

/// Everybody who wrote in a conversation from a server, whatever became of it: they hold copies and must hear of edits and
/// deletes. Not those whose comments never stood there.
pub fn authors_by_root(c: &mut Conn, root: &Root) -> Result<Vec<ActorId>, StoreError> {
    let all = comments::table
        .filter(comments::door.ne(Door::Guest.as_str()))
        .filter(comments::state.ne_all([CommentState::Rejected.as_str(), CommentState::Spam.as_str()]))
        .select(comments::author_id)
        .distinct();
    let ids: Vec<String> = match root {
        Root::Review(id) => all.filter(comments::review_id.eq(id.as_str())).load(c)?,
        Root::Post(id) => all.filter(comments::post_id.eq(id.as_str())).load(c)?,
    };
    Ok(ids.into_iter().map(ActorId::new).collect())
}

/// The visible answers to a comment that were written here: other servers have them from this one.
pub fn local_answers(c: &mut Conn, parent: &CommentId) -> Result<Vec<CommentId>, StoreError> {
    let ids: Vec<String> = comments::table
        .filter(comments::parent_id.eq(parent.as_str()))
        .filter(comments::door.eq(Door::Member.as_str()))
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .select(comments::id)
        .load(c)?;
    Ok(ids.into_iter().map(CommentId::new).collect())
}

/// The identifiers of every comment of a conversation.
pub fn ids_by_root(c: &mut Conn, root: &Root) -> Result<Vec<CommentId>, StoreError> {
    let all = comments::table.select(comments::id);
    let ids: Vec<String> = match root {
        Root::Review(id) => all.filter(comments::review_id.eq(id.as_str())).load(c)?,
        Root::Post(id) => all.filter(comments::post_id.eq(id.as_str())).load(c)?,
    };
    Ok(ids.into_iter().map(CommentId::new).collect())
}

/// How many visible comments each of those reviews has; reviews without any are left out.
pub fn counts_by_review(c: &mut Conn, ids: &[ReviewId]) -> Result<Vec<(ReviewId, i64)>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(ReviewId::as_str).collect();
    let rows: Vec<(Option<String>, i64)> = comments::table
        .filter(comments::review_id.eq_any(ids))
        .filter(comments::state.eq(CommentState::Visible.as_str()))
        .group_by(comments::review_id)
        .select((comments::review_id, count_star()))
        .load(c)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, n)| Some((ReviewId::new(id?), n)))
        .collect())
}

/// How many visible comments people of this server wrote.
pub fn count_local(c: &mut Conn) -> Result<i64, StoreError> {
    let query = comments::table
        .filter(comments::door.eq(Door::Member.as_str()))
        .filter(comments::state.eq(CommentState::Visible.as_str()));
    Ok(query.count().get_result(c)?)
}
