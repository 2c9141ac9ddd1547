//! Everything somebody saw, in order, with what has to be counted over all of it: which time each film was seen.

use super::{SeenOn, Viewing};
use crate::domain::id::FilmId;
use std::collections::{BTreeMap, HashMap};

/// A viewing and which time of its film it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The viewing.
    pub viewing: Viewing,
    /// 1 for the first time its keeper saw the film.
    pub ordinal: usize,
}

impl Entry {
    /// Seen before.
    pub const fn is_rewatch(&self) -> bool {
        self.ordinal > 1
    }
}

/// Viewings of one keeper, the latest first; what has no date comes last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary(Vec<Entry>);

impl Diary {
    /// Puts viewings in order. Two of one day are told apart by their ids, which are given in time order.
    pub fn of(mut viewings: Vec<Viewing>) -> Self {
        viewings.sort_by(|a, b| (a.seen_on.sort_key(), &a.id).cmp(&(b.seen_on.sort_key(), &b.id)));
        let mut times: HashMap<FilmId, usize> = HashMap::new();
        let number = |viewing: Viewing| {
            let time = times.entry(viewing.film_id.clone()).or_default();
            *time += 1;
            Entry {
                viewing,
                ordinal: *time,
            }
        };
        let mut entries: Vec<Entry> = viewings.into_iter().map(number).collect();
        entries.reverse();
        Self(entries)
    }

    /// All of it.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// What was seen in a year, or has no date.
    pub fn of_year(&self, year: Option<i32>) -> &[Entry] {
        let of = |entry: &Entry| entry.viewing.seen_on.year();
        let from = self.0.partition_point(|entry| of(entry) > year);
        let to = self.0.partition_point(|entry| of(entry) >= year);
        self.0.get(from..to).unwrap_or_default()
    }

    /// How much was seen in each year; `None` is what has no date.
    pub fn years(&self) -> BTreeMap<Option<i32>, usize> {
        let mut years = BTreeMap::new();
        for entry in &self.0 {
            *years.entry(entry.viewing.seen_on.year()).or_default() += 1;
        }
        years
    }
}

impl SeenOn {
    /// The year, where there is a date.
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Unknown => None,
            other => Some(other.sort_key().0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ViewingId;
    use chrono::NaiveDate;

    fn seen(id: &str, film: &str, seen_on: SeenOn) -> Viewing {
        Viewing {
            id: ViewingId::new(id),
            film_id: FilmId::new(film),
            review_id: None,
            seen_on,
            medium: String::new(),
            venue: String::new(),
            note: String::new(),
            private: false,
        }
    }

    #[test]
    fn the_latest_comes_first_and_each_film_is_counted_from_its_first_time() {
        let day = |y, m, d| SeenOn::Day(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let diary = Diary::of(vec![
            seen("3", "a", day(2020, 2, 1)),
            seen("1", "a", day(2024, 5, 5)),
            seen("2", "b", SeenOn::Year(2020)),
            seen("4", "a", SeenOn::Unknown),
            seen("5", "b", day(2020, 2, 1)),
        ]);
        let told: Vec<(&str, usize)> = diary
            .entries()
            .iter()
            .map(|entry| (entry.viewing.id.as_str(), entry.ordinal))
            .collect();
        assert_eq!(told, [("1", 3), ("5", 2), ("3", 2), ("2", 1), ("4", 1)]);
        assert_eq!(
            diary.years(),
            BTreeMap::from([(None, 1), (Some(2020), 3), (Some(2024), 1)])
        );
        let of = |year| -> Vec<&str> {
            diary
                .of_year(year)
                .iter()
                .map(|entry| entry.viewing.id.as_str())
                .collect()
        };
        assert_eq!(of(Some(2020)), ["5", "3", "2"]);
        assert_eq!(of(None), ["4"]);
        assert!(of(Some(2021)).is_empty() && of(Some(1990)).is_empty());
    }
}
