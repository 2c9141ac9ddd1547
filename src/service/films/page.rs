//! A film's page: everything here that is about one film, and what other servers say of it.

use crate::domain::account::Permission;
use crate::domain::film::{Film, FilmKey};
use crate::domain::id::ActorId;
use crate::domain::review::Review;
use crate::domain::text::keys;
use crate::domain::viewing::{SeenOn, times_seen};
use crate::service::cards::Parts;
use crate::service::films::speaker_path;
use crate::service::media::picture_view;
use crate::service::pages::change_words;
use crate::service::views::{
    ActorCard, FactsView, FilmLine, FilmPage, FilmReview, FilmSeen, FilmTrivia, RatingHistory, RatingView, RatingWhen,
    ReviewCard, TriviaView, Viewer, ViewingView,
};
use crate::service::{Error, Service};
use crate::store::reviews::Filter;
use crate::store::viewings::Seen;
use crate::store::{Conn, actors, films, media, posts, reviews, viewings};
use chrono::{DateTime, Datelike, Utc};

/// Reviews elsewhere on a film's page.
const ELSEWHERE: i64 = 30;

impl Service {
    /// A film's page.
    ///
    /// # Errors
    /// `NotFound` where nobody here has published a review of it or logged seeing it, but for those who write here.
    pub async fn film_page(&self, slug: &str, viewer: Option<&Viewer>) -> Result<FilmPage, Error> {
        let (service, slug) = (self.clone(), slug.to_owned());
        let may_edit = viewer.is_some_and(|viewer| viewer.account.role.may(Permission::WriteReviews));
        self.read(move |c| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            service.film_page_of(c, &film, may_edit)
        })
        .await
    }

    /// The page of a film that was found.
    pub(in crate::service) fn film_page_of(
        &self,
        c: &mut Conn,
        film: &Film,
        may_edit: bool,
    ) -> Result<FilmPage, Error> {
        let filter = Filter {
            film: Some(film.id.clone()),
            ..Filter::default()
        };
        let mut found = reviews::published(c, &filter, 500, 0)?;
        found.reverse();
        let seen = viewings::by_film(c, &film.id, self.now())?;
        if found.is_empty() && seen.is_empty() && !may_edit {
            return Err(Error::NotFound);
        }
        self.assemble_film_page(c, film, &found, &seen, may_edit)
    }

    /// The address a film has now, by one it had before it was merged into another.
    pub async fn film_slug_after(&self, former: &str) -> Result<Option<String>, Error> {
        let former = former.to_owned();
        self.read(move |c| Ok(films::slug_after(c, &former)?)).await
    }

    fn assemble_film_page(
        &self,
        c: &mut Conn,
        film: &Film,
        found: &[Review],
        seen: &Seen,
        may_edit: bool,
    ) -> Result<FilmPage, Error> {
        let parts = Parts::of(c, found)?;
        let cards = self.cards(c, found)?;
        let facts = self.facts_view(c, film)?;
        let own_poster = films::facts::posters(c, std::slice::from_ref(&film.id))?.remove(&film.id);
        let own_poster = match own_poster {
            Some(id) => media::by_id(c, &id)?.map(|image| picture_view(&image)),
            None => None,
        };
        // Other sites show a card without folding it, so no picture from behind a content warning stands on one.
        let open = found
            .iter()
            .zip(&cards)
            .rev()
            .filter(|(review, _)| review.content_warning.is_none());
        let open_poster = open.into_iter().find_map(|(_, card)| card.poster.as_ref());
        let card_picture = own_poster.as_ref().or(open_poster).map(|picture| picture.id.clone());
        let poster = own_poster.or_else(|| cards.iter().rev().find_map(|card| card.poster.clone()));
        let authors: Vec<ActorId> = seen.keys().cloned().collect();
        let people = actors::by_ids(c, &authors)?;
        let seen_views = people.iter().filter_map(|actor| {
            let all = seen.get(&actor.id)?;
            Some(FilmSeen {
                author: ActorCard::of(actor, self.urls()),
                times: times_seen(all.len())?,
                viewings: all.iter().map(ViewingView::from).collect(),
            })
        });
        let namesakes = films::same_title(c, film)?;
        Ok(FilmPage {
            title: film.title.clone(),
            year: film.year,
            path: format!("/films/{}", film.slug),
            lines: lines(found, &cards, &facts),
            trivia: trivia(found, &cards),
            histories: histories(found, &cards, &parts),
            seen: seen_views.collect(),
            appears_in: self.places_of_film(c, &film.id)?,
            elsewhere: self.said_elsewhere(c, film)?,
            namesakes: namesakes
                .iter()
                .map(|other| (other.label(), format!("/films/{}", other.slug)))
                .collect(),
            reviews: looks(found, cards, &parts, seen),
            poster,
            card_picture,
            facts,
            may_edit,
            id: film.id.clone(),
        })
    }

    /// Reviews of the film on other servers: those that name it by an identifier of a catalogue, or by title and year.
    fn said_elsewhere(&self, c: &mut Conn, film: &Film) -> Result<Vec<crate::service::elsewhere::PostCard>, Error> {
        let facts = films::facts::of_one(c, &film.id)?.effective();
        let mut keys: Vec<FilmKey> = facts
            .ids
            .iter()
            .map(|(scheme, id)| FilmKey::Id(*scheme, id.clone()))
            .collect();
        for title in [&film.title, &facts.original_title] {
            let key = keys::title_key(title);
            if !key.is_empty() {
                keys.push(FilmKey::Title(key, film.year));
            }
        }
        let found = posts::films::about(c, &keys, ELSEWHERE)?;
        self.post_cards(c, &found)
    }
}

