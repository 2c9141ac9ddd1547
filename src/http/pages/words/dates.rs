//! Dates and moments, for people and for machines.

use super::{Said, say};
use crate::domain::schedule::Schedule;
use crate::domain::text::escape;
use askama::filters::Safe;
use chrono::{DateTime, Datelike, Utc};

/// A day for people: `3 October 2026`.
pub fn day(at: &DateTime<Utc>) -> Said {
    dated("date-day", &at.date_naive())
}

/// A moment for people: `3 October 2026, 18:05 UTC`.
pub fn moment(at: &DateTime<Utc>) -> Said {
    dated("date-moment", &at.date_naive()).with("time", at.format("%H:%M").to_string())
}

/// A moment: machine-readable, and as a day in words.
pub fn time(at: &DateTime<Utc>) -> Safe<String> {
    Safe(format!(r#"<time datetime="{}">{}</time>"#, machine(at), day(at)))
}

/// The same with the time of the day.
pub fn time_of_day(at: &DateTime<Utc>) -> Safe<String> {
    Safe(format!(r#"<time datetime="{}">{}</time>"#, machine(at), moment(at)))
}

/// When something is to be published, on the clocks of its author: `24 December 2026, 18:30 (Europe/Lisbon)`.
pub fn scheduled(schedule: &Schedule) -> Said {
    let wall = schedule.zone.wall(schedule.at);
    dated("date-wall", &wall)
        .with("time", wall.format("%H:%M").to_string())
        .with("zone", schedule.zone.name())
}

/// The same, machine-readable too.
pub fn scheduled_time(schedule: &Schedule) -> Safe<String> {
    Safe(format!(
        r#"<time datetime="{}">{}</time>"#,
        machine(&schedule.at),
        escape(&scheduled(schedule).to_string())
    ))
}

/// A date in a message that takes its `$day`, `$month` and `$year`.
pub fn dated(key: &'static str, date: &impl Datelike) -> Said {
    say(key)
        .with("day", date.day())
        .with("month", date.month())
        .with("year", date.year())
}

/// A moment for machines, as in `<time datetime>`.
pub fn machine(at: &DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
