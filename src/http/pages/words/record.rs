//! Words of the record: films and their people, the index, the diary and the numbers.

use super::{Count, more};
use crate::domain::credit::CreditRole;
use crate::domain::index::IndexMode;
use crate::service::views::Keeper;

/// The heading over those who did something in a film.
pub fn credited(role: &CreditRole, people: usize) -> &'static str {
    match (role, people) {
        (CreditRole::Director, 1) => "Director",
        (CreditRole::Director, _) => "Directors",
        (CreditRole::Writer, 1) => "Writer",
        (CreditRole::Writer, _) => "Writers",
        (CreditRole::Producer, 1) => "Producer",
        (CreditRole::Producer, _) => "Producers",
        (other, _) => other.label(),
    }
}

/// `and 4 more`: those of a film's people whom a short list leaves out.
pub fn more_people(all: usize, shown: &usize) -> String {
    more(i64::try_from(all.saturating_sub(*shown)).unwrap_or_default()).to_string()
}

/// The hint of a field, or what was fetched for it.
pub fn fetched(fetched: &str, hint: &str) -> String {
    if fetched.is_empty() {
        return hint.to_owned();
    }
    let short: String = fetched
        .lines()
        .take(6)
        .collect::<Vec<_>>()
        .join(" · ")
        .chars()
        .take(240)
        .collect();
    format!("Found elsewhere: {short}")
}

/// The link to the newest review of a film.
pub fn newest_of(reviews: &usize) -> String {
    match reviews {
        0 | 1 => "The review".to_owned(),
        n => format!("The newest of {n} reviews"),
    }
}

/// The name of a review without a headline on its film's page: which one of its author's reviews of the film it is.
pub fn look(nth: &usize, of: &usize) -> String {
    match (nth, of) {
        (_, 0 | 1) => "The review".to_owned(),
        (1, _) => "A first look".to_owned(),
        (2, _) => "A second look".to_owned(),
        (3, _) => "A third look".to_owned(),
        (n, _) => format!("Look number {n}"),
    }
}

/// `one film`, `12 films`.
pub fn films(n: usize) -> String {
    count(n.number(), "film", "films")
}

/// The heading of the index.
pub fn index_title(mode: &IndexMode) -> &'static str {
    match mode {
        IndexMode::Title => "Films by title",
        IndexMode::Year => "Films by year",
        IndexMode::Rating => "Films by rating",
        IndexMode::Person => "People",
        IndexMode::Tag => "Tags",
    }
}

/// The index on its row of tabs.
pub fn index_mode(mode: &IndexMode) -> &'static str {
    match mode {
        IndexMode::Title => "Title",
        IndexMode::Year => "Year",
        IndexMode::Rating => "Rating",
        IndexMode::Person => "Person",
        IndexMode::Tag => "Tag",
    }
}

/// The label of the index's filter.
pub fn index_filter(mode: &IndexMode) -> &'static str {
    match mode {
        IndexMode::Person => "Part of a name",
        IndexMode::Tag => "Part of a tag",
        IndexMode::Title | IndexMode::Year | IndexMode::Rating => "Part of a title",
    }
}

/// `3 reviews`, `3 films`: said behind an entry of the index where it is more than one.
pub fn index_count(mode: &IndexMode, n: &usize) -> Option<String> {
    match (mode, n) {
        (IndexMode::Person, 0) | (_, 0 | 1) => None,
        (IndexMode::Person, n) => Some(format!("{n} films")),
        (_, n) => Some(format!("{n} reviews")),
    }
}

/// `one entry`, `12 entries`.
pub fn entries(n: &usize) -> String {
    count(n.number(), "entry", "entries")
}

/// `one viewing`, `12 viewings`.
pub fn viewings(n: &usize) -> String {
    count(n.number(), "viewing", "viewings")
}

/// How many of those were not the first of their film.
pub fn rewatches(n: &usize) -> String {
    match n {
        0 => "all for the first time".to_owned(),
        1 => "one seen before".to_owned(),
        n => format!("{n} seen before"),
    }
}

/// `Second time`, `5th time`.
pub fn time_seen(n: &usize) -> String {
    match n {
        1 => "First time".to_owned(),
        2 => "Second time".to_owned(),
        3 => "Third time".to_owned(),
        4 => "Fourth time".to_owned(),
        5 => "Fifth time".to_owned(),
        n => match (n % 10, n % 100) {
            (1, rest) if rest != 11 => format!("{n}st time"),
            (2, rest) if rest != 12 => format!("{n}nd time"),
            (3, rest) if rest != 13 => format!("{n}rd time"),
            _ => format!("{n}th time"),
        },
    }
}

/// A month by its number; anything else is a year of which nothing more is known.
pub fn month(month: &u32) -> String {
    let day = chrono::NaiveDate::from_ymd_opt(2000, *month, 1);
    day.map_or_else(
        || "Some time in the year".to_owned(),
        |day| day.format("%B").to_string(),
    )
}

/// The heading of a diary.
pub fn diary_title(name: &str, year: &Option<i32>, empty: bool) -> String {
    match year {
        Some(year) => format!("{name}’s {year}"),
        None if empty => format!("{name}’s diary"),
        None => format!("What {name} saw, nobody knows when"),
    }
}

/// The heading of the numbers.
pub fn stats_title(name: &str, year: &Option<i32>) -> String {
    match year {
        Some(year) => format!("{name}’s {year} in numbers"),
        None => format!("{name}’s films in numbers"),
    }
}

/// What the chart over time leaves out.
pub fn undated(n: &i64) -> String {
    match n {
        1 => "One more has no date that would fit here.".to_owned(),
        n => format!("{n} more have no date that would fit here."),
    }
}

/// What keeps the addresses of a record to one person's, where several people keep one here.
pub fn record_of(keepers: &[Keeper]) -> String {
    let here = keepers.iter().position(|keeper| keeper.here);
    match here.and_then(|at| keepers.get(at)).filter(|_| here > Some(0)) {
        Some(keeper) => format!("?of={}", keeper.handle),
        None => String::new(),
    }
}

/// `Country`, `Countries`.
pub fn countries(n: usize) -> &'static str {
    if n == 1 { "Country" } else { "Countries" }
}

/// `Language`, `Languages`.
pub fn languages(n: usize) -> &'static str {
    if n == 1 { "Language" } else { "Languages" }
}

/// TEMPORARY while the catalogue is being filled.
pub(super) fn count(n: i64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        n => format!("{n} {many}"),
    }
}