fn looks(found: &[Review], cards: Vec<ReviewCard>, parts: &Parts, seen: &Seen) -> Vec<FilmReview> {
    let mut out = Vec::new();
    for (i, (review, card)) in found.iter().zip(cards).enumerate() {
        let so_far = found.get(..i).unwrap_or_default();
        let own = |other: &&Review| other.author_id == review.author_id;
        let previous = so_far.iter().rfind(own);
        let until = review.published_at.unwrap_or(review.saved_at);
        // As many as the reader of that review is told of: those entered with it or with a review before it, and those logged
        // by themselves up to that day.
        let known =
            seen.get(&review.author_id)
                .into_iter()
                .flatten()
                .filter(|viewing| match viewing.review_id.as_ref() {
                    Some(with) => *with == review.id || so_far.iter().any(|earlier| earlier.id == *with),
                    None => is_by(viewing.seen_on, until),
                });
        out.push(FilmReview {
            change: previous.and_then(|previous| change_words(parts, previous, review)),
            times_seen: times_seen(known.count()),
            nth: so_far.iter().filter(own).count() + 1,
            of: found.iter().filter(own).count(),
            card,
        });
    }
    out
}

/// Whether something seen then was seen by that day.
fn is_by(seen_on: SeenOn, until: DateTime<Utc>) -> bool {
    seen_on.sort_key() <= (until.year(), until.month(), until.day())
}

fn lines(found: &[Review], cards: &[ReviewCard], facts: &FactsView) -> Vec<FilmLine> {
    let quoted = found.iter().zip(cards).filter_map(|(review, card)| {
        let quote = review.quote.clone()?;
        Some(FilmLine {
            speaker_path: speaker_path(&quote.speaker, facts),
            quote,
            language: review.language.clone(),
            review_path: card.path.clone(),
        })
    });
    let mut unique: Vec<FilmLine> = Vec::new();
    for line in quoted {
        if !unique.iter().any(|known| known.quote.text == line.quote.text) {
            unique.push(line);
        }
    }
    unique
}

fn trivia(found: &[Review], cards: &[ReviewCard]) -> Vec<FilmTrivia> {
    let all = found.iter().zip(cards).flat_map(|(review, card)| {
        review.trivia.iter().map(|trivia| FilmTrivia {
            view: TriviaView {
                html: trivia.html.clone(),
                source_name: trivia.source_name.clone(),
                source_url: trivia.source_url.as_ref().map(ToString::to_string),
            },
            language: review.language.clone(),
            review_path: card.path.clone(),
            spoilers: review.spoilers,
        })
    });
    all.collect()
}

/// How each author's rating went, for those who have rated the film more than twice.
fn histories(found: &[Review], cards: &[ReviewCard], parts: &Parts) -> Vec<RatingHistory> {
    let mut all: Vec<RatingHistory> = Vec::new();
    for (review, card) in found.iter().zip(cards) {
        let Some(rating) = parts.rating(review).map(RatingView::from) else {
            continue;
        };
        let when = RatingWhen {
            rating,
            path: card.path.clone(),
            published_at: card.published_at,
        };
        match all.iter_mut().find(|history| history.author.id == card.author.id) {
            Some(history) => history.ratings.push(when),
            None => all.push(RatingHistory {
                author: card.author.clone(),
                ratings: vec![when],
            }),
        }
    }
    all.retain(|history| history.ratings.len() > 2);
    all
}
