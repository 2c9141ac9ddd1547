//! Words about rating scales.

use super::Count;
use crate::domain::rating::ScaleKind;

/// On how many reviews something is.
pub fn rated_reviews(count: impl Count) -> String {
    match count.number() {
        0 => "On no review yet".to_owned(),
        1 => "On one review".to_owned(),
        n => format!("On {n} reviews"),
    }
}

/// The word that a rating of old has today.
pub fn called_today(word: &str) -> String {
    format!("called {word} today")
}

/// What the steps of a scale are.
pub fn scale_kind(kind: &ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Words => "Words",
        ScaleKind::Stars => "Stars",
        ScaleKind::Numbers => "Numbers",
        ScaleKind::Letters => "Letters",
    }
}
