//! What the editor's buttons do.

use crate::domain::account::Permission;
use crate::domain::catalogue::Entry;
use crate::domain::film::FilmInput;
use crate::domain::id::ReviewId;
use crate::domain::review::{FieldError, ReviewInput, Status};
use crate::domain::schedule::Zone;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Errors;
use crate::http::pages::review::editor::{Beside, Editor, Preview};
use crate::http::pages::review::typed;
use crate::http::pages::{go, send};
use crate::http::problem::Fault;
use crate::messages::say;
use crate::service::media::Purpose;
use crate::service::reviews::Intent;
use crate::service::views::{EditorContext, Viewer};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError, web};

/// `GET /write`: a new review.
pub async fn begin(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let input = ReviewInput {
        language: service.config().site.language.clone(),
        ..ReviewInput::default()
    };
    let context = service.editor_context(viewer, None, &input).await?;
    send(
        &visitor,
        StatusCode::OK,
        &Editor::new(visitor.chrome(), input, context, Beside::default()),
    )
}

/// `GET /write/{id}`: a review to go on with.
pub async fn open(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let editing = service.review_for_edit(viewer, &ReviewId::new(id.into_inner())).await?;
    if editing.context.status == Status::Withdrawn {
        return Ok(go("/drafts", ""));
    }
    send(
        &visitor,
        StatusCode::OK,
        &Editor::new(visitor.chrome(), editing.input, editing.context, Beside::default()),
    )
}

/// `POST /write`.
pub async fn create(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    press(&service, &visitor, None, &form).await
}

/// `POST /write/{id}`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    press(&service, &visitor, Some(ReviewId::new(id.into_inner())), &form).await
}

