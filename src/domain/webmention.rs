//! Webmentions that this server sends: who was told, and how to find out where a page wants to be told.

use crate::domain::id::{ReviewId, WebmentionId};
use crate::domain::text::webpage::has_word;
use chrono::{DateTime, Utc};
use url::Url;

/// The most pages that one review tells.
pub const TARGETS_MAX: usize = 50;

/// Where telling a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebmentionState {
    /// It is to be told.
    Waiting,
    /// Its server took it.
    Told,
    /// It names no endpoint.
    Deaf,
    /// Its server refused it.
    Refused,
    /// It did not answer, again and again.
    Failed,
}

impl WebmentionState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Told, Self::Deaf, Self::Refused, Self::Failed];

    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Told => "told",
            Self::Deaf => "deaf",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A page elsewhere that a review links to, or linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webmention {
    /// Our identifier.
    pub id: WebmentionId,
    /// Which review.
    pub review_id: ReviewId,
    /// The review's page, as it was named to them.
    pub source: Url,
    /// Their page.
    pub target: Url,
    /// The review links there now.
    pub linked: bool,
    /// Where it stands.
    pub state: WebmentionState,
    /// Where they were told last.
    pub endpoint: Option<Url>,
    /// Their last answer.
    pub last_status: Option<i32>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When the link was first seen.
    pub created_at: DateTime<Utc>,
    /// When it was tried last.
    pub tried_at: Option<DateTime<Utc>>,
}

/// The endpoint that `Link` headers name (RFC 8288), resolved against the page's own address.
pub fn endpoint_in_headers<'a>(headers: impl Iterator<Item = &'a str>, page: &Url) -> Option<Url> {
    headers
        .flat_map(links_of)
        .find(|(_, parameters)| has_relation(parameters))
        .and_then(|(target, _)| page.join(target).ok())
}

/// Targets and parameters of one header.
fn links_of(header: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    let mut rest = header;
    while let Some((_, from_target)) = rest.split_once('<') {
        let Some((target, after)) = from_target.split_once('>') else {
            break;
        };
        let (parameters, next) = until(after, ',');
        links.push((target.trim(), parameters));
        rest = next;
    }
    links
}

/// What stands before a separator and what after it; one inside quotes is none.
fn until(text: &str, separator: char) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == separator && !quoted
    });
    match end {
        Some(at) => (
            text.get(..at).unwrap_or_default(),
            text.get(at + separator.len_utf8()..).unwrap_or_default(),
        ),
        None => (text, ""),
    }
}

fn has_relation(parameters: &str) -> bool {
    let mut rest = parameters;
    while !rest.is_empty() {
        let (parameter, next) = until(rest, ';');
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim().eq_ignore_ascii_case("rel") {
            // RFC 8288: only the first `rel` of a link counts.
            return has_word(value.trim().trim_matches('"'), "webmention");
        }
        rest = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &[&str]) -> Option<String> {
        let page = Url::parse("https://blog.example/posts/7?x=1").unwrap();
        endpoint_in_headers(headers.iter().copied(), &page).map(String::from)
    }

    #[test]
    fn the_header_is_read_in_every_spelling_of_the_standard() {
        for header in [
            "<https://blog.example/hook>; rel=\"webmention\"",
            "<https://blog.example/hook>; rel=webmention",
            "</hook>; rel=\"next webmention\"",
            "</hook>;REL=\"Webmention\"",
            "<https://a.example/a,b;c>; rel=\"x\"; title=\"a, <b>\", </hook>; rel=webmention",
        ] {
            assert_eq!(
                found(&[header]).as_deref(),
                Some("https://blog.example/hook"),
                "{header}"
            );
        }
        assert_eq!(
            found(&["</a>; rel=self", "</hook>; rel=webmention"]).as_deref(),
            Some("https://blog.example/hook")
        );
        assert_eq!(
            found(&["<>; rel=webmention"]).as_deref(),
            Some("https://blog.example/posts/7?x=1"),
            "an empty address is the page itself"
        );
        assert_eq!(
            found(&["<?hook=1>; rel=webmention"]).as_deref(),
            Some("https://blog.example/posts/7?hook=1")
        );
    }

    #[test]
    fn headers_about_something_else_name_no_endpoint() {
        for header in [
            "",
            "</hook>; rel=\"not-webmention\"",
            "</hook>; rel=next; title=\"rel=webmention\"",
            "</hook>; title=\"a; rel=webmention; b\"",
            "</hook",
            "webmention",
        ] {
            assert_eq!(found(&[header]), None, "{header}");
        }
    }
}
