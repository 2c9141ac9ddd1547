//! What an `Accept` header asks for (RFC 9110, section 12.5.1), as far as this server has a choice.

use actix_web::{guard::GuardContext, http::header};

/// The kinds of answer there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A page.
    Html,
    /// An ActivityPub document.
    ActivityPub,
    /// Plain JSON: for errors, problem+json.
    Json,
}

/// Decides. ActivityPub has to be named, with any parameters, and not be ranked below HTML; a missing header, `*/*` and
/// everything unreadable mean a page, because people with odd clients are people too.
pub fn wants(accept: &str) -> Wants {
    let (mut html, mut activity, mut json) = (None, None, None);
    for (place, range) in accept.split(',').enumerate() {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts
            .find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")))
            .and_then(|q| q.trim().parse::<f32>().ok())
            .unwrap_or(1.0);
        if quality <= 0.0 {
            continue;
        }
        // The sooner of two equals wins.
        let score = quality - 0.0001 * f32::from(u16::try_from(place).unwrap_or(u16::MAX));
        let slot = match name.as_str() {
            "text/html" | "application/xhtml+xml" => &mut html,
            "application/activity+json" | "application/ld+json" => &mut activity,
            "application/json" | "application/problem+json" => &mut json,
            _ => continue,
        };
        if slot.is_none_or(|best: f32| score > best) {
            *slot = Some(score);
        }
    }
    let html_score = html.unwrap_or(-1.0);
    match (activity, json) {
        (Some(a), j) if a > html_score && j.is_none_or(|j| a >= j || html.is_none()) => Wants::ActivityPub,
        (_, Some(j)) if j > html_score => Wants::Json,
        _ => Wants::Html,
    }
}

/// True when an `Accept-Encoding` header takes that encoding (RFC 9110, section 12.5.3); `q=0` refuses it.
pub fn takes_encoding(accepted: &str, name: &str) -> bool {
    accepted.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let refused = |p: &str| {
            p.strip_prefix("q=")
                .is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0))
        };
        parts.next().is_some_and(|n| n.eq_ignore_ascii_case(name)) && !parts.any(refused)
    })
}

/// Route guard: the request asks for ActivityPub before HTML.
pub fn activitypub(context: &GuardContext<'_>) -> bool {
    let accept: Vec<&str> = context
        .head()
        .headers()
        .get_all(header::ACCEPT)
        .filter_map(|v| v.to_str().ok())
        .collect();
    wants(&accept.join(",")) == Wants::ActivityPub
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_servers_get_documents() {
        for (accept, want) in [
            ("", Wants::Html),
            ("*/*", Wants::Html),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Wants::Html,
            ),
            ("application/activity+json", Wants::ActivityPub),
            (
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
                Wants::ActivityPub,
            ),
            (
                "application/activity+json, application/ld+json; q=0.9, text/html; q=0.1",
                Wants::ActivityPub,
            ),
            ("application/activity+json, text/html", Wants::ActivityPub),
            ("text/html, application/activity+json", Wants::Html),
            ("text/html;q=0.5, application/activity+json;q=0.9", Wants::ActivityPub),
            ("application/activity+json;q=0, text/html", Wants::Html),
            ("application/json", Wants::Json),
            ("application/json, application/activity+json", Wants::ActivityPub),
            ("nonsense;;;q=x,,", Wants::Html),
        ] {
            assert_eq!(wants(accept), want, "{accept}");
        }
    }

    #[test]
    fn an_encoding_is_taken_when_it_is_named_and_not_refused() {
        assert!(takes_encoding("gzip, deflate, br, zstd", "br"));
        assert!(takes_encoding("BR;q=0.5", "br"));
        assert!(!takes_encoding("gzip, br;q=0", "br"));
        assert!(!takes_encoding("brotli", "br") && !takes_encoding("", "br"));
    }
}
