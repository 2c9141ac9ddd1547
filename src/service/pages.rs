//! Reading: the public pages, finished for their templates.

use crate::domain::comment::Root;
use crate::domain::id::ReviewId;
use crate::domain::message::Message;
use crate::domain::rating::rating_change;
use crate::domain::review::{Review, SectionKind, Status, review_title};
use crate::domain::text::plain;
use crate::domain::viewing::times_seen;
use crate::service::cards::Parts;
use crate::service::films::speaker_path;
use crate::service::media::picture_view;
use crate::service::remote::resident;
use crate::service::views::{
    ActorCard, HomePage, ProfilePage, RatingView, ReviewLink, ReviewList, ReviewPage, SectionView, TriviaView, Viewer,
    ViewingView,
};
use crate::service::{Error, Service};
use crate::store::follows::Side;
use crate::store::reviews::Filter;
use crate::store::{Conn, actors, follows, reviews, roots, showings, tombstones, viewings, whereabouts};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Reviews on a page of a list.
pub const PAGE_SIZE: i64 = 20;

/// Reviews of this day of earlier years on the first page, and how far back they go.
const ON_THIS_DAY: i64 = 3;
const YEARS_BACK: i32 = 30;

/// This day of earlier years, as spans of time; there is no 29 February in most of them.
fn same_days(today: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    (1..=YEARS_BACK)
        .filter_map(|back| today.with_year(today.year() - back))
        .map(|day| day.and_time(NaiveTime::MIN).and_utc())
        .map(|from| (from, from + TimeDelta::days(1)))
        .collect()
}

impl Service {
    fn list(&self, c: &mut Conn, filter: &Filter, page: u32) -> Result<ReviewList, Error> {
        Ok(self.list_with_reviews(c, filter, page)?.0)
    }

    /// A page of published reviews, as cards and as they are.
    pub(in crate::service) fn list_with_reviews(
        &self,
        c: &mut Conn,
        filter: &Filter,
        page: u32,
    ) -> Result<(ReviewList, Vec<Review>), Error> {
        let total = reviews::count_published(c, filter)?;
        let pages = u32::try_from((total + PAGE_SIZE - 1) / PAGE_SIZE)
            .unwrap_or(u32::MAX)
            .max(1);
        if page == 0 || page > pages {
            return Err(Error::NotFound);
        }
        let found = reviews::published(c, filter, PAGE_SIZE, i64::from(page - 1) * PAGE_SIZE)?;
        let list = ReviewList {
            reviews: self.cards(c, &found)?,
            page,
            pages,
            total,
        };
        Ok((list, found))
    }

    /// The home page; pages count from 1.
    pub async fn home_page(&self, page: u32) -> Result<HomePage, Error> {
        let service = self.clone();
        self.read(move |c| {
            let list = service.list(c, &Filter::default(), page)?;
            let latest_comments = if page == 1 {
                service.latest_comments(c)?
            } else {
                Vec::new()
            };
            let writers = service.writers(c)?;
            let writers = writers
                .iter()
                .map(|actor| ActorCard::of(actor, service.urls()))
                .collect();
            let on_this_day = match page {
                1 => {
                    let days = same_days(service.now().date_naive());
                    let found = reviews::published_within(c, &days, ON_THIS_DAY)?;
                    service.cards(c, &found)?
                }
                _ => Vec::new(),
            };
            let shown_again = match page {
                1 => service.shown_on_front(c, &list)?,
                _ => Vec::new(),
            };
            Ok(HomePage {
                list,
                shown_again,
                on_this_day,
                latest_comments,
                writers,
            })
        })
        .await
    }

