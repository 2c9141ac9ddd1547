//! Lists and posts in words.

use super::{Count, Said, counted, link, say};
use crate::domain::list::{ListKind, ListOf, SmartOrder};
use crate::domain::review::Status;
use crate::domain::text::escape;
use crate::service::views::ListRow;
use askama::filters::Safe;

/// Where a post stands that is not published.
pub fn essay_state(status: &Status) -> Said {
    say(match status {
        Status::Draft => "state-draft",
        Status::Scheduled => "state-scheduled",
        Status::Published => "state-published",
        Status::Withdrawn | Status::Deleted => "state-withdrawn",
    })
}

/// How a list comes about.
pub fn list_kind(kind: &ListKind) -> Said {
    say(match kind {
        ListKind::Manual => "list-kind-manual",
        ListKind::Ranked => "list-kind-ranked",
        ListKind::Canonical => "list-kind-canonical",
        ListKind::Smart => "list-kind-smart",
    })
}

/// `one film`, `12 performances`.
pub fn list_items(n: &impl Count, of: &ListOf) -> Said {
    match of {
        ListOf::Films => counted("count-films", n),
        ListOf::Performances => counted("count-performances", n),
    }
}

/// The film of a row of a list.
pub fn list_film(row: &ListRow) -> Safe<String> {
    let year = row.year.map(|year| format!(r#" <span class="year">({year})</span>"#));
    let film = match &row.film_path {
        Some(path) => link(path, &row.title).to_string(),
        None => escape(&row.title),
    };
    Safe(film + &year.unwrap_or_default())
}

/// How much of a list is missing, with some of it by name.
pub fn missing(all: &usize, named: &[String]) -> Said {
    counted("list-missing", all)
        .with("names", named.join(", "))
        .with("more", all.saturating_sub(named.len()))
}

/// `Marta Osei`, `Marta Osei and Lena Fell`, `A, B and C`.
pub fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say("names-and")
            .with("most", most.join(", "))
            .with("last", last)
            .to_string(),
    }
}

/// An order of a list that fills itself.
pub fn order(order: &SmartOrder) -> Said {
    say(match order {
        SmartOrder::Newest => "list-order-newest",
        SmartOrder::Best => "list-order-best",
        SmartOrder::Year => "list-order-year",
        SmartOrder::Title => "list-order-title",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_as_far_as_there_is_room() {
        let names = |some: &[&str]| some.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let words = |all: usize, some: &[&str]| missing(&all, &names(some)).to_string();
        assert_eq!(words(1, &["Salt"]), "One is missing: Salt.");
        assert_eq!(words(3, &["Salt", "Rain"]), "3 are missing: Salt, Rain and one more.");
        assert_eq!(words(9, &["Salt", "Rain"]), "9 are missing: Salt, Rain and 7 more.");
        assert_eq!(and(&names(&["A", "B", "C"])), "A, B and C");
    }
}
