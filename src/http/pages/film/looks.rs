//! A film's page: every review of it here, in time order.

use crate::domain::review::Quote;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::views::{FilmPage, FilmReview};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "film/looks.html")]
pub struct Looks {
    c: Chrome,
    v: FilmPage,
    origin: String,
}

impl Looks {
    /// The page of this view.
    pub fn new(c: Chrome, v: FilmPage, origin: &str) -> Self {
        Self {
            c,
            v,
            origin: origin.to_owned(),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let look = |(n, card)| FilmReview {
            card,
            change: (n == 1).then(|| "up from Worth the ticket".to_owned()),
            quote: (n == 0).then(|| Quote {
                text: "You start to carry it.".to_owned(),
                speaker: String::new(),
            }),
            times_seen: (n == 0).then(|| "Seen twice".to_owned()),
        };
        let film = FilmPage {
            title: "The Salt Road".to_owned(),
            year: Some(1974),
            path: "/films/the-salt-road-1974".to_owned(),
            reviews: samples::cards().into_iter().enumerate().map(look).collect(),
            poster: Some(samples::poster()),
        };
        let bare = FilmPage {
            year: None,
            poster: None,
            reviews: Vec::new(),
            ..film.clone()
        };
        let new = |v| Self::new(samples::chrome("/films/the-salt-road-1974"), v, "https://rows.example");
        vec![new(film), new(bare)]
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
        let view = service.film_page(&slug).await?;
        let mut tags = vec![Tag::site()];
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
    send_kept(&service, &shelf, &request, &visitor, &format!("/films/{slug}"), make).await
}
