//! Signing in with the account one has elsewhere, and commenting under its name.

use super::guest;
use super::reply::subject;
use crate::domain::comment::CommentState;
use crate::domain::message::Message;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, own_path, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::say;
use crate::service::visits::{VisitInput, VisitorWritten};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// The page before the way to the visitor's own server, and after one that led nowhere.
#[derive(Template)]
#[template(path = "comment/visit.html")]
pub struct Visit {
    c: Chrome,
    errors: Errors,
    input: VisitInput,
    /// Where to sign in, with the name of that server.
    go_to: Option<(Url, String)>,
    /// Why the visitor is here again.
    why: Option<Message>,
}

impl Visit {
    fn new(c: Chrome, input: VisitInput) -> Self {
        Self {
            c,
            errors: Errors::default(),
            input,
            go_to: None,
            why: None,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = || {
            let input = VisitInput {
                address: "@you@<other>.example".to_owned(),
                may_post: true,
                return_to: "/r/1/reply".to_owned(),
            };
            Self::new(samples::chrome("/visit"), input)
        };
        let go_to = Url::parse("https://other.example/oauth/authorize?x=1&y=2").ok();
        let asked = Self {
            go_to: go_to.map(|url| (url, "other.example".to_owned())),
            ..new()
        };
        let wrong = Self {
            errors: Errors::one("address", "input-address-whole"),
            why: Some("visit-declined".into()),
            ..new()
        };
        vec![new(), asked, wrong]
    }
}

/// `POST /visit`: asks the visitor's server, and shows where it wants them to sign in. It is a link and never followed by itself:
/// `form-action 'self'` would forbid that, and people should see where they are sent.
pub async fn set_out(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["address"])?;
    let input = VisitInput {
        address: form.text("address").to_owned(),
        may_post: form.text("where") != "here",
        return_to: own_path(form.text("to")).to_owned(),
    };
    let page = Visit::new(visitor.chrome(), input.clone());
    match service.set_out(&input, visitor.browser()).await {
        Ok(url) => {
            let server = url.host_str().unwrap_or_default().to_owned();
            let go_to = Some((url, server));
            send(&visitor, StatusCode::OK, &Visit { go_to, ..page })
        }
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "address")?;
            send(&visitor, status, &Visit { errors, ..page })
        }
    }
}

/// `?code=…&state=…`, or `?error=…&state=…` (RFC 6749, section 4.1.2).
#[derive(serde::Deserialize)]
pub struct Back {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
}

/// `GET /visit/back`.
pub async fn back(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<Back>,
) -> Result<HttpResponse, Fault> {
    let back = query.into_inner();
    let (Some(code), Some(state)) = (back.code, back.state) else {
        let page = Visit {
            why: Some("visit-declined".into()),
            ..Visit::new(visitor.chrome(), VisitInput::default())
        };
        return send(&visitor, StatusCode::OK, &page);
    };
    match service
        .come_back(&state, &code, back.iss.as_deref(), visitor.browser())
        .await
    {
        Ok(arrived) => {
            let mut answer = go(&format!("{}#visit", own_path(&arrived.return_to)), "visiting");
            let cookie = visitor.visit_cookie(arrived.token, arrived.expires);
            answer
                .add_cookie(&cookie)
                .map_err(|e| Fault::Service(Error::Internal(e.to_string())))?;
            Ok(answer)
        }
        Err(error) => {
            let (status, errors) = match error {
                Error::Forbidden => (StatusCode::FORBIDDEN, Errors::one("address", "visit-not-its-own")),
                other => Errors::from_service(other, "address")?,
            };
            let page = Visit {
                errors,
                ..Visit::new(visitor.chrome(), VisitInput::default())
            };
            send(&visitor, status, &page)
        }
    }
}

/// `POST /visit/leave`.
pub async fn leave(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    if let Some(token) = visitor.visit() {
        service.leave(token).await?;
    }
    let mut answer = go(own_path(form.text("to")), "visit-over");
    answer
        .add_cookie(&visitor.no_visit_cookie())
        .map_err(|e| Fault::Service(Error::Internal(e.to_string())))?;
    Ok(answer)
}

/// `POST /{r|c|elsewhere}/{id}/visit`: the visitor's comment, posted by their own server or kept here.
pub async fn write(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (kind, id) = path.into_inner();
    let (target, text) = (subject(&kind, &id)?, form.text("text"));
    let again =
        |status, notice, errors| guest::visiting(&service, &visitor, (&kind, &id), text, (status, notice, errors));
    if !visitor.sent(&form) {
        return again(StatusCode::FORBIDDEN, Some(say("comment-expired")), Errors::default()).await;
    }
    let Some(token) = visitor.visit() else {
        return again(StatusCode::UNAUTHORIZED, Some(say("visit-ended")), Errors::default()).await;
    };
    let post = form.text("where") == "there";
    match service.write_as_visitor(token, target, text, post).await {
        Ok(VisitorWritten::Posted(comment)) if comment.state == CommentState::Visible => {
            Ok(go(&service.comment_place(None, &comment).await?, "commented"))
        }
        Ok(VisitorWritten::Posted(_)) => Ok(go(&format!("/{kind}/{id}"), "comment-waits")),
        Ok(VisitorWritten::OnItsWay(_)) => Ok(go(&format!("/{kind}/{id}"), "comment-on-its-way")),
        Ok(VisitorWritten::Kept(comment, key)) => Ok(go(&format!("/c/{}/mine?key={key}", comment.id), "commented")),
        Err(Error::SignInNeeded) => again(StatusCode::UNAUTHORIZED, Some(say("visit-ended")), Errors::default()).await,
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "text")?;
            again(status, None, errors).await
        }
    }
}
