//! Logging a film without a review, and changing what was logged.

use crate::domain::account::Permission;
use crate::domain::id::ViewingId;
use crate::domain::message::Message;
use crate::domain::review::ViewingInput;
use crate::domain::viewing::ViewingForm;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::views::DiaryEditing;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "viewing/log.html")]
pub struct Log {
    c: Chrome,
    errors: Errors,
    v: DiaryEditing,
}

impl Log {
    fn action(&self) -> String {
        self.v
            .id
            .as_ref()
            .map_or_else(|| "/diary/log".to_owned(), |id| format!("/diary/log/{id}"))
    }

    fn heading(&self) -> Said {
        say(if self.v.id.is_some() {
            "viewing-change"
        } else {
            "viewing-log"
        })
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |v, errors| Self {
            c: samples::signed_in("/diary/log"),
            errors,
            v,
        };
        let typed = DiaryEditing {
            id: Some(ViewingId::new("v1")),
            form: ViewingForm {
                film: "The <Salt> Road".to_owned(),
                year: "1974".to_owned(),
                viewing: ViewingInput {
                    seen_on: "soon".to_owned(),
                    ..ViewingInput::default()
                },
                private: true,
            },
            films: vec!["The Salt Road".to_owned()],
            review: None,
        };
        vec![
            new(DiaryEditing::default(), Errors::default()),
            new(
                typed,
                Errors::one("seen_on", Message::new("input-date").with("typed", "soon")),
            ),
        ]
    }
}

fn typed(form: &Form) -> ViewingForm {
    let text = |name: &str| form.text(name).to_owned();
    ViewingForm {
        film: text("film"),
        year: text("year"),
        viewing: ViewingInput {
            seen_on: text("seen_on"),
            medium: text("medium"),
            venue: text("venue"),
            note: text("note"),
        },
        private: form.has("private"),
    }
}

/// `?film=…&year=…`: what a film's page fills in.
#[derive(serde::Deserialize)]
pub struct About {
    film: Option<String>,
    year: Option<String>,
}

/// `GET /diary/log`.
pub async fn begin(
    service: web::Data<Service>,
    visitor: Visitor,
    about: web::Query<About>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let mut v = service.diary_entry(viewer, None).await?;
    v.form.film = about.film.clone().unwrap_or_default();
    v.form.year = about.year.clone().unwrap_or_default();
    let (c, errors) = (visitor.chrome(), Errors::default());
    send(&visitor, StatusCode::OK, &Log { c, errors, v })
}

/// `GET /diary/log/{id}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let v = service
        .diary_entry(viewer, Some(&ViewingId::new(id.into_inner())))
        .await?;
    if let Some(review) = &v.review {
        return Ok(go(&format!("/write/{review}#viewings"), ""));
    }
    let (c, errors) = (visitor.chrome(), Errors::default());
    send(&visitor, StatusCode::OK, &Log { c, errors, v })
}

/// `POST /diary/log`.
pub async fn create(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, None, &form).await
}

/// `POST /diary/log/{id}`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, Some(ViewingId::new(id.into_inner())), &form).await
}

async fn keep(service: &Service, visitor: &Visitor, id: Option<ViewingId>, form: &Form) -> Result<HttpResponse, Fault> {
    form.whole()?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let wanted = typed(form);
    let (status, errors) = if visitor.sent(form) {
        match service.log_viewing(viewer, id.as_ref(), &wanted).await {
            Ok(_) => return Ok(go(&diary_of(viewer, &wanted), "logged")),
            Err(error) => Errors::from_service(error, "film")?,
        }
    } else {
        (StatusCode::FORBIDDEN, Errors::one("film", "input-expired"))
    };
    let mut v = service.diary_entry(viewer, id.as_ref()).await?;
    v.form = wanted;
    let c = visitor.chrome();
    send(visitor, status, &Log { c, errors, v })
}

/// The part of the viewer's diary that shows the entry.
fn diary_of(viewer: &crate::service::views::Viewer, entry: &ViewingForm) -> String {
    let year: String = entry.viewing.seen_on.trim().chars().take(4).collect();
    let part = if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) {
        year
    } else {
        "undated".to_owned()
    };
    format!("/diary/{part}?of={}", viewer.actor.handle)
}

/// `POST /diary/log/{id}/delete`.
pub async fn delete(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    service.delete_viewing(viewer, &ViewingId::new(id.into_inner())).await?;
    Ok(go(&format!("/diary?of={}", viewer.actor.handle), "deleted"))
}
