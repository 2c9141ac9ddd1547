//! The reasons an activity was accepted, ignored or refused, each with a message that says it in a sentence.

use crate::domain::message::Message;

/// Lines of `reason | key of its message`, below the headings of their classes.
const REASONS: &str = include_str!("reasons.txt");

/// Every reason with the key of its sentence.
pub fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = REASONS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" | "))
}

/// The reason in a sentence; a reason without one speaks for itself.
pub fn in_words(reason: &str) -> Message {
    match reasons().find(|(known, _)| *known == reason) {
        Some((_, key)) => Message::new(key),
        None if reason.is_empty() => Message::new("reason-none"),
        None => {
            let mut letters = reason.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            Message::new("reason-other").with("reason", format!("{first}{}", letters.as_str()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_one_reason_with_whole_sentences() {
        let mut seen = HashSet::new();
        for (reason, key) in reasons() {
            assert!(seen.insert(reason), "{reason} stands there twice");
            let sentence = Language::English.tell(&Message::new(key));
            assert!(sentence.ends_with('.') && !sentence.contains(" | "), "{sentence}");
            assert!(sentence.starts_with(char::is_uppercase), "{sentence}");
        }
        let lines = REASONS
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), seen.len(), "a line that is no reason");
        assert!(seen.len() > 80);
    }

    #[test]
    fn a_reason_without_a_sentence_is_shown_as_it_is() {
        let said = |reason| Language::English.tell(&in_words(reason));
        assert_eq!(said("a new reason"), "A new reason.");
        assert_eq!(said(""), "No reason was noted.");
    }
}
