//! What a setting may be, beyond its type: refusals and warnings.

use std::time::Duration;

use tracing_subscriber::EnvFilter;
use url::Host;

use crate::domain::mail::MailTls;

use super::{Config, ConfigError, DatabaseUrl, Problem, values::is_local_host};

/// Refuses settings that cannot work or that are dangerous; names all of them at once.
pub(super) fn check(config: &Config) -> Result<(), ConfigError> {
    let mut problems = Vec::new();
    addresses(config, &mut problems);
    words(config, &mut problems);
    mail(config, &mut problems);
    limits(config, &mut problems);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.into())
    }
}

fn addresses(config: &Config, problems: &mut Vec<Problem>) {
    let url = &config.server.public_url;
    let local = is_local_host(url);
    if url.scheme() != "https" && !local {
        problems.push(Problem::of(
            "server.public_url",
            format!("{url} must be https: other servers talk to nothing else. Only localhost may use plain http"),
        ));
    }
    if config.federation.allow_insecure_http && !local {
        problems.push(Problem::of(
            "federation.allow_insecure_http",
            format!("is for development on one machine, and server.public_url is {url}: set it to false, or use a public_url on localhost"),
        ));
    }
    let services = [
        ("comments.akismet_url", &config.comments.akismet_url),
        ("metadata.wikidata_url", &config.metadata.wikidata_url),
        ("metadata.tmdb_url", &config.metadata.tmdb_url),
    ];
    for (key, url) in services {
        if url.scheme() != "https" && !is_local_host(url) {
            problems.push(Problem::of(
                key,
                format!("{url} must be https: questions and keys would be readable on the way"),
            ));
        }
    }
    if let DatabaseUrl::Postgres(database) = &config.database.url
        && database.path().trim_start_matches('/').is_empty()
        && !database.query_pairs().any(|(name, _)| name == "dbname")
    {
        problems.push(Problem::of(
            "database.url",
            "names no database: write postgres://USER:PASSWORD@HOST/NAME",
        ));
    }
    if config.media.path.as_os_str().is_empty() {
        problems.push(Problem::of("media.path", "is empty: name a folder, such as data/media"));
    }
}

fn words(config: &Config, problems: &mut Vec<Problem>) {
    if config.site.name.trim().is_empty() {
        problems.push(Problem::of("site.name", "is empty: give the site a name"));
    }
    for (key, text) in [
        ("site.name", &config.site.name),
        ("site.description", &config.site.description),
    ] {
        if text.chars().any(char::is_control) {
            problems.push(Problem::of(key, "must be one line of plain text"));
        }
        if text.chars().count() > 500 {
            problems.push(Problem::of(key, "must be at most 500 characters"));
        }
    }
    let key = config.metadata.tmdb_key.text();
    if !key
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    {
        problems.push(Problem::of(
            "metadata.tmdb_key",
            "holds characters that no key of TMDB has: copy it again, without spaces or quotation marks",
        ));
    }
    if !is_language_tag(&config.site.language) {
        problems.push(Problem::of(
            "site.language",
            format!(
                "{:?} is not a language tag: write it as \"en\" or \"pt-BR\"",
                config.site.language
            ),
        ));
    }
    if let Err(error) = EnvFilter::builder().parse(&config.log.filter) {
        problems.push(Problem::of(
            "log.filter",
            format!(
                "{:?} is not understood ({error}): write a level such as \"info\", or \"info,houselights=debug\"",
                config.log.filter
            ),
        ));
    }
}

