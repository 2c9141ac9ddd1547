//! What the site keeps about people, for how long, and what it tells others: made from the settings it runs with, so that it
//! says what is done and nothing else.

use super::about::contact_link;
use crate::domain::visit::VISIT_HOURS;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "home/privacy.html")]
pub struct Privacy {
    c: Chrome,
    /// The way to whoever answers for the site.
    contact: Option<Safe<String>>,
    session_days: u32,
    visit_hours: i64,
    guest_days: u32,
    inbox_log_days: u32,
    has_mail: bool,
    mentions: bool,
    /// Whom reviewers can ask about films.
    wikidata: bool,
    tmdb: bool,
    spam_service: Option<String>,
}

impl Privacy {
    fn of(c: Chrome, service: &Service) -> Self {
        let config = service.config();
        Self {
            c,
            contact: contact_link(&config.site.contact),
            session_days: config.accounts.session_days,
            visit_hours: VISIT_HOURS,
            guest_days: config.comments.guest_days,
            inbox_log_days: config.federation.inbox_log_days,
            has_mail: service.has_mail(),
            mentions: config.mentions.send_webmentions,
            spam_service: service.spam_service(),
            wikidata: config.metadata.wikidata,
            tmdb: !config.metadata.tmdb_key.text().is_empty(),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |contact, on: bool| Self {
            c: samples::chrome("/privacy"),
            contact: contact_link(contact),
            session_days: 30,
            visit_hours: VISIT_HOURS,
            guest_days: 90,
            inbox_log_days: if on { 14 } else { 0 },
            has_mail: on,
            mentions: on,
            wikidata: on,
            tmdb: on,
            spam_service: on.then(|| "spam.example".to_owned()),
        };
        vec![new("ines@rows.example", true), new("", false)]
    }
}

/// `GET /privacy`.
pub async fn show(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let page = Privacy::of(visitor.chrome(), &service);
    send(&visitor, StatusCode::OK, &page)
}
