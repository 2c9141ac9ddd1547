//! The doors to a conversation for people who are not signed in: their own server, a guest's form, an account here. And a guest's
//! own comment, for as long as it can be changed.

use super::reply::subject;
use crate::domain::comment::CommentState;
use crate::domain::id::CommentId;
use crate::domain::like::Subject;
use crate::domain::message::Message;
use crate::domain::text::{SafeHtml, markdown};
use crate::http::extract::{ClientAddress, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::guests::{GuestComment, GuestInput};
use crate::service::visits;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

/// The page with the doors.
#[derive(Template)]
#[template(path = "comment/doors.html")]
pub struct Doors {
    c: Chrome,
    errors: Errors,
    notice: Option<Said>,
    /// What is answered, with the name of whoever wrote it; `None` for the review or post itself.
    quoted: Option<SafeHtml>,
    /// Path of what is answered.
    path: String,
    /// Address of what is answered, for other servers; `None` for what they cannot know.
    uri: Option<String>,
    /// Why there is no form for guests.
    closed: Option<Message>,
    input: GuestInput,
    /// Who is here with an account of another server.
    visiting: Option<visits::Visitor>,
    /// What they typed.
    said: String,
}

/// A guest's own comment.
#[derive(Template)]
#[template(path = "comment/mine.html")]
pub struct Mine {
    c: Chrome,
    errors: Errors,
    id: CommentId,
    name: String,
    html: SafeHtml,
    state: CommentState,
    until: DateTime<Utc>,
    key: String,
    text: String,
}

impl Mine {
    fn new(c: Chrome, v: GuestComment, key: &str) -> Self {
        Self {
            c,
            errors: Errors::default(),
            id: v.comment.id,
            name: v.name,
            html: v.comment.html,
            state: v.comment.state,
            until: v.until,
            text: v.comment.source,
            key: key.to_owned(),
        }
    }

    /// What became of it.
    fn standing(&self) -> Said {
        say(match self.state {
            CommentState::Visible => "guest-shown",
            _ => "guest-waits",
        })
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |state| Self {
            c: samples::chrome("/c/1/mine"),
            errors: Errors::default(),
            id: CommentId::new("1"),
            name: "Ada <b>".to_owned(),
            html: markdown::to_html("The *bakery* scene!"),
            state,
            until: samples::moment(),
            key: "1.x".to_owned(),
            text: "The *bakery* scene! <b>".to_owned(),
        };
        let wrong = Self {
            errors: Errors::one("text", "comment-empty"),
            ..new(CommentState::Visible)
        };
        vec![new(CommentState::Held), wrong]
    }
}

impl Doors {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = || Self {
            c: samples::chrome("/r/1/reply"),
            errors: Errors::default(),
            notice: None,
            quoted: None,
            path: "/r/1".to_owned(),
            uri: Some("https://rows.example/r/1".to_owned()),
            closed: None,
            input: GuestInput::default(),
            visiting: None,
            said: String::new(),
        };
        let wrong = Self {
            errors: Errors::one("name", "guest-name-missing"),
            notice: Some(say("comment-expired")),
            quoted: Some(markdown::to_html("The *bakery* scene!")),
            input: GuestInput {
                name: "<b>".to_owned(),
                text: "\"quoted\" & <i>".to_owned(),
                notify: true,
                ..GuestInput::default()
            },
            ..new()
        };
        let closed = Self {
            closed: Some("comment-no-guests".into()),
            uri: None,
            ..new()
        };
        let visitor = |may_post| visits::Visitor {
            card: samples::stranger(),
            may_post,
        };
        let visited = |may_post| Self {
            visiting: Some(visitor(may_post)),
            said: "<b>".to_owned(),
            ..new()
        };
        vec![new(), wrong, closed, visited(true), visited(false)]
    }
}

/// What a page with doors is about.
async fn doors(service: &Service, visitor: &Visitor, kind: &str, id: &str) -> Result<Doors, Fault> {
    let target = subject(kind, id)?;
    let closed = service.guests_turned_away(&target).await?;
    let (quoted, uri) = match &target {
        Subject::Comment(id) => {
            let comment = service.comment(visitor.viewer(), id).await?;
            let uri = comment.is_federated().then(|| comment.uri.to_string());
            (Some(comment.html), uri)
        }
        Subject::Review(id) => (None, Some(service.urls().review(id).to_string())),
        Subject::Post(id) => (None, Some(service.urls().post(id).to_string())),
    };
    Ok(Doors {
        c: visitor.chrome(),
        errors: Errors::default(),
        notice: None,
        quoted,
        path: format!("/{kind}/{id}"),
        uri,
        input: GuestInput {
            opened: service.guest_form(&target).await?,
            ..GuestInput::default()
        },
        closed,
        visiting: match visitor.visit() {
            Some(token) => service.visitor(token).await?,
            None => None,
        },
        said: String::new(),
    })
}

