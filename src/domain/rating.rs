//! Rating scales of the reviewer's own words.

use crate::domain::id::{ScaleId, StepId};
use serde::{Deserialize, Serialize};

/// What the steps of a scale are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScaleKind {
    /// The reviewer's own words.
    Words,
    /// Stars, with halves.
    Stars,
    /// Numbers.
    Numbers,
    /// Letters, A to F.
    Letters,
}

impl ScaleKind {
    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Stars => "stars",
            Self::Numbers => "numbers",
            Self::Letters => "letters",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Words, Self::Stars, Self::Numbers, Self::Letters]
            .into_iter()
            .find(|k| k.as_str() == name)
    }
}

/// One step of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Identifies the step in this version of the scale.
    pub id: StepId,
    /// The scale it belongs to.
    pub scale_id: ScaleId,
    /// The version of the scale it belongs to.
    pub version: i64,
    /// 1 is the lowest step.
    pub position: i32,
    /// The reviewer's word.
    pub label: String,
    /// 0–100; `None` for a step outside the order, such as “walked out”.
    pub value: Option<i32>,
    /// What the reviewer means by it.
    pub description: String,
}

/// A scale with the steps of its current version, lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Identifies the scale over all versions.
    pub id: ScaleId,
    /// What the reviewer calls it.
    pub name: String,
    /// What its steps are.
    pub kind: ScaleKind,
    /// Counts up whenever the steps change; a review keeps the version it was rated in.
    pub version: i64,
    /// The steps, lowest first; steps outside the order stand last.
    pub steps: Vec<Step>,
}

/// A rating as it stands on a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The step that was chosen.
    pub step: Step,
    /// The name of its scale.
    pub scale_name: String,
    /// What its scale is made of.
    pub scale_kind: ScaleKind,
    /// How many ordered steps that version of the scale has.
    pub steps_total: i32,
}

impl Rating {
    /// Place among the ordered steps, 1 the lowest: `(9, 10)`; `None` for a step outside the order.
    pub fn place(&self) -> Option<(i32, i32)> {
        self.step.value.map(|_| (self.step.position, self.steps_total))
    }
}

/// How a later rating compares with an earlier one of the same film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RatingChange {
    /// The same step, or the same value.
    Unchanged,
    /// Higher than before.
    Up,
    /// Lower than before.
    Down,
    /// Cannot be ordered: one of the two is outside the order.
    Different,
}

/// Compares two ratings by value; words decide where one has no value.
pub fn rating_change(earlier: &Step, later: &Step) -> RatingChange {
    match (earlier.value, later.value) {
        (Some(before), Some(after)) if before == after => RatingChange::Unchanged,
        (Some(before), Some(after)) if after > before => RatingChange::Up,
        (Some(_), Some(_)) => RatingChange::Down,
        _ if earlier.label == later.label => RatingChange::Unchanged,
        _ => RatingChange::Different,
    }
}

impl RatingChange {
    /// “no change from the original review”, “up from Fine”, “down from Fine”, “changed from Walked out”.
    pub fn to_words(self, earlier_label: &str) -> String {
        match self {
            Self::Unchanged => "no change".to_owned(),
            Self::Up => format!("up from {earlier_label}"),
            Self::Down => format!("down from {earlier_label}"),
            Self::Different => format!("changed from {earlier_label}"),
        }
    }
}

/// A step as typed in a form or front matter; the order of the list is the order of the scale, lowest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepInput {
    /// The reviewer's word.
    pub label: String,
    /// What it means.
    pub description: String,
    /// Part of the order; `false` for a step such as “walked out”.
    pub ordered: bool,
}

/// A scale as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleInput {
    /// What the reviewer calls it.
    pub name: String,
    /// What its steps are.
    pub kind: ScaleKind,
    /// Steps, lowest first.
    pub steps: Vec<StepInput>,
}

/// Why a scale was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScaleError {
    /// No name.
    #[error("Give the scale a name.")]
    NoName,
    /// Fewer than two steps.
    #[error("A scale needs at least two steps.")]
    TooFew,
    /// More than thirty steps.
    #[error("A scale has at most 30 steps.")]
    TooMany,
    /// The same word twice.
    #[error("The step “{0}” stands there twice. Each step needs its own word.")]
    Twice(String),
    /// A label that is too long.
    #[error("The step “{0}…” is too long. A step has at most 60 characters.")]
    LongLabel(String),
}

impl ScaleInput {
    /// Trims, drops empty steps and checks.
    pub fn checked(mut self) -> Result<Self, ScaleError> {
        self.name = self.name.trim().chars().take(60).collect();
        for step in &mut self.steps {
            step.label = step.label.trim().to_owned();
            step.description = step.description.trim().chars().take(300).collect();
        }
        self.steps.retain(|step| !step.label.is_empty());
        if self.name.is_empty() {
            return Err(ScaleError::NoName);
        }
        if self.steps.len() > 30 {
            return Err(ScaleError::TooMany);
        }
        if self.steps.iter().filter(|step| step.ordered).count() < 2 {
            return Err(ScaleError::TooFew);
        }
        let mut seen: Vec<String> = Vec::new();
        for step in &self.steps {
            if step.label.chars().count() > 60 {
                return Err(ScaleError::LongLabel(step.label.chars().take(20).collect()));
            }
            let key = step.label.to_lowercase();
            if seen.contains(&key) {
                return Err(ScaleError::Twice(step.label.clone()));
            }
            seen.push(key);
        }
        // Steps outside the order stand last, so that positions count the ordered ones.
        self.steps.sort_by_key(|step| !step.ordered);
        Ok(self)
    }

