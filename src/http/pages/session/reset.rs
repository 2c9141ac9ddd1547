//! The page behind the link that sets a new password. What holds it up is the seal in its address; opening it changes nothing, since
//! mail scanners follow every link.

use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "session/reset.html")]
pub struct Reset {
    c: Chrome,
    errors: Errors,
    /// The link does not hold any more.
    is_over: bool,
}

impl Reset {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors, is_over| Self {
            c: samples::chrome("/sign-in/reset"),
            errors,
            is_over,
        };
        vec![
            new(Errors::default(), false),
            new(Errors::one("password", "input-password-old"), false),
            new(Errors::default(), true),
        ]
    }
}

type Path = web::Path<(String, String)>;

fn show(visitor: &Visitor, status: StatusCode, errors: Errors) -> Result<HttpResponse, Fault> {
    let page = Reset {
        c: visitor.chrome(),
        errors,
        is_over: status == StatusCode::GONE,
    };
    send(visitor, status, &page)
}

/// `GET /sign-in/reset/{account}/{seal}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let (account, seal) = path.into_inner();
    let status = if service.may_reset(&account, &seal).await? {
        StatusCode::OK
    } else {
        StatusCode::GONE
    };
    show(&visitor, status, Errors::default())
}

/// `POST /sign-in/reset/{account}/{seal}`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    path: Path,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let (account, seal) = path.into_inner();
    match service.reset_by_mail(&account, &seal, form.text("password")).await {
        Ok(()) => Ok(go("/sign-in", "password-reset")),
        Err(Error::Gone) => show(&visitor, StatusCode::GONE, Errors::default()),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "password")?;
            show(&visitor, status, errors)
        }
    }
}
