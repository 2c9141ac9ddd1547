//! The reviews with a tag.

use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{PageQuery, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::TagPage;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "tag/reviews.html")]
pub struct Reviews {
    c: Chrome,
    v: TagPage,
    s: Shared,
    many_writers: bool,
}

impl Reviews {
    /// The page of this view.
    pub fn new(c: Chrome, v: TagPage, origin: &str, card: &SharedCard) -> Self {
        let url = format!("{origin}{}", v.path);
        let title = words::say("tag-title").with("tag", &v.name).into();
        let mut writers: Vec<_> = v.list.reviews.iter().map(|review| &review.author.id).collect();
        writers.dedup();
        Self {
            many_writers: writers.len() > 1,
            s: Shared::new("website", title, url, origin, card),
            c,
            v,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let view = |page| TagPage {
            name: "Road films".to_owned(),
            key: "roadfilms".to_owned(),
            path: "/tags/roadfilms".to_owned(),
            list: samples::list(samples::cards(), page),
        };
        let new = |page| {
            Self::new(
                samples::chrome("/tags/roadfilms"),
                view(page),
                "https://rows.example",
                &samples::site_card(),
            )
        };
        vec![new(1), new(2)]
    }
}

/// `GET /tags/{tag}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    tag: web::Path<String>,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let page = query.number();
    let make = || async {
        let view = service.tag_page(&tag, page).await?;
        let mut tags = vec![Tag::site()];
        tags.extend(
            view.list
                .reviews
                .iter()
                .flat_map(|r| [Tag::review(&r.id), Tag::actor(&r.author.id)]),
        );
        let page = Reviews::new(visitor.chrome(), view, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    send_kept(
        &service,
        &shelf,
        &request,
        &visitor,
        &format!("/tags/{tag} {page}"),
        make,
    )
    .await
}
