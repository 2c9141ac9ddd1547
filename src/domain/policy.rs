//! How this server treats other servers, and single actors on them: the rules of moderation between servers.
//!
//! A rule for a server counts for its subdomains too, and the most specific one wins; a rule for an actor can only make things
//! stricter. Everything here is lookup in memory: the inbox asks for each post, before anything else costs anything.

mod listed;

pub use listed::{BlockList, Difference, HOURS_MAX, HOURS_MIN, Listed};

use crate::domain::id::BlockListId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use url::{Host, Url};

/// How much of a server or an actor reaches people here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Severity {
    /// Named as one to talk to: all that counts in allow-list mode, and the same as `none` without it.
    Allow,
    /// Nothing in particular.
    #[default]
    None,
    /// Heard by those who follow, and by nobody else unless somebody lets it through.
    Silence,
    /// Not talked to at all, and nothing of it is shown.
    Suspend,
}

impl Severity {
    /// Every word there is, mildest first.
    pub const ALL: [Self; 4] = [Self::Allow, Self::None, Self::Silence, Self::Suspend];

    /// The name in rows and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::None => "none",
            Self::Silence => "silence",
            Self::Suspend => "suspend",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == name)
    }
}

/// Whom a policy is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A server by host, lower case and punycode, with the port where it was given; its subdomains too.
    Host(String),
    /// An actor by ActivityPub id.
    Actor(String),
}

impl Target {
    /// Reads what somebody typed: an `https` address with a path is an actor, everything else a host.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if let Ok(url) = Url::parse(typed)
            && matches!(url.scheme(), "http" | "https")
            && url.has_host()
        {
            let is_actor = url.path().len() > 1 || url.query().is_some();
            return Some(if is_actor {
                Self::Actor(url.into())
            } else {
                Self::Host(host_with_port(&url))
            });
        }
        normal_host(typed).map(Self::Host)
    }

    /// The kind in rows.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Host(_) => "host",
            Self::Actor(_) => "actor",
        }
    }

    /// The name in rows.
    pub fn name(&self) -> &str {
        match self {
            Self::Host(name) | Self::Actor(name) => name,
        }
    }

    /// Puts the two together again.
    pub fn from_parts(kind: &str, name: &str) -> Option<Self> {
        match kind {
            "host" => Some(Self::Host(name.to_owned())),
            "actor" => Some(Self::Actor(name.to_owned())),
            _ => None,
        }
    }
}

/// A host as rules and lookups write it: lower case, punycode, no final dot, the port only where it is given. `*.host` means
/// the host itself with everything below it, which every rule means anyway.
pub fn normal_host(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_start_matches('@');
    let typed = typed.strip_prefix("*.").unwrap_or(typed).trim_end_matches('.');
    if typed.is_empty() || typed.contains(['/', '?', '#', '@', '\\', ' ']) {
        return None;
    }
    Url::parse(&format!("https://{typed}"))
        .ok()
        .filter(Url::has_host)
        .map(|url| host_with_port(&url))
}

