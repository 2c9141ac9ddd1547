//! Sharing cards: which picture a link to a page of this site is shown with, drawn when somebody first asks for it and kept
//! with the media.

use crate::domain::actor::ActorKind;
use crate::domain::credit::CreditRole;
use crate::domain::essay::Essay;
use crate::domain::id::{EssayId, FilmId, ListId, MediaId, ReviewId};
use crate::domain::list::List;
use crate::domain::media::{Encoding, at_least};
use crate::domain::review::Status;
use crate::domain::sharing::{self, Card, Verdict};
use crate::domain::text::plain;
use crate::env::BlobError;
use crate::messages::Language;
use crate::service::views::{ActorCard, FilmPage, RatingView, ReviewCard, ReviewPage};
use crate::service::{Error, Service};
use crate::store::{actors, essays, films, lists, media, reviews};
use sha2::{Digest, Sha256};

/// Length of the part of a card's address that changes with what stands on it.
const HASH: usize = 16;
/// Posters are read in this width at least, in pixels.
const POSTER: u32 = 480;

/// A card with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCard {
    key: String,
    card: Card,
    picture: Option<MediaId>,
}

/// What is found at the address of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardFile {
    /// The picture, a JPEG.
    Ready(Vec<u8>),
    /// Something else stands on it by now: its present path.
    Elsewhere(String),
}

impl SharedCard {
    /// The card of the site itself.
    pub fn of_site(name: &str, description: &str) -> Self {
        let card = Card {
            site: name.to_owned(),
            title: name.to_owned(),
            subtitle: description.to_owned(),
            ..Card::default()
        };
        Self {
            key: "site".to_owned(),
            card,
            picture: None,
        }
    }

    /// The card of somebody who writes here, by their short handle.
    pub fn of_person(site: &str, person: &ActorCard, short_handle: &str, picture: Option<MediaId>) -> Self {
        let card = Card {
            site: site.to_owned(),
            title: person.name.clone(),
            subtitle: person.handle.clone(),
            ..Card::default()
        };
        Self {
            key: format!("person-{short_handle}"),
            card,
            picture,
        }
    }

