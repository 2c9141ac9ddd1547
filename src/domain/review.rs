//! Reviews: the text, its parts, and what makes one valid.

pub mod comparison;
mod input;

use crate::domain::film::film_label;
use crate::domain::id::{ActorId, FilmId, MediaId, ReviewId, StepId};
use crate::domain::message::Message;
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

pub use input::{
    CheckedReview, CheckedTrivia, CheckedViewing, FieldError, ReviewInput, SECTION_MAX, SectionInput, TEASER_MAX,
    TriviaInput, ViewingInput, is_language_tag,
};

/// `Headline: Film (1999)`, or the film alone: for titles, and the `name` of the Article.
pub fn review_title(headline: Option<&str>, film_title: &str, film_year: Option<i32>) -> String {
    let film = film_label(film_title, film_year);
    match headline {
        Some(headline) => format!("{headline}: {film}"),
        None => film,
    }
}

/// Where a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Only its author sees it.
    Draft,
    /// Only its author sees it, until it is published by itself.
    Scheduled,
    /// Public.
    Published,
    /// Taken back: its address answers 410; the author keeps the text.
    Withdrawn,
    /// Deleted: only the Tombstone is left.
    Deleted,
}

impl Status {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Deleted => "deleted",
        }
    }

    /// True before it was ever public.
    pub fn is_unpublished(self) -> bool {
        matches!(self, Self::Draft | Self::Scheduled)
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Draft,
            Self::Scheduled,
            Self::Published,
            Self::Withdrawn,
            Self::Deleted,
        ]
        .into_iter()
        .find(|s| s.as_str() == name)
    }
}

/// The kinds of section a review has; the label is the author's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SectionKind {
    /// What happens, briefly.
    Synopsis,
    /// What the reviewer thinks.
    Take,
    /// The verdict in a sentence or two, free of spoilers.
    BottomLine,
}

impl SectionKind {
    /// In the order of the page.
    pub const ALL: [SectionKind; 3] = [Self::Synopsis, Self::Take, Self::BottomLine];

    /// The name in rows, forms and front matter; also the anchor on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Synopsis => "synopsis",
            Self::Take => "take",
            Self::BottomLine => "bottom-line",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == name)
    }

    /// The heading where the author gives none.
    pub fn default_label(self) -> Message {
        Message::new(match self {
            Self::Synopsis => "section-synopsis",
            Self::Take => "section-take",
            Self::BottomLine => "section-bottom-line",
        })
    }
}

/// A section with its rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub kind: SectionKind,
    /// Heading.
    pub label: String,
    /// Markdown.
    pub source: String,
    /// Rendered and sanitised.
    pub html: SafeHtml,
}

/// The epigraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The line.
    pub text: String,
    /// Who says it.
    pub speaker: String,
}

/// Trivia with its source, rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trivia {
    /// Markdown.
    pub source: String,
    /// Rendered and sanitised.
    pub html: SafeHtml,
    /// Name of the source.
    pub source_name: String,
    /// Address of the source.
    pub source_url: Option<Url>,
}

/// A review as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Our identifier; the object URL is made of it.
    pub id: ReviewId,
    /// Who wrote it.
    pub author_id: ActorId,
    /// The film.
    pub film_id: FilmId,
    /// A title of its own beside the film's.
    pub headline: Option<String>,
    /// Last part of the page's address, unique for the author.
    pub slug: String,
    /// BCP 47 tag of the text.
    pub language: String,
    /// Where it stands.
    pub status: Status,
    /// In page order; empty sections are left out.
    pub sections: Vec<Section>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// In the author's order.
    pub trivia: Vec<Trivia>,
    /// The step chosen.
    pub step_id: Option<StepId>,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words for feeds and followers, plain text.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: Option<String>,
    /// The poster.
    pub poster_id: Option<MediaId>,
    /// As typed, in order.
    pub tags: Vec<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// Last saved.
    pub saved_at: DateTime<Utc>,
    /// First published.
    pub published_at: Option<DateTime<Utc>>,
    /// Last edited after publication; absent before the first edit (GoToSocial rejects `updated` before `published`).
    pub edited_at: Option<DateTime<Utc>>,
    /// When its Create went to the delivery queue.
    pub announced_at: Option<DateTime<Utc>>,
    /// When it was withdrawn or deleted.
    pub gone_at: Option<DateTime<Utc>>,
    /// Counts the saves.
    pub revision: i64,
    /// When what it says of the review before it changed, though its author did not touch it.
    pub rechained_at: Option<DateTime<Utc>>,
}

impl Review {
    /// When its Article last came to say something else than at its publication: by an edit, or by what became of the review
    /// before it. `None` while it never did.
    pub fn changed_at(&self) -> Option<DateTime<Utc>> {
        self.edited_at.max(self.rechained_at)
    }

    /// Whether a review that follows `before` reads differently when this stands in its place: that it is there, of which
    /// film, and how it is rated.
    pub fn chains_like(&self, before: &Self) -> bool {
        let place = |review: &Self| (review.status == Status::Published).then(|| review.film_id.clone());
        place(self) == place(before) && self.step_id == before.step_id
    }
}
