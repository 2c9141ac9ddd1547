//! What stands elsewhere and speaks of reviews here: one row for each source and each thing it names.

use crate::domain::id::{ActorId, MentionId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::mention::{Mention, MentionAuthor, MentionRole, MentionSource, MentionState};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::mentions;
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentions)]
#[diesel(treat_none_as_null = true)]
struct MentionRow {
    id: String,
    source: String,
    role: String,
    source_uri: String,
    review_id: String,
    subject_kind: String,
    subject_id: String,
    target: String,
    author_id: Option<String>,
    author_name: String,
    author_url: Option<String>,
    author_photo: Option<String>,
    url: String,
    title: String,
    excerpt: String,
    language: Option<String>,
    state: String,
    published_at: NaiveDateTime,
    edited_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
}

impl MentionRow {
    fn of(mention: &Mention) -> Self {
        let (subject_kind, subject_id) = mention.subject.parts();
        let text = |url: &Option<url::Url>| url.as_ref().map(|url| url.as_str().to_owned());
        let (author_id, author_name, author_url, author_photo) = match &mention.author {
            MentionAuthor::Actor(id) => (Some(id.as_str().to_owned()), String::new(), None, None),
            MentionAuthor::Named { name, url, photo } => (None, name.clone(), text(url), text(photo)),
        };
        Self {
            id: mention.id.as_str().to_owned(),
            source: mention.source.as_str().to_owned(),
            role: mention.role.as_str().to_owned(),
            source_uri: mention.source_uri.as_str().to_owned(),
            review_id: mention.review_id.as_str().to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject_id: subject_id.to_owned(),
            target: mention.target.as_str().to_owned(),
            author_id,
            author_name,
            author_url,
            author_photo,
            url: mention.url.as_str().to_owned(),
            title: mention.title.clone(),
            excerpt: mention.excerpt.clone(),
            language: mention.language.clone(),
            state: mention.state.as_str().to_owned(),
            published_at: stamp(mention.published_at),
            edited_at: mention.edited_at.map(stamp),
            created_at: stamp(mention.created_at),
        }
    }

    fn into_mention(self) -> Result<Mention, StoreError> {
        let row = RowName {
            table: "mentions",
            id: &self.id,
        };
        Ok(Mention {
            source: row.word("source", &self.source, MentionSource::parse)?,
            role: row.word("role", &self.role, MentionRole::parse)?,
            source_uri: row.url("source_uri", &self.source_uri)?,
            subject: row.word("subject_kind", &self.subject_kind, |kind| {
                Subject::from_parts(kind, &self.subject_id)
            })?,
            target: row.url("target", &self.target)?,
            author: match self.author_id {
                Some(id) => MentionAuthor::Actor(ActorId::new(id)),
                None => MentionAuthor::Named {
                    name: self.author_name,
                    url: row.optional_url("author_url", self.author_url.as_deref())?,
                    photo: row.optional_url("author_photo", self.author_photo.as_deref())?,
                },
            },
            url: row.url("url", &self.url)?,
            state: row.word("state", &self.state, MentionState::parse)?,
            id: MentionId::new(self.id),
            review_id: ReviewId::new(self.review_id),
            title: self.title,
            excerpt: self.excerpt,
            language: self.language,
            published_at: time(self.published_at),
            edited_at: optional_time(self.edited_at),
            created_at: time(self.created_at),
        })
    }
}

fn all(rows: Vec<MentionRow>) -> Result<Vec<Mention>, StoreError> {
    rows.into_iter().map(MentionRow::into_mention).collect()
}

/// The mention with that identifier.
pub fn by_id(c: &mut Conn, id: &MentionId) -> Result<Option<Mention>, StoreError> {
    let query = mentions::table.find(id.as_str()).select(MentionRow::as_select());
    query.first(c).optional()?.map(MentionRow::into_mention).transpose()
}

/// Everything that one post or page names here.
pub fn by_source(c: &mut Conn, source_uri: &str) -> Result<Vec<Mention>, StoreError> {
    let query = mentions::table
        .filter(mentions::source_uri.eq(source_uri))
        .order(mentions::id)
        .select(MentionRow::as_select());
    all(query.load(c)?)
}

/// What these posts and pages name here. One query.
pub fn by_sources(c: &mut Conn, source_uris: &[&str]) -> Result<Vec<Mention>, StoreError> {
    if source_uris.is_empty() {
        return Ok(Vec::new());
    }
    let query = mentions::table
        .filter(mentions::source_uri.eq_any(source_uris.to_vec()))
        .select(MentionRow::as_select());
    all(query.load(c)?)
}

/// Mentions of a review that people read at that address, whatever their source.
pub fn by_url(c: &mut Conn, review: &ReviewId, url: &str) -> Result<Vec<Mention>, StoreError> {
    let query = mentions::table
        .filter(mentions::review_id.eq(review.as_str()).and(mentions::url.eq(url)))
        .select(MentionRow::as_select());
    all(query.load(c)?)
}

/// The newest mentions of a review in one role, newest first; removed ones only where `removed_too`.
pub fn by_review(
    c: &mut Conn,
    review: &ReviewId,
    role: MentionRole,
    removed_too: bool,
    limit: i64,
) -> Result<Vec<Mention>, StoreError> {
    let mut states = vec![MentionState::Visible.as_str()];
    if removed_too {
        states.push(MentionState::Removed.as_str());
    }
    let query = mentions::table
        .filter(mentions::review_id.eq(review.as_str()))
        .filter(mentions::role.eq(role.as_str()).and(mentions::state.eq_any(states)))
        .order((mentions::published_at.desc(), mentions::id.desc()))
        .limit(limit)
        .select(MentionRow::as_select());
    all(query.load(c)?)
}

