//! How one rating compares with another.

use super::{Rating, Step};
use crate::domain::message::Message;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a later rating compares with an earlier one of the same film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RatingChange {
    /// The same step, or the same value.
    Unchanged,
    /// The same step, which has another word by now.
    Renamed,
    /// Higher than before.
    Up,
    /// Lower than before.
    Down,
    /// Cannot be ordered: one of the two is outside the order, or nothing leads from one scale to the other.
    Different,
}

/// Compares two ratings where they meet: the first version of a scale in which both have a step, by what became of them since.
/// Versions of one scale that nothing connects are compared by height; two scales that nothing connects are not.
pub fn rating_change(earlier: &Rating, later: &Rating) -> RatingChange {
    for before in line(earlier) {
        let meets = |after: &&Step| after.scale_id == before.scale_id && after.version == before.version;
        if let Some(after) = line(later).find(meets) {
            return named(compare(before, after), earlier, later);
        }
    }
    if earlier.step.scale_id == later.step.scale_id {
        return named(compare(&earlier.step, &later.step), earlier, later);
    }
    RatingChange::Different
}

fn line(rating: &Rating) -> impl Iterator<Item = &Step> {
    std::iter::once(&rating.step).chain(&rating.since)
}

fn compare(before: &Step, after: &Step) -> RatingChange {
    if before.id == after.id {
        return RatingChange::Unchanged;
    }
    match (before.value, after.value) {
        (Some(before), Some(after)) if before == after => RatingChange::Unchanged,
        (Some(before), Some(after)) if after > before => RatingChange::Up,
        (Some(_), Some(_)) => RatingChange::Down,
        _ if before.label == after.label => RatingChange::Unchanged,
        _ => RatingChange::Different,
    }
}

fn named(change: RatingChange, earlier: &Rating, later: &Rating) -> RatingChange {
    if change == RatingChange::Unchanged && earlier.step.label != later.step.label {
        RatingChange::Renamed
    } else {
        change
    }
}

impl RatingChange {
    /// “no change”, “no change, then called Fine”, “up from Fine”, “down from Fine”, “changed from Walked out”.
    pub fn to_words(self, earlier_label: &str) -> Message {
        let key = match self {
            Self::Unchanged => return Message::new("rating-unchanged"),
            Self::Renamed => "rating-renamed",
            Self::Up => "rating-up",
            Self::Down => "rating-down",
            Self::Different => "rating-different",
        };
        Message::new(key).with("label", earlier_label)
    }

    /// The same with the day of the earlier rating: “no change since 13 January 2014”, “up from Fine (13 January 2014)”.
    pub fn to_words_since(self, earlier_label: &str, day: NaiveDate) -> Message {
        let key = match self {
            Self::Unchanged => return Message::new("rating-unchanged-since").with("day", Message::day(day)),
            Self::Renamed => "rating-renamed-since",
            Self::Up => "rating-up-since",
            Self::Down => "rating-down-since",
            Self::Different => "rating-different-since",
        };
        Message::new(key)
            .with("label", earlier_label)
            .with("day", Message::day(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rating::tests::{rating, step};

    #[test]
    fn a_later_rating_is_compared_by_value_and_said_in_words() {
        let one = |label: &str, value| rating(&[step("a", 1, label, value)]);
        let (fine, great, left) = (one("Fine", Some(50)), one("Great", Some(90)), one("Walked out", None));
        let words = |before, after, label: &str| rating_change(before, after).to_words(label);
        assert_eq!(words(&fine, &great, "Fine").to_string(), "rating-up label=\"Fine\"");
        assert_eq!(words(&great, &fine, "Great").to_string(), "rating-down label=\"Great\"");
        assert_eq!(words(&great, &great, "Great").to_string(), "rating-unchanged");
        assert_eq!(
            words(&left, &fine, "Left").to_string(),
            "rating-different label=\"Left\""
        );
        assert_eq!(rating_change(&left, &left), RatingChange::Unchanged);
        let day = NaiveDate::from_ymd_opt(2014, 1, 13).unwrap();
        let since = |before, after| rating_change(before, after).to_words_since("Fine", day).to_string();
        assert_eq!(
            since(&great, &great),
            "rating-unchanged-since day=(date-day day=13 month=1 year=2014)"
        );
        assert_eq!(
            since(&fine, &great),
            "rating-up-since label=\"Fine\" day=(date-day day=13 month=1 year=2014)"
        );
    }

    #[test]
    fn a_step_that_was_renamed_is_still_the_same() {
        let (old, new) = (step("a", 1, "Fine", Some(50)), step("a", 2, "Good", Some(40)));
        let (earlier, later) = (rating(&[old, new.clone()]), rating(&[new]));
        assert_eq!(rating_change(&earlier, &later), RatingChange::Renamed);
    }

    #[test]
    fn what_became_of_the_steps_decides_and_not_their_heights() {
        // A step was put in below, so the same height means less than before.
        let (old, kept) = (step("a", 1, "Fine", Some(50)), step("a", 2, "Fine", Some(66)));
        let between = step("a", 2, "So-so", Some(50));
        let earlier = rating(&[old, kept]);
        assert_eq!(rating_change(&earlier, &rating(&[between])), RatingChange::Down);
    }

    #[test]
    fn two_scales_compare_where_one_replaced_the_other_and_not_otherwise() {
        let (stars, words) = (step("a", 1, "★★★★", Some(75)), step("b", 1, "Great", Some(66)));
        let better = rating(&[step("b", 1, "Framed on the wall", Some(100))]);
        let mapped = rating(&[stars.clone(), words.clone()]);
        assert_eq!(rating_change(&mapped, &better), RatingChange::Up);
        assert_eq!(rating_change(&mapped, &rating(&[words])), RatingChange::Renamed);
        assert_eq!(rating_change(&rating(&[stars]), &better), RatingChange::Different);
    }

    #[test]
    fn two_ratings_of_old_meet_in_the_version_they_share_first() {
        // Both became one step later on; when they were given they were two.
        let (fine, great) = (step("a", 1, "Fine", Some(50)), step("a", 1, "Great", Some(100)));
        let one = step("a", 2, "Yes", Some(100));
        let (earlier, later) = (rating(&[fine, one.clone()]), rating(&[great, one]));
        assert_eq!(rating_change(&earlier, &later), RatingChange::Up);
    }
}