/// One press of a button. Whatever goes wrong, the answer is the editor with everything that was typed.
async fn press(
    service: &Service,
    visitor: &Visitor,
    mut id: Option<ReviewId>,
    form: &Form,
) -> Result<HttpResponse, Fault> {
    form.whole()?;
    let mut input = typed::review_input(form);
    let mut beside = Beside {
        poster_alt: Some(form.text("poster_alt").to_owned()),
        schedule: Some(typed::schedule_input(form)),
        ..Beside::default()
    };
    let Some(viewer) = visitor.viewer() else {
        beside.notice = Some(say("review-signed-out"));
        let context = nobody(id);
        return send(
            visitor,
            StatusCode::UNAUTHORIZED,
            &Editor::new(visitor.chrome(), input, context, beside),
        );
    };
    if !viewer.account.role.may(Permission::WriteReviews) {
        return Err(Error::Forbidden.into());
    }
    if !visitor.sent(form) {
        beside.notice = Some(say("review-expired"));
        return again(service, visitor, viewer, id, (StatusCode::FORBIDDEN, input, beside)).await;
    }
    let mut errors = Vec::new();
    take_poster(service, viewer, form, &mut input, &mut errors).await?;
    let pressed = form.text("do");
    if pressed == "publish" && has_day(form) {
        // Whoever has typed a day does not want this very moment.
        errors.push(FieldError::new("publish_date", "review-day-typed"));
    }
    let intent = match pressed {
        "save" => Some(Intent::Save),
        "publish" | "publish-now" => Some(Intent::Publish),
        "schedule" => Some(Intent::Schedule(typed::schedule_input(form))),
        _ => None,
    };
    if let Some(intent) = intent.filter(|_| errors.is_empty()) {
        match service.save_review(viewer, id.as_ref(), &input, intent).await {
            // A draft has no day: whoever typed one is told so, and finds it where it was.
            Ok(saved) if pressed == "save" && saved.status == Status::Draft && has_day(form) => {
                beside.notice = Some(say("review-day-not-saved"));
                return again(
                    service,
                    visitor,
                    viewer,
                    Some(saved.id),
                    (StatusCode::OK, input, beside),
                )
                .await;
            }
            Ok(saved) => return Ok(saved_answer(service, &saved)),
            Err(error) => errors.extend(mendable(error)?),
        }
    }
    match pressed {
        "add-viewing" => beside.more_viewings = 1,
        "add-trivia" => beside.more_trivia = 1,
        "preview" if errors.is_empty() => match service.preview_review(viewer, id.as_ref(), &input).await {
            Ok(page) => beside.preview = Some(Preview::from(page)),
            Err(error) => errors.extend(mendable(error)?),
        },
        "fill" => beside.fill = true,
        "look-up" => {
            id = keep_draft(service, viewer, id, &input).await;
            match service.look_up_films(viewer, &input.film, &input.year).await {
                Ok(found) => beside.found = Some(found),
                Err(error) => errors.extend(mendable(error)?),
            }
        }
        _ => {
            if let Some(entry) = pressed.strip_prefix("pick-").and_then(Entry::parse) {
                match service.pick_film(viewer, &entry, None).await {
                    Ok(picked) => {
                        input.film = picked.title;
                        input.year = picked.year.map(|year| year.to_string()).unwrap_or_default();
                        input.facts = input.facts.over(picked.fetched);
                        id = keep_draft(service, viewer, id, &input).await;
                    }
                    Err(Error::Remote(message)) => errors.push(FieldError::new("film", message)),
                    Err(error) => errors.extend(mendable(error)?),
                }
            }
        }
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    beside.errors = Errors::new(errors);
    again(service, visitor, viewer, id, (status, input, beside)).await
}

fn has_day(form: &Form) -> bool {
    !form.text("publish_date").trim().is_empty()
}

/// Keeps a draft before others are asked about its film, so that nothing goes with a lost connection. What cannot be saved yet
/// stays on the page, and a published review changes only when its author says so.
async fn keep_draft(service: &Service, viewer: &Viewer, id: Option<ReviewId>, input: &ReviewInput) -> Option<ReviewId> {
    if let Some(id) = &id {
        let editing = service.review_for_edit(viewer, id).await;
        if !editing.is_ok_and(|editing| editing.context.status == Status::Draft) {
            return Some(id.clone());
        }
    }
    match service.save_review(viewer, id.as_ref(), input, Intent::Save).await {
        Ok(saved) => Some(saved.id),
        Err(_) => id,
    }
}

/// The editor once more. A review that is not the viewer's becomes a new one, so that the text survives even then.
async fn again(
    service: &Service,
    visitor: &Visitor,
    viewer: &Viewer,
    id: Option<ReviewId>,
    (status, input, beside): (StatusCode, ReviewInput, Beside),
) -> Result<HttpResponse, Fault> {
    let context = match service.editor_context(viewer, id.as_ref(), &input).await {
        Err(Error::NotFound | Error::Gone) => service.editor_context(viewer, None, &input).await?,
        other => other?,
    };
    send(visitor, status, &Editor::new(visitor.chrome(), input, context, beside))
}

fn nobody(id: Option<ReviewId>) -> EditorContext {
    EditorContext {
        id,
        status: Status::Draft,
        schedule: None,
        zone: Zone::UTC,
        path: None,
        scales: Vec::new(),
        poster: None,
        films: Vec::new(),
        film_path: None,
        fetched: FilmInput::default(),
        catalogues: Vec::new(),
        section_labels: Vec::new(),
    }
}

fn saved_answer(service: &Service, saved: &crate::service::views::Saved) -> HttpResponse {
    let origin = service.urls().origin();
    match saved.status {
        Status::Published => {
            let path = saved.url.strip_prefix(origin).unwrap_or("/");
            go(path, if saved.just_published { "published" } else { "updated" })
        }
        Status::Scheduled => go("/drafts", "scheduled"),
        _ => go(&format!("/write/{}", saved.id), "draft"),
    }
}

/// What the author can mend stands at its field; what nobody can mend here stands above the form, and the text with it.
fn mendable(error: Error) -> Result<Vec<FieldError>, Fault> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        Error::Forbidden | Error::SignInNeeded => Err(error.into()),
        other => {
            let fault = Fault::Service(other);
            if fault.status_code().is_server_error() {
                tracing::error!(error.code = fault.code(), error.detail = %fault, "a review could not be saved");
            }
            Ok(vec![FieldError::new("film", fault.message())])
        }
    }
}

/// Takes in a chosen image, or a new description of the one that is there.
async fn take_poster(
    service: &Service,
    viewer: &Viewer,
    form: &Form,
    input: &mut ReviewInput,
    errors: &mut Vec<FieldError>,
) -> Result<(), Fault> {
    let alt = form.text("poster_alt");
    if let Some(upload) = form.file("poster") {
        let Some(bytes) = &upload.bytes else {
            errors.push(FieldError::new("poster", "poster-too-large"));
            return Ok(());
        };
        match service.upload(viewer, bytes.to_vec(), alt, Purpose::Picture).await {
            Ok(picture) => input.poster = Some(picture.id),
            Err(Error::Invalid(found)) => errors.extend(found),
            Err(error) => errors.push(FieldError::new("poster", error.message())),
        }
        return Ok(());
    }
    if let Some(poster) = &input.poster
        && !alt.trim().is_empty()
    {
        match service.set_alt(viewer, poster, alt).await {
            Ok(()) => {}
            Err(Error::Invalid(found)) => errors.extend(found),
            // The picture is not there any more; saving says so at its field.
            Err(Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
