//! Writing, changing and deleting comments, each on a page of its own.

use crate::domain::comment::{CommentState, Root};
use crate::domain::id::{CommentId, PostId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::text::{SafeHtml, markdown};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::comment::{alone, guest};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "comment/reply.html")]
pub struct Reply {
    c: Chrome,
    errors: Errors,
    notice: Option<Said>,
    heading: Said,
    quoted: Option<Quoted>,
    /// A question to answer with the button, instead of words to write.
    asks: Option<Said>,
    text: String,
    action: String,
    button: Said,
    back: String,
}

/// The comment that is answered or deleted.
pub struct Quoted {
    name: String,
    html: SafeHtml,
}

impl Reply {
    fn answer(c: Chrome, action: String, back: String, text: &str) -> Self {
        Self {
            c,
            errors: Errors::default(),
            notice: None,
            heading: say("comment-answer"),
            quoted: None,
            asks: None,
            text: text.to_owned(),
            action,
            button: say("comment-answer-send"),
            back,
        }
    }

    fn change(c: Chrome, action: String, back: String, text: &str) -> Self {
        Self {
            heading: say("comment-change"),
            button: say("save"),
            ..Self::answer(c, action, back, text)
        }
    }

    fn removal(c: Chrome, action: String, back: String, quoted: Quoted) -> Self {
        Self {
            heading: say("comment-delete"),
            button: say("delete-it"),
            asks: Some(say("comment-delete-asks")),
            quoted: Some(quoted),
            ..Self::answer(c, action, back, "")
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let c = || samples::signed_in("/c/1/reply");
        let quoted = || Quoted {
            name: samples::stranger().name,
            html: markdown::to_html("The *bakery* scene!"),
        };
        let (action, back) = ("/c/1/reply".to_owned(), "/c/1".to_owned());
        let first = Self {
            quoted: Some(quoted()),
            ..Self::answer(c(), action.clone(), back.clone(), "")
        };
        let wrong = Self {
            errors: Errors::one("text", "comment-empty"),
            notice: Some(say("comment-expired")),
            ..Self::change(c(), action.clone(), back.clone(), "<b>")
        };
        vec![first, wrong, Self::removal(c(), action, back, quoted())]
    }
}

/// What a path such as `/c/{id}` names, by its first part.
pub(in crate::http::pages) fn subject(kind: &str, id: &str) -> Result<Subject, Fault> {
    match kind {
        "r" => Ok(Subject::Review(ReviewId::new(id))),
        "c" => Ok(Subject::Comment(CommentId::new(id))),
        "elsewhere" => Ok(Subject::Post(PostId::new(id))),
        _ => Err(Error::NotFound.into()),
    }
}

/// `GET /c/{id}` for people: on to its place in the conversation. Somebody who is not signed in reads the conversations of
/// other servers there, and here only what was written here.
pub async fn place(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let comment = service
        .comment(visitor.viewer(), &CommentId::new(id.into_inner()))
        .await?;
    let of_ours = match &comment.root {
        Root::Post(id) => service.essay_path(id).await?.is_some(),
        Root::Review(_) => true,
    };
    if visitor.viewer().is_none() && !of_ours {
        return alone::show(&service, &visitor, &comment).await;
    }
    Ok(go(&service.comment_place(visitor.viewer(), &comment).await?, ""))
}

/// `GET /{r|c|elsewhere}/{id}/reply`; for those who are signed in reviews and posts have their form at the foot of their page,
/// for the others there are the doors.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (kind, id) = path.into_inner();
    let Some(viewer) = visitor.viewer() else {
        return guest::open(&service, &visitor, &kind, &id).await;
    };
    let Subject::Comment(id) = subject(&kind, &id)? else {
        return Ok(go(&format!("/{kind}/{id}#reply"), ""));
    };
    let comment = service.comment(Some(viewer), &id).await?;
    let page = Reply::answer(
        visitor.chrome(),
        format!("/c/{}/reply", comment.id),
        format!("/c/{}", comment.id),
        "",
    );
    let quoted = Quoted {
        name: say("comment-you-answer").to_string(),
        html: comment.html,
    };
    send(
        &visitor,
        StatusCode::OK,
        &Reply {
            quoted: Some(quoted),
            ..page
        },
    )
}

