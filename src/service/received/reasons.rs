//! The reasons an activity was accepted, ignored or refused, each in a sentence.

/// The catalogue: lines of `reason | sentence`, below the headings of their classes.
const CATALOGUE: &str = include_str!("reasons.txt");

/// Every reason with its sentence.
pub fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = CATALOGUE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" | "))
}

/// The reason in a sentence; a reason without one speaks for itself.
pub fn in_words(reason: &str) -> String {
    match reasons().find(|(known, _)| *known == reason) {
        Some((_, sentence)) => sentence.to_owned(),
        None if reason.is_empty() => "No reason was noted.".to_owned(),
        None => {
            let mut letters = reason.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            format!("{first}{}.", letters.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_of_the_catalogue_is_one_reason_with_whole_sentences() {
        let mut seen = HashSet::new();
        for (reason, sentence) in reasons() {
            assert!(seen.insert(reason), "{reason} stands there twice");
            assert!(sentence.ends_with('.') && !sentence.contains(" | "), "{sentence}");
            assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
        }
        let lines = CATALOGUE
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), seen.len(), "a line that is no reason");
        assert!(seen.len() > 80);
    }

    #[test]
    fn a_reason_without_a_sentence_is_shown_as_it_is() {
        assert_eq!(in_words("a new reason"), "A new reason.");
        assert_eq!(in_words(""), "No reason was noted.");
    }
}
