//! Ratings as pages show them.

use crate::domain::rating::{Rating, ScaleKind};

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
        }
    }
}
