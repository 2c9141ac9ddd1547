//! The account's own settings: profile and password.

use crate::domain::schedule::Zone;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::accounts::ProfileInput;
use crate::service::media::Purpose;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "settings/profile.html")]
pub struct Settings {
    c: Chrome,
    errors: Errors,
    input: ProfileInput,
    full_handle: String,
    avatar: Option<String>,
}

impl Settings {
    fn new(c: Chrome, actor: &ActorCard, input: ProfileInput, errors: Errors) -> Self {
        Self {
            c,
            errors,
            input,
            full_handle: actor.handle.clone(),
            avatar: actor.avatar.clone(),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let input = || ProfileInput {
            name: "Ines <Calder>".to_owned(),
            summary: "*Films*".to_owned(),
            ..ProfileInput::default()
        };
        let new = |actor, errors| Self::new(samples::signed_in("/settings"), actor, input(), errors);
        vec![
            new(&samples::author(), Errors::default()),
            new(&samples::stranger(), Errors::one("email", "input-email")),
        ]
    }
}

fn present(viewer: &Viewer) -> ProfileInput {
    ProfileInput {
        name: viewer.actor.name.clone(),
        summary: viewer.actor.summary_source.clone(),
        email: viewer.account.email.clone().unwrap_or_default(),
        manually_approves: viewer.actor.manually_approves,
        discoverable: viewer.actor.discoverable,
        time_zone: viewer.account.time_zone.unwrap_or(Zone::UTC).name().to_owned(),
        avatar: None,
        remove_avatar: false,
    }
}

fn show(
    service: &Service,
    visitor: &Visitor,
    viewer: &Viewer,
    input: ProfileInput,
    error: Option<Error>,
) -> Result<HttpResponse, Fault> {
    let (status, errors) = match error {
        None => (StatusCode::OK, Errors::default()),
        Some(error) => Errors::from_service(error, "name")?,
    };
    let card = ActorCard::of(&viewer.actor, service.urls());
    send(visitor, status, &Settings::new(visitor.chrome(), &card, input, errors))
}

/// `GET /settings`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    show(&service, &visitor, viewer, present(viewer), None)
}

/// `POST /settings`.
pub async fn save(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    form.whole()?;
    visitor.check(&form, &["name", "summary"])?;
    let viewer = visitor.signed_in()?;
    let mut input = ProfileInput {
        name: form.text("name").to_owned(),
        summary: form.text("summary").to_owned(),
        email: form.text("email").to_owned(),
        manually_approves: form.has("manually_approves"),
        discoverable: form.has("discoverable"),
        time_zone: form.text("time_zone").to_owned(),
        avatar: None,
        remove_avatar: form.has("remove_avatar"),
    };
    let saved = save_with_avatar(&service, viewer, &form, &mut input).await;
    match saved {
        Ok(()) => Ok(go("/settings", "saved")),
        Err(error) => show(&service, &visitor, viewer, input, Some(error)),
    }
}

async fn save_with_avatar(
    service: &Service,
    viewer: &Viewer,
    form: &Form,
    input: &mut ProfileInput,
) -> Result<(), Error> {
    if let Some(upload) = form.file("avatar") {
        let bytes = upload
            .bytes
            .clone()
            .ok_or_else(|| Error::field("avatar", "input-file-large"))?;
        // A face has no words of its own: the name always stands beside it.
        let picture = service.upload(viewer, bytes.to_vec(), "", Purpose::Avatar).await;
        input.avatar = Some(picture.map_err(|e| Error::field("avatar", e.message()))?.id);
    }
    service.edit_profile(viewer, input.clone()).await
}

/// `POST /settings/password`.
pub async fn password(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let token = visitor.session().unwrap_or_default();
    match service
        .change_password(viewer, token, form.text("old_password"), form.text("password"))
        .await
    {
        Ok(()) => Ok(go("/settings", "password")),
        Err(error) => show(&service, &visitor, viewer, present(viewer), Some(error)),
    }
}
