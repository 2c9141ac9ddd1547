//! Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 of everything that grows.

mod atom;
mod json;
mod rss;

use crate::http::problem::Fault;
use crate::http::shelf::{Finished, Shelf};
use crate::messages::during;
use crate::service::Service;
use crate::service::feeds::{Feed, FeedOf};
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Data, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Atom.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// The end of its addresses.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Rss => "rss",
            Self::Json => "json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }

    /// The feed in this format.
    pub fn write(self, feed: &Feed, generator: &str) -> String {
        let text = match self {
            Self::Atom => atom::write(feed, generator),
            Self::Rss => rss::write(feed, generator),
            Self::Json => return json::write(feed),
        };
        // Escaped or not, XML 1.0 has no place for most control characters.
        text.chars().filter(|c| is_xml(*c)).collect()
    }
}

/// May stand in XML 1.0 (production 2).
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Every feed. Registered before the pages, whose addresses end where these go on.
pub fn configure(app: &mut ServiceConfig) {
    let read = || web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()));
    let feed = "feed.{format:atom|rss|json}";
    app.service(resource(format!("/{feed}")).route(read().to(site)))
        // Where WordPress has its feed: readers that followed such a site before go on without being told.
        .service(resource("/feed").route(read().to(usual)))
        .service(resource("/feed/").route(read().to(usual)))
        .service(resource("/rss").route(read().to(usual)))
        .service(resource(format!("/posts/{feed}")).route(read().to(essays)))
        .service(resource(format!("/tags/{{tag}}/{feed}")).route(read().to(tag)))
        .service(resource(format!("/@{{handle}}/{feed}")).route(read().to(author)))
        .service(resource(format!("/@{{handle}}/tags/{{tag}}/{feed}")).route(read().to(author_tag)))
        .service(resource(format!("/@{{handle}}/lists/{{slug}}/{feed}")).route(read().to(list)))
        .service(resource(format!("/@{{handle}}/{{slug}}/{feed}")).route(read().to(comments)));
}

async fn send(
    (service, shelf): (&Service, &Shelf),
    request: &HttpRequest,
    of: FeedOf,
    format: Format,
) -> Result<HttpResponse, Fault> {
    let key = format!("feed {format:?} {of:?}");
    let kept = shelf
        .get(service, &key, || {
            during(service.language(), async {
                let feed = service.feed(of.clone()).await?;
                let text = format.write(&feed, env!("CARGO_PKG_VERSION"));
                Ok::<_, Fault>(Finished {
                    status: StatusCode::OK,
                    content_type: format.content_type(),
                    cache_control: "public, no-cache",
                    vary: "Accept-Encoding",
                    link: None,
                    bytes: text.into_bytes(),
                    tags: feed.tags,
                })
            })
        })
        .await?;
    let mut answer = kept.respond(request);
    // Readers that run in a browser may read it: that is what it is for.
    answer.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    Ok(answer)
}

async fn usual() -> HttpResponse {
    HttpResponse::MovedPermanently()
        .insert_header((header::LOCATION, "/feed.rss"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .finish()
}

/// `GET /feed.atom`.
pub async fn site(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    format: web::Path<Format>,
) -> Result<HttpResponse, Fault> {
    send((&service, &shelf), &request, FeedOf::Site, format.into_inner()).await
}

/// `GET /tags/{tag}/feed.atom`.
pub async fn tag(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    path: web::Path<(String, Format)>,
) -> Result<HttpResponse, Fault> {
    let (tag, format) = path.into_inner();
    send((&service, &shelf), &request, FeedOf::Tag(tag), format).await
}

/// `GET /@{handle}/feed.atom`.
pub async fn author(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    path: web::Path<(String, Format)>,
) -> Result<HttpResponse, Fault> {
    let (handle, format) = path.into_inner();
    send((&service, &shelf), &request, FeedOf::Author(handle), format).await
}

/// `GET /@{handle}/tags/{tag}/feed.atom`.
pub async fn author_tag(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    path: web::Path<(String, String, Format)>,
) -> Result<HttpResponse, Fault> {
    let (handle, tag, format) = path.into_inner();
    send((&service, &shelf), &request, FeedOf::AuthorTag(handle, tag), format).await
}

/// `GET /@{handle}/{slug}/feed.atom`.
pub async fn comments(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    path: web::Path<(String, String, Format)>,
) -> Result<HttpResponse, Fault> {
    let (handle, slug, format) = path.into_inner();
    send((&service, &shelf), &request, FeedOf::Comments(handle, slug), format).await
}

/// `GET /@{handle}/lists/{slug}/feed.atom`.
pub async fn list(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    path: web::Path<(String, String, Format)>,
) -> Result<HttpResponse, Fault> {
    let (handle, slug, format) = path.into_inner();
    send((&service, &shelf), &request, FeedOf::List(handle, slug), format).await
}

/// `GET /posts/feed.atom`.
pub async fn essays(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    format: web::Path<Format>,
) -> Result<HttpResponse, Fault> {
    send((&service, &shelf), &request, FeedOf::Essays, format.into_inner()).await
}
