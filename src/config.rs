//! Typed, layered configuration: built-in default < file < environment.
//!
//! `config/default.toml` is both the documentation and the list of allowed keys; a test compares it with [`Config`].
//! Anything unknown or nonsensical is refused at start, with the key's name and what to do about it.

mod check;
mod layers;
mod values;

use std::{fmt, num::NonZeroUsize, path::Path, path::PathBuf, time::Duration};

use crate::domain::mail::MailTls;
use crate::domain::quote::QuotePolicy;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use url::Url;

pub use layers::{ConfigError, Problem};
pub use values::{DatabaseUrl, FederationMode, LogFormat, Secret, Synchronous, is_local_host};

/// Every setting of a server, checked. Fields carry the names of the keys in `config/default.toml`.
///
/// `Debug` and `Serialize` never show the database password or a key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub site: Site,
    pub database: Database,
    pub media: Media,
    pub federation: Federation,
    pub mentions: Mentions,
    pub comments: Comments,
    pub metadata: Metadata,
    pub accounts: Accounts,
    pub mail: Mail,
    pub log: Log,
}

/// `[server]`: where it listens and what it is called.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Listening address; port 0 lets the system choose.
    #[serde(deserialize_with = "values::socket_address")]
    pub bind: SocketAddr,
    /// Origin under which the world sees this server: scheme, host and optional port; the path is always `/`.
    #[serde(deserialize_with = "values::origin")]
    pub public_url: Url,
    /// Peers whose `X-Forwarded-*` headers are believed.
    #[serde(deserialize_with = "values::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Web threads; 0 = one per core. Use [`Config::web_workers`].
    pub workers: usize,
    /// How long the body of a request may take, in whole seconds in the file; one second more for every 16 KiB.
    #[serde(with = "values::seconds")]
    pub body_timeout: Duration,
}

/// `[site]`: how it presents itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub name: String,
    pub description: String,
    /// BCP 47 language tag of the interface.
    pub language: String,
    /// Whom to ask: a mail address, the address of a page, or empty.
    pub contact: String,
}

/// `[database]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: DatabaseUrl,
    /// Read connections; 0 = twice the cores, at least 4. Use [`Config::database_readers`].
    pub readers: u32,
    pub synchronous: Synchronous,
}

/// `[media]`: uploaded and cached images.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    pub path: PathBuf,
    /// Largest accepted file, in bytes.
    pub max_bytes: u64,
    /// Largest decoded image, in pixels.
    pub max_pixels: u64,
}

/// `[federation]`: how it talks to other servers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Federation {
    /// Private ranges the outbound client may connect to.
    #[serde(deserialize_with = "values::networks")]
    pub allow_private_networks: Vec<IpNet>,
    /// Plain http to peers; only with a `public_url` on this machine.
    pub allow_insecure_http: bool,
    /// Time between publishing and sending, in whole seconds in the file.
    #[serde(with = "values::seconds")]
    pub publish_delay: Duration,
    /// Deliveries under way at one time, over all hosts.
    pub delivery_concurrency: usize,
    /// Requests under way at one time to one host.
    pub per_host_concurrency: usize,
    /// Total time of one outbound request, in whole seconds in the file.
    #[serde(with = "values::seconds")]
    pub request_timeout: Duration,
    /// Other servers are asked for answers that were not sent here.
    pub fetch_replies: bool,
    /// The shortest time between two rounds of questions about one conversation, in whole seconds in the file.
    #[serde(with = "values::seconds")]
    pub fetch_replies_interval: Duration,
    /// Comments from elsewhere that each process looks at again within an hour; 0 = none.
    pub recheck_per_hour: u32,
    /// Activities taken from one actor within a minute; 0 = no limit.
    pub inbox_per_actor: u32,
    /// Activities taken from all actors of one host within a minute; 0 = no limit.
    pub inbox_per_host: u32,
    /// Everybody, or only servers that a policy names.
    pub mode: FederationMode,
    /// Documents are given only to servers that sign for them.
    pub authorized_fetch: bool,
    /// Days for which the inbox log is kept.
    pub inbox_log_days: u32,
}

/// `[mentions]`: links from other sites, and to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mentions {
    /// Webmentions are received.
    pub webmention: bool,
    /// XML-RPC pingbacks are received.
    pub pingback: bool,
    /// Webmentions are sent.
    pub send_webmentions: bool,
    /// Who may quote what is written here.
    pub quotes: QuotePolicy,
}