/// How many visible mentions of each role a review has: links, quotes.
pub fn counts(c: &mut Conn, review: &ReviewId) -> Result<(i64, i64), StoreError> {
    let count = |c: &mut Conn, role: MentionRole| {
        mentions::table
            .filter(mentions::review_id.eq(review.as_str()))
            .filter(mentions::role.eq(role.as_str()))
            .filter(mentions::state.eq(MentionState::Visible.as_str()))
            .count()
            .get_result(c)
    };
    Ok((count(c, MentionRole::Mention)?, count(c, MentionRole::Quote)?))
}

/// Stores a new mention. False, and nothing stored, when its source is known for that subject.
pub fn insert(c: &mut Conn, mention: &Mention) -> Result<bool, StoreError> {
    let row = MentionRow::of(mention);
    let added = on_each_backend!(c, |c| diesel::insert_into(mentions::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// Replaces everything about a mention with what `mention` says.
pub fn edit(c: &mut Conn, mention: &Mention) -> Result<(), StoreError> {
    let row = MentionRow::of(mention);
    diesel::update(mentions::table.find(mention.id.as_str()))
        .set(row)
        .execute(c)?;
    Ok(())
}

/// Takes a mention off the page or puts it back.
pub fn set_state(c: &mut Conn, id: &MentionId, state: MentionState) -> Result<(), StoreError> {
    diesel::update(mentions::table.find(id.as_str()))
        .set(mentions::state.eq(state.as_str()))
        .execute(c)?;
    Ok(())
}

/// Hides every visible post of some actors that names a review, or shows again what was hidden in that way; gives back whose
/// pages they stand on.
pub fn set_suspended(c: &mut Conn, authors: &[ActorId], suspended: bool) -> Result<Vec<ReviewId>, StoreError> {
    let (from, to) = turn(suspended);
    let mut touched = Vec::new();
    for some in authors.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        let theirs = mentions::table
            .filter(mentions::author_id.eq_any(ids))
            .filter(mentions::state.eq(from.as_str()));
        let reviews: Vec<String> = diesel::update(theirs)
            .set(mentions::state.eq(to.as_str()))
            .returning(mentions::review_id)
            .get_results(c)?;
        touched.extend(reviews);
    }
    Ok(distinct(touched))
}

/// Every page of the web that names a review, and is not written by an actor: its identifier and address, whether it is hidden
/// because its server is suspended, and the review.
pub fn pages(c: &mut Conn) -> Result<Vec<(MentionId, String, bool, ReviewId)>, StoreError> {
    let rows: Vec<(String, String, String, String)> = mentions::table
        .filter(mentions::author_id.is_null())
        .filter(mentions::state.ne(MentionState::Removed.as_str()))
        .select((mentions::id, mentions::source_uri, mentions::state, mentions::review_id))
        .load(c)?;
    let page = |(id, uri, state, review): (String, String, String, String)| {
        let hidden = state == MentionState::Suspended.as_str();
        (MentionId::new(id), uri, hidden, ReviewId::new(review))
    };
    Ok(rows.into_iter().map(page).collect())
}

fn turn(suspended: bool) -> (MentionState, MentionState) {
    match suspended {
        true => (MentionState::Visible, MentionState::Suspended),
        false => (MentionState::Suspended, MentionState::Visible),
    }
}

/// Forgets a mention.
pub fn delete(c: &mut Conn, id: &MentionId) -> Result<(), StoreError> {
    diesel::delete(mentions::table.find(id.as_str())).execute(c)?;
    Ok(())
}

/// Forgets what one author's post names here; gives back whose pages it stood on.
pub fn delete_of(c: &mut Conn, source_uri: &str, author: &ActorId) -> Result<Vec<ReviewId>, StoreError> {
    let theirs = mentions::table
        .filter(mentions::source_uri.eq(source_uri))
        .filter(mentions::author_id.eq(author.as_str()));
    let reviews: Vec<String> = diesel::delete(theirs).returning(mentions::review_id).get_results(c)?;
    Ok(distinct(reviews))
}

/// Forgets every post of an author; gives back whose pages they stood on.
pub fn delete_all_by(c: &mut Conn, author: &ActorId) -> Result<Vec<ReviewId>, StoreError> {
    let theirs = mentions::table.filter(mentions::author_id.eq(author.as_str()));
    let reviews: Vec<String> = diesel::delete(theirs).returning(mentions::review_id).get_results(c)?;
    Ok(distinct(reviews))
}

/// The reviews that an author's posts name.
pub fn reviews_by_author(c: &mut Conn, author: &ActorId) -> Result<Vec<ReviewId>, StoreError> {
    let query = mentions::table
        .filter(mentions::author_id.eq(author.as_str()))
        .select(mentions::review_id)
        .distinct();
    let found: Vec<String> = query.load(c)?;
    Ok(distinct(found))
}

/// Who wrote the posts that name a review.
pub fn authors_by_review(c: &mut Conn, review: &ReviewId) -> Result<Vec<ActorId>, StoreError> {
    let query = mentions::table
        .filter(mentions::review_id.eq(review.as_str()))
        .select(mentions::author_id)
        .distinct();
    let found: Vec<Option<String>> = query.load(c)?;
    Ok(found.into_iter().flatten().map(ActorId::new).collect())
}

fn distinct(mut ids: Vec<String>) -> Vec<ReviewId> {
    ids.sort();
    ids.dedup();
    ids.into_iter().map(ReviewId::new).collect()
}
