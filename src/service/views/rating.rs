//! Ratings and scales as pages show them.

use crate::domain::id::StepId;
use crate::domain::rating::{Rating, Scale, ScaleInput, ScaleKind, Step};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A rating as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingView {
    /// The reviewer's word.
    pub label: String,
    /// The scale's name.
    pub scale_name: String,
    /// What the scale is made of.
    pub kind: ScaleKind,
    /// The step and how many there are, `(9, 10)`; `None` outside the order.
    pub place: Option<(i32, i32)>,
    /// 0–100 for the bar; `None` outside the order.
    pub value: Option<i32>,
    /// What the reviewer means by the step.
    pub description: String,
    /// The word that stands for it today, where that is another.
    pub today: Option<String>,
}

impl From<&Rating> for RatingView {
    fn from(rating: &Rating) -> Self {
        Self {
            label: rating.step.label.clone(),
            scale_name: rating.scale_name.clone(),
            kind: rating.scale_kind,
            place: rating.place(),
            value: rating.step.value,
            description: rating.step.description.clone(),
            today: rating.word_today().map(ToOwned::to_owned),
        }
    }
}

/// A scale in the list of an author's own.
#[derive(Clone, Debug)]
pub struct ScaleLine {
    /// The scale.
    pub scale: Scale,
    /// Reviews rated on it, in whatever version.
    pub reviews: i64,
    /// The name of the scale that took its place.
    pub replaced_by: Option<String>,
}

/// A scale to change.
#[derive(Clone, Debug)]
pub struct ScaleEditing {
    /// As it is.
    pub scale: Scale,
    /// Reviews by step: those that have it, and those whose own step has become it.
    pub uses: BTreeMap<StepId, i64>,
    /// Every version, the newest first.
    pub versions: Vec<VersionView>,
    /// The author's other scales that are in use.
    pub others: Vec<Scale>,
}

impl ScaleEditing {
    /// How many reviews a step counts for.
    pub fn reviews_of(&self, step: &Step) -> i64 {
        self.uses.get(&step.id).copied().unwrap_or_default()
    }

    /// The steps that `input` lacks and that reviews have.
    pub fn missed_by(&self, input: &ScaleInput) -> Vec<StepUse> {
        let taken = input.taken_away(&self.scale).into_iter();
        let used = taken.filter(|step| self.reviews_of(step) > 0);
        used.map(|step| StepUse {
            reviews: self.reviews_of(step),
            today: None,
            step: step.clone(),
        })
        .collect()
    }
}

/// A version of a scale.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// Which one, from 1.
    pub version: i64,
    /// What the scale was called then.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Its steps, lowest first.
    pub steps: Vec<StepUse>,
}

/// A step and its reviews.
#[derive(Clone, Debug)]
pub struct StepUse {
    /// The step.
    pub step: Step,
    /// Reviews that have it.
    pub reviews: i64,
    /// The word that stands for it today, where that is another.
    pub today: Option<String>,
}
