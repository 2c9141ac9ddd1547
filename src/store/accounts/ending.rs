//! The end of an account: everything of somebody that stands in the tables, but for the shells that keep what others wrote in its
//! place.

use crate::domain::id::{AccountId, ActorId, CommentId, EssayId, FilmId, ListId, ReviewId};
use crate::domain::review::Status;
use crate::store::media::{StoredMedia, of_owner};
use crate::store::rows::stamp;
use crate::store::schema::{
    accounts, activities, actor_keys, approvals, assessments, blocks, comment_policies, comments, deliveries, essays,
    film_facts, former_slugs, jobs, lists, media, mentions, notifications, posts, quote_authorizations, rating_scales,
    rating_steps, rating_versions, recovery_codes, review_revisions, review_sections, review_tags, review_trivia,
    reviews, schedules, second_factors, sessions, showings, spam_lessons, suspensions, viewings, webmentions,
};
use crate::store::{Conn, StoreError, reports};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use std::collections::BTreeSet;

/// A review that goes.
#[derive(Clone, Debug)]
pub struct GoneReview {
    /// Which.
    pub id: ReviewId,
    /// Its film.
    pub film_id: FilmId,
    /// The name of its page.
    pub slug: String,
    /// Others could read it.
    pub was_public: bool,
}

/// Every inbox that something of an actor was sent to.
pub fn reached(c: &mut Conn, actor: &ActorId) -> Result<Vec<String>, StoreError> {
    Ok(deliveries::table
        .filter(deliveries::actor_id.eq(actor.as_str()))
        .select(deliveries::inbox)
        .distinct()
        .load(c)?)
}

/// Those with whom an actor talked: everybody who wrote under something of theirs, or where they wrote too.
pub fn neighbours(c: &mut Conn, actor: &ActorId) -> Result<Vec<ActorId>, StoreError> {
    let own = || actor.as_str().to_owned();
    let theirs = reviews::table
        .filter(reviews::author_id.eq(own()))
        .select(reviews::id.nullable());
    let under = comments::table
        .filter(comments::review_id.eq_any(theirs))
        .select(comments::author_id)
        .distinct();
    let mut ids: BTreeSet<String> = under.load(c)?.into_iter().collect();
    let spoke_at: Vec<(Option<String>, Option<String>)> = comments::table
        .filter(comments::author_id.eq(own()))
        .select((comments::review_id, comments::post_id))
        .distinct()
        .load(c)?;
    for (review, post) in spoke_at {
        let there = comments::table.select(comments::author_id).distinct();
        let found: Vec<String> = match (&review, &post) {
            (Some(review), _) => there.filter(comments::review_id.eq(review)).load(c)?,
            (_, Some(post)) => {
                let of_post: Vec<String> = posts::table.find(post).select(posts::author_id).load(c)?;
                ids.extend(of_post);
                there.filter(comments::post_id.eq(post)).load(c)?
            }
            (None, None) => Vec::new(),
        };
        ids.extend(found);
    }
    Ok(ids.into_iter().map(ActorId::new).collect())
}

/// The reviews of an actor that were not deleted before.
pub fn reviews_of(c: &mut Conn, author: &ActorId) -> Result<Vec<GoneReview>, StoreError> {
    let rows: Vec<(String, String, String, String)> = reviews::table
        .filter(reviews::author_id.eq(author.as_str()))
        .filter(reviews::status.ne(Status::Deleted.as_str()))
        .select((reviews::id, reviews::film_id, reviews::slug, reviews::status))
        .load(c)?;
    let review = |(id, film, slug, status): (String, String, String, String)| GoneReview {
        id: ReviewId::new(id),
        film_id: FilmId::new(film),
        slug,
        was_public: status == Status::Published.as_str(),
    };
    Ok(rows.into_iter().map(review).collect())
}

/// The posts of an actor, with the names of their pages, and whether others could read them.
pub fn essays_of(c: &mut Conn, author: &ActorId) -> Result<Vec<(EssayId, String, bool)>, StoreError> {
    let rows: Vec<(String, String, String)> = essays::table
        .filter(essays::author_id.eq(author.as_str()))
        .select((essays::id, essays::slug, essays::status))
        .load(c)?;
    let essay =
        |(id, slug, status): (String, String, String)| (EssayId::new(id), slug, status == Status::Published.as_str());
    Ok(rows.into_iter().map(essay).collect())
}

