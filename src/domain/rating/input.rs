//! A scale as typed.

use super::{Scale, ScaleKind, Step};
use crate::domain::id::StepId;
use crate::domain::message::Message;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most steps of one scale.
pub const STEPS_MAX: usize = 30;
/// The most characters of a step.
const LABEL_MAX: usize = 60;

/// A step as typed in a form or front matter; the order of the list is the order of the scale, lowest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepInput {
    /// The step of the version before that this one carries on, under whatever word; for a new step, anything that no other
    /// step of the form has.
    pub key: String,
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
    /// What becomes of steps of the version before that are gone: the key of a step, or `None` for one that stands for itself
    /// from now on.
    #[serde(default)]
    pub gone: BTreeMap<StepId, Option<String>>,
}

/// Why a scale was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScaleError {
    /// No name.
    NoName,
    /// Fewer than two steps.
    TooFew,
    /// More than thirty steps.
    TooMany,
    /// The same word twice.
    Twice(String),
    /// A label that is too long.
    LongLabel(String),
    /// A label with a character that databases refuse.
    Unshowable(String),
}

impl ScaleError {
    /// For people, with what to do about it.
    pub fn message(&self) -> Message {
        match self {
            Self::NoName => Message::new("input-scale-name"),
            Self::TooFew => Message::new("input-scale-few"),
            Self::TooMany => Message::new("input-scale-many").with("most", STEPS_MAX),
            Self::Twice(step) => Message::new("input-scale-twice").with("step", step),
            Self::LongLabel(step) => Message::new("input-scale-long")
                .with("step", step)
                .with("most", LABEL_MAX),
            Self::Unshowable(step) => Message::new("input-scale-unshowable").with("step", step),
        }
    }

    /// The field of the form that has to be mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoName => "name",
            _ => "steps",
        }
    }
}

impl ScaleInput {
    /// The form's text of a scale as it is.
    pub fn of(scale: &Scale) -> Self {
        let step = |step: &Step| StepInput {
            key: step.id.as_str().to_owned(),
            label: step.label.clone(),
            description: step.description.clone(),
            ordered: step.value.is_some(),
        };
        Self {
            name: scale.name.clone(),
            kind: scale.kind,
            steps: scale.steps.iter().map(step).collect(),
            gone: BTreeMap::new(),
        }
    }

