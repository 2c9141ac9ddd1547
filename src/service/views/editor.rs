//! What the author of reviews works with: the own list and the editor.

use super::PictureView;
use crate::domain::film::{FilmInput, Source};
use crate::domain::id::ReviewId;
use crate::domain::rating::Scale;
use crate::domain::review::{ReviewInput, Status};
use crate::domain::schedule::{Schedule, Zone};
use chrono::{DateTime, Utc};

/// A row of the author's own list.
#[derive(Clone, Debug)]
pub struct OwnReview {
    /// Our identifier.
    pub id: ReviewId,
    /// `Headline: Film (1999)`.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Its page, for a published one.
    pub path: Option<String>,
    /// Last save.
    pub saved_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// When it is to be published.
    pub schedule: Option<Schedule>,
}

/// The author's own list.
#[derive(Clone, Debug, Default)]
pub struct OwnReviews {
    /// Scheduled, the next to be published first.
    pub scheduled: Vec<OwnReview>,
    /// Drafts, latest save first.
    pub drafts: Vec<OwnReview>,
    /// One page of the published ones, newest first.
    pub published: Vec<OwnReview>,
    /// Which; counted from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// Withdrawn.
    pub withdrawn: Vec<OwnReview>,
}

/// What the editor needs beside the typed text.
#[derive(Clone, Debug)]
pub struct EditorContext {
    /// `None` for a new review.
    pub id: Option<ReviewId>,
    /// Where it stands.
    pub status: Status,
    /// When it is to be published, for a scheduled one.
    pub schedule: Option<Schedule>,
    /// Where the author reads the clock.
    pub zone: Zone,
    /// Its page, for a published one.
    pub path: Option<String>,
    /// The author's scales, current versions; a retired step that the review still has is added to its scale's steps.
    pub scales: Vec<Scale>,
    /// The poster chosen.
    pub poster: Option<PictureView>,
    /// Titles of films already here, for the picker.
    pub films: Vec<String>,
    /// Path of the film's page, for a review that was saved.
    pub film_path: Option<String>,
    /// What was fetched of the film, for the eye.
    pub fetched: FilmInput,
    /// The catalogues of films that can be asked.
    pub catalogues: Vec<Source>,
    /// Labels for empty sections: those of the author's last review.
    pub section_labels: Vec<(&'static str, String)>,
}

/// A review to go on writing.
#[derive(Clone, Debug)]
pub struct Editing {
    /// What was typed.
    pub input: ReviewInput,
    /// What the editor needs beside it.
    pub context: EditorContext,
}
