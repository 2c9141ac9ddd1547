//! Reviews as cards: every list needs the same joins, done here with one query a table.

use crate::domain::film::Film;
use crate::domain::id::{ActorId, FilmId, MediaId, ReviewId, StepId};
use crate::domain::rating::Rating;
use crate::domain::review::{Review, SectionKind};
use crate::domain::text::plain;
use crate::service::media::picture_view;
use crate::service::views::{ActorCard, RatingView, ReviewCard};
use crate::service::{Error, Service};
use crate::store::media::StoredMedia;
use crate::store::{Conn, actors, comments, films, media, ratings};
use std::collections::HashMap;

/// Length of the words under a title, in characters.
const EXCERPT: usize = 220;

/// What cards are made of, read at once.
pub(in crate::service) struct Parts {
    pub(in crate::service) films: HashMap<FilmId, Film>,
    pub(in crate::service) actors: HashMap<ActorId, crate::domain::actor::Actor>,
    pub(in crate::service) ratings: HashMap<StepId, Rating>,
    film_posters: HashMap<FilmId, MediaId>,
    media: HashMap<MediaId, StoredMedia>,
    comments: HashMap<ReviewId, i64>,
}

impl Parts {
    pub(in crate::service) fn of(c: &mut Conn, reviews: &[Review]) -> Result<Self, Error> {
        let film_ids: Vec<FilmId> = reviews.iter().map(|review| review.film_id.clone()).collect();
        let actor_ids: Vec<ActorId> = reviews.iter().map(|review| review.author_id.clone()).collect();
        let step_ids: Vec<StepId> = reviews.iter().filter_map(|review| review.step_id.clone()).collect();
        let mut media_ids: Vec<MediaId> = reviews.iter().filter_map(|review| review.poster_id.clone()).collect();
        let without = reviews.iter().filter(|review| review.poster_id.is_none());
        let without: Vec<FilmId> = without.map(|review| review.film_id.clone()).collect();
        let film_posters = films::facts::posters(c, &without)?;
        media_ids.extend(film_posters.values().cloned());
        let review_ids: Vec<ReviewId> = reviews.iter().map(|review| review.id.clone()).collect();
        Ok(Self {
            films: films::by_ids(c, &film_ids)?
                .into_iter()
                .map(|film| (film.id.clone(), film))
                .collect(),
            actors: actors::by_ids(c, &actor_ids)?
                .into_iter()
                .map(|actor| (actor.id.clone(), actor))
                .collect(),
            film_posters,
            ratings: ratings::by_steps(c, &step_ids)?,
            media: media::by_ids(c, &media_ids)?
                .into_iter()
                .map(|image| (image.id.clone(), image))
                .collect(),
            comments: comments::counts_by_review(c, &review_ids)?.into_iter().collect(),
        })
    }

    pub(in crate::service) fn rating(&self, review: &Review) -> Option<&Rating> {
        review.step_id.as_ref().and_then(|step| self.ratings.get(step))
    }

    /// The review's poster, or the film's own.
    pub(in crate::service) fn poster(&self, review: &Review) -> Option<&StoredMedia> {
        let id = review
            .poster_id
            .as_ref()
            .or_else(|| self.film_posters.get(&review.film_id))?;
        self.media.get(id)
    }
}

/// The teaser; else the first words of the bottom line or the take, unless they give away the plot.
pub(in crate::service) fn excerpt(review: &Review) -> String {
    if !review.teaser.is_empty() {
        return plain::excerpt(&review.teaser, EXCERPT);
    }
    if review.spoilers {
        return String::new();
    }
    let order = [SectionKind::BottomLine, SectionKind::Take, SectionKind::Synopsis];
    let section = order
        .iter()
        .find_map(|kind| review.sections.iter().find(|section| section.kind == *kind));
    section
        .map(|section| plain::excerpt(&plain::from_html(section.html.as_str()), EXCERPT))
        .unwrap_or_default()
}

impl Service {
    /// Cards of published reviews, in the given order.
    pub(in crate::service) fn cards(&self, c: &mut Conn, found: &[Review]) -> Result<Vec<ReviewCard>, Error> {
        let parts = Parts::of(c, found)?;
        Ok(found.iter().filter_map(|review| self.card(&parts, review)).collect())
    }

    fn card(&self, parts: &Parts, review: &Review) -> Option<ReviewCard> {
        let film = parts.films.get(&review.film_id)?;
        let author = parts.actors.get(&review.author_id)?;
        Some(ReviewCard {
            id: review.id.clone(),
            path: format!("/@{}/{}", author.handle, review.slug),
            film_title: film.title.clone(),
            film_year: film.year,
            film_path: format!("/films/{}", film.slug),
            headline: review.headline.clone(),
            author: ActorCard::of(author, self.urls()),
            language: review.language.clone(),
            rating: parts.rating(review).map(RatingView::from),
            recommend: review.recommend,
            excerpt: excerpt(review),
            poster: parts.poster(review).map(picture_view),
            published_at: review.published_at.unwrap_or(review.saved_at),
            comments: parts.comments.get(&review.id).copied().unwrap_or_default(),
        })
    }
}
