//! The home page.

use super::{ActorCard, LatestComment, ReviewCard, ReviewList};
use chrono::{DateTime, Utc};

/// The home page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Reviews.
    pub list: ReviewList,
    /// Older reviews that were shown again since the oldest of these, each with the time (first page only).
    pub shown_again: Vec<(ReviewCard, DateTime<Utc>)>,
    /// What was published on this day of an earlier year (first page only).
    pub on_this_day: Vec<ReviewCard>,
    /// Latest comments by people (first page only).
    pub latest_comments: Vec<LatestComment>,
    /// The people who write here.
    pub writers: Vec<ActorCard>,
}
