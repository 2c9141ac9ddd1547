//! A review's page.

use crate::domain::id::ReviewId;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::{Chrome, done};
use crate::http::pages::comment::thread;
use crate::http::pages::{go, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::views::ReviewPage;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "review/read.html")]
pub struct Read {
    c: Chrome,
    v: ReviewPage,
    origin: String,
    root_path: String,
    tag: &'static str,
    at: &'static str,
}

impl Read {
    /// The page of this view.
    pub fn new(c: Chrome, v: ReviewPage, origin: &str) -> Self {
        Self {
            root_path: format!("/r/{}", v.id),
            c,
            v,
            origin: origin.to_owned(),
            tag: "h1",
            at: "",
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |c, v| Self::new(c, v, "https://rows.example");
        vec![
            new(samples::chrome("/@ines/film-0"), samples::full_review()),
            new(samples::signed_in("/@ines/film-0"), samples::full_review()),
            new(samples::signed_in("/@ines/film-0"), samples::bare_review()),
        ]
    }
}

/// `GET /@{handle}/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let make = || async {
        let view = service.review_page(&handle, &slug, visitor.viewer()).await?;
        let mut tags = vec![Tag::review(&view.id), Tag::actor(&view.author.id)];
        let talk = &view.conversation;
        let faces = talk.likes.shown.iter().chain(&talk.boosts.shown);
        let people = faces.chain(talk.comments.iter().filter_map(|c| c.author.as_ref()));
        tags.extend(people.map(|a| Tag::actor(&a.id)));
        Ok((text(&Read::new(visitor.chrome(), view, service.urls().origin()))?, tags))
    };
    send_kept(
        &service,
        &shelf,
        &request,
        &visitor,
        &format!("/@{handle}/{slug}"),
        make,
    )
    .await
}

/// `GET /r/{id}` for people: on to the page of the review, with what was just done.
pub async fn by_id(
    service: web::Data<Service>,
    id: web::Path<String>,
    query: web::Query<DoneQuery>,
) -> Result<HttpResponse, Fault> {
    let path = service.review_path(&ReviewId::new(id.into_inner())).await?;
    let done = query.done.as_deref().filter(|code| done(code).is_some());
    Ok(go(&path, done.unwrap_or_default()))
}

/// `?done=liked`.
#[derive(serde::Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}
