//! Rating scales for the pages' examples.

use crate::domain::id::{ScaleId, StepId};
use crate::domain::rating::{Scale, ScaleKind, Step};
use crate::http::pages::samples::moment;
use crate::service::views::{ScaleEditing, StepUse, VersionView};
use std::collections::BTreeMap;

/// A scale in words.
pub fn scale() -> Scale {
    let step = |position: i32, label: &str| Step {
        id: StepId::new(format!("s{position}")),
        scale_id: ScaleId::new("my"),
        version: 1,
        position,
        label: label.to_owned(),
        value: Some(position * 50),
        description: String::new(),
        becomes: None,
    };
    let steps = vec![
        step(0, "Wanted my evening back"),
        step(1, "Worth the ticket"),
        step(2, "Framed on the wall"),
    ];
    Scale {
        id: ScaleId::new("my"),
        name: "My words".to_owned(),
        kind: ScaleKind::Words,
        version: 1,
        steps,
        replaced_by: None,
    }
}

/// The same to change: its second version, with reviews on it, beside a scale of stars.
pub fn scale_editing() -> ScaleEditing {
    let mut current = scale();
    current.version = 2;
    for step in &mut current.steps {
        step.version = 2;
    }
    let stars = (1..=3).map(|n: i32| Step {
        id: StepId::new(format!("stars-{n}")),
        scale_id: ScaleId::new("stars"),
        version: 1,
        position: n,
        label: "★".repeat(usize::try_from(n).unwrap_or_default()),
        value: Some((n - 1) * 50),
        description: String::new(),
        becomes: None,
    });
    let stars = Scale {
        id: ScaleId::new("stars"),
        name: "Stars".to_owned(),
        kind: ScaleKind::Stars,
        version: 1,
        steps: stars.collect(),
        replaced_by: None,
    };
    let version = |version, name: &str, today: Option<&str>| VersionView {
        version,
        name: name.to_owned(),
        created_at: moment(),
        steps: scale()
            .steps
            .into_iter()
            .map(|step| StepUse {
                reviews: i64::from(step.position),
                today: today.map(ToOwned::to_owned),
                step,
            })
            .collect(),
    };
    ScaleEditing {
        uses: BTreeMap::from([(StepId::new("s1"), 12)]),
        versions: vec![
            version(2, "My words", None),
            version(1, "My <first> words", Some("Worth <a> ticket")),
        ],
        others: vec![stars],
        scale: current,
    }
}
