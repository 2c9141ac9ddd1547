//! Scales to start from.

use super::{ScaleInput, ScaleKind, StepInput};
use std::collections::BTreeMap;

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

/// The presets that ship. The first is what every account begins with: `Scale::is_untouched_first` knows it by its words.
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
    // A hundred and one radio buttons would help nobody: in fives, as people use such a scale.
    Preset {
        key: "hundred",
        title: "A hundred points",
        kind: ScaleKind::Numbers,
        labels: &[
            "0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60", "65", "70", "75", "80", "85",
            "90", "95", "100",
        ],
    },
    Preset {
        key: "letters",
        title: "Letters",
        kind: ScaleKind::Letters,
        labels: &["F", "D-", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A", "A+"],
    },
];

impl Preset {
    /// The preset as a scale to save.
    pub fn to_input(&self) -> ScaleInput {
        let steps = self.labels.iter().zip(1..).map(|(label, n)| StepInput {
            key: format!("new-{n}"),
            label: (*label).to_owned(),
            description: String::new(),
            ordered: true,
        });
        ScaleInput {
            name: self.title.to_owned(),
            kind: self.kind,
            steps: steps.collect(),
            gone: BTreeMap::new(),
        }
    }
}

/// The preset of that key.
pub fn preset(key: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::wire_value;

    #[test]
    fn the_presets_are_valid_scales() {
        for preset in PRESETS {
            let scale = preset.to_input().checked().unwrap();
            assert_eq!(scale.value_of(0), Some(0));
            assert_eq!(scale.value_of(preset.labels.len() - 1), Some(100));
        }
    }

    #[test]
    fn half_stars_are_one_to_ten_for_others() {
        let stars = preset("stars").unwrap().to_input().checked().unwrap();
        let wire: Vec<i32> = stars.values().into_iter().flatten().map(wire_value).collect();
        assert_eq!(wire, (1..=10).collect::<Vec<i32>>());
    }
}
