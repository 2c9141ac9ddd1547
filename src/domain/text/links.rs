//! Addresses in text: which may be followed, and how they are shown.

use url::{Host, Url};

use super::push_escaped;

/// Characters of path shown after the host before the rest of an address is folded away.
const SHOWN_PATH_CHARS: usize = 30;

/// An `http` or `https` address without credentials, normalised (punycode host, no bidirectional tricks).
/// `None` for anything else: `javascript:`, `data:`, `https://bank.example@evil.example/`, an address without a host.
#[must_use]
pub fn web_url(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    is_web(&url).then_some(url)
}

/// An address of the web, with a host and without credentials.
pub(super) fn is_web(url: &Url) -> bool {
    let has_host = match url.host() {
        Some(Host::Domain(domain)) => !domain.is_empty(),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    };
    matches!(url.scheme(), "http" | "https") && has_host && url.username().is_empty() && url.password().is_none()
}

/// What an `href` may become: a web or mail address, or (where the page's own base is known or `site_paths` is on) a
/// path of the site. `None` removes the link and keeps its words.
pub(super) fn href(text: &str, base: Option<&Url>, site_paths: bool) -> Option<String> {
    let text = text.trim();
    match Url::parse(text) {
        Ok(url) if is_web(&url) => Some(url.into()),
        Ok(url) if url.scheme() == "mailto" && url.query().is_none() => Some(url.into()),
        Ok(_) => None,
        Err(url::ParseError::RelativeUrlWithoutBase) => match base {
            Some(base) => base.join(text).ok().filter(is_web).map(Into::into),
            None => (site_paths && is_site_path(text)).then(|| text.to_owned()),
        },
        Err(_) => None,
    }
}

/// `/films/heat` or `#trivia`, but not `//elsewhere.example` nor `/\elsewhere.example`, which browsers read as a host.
fn is_site_path(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let second = chars.next();
    let clean = !text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    clean && (first == Some('#') || (first == Some('/') && second != Some('/')))
}

/// Writes the inside of a link whose text is its own address, the way Mastodon folds it: the scheme and the tail of a
/// long path carry the class `invisible`, the middle `ellipsis`. The whole host always stays in the visible part, so
/// that folding can never hide where a link goes.
pub(super) fn push_folded(out: &mut String, url: &Url) {
    let text = url.as_str();
    let scheme = format!("{}://", url.scheme());
    let rest = text.strip_prefix(scheme.as_str()).unwrap_or(text);
    let (prefix, rest) = match rest.strip_prefix("www.") {
        Some(rest) => (format!("{scheme}www."), rest),
        None => (scheme, rest),
    };
    let host_chars = rest.split('/').next().unwrap_or_default().chars().count();
    let shown_chars = host_chars + SHOWN_PATH_CHARS;
    let cut = rest.char_indices().nth(shown_chars).map_or(rest.len(), |(at, _)| at);
    let (shown, folded) = rest.split_at(cut);

    out.push_str(r#"<span class="invisible">"#);
    push_escaped(out, &prefix);
    out.push_str("</span>");
    if folded.is_empty() {
        out.push_str("<span>");
        push_escaped(out, shown);
        out.push_str("</span>");
    } else {
        out.push_str(r#"<span class="ellipsis">"#);
        push_escaped(out, shown);
        out.push_str(r#"</span><span class="invisible">"#);
        push_escaped(out, folded);
        out.push_str("</span>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_web_urls() {
        assert!(web_url("https://films.example/heat").is_some());
        assert!(web_url(" http://films.example ").is_some());
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://bank.example@evil.example/",
            "https://:pw@evil.example/",
            "file:///etc/passwd",
            "vbscript:x",
            "//films.example",
            "films.example",
            "",
            "https://",
        ] {
            assert!(web_url(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_host_in_look_alike_letters_is_shown_as_punycode() {
        assert_eq!(
            web_url("https://аpple.com/").map(String::from),
            Some("https://xn--pple-43d.com/".to_owned())
        );
    }

    #[test]
    fn paths_of_the_site_are_not_mistaken_for_other_hosts() {
        assert_eq!(href("/films/heat", None, true).as_deref(), Some("/films/heat"));
        assert_eq!(href("//evil.example", None, true), None);
        assert_eq!(href("/\\evil.example", None, true), None);
        assert_eq!(href("/films", None, false), None);
        let base = Url::parse("https://here.example/r/1").unwrap();
        assert_eq!(
            href("/films", Some(&base), false).as_deref(),
            Some("https://here.example/films")
        );
    }

    #[test]
    fn folding_keeps_the_whole_host_visible() {
        let long = format!("https://paypal.com.{}.example/x", "a".repeat(50));
        let mut out = String::new();
        push_folded(&mut out, &Url::parse(&long).unwrap());
        assert!(
            out.contains(&format!("paypal.com.{}.example/x", "a".repeat(50))),
            "{out}"
        );
    }
}
