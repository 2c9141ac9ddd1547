//! Rating scales of the reviewer's own words, their versions, and how ratings compare across them.

mod change;
mod input;
mod presets;

use crate::domain::id::{ScaleId, StepId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use change::{RatingChange, rating_change};
pub use input::{STEPS_MAX, ScaleError, ScaleInput, StepInput};
pub use presets::{PRESETS, Preset, preset};

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
    /// All of them, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Words, Self::Stars, Self::Numbers, Self::Letters];

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
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }
}

/// One step of one version of a scale. It never changes, but for what becomes of it.
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
    /// The step that carries it on: in the next version of its scale, or in the scale that replaced that. `None` for a step
    /// that is current, and for one that its reviewer let go without another in its place.
    pub becomes: Option<StepId>,
}

/// The lowest and the highest rating on the wire, whatever the scale.
pub const WIRE: (i32, i32) = (1, 10);

/// A value of 0–100 as other programs read it, from 1 to 10: the nearest, halves upwards.
pub fn wire_value(value: i32) -> i32 {
    let (worst, best) = WIRE;
    worst + (value.clamp(0, 100) * (best - worst) + 50) / 100
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
    /// The scale that took its place: nothing is rated on this one any more.
    pub replaced_by: Option<ScaleId>,
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

    /// New reviews may be rated on it.
    pub fn is_in_use(&self) -> bool {
        self.replaced_by.is_none()
    }

    /// The step that comes nearest to a step of another scale: of the same word, or else of the nearest height. A step outside
    /// the order has no neighbours but one of its own word.
    pub fn nearest(&self, to: &Step) -> Option<&Step> {
        let same = |step: &&Step| step.label.to_lowercase() == to.label.to_lowercase();
        if let Some(step) = self.steps.iter().find(same) {
            return Some(step);
        }
        let height = to.value?;
        let ordered = self
            .steps
            .iter()
            .filter_map(|step| Some((step.value?.abs_diff(height), step)));
        ordered.min_by_key(|(distance, _)| *distance).map(|(_, step)| step)
    }
}

/// A version of a scale, with its steps as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleVersion {
    /// Which one, from 1.
    pub version: i64,
    /// What the scale was called then.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
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
    /// What became of the step since, one after the other; the last is what it is today.
    pub since: Vec<Step>,
}

impl Rating {
    /// Place among the ordered steps, 1 the lowest: `(9, 10)`; `None` for a step outside the order.
    pub fn place(&self) -> Option<(i32, i32)> {
        self.step.value.map(|_| (self.step.position, self.steps_total))
    }

    /// 1 to 10, as others read it; `None` for a step outside the order.
    pub fn on_the_wire(&self) -> Option<i32> {
        self.step.value.map(wire_value)
    }

    /// The step that stands for it today: what is counted and put in order goes by that.
    pub fn today(&self) -> &Step {
        self.since.last().unwrap_or(&self.step)
    }

    /// The word that stands for it today, where that is another than the one it was given.
    pub fn word_today(&self) -> Option<&str> {
        let today = &self.today().label;
        (*today != self.step.label).then_some(today.as_str())
    }
}

#[cfg(test)]
pub(in crate::domain::rating) mod tests {
    use super::*;

    pub fn step(scale: &str, version: i64, label: &str, value: Option<i32>) -> Step {
        Step {
            id: StepId::new(format!("{scale}{version}/{label}")),
            scale_id: ScaleId::new(scale),
            version,
            position: 1,
            label: label.to_owned(),
            value,
            description: String::new(),
            becomes: None,
        }
    }

    pub fn rating(steps: &[Step]) -> Rating {
        let (first, since) = steps.split_first().unwrap();
        Rating {
            step: first.clone(),
            scale_name: "Words".to_owned(),
            scale_kind: ScaleKind::Words,
            steps_total: 3,
            since: since.to_vec(),
        }
    }

    #[test]
    fn every_scale_reaches_from_one_to_ten_on_the_wire() {
        assert_eq!([0, 49, 50, 75, 100].map(wire_value), [1, 5, 6, 8, 10]);
        assert_eq!([-5, 1000].map(wire_value), [1, 10], "nothing leaves the range");
        let ten: Vec<i32> = (0..10).map(|i| wire_value(i * 100 / 9)).collect();
        assert_eq!(ten, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "ten points are themselves");
        assert_eq!(rating(&[step("a", 1, "Walked out", None)]).on_the_wire(), None);
    }

    #[test]
    fn the_nearest_step_is_that_of_the_same_word_or_of_the_same_height() {
        let scale = Scale {
            id: ScaleId::new("b"),
            name: "Stars".to_owned(),
            kind: ScaleKind::Stars,
            version: 1,
            steps: vec![
                step("b", 1, "★", Some(0)),
                step("b", 1, "★★", Some(50)),
                step("b", 1, "★★★", Some(100)),
                step("b", 1, "Walked out", None),
            ],
            replaced_by: None,
        };
        let nearest = |label: &str, value| {
            scale
                .nearest(&step("a", 1, label, value))
                .map(|step| step.label.as_str())
        };
        assert_eq!(nearest("Great", Some(80)), Some("★★★"));
        assert_eq!(nearest("Poor", Some(20)), Some("★"));
        assert_eq!(nearest("walked out", None), Some("Walked out"));
        assert_eq!(nearest("Fell asleep", None), None);
    }

    #[test]
    fn a_rating_knows_its_word_of_today_where_that_is_another() {
        let old = step("a", 1, "Fine", Some(50));
        let kept = rating(&[old.clone(), step("a", 2, "Fine", Some(40))]);
        assert_eq!(kept.word_today(), None);
        let renamed = rating(&[old, step("a", 2, "Fine", Some(40)), step("a", 3, "Good", Some(40))]);
        assert_eq!(renamed.word_today(), Some("Good"));
    }
}
