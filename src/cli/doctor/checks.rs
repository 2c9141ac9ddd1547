//! The single checks of `doctor`.

use super::Finding;
use crate::config::{Config, DatabaseUrl};
use crate::env::{GetRequest, Net, NetSettings};
use crate::service::{Error, Service};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};

/// Below this many bytes free, uploads and the database soon fail.
const DISK_LOW: u64 = 200 << 20;
/// Midnight of 1 November 2026 in seconds: no machine that runs this version lives before it.
const OLDEST_CLOCK: i64 = 1_793_491_200;

/// Whether the database can be written.
pub async fn database(service: &Service, url: &str) -> Finding {
    let backend = service.store().backend_name();
    let written = service.store().write(|_| Ok::<_, Error>(())).await;
    match written {
        Ok(()) => Finding::Well(format!("{url} ({backend}) opens and can be written")),
        Err(error) => Finding::Problem(format!("{url} opens but cannot be written: {error}")),
    }
}

/// Whether pictures can be kept.
pub async fn media(service: &Service) -> Finding {
    let blobs = service.env().blobs.clone();
    let folder = blobs.root().display().to_string();
    let tried = tokio::task::spawn_blocking(move || {
        let key = format!("doctor-{}", std::process::id());
        blobs.put(&key, b"probe").and_then(|()| blobs.delete(&key))
    });
    match tried.await {
        Ok(Ok(())) => Finding::Well(format!("{folder} can be written")),
        Ok(Err(error)) => Finding::Problem(format!("media.path {folder}: {error}")),
        Err(error) => Finding::Problem(format!("media.path {folder}: {error}")),
    }
}

/// Whether the mail server lets us in. Nothing is sent.
pub async fn mail(config: &Config, service: &Service) -> Finding {
    if !service.has_mail() {
        return Finding::Skipped("mail.host is empty, so no mail is sent".to_owned());
    }
    let place = format!("{}:{}", config.mail.host, config.mail.port);
    let (waiting, complaint) = service.unsent_mails().await.unwrap_or_default();
    match service.check_mail().await {
        Ok(name) => {
            if let Some(complaint) = complaint {
                return Finding::Warning(format!(
                    "{place} answers as {name}, but did not take a mail lately ({complaint}); {waiting} wait to be tried again"
                ));
            }
            let signed_in = if config.mail.username.is_empty() {
                ""
            } else {
                " and lets us sign in"
            };
            Finding::Well(format!(
                "{place} answers as {name}{signed_in}; `houselights admin mail-test YOUR@ADDRESS` sends one"
            ))
        }
        Err(error) => Finding::Problem(format!(
            "{place}: {error}. Check mail.host, mail.port, mail.tls, mail.username and mail.password"
        )),
    }
}

/// Whether the clock can be right: signatures are refused elsewhere when it is an hour off.
pub fn clock(service: &Service, newest: Option<DateTime<Utc>>) -> Finding {
    let now = service.env().clock.now();
    let shown = now.format("%Y-%m-%d %H:%M:%S UTC");
    if now.timestamp() < OLDEST_CLOCK {
        return Finding::Problem(format!(
            "{shown} is before this version was made: set the clock, best with NTP"
        ));
    }
    match newest {
        Some(newest) if newest > now + TimeDelta::minutes(5) => Finding::Problem(format!(
            "{shown} is before {}, when an account was made here: set the clock, best with NTP",
            newest.format("%Y-%m-%d %H:%M:%S UTC")
        )),
        _ => Finding::Well(shown.to_string()),
    }
}

/// Free space where database and pictures live.
pub fn disk(config: &Config) -> Finding {
    let mut folders = vec![config.media.path.clone()];
    if let DatabaseUrl::Sqlite(file) = &config.database.url {
        folders.push(file.parent().map(Path::to_owned).unwrap_or_default());
    }
    let mut said = Vec::new();
    for folder in folders {
        match free_bytes(&folder) {
            Some(free) if free < DISK_LOW => {
                return Finding::Problem(format!(
                    "only {} MB are free at {}: make room",
                    free >> 20,
                    folder.display()
                ));
            }
            Some(free) => said.push(format!("{} MB free at {}", free >> 20, folder.display())),
            None => {}
        }
    }
    said.dedup();
    Finding::Well(said.join(", "))
}

