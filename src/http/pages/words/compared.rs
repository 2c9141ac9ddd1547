//! What changed between two reviews, in words.

use super::{Said, say};
use crate::domain::review::comparison::{Comparison, Fate, Piece};

/// The heading of what the author gives none.
pub fn compared_part(anchor: &&str) -> Said {
    say(match *anchor {
        "trivia" => "article-trivia",
        _ => "review-compared-line",
    })
}

/// What became of a section.
pub fn compared(comparison: &Comparison) -> Said {
    match comparison {
        Comparison::Same => say("review-compared-same"),
        Comparison::Reworked(paragraphs) => reworked(paragraphs),
        Comparison::Anew(..) => say("review-compared-anew"),
        Comparison::New(_) => say("review-compared-new"),
        Comparison::Gone(_) => say("review-compared-gone"),
    }
}

fn reworked(paragraphs: &[Vec<Piece>]) -> Said {
    let count = |fate| {
        let pieces = paragraphs.iter().flatten().filter(|piece| piece.fate == fate);
        pieces.map(|piece| piece.text.split_whitespace().count()).sum::<usize>()
    };
    let (new, out) = (count(Fate::Added), count(Fate::LeftOut));
    let key = match (new, out) {
        (0, 0) => "review-compared-moved",
        (0, _) => "review-compared-words-out",
        (_, 0) => "review-compared-words-new",
        _ => "review-compared-words",
    };
    say(key).with("new", new).with("out", out)
}