    /// A local actor's page, with all reviews or those of one tag.
    ///
    /// # Errors
    /// `NotFound`, also for a tag that no review has; `Gone`.
    pub async fn profile_page(&self, handle: &str, tag: Option<&str>, page: u32) -> Result<ProfilePage, Error> {
        let (service, handle) = (self.clone(), handle.to_lowercase());
        let tag = tag.map(crate::domain::text::keys::hashtag_key);
        self.read(move |c| {
            let actor = resident(c, &handle)?;
            if actor.kind != crate::domain::actor::ActorKind::Person {
                return Err(Error::NotFound);
            }
            let list = service.list(
                c,
                &Filter {
                    author: Some(actor.id.clone()),
                    tag: tag.clone(),
                    ..Filter::default()
                },
                page,
            )?;
            if tag.is_some() && list.total == 0 {
                return Err(Error::NotFound);
            }
            let card = ActorCard::of(&actor, service.urls());
            let known = whereabouts::of(c, &actor.id)?;
            let moved = service.moved_to(c, &known)?;
            Ok(ProfilePage {
                avatar: card.avatar.clone(),
                avatar_id: actor.avatar_media.clone(),
                actor: card,
                short_handle: actor.handle,
                actor_url: actor.uri.into(),
                summary: actor.summary,
                list,
                tag,
                followers: follows::count(c, Side::Followers, &actor.id)?,
                following: follows::count(c, Side::Following, &actor.id)?,
                joined: actor.created_at,
                moved,
            })
        })
        .await
    }

    /// A review's page, by its author's handle and its slug, with a page of its conversation, counted from 1.
    ///
    /// # Errors
    /// `Gone` where a published review was; `NotFound`, also for a page that the conversation has not.
    pub async fn review_page(
        &self,
        handle: &str,
        slug: &str,
        viewer: Option<&Viewer>,
        page: u32,
    ) -> Result<ReviewPage, Error> {
        let (service, handle, slug, viewer) = (self.clone(), handle.to_lowercase(), slug.to_owned(), viewer.cloned());
        self.read(move |c| {
            let author = resident(c, &handle)?;
            let found = reviews::by_author_slug(c, &author.id, &slug)?;
            match found.filter(|review| review.status == Status::Published) {
                Some(review) => service.assemble_review_page(c, review, viewer.as_ref(), page),
                None if tombstones::by_uri(c, service.urls().review_page(&handle, &slug).as_str())?.is_some() => {
                    Err(Error::Gone)
                }
                None => Err(Error::NotFound),
            }
        })
        .await
    }

