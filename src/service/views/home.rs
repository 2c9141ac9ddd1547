//! The home page.

use super::{ActorCard, LatestComment, ReviewList};

/// The home page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Reviews.
    pub list: ReviewList,
    /// Latest comments by people (first page only).
    pub latest_comments: Vec<LatestComment>,
    /// The people who write here.
    pub writers: Vec<ActorCard>,
}
