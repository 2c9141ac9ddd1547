//! Following and answering from the visitor's own server.
//!
//! The visitor's server is asked over WebFinger where such requests go. Its answer is shown as a link and never followed
//! by itself: `form-action 'self'` would forbid the redirect, and people should see where they are sent.

use crate::domain::actor::split_handle;
use crate::domain::message::Message;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::lookup::LookupError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// The page.
#[derive(Template)]
#[template(path = "actor/interact.html")]
pub struct Interact {
    c: Chrome,
    errors: Errors,
    uri: String,
    from: String,
    is_actor: bool,
    go_to: Option<String>,
    server: String,
}

impl Interact {
    fn new(c: Chrome, uri: &str, from: &str) -> Self {
        Self {
            c,
            errors: Errors::default(),
            is_actor: uri.starts_with('@'),
            uri: uri.to_owned(),
            from: from.to_owned(),
            go_to: None,
            server: String::new(),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |uri| Self::new(samples::chrome("/interact"), uri, "@you@other.example");
        let asked = Self {
            go_to: Some("https://other.example/authorize_interaction?uri=x".to_owned()),
            server: "other.example".to_owned(),
            ..new("@ines@rows.example")
        };
        let failed = Self {
            errors: Errors::one("from", "actor-interact-nowhere"),
            ..new("https://rows.example/r/r0")
        };
        vec![new("https://rows.example/r/r0"), asked, failed]
    }
}

/// What is wanted, and the visitor's own address.
#[derive(serde::Deserialize)]
pub struct InteractQuery {
    uri: Option<String>,
    from: Option<String>,
}

/// `GET /interact?uri=…&from=@you@example.social`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<InteractQuery>,
) -> Result<HttpResponse, Fault> {
    let uri = query.uri.as_deref().unwrap_or_default().trim();
    let known = is_handle(uri) || Url::parse(uri).is_ok_and(|u| matches!(u.scheme(), "http" | "https"));
    if !known || uri.len() > 2000 {
        return Err(Fault::Request(StatusCode::BAD_REQUEST, "error-request-link"));
    }
    let from = query.from.as_deref().unwrap_or_default().trim();
    let mut page = Interact::new(visitor.chrome(), uri, from);
    if from.is_empty() {
        return send(&visitor, StatusCode::OK, &page);
    }
    match ask(&service, uri, from).await {
        Ok((target, server)) => {
            page.go_to = Some(target);
            page.server = server;
            send(&visitor, StatusCode::OK, &page)
        }
        Err(message) => {
            page.errors = Errors::one("from", message);
            send(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn is_handle(text: &str) -> bool {
    text.starts_with('@') && split_handle(text).is_some()
}

/// Where the visitor's server takes such requests; in words what went wrong otherwise.
async fn ask(service: &Service, uri: &str, from: &str) -> Result<(String, String), Message> {
    let (user, host) = split_handle(from).ok_or("input-address-whole")?;
    let lookup = service.lookup().map_err(|e| e.message())?;
    let template = lookup
        .subscribe_template(&format!("@{user}@{host}"))
        .await
        .map_err(LookupError::into_message)?;
    let wanted = uri.trim_start_matches('@');
    let filled: String = url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    let target = template.replace("{uri}", &filled);
    let target = Url::parse(&target)
        .ok()
        .filter(|t| matches!(t.scheme(), "http" | "https") && t.has_host());
    let target = target.ok_or("actor-interact-nowhere")?;
    let server = target.host_str().unwrap_or_default().to_owned();
    Ok((target.into(), server))
}
