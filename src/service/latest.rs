//! The latest comments by people, for the home page.

use crate::domain::comment::Root;
use crate::domain::id::{ActorId, ReviewId};
use crate::domain::review::{Status, review_title};
use crate::domain::text::plain;
use crate::service::views::{ActorCard, LatestComment};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, films, reviews};
use std::collections::HashMap;

/// How many are shown.
const LATEST: i64 = 5;
/// Length of each, in characters.
const EXCERPT: usize = 140;

impl Service {
    /// The latest comments under published reviews, newest first.
    pub(in crate::service) fn latest_comments(&self, c: &mut Conn) -> Result<Vec<LatestComment>, Error> {
        let latest = comments::latest(c, LATEST)?;
        let review_of = |root: &Root| match root {
            Root::Review(id) => Some(id.clone()),
            Root::Post(_) => None,
        };
        let review_ids: Vec<ReviewId> = latest.iter().filter_map(|comment| review_of(&comment.root)).collect();
        let found = reviews::by_ids(c, &review_ids)?;
        let film_ids: Vec<_> = found.iter().map(|review| review.film_id.clone()).collect();
        let films: HashMap<_, _> = films::by_ids(c, &film_ids)?
            .into_iter()
            .map(|film| (film.id.clone(), film))
            .collect();
        let actor_ids: Vec<ActorId> = latest.iter().map(|comment| comment.author_id.clone()).collect();
        let people: HashMap<_, _> = actors::by_ids(c, &actor_ids)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let shown = latest.iter().filter_map(|comment| {
            let id = review_of(&comment.root)?;
            let review = found
                .iter()
                .find(|review| review.id == id && review.status == Status::Published)?;
            let film = films.get(&review.film_id)?;
            Some(LatestComment {
                author: ActorCard::of(people.get(&comment.author_id)?, self.urls()),
                excerpt: comment
                    .summary
                    .clone()
                    .unwrap_or_else(|| plain::excerpt(&plain::from_html(comment.html.as_str()), EXCERPT)),
                path: format!("/c/{}", comment.id),
                on: review_title(review.headline.as_deref(), &film.title, film.year),
                published_at: comment.published_at,
            })
        });
        Ok(shown.collect())
    }
}