    /// The 0–100 value of the step at `index` (from 0) in a checked scale; `None` outside the order.
    pub fn value_of(&self, index: usize) -> Option<i32> {
        let ordered = self.steps.iter().filter(|step| step.ordered).count();
        let step = self.steps.get(index)?;
        if !step.ordered || ordered < 2 {
            return None;
        }
        i32::try_from(index * 100 / (ordered - 1)).ok()
    }
}

/// A ready-made scale to start from.
pub struct Preset {
    /// The name in forms.
    pub key: &'static str,
    /// What people see.
    pub title: &'static str,
    /// What its steps are.
    pub kind: ScaleKind,
    /// Labels, lowest first.
    pub labels: &'static [&'static str],
}

/// The presets that ship.
pub const PRESETS: &[Preset] = &[
    Preset {
        key: "words",
        title: "Words",
        kind: ScaleKind::Words,
        labels: &["Awful", "Poor", "Fair", "Good", "Very good", "Excellent", "Masterpiece"],
    },
    Preset {
        key: "stars",
        title: "Stars",
        kind: ScaleKind::Stars,
        labels: &["½", "★", "★½", "★★", "★★½", "★★★", "★★★½", "★★★★", "★★★★½", "★★★★★"],
    },
    Preset {
        key: "ten",
        title: "Ten points",
        kind: ScaleKind::Numbers,
        labels: &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    },
];

impl Preset {
    /// The preset as a scale to save.
    pub fn to_input(&self) -> ScaleInput {
        let steps = self.labels.iter().map(|label| StepInput {
            label: (*label).to_owned(),
            description: String::new(),
            ordered: true,
        });
        ScaleInput {
            name: self.title.to_owned(),
            kind: self.kind,
            steps: steps.collect(),
        }
    }
}

impl Scale {
    /// The scale that every account begins with, as it came.
    pub fn is_untouched_first(&self) -> bool {
        let labels = || self.steps.iter().map(|step| step.label.as_str());
        self.version == 1
            && PRESETS
                .first()
                .is_some_and(|first| self.name == first.title && labels().eq(first.labels.iter().copied()))
    }
}

/// The preset of that key.
pub fn preset(key: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step(label: &str, value: Option<i32>) -> Step {
        Step {
            id: StepId::new(label),
            scale_id: ScaleId::new("s"),
            version: 1,
            position: 1,
            label: label.to_owned(),
            value,
            description: String::new(),
        }
    }

    #[test]
    fn a_later_rating_is_compared_by_value_and_said_in_words() {
        let (fine, great, left) = (
            step("Fine", Some(50)),
            step("Great", Some(90)),
            step("Walked out", None),
        );
        assert_eq!(rating_change(&fine, &great).to_words("Fine"), "up from Fine");
        assert_eq!(rating_change(&great, &fine).to_words("Great"), "down from Great");
        assert_eq!(rating_change(&great, &great).to_words("Great"), "no change");
        assert_eq!(
            rating_change(&left, &fine).to_words("Walked out"),
            "changed from Walked out"
        );
        assert_eq!(rating_change(&left, &left), RatingChange::Unchanged);
    }

    #[test]
    fn the_presets_are_valid_scales() {
        for preset in PRESETS {
            let scale = preset.to_input().checked().unwrap();
            assert_eq!(scale.value_of(0), Some(0));
            assert_eq!(scale.value_of(preset.labels.len() - 1), Some(100));
        }
    }

    #[test]
    fn a_step_outside_the_order_stands_last_and_has_no_value() {
        let mut input = preset("ten").unwrap().to_input();
        input.steps.insert(
            0,
            StepInput {
                label: "Walked out".into(),
                description: String::new(),
                ordered: false,
            },
        );
        let scale = input.checked().unwrap();
        assert_eq!(scale.steps.last().unwrap().label, "Walked out");
        assert_eq!(scale.value_of(10), None);
        assert_eq!(scale.value_of(9), Some(100));
    }

    proptest! {
        #[test]
        fn values_rise_with_the_steps(labels in proptest::collection::hash_set("[a-z]{1,8}", 2..30)) {
            let steps = labels.into_iter().map(|label| StepInput { label, description: String::new(), ordered: true });
            let scale = ScaleInput { name: "x".into(), kind: ScaleKind::Words, steps: steps.collect() }.checked().unwrap();
            let values: Vec<i32> = (0..scale.steps.len()).map(|i| scale.value_of(i).unwrap()).collect();
            prop_assert!(values.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!((values.first().copied(), values.last().copied()), (Some(0), Some(100)));
        }
    }
}
