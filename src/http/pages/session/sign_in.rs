//! Signing in and out.

use super::code::Code;
use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, own_path, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::sessions::Entered;
use crate::service::{Error, Service};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "session/sign_in.html")]
pub struct SignIn {
    c: Chrome,
    errors: Errors,
    notice: Option<Said>,
    handle: String,
    next: String,
    /// Somebody may make an account without an invitation.
    may_join: bool,
}

impl SignIn {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors, notice| Self {
            c: samples::chrome("/sign-in"),
            errors,
            notice,
            handle: "ines".to_owned(),
            next: "/write".to_owned(),
            may_join: true,
        };
        vec![
            new(Errors::default(), None),
            new(Errors::one("password", "input-sign-in"), Some(say("session-first"))),
        ]
    }
}

/// `?next=/write`: where to go afterwards.
#[derive(serde::Deserialize)]
pub struct NextQuery {
    next: Option<String>,
}

/// `GET /sign-in`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<NextQuery>,
) -> Result<HttpResponse, Fault> {
    if visitor.viewer().is_some() {
        return Ok(go("/", ""));
    }
    if !service.has_owner().await? {
        return Ok(go("/welcome", ""));
    }
    let next = own_path(query.next.as_deref().unwrap_or("/")).to_owned();
    let notice = (next != "/").then(|| say("session-first"));
    let page = SignIn {
        c: visitor.chrome(),
        errors: Errors::default(),
        notice,
        handle: String::new(),
        next,
        may_join: service.registration().await?.takes_strangers(),
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /sign-in`.
pub async fn sign_in(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let next = own_path(form.text("next")).to_owned();
    let may_join = service.registration().await?.takes_strangers();
    let page = |status, errors| {
        let page = SignIn {
            c: visitor.chrome(),
            errors,
            notice: None,
            handle: form.text("handle").to_owned(),
            next: next.clone(),
            may_join,
        };
        send(&visitor, status, &page)
    };
    if !visitor.sent(&form) {
        let errors = Errors::one("password", "input-password-again");
        return page(StatusCode::FORBIDDEN, errors);
    }
    match service
        .sign_in(form.text("handle"), form.text("password"), &device.0)
        .await
    {
        Ok(Entered::CodeNeeded { step }) => send(
            &visitor,
            StatusCode::OK,
            &Code::new(visitor.chrome(), step, next.clone()),
        ),
        Ok(Entered::In(session)) => {
            let mut answer = go(&next, "");
            add(&mut answer, &visitor.session_cookie(session.token, session.expires))?;
            Ok(answer)
        }
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "password")?;
            Ok(retry_after(page(status, errors)?, wait))
        }
    }
}

/// Seconds to wait, when an error says so.
pub(in crate::http::pages) fn wait_of(error: &Error) -> Option<u64> {
    match error {
        Error::TooMany { retry_after_s } => Some(*retry_after_s),
        _ => None,
    }
}

/// Says to programs too how long to wait.
pub(in crate::http::pages) fn retry_after(mut answer: HttpResponse, wait: Option<u64>) -> HttpResponse {
    if let Some(seconds) = wait {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    answer
}

/// `POST /sign-out`.
pub async fn sign_out(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    if let Some(token) = visitor.session() {
        visitor.check(&form, &[])?;
        service.sign_out(token).await?;
    }
    let mut answer = go("/", "signed-out");
    add(&mut answer, &visitor.no_session_cookie())?;
    Ok(answer)
}

/// Adds a cookie to an answer.
pub fn add(answer: &mut HttpResponse, cookie: &actix_web::cookie::Cookie<'_>) -> Result<(), Fault> {
    answer
        .add_cookie(cookie)
        .map_err(|e| Fault::Service(Error::Internal(format!("a cookie does not fit: {e}"))))
}
