//! Correcting who somebody is.

use crate::domain::account::Permission;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::views::PersonEditing;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "person/edit.html")]
pub struct Edit {
    c: Chrome,
    errors: Errors,
    v: PersonEditing,
}

impl Edit {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |errors| Self {
            c: samples::signed_in("/credits/marta-osei/edit"),
            errors,
            v: PersonEditing {
                label: "Marta Osei".to_owned(),
                slug: "marta-osei".to_owned(),
                name: "Marta Osei [singer]".to_owned(),
                into: String::new(),
            },
        };
        vec![new(Errors::default()), new(Errors::one("into", "input-merge-person"))]
    }
}

/// `GET /credits/{slug}/edit`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    slug: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let (c, errors) = (visitor.chrome(), Errors::default());
    let v = service.person_for_edit(viewer, &slug).await?;
    send(&visitor, StatusCode::OK, &Edit { c, errors, v })
}

/// `POST /credits/{slug}/edit`: a new name, or one person of two.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    slug: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    visitor.check(&form, &["name", "into"])?;
    let merging = form.text("do") == "merge";
    let outcome = if merging {
        service.merge_people(viewer, &slug, form.text("into")).await
    } else {
        let renamed = service.rename_person(viewer, &slug, form.text("name")).await;
        renamed.map(|()| slug.to_string())
    };
    match outcome {
        Ok(slug) => Ok(go(
            &format!("/credits/{slug}"),
            if merging { "merged" } else { "saved" },
        )),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, if merging { "into" } else { "name" })?;
            let mut v = service.person_for_edit(viewer, &slug).await?;
            let typed = |name: &str, now: String| {
                if form.has(name) {
                    form.text(name).to_owned()
                } else {
                    now
                }
            };
            v.name = typed("name", v.name);
            v.into = typed("into", v.into);
            let c = visitor.chrome();
            send(&visitor, status, &Edit { c, errors, v })
        }
    }
}
