//! What changed between two reviews, in words.

use crate::domain::review::comparison::{Comparison, Fate, Piece};

/// The heading of what the author gives none.
pub fn compared_part(anchor: &&str) -> &'static str {
    match *anchor {
        "trivia" => "Trivia",
        _ => "The line",
    }
}

/// What became of a section.
pub fn compared(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Same => "Word for word as before".to_owned(),
        Comparison::Reworked(paragraphs) => {
            let count = |fate| {
                let pieces = paragraphs.iter().flatten().filter(|piece| piece.fate == fate);
                pieces
                    .map(|piece: &Piece| piece.text.split_whitespace().count())
                    .sum::<usize>()
            };
            match (count(Fate::Added), count(Fate::LeftOut)) {
                (0, 0) => "Other paragraphs, the same words".to_owned(),
                (0, 1) => "One word left out".to_owned(),
                (0, out) => format!("{out} words left out"),
                (1, 0) => "One new word".to_owned(),
                (new, 0) => format!("{new} new words"),
                (1, 1) => "One new word, one left out".to_owned(),
                (1, out) => format!("One new word, {out} left out"),
                (new, 1) => format!("{new} new words, one left out"),
                (new, out) => format!("{new} new words, {out} left out"),
            }
        }
        Comparison::Anew(..) => "Written anew".to_owned(),
        Comparison::New(_) => "Was not there before".to_owned(),
        Comparison::Gone(_) => "Was left out".to_owned(),
    }
}
