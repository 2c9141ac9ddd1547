//! What the editor and the author's own list show.

use crate::domain::account::Permission;
use crate::domain::film::{Film, FilmInput, check_film_year, check_title};
use crate::domain::id::{MediaId, ReviewId, StepId};
use crate::domain::rating::Scale;
use crate::domain::review::{Review, ReviewInput, SectionInput, Status, TriviaInput, ViewingInput, review_title};
use crate::domain::schedule::Zone;
use crate::domain::viewing::Viewing;
use crate::service::media::picture_view;
use crate::service::views::{Editing, EditorContext, OwnReview, OwnReviews, Viewer};
use crate::service::{Error, Service};
use crate::store::ratings::{self, scales};
use crate::store::{Conn, films, media, reviews, schedules, viewings};
use std::collections::HashMap;

fn to_input(review: &Review, film_title: String, film_year: Option<i32>, seen: &[Viewing]) -> ReviewInput {
    let sections = review.sections.iter().map(|section| SectionInput {
        kind: section.kind,
        label: section.label.clone(),
        source: section.source.clone(),
    });
    let trivia = review.trivia.iter().map(|trivia| TriviaInput {
        text: trivia.source.clone(),
        source_name: trivia.source_name.clone(),
        source_url: trivia.source_url.as_ref().map(ToString::to_string).unwrap_or_default(),
    });
    let seen = seen.iter().map(|viewing| ViewingInput {
        seen_on: viewing.seen_on.to_text(),
        medium: viewing.medium.clone(),
        venue: viewing.venue.clone(),
        note: viewing.note.clone(),
    });
    let (quote_text, quote_speaker) = review
        .quote
        .as_ref()
        .map(|quote| (quote.text.clone(), quote.speaker.clone()))
        .unwrap_or_default();
    ReviewInput {
        film: film_title,
        year: film_year.map(|year| year.to_string()).unwrap_or_default(),
        facts: FilmInput::default(),
        headline: review.headline.clone().unwrap_or_default(),
        // A draft's slug is made anew from the film until the author asks for one or publishes.
        slug: if review.status == Status::Published {
            review.slug.clone()
        } else {
            String::new()
        },
        language: review.language.clone(),
        sections: sections.collect(),
        quote_text,
        quote_speaker,
        trivia: trivia.collect(),
        step: review.step_id.clone(),
        recommend: review.recommend,
        teaser: review.teaser.clone(),
        spoilers: review.spoilers,
        content_warning: review.content_warning.clone().unwrap_or_default(),
        tags: review.tags.clone(),
        viewings: seen.collect(),
        poster: review.poster_id.clone(),
    }
}

/// Published reviews on one page of the author's own list.
const OWN_PAGE: i64 = 100;

