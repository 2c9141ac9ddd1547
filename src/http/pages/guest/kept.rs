//! What is kept about a guest, for whoever holds the link: to see, to take along, to erase.

use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::guests::{Kept, KeptComment, KeptName};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// The page.
#[derive(Template)]
#[template(path = "guest/kept.html")]
pub struct Page {
    c: Chrome,
    /// `None` for a link that is over.
    kept: Option<Kept>,
    /// Path of this page.
    path: String,
}

impl Page {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |kept| Self {
            c: samples::chrome("/guests/key/1.seal"),
            kept,
            path: "/guests/key/1.seal".to_owned(),
        };
        let url = Url::parse("https://rows.example/c/1").ok();
        let name = KeptName {
            name: "Ada <b>".to_owned(),
            site: url.clone(),
            mail: Some("ada@reader.example".to_owned()),
            has_fingerprint: true,
            notify: true,
            last_wrote_at: samples::moment(),
        };
        let comments = url.into_iter().map(|url| KeptComment {
            url,
            name: "Ada <b>".to_owned(),
            text: "The *bakery* scene! <b>".to_owned(),
            state: "held",
            written_at: samples::moment(),
            changed_at: None,
        });
        let kept = Kept {
            names: vec![name.clone(), KeptName { mail: None, ..name }],
            comments: comments.collect(),
        };
        vec![new(Some(kept)), new(Some(Kept::default())), new(None)]
    }
}

/// What was decided about a comment, in words.
fn standing(state: &str) -> Said {
    say(match state {
        "visible" => "kept-shown",
        "held" => "kept-held",
        _ => "kept-hidden",
    })
}

type Path = web::Path<(String, String)>;

/// `GET /guests/{mail_key}/{key}`.
pub async fn show(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let (mail_key, key) = path.into_inner();
    let (status, kept) = match service.kept_about_guest(&mail_key, &key).await {
        Ok(kept) => (StatusCode::OK, Some(kept)),
        Err(Error::Gone) => (StatusCode::GONE, None),
        Err(error) => return Err(error.into()),
    };
    let page = Page {
        c: visitor.chrome(),
        kept,
        path: format!("/guests/{mail_key}/{key}"),
    };
    send(&visitor, status, &page)
}

/// `GET /guests/{mail_key}/{key}/archive.json`.
pub async fn archive(service: web::Data<Service>, path: Path) -> Result<HttpResponse, Fault> {
    let (mail_key, key) = path.into_inner();
    let kept = service.kept_about_guest(&mail_key, &key).await?;
    let name = HeaderValue::from_static("attachment; filename=\"my-comments.json\"");
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(kept))
}

/// `POST /guests/{mail_key}/{key}`: erases it.
pub async fn erase(
    service: web::Data<Service>,
    visitor: Visitor,
    path: Path,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let (mail_key, key) = path.into_inner();
    service.erase_guest(&mail_key, &key).await?;
    Ok(go(&format!("/guests/{mail_key}/{key}"), "erased"))
}