/// The lists of an actor.
pub fn lists_of(c: &mut Conn, author: &ActorId) -> Result<Vec<ListId>, StoreError> {
    let ids: Vec<String> = lists::table
        .filter(lists::author_id.eq(author.as_str()))
        .select(lists::id)
        .load(c)?;
    Ok(ids.into_iter().map(ListId::new).collect())
}

/// The comments of an actor that were not deleted before: identifier and ActivityPub id.
pub fn comments_of(c: &mut Conn, author: &ActorId) -> Result<Vec<(CommentId, String)>, StoreError> {
    let rows: Vec<(String, String)> = comments::table
        .filter(comments::author_id.eq(author.as_str()))
        .filter(comments::gone_at.is_null())
        .select((comments::id, comments::uri))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, uri)| (CommentId::new(id), uri)).collect())
}

/// Deletes what every review of an actor says and everything that hangs on it. The rows stay, as Tombstones under which the
/// conversation of others is kept.
pub fn empty_reviews(c: &mut Conn, author: &ActorId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mine = || {
        reviews::table
            .filter(reviews::author_id.eq(author.as_str().to_owned()))
            .select(reviews::id)
    };
    diesel::delete(review_sections::table.filter(review_sections::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(review_trivia::table.filter(review_trivia::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(review_tags::table.filter(review_tags::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(review_revisions::table.filter(review_revisions::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(schedules::table.filter(schedules::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(showings::table.filter(showings::author_id.eq(author.as_str()))).execute(c)?;
    diesel::delete(webmentions::table.filter(webmentions::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(mentions::table.filter(mentions::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(comment_policies::table.filter(comment_policies::review_id.eq_any(mine()))).execute(c)?;
    diesel::delete(former_slugs::table.filter(former_slugs::author_id.eq(author.as_str()))).execute(c)?;
    diesel::delete(viewings::table.filter(viewings::author_id.eq(author.as_str()))).execute(c)?;
    diesel::update(reviews::table.filter(reviews::author_id.eq(author.as_str())))
        .set((
            reviews::status.eq(Status::Deleted.as_str()),
            reviews::slug.eq(reviews::id),
            reviews::headline.eq(None::<String>),
            reviews::quote_text.eq(None::<String>),
            reviews::quote_speaker.eq(None::<String>),
            reviews::step_id.eq(None::<String>),
            reviews::recommend.eq(false),
            reviews::teaser.eq(""),
            reviews::content_warning.eq(None::<String>),
            reviews::poster_id.eq(None::<String>),
            reviews::saved_at.eq(stamp(now)),
        ))
        .execute(c)?;
    diesel::update(reviews::table.filter(reviews::author_id.eq(author.as_str()).and(reviews::gone_at.is_null())))
        .set(reviews::gone_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(())
}

/// Deletes the scales of an actor, once no review bears a step of them.
pub fn delete_scales(c: &mut Conn, actor: &ActorId) -> Result<(), StoreError> {
    let mine = || {
        rating_scales::table
            .filter(rating_scales::actor_id.eq(actor.as_str().to_owned()))
            .select(rating_scales::id)
    };
    let steps = rating_steps::table.filter(rating_steps::scale_id.eq_any(mine()));
    diesel::update(steps)
        .set(rating_steps::becomes.eq(None::<String>))
        .execute(c)?;
    diesel::delete(rating_steps::table.filter(rating_steps::scale_id.eq_any(mine()))).execute(c)?;
    diesel::delete(rating_versions::table.filter(rating_versions::scale_id.eq_any(mine()))).execute(c)?;
    let scales = rating_scales::table.filter(rating_scales::actor_id.eq(actor.as_str()));
    diesel::update(scales)
        .set(rating_scales::replaced_by.eq(None::<String>))
        .execute(c)?;
    diesel::delete(rating_scales::table.filter(rating_scales::actor_id.eq(actor.as_str()))).execute(c)?;
    Ok(())
}

/// Deletes the register of what an actor uploaded and gives back what its files were. Posters that the site shows with a film pass
/// to `heir`: they belong to the film.
pub fn delete_media(c: &mut Conn, owner: &ActorId, heir: Option<&ActorId>) -> Result<Vec<StoredMedia>, StoreError> {
    if let Some(heir) = heir {
        let posters = film_facts::table
            .filter(film_facts::poster_id.is_not_null())
            .select(film_facts::poster_id.assume_not_null());
        let kept = media::table.filter(media::owner_id.eq(owner.as_str()).and(media::id.eq_any(posters)));
        diesel::update(kept).set(media::owner_id.eq(heir.as_str())).execute(c)?;
    }
    let gone = of_owner(c, owner)?;
    diesel::delete(media::table.filter(media::owner_id.eq(owner.as_str()))).execute(c)?;
    Ok(gone)
}

/// Deletes what was said to and by an actor in silence: notifications, reports, blocks, permissions, what was sent and is to be sent, and what
/// was learnt from their comments.
pub fn delete_traces(c: &mut Conn, actor: &ActorId) -> Result<(), StoreError> {
    let own = actor.as_str();
    let written = || {
        comments::table
            .filter(comments::author_id.eq(actor.as_str().to_owned()))
            .select(comments::id)
    };
    diesel::delete(notifications::table.filter(notifications::recipient_id.eq(own))).execute(c)?;
    diesel::delete(notifications::table.filter(notifications::actor_id.eq(own))).execute(c)?;
    diesel::delete(blocks::table.filter(blocks::blocker_id.eq(own).or(blocks::blocked_id.eq(own)))).execute(c)?;
    let quotes = quote_authorizations::author_id
        .eq(own)
        .or(quote_authorizations::quoter_id.eq(own));
    diesel::delete(quote_authorizations::table.filter(quotes)).execute(c)?;
    reports::erase_words(c, actor)?;
    diesel::delete(approvals::table.filter(approvals::actor_id.eq(own))).execute(c)?;
    diesel::delete(assessments::table.filter(assessments::comment_id.eq_any(written()))).execute(c)?;
    diesel::delete(spam_lessons::table.filter(spam_lessons::comment_id.eq_any(written()))).execute(c)?;
    diesel::delete(deliveries::table.filter(deliveries::actor_id.eq(own))).execute(c)?;
    diesel::delete(activities::table.filter(activities::actor_id.eq(own))).execute(c)?;
    Ok(())
}

/// Deletes an account with its sessions, its second factor and what it was told by mail. The actor stays.
pub fn delete(c: &mut Conn, id: &AccountId) -> Result<(), StoreError> {
    let own = id.as_str();
    diesel::delete(sessions::table.filter(sessions::account_id.eq(own))).execute(c)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(own))).execute(c)?;
    diesel::delete(second_factors::table.filter(second_factors::account_id.eq(own))).execute(c)?;
    diesel::delete(suspensions::table.filter(suspensions::account_id.eq(own))).execute(c)?;
    diesel::delete(accounts::table.find(own)).execute(c)?;
    Ok(())
}

/// Forgets the keys of those who are gone once everything they had to say was said. Gives back whose.
pub fn forget_keys(c: &mut Conn) -> Result<Vec<ActorId>, StoreError> {
    use crate::store::schema::actors;
    let gone: Vec<String> = actor_keys::table
        .inner_join(actors::table.on(actors::id.eq(actor_keys::actor_id)))
        .filter(actors::deleted_at.is_not_null())
        .select(actor_keys::actor_id)
        .load(c)?;
    let mut forgotten = Vec::new();
    for id in gone {
        let waiting: i64 = deliveries::table
            .filter(deliveries::actor_id.eq(&id).and(deliveries::finished_at.is_null()))
            .count()
            .get_result(c)?;
        let unsaid: i64 = jobs::table
            .filter(jobs::group_key.eq(format!("actor:{id}")))
            .count()
            .get_result(c)?;
        if waiting == 0 && unsaid == 0 {
            diesel::delete(actor_keys::table.find(&id)).execute(c)?;
            forgotten.push(ActorId::new(id));
        }
    }
    Ok(forgotten)
}
