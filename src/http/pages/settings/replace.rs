//! Another rating scale in the place of one.

use crate::domain::account::Permission;
use crate::domain::id::{ScaleId, StepId};
use crate::domain::message::Message;
use crate::domain::rating::{PRESETS, Preset, Scale, Step};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::views::ScaleEditing;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use std::collections::BTreeMap;

/// What each step is worth on another scale; `None` for one that compares with nothing.
type Mapping = BTreeMap<StepId, Option<StepId>>;

/// The page: first which scale, then what each step is worth on it.
#[derive(Template)]
#[template(path = "settings/replace.html")]
pub struct ReplaceScale {
    c: Chrome,
    errors: Errors,
    editing: ScaleEditing,
    /// The scale that takes the place.
    with: Option<Scale>,
    mapping: Mapping,
    presets: &'static [Preset],
}

/// A step of the scale that is replaced.
struct Row<'a> {
    field: String,
    step: &'a Step,
    reviews: i64,
    to: Option<&'a StepId>,
    nowhere: bool,
}

impl Row<'_> {
    fn goes_to(&self, step: &StepId) -> bool {
        self.to == Some(step)
    }
}

impl ReplaceScale {
    fn rows(&self) -> Vec<Row<'_>> {
        let steps = self.editing.scale.steps.iter();
        steps
            .map(|step| Row {
                field: format!("step.{}", step.id),
                step,
                reviews: self.editing.reviews_of(step),
                to: self.mapping.get(&step.id).and_then(Option::as_ref),
                nowhere: self.mapping.get(&step.id) == Some(&None),
            })
            .collect()
    }

    /// The page before anything was chosen on it: `with` is the scale that takes the place, when it is one that can.
    fn new(c: Chrome, editing: ScaleEditing, with: Option<&str>) -> Self {
        let with = with
            .and_then(|id| editing.others.iter().find(|other| other.id.as_str() == id))
            .cloned();
        let nearest = |with: &Scale| {
            let steps = editing.scale.steps.iter();
            steps
                .map(|step| (step.id.clone(), with.nearest(step).map(|to| to.id.clone())))
                .collect()
        };
        Self {
            c,
            errors: Errors::default(),
            mapping: with.as_ref().map(nearest).unwrap_or_default(),
            with,
            editing,
            presets: PRESETS,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let chrome = || samples::signed_in("/settings/scales/my/replace");
        let editing = samples::scale_editing();
        let alone = ScaleEditing {
            others: Vec::new(),
            ..editing.clone()
        };
        let refused = Self {
            errors: Errors::one(
                "step.s1",
                Message::new("input-scale-worth").with("step", "Worth the ticket"),
            ),
            mapping: Mapping::new(),
            ..Self::new(chrome(), editing.clone(), Some("stars"))
        };
        vec![
            Self::new(chrome(), alone, None),
            Self::new(chrome(), editing.clone(), None),
            Self::new(chrome(), editing, Some("stars")),
            refused,
        ]
    }
}

/// `?with=01…`.
#[derive(serde::Deserialize)]
pub struct WithQuery {
    with: Option<String>,
}

/// `GET /settings/scales/{id}/replace`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    query: web::Query<WithQuery>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let editing = service.scale_for_edit(viewer, &ScaleId::new(id.into_inner())).await?;
    let page = ReplaceScale::new(visitor.chrome(), editing, query.with.as_deref());
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /settings/scales/{id}/replace`.
pub async fn replace(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    form.whole()?;
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let (old, with) = (ScaleId::new(id.into_inner()), form.text("with"));
    let (by, mapping) = (ScaleId::new(with), mapping(&form));
    let (status, errors) = match service.replace_scale(viewer, &old, &by, mapping.clone()).await {
        Ok(()) => return Ok(go("/settings/scales", "scale-replaced")),
        Err(error) => Errors::from_service(error, "with")?,
    };
    let editing = service.scale_for_edit(viewer, &old).await?;
    let page = ReplaceScale {
        errors,
        mapping,
        ..ReplaceScale::new(visitor.chrome(), editing, Some(with))
    };
    send(&visitor, status, &page)
}

fn mapping(form: &Form) -> Mapping {
    let chosen = form.under("step.").filter_map(|(id, chosen)| {
        let to = match chosen.strip_prefix("id:") {
            Some(to) => Some(StepId::new(to)),
            None if chosen == "apart" => None,
            None => return None,
        };
        Some((StepId::new(id), to))
    });
    chosen.collect()
}

/// `POST /settings/scales/{id}/restore`.
pub async fn restore(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let id = ScaleId::new(id.into_inner());
    service.restore_scale(viewer, &id).await?;
    Ok(go(&format!("/settings/scales/{id}"), "scale-restored"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_step_is_chosen_before_anybody_chooses() {
        let page = ReplaceScale::new(samples::signed_in("/"), samples::scale_editing(), Some("stars"));
        let chosen: Vec<Option<&str>> = page.rows().iter().map(|row| row.to.map(StepId::as_str)).collect();
        assert_eq!(chosen, [Some("stars-1"), Some("stars-2"), Some("stars-3")]);
        let nothing = ReplaceScale::new(samples::signed_in("/"), samples::scale_editing(), Some("nowhere"));
        assert!(nothing.with.is_none() && nothing.mapping.is_empty());
    }

    #[test]
    fn nothing_chosen_is_another_answer_than_none() {
        let form = Form::of([("step.a", "id:x"), ("step.b", "apart"), ("step.c", ""), ("with", "y")]);
        let chosen = mapping(&form);
        assert_eq!(chosen.get(&StepId::new("a")), Some(&Some(StepId::new("x"))));
        assert_eq!(chosen.get(&StepId::new("b")), Some(&None));
        assert_eq!(chosen.len(), 2);
    }
}