    /// The card of a film's page: who directed it, and what was said of it last.
    pub fn of_film(site: &str, page: &FilmPage) -> Self {
        let directors = page.facts.people(CreditRole::Director).iter();
        let newest = page.reviews.last().map(|review| &review.card);
        let card = Card {
            site: site.to_owned(),
            title: page.title.clone(),
            year: page.year,
            subtitle: directors
                .map(|person| person.name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            verdict: newest.and_then(|card| card.rating.as_ref()).map(verdict),
            recommended: newest.and_then(|card| recommended(card.recommend, &card.language)),
            byline: newest.map_or_else(String::new, |card| byline(&card.author)),
        };
        Self {
            key: format!("film-{}", page.id),
            card,
            picture: page.card_picture.clone(),
        }
    }

    /// The card of a review's page.
    pub fn of_review_page(site: &str, page: &ReviewPage) -> Self {
        let poster = page.poster.as_ref().map(|poster| poster.id.clone());
        Self::of_review(
            site,
            &page.id,
            Film {
                title: &page.film_title,
                year: page.film_year,
                headline: page.headline.as_deref(),
            },
            &page.author,
            (page.rating.as_ref(), recommended(page.recommend, &page.language)),
            poster.filter(|_| page.content_warning.is_none()),
        )
    }

    /// The same, made from the review in a list; `warned` when it carries a content warning.
    fn of_review_card(site: &str, review: &ReviewCard, warned: bool) -> Self {
        let poster = review.poster.as_ref().map(|poster| poster.id.clone());
        Self::of_review(
            site,
            &review.id,
            Film {
                title: &review.film_title,
                year: review.film_year,
                headline: review.headline.as_deref(),
            },
            &review.author,
            (review.rating.as_ref(), recommended(review.recommend, &review.language)),
            poster.filter(|_| !warned),
        )
    }

    /// Behind a content warning there is no picture: other sites show a card without folding it.
    fn of_review(
        site: &str,
        id: &ReviewId,
        film: Film<'_>,
        author: &ActorCard,
        (rating, recommended): (Option<&RatingView>, Option<String>),
        poster: Option<MediaId>,
    ) -> Self {
        let card = Card {
            site: site.to_owned(),
            title: film.title.to_owned(),
            year: film.year,
            subtitle: film.headline.unwrap_or_default().to_owned(),
            verdict: rating.map(verdict),
            recommended,
            byline: byline(author),
        };
        Self {
            key: format!("review-{id}"),
            card,
            picture: poster,
        }
    }

    /// The card of a post.
    pub fn of_essay(site: &str, essay: &Essay, author: &ActorCard) -> Self {
        let card = Card {
            site: site.to_owned(),
            title: essay.title.clone(),
            subtitle: plain::excerpt(&essay.teaser, 160),
            byline: format!("{} · {}", author.name, author.handle),
            ..Card::default()
        };
        Self {
            key: format!("post-{}", essay.id),
            card,
            picture: None,
        }
    }

    /// The card of a list with so many items.
    pub fn of_list(site: &str, list: &List, author: &ActorCard, total: usize) -> Self {
        let card = Card {
            site: site.to_owned(),
            title: list.title.clone(),
            subtitle: plain::excerpt(&plain::from_html(list.intro_html.as_str()), 160),
            byline: format!("{} · {total} · {}", author.name, author.handle),
            ..Card::default()
        };
        Self {
            key: format!("list-{}", list.id),
            card,
            picture: None,
        }
    }

    /// Its path on this site; it is another one when anything on the card is.
    pub fn path(&self) -> String {
        format!("/cards/{}/{}.jpg", self.key, self.hash())
    }

    fn hash(&self) -> String {
        let all = format!("{} {:?} {:?}", sharing::LOOK, self.card, self.picture);
        let digest = Sha256::digest(all.as_bytes());
        digest.iter().take(HASH / 2).map(|byte| format!("{byte:02x}")).collect()
    }

    fn blob(&self) -> String {
        format!("cards/{}.card", self.key)
    }
}

#[derive(Clone, Copy)]
struct Film<'a> {
    title: &'a str,
    year: Option<i32>,
    headline: Option<&'a str>,
}

/// The mark of a recommended film, in the language of the review that recommends it.
fn recommended(recommend: bool, language: &str) -> Option<String> {
    recommend.then(|| Language::of_text(language).say("recommended").to_string())
}

fn byline(author: &ActorCard) -> String {
    format!("{} · {}", author.name, author.handle)
}

fn verdict(rating: &RatingView) -> Verdict {
    Verdict {
        label: rating.label.clone(),
        lights: rating
            .place
            .and_then(|(n, of)| Some((n.try_into().ok()?, of.try_into().ok()?))),
    }
}

impl Service {
    /// The card of this site.
    pub fn site_card(&self) -> SharedCard {
        let site = &self.config().site;
        SharedCard::of_site(&site.name, &site.description)
    }

    /// The card that stands at `/cards/{key}/{hash}.jpg`. What is kept carries the hash of what was drawn, so one file for each
    /// page is enough and an old one is never shown.
    ///
    /// # Errors
    /// `NotFound` for what has no page.
    pub async fn card_file(&self, key: &str, hash: &str) -> Result<CardFile, Error> {
        let shared = self.shared_card(key).await?;
        let wanted = shared.hash();
        if wanted != hash {
            return Ok(CardFile::Elsewhere(shared.path()));
        }
        if let Some(kept) = self.kept_card(&shared, &wanted).await? {
            return Ok(CardFile::Ready(kept));
        }
        // A link that was just shared is fetched by many servers at once: the first draws, the others wait.
        let _turn = self.memory().pictures.take(&shared.key).await;
        if let Some(kept) = self.kept_card(&shared, &wanted).await? {
            return Ok(CardFile::Ready(kept));
        }
        let picture = self.card_picture(shared.picture.as_ref()).await?;
        let (blobs, blob, card) = (self.env().blobs.clone(), shared.blob(), shared.card);
        let drawn = tokio::task::spawn_blocking(move || {
            let drawn = sharing::draw(&card, picture.as_deref()).map_err(|e| Error::Internal(e.to_string()))?;
            let mut file = wanted.into_bytes();
            file.extend_from_slice(&drawn);
            // A full disk keeps no card, but whoever asked gets theirs.
            if let Err(error) = blobs.put(&blob, &file) {
                tracing::warn!(card = blob, %error, "a sharing card was not kept");
            }
            Ok::<_, Error>(drawn)
        });
        let drawn = drawn.await.map_err(|e| Error::Internal(e.to_string()))??;
        Ok(CardFile::Ready(drawn))
    }

