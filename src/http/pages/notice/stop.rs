//! The link in a mail of news that ends mails like it: a page with one button, which needs nobody to sign in. The same address
//! takes the one click of a mail program (RFC 8058), so what holds it up is its seal, and not a token of a form.

use crate::domain::notice::Topic;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::notices::{StopPage, topic_words};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "notice/stop.html")]
pub struct Stop {
    c: Chrome,
    what: StopPage,
    /// They are ended.
    is_done: bool,
}

impl Stop {
    fn title(&self) -> Said {
        say("notice-stop-title").with("site", &self.c.site_name)
    }

    fn about(&self) -> Said {
        match self.what {
            StopPage::Topic(topic) => say("notice-stop-about-topic").with("kind", topic_words(topic)),
            StopPage::Digest => say("notice-stop-about-digest"),
            StopPage::Guest => say("notice-stop-about-guest"),
        }
    }

    /// Guests have no settings.
    fn has_settings(&self) -> bool {
        self.what != StopPage::Guest
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let page = |what, is_done| Self {
            c: samples::chrome("/notices/stop"),
            what,
            is_done,
        };
        vec![
            page(StopPage::Topic(Topic::Reply), false),
            page(StopPage::Digest, true),
            page(StopPage::Guest, false),
            page(StopPage::Guest, true),
        ]
    }
}

type Path = web::Path<(String, String, String)>;

/// `GET /notices/{reader}/{what}/{seal}`: asks first, since mail scanners follow every link.
pub async fn open(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let (reader, what, seal) = path.into_inner();
    let what = service.stop_page(&reader, &what, &seal).await?;
    show(&visitor, what, false)
}

/// `POST /notices/{reader}/{what}/{seal}`: from the page, or from a mail program, whatever it sends along.
pub async fn stop(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let (reader, what, seal) = path.into_inner();
    let what = service.stop_mails(&reader, &what, &seal).await?;
    show(&visitor, what, true)
}

fn show(visitor: &Visitor, what: StopPage, is_done: bool) -> Result<HttpResponse, Fault> {
    let page = Stop {
        c: visitor.chrome(),
        what,
        is_done,
    };
    send(visitor, StatusCode::OK, &page)
}
