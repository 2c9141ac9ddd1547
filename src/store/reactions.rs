//! Likes and boosts: one of each for an actor and an object. Those of suspended actors are hidden: kept, and counted nowhere.

use crate::domain::comment::Root;
use crate::domain::id::{ActorId, PostId, ReactionId, ReviewId};
use crate::domain::like::{Reaction, ReactionKind, Subject};
use crate::store::backend::on_each_backend;
use crate::store::comments::root_of;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{comments, reactions};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashSet;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reactions)]
struct ReactionRow {
    id: String,
    kind: String,
    actor_id: String,
    subject_kind: String,
    subject_id: String,
    activity_uri: String,
    created_at: NaiveDateTime,
    emoji: String,
}

impl ReactionRow {
    fn into_reaction(self) -> Result<Reaction, StoreError> {
        let row = RowName {
            table: "reactions",
            id: &self.id,
        };
        Ok(Reaction {
            kind: row.word("kind", &self.kind, ReactionKind::parse)?,
            subject: row.word("subject_kind", &self.subject_kind, |kind| {
                Subject::from_parts(kind, &self.subject_id)
            })?,
            id: ReactionId::new(self.id),
            actor_id: ActorId::new(self.actor_id),
            activity_uri: self.activity_uri,
            created_at: time(self.created_at),
            emoji: self.emoji,
        })
    }
}

fn one(found: Option<ReactionRow>) -> Result<Option<Reaction>, StoreError> {
    found.map(ReactionRow::into_reaction).transpose()
}

/// Stores a new like or boost. False, and nothing stored, when that actor has already given it.
pub fn insert(c: &mut Conn, reaction: &Reaction) -> Result<bool, StoreError> {
    let (subject_kind, subject_id) = reaction.subject.parts();
    let row = ReactionRow {
        id: reaction.id.as_str().to_owned(),
        kind: reaction.kind.as_str().to_owned(),
        actor_id: reaction.actor_id.as_str().to_owned(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject_id.to_owned(),
        activity_uri: reaction.activity_uri.clone(),
        created_at: stamp(reaction.created_at),
        emoji: reaction.emoji.clone(),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(reactions::table)
        .values(&row)
        .on_conflict((
            reactions::subject_id,
            reactions::kind,
            reactions::actor_id,
            reactions::emoji
        ))
        .do_nothing()
        .execute(c))?;
    Ok(added > 0)
}

/// The reaction with that identifier.
pub fn by_id(c: &mut Conn, id: &ReactionId) -> Result<Option<Reaction>, StoreError> {
    let query = reactions::table.find(id.as_str()).select(ReactionRow::as_select());
    one(query.get_result(c).optional()?)
}

/// The like or boost of an actor for a subject, or its emoji of that name.
pub fn by_actor(
    c: &mut Conn,
    kind: ReactionKind,
    emoji: &str,
    actor: &ActorId,
    subject: &Subject,
) -> Result<Option<Reaction>, StoreError> {
    let query = reactions::table
        .filter(reactions::subject_id.eq(subject.parts().1))
        .filter(reactions::kind.eq(kind.as_str()))
        .filter(reactions::emoji.eq(emoji))
        .filter(reactions::actor_id.eq(actor.as_str()));
    one(query.select(ReactionRow::as_select()).get_result(c).optional()?)
}

/// The reaction of an actor that came with that Like or Announce activity.
pub fn by_activity(c: &mut Conn, actor: &ActorId, activity_uri: &str) -> Result<Option<Reaction>, StoreError> {
    let query = reactions::table
        .filter(reactions::activity_uri.eq(activity_uri))
        .filter(reactions::actor_id.eq(actor.as_str()));
    one(query.select(ReactionRow::as_select()).get_result(c).optional()?)
}

/// The reaction that went out, or came, with that activity, whoever gave it.
pub fn by_activity_uri(c: &mut Conn, activity_uri: &str) -> Result<Option<Reaction>, StoreError> {
    let query = reactions::table.filter(reactions::activity_uri.eq(activity_uri));
    one(query.select(ReactionRow::as_select()).get_result(c).optional()?)
}

/// The emojis of an actor for a subject, oldest first.
pub fn emojis_by_actor(c: &mut Conn, actor: &ActorId, subject: &Subject) -> Result<Vec<Reaction>, StoreError> {
    let query = reactions::table
        .filter(reactions::subject_id.eq(subject.parts().1))
        .filter(reactions::kind.eq(ReactionKind::Emoji.as_str()))
        .filter(reactions::actor_id.eq(actor.as_str()))
        .order(reactions::id);
    let rows: Vec<ReactionRow> = query.select(ReactionRow::as_select()).load(c)?;
    rows.into_iter().map(ReactionRow::into_reaction).collect()
}

/// The conversations in which an actor liked or boosted something, each once. Three queries, however many there are.
pub fn roots_by_actor(c: &mut Conn, actor: &ActorId) -> Result<Vec<Root>, StoreError> {
    let given = |kind: &'static str| {
        reactions::table
            .filter(reactions::actor_id.eq(actor.as_str().to_owned()))
            .filter(reactions::subject_kind.eq(kind))
            .select(reactions::subject_id)
    };
    let of_comments: Vec<(Option<String>, Option<String>)> = comments::table
        .filter(comments::id.eq_any(given("comment")))
        .select((comments::review_id, comments::post_id))
        .distinct()
        .load(c)?;
    let reviews: Vec<String> = given("review").distinct().load(c)?;
    let posts: Vec<String> = given("post").distinct().load(c)?;
    let roots: HashSet<Root> = of_comments
        .into_iter()
        .filter_map(|(review, post)| root_of(review, post))
        .chain(reviews.into_iter().map(|id| Root::Review(ReviewId::new(id))))
        .chain(posts.into_iter().map(|id| Root::Post(PostId::new(id))))
        .collect();
    Ok(roots.into_iter().collect())
}

