//! One entry of the inbox log: its whole story, and the document as it came.

use super::words as kinds;
use crate::domain::account::Permission;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::received::{self, State, Story};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "received/entry.html")]
pub struct Entry {
    c: Chrome,
    v: Story,
}

impl Entry {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let documents = [
            Some("{\n  \"content\": \"<p>A lot of fog & no ship</p>\",\n  \"type\": \"Create\"\n}"),
            None,
        ];
        let stories = examples().into_iter().zip(documents.into_iter().cycle());
        stories
            .map(|(entry, document)| Self {
                c: samples::signed_in("/settings/federation/inbox/01h"),
                v: Story {
                    entry,
                    document: document.map(str::to_owned),
                },
            })
            .collect()
    }
}

/// Entries of every kind.
pub(in crate::http::pages) fn examples() -> Vec<received::Entry> {
    let entry = |state: State, verb: &str, reason: &str| received::Entry {
        id: format!("01h{}", verb.to_lowercase()),
        activity: Some("https://a-rather-long-server-name.example/users/jonas/activities/01hzx8w4".to_owned()),
        sender: samples::stranger().handle,
        actor_uri: "https://a-rather-long-server-name.example/users/jonas".to_owned(),
        host: "a-rather-long-server-name.example".to_owned(),
        verb: verb.to_owned(),
        object: Some("https://rows.example/r/01hzx8w4k2m3n4p5q6r7s8t9v0".to_owned()),
        inbox: String::new(),
        state,
        words: received::in_words(reason),
        reason: reason.to_owned(),
        told: String::new(),
        at_door: false,
        times: 1,
        retries: 0,
        next_try: None,
        at: samples::moment(),
        until: None,
        done_at: Some(samples::moment()),
    };
    let door = received::Entry {
        at_door: true,
        times: 412,
        until: Some(samples::moment()),
        told: "the signature cannot be verified: the request is not signed".to_owned(),
        done_at: None,
        ..entry(State::Refused, "Delete", "signature not verified")
    };
    vec![
        entry(State::Accepted, "Create", "comment"),
        received::Entry {
            sender: "https://a-rather-long-server-name.example/users/<b>Weld</b>".to_owned(),
            inbox: "ines".to_owned(),
            ..entry(State::Ignored, "Listen", "unknown type")
        },
        received::Entry {
            retries: 2,
            next_try: Some(samples::moment()),
            done_at: None,
            ..entry(State::Waiting, "Follow", "")
        },
        entry(State::Failed, "Announce", "its server did not answer"),
        received::Entry {
            activity: None,
            sender: String::new(),
            actor_uri: String::new(),
            host: String::new(),
            verb: String::new(),
            object: None,
            ..door.clone()
        },
        door,
    ]
}

/// `GET /settings/federation/inbox/{id}`.
pub async fn show(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ReadDiagnostics)?;
    let v = service.inbox_entry(viewer, &id).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Entry { c, v })
}
