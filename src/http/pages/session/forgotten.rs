//! Asking for a link that sets a new password.

use super::sign_in::{retry_after, wait_of};
use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "session/forgotten.html")]
pub struct Forgotten {
    c: Chrome,
    errors: Errors,
    handle: String,
    /// This site can send mail.
    has_mail: bool,
    /// Somebody asked. It does not say whether there is such an account.
    is_sent: bool,
}

impl Forgotten {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors, has_mail, is_sent| Self {
            c: samples::chrome("/sign-in/forgotten"),
            errors,
            handle: "ines".to_owned(),
            has_mail,
            is_sent,
        };
        vec![
            new(Errors::default(), true, false),
            new(Errors::one("handle", "input-sign-in"), true, false),
            new(Errors::default(), true, true),
            new(Errors::default(), false, false),
        ]
    }
}

/// `GET /sign-in/forgotten`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let page = Forgotten {
        c: visitor.chrome(),
        errors: Errors::default(),
        handle: String::new(),
        has_mail: service.has_mail(),
        is_sent: false,
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /sign-in/forgotten`: the same page for every name.
pub async fn ask(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["handle"])?;
    let asked = service.ask_for_password(form.text("handle"), device.0.address).await;
    let (status, errors, wait) = match asked {
        Ok(()) => (StatusCode::OK, Errors::default(), None),
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "handle")?;
            (status, errors, wait)
        }
    };
    let page = Forgotten {
        c: visitor.chrome(),
        is_sent: errors.is_empty(),
        errors,
        handle: form.text("handle").to_owned(),
        has_mail: true,
    };
    Ok(retry_after(send(&visitor, status, &page)?, wait))
}
