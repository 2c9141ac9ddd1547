//! Showing a review again: its author brings an older review to the followers' attention once more.

use crate::domain::id::{ActorId, ReviewId, ShowingId};
use chrono::{DateTime, TimeDelta, Utc};

/// How long a review rests between its publication, or the last time it was shown, and the next time, in days.
const REST_D: i64 = 30;

/// How many reviews an author can show again within a day: followers come for what is new.
pub const SHOWINGS_A_DAY: i64 = 2;

/// One time that a review was shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// Our identifier.
    pub id: ShowingId,
    /// Which review.
    pub review_id: ReviewId,
    /// Whose.
    pub author_id: ActorId,
    /// Id of the Announce activity.
    pub activity_uri: String,
    /// When.
    pub shown_at: DateTime<Utc>,
}

/// From when on a review can be shown again; `last` is when it was shown last.
pub fn earliest(published_at: DateTime<Utc>, last: Option<DateTime<Utc>>) -> DateTime<Utc> {
    Some(published_at).max(last).unwrap_or(published_at) + TimeDelta::days(REST_D)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_rests_for_thirty_days_after_it_was_published_and_after_each_showing() {
        let day = |n| DateTime::UNIX_EPOCH + TimeDelta::days(n);
        assert_eq!(earliest(day(0), None), day(30));
        assert_eq!(earliest(day(0), Some(day(45))), day(75));
    }
}
