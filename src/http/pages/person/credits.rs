//! Somebody's page: the films here that they had a part in.

use crate::domain::credit::CreditRole;
use crate::domain::id::FilmId;
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{moved, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{CreditsPage, FilmsOfRole, PersonFilm};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "person/credits.html")]
pub struct Credits {
    c: Chrome,
    v: CreditsPage,
    s: Shared,
    data: Safe<String>,
}

impl Credits {
    /// The page of this view.
    pub fn new(c: Chrome, v: CreditsPage, origin: &str, card: &SharedCard) -> Self {
        Self {
            data: linked_data::credited(&v, origin),
            s: Shared::new("website", v.name.clone(), format!("{origin}{}", v.path), origin, card),
            c,
            v,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let film = |n: usize, title: &str, part: &str, note: &str| PersonFilm {
            title: title.to_owned(),
            year: (n != 1).then_some(1974),
            path: "/films/film-0".to_owned(),
            part: part.to_owned(),
            note: note.to_owned(),
            rating: (n != 1).then(|| samples::rating("Will watch again", 5)),
            review_path: (n != 2).then(|| "/@ines/film-0".to_owned()),
            reviews: n,
        };
        let full = CreditsPage {
            name: "Marta <Osei>".to_owned(),
            mark: "singer".to_owned(),
            path: "/credits/marta-osei".to_owned(),
            films: vec![FilmId::new("f0")],
            roles: vec![
                FilmsOfRole {
                    role: CreditRole::Director,
                    films: vec![film(1, "Harbour, Morning", "", "")],
                },
                FilmsOfRole {
                    role: CreditRole::Cast,
                    films: vec![
                        film(3, "The Salt Road", "The driver & her <sister>", "voice"),
                        film(2, "Paper Lanterns", "", "uncredited"),
                    ],
                },
            ],
            links: vec![("Wikidata", "https://www.wikidata.org/wiki/Q1".to_owned())],
            may_edit: true,
        };
        let bare = CreditsPage {
            mark: String::new(),
            roles: Vec::new(),
            links: Vec::new(),
            may_edit: false,
            ..full.clone()
        };
        let new = |c, v| Self::new(c, v, "https://rows.example", &samples::site_card());
        vec![
            new(samples::signed_in("/credits/marta-osei"), full),
            new(samples::chrome("/credits/marta-osei"), bare),
        ]
    }
}

/// `GET /credits/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let make = || async {
        let view = service.credits_page(&slug, visitor.viewer()).await?;
        let mut tags = vec![Tag::site()];
        tags.extend(view.films.iter().map(Tag::film));
        let page = Credits::new(visitor.chrome(), view, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    match send_kept(&service, &shelf, &request, &visitor, &format!("/credits/{slug}"), make).await {
        Err(Fault::Service(Error::NotFound)) => match service.person_slug_after(&slug).await? {
            Some(now) => Ok(moved(&format!("/credits/{now}"))),
            None => Err(Error::NotFound.into()),
        },
        sent => sent,
    }
}
