//! The form that reports something.

use crate::domain::report::{Category, Reported};
use crate::http::extract::{Device, Visitor};
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::report::words as of;
use crate::http::pages::session::sign_in::{retry_after, wait_of};
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::reports::{ReportForm, ReportInput};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "report/make.html")]
pub struct Make {
    c: Chrome,
    errors: Errors,
    what: Reported,
    v: ReportForm,
    input: ReportInput,
    action: String,
    is_sent: bool,
}

impl Make {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |what, host: Option<&str>, errors, is_sent| Self {
            c: samples::chrome("/c/c1/report"),
            errors,
            what,
            v: ReportForm {
                author: samples::stranger(),
                words: "Buy <b>this</b> & that".to_owned(),
                path: "/c/c1".to_owned(),
                host: host.map(str::to_owned),
                opened: "seal".to_owned(),
            },
            input: ReportInput {
                category: "spam".to_owned(),
                text: "It <i>sells</i> things".to_owned(),
                ..ReportInput::default()
            },
            action: "/c/c1/report".to_owned(),
            is_sent,
        };
        let comment = || Reported::Comment(crate::domain::id::CommentId::new("c1"));
        vec![
            new(comment(), Some("other.example"), Errors::default(), false),
            new(
                Reported::Actor(crate::domain::id::ActorId::new("a1")),
                None,
                Errors::one("text", "report-text-missing"),
                false,
            ),
            new(comment(), None, Errors::default(), true),
        ]
    }
}

type Path = web::Path<(String, String)>;

fn reported(kind: &str, id: &str) -> Result<Reported, Error> {
    let kind = match kind {
        "r" => "review",
        "c" => "comment",
        "elsewhere" => "post",
        "people" => "actor",
        _ => return Err(Error::NotFound),
    };
    Reported::from_parts(kind, id).ok_or(Error::NotFound)
}

struct Shown {
    input: ReportInput,
    errors: Errors,
    status: StatusCode,
    is_sent: bool,
}

async fn show(
    service: &Service,
    visitor: &Visitor,
    (kind, id): (&str, &str),
    shown: Shown,
) -> Result<HttpResponse, Fault> {
    let what = reported(kind, id)?;
    let page = Make {
        c: visitor.chrome(),
        errors: shown.errors,
        v: service.report_form(visitor.viewer(), &what).await?,
        what,
        input: shown.input,
        action: format!("/{kind}/{id}/report"),
        is_sent: shown.is_sent,
    };
    send(visitor, shown.status, &page)
}

/// `GET /{r|c|elsewhere|people}/{id}/report`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, path: Path) -> Result<HttpResponse, Fault> {
    let shown = Shown {
        input: ReportInput::default(),
        errors: Errors::default(),
        status: StatusCode::OK,
        is_sent: false,
    };
    show(&service, &visitor, (&path.0, &path.1), shown).await
}

/// `POST /{r|c|elsewhere|people}/{id}/report`.
pub async fn report(
    service: web::Data<Service>,
    visitor: Visitor,
    device: Device,
    path: Path,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["text"])?;
    let input = ReportInput {
        category: form.text("category").to_owned(),
        text: form.text("text").to_owned(),
        forward: form.has("forward"),
        trap: form.text("website").to_owned(),
        opened: form.text("opened").to_owned(),
    };
    let what = reported(&path.0, &path.1)?;
    let made = service.report(visitor.viewer(), &what, &input, device.0.address).await;
    let (status, errors, wait) = match made {
        Ok(_) => (StatusCode::OK, Errors::default(), None),
        Err(error) => {
            let wait = wait_of(&error);
            let (status, errors) = Errors::from_service(error, "form")?;
            (status, errors, wait)
        }
    };
    let shown = Shown {
        input,
        is_sent: errors.is_empty(),
        errors,
        status,
    };
    let answer = show(&service, &visitor, (&path.0, &path.1), shown).await?;
    Ok(retry_after(answer, wait))
}
