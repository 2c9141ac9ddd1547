//! Likes and boosts: of reviews, posts elsewhere and comments.

use crate::domain::like::{ReactionKind, Subject};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::comment::reply::subject;
use crate::http::pages::go;
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::{HttpResponse, web};

/// `POST /{r|c|elsewhere}/{id}/{like|unlike|boost|unboost}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let (kind, id, verb) = path.into_inner();
    let target = subject(&kind, &id)?;
    let back = match &target {
        Subject::Comment(id) => {
            let comment = service.comment(Some(viewer), id).await?;
            service.comment_place(Some(viewer), &comment).await?
        }
        _ => format!("/{kind}/{id}#conversation"),
    };
    let done = match verb.as_str() {
        "like" => service
            .react(viewer, ReactionKind::Like, target)
            .await
            .map(|()| "liked")?,
        "unlike" => service
            .unreact(viewer, ReactionKind::Like, target)
            .await
            .map(|()| "unliked")?,
        "boost" => service
            .react(viewer, ReactionKind::Boost, target)
            .await
            .map(|()| "boosted")?,
        "unboost" => service
            .unreact(viewer, ReactionKind::Boost, target)
            .await
            .map(|()| "unboosted")?,
        _ => return Err(Error::NotFound.into()),
    };
    Ok(go(&back, done))
}
