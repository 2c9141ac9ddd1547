//! The first page of an empty site: it makes the owner's account.

use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::session::sign_in::add;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::accounts::NewAccount;
use crate::service::sessions::Entered;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "setup/welcome.html")]
pub struct Welcome {
    c: Chrome,
    errors: Errors,
    name: String,
    handle: String,
    email: String,
    address_hint: Said,
}

impl Welcome {
    fn new(c: Chrome, host: &str, form: &Form, errors: Errors) -> Self {
        Self {
            c,
            errors,
            name: form.text("name").to_owned(),
            handle: form.text("handle").to_owned(),
            email: form.text("email").to_owned(),
            address_hint: say("setup-handle-hint").with("host", host),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |form, errors| Self::new(samples::chrome("/welcome"), "rows.example", &form, errors);
        vec![
            new(Form::default(), Errors::default()),
            new(
                Form::of([("handle", "Inés")]),
                Errors::one("handle", "input-handle-characters"),
            ),
        ]
    }
}

/// `GET /welcome`; once the site has an owner there is nothing here.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    if service.has_owner().await? {
        return Ok(go("/", ""));
    }
    let page = Welcome::new(
        visitor.chrome(),
        service.urls().host(),
        &Form::default(),
        Errors::default(),
    );
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /welcome`.
pub async fn create(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let page = |status, errors| {
        send(
            &visitor,
            status,
            &Welcome::new(visitor.chrome(), service.urls().host(), &form, errors),
        )
    };
    if !visitor.sent(&form) {
        let errors = Errors::one("password", "input-password-again");
        return page(StatusCode::FORBIDDEN, errors);
    }
    let new = NewAccount {
        handle: form.text("handle").to_owned(),
        name: form.text("name").to_owned(),
        email: form.text("email").to_owned(),
        password: form.text("password").to_owned(),
    };
    match service.set_up_owner(new).await {
        Ok(_) => {
            let entered = service
                .sign_in(form.text("handle"), form.text("password"), &device.0)
                .await?;
            let Entered::In(session) = entered else {
                return Ok(go("/sign-in", ""));
            };
            let mut answer = go("/", "welcome");
            add(&mut answer, &visitor.session_cookie(session.token, session.expires))?;
            Ok(answer)
        }
        Err(error @ Error::Conflict { .. }) => Err(error.into()),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "name")?;
            page(status, errors)
        }
    }
}
