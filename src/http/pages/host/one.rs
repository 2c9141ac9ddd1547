//! One other server: how it is doing, what waits for it, what it sent.

use super::words as doing;
use crate::domain::account::Permission;
use crate::domain::message::Message;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::received::words as kinds;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::hosts::{HostState, HostStory, HostView};
use crate::service::receipts::ReceiptRow;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "host/one.html")]
pub struct One {
    c: Chrome,
    v: HostStory,
}

/// Servers in every state.
pub(super) fn examples() -> Vec<HostView> {
    let alive = HostView {
        host: "a-rather-long-server-name.example".to_owned(),
        software: "mastodon 4.3.1".to_owned(),
        software_error: None,
        software_asked_at: Some(samples::moment()),
        state: HostState::Alive,
        parked_until: None,
        failures: 0,
        failing_since: None,
        last_error: None,
        last_error_at: None,
        heard_at: Some(samples::moment()),
        reached_at: Some(samples::moment()),
        followers: 41,
        following: 2,
        waiting: 0,
        rule: None,
        signature: Some("rfc9421".to_owned()),
    };
    let parked = HostView {
        host: "gone-fishing.example:8443".to_owned(),
        software: "<b>Weld</b>".to_owned(),
        state: HostState::Parked,
        parked_until: Some(samples::moment()),
        failures: 9,
        failing_since: Some(samples::moment()),
        last_error: Some("gone-fishing.example cannot be connected to: connection refused".to_owned()),
        last_error_at: Some(samples::moment()),
        waiting: 312,
        rule: Some(Message::new("host-rule-silenced")),
        ..alive.clone()
    };
    let failing = HostView {
        host: "slow.example".to_owned(),
        state: HostState::Failing,
        failures: 1,
        parked_until: None,
        ..parked.clone()
    };
    let silent = HostView {
        host: "new.example".to_owned(),
        software: String::new(),
        software_error: Some("it announces no NodeInfo".to_owned()),
        state: HostState::Silent,
        heard_at: None,
        reached_at: None,
        signature: None,
        ..alive.clone()
    };
    vec![alive, parked, failing, silent]
}

impl One {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let row = |state_words, attempts, waits| ReceiptRow {
            host: "gone-fishing.example:8443".to_owned(),
            inbox: "https://gone-fishing.example:8443/inbox".to_owned(),
            activity_type: "Create".to_owned(),
            state_words: Message::new(state_words),
            attempts,
            last_status: None,
            last_error: (attempts > 0).then(|| "no answer within 10 s".to_owned()),
            next_try: if waits { Some(samples::moment()) } else { None },
            finished_at: if waits { None } else { Some(samples::moment()) },
        };
        let story = |host: HostView, full: bool| Self {
            c: samples::signed_in("/settings/federation/hosts/gone-fishing.example"),
            v: HostStory {
                queue: match full {
                    true => vec![row("delivery-again", 3, true), row("delivery-on-its-way", 0, true)],
                    false => Vec::new(),
                },
                failed: match full {
                    true => vec![row("delivery-expired", 8, false)],
                    false => Vec::new(),
                },
                heard: match full {
                    true => crate::http::pages::received::entry::examples(),
                    false => Vec::new(),
                },
                host,
            },
        };
        let full = |host: &HostView| host.failures > 0;
        examples()
            .into_iter()
            .map(|host| story(host.clone(), full(&host)))
            .collect()
    }
}

/// `GET /settings/federation/hosts/{host}`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    host: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ReadDiagnostics)?;
    let v = service.known_host(viewer, &host).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &One { c, v })
}

/// `POST /settings/federation/hosts/{host}/retry`.
pub async fn retry(
    service: web::Data<Service>,
    visitor: Visitor,
    host: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::ReadDiagnostics)?;
    service.try_host_again(viewer, &host).await?;
    // Known by now, so it holds no letters that an address could not.
    Ok(go(&format!("{}/{}", super::list::PATH, host.as_str()), "host-retry"))
}
