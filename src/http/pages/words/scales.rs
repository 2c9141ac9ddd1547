//! Words about rating scales.

use super::{Count, Said, counted, say};
use crate::domain::rating::{Preset, ScaleKind};

/// On how many reviews something is.
pub fn rated_reviews(count: impl Count) -> Said {
    counted("scale-reviews", count)
}

/// The word that a rating of old has today.
pub fn called_today(word: &str) -> Said {
    say("scale-called-today").with("word", word)
}

/// What the steps of a scale are.
pub fn scale_kind(kind: &ScaleKind) -> Said {
    say("scale-kind").with("kind", kind.as_str())
}

/// A ready-made scale, to choose it.
pub fn preset(preset: &Preset) -> Said {
    say("scale-preset").with("preset", preset.key)
}