    async fn kept_card(&self, shared: &SharedCard, hash: &str) -> Result<Option<Vec<u8>>, Error> {
        let (blobs, blob) = (self.env().blobs.clone(), shared.blob());
        let read = tokio::task::spawn_blocking(move || blobs.get(&blob));
        match read.await.map_err(|e| Error::Internal(e.to_string()))? {
            Ok(file) => Ok(file.strip_prefix(hash.as_bytes()).map(<[u8]>::to_vec)),
            Err(BlobError::Missing(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The smallest file of a picture that is large enough; none when it is not there any more.
    async fn card_picture(&self, id: Option<&MediaId>) -> Result<Option<Vec<u8>>, Error> {
        let Some(id) = id.cloned() else {
            return Ok(None);
        };
        let wanted = id.clone();
        let image = self.read(move |c| Ok(media::by_id(c, &wanted)?)).await?;
        let Some(width) = image.and_then(|image| at_least(&image.renditions, POSTER).map(|r| r.width)) else {
            return Ok(None);
        };
        match self.media_file(&id, width, Encoding::Jpeg).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn shared_card(&self, key: &str) -> Result<SharedCard, Error> {
        let (service, key) = (self.clone(), key.to_owned());
        let site = self.config().site.name.clone();
        self.read(move |c| match key.split_once('-') {
            None if key == "site" => Ok(service.site_card()),
            Some(("review", id)) => {
                let review = reviews::by_id(c, &ReviewId::new(id))?
                    .filter(|review| review.status == Status::Published)
                    .ok_or(Error::NotFound)?;
                let warned = review.content_warning.is_some();
                let card = service.cards(c, &[review])?.pop().ok_or(Error::NotFound)?;
                Ok(SharedCard::of_review_card(&site, &card, warned))
            }
            Some(("film", id)) => {
                let film = films::by_id(c, &FilmId::new(id))?.ok_or(Error::NotFound)?;
                Ok(SharedCard::of_film(&site, &service.film_page_of(c, &film, false)?))
            }
            Some(("post", id)) => {
                let essay = essays::by_id(c, &EssayId::new(id))?
                    .filter(|essay| essay.status == Status::Published)
                    .ok_or(Error::NotFound)?;
                let author = actors::by_id(c, &essay.author_id)?.ok_or(Error::NotFound)?;
                Ok(SharedCard::of_essay(
                    &site,
                    &essay,
                    &ActorCard::of(&author, service.urls()),
                ))
            }
            Some(("list", id)) => {
                let list = lists::by_id(c, &ListId::new(id))?
                    .filter(|list| list.public)
                    .ok_or(Error::NotFound)?;
                let author = actors::by_id(c, &list.author_id)?.ok_or(Error::NotFound)?;
                let total = service.list_rows(c, &list, &author.handle)?.len();
                Ok(SharedCard::of_list(
                    &site,
                    &list,
                    &ActorCard::of(&author, service.urls()),
                    total,
                ))
            }
            Some(("person", handle)) => {
                let actor = actors::local_by_handle(c, handle)?
                    .filter(|actor| actor.deleted_at.is_none() && actor.kind == ActorKind::Person)
                    .ok_or(Error::NotFound)?;
                let card = ActorCard::of(&actor, service.urls());
                Ok(SharedCard::of_person(&site, &card, &actor.handle, actor.avatar_media))
            }
            _ => Err(Error::NotFound),
        })
        .await
    }
}
