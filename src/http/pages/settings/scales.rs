//! Rating scales of the reviewer's own words.

use crate::domain::account::Permission;
use crate::domain::id::ScaleId;
use crate::domain::rating::{PRESETS, Preset, Scale, ScaleInput, ScaleKind, StepInput};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send};
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The list of scales.
#[derive(Template)]
#[template(path = "settings/scales.html")]
pub struct Scales {
    c: Chrome,
    scales: Vec<Scale>,
    presets: &'static [Preset],
}

/// One scale, to change it.
#[derive(Template)]
#[template(path = "settings/scale.html")]
pub struct EditScale {
    c: Chrome,
    errors: Errors,
    id: Option<ScaleId>,
    input: ScaleInput,
}

impl Scales {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |scales| Self {
            c: samples::signed_in("/settings/scales"),
            scales,
            presets: PRESETS,
        };
        vec![new(Vec::new()), new(vec![samples::scale()])]
    }
}

impl EditScale {
    fn heading(&self) -> &'static str {
        if self.id.is_some() {
            "Change the scale"
        } else {
            "A new scale"
        }
    }

    fn action(&self) -> String {
        self.id.as_ref().map_or_else(
            || "/settings/scales/new".to_owned(),
            |id| format!("/settings/scales/{id}"),
        )
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |id: Option<&str>, input, errors| Self {
            c: samples::signed_in("/settings/scales"),
            errors,
            id: id.map(ScaleId::new),
            input,
        };
        let scale = typed(&samples::scale());
        vec![
            new(None, empty(), Errors::default()),
            new(
                Some("my"),
                scale,
                Errors::one("steps", "A scale needs at least two steps."),
            ),
        ]
    }
}

fn blank() -> StepInput {
    StepInput {
        label: String::new(),
        description: String::new(),
        ordered: true,
    }
}

fn empty() -> ScaleInput {
    ScaleInput {
        name: String::new(),
        kind: ScaleKind::Words,
        steps: vec![blank(), blank(), blank()],
    }
}

fn typed(scale: &Scale) -> ScaleInput {
    let step = |s: &crate::domain::rating::Step| StepInput {
        label: s.label.clone(),
        description: s.description.clone(),
        ordered: s.value.is_some(),
    };
    ScaleInput {
        name: scale.name.clone(),
        kind: scale.kind,
        steps: scale.steps.iter().map(step).collect(),
    }
}

fn scale_input(form: &Form) -> ScaleInput {
    let step = |i| StepInput {
        label: form.text(&format!("steps.{i}.label")).to_owned(),
        description: form.text(&format!("steps.{i}.description")).to_owned(),
        ordered: !form.has(&format!("steps.{i}.aside")),
    };
    ScaleInput {
        name: form.text("name").to_owned(),
        kind: ScaleKind::parse(form.text("kind")).unwrap_or(ScaleKind::Words),
        steps: (0..form.rows("steps")).map(step).collect(),
    }
}

/// What a button of the form does to the steps; false for the button that saves.
fn rearrange(steps: &mut Vec<StepInput>, pressed: &str) -> bool {
    if pressed == "add" {
        steps.push(blank());
        return true;
    }
    let Some((verb, number)) = pressed.split_once('-') else {
        return false;
    };
    let Some(i) = number.parse::<usize>().ok().filter(|i| *i < steps.len()) else {
        return false;
    };
    match verb {
        "up" if i > 0 => steps.swap(i, i - 1),
        "down" if i + 1 < steps.len() => steps.swap(i, i + 1),
        "remove" => {
            steps.remove(i);
        }
        _ => {}
    }
    true
}

/// `GET /settings/scales`.
pub async fn list(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let scales = service.scales(viewer).await?;
    send(
        &visitor,
        StatusCode::OK,
        &Scales {
            c: visitor.chrome(),
            scales,
            presets: PRESETS,
        },
    )
}

/// `?preset=words`.
#[derive(serde::Deserialize)]
pub struct PresetQuery {
    preset: Option<String>,
}

/// `GET /settings/scales/new`.
pub async fn begin(visitor: Visitor, query: web::Query<PresetQuery>) -> Result<HttpResponse, Fault> {
    visitor.allowed(Permission::WriteReviews)?;
    let preset = query
        .preset
        .as_deref()
        .and_then(|key| PRESETS.iter().find(|p| p.key == key));
    let input = preset.map_or_else(empty, Preset::to_input);
    send(
        &visitor,
        StatusCode::OK,
        &EditScale {
            c: visitor.chrome(),
            errors: Errors::default(),
            id: None,
            input,
        },
    )
}

/// `GET /settings/scales/{id}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let id = ScaleId::new(id.into_inner());
    let scales = service.scales(viewer).await?;
    let scale = scales.iter().find(|s| s.id == id).ok_or(Error::NotFound)?;
    let input = typed(scale);
    send(
        &visitor,
        StatusCode::OK,
        &EditScale {
            c: visitor.chrome(),
            errors: Errors::default(),
            id: Some(id),
            input,
        },
    )
}

/// `POST /settings/scales/new`.
pub async fn create(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, None, &form).await
}

/// `POST /settings/scales/{id}`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    keep(&service, &visitor, Some(ScaleId::new(id.into_inner())), &form).await
}

async fn keep(service: &Service, visitor: &Visitor, id: Option<ScaleId>, form: &Form) -> Result<HttpResponse, Fault> {
    form.whole()?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let mut input = scale_input(form);
    if !visitor.sent(form) {
        let errors = Errors::one(
            "name",
            "This page had been open for too long. Nothing is lost: press the button once more.",
        );
        return send(
            visitor,
            StatusCode::FORBIDDEN,
            &EditScale {
                c: visitor.chrome(),
                errors,
                id,
                input,
            },
        );
    }
    if rearrange(&mut input.steps, form.text("do")) {
        return send(
            visitor,
            StatusCode::OK,
            &EditScale {
                c: visitor.chrome(),
                errors: Errors::default(),
                id,
                input,
            },
        );
    }
    match service.save_scale(viewer, id.clone(), input.clone()).await {
        Ok(_) => Ok(go("/settings/scales", "scale")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "steps")?;
            send(
                visitor,
                status,
                &EditScale {
                    c: visitor.chrome(),
                    errors,
                    id,
                    input,
                },
            )
        }
    }
}

/// `POST /settings/scales/{id}/delete`.
pub async fn delete(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    service.delete_scale(viewer, ScaleId::new(id.into_inner())).await?;
    Ok(go("/settings/scales", "deleted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_move_by_the_buttons_beside_them() {
        let step = |label: &str| StepInput {
            label: label.to_owned(),
            ..blank()
        };
        let mut steps = vec![step("a"), step("b"), step("c")];
        let labels = |steps: &[StepInput]| steps.iter().map(|s| s.label.clone()).collect::<String>();
        assert!(rearrange(&mut steps, "up-2"));
        assert_eq!(labels(&steps), "acb");
        assert!(rearrange(&mut steps, "down-2"), "the last one stays where it is");
        assert!(rearrange(&mut steps, "remove-0") && rearrange(&mut steps, "add"));
        assert_eq!((labels(&steps).as_str(), steps.len()), ("cb", 3));
        assert!(!rearrange(&mut steps, "save") && !rearrange(&mut steps, "up-9"));
    }
}
