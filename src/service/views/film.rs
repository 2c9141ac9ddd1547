//! A film's page.

use super::{PictureView, ReviewCard};
use crate::domain::review::Quote;

/// A film's page.
#[derive(Clone, Debug)]
pub struct FilmPage {
    /// Title.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Path.
    pub path: String,
    /// Reviews in time order.
    pub reviews: Vec<FilmReview>,
    /// Poster of the newest review that has one.
    pub poster: Option<PictureView>,
}

/// A review on a film's page.
#[derive(Clone, Debug)]
pub struct FilmReview {
    /// The review.
    pub card: ReviewCard,
    /// `up from Fine`, against the same author's review before it.
    pub change: Option<String>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// `Seen twice`: as often as its author had seen the film by then.
    pub times_seen: Option<String>,
}