fn mail(config: &Config, problems: &mut Vec<Problem>) {
    let mail = &config.mail;
    for (key, text) in [
        ("mail.host", &mail.host),
        ("mail.from", &mail.from),
        ("mail.from_name", &mail.from_name),
    ] {
        if text.chars().any(char::is_control) {
            problems.push(Problem::of(key, "must be one line of plain text"));
        }
    }
    if mail.host.is_empty() {
        return;
    }
    if mail.host.contains([':', '/', ' ', '@']) && mail.host.parse::<std::net::IpAddr>().is_err() {
        problems.push(Problem::of(
            "mail.host",
            format!(
                "{:?} is not a host: write the name alone, as smtp.example.org, and the port under mail.port",
                mail.host
            ),
        ));
    }
    if mail.port == 0 {
        problems.push(Problem::of(
            "mail.port",
            "0 is no port: it is 587 with starttls, 465 with tls, often 25 with none",
        ));
    }
    if mail.from.is_empty() {
        problems.push(Problem::of(
            "mail.from",
            "is empty: give the address mails come from, such as houselights@films.example, or leave mail.host empty",
        ));
    }
    if mail.username.is_empty() != mail.password.text().is_empty() {
        problems.push(Problem::of(
            "mail.password",
            "and mail.username belong together: give both, or neither for a server that asks for none",
        ));
    }
    if mail.tls == MailTls::None && mail.plain_networks.is_empty() && !is_this_machine(&mail.host) {
        problems.push(Problem::of(
            "mail.tls",
            format!(
                "is \"none\", and {} is another machine: passwords and mails could be read on the way. Use \"starttls\" or \"tls\", \
                 or name the network of that server in mail.plain_networks",
                mail.host
            ),
        ));
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn limits(config: &Config, problems: &mut Vec<Problem>) {
    let federation = &config.federation;
    let ranges: [(&str, u64, u64, u64, &str); 16] = [
        ("server.workers", config.server.workers as u64, 0, 1024, "threads"),
        (
            "server.body_timeout",
            config.server.body_timeout.as_secs(),
            1,
            600,
            "seconds",
        ),
        (
            "federation.inbox_per_actor",
            u64::from(federation.inbox_per_actor),
            0,
            1_000_000,
            "activities",
        ),
        (
            "federation.inbox_per_host",
            u64::from(federation.inbox_per_host),
            0,
            1_000_000,
            "activities",
        ),
        (
            "database.readers",
            u64::from(config.database.readers),
            0,
            1024,
            "connections",
        ),
        ("media.max_bytes", config.media.max_bytes, 1024, 1 << 30, "bytes"),
        (
            "media.max_pixels",
            config.media.max_pixels,
            1024,
            1_000_000_000,
            "pixels",
        ),
        (
            "federation.delivery_concurrency",
            federation.delivery_concurrency as u64,
            1,
            10_000,
            "deliveries",
        ),
        (
            "federation.inbox_log_days",
            u64::from(federation.inbox_log_days),
            0,
            365,
            "days",
        ),
        (
            "federation.per_host_concurrency",
            federation.per_host_concurrency as u64,
            1,
            1_000,
            "requests",
        ),
        (
            "federation.request_timeout",
            federation.request_timeout.as_secs(),
            1,
            300,
            "seconds",
        ),
        (
            "federation.fetch_replies_interval",
            federation.fetch_replies_interval.as_secs(),
            60,
            7 * 24 * 3600,
            "seconds",
        ),
        (
            "federation.recheck_per_hour",
            u64::from(federation.recheck_per_hour),
            0,
            3_600,
            "comments",
        ),
        (
            "comments.guest_days",
            u64::from(config.comments.guest_days),
            1,
            3650,
            "days",
        ),
        (
            "accounts.session_days",
            u64::from(config.accounts.session_days),
            1,
            3650,
            "days",
        ),
        (
            "accounts.sign_in_attempts",
            u64::from(config.accounts.sign_in_attempts),
            1,
            10_000,
            "attempts",
        ),
    ];
    for (key, value, least, most, unit) in ranges {
        if value < least || value > most {
            problems.push(Problem::of(
                key,
                format!("{value} is out of range: from {least} to {most} {unit}"),
            ));
        }
    }
    let day = Duration::from_secs(24 * 60 * 60);
    if federation.publish_delay > day {
        problems.push(Problem::of(
            "federation.publish_delay",
            "is more than a day (86400 seconds): schedule the review instead",
        ));
    }
}

/// Whether `tag` has the outer form of a BCP 47 language tag (RFC 5646 section 2.1, without the registry).
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Sentences about settings that are legal and risky.
pub(super) fn warnings(config: &Config) -> Vec<String> {
    let mut sentences = Vec::new();
    let url = &config.server.public_url;
    if config.federation.allow_insecure_http {
        sentences.push(
            "federation.allow_insecure_http is ON: this server talks plain http to other servers and believes what it hears. \
             This is for development on one machine only; never let the internet reach this server."
                .to_owned(),
        );
    }
    if !config.federation.allow_private_networks.is_empty() {
        let ranges: Vec<String> = config
            .federation
            .allow_private_networks
            .iter()
            .map(ToString::to_string)
            .collect();
        sentences.push(format!(
            "federation.allow_private_networks lets strangers' links make this server connect to {}. This is for test networks only.",
            ranges.join(", ")
        ));
    }
    if !config.mail.host.is_empty() && config.mail.tls == MailTls::None {
        sentences.push(format!(
            "mail.tls is \"none\": mails, and the password for {} if there is one, go there unencrypted. This is for a mail server on \
             this machine or in a network of your own.",
            config.mail.host
        ));
    }
    if is_local_host(url) {
        sentences.push(format!(
            "server.public_url is {url}, which only this machine can reach: other servers cannot follow or reply. \
             Set it to the https address of the site before you publish."
        ));
    } else {
        if url.port().is_some() {
            sentences.push(format!("server.public_url {url} has a port: some servers, Houselights among them, refuse to talk to such addresses."));
        }
        if matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_))) {
            sentences.push(format!("server.public_url {url} is a bare address: accounts need a host name, and most servers refuse such a peer."));
        }
        if !config.server.bind.ip().is_loopback() && config.server.trusted_proxies.is_empty() {
            sentences.push(
                "server.trusted_proxies is empty while the server listens beyond loopback: behind a reverse proxy, \
                 all visitors will seem to come from the proxy's address."
                    .to_owned(),
            );
        }
    }
    sentences
}
