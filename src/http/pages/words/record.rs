//! Words of the record: films and their people, the index, the diary and the numbers.

use super::{Said, counted, say};
use crate::domain::credit::CreditRole;
use crate::domain::index::{IndexMode, Label};
use crate::service::views::Keeper;

/// The heading over those who did something in a film.
pub fn credited(role: &CreditRole, people: usize) -> Said {
    let key = match role {
        CreditRole::Director => "film-credit-director",
        CreditRole::Writer => "film-credit-writer",
        CreditRole::Cast => "film-credit-cast",
        CreditRole::Producer => "film-credit-producer",
        CreditRole::Cinematographer => "film-credit-cinematographer",
        CreditRole::Editor => "film-credit-editor",
        CreditRole::Composer => "film-credit-composer",
    };
    counted(key, people)
}

/// The heading over somebody's films.
pub fn did(role: &CreditRole) -> Said {
    say(match role {
        CreditRole::Director => "person-did-director",
        CreditRole::Writer => "person-did-writer",
        CreditRole::Cast => "person-did-cast",
        CreditRole::Producer => "person-did-producer",
        CreditRole::Cinematographer => "person-did-cinematographer",
        CreditRole::Editor => "person-did-editor",
        CreditRole::Composer => "person-did-composer",
    })
}

/// `and 4 more`: those of a film's people whom a short list leaves out.
pub fn more_people(all: usize, shown: &usize) -> Said {
    counted("film-more-people", all.saturating_sub(*shown))
}

/// How long a film is: `1 h 57 min`, `48 min`.
pub fn runtime(minutes: &i32) -> Said {
    let key = match (minutes / 60, minutes % 60) {
        (0, _) => "film-runtime-minutes",
        (_, 0) => "film-runtime-hours",
        _ => "film-runtime",
    };
    say(key).with("hours", minutes / 60).with("minutes", minutes % 60)
}

/// The hint of a field, or what was fetched for it.
pub fn fetched(fetched: &str, hint: impl Into<String>) -> String {
    if fetched.is_empty() {
        return hint.into();
    }
    let short: String = fetched
        .lines()
        .take(6)
        .collect::<Vec<_>>()
        .join(" · ")
        .chars()
        .take(240)
        .collect();
    say("film-fetched").with("what", short).to_string()
}

/// The name of a review without a headline on its film's page: which one of its author's reviews of the film it is.
pub fn look(nth: &usize, of: &usize) -> Said {
    match of {
        0 | 1 => say("film-only-look"),
        _ => counted("film-look", nth),
    }
}

/// `one film`, `12 films`.
pub fn films(n: usize) -> Said {
    counted("count-films", n)
}

/// The heading of the index.
pub fn index_title(mode: &IndexMode) -> Said {
    say(match mode {
        IndexMode::Title => "index-by-title",
        IndexMode::Year => "index-by-year",
        IndexMode::Rating => "index-by-rating",
        IndexMode::Person => "index-by-person",
        IndexMode::Tag => "index-by-tag",
    })
}

/// The index on its row of tabs.
pub fn index_mode(mode: &IndexMode) -> Said {
    say(match mode {
        IndexMode::Title => "index-tab-title",
        IndexMode::Year => "index-tab-year",
        IndexMode::Rating => "index-tab-rating",
        IndexMode::Person => "index-tab-person",
        IndexMode::Tag => "index-tab-tag",
    })
}

/// The label of the index's filter.
pub fn index_filter(mode: &IndexMode) -> Said {
    say(match mode {
        IndexMode::Person => "index-filter-name",
        IndexMode::Tag => "index-filter-tag",
        IndexMode::Title | IndexMode::Year | IndexMode::Rating => "index-filter-title",
    })
}

/// What a place of the index or a heading in it is called.
pub fn index_label(label: &Label) -> String {
    match label {
        Label::Own(own) => own.clone(),
        Label::Decade(decade) => say("index-decade").with("decade", *decade).to_string(),
        Label::YearUnknown => say("index-year-unknown").to_string(),
        Label::NotRated => say("index-not-rated").to_string(),
    }
}

/// `3 reviews`, `3 films`: said behind an entry of the index where it is more than one.
pub fn index_count(mode: &IndexMode, n: &usize) -> Option<Said> {
    match (mode, n) {
        (_, 0 | 1) => None,
        (IndexMode::Person, n) => Some(films(*n)),
        (_, n) => Some(super::reviews(n)),
    }
}

/// `one entry`, `12 entries`.
pub fn entries(n: &usize) -> Said {
    counted("count-entries", n)
}

/// `one viewing`, `12 viewings`.
pub fn viewings(n: &usize) -> Said {
    counted("count-viewings", n)
}

/// How many of those were not the first of their film.
pub fn rewatches(n: &usize) -> Said {
    counted("diary-rewatches", n)
}

/// `Second time`, `6th time`.
pub fn time_seen(n: &usize) -> Said {
    counted("diary-time-seen", n)
}

/// A month by its number; anything else is a year of which nothing more is known.
pub fn month(month: &u32) -> String {
    let known = say("month").with("month", month);
    let said = if (1..=12).contains(month) {
        known
    } else {
        say("month-unknown")
    };
    said.to_string()
}

/// The heading of a diary.
pub fn diary_title(name: &str, year: &Option<i32>, empty: bool) -> String {
    let said = match year {
        Some(year) => say("diary-of-year").with("year", *year),
        None if empty => say("diary-of"),
        None => say("diary-undated"),
    };
    said.with("name", name).to_string()
}

/// The heading of the numbers.
pub fn stats_title(name: &str, year: &Option<i32>) -> String {
    let said = match year {
        Some(year) => say("numbers-of-year").with("year", *year),
        None => say("numbers-of"),
    };
    said.with("name", name).to_string()
}

/// What the chart over time leaves out.
pub fn undated(n: &i64) -> Said {
    counted("numbers-undated", n)
}

/// What keeps the addresses of a record to one person's, where several people keep one here.
pub fn record_of(keepers: &[Keeper]) -> String {
    let here = keepers.iter().position(|keeper| keeper.here);
    match here.and_then(|at| keepers.get(at)).filter(|_| here > Some(0)) {
        Some(keeper) => format!("?of={}", keeper.handle),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, within};

    #[test]
    fn a_runtime_is_said_in_hours_and_minutes() {
        let words = [117, 120, 8].map(|minutes| runtime(&minutes).to_string());
        assert_eq!(words, ["1 h 57 min", "2 h", "8 min"]);
    }

    #[test]
    fn times_seen_are_numbered_as_the_language_numbers() {
        let words = |n: usize| time_seen(&n).to_string();
        let english: Vec<String> = [1, 2, 5, 6, 11, 21, 22, 113].into_iter().map(words).collect();
        let expected = [
            "First time",
            "Second time",
            "Fifth time",
            "6th time",
            "11th time",
            "21st time",
            "22nd time",
            "113th time",
        ];
        assert_eq!(english, expected);
        assert_eq!(within(Language::German, || words(21)), "21. Mal");
    }
}
