//! Pages for people: one folder for each noun, a handler beside its template.
//!
//! A page is a struct with the [`Chrome`](chrome::Chrome) around it and the view of the service inside; `samples()` gives
//! examples of it, and one test renders them all.

pub mod actor;
pub mod chrome;
pub mod comment;
pub mod essay;
pub mod film;
pub mod guest;
pub mod home;
pub mod host;
pub mod index;
pub mod join;
pub mod list;
pub mod mention;
pub mod moderation;
pub mod notice;
pub mod person;
pub mod policy;
pub mod post;
pub mod received;
pub mod report;
pub mod review;
pub mod samples;
pub mod search;
pub mod session;
pub mod settings;
pub mod setup;
pub mod stats;
pub mod tag;
pub mod viewing;
pub mod words;

use crate::http::extract::Visitor;
use crate::http::problem::Fault;
use crate::http::shelf::{Finished, Shelf};
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

/// The page as text.
fn text(page: &impl Template) -> Result<String, Fault> {
    page.render()
        .map_err(|e| Fault::Service(Error::Internal(format!("a template did not render: {e}"))))
}

/// Sends a page made for this visitor alone.
fn send(visitor: &Visitor, status: StatusCode, page: &impl Template) -> Result<HttpResponse, Fault> {
    let mut answer = HttpResponse::build(status);
    answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::VARY, "Accept, Cookie"));
    if let Some(cookie) = visitor.cookie() {
        answer.cookie(cookie);
    }
    Ok(answer.body(text(page)?))
}

/// Sends a page that everybody who is not signed in gets alike, from the shelf; `make` renders it, with the tags of what it
/// shows.
async fn send_kept<F, Fut>(
    service: &Service,
    shelf: &Shelf,
    request: &HttpRequest,
    visitor: &Visitor,
    key: &str,
    mut make: F,
) -> Result<HttpResponse, Fault>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<(String, Vec<Tag>), Fault>>,
{
    if !visitor.is_anonymous() {
        let (html, _) = make().await?;
        let mut answer = HttpResponse::Ok();
        answer
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .insert_header((header::VARY, "Accept, Cookie"));
        return Ok(answer.body(html));
    }
    let key = format!("page {} {key}", visitor.looks());
    let kept = shelf
        .get(service, &key, || {
            let made = make();
            async move { made.await.map(|(html, tags)| Finished::page(html, tags)) }
        })
        .await?;
    Ok(kept.respond(request))
}

/// After a form: on to that path, which says what was done.
fn go(path: &str, done: &str) -> HttpResponse {
    let (path, anchor) = path.split_once('#').map_or((path, None), |(p, a)| (p, Some(a)));
    let mark = if path.contains('?') { '&' } else { '?' };
    let mut location = path.to_owned();
    if !done.is_empty() {
        location.push(mark);
        location.push_str("done=");
        location.push_str(done);
    }
    if let Some(anchor) = anchor {
        location.push('#');
        location.push_str(anchor);
    }
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // The same address may be a document for servers.
        .insert_header((header::VARY, "Accept"))
        .finish()
}

/// For good at another path of this site.
fn moved(path: &str) -> HttpResponse {
    HttpResponse::MovedPermanently()
        .insert_header((header::LOCATION, path))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept"))
        .finish()
}

/// A path on this site that a form asked to go back to; anything else becomes the first page.
fn own_path(wanted: &str) -> &str {
    let inside = wanted.starts_with('/') && !wanted.starts_with("//") && !wanted.contains(['\\', '\r', '\n', '\t']);
    if inside { wanted } else { "/" }
}

/// `?page=N`; the first page for anything else.
#[derive(serde::Deserialize)]
pub struct PageQuery {
    page: Option<String>,
}

impl PageQuery {
    /// The number asked for, 1 at least.
    pub fn number(&self) -> u32 {
        self.page
            .as_deref()
            .and_then(|p| p.parse().ok())
            .filter(|n| (1..=100_000).contains(n))
            .unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        assert_eq!(own_path("/write/1"), "/write/1");
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "write",
            "/\n/evil",
        ] {
            assert_eq!(own_path(bad), "/", "{bad}");
        }
    }
}
