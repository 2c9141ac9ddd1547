//! Finding a rating by its word.

use crate::domain::id::StepId;
use crate::domain::rating::Scale;

/// The step that `rating` names, without regard to case, on `scale` or on any.
///
/// # Errors
/// What there is to choose from.
pub fn step(scales: &[Scale], rating: &str, scale: &str) -> Result<Option<StepId>, String> {
    let (rating, scale) = (rating.trim(), scale.trim());
    if rating.is_empty() {
        return if scale.is_empty() {
            Ok(None)
        } else {
            Err("scale: a scale needs a rating beside it".to_owned())
        };
    }
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let chosen: Vec<&Scale> = scales
        .iter()
        .filter(|s| scale.is_empty() || same(&s.name, scale))
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = scales.iter().map(|s| s.name.as_str()).collect();
        return Err(format!(
            "scale: there is no scale “{scale}”; yours are: {}",
            names.join(", ")
        ));
    }
    let found: Vec<(&Scale, &StepId)> = chosen
        .iter()
        .flat_map(|s| {
            s.steps
                .iter()
                .filter(|step| same(&step.label, rating))
                .map(|step| (*s, &step.id))
        })
        .collect();
    match found.as_slice() {
        [(_, step)] => Ok(Some((*step).clone())),
        [] => {
            let labels: Vec<String> = chosen
                .iter()
                .map(|s| {
                    let words: Vec<&str> = s.steps.iter().map(|step| step.label.as_str()).collect();
                    format!("{} ({})", s.name, words.join(", "))
                })
                .collect();
            Err(format!(
                "rating: “{rating}” is no step of your scales: {}",
                labels.join("; ")
            ))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(s, _)| s.name.as_str()).collect();
            Err(format!(
                "rating: “{rating}” stands on several scales; choose one with `scale:` ({})",
                names.join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ScaleId;
    use crate::domain::rating::{ScaleKind, Step};

    fn scale(name: &str, labels: &[&str]) -> Scale {
        let steps = labels.iter().zip(1..).map(|(label, position)| Step {
            id: StepId::new(format!("{name}/{label}")),
            scale_id: ScaleId::new(name),
            version: 1,
            position,
            label: (*label).to_owned(),
            value: None,
            description: String::new(),
            becomes: None,
        });
        Scale {
            id: ScaleId::new(name),
            name: name.to_owned(),
            kind: ScaleKind::Words,
            version: 1,
            steps: steps.collect(),
            replaced_by: None,
        }
    }

    #[test]
    fn a_rating_is_found_without_regard_to_case_and_errors_list_the_words() {
        let scales = [scale("Words", &["Fine", "Great"]), scale("Moods", &["Fine", "Blue"])];
        assert_eq!(step(&scales, "", ""), Ok(None));
        assert_eq!(step(&scales, "GREAT", "").unwrap().unwrap().as_str(), "Words/Great");
        assert_eq!(step(&scales, "fine", "moods").unwrap().unwrap().as_str(), "Moods/Fine");
        let error = step(&scales, "fine", "").unwrap_err();
        assert!(error.contains("Words, Moods"), "{error}");
        let error = step(&scales, "Superb", "").unwrap_err();
        assert!(error.contains("Words (Fine, Great); Moods (Fine, Blue)"), "{error}");
        assert!(step(&scales, "Fine", "Stars").unwrap_err().contains("Words, Moods"));
    }
}
