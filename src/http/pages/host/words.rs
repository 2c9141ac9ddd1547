//! How a server is doing, as people say it.

use crate::service::hosts::{HostState, HostView};
use chrono::{DateTime, Utc};

/// The colour of the chip; its words say the same.
pub fn class(state: &HostState) -> &'static str {
    match state {
        HostState::Alive => "ok",
        HostState::Failing => "warn",
        HostState::Parked => "error",
        HostState::Silent => "",
    }
}

/// The last sign of life, whoever spoke first.
pub fn last(host: &HostView) -> Option<DateTime<Utc>> {
    host.heard_at.max(host.reached_at)
}

/// Failures in a row.
pub fn failures(number: &i32) -> String {
    match number {
        1 => "one failure".to_owned(),
        number => format!("{number} failures in a row"),
    }
}

/// The kind of signature it is sent.
pub fn signature(scheme: &str) -> &str {
    match scheme {
        "rfc9421" => "RFC 9421",
        "cavage" => "draft-cavage",
        other => other,
    }
}

/// How many servers, of how many.
pub fn found(total: &usize, known: &usize) -> String {
    match (total, known) {
        (1, 1) => "One server is known here.".to_owned(),
        (total, known) if total == known => format!("{known} servers are known here."),
        (total, known) => format!("{total} of {known} servers."),
    }
}