    /// Trims, drops empty steps and checks.
    pub fn checked(mut self) -> Result<Self, ScaleError> {
        self.name = self.name.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        for step in &mut self.steps {
            step.label = step.label.trim().to_owned();
            let shown = step.description.trim().chars().filter(|c| !c.is_control());
            step.description = shown.take(300).collect();
        }
        self.steps.retain(|step| !step.label.is_empty());
        if self.name.is_empty() {
            return Err(ScaleError::NoName);
        }
        if self.steps.len() > STEPS_MAX {
            return Err(ScaleError::TooMany);
        }
        if self.steps.iter().filter(|step| step.ordered).count() < 2 {
            return Err(ScaleError::TooFew);
        }
        let mut seen: Vec<String> = Vec::new();
        for step in &self.steps {
            if step.label.chars().count() > LABEL_MAX {
                return Err(ScaleError::LongLabel(step.label.chars().take(20).collect()));
            }
            if step.label.chars().any(char::is_control) {
                return Err(ScaleError::Unshowable(step.label.replace(char::is_control, " ")));
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

    /// The 0–100 value of each step, at equal distances; `None` outside the order, and for a step without a word.
    pub fn values(&self) -> Vec<Option<i32>> {
        let counts = |step: &StepInput| step.ordered && !step.label.trim().is_empty();
        let ordered = self.steps.iter().filter(|step| counts(step)).count();
        let mut before = 0;
        let value = |step: &StepInput| {
            if !counts(step) || ordered < 2 {
                return None;
            }
            before += 1;
            i32::try_from((before - 1) * 100 / (ordered - 1)).ok()
        };
        self.steps.iter().map(value).collect()
    }

    /// The value of the step at `index` (from 0).
    pub fn value_of(&self, index: usize) -> Option<i32> {
        self.values().get(index).copied().flatten()
    }

    /// The steps of `before` that are not carried on here, in their order.
    pub fn taken_away<'a>(&self, before: &'a Scale) -> Vec<&'a Step> {
        let gone = |step: &&Step| self.place_of(step).is_none();
        before.steps.iter().filter(gone).collect()
    }

    /// Where the step that carries `old` on stands, from 0. A step without a word is not there.
    pub fn place_of(&self, old: &Step) -> Option<usize> {
        self.place_of_key(old.id.as_str())
    }

    /// Where the step of that key stands, from 0.
    pub fn place_of_key(&self, key: &str) -> Option<usize> {
        self.steps
            .iter()
            .position(|step| step.key == key && !step.label.trim().is_empty())
    }

    /// Nothing about the steps is other than in `before`: only the name or the kind may be.
    pub fn has_steps_of(&self, before: &Scale) -> bool {
        self.steps == Self::of(before).steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ScaleId;
    use crate::domain::rating::preset;
    use proptest::prelude::*;

    fn step(key: &str, label: &str) -> StepInput {
        StepInput {
            key: key.to_owned(),
            label: label.to_owned(),
            ordered: true,
            ..StepInput::default()
        }
    }

    fn scale(steps: Vec<StepInput>) -> ScaleInput {
        ScaleInput {
            name: "x".into(),
            kind: ScaleKind::Words,
            steps,
            gone: BTreeMap::new(),
        }
    }

    #[test]
    fn a_step_outside_the_order_stands_last_and_has_no_value() {
        let mut input = preset("ten").unwrap().to_input();
        input.steps.insert(
            0,
            StepInput {
                ordered: false,
                ..step("", "Walked out")
            },
        );
        let scale = input.checked().unwrap();
        assert_eq!(scale.steps.last().unwrap().label, "Walked out");
        assert_eq!(scale.value_of(10), None);
        assert_eq!(scale.value_of(9), Some(100));
    }

    #[test]
    fn what_was_taken_away_is_known_by_its_key_and_not_by_its_word() {
        let old = |id: &str, label: &str| Step {
            id: StepId::new(id),
            label: label.to_owned(),
            ..crate::domain::rating::tests::step("a", 1, label, Some(0))
        };
        let before = Scale {
            id: ScaleId::new("a"),
            name: "x".to_owned(),
            kind: ScaleKind::Words,
            version: 1,
            steps: vec![old("1", "Poor"), old("2", "Fine"), old("3", "Great")],
            replaced_by: None,
        };
        let same = ScaleInput::of(&before);
        assert!(same.has_steps_of(&before) && same.taken_away(&before).is_empty());
        let now = scale(vec![step("2", "Good"), step("new-1", "Poor"), step("3", " ")]);
        let gone: Vec<&str> = now.taken_away(&before).iter().map(|step| step.label.as_str()).collect();
        assert_eq!(gone, ["Poor", "Great"], "a new step of an old word is a new step");
        assert!(!now.has_steps_of(&before));
    }

    #[test]
    fn a_word_that_no_database_takes_is_refused() {
        let typed = scale(vec![step("", "Fine"), step("", "Gr\0eat")]);
        assert_eq!(
            typed.checked().unwrap_err(),
            ScaleError::Unshowable("Gr eat".to_owned())
        );
        let typed = ScaleInput {
            name: "\0".to_owned(),
            ..scale(vec![step("", "Fine"), step("", "Great")])
        };
        assert_eq!(typed.checked().unwrap_err().field(), "name");
    }

    proptest! {
        #[test]
        fn values_rise_with_the_steps(labels in proptest::collection::hash_set("[a-z]{1,8}", 2..STEPS_MAX)) {
            let scale = scale(labels.iter().map(|label| step("", label)).collect()).checked().unwrap();
            let values: Vec<i32> = (0..scale.steps.len()).map(|i| scale.value_of(i).unwrap()).collect();
            prop_assert!(values.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!((values.first().copied(), values.last().copied()), (Some(0), Some(100)));
        }
    }
}
