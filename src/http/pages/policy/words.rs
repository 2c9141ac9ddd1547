//! Words of the rules between servers.

use crate::domain::policy::{Difference, Policy, Severity, Verdict};
use crate::http::pages::words::say;
use crate::messages::Said;
use crate::service::policies::Reach;

/// A level, in a word.
pub fn level(severity: &Severity) -> Said {
    say(match severity {
        Severity::Suspend => "policy-suspend",
        Severity::Silence => "policy-silence",
        Severity::Allow => "policy-allow",
        Severity::None => "policy-nothing",
    })
}

/// A level, with what it does.
pub fn level_about(severity: &Severity) -> Said {
    say(match severity {
        Severity::Suspend => "policy-suspend-about",
        Severity::Silence => "policy-silence-about",
        Severity::Allow => "policy-allow-about",
        Severity::None => "policy-nothing-about",
    })
}

/// The class of the mark of a level.
pub fn class(severity: &Severity) -> &'static str {
    match severity {
        Severity::Suspend => "error",
        Severity::Silence => "warn",
        Severity::Allow => "ok",
        Severity::None => "",
    }
}

/// What counts, in words for small marks.
pub fn verdict(verdict: &Verdict) -> Vec<(&'static str, Said)> {
    let mut marks = Vec::new();
    if verdict.severity != Severity::None {
        marks.push((class(&verdict.severity), level(&verdict.severity)));
    }
    if verdict.reject_media {
        marks.push(("", say("host-rule-no-pictures")));
    }
    if verdict.reject_reports {
        marks.push(("", say("host-rule-no-reports")));
    }
    if marks.is_empty() {
        marks.push(("", say("policy-nothing")));
    }
    marks
}

/// What counts by a rule.
pub fn of(policy: &Policy) -> Vec<(&'static str, Said)> {
    verdict(&Verdict::from(policy))
}

/// A kind of change, as a heading.
pub fn difference(difference: &Difference) -> Said {
    say(match difference {
        Difference::New => "policy-list-new",
        Difference::Stricter => "policy-list-stricter",
        Difference::Milder => "policy-list-milder",
        Difference::Lifted => "policy-list-lifted",
    })
}

/// What is known here of a server.
pub fn reach(reach: &Reach) -> Said {
    if reach.is_nothing() {
        return say("policy-reach-nobody");
    }
    let people = i64::try_from(reach.people).unwrap_or(i64::MAX);
    say("policy-reach")
        .with("people", people)
        .with("comments", reach.comments)
        .with("followers", reach.followers)
        .with("following", reach.following)
}
