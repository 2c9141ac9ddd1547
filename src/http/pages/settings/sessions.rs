//! Where one is signed in.

use crate::domain::session::{Browser, Session};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::sessions::SessionLine;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

const PATH: &str = "/settings/sessions";

/// The page.
#[derive(Template)]
#[template(path = "settings/sessions.html")]
pub struct Sessions {
    c: Chrome,
    lines: Vec<SessionLine>,
}

/// A browser in words.
fn browser(browser: &Browser) -> Said {
    match (browser.name.as_str(), browser.system.as_str()) {
        ("", "") => say("session-browser-unknown"),
        ("", system) => say("session-browser-on").with("system", system),
        (name, "") => say("session-browser-only").with("browser", name),
        (name, system) => say("session-browser").with("browser", name).with("system", system),
    }
}

impl Sessions {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let line = |id: &str, name: &str, system: &str| SessionLine {
            session: Session {
                id: id.to_owned(),
                browser: Browser {
                    name: name.to_owned(),
                    system: system.to_owned(),
                },
                created_at: samples::moment(),
                last_seen_at: samples::moment(),
            },
            is_this: id == "s1",
        };
        let new = |lines| Self {
            c: samples::signed_in(PATH),
            lines,
        };
        vec![
            new(vec![line("s1", "Firefox", "Linux")]),
            new(vec![
                line("s1", "Firefox", "Linux"),
                line("s2", "", ""),
                line("s3", "Safari", ""),
                line("s4", "", "Windows"),
            ]),
        ]
    }
}

/// `GET /settings/sessions`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let lines = service.sessions(viewer, visitor.session().unwrap_or_default()).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Sessions { c, lines })
}

/// `POST /settings/sessions`: ends one, or all others.
pub async fn end(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    if form.has("others") {
        service
            .end_other_sessions(viewer, visitor.session().unwrap_or_default())
            .await?;
        return Ok(go(PATH, "sessions-ended"));
    }
    match service.end_session(viewer, form.text("id")).await {
        // It was over already: that is what was wanted.
        Ok(()) | Err(Error::NotFound) => Ok(go(PATH, "session-ended")),
        Err(error) => Err(error.into()),
    }
}
