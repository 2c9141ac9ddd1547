//! The buttons beside a mention.

use crate::domain::id::MentionId;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::go;
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::{HttpResponse, web};

/// `POST /mentions/{id}/{remove|restore}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let (id, verb) = path.into_inner();
    let id = MentionId::new(id);
    let (review, done) = match verb.as_str() {
        "remove" => (service.remove_mention(viewer, &id).await?, "mention-removed"),
        "restore" => (service.restore_mention(viewer, &id).await?, "saved"),
        _ => return Err(Error::NotFound.into()),
    };
    Ok(go(&format!("/r/{review}#elsewhere"), done))
}
