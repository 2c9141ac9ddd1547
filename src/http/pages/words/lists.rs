//! Lists and posts in words.

use super::Count;
use super::record::count;
use crate::domain::list::{ListKind, ListOf, SmartOrder};
use crate::domain::review::Status;

/// Where a post stands that is not published.
pub fn essay_state(status: &Status) -> &'static str {
    match status {
        Status::Draft => "Draft",
        Status::Scheduled => "Scheduled",
        Status::Published => "Published",
        Status::Withdrawn | Status::Deleted => "Withdrawn",
    }
}

/// How a list comes about.
pub fn list_kind(kind: &ListKind) -> &'static str {
    match kind {
        ListKind::Manual => "List",
        ListKind::Ranked => "Ranked list",
        ListKind::Canonical => "Award list",
        ListKind::Smart => "List that fills itself",
    }
}

/// `one film`, `12 performances`.
pub fn list_items(n: &impl Count, of: &ListOf) -> String {
    match of {
        ListOf::Films => count(n.number(), "film", "films"),
        ListOf::Performances => count(n.number(), "performance", "performances"),
    }
}

/// How much of a list is missing, before its names.
pub fn missing(n: &impl Count) -> String {
    match n.number() {
        1 => "One is missing:".to_owned(),
        n => format!("{n} are missing:"),
    }
}

/// Some of what is missing, by name.
pub fn named(some: &[String], all: &usize) -> String {
    let names = some.join(", ");
    match all.saturating_sub(some.len()) {
        0 => format!("{names}."),
        1 => format!("{names} and one more."),
        more => format!("{names} and {more} more."),
    }
}

/// `Marta Osei`, `Marta Osei and Lena Fell`, `A, B and C`.
pub fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// An order of a list that fills itself.
pub fn order(order: &SmartOrder) -> &'static str {
    match order {
        SmartOrder::Newest => "Newest review first",
        SmartOrder::Best => "Best rating first",
        SmartOrder::Year => "By year of release",
        SmartOrder::Title => "By title",
    }
}
