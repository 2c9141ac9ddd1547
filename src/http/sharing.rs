//! Sharing cards, and what a page says about itself to sites that show a link to it.

use crate::http::problem::Fault;
use crate::service::sharing::{CardFile, SharedCard};
use crate::service::{Error, Service};
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};

/// What stands in the head of a page for those who show a link to it: OpenGraph, Twitter and `fediverse:creator`.
#[derive(Clone, Debug)]
pub struct Shared {
    /// OpenGraph type: `website`, `article`, `profile`.
    pub kind: &'static str,
    /// Title without the name of the site.
    pub title: String,
    /// A sentence that gives nothing away; may be empty.
    pub description: String,
    /// The page's own address, with the origin.
    pub url: String,
    /// Address of the card, with the origin.
    pub image: String,
    /// What the card shows.
    pub image_alt: String,
    /// Who wrote the page: `@mara@films.example`.
    pub creator: Option<String>,
    /// When it was published, and last edited.
    pub published: Option<(DateTime<Utc>, Option<DateTime<Utc>>)>,
    /// Tags as typed.
    pub tags: Vec<String>,
    /// Search engines may list the page; false for people who do not want to be found.
    pub indexable: bool,
}

impl Shared {
    /// A page of that title at that address, with its card.
    pub fn new(kind: &'static str, title: String, url: String, origin: &str, card: &SharedCard) -> Self {
        Self {
            kind,
            image_alt: title.clone(),
            title,
            description: String::new(),
            url,
            image: format!("{origin}{}", card.path()),
            creator: None,
            published: None,
            tags: Vec::new(),
            indexable: true,
        }
    }

    /// Width of the card in pixels.
    pub fn width(&self) -> u32 {
        crate::domain::sharing::WIDTH
    }

    /// Its height.
    pub fn height(&self) -> u32 {
        crate::domain::sharing::HEIGHT
    }
}

/// `GET /cards/{key}/{hash}.jpg`.
pub async fn card(service: web::Data<Service>, path: web::Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (key, file) = path.into_inner();
    let readable = key.len() <= 120 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let hash = file.strip_suffix(".jpg").filter(|_| readable).ok_or(Error::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"));
    Ok(match service.card_file(&key, hash).await? {
        CardFile::Ready(bytes) => answer
            .content_type("image/jpeg")
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .body(bytes),
        CardFile::Elsewhere(path) => HttpResponse::Found()
            .insert_header((header::LOCATION, path))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .finish(),
    })
}
