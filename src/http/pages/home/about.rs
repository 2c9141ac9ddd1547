//! What the site says about itself: who writes here, how to take part, whom to ask, and the program with its source.

use crate::domain::text::SafeHtml;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{AboutPage, AboutWriter};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "home/about.html")]
pub struct About {
    c: Chrome,
    v: AboutPage,
    s: Shared,
    description: String,
    contact: Option<Safe<String>>,
    version: &'static str,
    source: &'static str,
}

impl About {
    fn new(c: Chrome, v: AboutPage, origin: &str, description: &str, contact: &str) -> Self {
        let card = SharedCard::of_site(&c.site_name, description);
        let title = words::say("about-title").with("site", &c.site_name).to_string();
        let s = Shared {
            description: description.to_owned(),
            ..Shared::new("website", title, format!("{origin}/about"), origin, &card)
        };
        Self {
            s,
            c,
            v,
            description: description.to_owned(),
            contact: contact_link(contact),
            version: env!("CARGO_PKG_VERSION"),
            source: env!("CARGO_PKG_REPOSITORY"),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let writer = AboutWriter {
            card: samples::author(),
            summary: SafeHtml::default(),
            reviews: 12,
        };
        let view = AboutPage {
            writers: vec![writer],
            shows_rules: true,
        };
        let new = |v, contact| {
            let description = "Film reviews, and the conversation after the film.";
            About::new(
                samples::chrome("/about"),
                v,
                "https://rows.example",
                description,
                contact,
            )
        };
        vec![
            new(view, "ines@rows.example"),
            new(AboutPage::default(), "https://rows.example/letters"),
            new(AboutPage::default(), ""),
        ]
    }
}

/// The way to whoever runs the site: a mail address or a page.
pub(super) fn contact_link(contact: &str) -> Option<Safe<String>> {
    match contact {
        "" => None,
        page if page.starts_with("https://") || page.starts_with("http://") => Some(words::link(page, page)),
        mail => Some(words::link(&format!("mailto:{mail}"), mail)),
    }
}

/// `GET /about`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let make = || async {
        let view = service.about_page().await?;
        let mut tags = vec![Tag::site()];
        tags.extend(view.writers.iter().map(|writer| Tag::actor(&writer.card.id)));
        let site = &service.config().site;
        let origin = service.urls().origin();
        let page = About::new(visitor.chrome(), view, origin, &site.description, &site.contact);
        Ok((text(&page)?, tags))
    };
    send_kept(&service, &shelf, &request, &visitor, "/about", make).await
}
