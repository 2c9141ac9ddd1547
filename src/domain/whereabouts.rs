//! Where else an actor is at home, and where it has gone: `alsoKnownAs`, `movedTo` and `attributionDomains`.

use chrono::{DateTime, Utc};
use url::Url;

/// The most other accounts that are remembered of one actor.
pub const ALIASES: usize = 20;
/// The most domains that may name somebody as their author.
pub const DOMAINS: usize = 20;

/// Where an actor is, apart from where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// ActivityPub ids of its other accounts, as it says itself. A move is believed only when both ends say so.
    pub also_known_as: Vec<Url>,
    /// The account it has moved to.
    pub moved_to: Option<Url>,
    /// When we heard of the move, or made it.
    pub moved_at: Option<DateTime<Utc>>,
    /// Hosts whose pages may name it as their author (local actors only); our own host when there are none.
    pub attribution_domains: Vec<String>,
}

impl Whereabouts {
    /// True when there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.also_known_as.is_empty() && self.moved_to.is_none() && self.attribution_domains.is_empty()
    }

    /// True when it says that `uri` is an account of its own.
    pub fn knows(&self, uri: &Url) -> bool {
        self.also_known_as.contains(uri)
    }
}

/// Reads a domain as somebody typed it: a bare host, or any address on it. `None` when it is none.
pub fn read_domain(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('.');
    let with_scheme = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let url = Url::parse(&with_scheme).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    let host = url.host_str().filter(|host| plain && host.contains('.'))?;
    Some(host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_read_from_whatever_is_pasted() {
        assert_eq!(read_domain(" Blog.Example. ").as_deref(), Some("blog.example"));
        assert_eq!(
            read_domain("https://blog.example/about?x").as_deref(),
            Some("blog.example")
        );
        assert_eq!(read_domain("bücher.example").as_deref(), Some("xn--bcher-kva.example"));
        for none in ["", "blog", "a b.example", "me@blog.example", "https://"] {
            assert_eq!(read_domain(none), None, "{none}");
        }
    }
}