/// `POST /{r|c|elsewhere}/{id}/reply`.
pub async fn write(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (kind, id) = path.into_inner();
    let target = subject(&kind, &id)?;
    let text = form.text("text");
    let page = |notice, errors| Reply {
        notice,
        errors,
        ..Reply::answer(
            visitor.chrome(),
            format!("/{kind}/{id}/reply"),
            format!("/{kind}/{id}"),
            text,
        )
    };
    let Some(viewer) = visitor.viewer() else {
        return send(
            &visitor,
            StatusCode::UNAUTHORIZED,
            &page(Some(say("comment-signed-out")), Errors::default()),
        );
    };
    if !visitor.sent(&form) {
        return send(
            &visitor,
            StatusCode::FORBIDDEN,
            &page(Some(say("comment-expired")), Errors::default()),
        );
    }
    match service.write_comment(viewer, target, text).await {
        Ok(comment) => {
            // Nobody is made to believe that what waits for a decision stands there.
            let done = if comment.state == CommentState::Visible {
                "commented"
            } else {
                "comment-waits"
            };
            Ok(go(&service.comment_place(Some(viewer), &comment).await?, done))
        }
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "text")?;
            send(&visitor, status, &page(None, errors))
        }
    }
}

/// `GET /c/{id}/edit`.
pub async fn edit(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let comment = service.comment(Some(viewer), &CommentId::new(id.into_inner())).await?;
    if comment.author_id != viewer.actor.id {
        return Err(Error::Forbidden.into());
    }
    let action = format!("/c/{}/edit", comment.id);
    send(
        &visitor,
        StatusCode::OK,
        &Reply::change(visitor.chrome(), action, format!("/c/{}", comment.id), &comment.source),
    )
}

/// `POST /c/{id}/edit`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let id = CommentId::new(id.into_inner());
    let text = form.text("text");
    let page = |notice, errors| Reply {
        notice,
        errors,
        ..Reply::change(visitor.chrome(), format!("/c/{id}/edit"), format!("/c/{id}"), text)
    };
    let Some(viewer) = visitor.viewer() else {
        return send(
            &visitor,
            StatusCode::UNAUTHORIZED,
            &page(Some(say("comment-signed-out")), Errors::default()),
        );
    };
    if !visitor.sent(&form) {
        return send(
            &visitor,
            StatusCode::FORBIDDEN,
            &page(Some(say("comment-expired")), Errors::default()),
        );
    }
    match service.edit_comment(viewer, &id, text).await {
        Ok(comment) => Ok(go(&service.comment_place(Some(viewer), &comment).await?, "saved")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "text")?;
            send(&visitor, status, &page(None, errors))
        }
    }
}

/// `GET /c/{id}/delete`: asked once more.
pub async fn ask(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let comment = service.comment(Some(viewer), &CommentId::new(id.into_inner())).await?;
    if comment.author_id != viewer.actor.id {
        return Err(Error::Forbidden.into());
    }
    let (action, back) = (format!("/c/{}/delete", comment.id), format!("/c/{}", comment.id));
    let quoted = Quoted {
        name: viewer.actor.display_name().to_owned(),
        html: comment.html,
    };
    send(
        &visitor,
        StatusCode::OK,
        &Reply::removal(visitor.chrome(), action, back, quoted),
    )
}

/// `POST /c/{id}/delete` and `/remove`: one's own comment goes for good, somebody else's is taken off the page.
pub async fn delete(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let id = CommentId::new(id.into_inner());
    let comment = service.comment(Some(viewer), &id).await?;
    let place = service.comment_place(Some(viewer), &comment).await?;
    let page = place.split('#').next().unwrap_or_default();
    service.delete_comment(viewer, &id).await?;
    let done = if comment.author_id == viewer.actor.id {
        "deleted"
    } else {
        "removed"
    };
    Ok(go(&format!("{page}#conversation"), done))
}

/// `POST /c/{id}/restore`.
pub async fn restore(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let id = CommentId::new(id.into_inner());
    let comment = service.comment(Some(viewer), &id).await?;
    service.restore_comment(viewer, &id).await?;
    Ok(go(&service.comment_place(Some(viewer), &comment).await?, "saved"))
}
