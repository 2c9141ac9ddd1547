//! Viewings: the times a film was seen. How often is always counted, never typed.

pub mod diary;

use crate::domain::film::{check_film_year, check_title};
use crate::domain::id::{FilmId, ReviewId, ViewingId};
use crate::domain::message::Message;
use crate::domain::review::{CheckedViewing, FieldError, ViewingInput};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// When a film was seen, as exactly as the reviewer remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SeenOn {
    /// Some time, nobody knows when. Sorts first.
    Unknown,
    /// In a year.
    Year(i32),
    /// In a month of a year.
    Month(i32, u32),
    /// On a day.
    Day(NaiveDate),
}

impl SeenOn {
    /// Reads `2014-01-13`, `2014-01`, `2014`, `unknown` or nothing.
    ///
    /// # Errors
    /// What does not read as day, month, year or nothing, with what to write.
    pub fn parse(input: &str) -> Result<Self, Message> {
        let text = input.trim();
        let bad = || Message::new("input-date").with("typed", text.chars().take(40).collect::<String>());
        if text.is_empty() || text.eq_ignore_ascii_case("unknown") {
            return Ok(Self::Unknown);
        }
        let parts: Vec<&str> = text.split('-').collect();
        let year = |y: &str| {
            (y.len() == 4)
                .then(|| y.parse::<i32>().ok())
                .flatten()
                .filter(|y| (1888..=2200).contains(y))
                .ok_or_else(bad)
        };
        let number = |n: &str| (n.len() <= 2).then(|| n.parse::<u32>().ok()).flatten().ok_or_else(bad);
        match parts.as_slice() {
            [y] => Ok(Self::Year(year(y)?)),
            [y, m] => {
                let (y, m) = (year(y)?, number(m)?);
                if (1..=12).contains(&m) {
                    Ok(Self::Month(y, m))
                } else {
                    Err(bad())
                }
            }
            [y, m, d] => NaiveDate::from_ymd_opt(year(y)?, number(m)?, number(d)?)
                .map(Self::Day)
                .ok_or_else(bad),
            _ => Err(bad()),
        }
    }

    /// The text that `parse` reads back; empty when unknown. Also the machine form for `<time datetime>`.
    pub fn to_text(self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Year(y) => format!("{y:04}"),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Day(d) => d.format("%Y-%m-%d").to_string(),
        }
    }

    /// For people: `13 January 2014`, `January 2014`, `2014`, `date unknown`.
    pub fn to_words(self) -> Message {
        match self {
            Self::Unknown => Message::new("date-unknown"),
            Self::Year(year) => Message::new("date-year").with("year", year),
            Self::Month(year, month) => Message::new("date-month").with("month", month).with("year", year),
            Self::Day(day) => Message::day(day),
        }
    }

    /// `day`, `month`, `year` or `unknown`.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Year(_) => "year",
            Self::Month(..) => "month",
            Self::Day(_) => "day",
        }
    }

    /// Order in time: unknown first, a year before its months, a month before its days.
    pub fn sort_key(self) -> (i32, u32, u32) {
        match self {
            Self::Unknown => (0, 0, 0),
            Self::Year(y) => (y, 0, 0),
            Self::Month(y, m) => (y, m, 0),
            Self::Day(d) => (d.year(), d.month(), d.day()),
        }
    }
}

/// One time seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewing {
    /// Our identifier.
    pub id: ViewingId,
    /// The film.
    pub film_id: FilmId,
    /// The review it was entered with.
    pub review_id: Option<ReviewId>,
    /// When.
    pub seen_on: SeenOn,
    /// Cinema, Blu-ray, streaming…; the reviewer's own word.
    pub medium: String,
    /// Where; the reviewer's own word.
    pub venue: String,
    /// Anything worth remembering.
    pub note: String,
    /// Only its author sees it; logged without a review.
    pub private: bool,
}

/// A viewing without a review, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewingForm {
    /// Title of the film.
    pub film: String,
    /// Year of release; may be empty.
    pub year: String,
    /// When and how.
    pub viewing: ViewingInput,
    /// For nobody else's eyes.
    pub private: bool,
}

/// A viewing without a review that may be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedForm {
    /// Title of the film.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// When and how.
    pub viewing: CheckedViewing,
    /// For nobody else's eyes.
    pub private: bool,
}

impl ViewingForm {
    /// What was saved, to be changed.
    pub fn of(viewing: &Viewing, title: &str, year: Option<i32>) -> Self {
        Self {
            film: title.to_owned(),
            year: year.map(|year| year.to_string()).unwrap_or_default(),
            viewing: ViewingInput {
                seen_on: viewing.seen_on.to_text(),
                medium: viewing.medium.clone(),
                venue: viewing.venue.clone(),
                note: viewing.note.clone(),
            },
            private: viewing.private,
        }
    }

    /// Checks for saving; everything wrong is reported at once.
    pub fn check(&self, today: DateTime<Utc>) -> Result<CheckedForm, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = check_title("film", &self.film).map_err(|error| errors.push(error));
        let year = check_film_year("year", &self.year, today).map_err(|error| errors.push(error));
        let viewing = self.viewing.check("", today).map_err(|wrong| errors.extend(wrong));
        match (title, year, viewing) {
            (Ok(film_title), Ok(film_year), Ok(viewing)) => Ok(CheckedForm {
                film_title,
                film_year,
                viewing,
                private: self.private,
            }),
            _ => Err(errors),
        }
    }
}

/// “Seen once”, “Seen twice”, “Seen 3 times”; `None` for none.
pub fn times_seen(count: usize) -> Option<Message> {
    (count > 0).then(|| Message::new("times-seen").with("n", count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_precision_reads_back_as_written() {
        for (text, words) in [
            ("2014-01-13", "date-day day=13 month=1 year=2014"),
            ("2014-01", "date-month month=1 year=2014"),
            ("2014", "date-year year=2014"),
            ("", "date-unknown"),
        ] {
            let seen = SeenOn::parse(text).unwrap();
            assert_eq!(seen.to_text(), text);
            assert_eq!(seen.to_words().to_string(), words);
        }
    }

    #[test]
    fn impossible_dates_are_refused_with_what_was_typed() {
        for text in ["2014-02-30", "2014-13", "1700", "soon", "2014-1-1-1", "20140101"] {
            let typed = Message::new("input-date").with("typed", text);
            assert_eq!(SeenOn::parse(text), Err(typed));
        }
    }

    #[test]
    fn an_entry_needs_a_film_and_a_day_that_has_come() {
        let today = "2026-11-22T20:00:00Z".parse().unwrap();
        let form = |film: &str, year: &str, seen_on: &str| ViewingForm {
            film: film.to_owned(),
            year: year.to_owned(),
            viewing: ViewingInput {
                seen_on: seen_on.to_owned(),
                ..ViewingInput::default()
            },
            private: false,
        };
        assert_eq!(
            form("Salt", "", "").check(today).unwrap().viewing.seen_on,
            SeenOn::Unknown
        );
        assert!(form("Salt", "1974", "2026-11").check(today).is_ok());
        for bad in [
            form("", "", ""),
            form("Salt", "1492", ""),
            form("Salt", "", "2026-12"),
            form("Salt", "", "2027"),
        ] {
            assert_eq!(bad.check(today).unwrap_err().len(), 1, "{bad:?}");
        }
        let all = form(&"x".repeat(10_000), "soon", "never").check(today).unwrap_err();
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn what_was_never_seen_is_not_counted() {
        assert_eq!(times_seen(0), None);
        assert_eq!(times_seen(7), Some(Message::new("times-seen").with("n", 7)));
    }
}
