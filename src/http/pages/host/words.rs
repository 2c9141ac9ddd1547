//! How a server is doing, as people say it.

use crate::domain::text::escape;
use crate::http::pages::words::{self, Said};
use crate::service::hosts::{HostState, HostView};
use askama::filters::Safe;
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
pub fn failures(number: &i32) -> Said {
    words::say("host-failures").with("n", number)
}

/// What it runs, and when it was asked.
pub fn software(host: &HostView) -> Safe<String> {
    let known = match &host.software_error {
        _ if !host.software.is_empty() => host.software.clone(),
        Some(why) => words::say("host-software-unknown").with("why", why).to_string(),
        None => words::say("host-software-unasked").to_string(),
    };
    Safe(match &host.software_asked_at {
        Some(at) => words::say("host-software-asked")
            .with("known", known)
            .with_markup("day", words::time(at))
            .markup(),
        None => escape(&known),
    })
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
pub fn found(total: &usize, known: &usize) -> Said {
    if total == known {
        words::counted("host-known", known)
    } else {
        words::say("host-found").with("total", total).with("known", known)
    }
}
