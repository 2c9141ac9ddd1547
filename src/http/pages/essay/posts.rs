//! All posts of this site.

use crate::domain::id::EssayId;
use crate::domain::review::Status;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{PageQuery, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{EssayCard, EssaysPage};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "essay/posts.html")]
pub struct Posts {
    c: Chrome,
    v: EssaysPage,
    s: Shared,
}

impl Posts {
    /// The page of this view.
    pub fn new(c: Chrome, v: EssaysPage, origin: &str, card: &SharedCard) -> Self {
        Self {
            s: Shared::new(
                "website",
                words::say("nav-posts").into(),
                format!("{origin}/posts"),
                origin,
                card,
            ),
            c,
            v,
        }
    }

    fn may_write(&self) -> bool {
        self.c.viewer.as_ref().is_some_and(|viewer| viewer.may_write)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let card = |title: &str, status| EssayCard {
            id: EssayId::new("e1"),
            path: "/@ines/posts/ten".to_owned(),
            title: title.to_owned(),
            author: samples::author(),
            language: "en".to_owned(),
            excerpt: "Ten films, one lorry & no sleep.".to_owned(),
            status,
            at: samples::moment(),
        };
        let full = EssaysPage {
            published: vec![card("Ten films for a <long> train", Status::Published)],
            drafts: vec![card("Not yet", Status::Draft), card("No more", Status::Withdrawn)],
            page: 1,
            pages: 3,
        };
        let none = EssaysPage {
            published: Vec::new(),
            drafts: Vec::new(),
            page: 1,
            pages: 1,
        };
        let new = |c, v| Self::new(c, v, "https://rows.example", &samples::site_card());
        vec![
            new(samples::signed_in("/posts"), full),
            new(samples::chrome("/posts"), none),
        ]
    }
}

/// `GET /posts`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let page = query.number();
    let make = || async {
        let view = service.essays_page(visitor.viewer(), page).await?;
        let mut tags = vec![Tag::essays(), Tag::site()];
        tags.extend(view.published.iter().map(|card| Tag::actor(&card.author.id)));
        let page = Posts::new(visitor.chrome(), view, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    send_kept(&service, &shelf, &request, &visitor, &format!("/posts {page}"), make).await
}