/// Remembers the newest activity of a reaction that was given twice: an Undo will name that one.
pub fn set_activity(c: &mut Conn, id: &ReactionId, activity_uri: &str) -> Result<(), StoreError> {
    diesel::update(reactions::table.find(id.as_str()))
        .set(reactions::activity_uri.eq(activity_uri))
        .execute(c)?;
    Ok(())
}

/// Takes a like or boost back.
pub fn delete(c: &mut Conn, id: &ReactionId) -> Result<bool, StoreError> {
    Ok(diesel::delete(reactions::table.find(id.as_str())).execute(c)? > 0)
}

/// Takes back every like and boost of an actor.
pub fn delete_all_by(c: &mut Conn, actor: &ActorId) -> Result<usize, StoreError> {
    Ok(diesel::delete(reactions::table.filter(reactions::actor_id.eq(actor.as_str()))).execute(c)?)
}

/// How many likes and boosts each of those subjects has, by identifier; nothing for those without.
pub fn counts(c: &mut Conn, subject_ids: &[&str]) -> Result<Vec<(String, ReactionKind, i64)>, StoreError> {
    let mut found = Vec::new();
    for some in subject_ids.chunks(500) {
        let rows: Vec<(String, String, i64)> = reactions::table
            .filter(reactions::subject_id.eq_any(some.to_vec()))
            .filter(reactions::hidden.eq(false))
            .group_by((reactions::subject_id, reactions::kind))
            .select((reactions::subject_id, reactions::kind, count_star()))
            .load(c)?;
        for (id, kind, n) in rows {
            let row = RowName {
                table: "reactions",
                id: &id,
            };
            let kind = row.word("kind", &kind, ReactionKind::parse)?;
            found.push((id, kind, n));
        }
    }
    Ok(found)
}