/// Host of an address, with the port where it is not the usual one.
fn host_with_port(url: &Url) -> String {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

/// The names by which a rule may be about a host: itself, itself without its port, and each domain above it; the most specific
/// first.
pub fn names_of(host: &str) -> impl Iterator<Item = &str> {
    let bare = match host.rsplit_once(':') {
        Some((bare, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => bare,
        _ => host,
    };
    // Only names have names above them.
    let has_domains = matches!(Host::parse(bare), Ok(Host::Domain(_)));
    let domains = std::iter::successors(Some(bare.trim_end_matches('.')), move |name: &&str| {
        let above = name.split_once('.').map(|(_, above)| above);
        above.filter(|_| has_domains)
    });
    (bare != host).then_some(host).into_iter().chain(domains)
}

/// A rule as somebody made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whom it is about.
    pub target: Target,
    /// How much reaches people here.
    pub severity: Severity,
    /// No avatars and pictures are fetched.
    pub reject_media: bool,
    /// Reports are not read.
    pub reject_reports: bool,
    /// Why, for those who look after the site.
    pub private_comment: String,
    /// Why, for everybody.
    pub public_comment: String,
    /// The name is shown to everybody with some letters hidden.
    pub obfuscate: bool,
    /// The block list it was taken from; `None` for a rule made by hand.
    pub list: Option<BlockListId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

impl Policy {
    /// A rule that says nothing yet.
    pub fn new(target: Target, now: DateTime<Utc>) -> Self {
        Self {
            target,
            severity: Severity::None,
            reject_media: false,
            reject_reports: false,
            private_comment: String::new(),
            public_comment: String::new(),
            obfuscate: false,
            list: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// True when the rule changes nothing and says nothing: then it need not be kept.
    pub fn is_empty(&self) -> bool {
        self.severity == Severity::None
            && !self.reject_media
            && !self.reject_reports
            && self.private_comment.is_empty()
            && self.public_comment.is_empty()
    }

    /// The same rule, whenever it was made.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let timeless = |rule: &Self| Self {
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            ..rule.clone()
        };
        timeless(self) == timeless(other)
    }

    /// The name as everybody may see it.
    pub fn public_name(&self) -> String {
        if self.obfuscate {
            obfuscated(self.target.name())
        } else {
            self.target.name().to_owned()
        }
    }
}

/// A name with the middle of it hidden: enough for those who know it, and nothing to link to.
pub fn obfuscated(name: &str) -> String {
    let count = name.chars().count();
    let (from, to) = (count / 4, count - count / 4);
    let hide = |(place, c): (usize, char)| {
        let hidden = (from..to).contains(&place) && c != '.' && c != ':';
        if hidden { '*' } else { c }
    };
    name.chars().enumerate().map(hide).collect()
}

/// What counts for somebody, once all rules are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How much reaches people here.
    pub severity: Severity,
    /// No avatars and pictures are fetched.
    pub reject_media: bool,
    /// Reports are not read.
    pub reject_reports: bool,
}

impl Verdict {
    /// Nothing goes to them, nothing comes from them.
    pub fn is_suspended(self) -> bool {
        self.severity == Severity::Suspend
    }

    /// Heard by those who follow, and by nobody else.
    pub fn is_silenced(self) -> bool {
        self.severity == Severity::Silence
    }

    fn stricter(self, other: Self) -> Self {
        Self {
            severity: self.severity.max(other.severity),
            reject_media: self.reject_media || other.reject_media,
            reject_reports: self.reject_reports || other.reject_reports,
        }
    }
}

impl From<&Policy> for Verdict {
    fn from(policy: &Policy) -> Self {
        Self {
            severity: policy.severity,
            reject_media: policy.reject_media,
            reject_reports: policy.reject_reports,
        }
    }
}

/// Every rule, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct PolicyBook {
    hosts: HashMap<String, Verdict>,
    actors: HashMap<String, Verdict>,
    only_listed: bool,
}

impl PolicyBook {
    /// The book of some rules. `only_listed` is allow-list mode: whoever is not named is as good as suspended.
    pub fn new<'a>(policies: impl IntoIterator<Item = &'a Policy>, only_listed: bool) -> Self {
        let mut book = Self {
            only_listed,
            ..Self::default()
        };
        for policy in policies {
            let names = match &policy.target {
                Target::Host(_) => &mut book.hosts,
                Target::Actor(_) => &mut book.actors,
            };
            names.insert(policy.target.name().to_owned(), policy.into());
        }
        book
    }

    /// What counts for a server, by host with or without port, in any case.
    pub fn of_host(&self, host: &str) -> Verdict {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let found = self.rule_of(&host);
        if !self.only_listed {
            return found.unwrap_or_default();
        }
        match found {
            Some(rule) if rule.severity != Severity::None => rule,
            other => Verdict {
                severity: Severity::Suspend,
                ..other.unwrap_or_default()
            },
        }
    }

    /// The rule that names the host, with its port or without it, or the nearest domain above it.
    fn rule_of(&self, host: &str) -> Option<Verdict> {
        if self.hosts.is_empty() {
            return None;
        }
        names_of(host).find_map(|name| self.hosts.get(name).copied())
    }

    /// What counts for the server at an address.
    pub fn of_url(&self, url: &Url) -> Verdict {
        self.of_host(&host_with_port(url))
    }

    /// What counts for an actor: the strictest of what is said of its id, of its id's server, and of the server of its handle.
    pub fn of_actor(&self, uri: &Url, handle_host: Option<&str>) -> Verdict {
        let mut verdict = self.of_url(uri);
        if let Some(host) = handle_host
            && *host != host_with_port(uri)
        {
            verdict = verdict.stricter(self.of_host(host));
        }
        match self.actors.get(uri.as_str()) {
            Some(rule) => verdict.stricter(*rule),
            None => verdict,
        }
    }

    /// Is anybody silenced at all? Without it nobody need be asked about.
    pub fn has_silence(&self) -> bool {
        let mut rules = self.hosts.values().chain(self.actors.values());
        rules.any(|rule| rule.is_silenced())
    }

    /// Is nobody talked to who is not named?
    pub fn only_listed(&self) -> bool {
        self.only_listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(target: Target, severity: Severity) -> Policy {
        Policy {
            severity,
            ..Policy::new(target, DateTime::UNIX_EPOCH)
        }
    }

    fn host(name: &str, severity: Severity) -> Policy {
        rule(Target::Host(name.to_owned()), severity)
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_rule_counts_for_subdomains_and_the_most_specific_one_wins() {
        let rules = [
            host("evil.example", Severity::Suspend),
            host("fine.evil.example", Severity::Silence),
        ];
        let book = PolicyBook::new(&rules, false);
        for suspended in ["evil.example", "a.b.evil.example", "EVIL.example.", "evil.example:8443"] {
            assert!(book.of_host(suspended).is_suspended(), "{suspended}");
        }
        assert!(book.of_host("x.fine.evil.example").is_silenced());
        for other in ["notevil.example", "example", "evil.example.org", ""] {
            assert_eq!(book.of_host(other), Verdict::default(), "{other}");
        }
    }

    #[test]
    fn a_rule_for_a_port_counts_for_that_port_only_and_addresses_have_no_subdomains() {
        let rules = [
            host("127.0.0.1:4711", Severity::Suspend),
            host("0.0.1", Severity::Suspend),
            host("[::1]", Severity::Suspend),
        ];
        let book = PolicyBook::new(&rules, false);
        assert!(book.of_host("127.0.0.1:4711").is_suspended());
        assert!(!book.of_host("127.0.0.1:4712").is_suspended() && !book.of_host("127.0.0.1").is_suspended());
        assert!(book.of_url(&url("https://[::1]:8443/x")).is_suspended());
    }

    #[test]
    fn an_actors_rule_makes_it_stricter_and_never_milder() {
        let (ivo, eve) = (url("https://a.example/users/ivo"), url("https://a.example/users/eve"));
        let rules = [
            host("a.example", Severity::Silence),
            rule(Target::Actor(ivo.to_string()), Severity::Suspend),
            rule(Target::Actor(eve.to_string()), Severity::None),
            host("handles.example", Severity::Suspend),
        ];
        let book = PolicyBook::new(&rules, false);
        assert!(book.of_actor(&ivo, None).is_suspended());
        assert!(book.of_actor(&eve, Some("a.example")).is_silenced());
        assert!(book.of_actor(&eve, Some("handles.example")).is_suspended());
    }

    #[test]
    fn in_allow_list_mode_only_those_who_are_named_are_talked_to() {
        let rules = [
            host("friend.example", Severity::Allow),
            host("loud.example", Severity::Silence),
            host("foe.example", Severity::Suspend),
            host("quiet.example", Severity::None),
        ];
        let book = PolicyBook::new(&rules, true);
        assert_eq!(book.of_host("sub.friend.example").severity, Severity::Allow);
        assert!(book.of_host("loud.example").is_silenced());
        for other in ["foe.example", "quiet.example", "stranger.example"] {
            assert!(book.of_host(other).is_suspended(), "{other}");
        }
    }

    #[test]
    fn what_is_typed_becomes_a_host_or_an_actor() {
        for (typed, name) in [
            ("Evil.Example.", "evil.example"),
            ("*.evil.example", "evil.example"),
            ("https://evil.example/", "evil.example"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("evil.example:8443", "evil.example:8443"),
        ] {
            assert_eq!(Target::read(typed), Some(Target::Host(name.to_owned())), "{typed}");
        }
        let actor = "https://evil.example/users/eve";
        assert_eq!(Target::read(actor), Some(Target::Actor(actor.to_owned())));
        for nothing in ["", " ", "a b", "@", "ftp://x/y"] {
            assert_eq!(Target::read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn an_obfuscated_name_keeps_its_ends_and_dots() {
        assert_eq!(obfuscated("terrible.example"), "terr****.***mple");
        assert_eq!(obfuscated("a.b"), "*.*");
    }
}
