//! A film's page: what is known of it, every review of it here in time order, and what other servers say.

use crate::domain::credit::CreditRole;
use crate::domain::film::film_label;
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{moved, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{CreditView, FactsView, FilmPage};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "film/looks.html")]
pub struct Looks {
    c: Chrome,
    v: FilmPage,
    s: Shared,
    data: Safe<String>,
}

impl Looks {
    /// The page of this view.
    pub fn new(c: Chrome, v: FilmPage, origin: &str) -> Self {
        let card = SharedCard::of_film(&c.site_name, &v);
        let newest = v.reviews.last().map(|review| &review.card);
        let s = Shared {
            description: newest.map(|card| card.excerpt.clone()).unwrap_or_default(),
            creator: newest.map(|card| card.author.handle.clone()),
            ..Shared::new(
                "video.movie",
                film_label(&v.title, v.year),
                format!("{origin}{}", v.path),
                origin,
                &card,
            )
        };
        Self {
            data: linked_data::film(&v, origin),
            s,
            c,
            v,
        }
    }

    fn directors(&self) -> &[CreditView] {
        self.v.facts.people(CreditRole::Director)
    }

    fn directed_by(&self) -> String {
        let directors = self.directors().iter();
        let linked: Vec<String> = directors.map(|p| words::link(&p.path, &p.name).to_string()).collect();
        linked.join(", ")
    }

    /// Whether there is anything to say of the film below its title.
    fn has_brief(&self) -> bool {
        let facts = &self.v.facts;
        !self.directors().is_empty() || facts.runtime.is_some() || !facts.countries.is_empty()
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let film = samples::films::film_page();
        let bare = FilmPage {
            year: None,
            poster: None,
            facts: FactsView::default(),
            reviews: Vec::new(),
            histories: Vec::new(),
            lines: Vec::new(),
            trivia: Vec::new(),
            seen: Vec::new(),
            elsewhere: Vec::new(),
            namesakes: Vec::new(),
            may_edit: true,
            appears_in: Vec::new(),
            ..film.clone()
        };
        let new = |v| Self::new(samples::chrome("/films/the-salt-road-1974"), v, "https://rows.example");
        let signed_in = samples::signed_in("/films/the-salt-road-1974");
        vec![
            new(film.clone()),
            new(bare),
            Self::new(signed_in, film, "https://rows.example"),
        ]
    }
}

/// `GET /films/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let make = || async {
        let view = service.film_page(&slug, visitor.viewer()).await?;
        let mut tags = vec![Tag::site(), Tag::film(&view.id), Tag::lists(), Tag::essays()];
        tags.extend(
            view.elsewhere
                .iter()
                .flat_map(|p| [Tag::post(&p.id), Tag::actor(&p.author.id)]),
        );
        tags.extend(view.seen.iter().map(|s| Tag::actor(&s.author.id)));
        tags.extend(
            view.reviews
                .iter()
                .flat_map(|r| [Tag::review(&r.card.id), Tag::actor(&r.card.author.id)]),
        );
        Ok((
            text(&Looks::new(visitor.chrome(), view, service.urls().origin()))?,
            tags,
        ))
    };
    match send_kept(&service, &shelf, &request, &visitor, &format!("/films/{slug}"), make).await {
        // It may have been merged into another.
        Err(Fault::Service(Error::NotFound)) => match service.film_slug_after(&slug).await? {
            Some(now) => Ok(moved(&format!("/films/{now}"))),
            None => Err(Error::NotFound.into()),
        },
        sent => sent,
    }
}