/// How often each emoji was given to each of those subjects, as `(subject identifier, emoji, how often)`, the most frequent
/// first; nothing for those without.
pub fn emoji_counts(c: &mut Conn, subject_ids: &[&str]) -> Result<Vec<(String, String, i64)>, StoreError> {
    let mut found: Vec<(String, String, i64)> = Vec::new();
    for some in subject_ids.chunks(500) {
        let rows: Vec<(String, String, i64)> = reactions::table
            .filter(reactions::subject_id.eq_any(some.to_vec()))
            .filter(reactions::hidden.eq(false))
            .filter(reactions::kind.eq(ReactionKind::Emoji.as_str()))
            .group_by((reactions::subject_id, reactions::emoji))
            .select((reactions::subject_id, reactions::emoji, count_star()))
            .load(c)?;
        found.extend(rows);
    }
    found.sort_by(|a, b| (&a.0, b.2, &a.1).cmp(&(&b.0, a.2, &b.1)));
    Ok(found)
}

/// How many of one kind a subject has.
pub fn count(c: &mut Conn, kind: ReactionKind, subject: &Subject) -> Result<i64, StoreError> {
    let query = reactions::table
        .filter(reactions::subject_id.eq(subject.parts().1))
        .filter(reactions::hidden.eq(false))
        .filter(reactions::kind.eq(kind.as_str()));
    Ok(query.count().get_result(c)?)
}

/// Hides or shows again every like and boost of some actors; gives back what they were given to.
pub fn set_hidden(c: &mut Conn, actors: &[ActorId], hidden: bool) -> Result<Vec<Subject>, StoreError> {
    let mut touched = Vec::new();
    for some in actors.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        let rows: Vec<(String, String)> = diesel::update(
            reactions::table
                .filter(reactions::actor_id.eq_any(ids))
                .filter(reactions::hidden.ne(hidden)),
        )
        .set(reactions::hidden.eq(hidden))
        .returning((reactions::subject_kind, reactions::subject_id))
        .get_results(c)?;
        touched.extend(rows);
    }
    touched.sort();
    touched.dedup();
    Ok(touched
        .into_iter()
        .filter_map(|(kind, id)| Subject::from_parts(&kind, &id))
        .collect())
}

/// Every like and boost of one subject, newest first.
pub fn by_subject(c: &mut Conn, subject: &Subject) -> Result<Vec<Reaction>, StoreError> {
    let query = reactions::table
        .filter(reactions::subject_id.eq(subject.parts().1))
        .filter(reactions::hidden.eq(false))
        .order(reactions::id.desc());
    let rows = query.select(ReactionRow::as_select()).load(c)?;
    rows.into_iter().map(ReactionRow::into_reaction).collect()
}

/// What an actor gave to those subjects, as `(subject identifier, kind)`.
pub fn given_by(
    c: &mut Conn,
    actor: &ActorId,
    subject_ids: &[&str],
) -> Result<Vec<(String, ReactionKind)>, StoreError> {
    let mut found = Vec::new();
    for some in subject_ids.chunks(500) {
        let rows: Vec<(String, String)> = reactions::table
            .filter(reactions::actor_id.eq(actor.as_str()))
            .filter(reactions::subject_id.eq_any(some.to_vec()))
            .select((reactions::subject_id, reactions::kind))
            .load(c)?;
        for (id, kind) in rows {
            let row = RowName {
                table: "reactions",
                id: &id,
            };
            let kind = row.word("kind", &kind, ReactionKind::parse)?;
            found.push((id, kind));
        }
    }
    Ok(found)
}

/// Everybody who liked or boosted one of those subjects.
pub fn actors_by_subjects(c: &mut Conn, subject_ids: &[&str]) -> Result<Vec<ActorId>, StoreError> {
    let mut found = Vec::new();
    for some in subject_ids.chunks(500) {
        let ids: Vec<String> = reactions::table
            .filter(reactions::subject_id.eq_any(some.to_vec()))
            .select(reactions::actor_id)
            .distinct()
            .load(c)?;
        found.extend(ids.into_iter().map(ActorId::new));
    }
    Ok(found)
}
