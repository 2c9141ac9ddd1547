//! What changed between two reviews, as its page shows it.

use super::{ActorCard, RatingView};
use crate::domain::film::film_label;
use crate::domain::id::{FilmId, ReviewId};
use crate::domain::message::Message;
use crate::domain::review::comparison::Comparison;
use chrono::{DateTime, Utc};

/// One of the two reviews.
#[derive(Clone, Debug)]
pub struct ComparedReview {
    /// Our identifier.
    pub id: ReviewId,
    /// Its page.
    pub path: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// A title of its own.
    pub headline: Option<String>,
    /// The verdict.
    pub rating: Option<RatingView>,
    /// Recommended.
    pub recommend: bool,
}

/// A section of both.
#[derive(Clone, Debug)]
pub struct ComparedSection {
    /// Stable anchor: `take`, `trivia`.
    pub anchor: &'static str,
    /// The author's own heading; `None` for what has none.
    pub label: Option<String>,
    /// The heading it had before, where it was another.
    pub former_label: Option<String>,
    /// What changed.
    pub comparison: Comparison,
}

/// What changed between a review and its author's review of the same film before it.
#[derive(Clone, Debug)]
pub struct ComparisonPage {
    /// Film title.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// Path of the film's page.
    pub film_path: String,
    /// Our identifier of the film.
    pub film_id: FilmId,
    /// Who wrote both.
    pub author: ActorCard,
    /// Language of the later one.
    pub language: String,
    /// The earlier one.
    pub before: ComparedReview,
    /// The later one.
    pub after: ComparedReview,
    /// `no change since 13 January 2014`.
    pub change: Option<Message>,
    /// In the order of the review's page.
    pub sections: Vec<ComparedSection>,
    /// One of them gives away the plot.
    pub spoilers: bool,
    /// The page with the origin.
    pub canonical: String,
}

impl ComparisonPage {
    /// `Film (1999)`.
    pub fn film_label(&self) -> String {
        film_label(&self.film_title, self.film_year)
    }
}
