//! A comment of this server under a post of another, alone on a page: what other servers link to as the original.

use crate::domain::comment::Comment;
use crate::domain::text::markdown;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::elsewhere::CommentPage;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "comment/alone.html")]
pub struct Alone {
    c: Chrome,
    v: CommentPage,
}

impl Alone {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let view = CommentPage {
            author: samples::author(),
            uri: "https://rows.example/c/1".to_owned(),
            html: markdown::to_html("The *bakery* scene!"),
            language: Some("en".to_owned()),
            published_at: samples::moment(),
            edited_at: Some(samples::moment()),
            answered: samples::stranger().name,
            answered_url: "https://social.example/@jo/1".to_owned(),
            about: samples::post(),
        };
        vec![Self {
            c: samples::chrome("/c/1"),
            v: view,
        }]
    }
}

/// The page of a comment; one that was written elsewhere is read there.
pub async fn show(service: &Service, visitor: &Visitor, comment: &Comment) -> Result<HttpResponse, Fault> {
    if !comment.is_local() {
        return Err(Fault::Elsewhere(comment.url.to_string()));
    }
    let v = service.comment_page(comment).await?;
    let c = visitor.chrome();
    send(visitor, StatusCode::OK, &Alone { c, v })
}