    /// The page of a published review whose author changed its address, by the address it had before.
    pub async fn moved_review_path(&self, handle: &str, slug: &str) -> Result<Option<String>, Error> {
        let (handle, slug) = (handle.to_lowercase(), slug.to_owned());
        let found = self
            .read(move |c| Ok(roots::review_by_former_slug(c, &handle, &slug)?.filter(|review| review.open)))
            .await?;
        match found.map(|review| review.root) {
            Some(Root::Review(id)) => self.review_path(&id).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Where the page of a published review is, by its object URL's id.
    pub async fn review_path(&self, id: &ReviewId) -> Result<String, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let review = reviews::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if review.status != Status::Published {
                let gone = tombstones::by_uri(c, service.urls().review(&id).as_str())?.is_some();
                return Err(if gone { Error::Gone } else { Error::NotFound });
            }
            let author = actors::by_id(c, &review.author_id)?.ok_or(Error::NotFound)?;
            Ok(format!("/@{}/{}", author.handle, review.slug))
        })
        .await
    }

    /// The page of any review that was read: also of drafts, for their preview.
    pub(in crate::service) fn assemble_review_page(
        &self,
        c: &mut Conn,
        review: Review,
        viewer: Option<&Viewer>,
        page: u32,
    ) -> Result<ReviewPage, Error> {
        let at = review.published_at.unwrap_or_else(|| self.now());
        let previous = reviews::neighbour(c, &review.author_id, &review.film_id, at, false)?;
        let newer = reviews::neighbour(c, &review.author_id, &review.film_id, at, true)?;
        let seen = viewings::by_author_film(c, &review.author_id, &review.film_id, Some(&review.id), at)?;
        let is_author = viewer.is_some_and(|viewer| viewer.actor.id == review.author_id);
        let root = Root::Review(review.id.clone());
        let appears_in = self.places_of_film(c, &review.film_id)?;
        let conversation = self.load_conversation(c, &root, &review.author_id, viewer, page)?;
        let mentions = self.load_mentions(c, &review.id, &review.author_id, viewer)?;
        let mut all = vec![review];
        all.extend(previous);
        let has_previous = all.len() > 1;
        all.extend(newer);
        let parts = Parts::of(c, &all)?;
        let mut rest = all.iter();
        let review = rest.next().ok_or(Error::NotFound)?;
        let previous = if has_previous { rest.next() } else { None };
        let newer = rest.next();
        let film = parts.films.get(&review.film_id).ok_or(Error::NotFound)?;
        let facts = self.facts_view(c, film)?;
        let author = parts.actors.get(&review.author_id).ok_or(Error::NotFound)?;
        let link = |other: &Review| link_to(&parts, other, &author.handle);
        let text: String = review
            .sections
            .iter()
            .map(|section| plain::from_html(section.html.as_str()))
            .collect::<Vec<_>>()
            .join(" ");
        let (bottom_line, sections): (Vec<_>, Vec<_>) = review
            .sections
            .iter()
            .partition(|section| section.kind == SectionKind::BottomLine);
        let view = |section: &crate::domain::review::Section| SectionView {
            anchor: section.kind.as_str(),
            label: section.label.clone(),
            html: section.html.clone(),
        };
        Ok(ReviewPage {
            path: format!("/@{}/{}", author.handle, review.slug),
            canonical: self.urls().review_page(&author.handle, &review.slug).into(),
            object_url: self.urls().review(&review.id).into(),
            status: review.status,
            film_title: film.title.clone(),
            film_year: film.year,
            film_path: format!("/films/{}", film.slug),
            film_id: film.id.clone(),
            speaker_path: review
                .quote
                .as_ref()
                .and_then(|quote| speaker_path(&quote.speaker, &facts)),
            facts,
            headline: review.headline.clone(),
            author: ActorCard::of(author, self.urls()),
            language: review.language.clone(),
            published_at: review.published_at.unwrap_or(review.saved_at),
            edited_at: review.edited_at,
            shown_again: showings::last(c, &review.id)?.map(|showing| showing.shown_at),
            reading_minutes: plain::reading_minutes(&text),
            rating: parts.rating(review).map(RatingView::from),
            change: previous.and_then(|previous| change_words(&parts, previous, review)),
            recommend: review.recommend,
            teaser: review.teaser.clone(),
            spoilers: review.spoilers,
            content_warning: review.content_warning.clone(),
            quote: review.quote.clone(),
            sections: sections.into_iter().map(view).collect(),
            bottom_line: bottom_line.into_iter().map(view).next(),
            trivia: review
                .trivia
                .iter()
                .map(|trivia| TriviaView {
                    html: trivia.html.clone(),
                    source_name: trivia.source_name.clone(),
                    source_url: trivia.source_url.as_ref().map(ToString::to_string),
                })
                .collect(),
            poster: parts.poster(review).map(picture_view),
            tags: review.tags.clone(),
            times_seen: times_seen(seen.len()),
            viewings: seen.iter().map(ViewingView::from).collect(),
            previous: previous.map(link),
            newer: newer.map(link),
            appears_in,
            conversation,
            mentions,
            is_author,
            id: review.id.clone(),
        })
    }

    /// The address of a review's page with its origin, for people who only have its id.
    pub async fn review_url(&self, id: &ReviewId) -> Result<String, Error> {
        let path = self.review_path(id).await?;
        Ok(self.urls().at(&path).into())
    }
}

fn link_to(parts: &Parts, review: &Review, handle: &str) -> ReviewLink {
    let (film_title, year) = parts
        .films
        .get(&review.film_id)
        .map(|film| (film.title.as_str(), film.year))
        .unwrap_or_default();
    ReviewLink {
        path: format!("/@{handle}/{}", review.slug),
        title: review_title(review.headline.as_deref(), film_title, year),
        published_at: review.published_at.unwrap_or(review.saved_at),
        rating: parts.rating(review).map(|rating| rating.step.label.clone()),
    }
}

/// `no change since 13 January 2014`, `up from Fine (13 January 2014)`; `None` unless both are rated.
pub(in crate::service) fn change_words(parts: &Parts, earlier: &Review, later: &Review) -> Option<Message> {
    let (before, after) = (parts.rating(earlier)?, parts.rating(later)?);
    let day = earlier.published_at?.date_naive();
    Some(rating_change(before, after).to_words_since(&before.step.label, day))
}