/// `[comments]`: what people write on this site itself. Who may, and what waits, is decided under Moderation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// Comments of guests taken from one network address within an hour; 0 = no limit.
    pub guest_per_hour: u32,
    /// Days for which a guest's mail address, and where they wrote from, are kept.
    pub guest_days: u32,
    /// Key for an Akismet-compatible service; without one it is not asked.
    pub akismet_key: Secret,
    /// Where that service is.
    #[serde(deserialize_with = "values::origin")]
    pub akismet_url: Url,
}

/// `[metadata]`: catalogues of films that are asked for facts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// Wikidata is asked when somebody looks a film up.
    pub wikidata: bool,
    /// Where Wikidata is.
    #[serde(deserialize_with = "values::origin")]
    pub wikidata_url: Url,
    /// Key for TMDB; without one it is not asked.
    pub tmdb_key: Secret,
    /// Where the API of TMDB is.
    #[serde(deserialize_with = "values::origin")]
    pub tmdb_url: Url,
}

/// `[accounts]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Days an unused session lives.
    pub session_days: u32,
    /// Failed sign-ins allowed in 15 minutes.
    pub sign_in_attempts: u32,
}

/// `[mail]`: the server that takes our mails. Without a host no mail is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Name or address of the SMTP server; empty = no mail.
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    /// Networks to which mail may go without TLS, beside this machine.
    #[serde(deserialize_with = "values::networks")]
    pub plain_networks: Vec<IpNet>,
    /// Empty = without signing in.
    pub username: String,
    pub password: Secret,
    /// The address mails come from.
    pub from: String,
    /// The name beside it; empty = the name of the site.
    pub from_name: String,
}

/// `[log]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    pub format: LogFormat,
}

impl Config {
    /// The text of `config/default.toml`: every key, its default and its explanation.
    pub const DEFAULT_TOML: &'static str = include_str!("../config/default.toml");

    /// Loads defaults, then `file`, then the process environment (`HOUSELIGHTS__SECTION__KEY`).
    ///
    /// # Errors
    /// [`ConfigError`] lists every problem found in the layer that failed, each with the key's name.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        // Variables that are not Unicode cannot be ours; `std::env::vars` would panic on them.
        let env =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::load_from(Self::DEFAULT_TOML, file, env)
    }

    /// [`Config::load`] with everything it reads given by the caller.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn load_from(
        default_toml: &str,
        file: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let config: Self = layers::merge(default_toml, file, layers::from_environment(env))?;
        check::check(&config)?;
        Ok(config)
    }

    /// The defaults with some settings changed, by dotted key, values written as in the environment. For `demo` and tests.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn with_settings<'a>(settings: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, ConfigError> {
        let env = settings
            .into_iter()
            .map(|(key, value)| (layers::variable_of(key), value.to_owned()));
        Self::load_from(Self::DEFAULT_TOML, None, env)
    }

    /// Settings that are allowed but that an owner should hear about, as sentences for the log at start.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        check::warnings(self)
    }

    /// Whether peers may be reached, and may reach us, over plain http.
    #[must_use]
    pub fn insecure_http_allowed(&self) -> bool {
        self.federation.allow_insecure_http
    }

    /// Whether documents are given only to servers that sign for them. In allow-list mode there is no other way to know who
    /// asks.
    #[must_use]
    pub fn asks_for_signatures(&self) -> bool {
        self.federation.authorized_fetch || self.federation.mode.is_allowlist()
    }

    /// Web threads to start: the setting, or one per core.
    #[must_use]
    pub fn web_workers(&self) -> usize {
        if self.server.workers == 0 {
            cores()
        } else {
            self.server.workers
        }
    }

    /// Read connections to open: the setting, or twice the cores and at least four.
    #[must_use]
    pub fn database_readers(&self) -> u32 {
        match self.database.readers {
            0 => u32::try_from(cores() * 2).unwrap_or(u32::MAX).max(4),
            readers => readers,
        }
    }
}

/// The settings in effect as `key = value` lines, without secrets.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tree = serde_json::to_value(self).map_err(|_| fmt::Error)?;
        for (section, keys) in tree.as_object().into_iter().flatten() {
            for (key, value) in keys.as_object().into_iter().flatten() {
                writeln!(f, "{section}.{key} = {value}")?;
            }
        }
        Ok(())
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

#[cfg(test)]
mod tests;
