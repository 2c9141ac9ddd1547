//! Filling a database with made-up reviews, for measuring. They are written as the editor writes them, but many in one
//! transaction, with their own dates, and nobody is told of them.

use crate::domain::actor::Actor;
use crate::domain::comment::{Audience, Comment, CommentState, Door, Root};
use crate::domain::id::{CommentId, ReviewId, ViewingId};
use crate::domain::review::{Review, ReviewInput, Status};
use crate::domain::text::markdown;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, comments, reviews, viewings};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// A review with what is said below it.
#[derive(Clone, Debug)]
pub struct SeedReview {
    /// As typed.
    pub input: ReviewInput,
    /// When it was published.
    pub at: DateTime<Utc>,
    /// Oldest first.
    pub comments: Vec<SeedComment>,
}

/// A comment below such a review.
#[derive(Clone, Debug)]
pub struct SeedComment {
    /// Which one of the guests.
    pub author: usize,
    /// The earlier comment that it answers; `None` for the review itself.
    pub answers: Option<usize>,
    /// Markdown.
    pub text: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

impl Service {
    /// Writes them all, in one transaction. The search knows nothing of them until [`Service::reindex`].
    ///
    /// # Errors
    /// `Invalid` as for a review that is typed.
    pub async fn seed_reviews(
        &self,
        author: &Viewer,
        guests: &Arc<[Actor]>,
        batch: Vec<SeedReview>,
    ) -> Result<(), Error> {
        let (service, author, guests) = (self.clone(), author.clone(), Arc::clone(guests));
        self.write(move |c, tags| {
            for seed in &batch {
                let review = service.seed_review(c, &author, seed)?;
                service.seed_comments(c, &review, &guests, &seed.comments)?;
            }
            tags.push(Tag::site());
            Ok(())
        })
        .await
    }

    fn seed_review(&self, c: &mut Conn, author: &Viewer, seed: &SeedReview) -> Result<Review, Error> {
        let checked = seed.input.check(self.now()).map_err(Error::Invalid)?;
        let review = Review {
            id: ReviewId::new(self.env().ids.next(seed.at)),
            created_at: seed.at,
            saved_at: seed.at,
            published_at: Some(seed.at),
            announced_at: Some(seed.at),
            ..self.build_review(c, author, None, &checked, Status::Published)?
        };
        reviews::save(c, &review)?;
        self.add_facts(c, &review.film_id, &checked.facts, &mut Vec::new())?;
        let ids = checked
            .viewings
            .iter()
            .map(|_| ViewingId::new(self.next_id()).into_string());
        let ids: Vec<String> = ids.collect();
        viewings::replace(
            c,
            &author.actor.id,
            &review.film_id,
            &review.id,
            &checked.viewings,
            &ids,
        )?;
        let typed = serde_json::to_string(&seed.input).map_err(|e| Error::Internal(e.to_string()))?;
        reviews::insert_revision(c, &review.id, review.revision, &typed, review.saved_at)?;
        Ok(review)
    }

    fn seed_comments(
        &self,
        c: &mut Conn,
        review: &Review,
        guests: &[Actor],
        wanted: &[SeedComment],
    ) -> Result<(), Error> {
        let mut said: Vec<Comment> = Vec::with_capacity(wanted.len());
        for seed in wanted {
            let Some(author) = guests.get(seed.author) else {
                continue;
            };
            let parent = seed.answers.and_then(|n| said.get(n));
            let id = CommentId::new(self.env().ids.next(seed.at));
            let uri = author
                .uri
                .join(&format!("/notes/{id}"))
                .map_err(|error| Error::Internal(error.to_string()))?;
            let comment = Comment {
                url: uri.clone(),
                uri,
                root: Root::Review(review.id.clone()),
                parent_id: parent.map(|parent| parent.id.clone()),
                in_reply_to: parent.map_or_else(|| self.urls().review(&review.id), |parent| parent.uri.clone()),
                author_id: author.id.clone(),
                door: Door::Remote,
                source: String::new(),
                html: markdown::to_html(&seed.text),
                summary: None,
                language: Some("en".to_owned()),
                audience: Audience::Public,
                state: CommentState::Visible,
                published_at: seed.at,
                edited_at: None,
                gone_at: None,
                created_at: seed.at,
                id,
            };
            comments::insert(c, &comment)?;
            said.push(comment);
        }
        Ok(())
    }
}
