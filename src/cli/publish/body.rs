//! The text below the keys: sections under `## Headings`.
//!
//! A heading opens a section when it is one of the usual labels (`## Synopsis`, `## My take`, `## Bottom line`), a label
//! the author has used before, or when it names its kind: `## What happens {#synopsis}`. Other headings belong to the text
//! they stand in. Text without such a heading is the take.

use crate::domain::review::{SectionInput, SectionKind};
use crate::messages::Language;

/// Why a text cannot be divided.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Two headings open the same section.
    #[error("line {line}: “{heading}” opens the section {kind} a second time")]
    Twice {
        /// Counted from the first line below the keys.
        line: usize,
        /// The heading as written.
        heading: String,
        /// `synopsis`, `take` or `bottom-line`.
        kind: &'static str,
    },
    /// Text stands before the first section, and there is a take as well.
    #[error("there is text before the first section heading; move it below a heading")]
    Stray,
    /// `{#…}` with a name that is no section.
    #[error("line {line}: {{#{name}}} is no section; use {{#synopsis}}, {{#take}} or {{#bottom-line}}")]
    NoSuchSection {
        /// Counted from the first line below the keys.
        line: usize,
        /// What was written.
        name: String,
    },
}

/// Divides `body`. `known` are labels that the author uses beside the usual ones.
///
/// # Errors
/// [`BodyError`].
pub fn sections(body: &str, known: &[(SectionKind, String)]) -> Result<Vec<SectionInput>, BodyError> {
    let mut found: Vec<SectionInput> = Vec::new();
    let mut before = String::new();
    let mut fence: Option<&str> = None;
    for (number, line) in body.lines().enumerate() {
        let bare = line.trim_start();
        match fence {
            Some(mark) if bare.starts_with(mark) => fence = None,
            None => fence = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)),
            Some(_) => {}
        }
        if fence.is_none()
            && let Some((kind, label)) = heading(line, number + 1, known)?
        {
            if found.iter().any(|section| section.kind == kind) {
                return Err(BodyError::Twice {
                    line: number + 1,
                    heading: label,
                    kind: kind.as_str(),
                });
            }
            found.push(SectionInput {
                kind,
                label,
                source: String::new(),
            });
            continue;
        }
        let text = found.last_mut().map_or(&mut before, |section| &mut section.source);
        text.push_str(line);
        text.push('\n');
    }
    if !before.trim().is_empty() {
        if found.iter().any(|section| section.kind == SectionKind::Take) {
            return Err(BodyError::Stray);
        }
        found.push(SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: before,
        });
    }
    for section in &mut found {
        section.source = section.source.trim().to_owned();
    }
    Ok(found)
}

fn heading(
    line: &str,
    number: usize,
    known: &[(SectionKind, String)],
) -> Result<Option<(SectionKind, String)>, BodyError> {
    let Some(words) = line.strip_prefix("## ") else {
        return Ok(None);
    };
    let words = words.trim().trim_end_matches('#').trim_end();
    if let Some((label, name)) = words.strip_suffix('}').and_then(|text| text.rsplit_once("{#")) {
        let kind = SectionKind::parse(&name.replace('_', "-")).ok_or_else(|| BodyError::NoSuchSection {
            line: number,
            name: name.to_owned(),
        })?;
        return Ok(Some((kind, label.trim().to_owned())));
    }
    let wanted = words.to_lowercase();
    let said = |kind: SectionKind| {
        Language::ALL
            .into_iter()
            .map(move |one| one.tell(&kind.default_label()).to_lowercase())
    };
    let usual = |kind: SectionKind| {
        let name = kind.as_str();
        said(kind).any(|label| wanted == label) || wanted == name || wanted == name.replace('-', " ")
    };
    let kind = SectionKind::ALL.into_iter().find(|kind| usual(*kind)).or_else(|| {
        let named = known.iter().find(|(_, label)| label.to_lowercase() == wanted);
        named.map(|(kind, _)| *kind)
    });
    Ok(kind.map(|kind| (kind, words.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Vec<(&'static str, String, String)> {
        let known = [(SectionKind::Synopsis, "Der Stoff".to_owned())];
        let list = sections(body, &known).unwrap();
        list.into_iter().map(|s| (s.kind.as_str(), s.label, s.source)).collect()
    }

    #[test]
    fn text_without_headings_is_the_take() {
        assert_eq!(
            of("\nOne.\n\nTwo.\n"),
            [("take", String::new(), "One.\n\nTwo.".to_owned())]
        );
        assert_eq!(of(" \n"), []);
    }

    #[test]
    fn headings_open_sections_by_usual_known_or_named_label() {
        let found = of("## der stoff\nA.\n## Why I stayed {#take}\nB.\n### Small\nC.\n## Bottom line\nD.");
        let labels: Vec<_> = found.iter().map(|(kind, label, _)| (*kind, label.as_str())).collect();
        assert_eq!(
            labels,
            [
                ("synopsis", "der stoff"),
                ("take", "Why I stayed"),
                ("bottom-line", "Bottom line")
            ]
        );
        assert_eq!(found[1].2, "B.\n### Small\nC.");
    }

    #[test]
    fn other_headings_and_fenced_lines_belong_to_the_text() {
        let found = of("## The music\nLoud.\n```\n## Synopsis\n```\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].2.contains("## Synopsis"));
    }

    #[test]
    fn doubled_stray_and_unknown_sections_are_errors() {
        assert!(matches!(
            sections("## Synopsis\na\n## Synopsis\nb", &[]),
            Err(BodyError::Twice { line: 3, .. })
        ));
        assert_eq!(sections("x\n## Take\nb", &[]), Err(BodyError::Stray));
        assert!(matches!(
            sections("## X {#plot}\n", &[]),
            Err(BodyError::NoSuchSection { line: 1, .. })
        ));
    }
}
