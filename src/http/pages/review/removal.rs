//! Deleting a review: asked once more, on a page of its own.

use crate::domain::account::Permission;
use crate::domain::id::ReviewId;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "review/delete.html")]
pub struct Removal {
    c: Chrome,
    id: ReviewId,
    label: String,
}

impl Removal {
    /// The page for this review.
    pub fn new(c: Chrome, id: ReviewId, label: String) -> Self {
        Self { c, id, label }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        vec![Self::new(
            samples::signed_in("/write/r1/delete"),
            ReviewId::new("r1"),
            "Paper Lanterns (1998)".to_owned(),
        )]
    }
}

/// `GET /write/{id}/delete`.
pub async fn ask(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let id = ReviewId::new(id.into_inner());
    let input = service.review_for_edit(viewer, &id).await?.input;
    let label = if input.headline.is_empty() {
        input.film
    } else {
        input.headline
    };
    send(&visitor, StatusCode::OK, &Removal::new(visitor.chrome(), id, label))
}

/// `POST /write/{id}/delete`.
pub async fn delete(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    service
        .delete_review(visitor.signed_in()?, &ReviewId::new(id.into_inner()))
        .await?;
    Ok(go("/drafts", "deleted"))
}

/// `POST /write/{id}/withdraw`.
pub async fn withdraw(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    service
        .withdraw_review(visitor.signed_in()?, &ReviewId::new(id.into_inner()))
        .await?;
    Ok(go("/drafts", "withdrawn"))
}

/// `POST /write/{id}/unschedule`.
pub async fn unschedule(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let id = ReviewId::new(id.into_inner());
    service.cancel_schedule(visitor.signed_in()?, &id).await?;
    Ok(go(&format!("/write/{id}"), "unscheduled"))
}

/// `POST /write/{id}/revive`.
pub async fn revive(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let saved = service
        .revive_review(visitor.signed_in()?, &ReviewId::new(id.into_inner()))
        .await?;
    Ok(go(&format!("/write/{}", saved.id), "revived"))
}