/// Free bytes for ordinary users at `folder` or the nearest folder above it that exists.
fn free_bytes(folder: &Path) -> Option<u64> {
    let start = if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder.to_owned()
    };
    let existing = start.ancestors().find(|place| place.exists()).map(Path::to_owned);
    let place = existing
        .filter(|place| !place.as_os_str().is_empty())
        .unwrap_or_else(|| PathBuf::from("."));
    let stat = rustix::fs::statvfs(&place).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Goes the way another server goes: WebFinger at the public address, then the actor it names, then back.
pub async fn public_address(config: &Config, service: &Service, handle: Option<&str>) -> Finding {
    let urls = service.urls();
    // The admin asks, not a stranger, and our own address may be private behind a router.
    let everywhere = ["0.0.0.0/0", "::/0"]
        .iter()
        .filter_map(|range| range.parse().ok())
        .collect();
    let net = Net::new(&NetSettings {
        allow_private_networks: everywhere,
        allow_insecure_http: true,
        ..config.net_settings()
    });
    let net = match net {
        Ok(net) => net,
        Err(error) => return Finding::Problem(error),
    };
    let Some(handle) = handle else {
        return match json(&net, urls.instance_actor(), "application/activity+json").await {
            Ok(_) => Finding::Well(format!("{} answers", urls.origin())),
            Err(problem) => Finding::Problem(problem),
        };
    };
    match webfinger_loop(&net, service, handle).await {
        Ok(()) => Finding::Well(format!("@{handle}@{} is found and leads back to itself", urls.host())),
        Err(problem) => Finding::Problem(problem),
    }
}

async fn webfinger_loop(net: &Net, service: &Service, handle: &str) -> Result<(), String> {
    let urls = service.urls();
    let account = format!("acct:{handle}@{}", urls.host());
    let mut finger = urls.at("/.well-known/webfinger");
    finger.query_pairs_mut().append_pair("resource", &account);
    let found = json(net, finger, "application/jrd+json").await?;
    let own = urls.actor(handle).to_string();
    let subject = found
        .get("subject")
        .and_then(|subject| subject.as_str())
        .unwrap_or_default();
    if !subject.eq_ignore_ascii_case(&account) {
        return Err(format!(
            "WebFinger at {} speaks of {subject:?} and not of {account}: another site answers there",
            urls.origin()
        ));
    }
    let links = found
        .get("links")
        .and_then(|links| links.as_array())
        .cloned()
        .unwrap_or_default();
    let names_self = |link: &serde_json::Value| {
        link.get("rel").and_then(|rel| rel.as_str()) == Some("self")
            && link.get("href").and_then(|href| href.as_str()) == Some(own.as_str())
    };
    if !links.iter().any(names_self) {
        return Err(format!(
            "WebFinger does not lead to {own}: server.public_url differs from what the running server uses"
        ));
    }
    let actor = json(net, urls.actor(handle), "application/activity+json").await?;
    let id = actor.get("id").and_then(|id| id.as_str()).unwrap_or_default();
    if id == own {
        Ok(())
    } else {
        Err(format!("{own} says that it is {id:?}: check server.public_url"))
    }
}

async fn json(net: &Net, url: url::Url, accept: &str) -> Result<serde_json::Value, String> {
    let request = GetRequest::new(url.clone(), accept);
    let answer = net.get(&request, None).await.map_err(|error| {
        format!("{url} cannot be reached: {error}. Is the server running, and does server.public_url lead to it through the reverse proxy?")
    })?;
    if !answer.status.is_success() {
        return Err(format!(
            "{url} answers {}: the reverse proxy may not pass everything on to Houselights",
            answer.status
        ));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|_| format!("{url} answers with something else than JSON: the reverse proxy may not pass the Accept header on, or another site answers there"))
}
