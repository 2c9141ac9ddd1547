//! One rating scale, to make or to change.

use crate::domain::account::Permission;
use crate::domain::id::{ScaleId, StepId};
use crate::domain::message::Message;
use crate::domain::rating::{Preset, ScaleInput, ScaleKind, StepInput, preset, wire_value};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::views::{ScaleEditing, StepUse, Viewer};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use std::collections::BTreeMap;

/// One scale, to change it.
#[derive(Template)]
#[template(path = "settings/scale.html")]
pub struct EditScale {
    c: Chrome,
    errors: Errors,
    input: ScaleInput,
    /// `None` for a new one.
    editing: Option<ScaleEditing>,
}

/// A step in the form.
struct Row<'a> {
    /// From 0.
    i: usize,
    /// From 1.
    n: usize,
    step: &'a StepInput,
    /// 1 to 10, as other programs will show it.
    wire: Option<i32>,
    reviews: i64,
}

/// A step that was taken away.
struct Missed {
    field: String,
    used: StepUse,
}

impl EditScale {
    fn heading(&self) -> Said {
        say(match &self.editing {
            None => "scale-new",
            Some(editing) if editing.scale.is_in_use() => "scale-change",
            Some(_) => "scale-old",
        })
    }

    fn is_replaced(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| !editing.scale.is_in_use())
    }

    fn action(&self) -> String {
        self.editing.as_ref().map_or_else(
            || "/settings/scales/new".to_owned(),
            |editing| format!("/settings/scales/{}", editing.scale.id),
        )
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let rows = self.input.steps.iter().zip(self.input.values()).enumerate();
        let reviews = |step: &StepInput| {
            let uses = self.editing.as_ref().map(|editing| &editing.uses);
            uses.and_then(|uses| uses.get(&StepId::new(&step.key)).copied())
        };
        rows.map(|(i, (step, value))| Row {
            i,
            n: i + 1,
            step,
            wire: value.map(wire_value),
            reviews: reviews(step).unwrap_or_default(),
        })
        .collect()
    }

    /// The steps that are gone from the form and that reviews have.
    fn missed(&self) -> Vec<Missed> {
        let editing = self.editing.as_ref();
        let missed = editing
            .map(|editing| editing.missed_by(&self.input))
            .unwrap_or_default();
        let field = |used: StepUse| Missed {
            field: format!("gone.{}", used.step.id),
            used,
        };
        missed.into_iter().map(field).collect()
    }

    fn goes_to(&self, gone: &StepId, key: &str) -> bool {
        matches!(self.input.gone.get(gone), Some(Some(chosen)) if chosen == key)
    }

    fn goes_nowhere(&self, gone: &StepId) -> bool {
        matches!(self.input.gone.get(gone), Some(None))
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |editing: Option<ScaleEditing>, input, errors| Self {
            c: samples::signed_in("/settings/scales"),
            errors,
            input,
            editing,
        };
        let editing = samples::scale_editing();
        let mut shorter = ScaleInput::of(&editing.scale);
        shorter.steps.remove(1);
        let lost = Errors::one(
            "gone.s1",
            Message::new("input-scale-gone").with("step", "Worth the ticket"),
        );
        let mut replaced = editing.clone();
        replaced.scale.replaced_by = Some(ScaleId::new("other"));
        vec![
            new(None, empty(), Errors::one("steps", "input-scale-few")),
            new(Some(editing.clone()), ScaleInput::of(&editing.scale), Errors::default()),
            new(Some(editing), shorter, lost),
            new(Some(replaced), empty(), Errors::default()),
        ]
    }
}

fn blank(steps: &[StepInput]) -> StepInput {
    let free = (1..)
        .map(|n| format!("new-{n}"))
        .find(|key| steps.iter().all(|s| s.key != *key));
    StepInput {
        key: free.unwrap_or_default(),
        ordered: true,
        ..StepInput::default()
    }
}

fn empty() -> ScaleInput {
    let mut steps = Vec::new();
    for _ in 0..3 {
        steps.push(blank(&steps));
    }
    ScaleInput {
        name: String::new(),
        kind: ScaleKind::Words,
        steps,
        gone: BTreeMap::new(),
    }
}

fn scale_input(form: &Form) -> ScaleInput {
    let step = |i| StepInput {
        key: form.text(&format!("steps.{i}.key")).to_owned(),
        label: form.text(&format!("steps.{i}.label")).to_owned(),
        description: form.text(&format!("steps.{i}.description")).to_owned(),
        ordered: !form.has(&format!("steps.{i}.aside")),
    };
    let gone = form.under("gone.").filter_map(|(id, chosen)| {
        let becomes = match chosen.strip_prefix("key:") {
            Some(key) => Some(key.to_owned()),
            None if chosen == "apart" => None,
            None => return None,
        };
        Some((StepId::new(id), becomes))
    });
    ScaleInput {
        name: form.text("name").to_owned(),
        kind: ScaleKind::parse(form.text("kind")).unwrap_or(ScaleKind::Words),
        steps: (0..form.rows("steps")).map(step).collect(),
        gone: gone.collect(),
    }
}

