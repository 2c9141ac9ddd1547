//! The second page of signing in, for those who have a second factor.

use super::sign_in::{add, retry_after, wait_of};
use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, own_path, samples, send, words};
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "session/code.html")]
pub struct Code {
    c: Chrome,
    errors: Errors,
    step: String,
    next: String,
}

impl Code {
    /// The page as it follows a right password.
    pub(super) fn new(c: Chrome, step: String, next: String) -> Self {
        Self {
            c,
            errors: Errors::default(),
            step,
            next,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors| Self {
            errors,
            ..Self::new(
                samples::chrome("/sign-in/code"),
                "a1.900.seal".to_owned(),
                "/write".to_owned(),
            )
        };
        vec![new(Errors::default()), new(Errors::one("code", "input-code"))]
    }
}

/// `GET /sign-in/code`: it is asked for after a password only.
pub async fn open() -> HttpResponse {
    go("/sign-in", "")
}

/// `POST /sign-in/code`.
pub async fn sign_in(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let next = own_path(form.text("next")).to_owned();
    match service
        .sign_in_with_code(form.text("step"), form.text("code"), &device.0)
        .await
    {
        Ok(session) => {
            let mut answer = go(&next, "");
            add(&mut answer, &visitor.session_cookie(session.token, session.expires))?;
            Ok(answer)
        }
        // The page was open for too long, or the password has changed since.
        Err(Error::SignInNeeded) => Ok(go("/sign-in", "")),
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "code")?;
            let page = Code {
                errors,
                ..Code::new(visitor.chrome(), form.text("step").to_owned(), next)
            };
            Ok(retry_after(send(&visitor, status, &page)?, wait))
        }
    }
}
