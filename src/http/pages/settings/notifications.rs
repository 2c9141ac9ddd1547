//! What the viewer is told by mail, how soon, and what counts as new among their news.

use crate::domain::notice::{Cadence, Choice, Choices, Topic};
use crate::domain::schedule::Zone;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Language, Said, say, tell};
use crate::service::Service;
use crate::service::notices::{NoticePage, topic_words};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Path of the page.
const PATH: &str = "/settings/notifications";

/// The page.
#[derive(Template)]
#[template(path = "settings/notifications.html")]
pub struct Notifications {
    c: Chrome,
    v: NoticePage,
    zone: String,
}

impl Notifications {
    fn kind(&self, topic: &Topic) -> String {
        tell(&topic_words(*topic))
    }

    /// Mail can be chosen: the site sends some, and there is somewhere to send it.
    fn offers_mail(&self) -> bool {
        self.v.has_mail && self.v.email.is_some()
    }

    fn cadences(&self) -> [(Cadence, Said); 3] {
        Cadence::ALL.map(|cadence| {
            let words = match cadence {
                Cadence::Now => say("notice-now"),
                Cadence::Digest => say("notice-daily"),
                Cadence::Off => say("notice-off"),
            };
            (cadence, words)
        })
    }

    fn languages(&self) -> &'static [Language] {
        &Language::ALL
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let topics = |mail| {
            let choice = |topic: Topic| (topic, Choice { mail, ..topic.usual() });
            Topic::ALL.map(choice).to_vec()
        };
        let page = |v| Self {
            c: samples::signed_in(PATH),
            v,
            zone: "Europe, Lisbon".to_owned(),
        };
        let full = NoticePage {
            topics: topics(Cadence::Now),
            language: "de".to_owned(),
            has_mail: true,
            email: Some("ines.with-a-long-name@a-rather-long-mail-server.example".to_owned()),
        };
        let few = NoticePage {
            topics: Topic::ALL
                .map(|topic| (topic, topic.usual()))
                .into_iter()
                .take(5)
                .collect(),
            email: None,
            ..full.clone()
        };
        let none = NoticePage {
            has_mail: false,
            ..full.clone()
        };
        vec![page(full), page(few), page(none)]
    }
}

/// `GET /settings/notifications`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let page = Notifications {
        v: service.notice_page(viewer).await?,
        zone: viewer.account.time_zone.unwrap_or(Zone::UTC).place(),
        c: visitor.chrome(),
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /settings/notifications`. A field that was not offered, or is none of ours, leaves its choice as it is.
pub async fn save(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let now = service.notice_page(viewer).await?;
    let mut choices = Choices::default();
    for (topic, was) in now.topics {
        let name = topic.as_str();
        let mail = Cadence::parse(form.text(&format!("mail.{name}"))).unwrap_or(was.mail);
        let counted = !topic.may_be_quiet() || form.has(&format!("counted.{name}"));
        choices.set(topic, Choice { mail, counted });
    }
    let language = if form.has("language") {
        form.text("language")
    } else {
        &now.language
    };
    service
        .save_notices(viewer, choices, Language::of_tag(language))
        .await?;
    Ok(go(PATH, "saved"))
}