impl Service {
    /// The viewer's review to go on writing.
    pub async fn review_for_edit(&self, viewer: &Viewer, id: &ReviewId) -> Result<Editing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let review = service.own_review(c, &viewer, &id)?;
            let film = films::by_id(c, &review.film_id)?.ok_or(Error::NotFound)?;
            let seen = viewings::by_review(c, &id)?;
            let mut input = to_input(&review, film.title.clone(), film.year, &seen);
            input.facts = Self::typed_facts(c, &film.id)?;
            let context = service.context_for(
                c,
                &viewer,
                Some(&review),
                Some(film),
                (review.step_id.as_ref(), review.poster_id.as_ref()),
            )?;
            Ok(Editing { input, context })
        })
        .await
    }

    /// What the editor needs beside `input`: for a new review, and for one that was typed but could not be saved.
    pub async fn editor_context(
        &self,
        viewer: &Viewer,
        id: Option<&ReviewId>,
        input: &ReviewInput,
    ) -> Result<EditorContext, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.cloned());
        let (step, poster) = (input.step.clone(), input.poster.clone());
        // The film that is typed now, which need not be the one the review was saved with.
        let title = check_title("film", &input.film).ok();
        let year = check_film_year("year", &input.year, self.now()).ok();
        self.read(move |c| {
            let review = match &id {
                Some(id) => Some(service.own_review(c, &viewer, id)?),
                None => None,
            };
            let film = match (title, year) {
                (Some(title), Some(year)) => films::named(c, &title, year)?,
                _ => None,
            };
            service.context_for(c, &viewer, review.as_ref(), film, (step.as_ref(), poster.as_ref()))
        })
        .await
    }

    fn context_for(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        review: Option<&Review>,
        film: Option<Film>,
        (step, poster): (Option<&StepId>, Option<&MediaId>),
    ) -> Result<EditorContext, Error> {
        let actor = &viewer.actor.id;
        let scales = offered_scales(c, viewer, step)?;
        let poster = match poster {
            Some(id) => media::by_id(c, id)?
                .filter(|image| image.owner_id == *actor)
                .map(|image| picture_view(&image)),
            None => None,
        };
        let fetched = match &film {
            Some(film) => Self::fetched_facts(c, &film.id)?,
            None => FilmInput::default(),
        };
        let published = review.filter(|review| review.status == Status::Published);
        Ok(EditorContext {
            id: review.map(|review| review.id.clone()),
            status: review.map_or(Status::Draft, |review| review.status),
            schedule: match review {
                Some(review) => schedules::by_review(c, &review.id)?,
                None => None,
            },
            zone: viewer.account.time_zone.unwrap_or(Zone::UTC),
            path: published.map(|review| format!("/@{}/{}", viewer.actor.handle, review.slug)),
            scales,
            poster,
            films: Self::film_titles(c, &viewer.actor.id)?,
            // A film that no review is about yet has no page.
            film_path: film
                .filter(|_| review.is_some())
                .map(|film| format!("/films/{}", film.slug)),
            fetched,
            catalogues: self.catalogues(),
            section_labels: last_labels(c, viewer)?,
        })
    }

    /// The viewer's own reviews, by where they stand; the published ones in pages, which count from 1.
    pub async fn own_reviews(&self, viewer: &Viewer, page: u32) -> Result<OwnReviews, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (actor, handle) = (viewer.actor.id.clone(), viewer.actor.handle.clone());
        self.read(move |c| {
            let published = reviews::Filter {
                author: Some(actor.clone()),
                ..reviews::Filter::default()
            };
            let all = reviews::count_published(c, &published)?;
            let pages = u32::try_from((all + OWN_PAGE - 1) / OWN_PAGE).unwrap_or(1).max(1);
            let page = page.clamp(1, pages);
            let mut found = reviews::own_unpublished(c, &actor)?;
            let offset = OWN_PAGE * i64::from(page - 1);
            found.extend(reviews::own_published(c, &actor, OWN_PAGE, offset)?);
            let film_ids: Vec<_> = found.iter().map(|review| review.film_id.clone()).collect();
            let films: HashMap<_, _> = films::by_ids(c, &film_ids)?
                .into_iter()
                .map(|film| (film.id.clone(), film))
                .collect();
            let ids: Vec<ReviewId> = found
                .iter()
                .filter(|review| review.status == Status::Scheduled)
                .map(|review| review.id.clone())
                .collect();
            let mut schedules = schedules::by_reviews(c, &ids)?;
            let mut own = OwnReviews {
                page,
                pages,
                ..OwnReviews::default()
            };
            for review in found {
                let film = films.get(&review.film_id);
                let (name, year) = film.map(|film| (film.title.as_str(), film.year)).unwrap_or_default();
                let row = OwnReview {
                    title: review_title(review.headline.as_deref(), name, year),
                    status: review.status,
                    path: (review.status == Status::Published).then(|| format!("/@{handle}/{}", review.slug)),
                    saved_at: review.saved_at,
                    published_at: review.published_at,
                    schedule: schedules.remove(&review.id),
                    id: review.id,
                };
                match review.status {
                    Status::Draft => own.drafts.push(row),
                    Status::Scheduled => own.scheduled.push(row),
                    Status::Published => own.published.push(row),
                    Status::Withdrawn => own.withdrawn.push(row),
                    Status::Deleted => {}
                }
            }
            own.scheduled
                .sort_by_key(|row| row.schedule.map(|schedule| schedule.at));
            Ok(own)
        })
        .await
    }
}

/// The scales that a review can be rated on; what it is rated on already stays among them.
fn offered_scales(c: &mut Conn, viewer: &Viewer, step: Option<&StepId>) -> Result<Vec<Scale>, Error> {
    let all = scales::by_actor(c, &viewer.actor.id)?;
    let rated_on = |scale: &Scale| scale.steps.iter().any(|s| Some(&s.id) == step);
    // What an account begins with makes room for the reviewer's own words, but never for those a review has.
    let own_words = !all.iter().all(Scale::is_untouched_first);
    let offered = |scale: &Scale| scale.is_in_use() && !(own_words && scale.is_untouched_first() && !rated_on(scale));
    let mut scales: Vec<Scale> = all.iter().filter(|scale| offered(scale)).cloned().collect();
    let Some(step) = step.filter(|step| !scales.iter().flat_map(|s| &s.steps).any(|s| s.id == **step)) else {
        return Ok(scales);
    };
    // A step of an older version, or of a scale that was replaced, stands beside the present ones, so that an edit does not
    // lose the rating.
    if let Some(rating) = ratings::by_steps(c, std::slice::from_ref(step))?.remove(step) {
        let home = rating.step.scale_id.clone();
        match scales.iter_mut().find(|scale| scale.id == home) {
            Some(scale) => scale.steps.push(rating.step),
            None => scales.extend(all.into_iter().filter(|scale| scale.id == home).map(|scale| Scale {
                steps: vec![rating.step.clone()],
                ..scale
            })),
        }
    }
    Ok(scales)
}

fn last_labels(c: &mut Conn, viewer: &Viewer) -> Result<Vec<(&'static str, String)>, Error> {
    let filter = reviews::Filter {
        author: Some(viewer.actor.id.clone()),
        ..reviews::Filter::default()
    };
    let last = reviews::published(c, &filter, 1, 0)?.pop();
    let sections = last.into_iter().flat_map(|review| review.sections);
    Ok(sections.map(|section| (section.kind.as_str(), section.label)).collect())
}