/// What a button of the form does to the steps; false for the button that saves.
fn rearrange(input: &mut ScaleInput, before: Option<&ScaleEditing>, pressed: &str) -> bool {
    let steps = &mut input.steps;
    match pressed {
        "add" => steps.push(blank(steps)),
        "count" => {}
        _ => {
            let Some((verb, which)) = pressed.split_once('-') else {
                return false;
            };
            if verb == "back" {
                put_back(input, before, &StepId::new(which));
                return true;
            }
            let Some(i) = which.parse::<usize>().ok().filter(|i| *i < steps.len()) else {
                return false;
            };
            match verb {
                "up" if i > 0 => steps.swap(i, i - 1),
                "down" if i + 1 < steps.len() => steps.swap(i, i + 1),
                "after" => steps.insert(i + 1, blank(steps)),
                "remove" => {
                    steps.remove(i);
                }
                _ => {}
            }
        }
    }
    true
}

/// Puts a step that was taken away where it stood.
fn put_back(input: &mut ScaleInput, before: Option<&ScaleEditing>, id: &StepId) {
    let Some(editing) = before else { return };
    input.gone.remove(id);
    let old = ScaleInput::of(&editing.scale).steps;
    let Some(place) = old.iter().position(|step| step.key == id.as_str()) else {
        return;
    };
    // A row of that key whose word was only cleared is the step itself.
    input.steps.retain(|step| step.key != id.as_str());
    if let Some(step) = old.into_iter().nth(place) {
        input.steps.insert(place.min(input.steps.len()), step);
    }
}

/// `?preset=words`.
#[derive(serde::Deserialize)]
pub struct PresetQuery {
    preset: Option<String>,
}

/// `GET /settings/scales/new`.
pub async fn begin(visitor: Visitor, query: web::Query<PresetQuery>) -> Result<HttpResponse, Fault> {
    visitor.allowed(Permission::WriteReviews)?;
    let input = query
        .preset
        .as_deref()
        .and_then(preset)
        .map_or_else(empty, Preset::to_input);
    send(
        &visitor,
        StatusCode::OK,
        &EditScale {
            c: visitor.chrome(),
            errors: Errors::default(),
            input,
            editing: None,
        },
    )
}

/// `GET /settings/scales/{id}`.
pub async fn open(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let editing = service.scale_for_edit(viewer, &ScaleId::new(id.into_inner())).await?;
    send(
        &visitor,
        StatusCode::OK,
        &EditScale {
            c: visitor.chrome(),
            errors: Errors::default(),
            input: ScaleInput::of(&editing.scale),
            editing: Some(editing),
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
    let sent = visitor.sent(form);
    let editing = match &id {
        Some(id) if sent => Some(service.scale_for_edit(viewer, id).await?),
        // Whatever else is wrong, the form is shown again.
        Some(id) => service.scale_for_edit(viewer, id).await.ok(),
        None => None,
    };
    let (status, errors) = if !sent {
        (StatusCode::FORBIDDEN, Errors::one("name", "input-expired"))
    } else if rearrange(&mut input, editing.as_ref(), form.text("do")) {
        (StatusCode::OK, Errors::default())
    } else {
        match save_scale(service, viewer, id, &input).await? {
            Ok(()) => return Ok(go("/settings/scales", "scale")),
            Err(refused) => refused,
        }
    };
    let c = visitor.chrome();
    send(
        visitor,
        status,
        &EditScale {
            c,
            errors,
            input,
            editing,
        },
    )
}

async fn save_scale(
    service: &Service,
    viewer: &Viewer,
    id: Option<ScaleId>,
    input: &ScaleInput,
) -> Result<Result<(), (StatusCode, Errors)>, Fault> {
    match service.save_scale(viewer, id, input.clone()).await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(Errors::from_service(error, "steps")?)),
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

    fn labels(input: &ScaleInput) -> String {
        input.steps.iter().map(|s| s.label.clone()).collect()
    }

    #[test]
    fn steps_move_by_the_buttons_beside_them() {
        let mut input = empty();
        for (step, label) in input.steps.iter_mut().zip(["a", "b", "c"]) {
            step.label = label.to_owned();
        }
        let mut press = |button: &str| rearrange(&mut input, None, button);
        assert!(press("up-2"));
        assert!(press("down-2"), "the last one stays where it is");
        assert!(press("remove-0") && press("add") && press("after-0") && press("count"));
        assert!(!press("save") && !press("up-9"));
        assert_eq!((labels(&input).as_str(), input.steps.len()), ("cb", 4));
        assert_eq!(input.steps[1].label, "", "a new step stands where it was asked for");
        let mut keys: Vec<&str> = input.steps.iter().map(|step| step.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 4, "every step has a key of its own");
    }

    #[test]
    fn a_step_that_was_taken_away_comes_back_where_it_stood() {
        let editing = samples::scale_editing();
        let mut input = ScaleInput::of(&editing.scale);
        assert!(rearrange(&mut input, Some(&editing), "remove-1"));
        assert_eq!(editing.missed_by(&input).len(), 1);
        input.gone.insert(StepId::new("s1"), None);
        assert!(rearrange(&mut input, Some(&editing), "back-s1"));
        assert_eq!(input, ScaleInput::of(&editing.scale));
        input.steps[1].label.clear();
        assert_eq!(
            editing.missed_by(&input).len(),
            1,
            "a cleared word is a step taken away"
        );
        assert!(rearrange(&mut input, Some(&editing), "back-s1"));
        assert_eq!(input, ScaleInput::of(&editing.scale));
    }
}
