//! Accounts elsewhere that belong to the viewer, moving to one of them, and the domains that may name the viewer as an author.

use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::views::{MovedTo, Viewer};
use crate::service::whereabouts::{AliasView, WhereaboutsPage};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Path of the page.
const PATH: &str = "/settings/moving";

/// The page.
#[derive(Template)]
#[template(path = "settings/whereabouts.html")]
pub struct Moving {
    c: Chrome,
    errors: Errors,
    v: WhereaboutsPage,
    handle: String,
    alias: String,
    target: String,
    domains: String,
}

impl Moving {
    fn new(c: Chrome, v: WhereaboutsPage, handle: &str, typed: Typed) -> Self {
        Self {
            c,
            errors: typed.errors,
            handle: handle.to_owned(),
            alias: typed.alias,
            target: typed.target,
            domains: typed.domains.unwrap_or_else(|| v.domains.clone()),
            v,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |v, typed| Self::new(samples::signed_in(PATH), v, &samples::author().handle, typed);
        let aliases = vec![
            AliasView {
                uri: "https://other.example/users/weld".to_owned(),
                actor: Some(samples::stranger()),
            },
            AliasView {
                uri: "https://a-rather-long-server-name.example/users/an-equally-long-handle".to_owned(),
                actor: None,
            },
        ];
        let full = WhereaboutsPage {
            aliases: aliases.clone(),
            moved: None,
            domains: "blog.example\nessays.example".to_owned(),
            followers: 148,
        };
        let moved = WhereaboutsPage {
            moved: Some(MovedTo {
                words: "@ines@new.example".to_owned(),
                url: "https://new.example/@ines".to_owned(),
            }),
            ..full.clone()
        };
        let wrong = Typed {
            errors: Errors::one("target", "input-move-unused"),
            target: "@ines@new.example".to_owned(),
            ..Typed::default()
        };
        vec![
            new(WhereaboutsPage::default(), Typed::default()),
            new(full, wrong),
            new(moved, Typed::default()),
        ]
    }
}

/// What was typed and is wrong.
#[derive(Default)]
struct Typed {
    errors: Errors,
    alias: String,
    target: String,
    domains: Option<String>,
}

async fn show(
    service: &Service,
    visitor: &Visitor,
    viewer: &Viewer,
    status: StatusCode,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let view = service.whereabouts_page(viewer).await?;
    let handle = viewer.actor.full_handle(service.urls().host());
    send(visitor, status, &Moving::new(visitor.chrome(), view, &handle, typed))
}

/// `GET /settings/moving`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    show(&service, &visitor, viewer, StatusCode::OK, Typed::default()).await
}

async fn respond(
    service: &Service,
    visitor: &Visitor,
    viewer: &Viewer,
    result: Result<&'static str, Error>,
    (otherwise, typed): (&str, Typed),
) -> Result<HttpResponse, Fault> {
    match result {
        Ok(done) => Ok(go(PATH, done)),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, otherwise)?;
            show(service, visitor, viewer, status, Typed { errors, ..typed }).await
        }
    }
}

/// `POST /settings/moving/{alias|forget|domains|move|back}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    verb: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["alias", "target", "domains"])?;
    let viewer = visitor.signed_in()?;
    let mut typed = Typed::default();
    let (result, otherwise) = match verb.as_str() {
        "alias" => {
            form.text("alias").clone_into(&mut typed.alias);
            (service.add_alias(viewer, &typed.alias).await.map(|()| "saved"), "alias")
        }
        "forget" => (
            service.remove_alias(viewer, form.text("uri")).await.map(|()| "saved"),
            "alias",
        ),
        "domains" => {
            let domains = form.text("domains").to_owned();
            let saved = service.save_attribution_domains(viewer, &domains).await;
            typed.domains = Some(domains);
            (saved.map(|()| "saved"), "domains")
        }
        "move" => {
            form.text("target").clone_into(&mut typed.target);
            let moved = service
                .move_away(viewer, &typed.target, form.text("move_password"))
                .await;
            (moved.map(|()| "moved"), "target")
        }
        "back" => (service.move_back(viewer).await.map(|()| "stayed"), "target"),
        _ => return Err(Error::NotFound.into()),
    };
    respond(&service, &visitor, viewer, result, (otherwise, typed)).await
}
