//! The types of single settings, and how each is read from text.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use url::{Host, Url};

/// Where the data lives. `Debug`, `Display` and `Serialize` hide the password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite://path`, relative to the working directory; three slashes make it absolute.
    Sqlite(PathBuf),
    /// `postgres://…`, as libpq reads it.
    Postgres(Url),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = text
            .split_once("://")
            .ok_or("must be sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME")?;
        match scheme {
            "sqlite" if rest.is_empty() => Err("names no file: write sqlite://data/houselights.sqlite".to_owned()),
            "sqlite" if rest.starts_with(":memory:") => Err(
                "a database in memory would forget everything: name a file, such as sqlite://data/houselights.sqlite"
                    .to_owned(),
            ),
            "sqlite" => Ok(Self::Sqlite(PathBuf::from(rest))),
            "postgres" | "postgresql" => {
                // The text is left out of the message on purpose: it may hold the password.
                let url = Url::parse(text).map_err(|error| {
                    format!("is not a URL ({error}): write postgres://USER:PASSWORD@HOST/NAME, with special characters of the password percent-encoded")
                })?;
                Ok(Self::Postgres(url))
            }
            _ => Err(format!(
                "has the unknown kind {scheme:?}: use sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME"
            )),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => {
                let mut shown = url.clone();
                if shown.password().is_some() && shown.set_password(Some("***")).is_err() {
                    return f.write_str("postgres://***");
                }
                // libpq also takes the password as a parameter.
                let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
                if pairs.iter().any(|(name, _)| name == "password") {
                    shown.query_pairs_mut().clear().extend_pairs(
                        pairs
                            .iter()
                            .map(|(name, value)| (name, if name == "password" { "***" } else { value.as_str() })),
                    );
                }
                write!(f, "{shown}")
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DatabaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A text that nobody may read in a log: `Debug`, `Display` and `Serialize` say only whether there is one.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "" } else { "***" })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// SQLite's `synchronous` pragma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Synchronous {
    Normal,
    Full,
}

/// Whom this server talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FederationMode {
    /// Everybody but those whom a rule forbids.
    Open,
    /// Only those whom a rule names.
    Allowlist,
}

impl FederationMode {
    /// Is nobody talked to who is not named?
    #[must_use]
    pub fn is_allowlist(self) -> bool {
        self == Self::Allowlist
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// Whether `url` points at this very machine: a loopback address, `localhost` or a name below `.localhost` (RFC 6761).
#[must_use]
pub fn is_local_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

pub(super) fn socket_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "{text:?} is not an address with a port: write it as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080"
        ))
    })
}

pub(super) fn origin<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_origin(&text).map_err(|why| D::Error::custom(format!("{text:?} {why}")))
}

/// Reads `https://host[:port]`, with or without the last slash; host in lower case and punycode, default port dropped.
fn parse_origin(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text.trim()).map_err(|_| "is not a URL: write it as https://reviews.example")?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err("must begin with https:// (or http:// on localhost)");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or password");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("must be scheme and host only, without a path, as https://reviews.example");
    }
    match url.host() {
        Some(Host::Domain(name)) if name.ends_with('.') => Err("must not end in a dot"),
        Some(_) => Ok(url),
        None => Err("has no host"),
    }
}

pub(super) fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts
        .iter()
        .map(|text| network(text).map_err(D::Error::custom))
        .collect()
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let parsed = text
        .parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    match parsed {
        Ok(network) if network.prefix_len() == 0 => Err(format!(
            "{text:?} means the whole internet: name the ranges you need, such as 10.0.0.0/8"
        )),
        Ok(network) => Ok(network.trunc()),
        Err(_) => Err(format!(
            "{text:?} is not an address or range: write it as 127.0.0.1/32, 10.0.0.0/8 or fd00::/8"
        )),
    }
}

/// A [`std::time::Duration`] written as whole seconds.
pub(super) mod seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(duration.as_secs())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_secs)
    }
}
