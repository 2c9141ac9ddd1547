//! Words about reports.

use crate::domain::report::{Category, Reported};
use crate::domain::text::plain;
use crate::messages::{Said, say};

/// Characters that are shown of what was said.
const EXCERPT: usize = 300;

/// A category in words.
pub fn category(category: &Category) -> Said {
    say(match category {
        Category::Spam => "report-spam",
        Category::Abuse => "report-abuse",
        Category::Spoiler => "report-spoiler",
        Category::Legal => "report-legal",
        Category::Other => "report-other",
    })
}

/// What is reported, in a word.
pub fn what(what: &Reported) -> Said {
    say(match what {
        Reported::Actor(_) => "report-of-person",
        Reported::Review(_) => "report-of-review",
        Reported::Comment(_) => "report-of-comment",
        Reported::Post(_) => "report-of-post",
    })
}

/// How something begins.
pub fn excerpt(text: &str) -> String {
    plain::excerpt(text, EXCERPT)
}
