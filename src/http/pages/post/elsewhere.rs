//! A post of another server, with what people say about it as far as this server knows.

use crate::domain::id::PostId;
use crate::domain::text::markdown;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::comment::thread;
use crate::http::pages::{PageQuery, go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::elsewhere::PostPage;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "post/elsewhere.html")]
pub struct Elsewhere {
    c: Chrome,
    v: PostPage,
    root_path: String,
}

impl Elsewhere {
    fn new(c: Chrome, v: PostPage) -> Self {
        Self {
            root_path: v.card.path.clone(),
            c,
            v,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |html: &str| {
            let view = PostPage {
                card: samples::post(),
                html: markdown::to_html(html),
                language: Some("de".to_owned()),
                edited_at: Some(samples::moment()),
                conversation: samples::conversation(),
                follow: None,
            };
            Self::new(samples::signed_in("/elsewhere/p1"), view)
        };
        vec![new("Ein langer Film über *Salz*."), new("")]
    }
}

/// `GET /elsewhere/{id}`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let id = PostId::new(id.into_inner());
    if let Some(path) = service.essay_path(&id).await? {
        return Ok(go(&on_page(path, query.number()), ""));
    }
    let viewer = visitor.signed_in()?;
    let view = service.post_page(viewer, &id, query.number()).await?;
    service.post_page_seen(&id);
    send(&visitor, StatusCode::OK, &Elsewhere::new(visitor.chrome(), view))
}

fn on_page(path: String, page: u32) -> String {
    if page > 1 { format!("{path}?page={page}") } else { path }
}

/// `GET /p/{id}` for people: on to the page of a post of this site.
pub async fn essay(service: web::Data<Service>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let path = service.essay_path(&PostId::new(id.into_inner())).await?;
    Ok(go(&path.ok_or(Error::NotFound)?, ""))
}
