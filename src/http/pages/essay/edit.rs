//! Writing a post: a form that works without JavaScript; films are picked from those known here or named as typed.

use super::read::Read;
use crate::domain::account::Permission;
use crate::domain::essay::{Essay, EssayInput};
use crate::domain::id::{EssayId, ListId};
use crate::domain::review::Status;
use crate::domain::text::{SafeHtml, plain};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::views::EssayEditing;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "essay/edit.html")]
pub struct Edit {
    c: Chrome,
    errors: Errors,
    v: EssayEditing,
    input: EssayInput,
}

impl Edit {
    fn action(&self) -> String {
        match &self.v.essay {
            Some(essay) => format!("/posts/{}", essay.id),
            None => "/posts/new".to_owned(),
        }
    }

    fn is(&self, status: Status) -> bool {
        self.v.essay.as_ref().is_some_and(|essay| essay.status == status)
    }

    fn is_published(&self) -> bool {
        self.is(Status::Published)
    }

    fn is_withdrawn(&self) -> bool {
        self.is(Status::Withdrawn)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let view = |essay: Option<Essay>, preview: Option<SafeHtml>| EssayEditing {
            path: essay.as_ref().map(|_| "/@ines/posts/ten".to_owned()),
            essay,
            films: vec!["The Salt Road (1974)".to_owned()],
            preview,
        };
        let new = |v: EssayEditing, errors| Self {
            c: samples::signed_in("/posts/new"),
            input: v.essay.as_ref().map(input_of).unwrap_or_default(),
            errors,
            v,
        };
        let html = crate::domain::text::markdown::to_html("Ten films.");
        vec![
            new(view(None, None), Errors::default()),
            new(view(None, None), Errors::one("title", "input-essay-title")),
            new(view(Some(Read::sample_essay()), Some(html)), Errors::default()),
        ]
    }
}

fn input_of(essay: &Essay) -> EssayInput {
    EssayInput {
        title: essay.title.clone(),
        slug: essay.slug.split('~').next().unwrap_or_default().to_owned(),
        language: essay.language.clone(),
        teaser: essay.teaser.clone(),
        source: essay.source.clone(),
    }
}

fn typed(form: &Form) -> EssayInput {
    let text = |name: &str| form.text(name).to_owned();
    EssayInput {
        title: text("title"),
        slug: text("slug"),
        language: text("language"),
        teaser: text("teaser"),
        source: text("source"),
    }
}

/// `GET /posts/new`.
pub async fn begin(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let v = service.essay_for_edit(viewer, None).await?;
    let page = Edit {
        c: visitor.chrome(),
        errors: Errors::default(),
        input: EssayInput {
            language: service.config().site.language.clone(),
            ..EssayInput::default()
        },
        v,
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `GET /posts/{id}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let v = service
        .essay_for_edit(viewer, Some(&EssayId::new(id.into_inner())))
        .await?;
    let page = Edit {
        c: visitor.chrome(),
        errors: Errors::default(),
        input: v.essay.as_ref().map(input_of).unwrap_or_default(),
        v,
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /posts/new`.
pub async fn create(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, None, &form).await
}

/// `POST /posts/{id}`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, Some(EssayId::new(id.into_inner())), &form).await
}

async fn keep(service: &Service, visitor: &Visitor, id: Option<EssayId>, form: &Form) -> Result<HttpResponse, Fault> {
    visitor.check(form, &["title", "source"])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let mut input = typed(form);
    let verb = form.text("do");
    let mut preview = None;
    if verb == "pick" {
        let film = plain::one_line(form.text("pick"), 300).replace(['[', ']'], "");
        if !film.is_empty() {
            if !input.source.is_empty() && !input.source.ends_with(char::is_whitespace) {
                input.source.push(' ');
            }
            input.source.push_str(&format!("[[{film}]]"));
        }
    } else if verb == "preview" {
        preview = Some(service.preview_essay(&input.source).await?);
    } else {
        return match service.save_essay(viewer, id.as_ref(), &input, verb == "publish").await {
            Ok(id) if verb == "publish" => {
                let v = service.essay_for_edit(viewer, Some(&id)).await?;
                Ok(go(&v.path.unwrap_or_else(|| format!("/posts/{id}")), "posted"))
            }
            Ok(id) => Ok(go(&format!("/posts/{id}"), "saved")),
            Err(error) => {
                let (status, errors) = Errors::from_service(error, "source")?;
                shown(service, visitor, status, errors, id.as_ref(), input, None).await
            }
        };
    }
    shown(
        service,
        visitor,
        StatusCode::OK,
        Errors::default(),
        id.as_ref(),
        input,
        preview,
    )
    .await
}

async fn shown(
    service: &Service,
    visitor: &Visitor,
    status: StatusCode,
    errors: Errors,
    id: Option<&EssayId>,
    input: EssayInput,
    preview: Option<SafeHtml>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let v = EssayEditing {
        preview,
        ..service.essay_for_edit(viewer, id).await?
    };
    let page = Edit {
        c: visitor.chrome(),
        errors,
        input,
        v,
    };
    send(visitor, status, &page)
}

/// `POST /posts/{id}/withdraw` and `/delete`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let (id, verb) = path.into_inner();
    let id = EssayId::new(id);
    match verb.as_str() {
        "withdraw" => {
            service.withdraw_essay(viewer, &id).await?;
            Ok(go(&format!("/posts/{id}"), "post-withdrawn"))
        }
        "delete" => {
            service.delete_essay(viewer, &id).await?;
            Ok(go("/posts", "deleted"))
        }
        _ => Err(Error::NotFound.into()),
    }
}

/// `POST /lists/{id}/complete`: a post that says so, published at once or left to be written further.
pub async fn complete(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let publish = form.text("do") == "publish";
    let id = service
        .announce_complete(viewer, &ListId::new(id.into_inner()), publish)
        .await?;
    let path = service.essay_for_edit(viewer, Some(&id)).await?.path;
    match path {
        Some(path) => Ok(go(&path, "posted")),
        None => Ok(go(&format!("/posts/{id}"), "draft")),
    }
}
