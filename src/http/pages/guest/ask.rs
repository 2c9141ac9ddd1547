//! Asking for a link to what is kept about a guest.

use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::session::sign_in::{retry_after, wait_of};
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "guest/ask.html")]
pub struct Ask {
    c: Chrome,
    errors: Errors,
    email: String,
    /// This site can send mail.
    has_mail: bool,
    /// Somebody asked. It does not say whether anything is kept.
    is_sent: bool,
}

impl Ask {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors, has_mail, is_sent| Self {
            c: samples::chrome("/guests"),
            errors,
            email: "ada@reader.example".to_owned(),
            has_mail,
            is_sent,
        };
        vec![
            new(Errors::default(), true, false),
            new(Errors::one("email", "input-email"), true, false),
            new(Errors::default(), true, true),
            new(Errors::default(), false, false),
        ]
    }
}

/// `GET /guests`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let page = Ask {
        c: visitor.chrome(),
        errors: Errors::default(),
        email: String::new(),
        has_mail: service.has_mail(),
        is_sent: false,
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /guests`: the same page for every address.
pub async fn send_link(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["email"])?;
    let asked = service.ask_what_is_kept(form.text("email"), device.0.address).await;
    let (status, errors, wait) = match asked {
        Ok(()) => (StatusCode::OK, Errors::default(), None),
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "email")?;
            (status, errors, wait)
        }
    };
    let page = Ask {
        c: visitor.chrome(),
        is_sent: errors.is_empty(),
        errors,
        email: form.text("email").to_owned(),
        has_mail: true,
    };
    Ok(retry_after(send(&visitor, status, &page)?, wait))
}