/// The page once more for a visitor, with what they typed.
pub(super) async fn visiting(
    service: &Service,
    visitor: &Visitor,
    (kind, id): (&str, &str),
    said: &str,
    (status, notice, errors): (StatusCode, Option<Said>, Errors),
) -> Result<HttpResponse, Fault> {
    let page = Doors {
        notice,
        errors,
        said: said.to_owned(),
        ..doors(service, visitor, kind, id).await?
    };
    send(visitor, status, &page)
}

/// `GET /{r|c|elsewhere}/{id}/reply` for somebody who is not signed in.
pub(super) async fn open(service: &Service, visitor: &Visitor, kind: &str, id: &str) -> Result<HttpResponse, Fault> {
    let page = doors(service, visitor, kind, id).await?;
    send(visitor, StatusCode::OK, &page)
}

fn typed(form: &Form) -> GuestInput {
    GuestInput {
        name: form.text("name").to_owned(),
        mail: form.text("email").to_owned(),
        site: form.text("site").to_owned(),
        notify: form.has("notify"),
        text: form.text("text").to_owned(),
        trap: form.text("website").to_owned(),
        opened: form.text("opened").to_owned(),
    }
}

/// `POST /{r|c|elsewhere}/{id}/guest`.
pub async fn write(
    service: web::Data<Service>,
    visitor: Visitor,
    client: ClientAddress,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (kind, id) = path.into_inner();
    let input = typed(&form);
    if !visitor.sent(&form) {
        return again(&service, &visitor, (&kind, &id), input, None).await;
    }
    match service.write_as_guest(subject(&kind, &id)?, &input, client.0).await {
        Ok(written) => {
            let place = format!("/c/{}/mine?key={}", written.comment.id, written.key);
            Ok(go(&place, "commented"))
        }
        Err(Error::Invalid(errors)) if errors.iter().any(|error| error.field == "form") => {
            again(&service, &visitor, (&kind, &id), input, None).await
        }
        Err(error) => {
            let wrong = Errors::from_service(error, "text")?;
            again(&service, &visitor, (&kind, &id), input, Some(wrong)).await
        }
    }
}

/// The form once more, with what was typed and a seal of now.
async fn again(
    service: &Service,
    visitor: &Visitor,
    (kind, id): (&str, &str),
    input: GuestInput,
    wrong: Option<(StatusCode, Errors)>,
) -> Result<HttpResponse, Fault> {
    let page = doors(service, visitor, kind, id).await?;
    let opened = page.input.opened.clone();
    let (status, notice, errors) = match wrong {
        Some((status, errors)) => (status, None, errors),
        None => (StatusCode::FORBIDDEN, Some(say("comment-expired")), Errors::default()),
    };
    let page = Doors {
        notice,
        errors,
        input: GuestInput { opened, ..input },
        ..page
    };
    send(visitor, status, &page)
}

/// `?key=…`
#[derive(serde::Deserialize)]
pub struct Key {
    key: Option<String>,
}

/// `GET /c/{id}/mine?key=…`.
pub async fn mine(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    query: web::Query<Key>,
) -> Result<HttpResponse, Fault> {
    let key = query.into_inner().key.unwrap_or_default();
    let own = service.guest_comment(&CommentId::new(id.into_inner()), &key).await?;
    send(&visitor, StatusCode::OK, &Mine::new(visitor.chrome(), own, &key))
}

/// `POST /c/{id}/mine`: saves or deletes it, by the button that was pressed.
pub async fn change(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["text"])?;
    let (id, key, text) = (CommentId::new(id.into_inner()), form.text("key"), form.text("text"));
    if form.text("do") == "delete" {
        let own = service.guest_comment(&id, key).await?;
        let place = service.comment_place(None, &own.comment).await?;
        service.delete_as_guest(&id, key).await?;
        let page = place.split(['#', '?']).next().unwrap_or_default();
        return Ok(go(&format!("{page}#conversation"), "deleted"));
    }
    match service.edit_as_guest(&id, key, text).await {
        Ok(_) => Ok(go(&format!("/c/{id}/mine?key={key}"), "saved")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "text")?;
            let own = service.guest_comment(&id, key).await?;
            let page = Mine {
                errors,
                text: text.to_owned(),
                ..Mine::new(visitor.chrome(), own, key)
            };
            send(&visitor, status, &page)
        }
    }
}
