//! A review as it is typed: every field checked at once, with words about what to do.

mod check;
#[cfg(test)]
mod tests;

use super::{Quote, SectionKind};
use crate::domain::film::FilmInput;
use crate::domain::id::{MediaId, StepId};
use crate::domain::message::Message;
use crate::domain::viewing::SeenOn;
use serde::{Deserialize, Serialize};
use url::Url;

pub use check::is_language_tag;

/// A section as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionInput {
    /// Which.
    pub kind: SectionKind,
    /// The author's heading; empty for the usual one.
    pub label: String,
    /// Markdown.
    pub source: String,
}

/// Trivia as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriviaInput {
    /// Markdown.
    pub text: String,
    /// Name of the source.
    pub source_name: String,
    /// Address of the source.
    pub source_url: String,
}

/// A viewing as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewingInput {
    /// See `SeenOn::parse`.
    pub seen_on: String,
    /// Cinema, Blu-ray, streaming…
    pub medium: String,
    /// Where.
    pub venue: String,
    /// Anything worth remembering.
    pub note: String,
}

/// Everything of a review as typed in the editor or in front matter, unchecked. Kept as it is when something is wrong with
/// it, so that nothing typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    /// Title of the film.
    pub film: String,
    /// Year of release; may be empty.
    pub year: String,
    /// What is known of the film; an empty field leaves it as it is.
    pub facts: FilmInput,
    /// A title of its own.
    pub headline: String,
    /// Last part of the address; empty to have one made.
    pub slug: String,
    /// BCP 47 tag.
    pub language: String,
    /// Sections; missing kinds are empty.
    pub sections: Vec<SectionInput>,
    /// The epigraph's line.
    pub quote_text: String,
    /// The epigraph's speaker.
    pub quote_speaker: String,
    /// Trivia; rows without text are dropped.
    pub trivia: Vec<TriviaInput>,
    /// The step chosen; `None` for no rating.
    pub step: Option<StepId>,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words for followers.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Times seen; wholly empty rows are dropped.
    pub viewings: Vec<ViewingInput>,
    /// The poster, uploaded before.
    pub poster: Option<MediaId>,
}

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the form field: `film`, `year`, `viewings.1.seen_on`…
    pub field: String,
    /// What to do about it.
    pub message: Message,
}

impl FieldError {
    /// An error of that field.
    pub fn new(field: impl Into<String>, message: impl Into<Message>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// A viewing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedViewing {
    /// When.
    pub seen_on: SeenOn,
    /// How.
    pub medium: String,
    /// Where.
    pub venue: String,
    /// Note.
    pub note: String,
}

/// Trivia that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTrivia {
    /// Markdown.
    pub text: String,
    /// Name of the source.
    pub source_name: String,
    /// Address of the source.
    pub source_url: Option<Url>,
}

/// A review that may be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedReview {
    /// Title of the film.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// What is known of the film, each field readable; an empty one leaves it as it is.
    pub facts: FilmInput,
    /// A title of its own.
    pub headline: Option<String>,
    /// Slug as the author wants it, already in slug form; `None` to have one made.
    pub slug: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Non-empty sections, in page order.
    pub sections: Vec<SectionInput>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// Trivia with text.
    pub trivia: Vec<CheckedTrivia>,
    /// The step chosen.
    pub step: Option<StepId>,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words, plain text.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: Option<String>,
    /// Without `#`, unique without regard to case.
    pub tags: Vec<String>,
    /// In time order.
    pub viewings: Vec<CheckedViewing>,
    /// The poster.
    pub poster: Option<MediaId>,
}

/// The longest section, in characters: more than any review, less than a book.
pub const SECTION_MAX: usize = 100_000;
/// The longest teaser, in characters: with rating and film in front it stays below Mastodon's 500.
pub const TEASER_MAX: usize = 300;
