//! The form that asks for an account, by a link or without one.

use crate::domain::account::Role;
use crate::domain::id::InvitationId;
use crate::domain::joining::{Invitation, Registration};
use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::session::sign_in::{retry_after, wait_of};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages;
use crate::service::accounts::NewAccount;
use crate::service::joining::{Door, Joined, SignUp};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "join/form.html")]
pub struct Join {
    c: Chrome,
    errors: Errors,
    door: Door,
    /// Where the form is sent.
    action: String,
    input: SignUp,
    host: String,
    has_mail: bool,
    state: State,
}

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Form,
    /// Nobody can join this way.
    Shut,
    /// A mail is on its way.
    LookIntoMail,
    /// Somebody decides.
    Waits,
}

impl Join {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let link = || Invitation {
            id: InvitationId::new("i"),
            code: "k3vd9q2m".to_owned(),
            role: Role::Reviewer,
            note: String::new(),
            uses_left: None,
            used: 0,
            expires_at: None,
            made_by: None,
            created_at: samples::moment(),
        };
        let new = |mode, invitation, is_over, state, errors| Self {
            c: samples::chrome("/join"),
            errors,
            door: Door {
                mode,
                invitation,
                is_over,
            },
            action: "/join".to_owned(),
            input: SignUp {
                account: NewAccount {
                    handle: "jo".to_owned(),
                    name: "Jo <b>".to_owned(),
                    ..NewAccount::default()
                },
                ..SignUp::default()
            },
            host: "rows.example".to_owned(),
            has_mail: mode != Registration::Invited,
            state,
        };
        let none = Errors::default;
        vec![
            new(Registration::Open, None, false, State::Form, none()),
            new(
                Registration::Approval,
                None,
                false,
                State::Form,
                Errors::one("reason", "join-reason-missing"),
            ),
            new(
                Registration::Invited,
                Some(link()),
                false,
                State::Form,
                Errors::one("form", "join-program"),
            ),
            new(Registration::Closed, None, false, State::Shut, none()),
            new(Registration::Invited, None, true, State::Shut, none()),
            new(Registration::Open, None, false, State::LookIntoMail, none()),
            new(Registration::Approval, None, false, State::Waits, none()),
        ]
    }
}

fn action(code: Option<&str>) -> String {
    match code {
        Some(code) => format!("/join/{code}"),
        None => "/join".to_owned(),
    }
}

struct Shown<'a> {
    code: Option<&'a str>,
    input: SignUp,
    state: State,
    errors: Errors,
    status: StatusCode,
}

async fn show(service: &Service, visitor: &Visitor, shown: Shown<'_>) -> Result<HttpResponse, Fault> {
    let door = service.door(shown.code).await?;
    let is_shut = shown.state == State::Form && !door.is_open();
    let page = Join {
        c: visitor.chrome(),
        errors: shown.errors,
        action: action(shown.code),
        input: SignUp {
            opened: service.join_form().await?,
            ..shown.input
        },
        host: service.urls().host().to_owned(),
        has_mail: service.has_mail(),
        state: if is_shut { State::Shut } else { shown.state },
        door,
    };
    let status = if is_shut { StatusCode::FORBIDDEN } else { shown.status };
    send(visitor, status, &page)
}

async fn opened(service: &Service, visitor: &Visitor, code: Option<&str>) -> Result<HttpResponse, Fault> {
    if visitor.viewer().is_some() {
        return Ok(go("/", ""));
    }
    let shown = Shown {
        code,
        input: SignUp::default(),
        state: State::Form,
        errors: Errors::default(),
        status: StatusCode::OK,
    };
    show(service, visitor, shown).await
}

async fn asked(
    service: &Service,
    visitor: &Visitor,
    device: &Device,
    form: &Form,
    code: Option<&str>,
) -> Result<HttpResponse, Fault> {
    visitor.check(form, &["handle", "name", "email", "reason"])?;
    let input = SignUp {
        account: NewAccount {
            handle: form.text("handle").to_owned(),
            name: form.text("name").to_owned(),
            email: form.text("email").to_owned(),
            password: form.text("password").to_owned(),
        },
        reason: form.text("reason").to_owned(),
        trap: form.text("website").to_owned(),
        opened: form.text("opened").to_owned(),
        language: messages::language().tag().to_owned(),
    };
    let (state, status, errors, wait) = match service.sign_up(code, input.clone(), device.0.address).await {
        Ok(Joined::In) => return Ok(go("/sign-in", "joined")),
        Ok(Joined::LookIntoMail) => (State::LookIntoMail, StatusCode::OK, Errors::default(), None),
        Ok(Joined::Waits) => (State::Waits, StatusCode::OK, Errors::default(), None),
        Err(Error::Forbidden) => (State::Form, StatusCode::FORBIDDEN, Errors::default(), None),
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "form")?;
            (State::Form, status, errors, wait)
        }
    };
    let shown = Shown {
        code,
        input,
        state,
        errors,
        status,
    };
    Ok(retry_after(show(service, visitor, shown).await?, wait))
}

/// `GET /join`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    opened(&service, &visitor, None).await
}

/// `POST /join`.
pub async fn ask(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    form: Form,
) -> Result<HttpResponse, Fault> {
    asked(&service, &visitor, &device, &form, None).await
}

/// `GET /join/{code}`.
pub async fn open_by_link(
    service: web::Data<Service>,
    visitor: Visitor,
    code: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    opened(&service, &visitor, Some(&code)).await
}

/// `POST /join/{code}`.
pub async fn ask_by_link(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    code: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    asked(&service, &visitor, &device, &form, Some(&code)).await
}
