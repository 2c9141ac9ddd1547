//! The page behind the link that confirms a mail address. Opening it changes nothing, since mail scanners follow every link.

use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::joining::Joined;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "join/confirm.html")]
pub struct Confirm {
    c: Chrome,
    errors: Errors,
    /// The link does not hold any more.
    is_over: bool,
    /// It was confirmed, and somebody decides now.
    waits: bool,
}

impl Confirm {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors, is_over, waits| Self {
            c: samples::chrome("/join/confirm"),
            errors,
            is_over,
            waits,
        };
        vec![
            new(Errors::default(), false, false),
            new(Errors::one("handle", "input-handle-taken"), false, false),
            new(Errors::default(), true, false),
            new(Errors::default(), false, true),
        ]
    }
}

type Path = web::Path<(String, String)>;

fn show(visitor: &Visitor, status: StatusCode, errors: Errors, waits: bool) -> Result<HttpResponse, Fault> {
    let page = Confirm {
        c: visitor.chrome(),
        errors,
        is_over: status == StatusCode::GONE,
        waits,
    };
    send(visitor, status, &page)
}

/// `GET /join/confirm/{id}/{seal}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let (id, seal) = path.into_inner();
    let status = if service.may_confirm(&id, &seal).await? {
        StatusCode::OK
    } else {
        StatusCode::GONE
    };
    show(&visitor, status, Errors::default(), false)
}

/// `POST /join/confirm/{id}/{seal}`.
pub async fn confirm(
    service: web::Data<Service>,
    visitor: Visitor,
    path: Path,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let (id, seal) = path.into_inner();
    match service.confirm_address(&id, &seal).await {
        Ok(Joined::In) => Ok(go("/sign-in", "joined")),
        Ok(Joined::Waits | Joined::LookIntoMail) => show(&visitor, StatusCode::OK, Errors::default(), true),
        Err(Error::Gone) => show(&visitor, StatusCode::GONE, Errors::default(), false),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "handle")?;
            show(&visitor, status, errors, false)
        }
    }
}
