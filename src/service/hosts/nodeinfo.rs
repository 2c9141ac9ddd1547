//! Which software another server runs: NodeInfo 2.0 and 2.1 (FEP-f1d5), asked at most once a week. What comes back was written
//! by a stranger: it is cut to a line, shown as text, and decides nothing.

use crate::domain::job::JobPayload;
use crate::domain::text::plain;
use crate::env::{GetRequest, Net};
use crate::service::{Error, Service};
use crate::store::hosts::{self, Software};
use crate::store::jobs;
use chrono::TimeDelta;
use serde_json::Value;
use url::Url;

/// How long an answer counts.
const ASK_AGAIN: TimeDelta = TimeDelta::days(7);
/// How soon a server is asked again that gave no answer.
const AFTER_SILENCE: TimeDelta = TimeDelta::days(1);
/// The most servers asked in one round of a minute.
const ROUND: i64 = 20;
/// The longest document that is read; real ones have two thousand bytes, those of servers with long metadata some more.
const MAX_BYTES: u64 = 64 << 10;
/// Where the documents are announced (NodeInfo, section "Discovery").
const DISCOVERY: &str = "/.well-known/nodeinfo";
/// Versions that are read, the best first.
const VERSIONS: [&str; 2] = ["2.1", "2.0"];

impl Service {
    /// Finds servers that were not asked for a week, and has them asked.
    pub async fn ask_for_software(&self) -> Result<usize, Error> {
        let (service, now) = (self.clone(), self.now());
        let due = self
            .read(move |c| Ok(hosts::due(c, now - ASK_AGAIN, now, ROUND)?))
            .await?;
        if due.is_empty() {
            return Ok(0);
        }
        let asked = self
            .store()
            .write(move |c| {
                let book = service.policy_book(c)?;
                let mut asked = 0;
                for host in &due {
                    if book.of_host(host).is_suspended() {
                        continue;
                    }
                    let payload = JobPayload::ReadNodeInfo { host: host.clone() };
                    let key = format!("nodeinfo:{host}");
                    jobs::enqueue(c, &service.next_id(), &payload, "", Some(&key), now, now)?;
                    asked += 1;
                }
                // Those we do not talk to are looked at again in a week, like the others.
                hosts::put_off(c, &due, now)?;
                Ok::<_, Error>(asked)
            })
            .await?;
        self.wake().jobs.notify_one();
        Ok(asked)
    }

    /// Asks a server which software it runs, writes down what it says, and finishes the job.
    pub async fn read_nodeinfo(&self, job: &str, host: &str) -> Result<(), Error> {
        let scheme = match self.config().insecure_http_allowed() {
            true => "http",
            false => "https",
        };
        let read = match Url::parse(&format!("{scheme}://{host}{DISCOVERY}")) {
            Ok(url) if url.authority() == host => software_at(&self.env().net, url).await,
            _ => Err("its name is no name of a server".to_owned()),
        };
        let now = self.now();
        let (software, asked_at) = match read {
            Ok(software) => (software, now),
            Err(error) => {
                let error = Some(plain::one_line(&error, 200));
                let software = Software {
                    error,
                    ..Software::default()
                };
                (software, now - ASK_AGAIN + AFTER_SILENCE)
            }
        };
        let (job, host) = (job.to_owned(), host.to_owned());
        self.store()
            .write(move |c| {
                hosts::note_software(c, &host, &software, asked_at)?;
                jobs::finish(c, &job)?;
                Ok(())
            })
            .await
    }
}

async fn software_at(net: &Net, discovery: Url) -> Result<Software, String> {
    let links = json(net, discovery.clone()).await?;
    let document = document_of(&links, &discovery)?;
    software_of(&json(net, document).await?)
}

async fn json(net: &Net, url: Url) -> Result<Value, String> {
    let request = GetRequest {
        max_bytes: MAX_BYTES,
        spare_the_dead: true,
        ..GetRequest::new(url, "application/json")
    };
    let answer = net.get(&request, None).await.map_err(|error| error.to_string())?;
    if !answer.status.is_success() {
        return Err(format!("it answered {} when asked for its NodeInfo", answer.status));
    }
    serde_json::from_slice(&answer.body).map_err(|_| "its NodeInfo is no JSON".to_owned())
}

/// The address of the best document that is announced. It must lie on the same site, or anybody could have us ask anybody.
fn document_of(links: &Value, discovery: &Url) -> Result<Url, String> {
    let links = links.get("links").and_then(Value::as_array);
    let links = links.ok_or("it announces no NodeInfo")?;
    let announced = |version: &str| {
        let schema = format!("/ns/schema/{version}");
        let is_this = |link: &&Value| {
            let rel = link.get("rel").and_then(Value::as_str);
            rel.is_some_and(|rel| rel.ends_with(&schema))
        };
        let href = links.iter().find(is_this)?.get("href")?.as_str()?;
        discovery.join(href).ok()
    };
    let document = VERSIONS.into_iter().find_map(announced);
    let document = document.ok_or("it announces no NodeInfo of version 2.0 or 2.1")?;
    match is_same_site(&document, discovery) {
        true => Ok(document),
        false => Err("its NodeInfo lies on another server".to_owned()),
    }
}

/// The same host, or one below the other, as `social.example` is below `example`.
fn is_same_site(one: &Url, other: &Url) -> bool {
    let (Some(a), Some(b)) = (one.host_str(), other.host_str()) else {
        return false;
    };
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.'));
    (a == b && one.port_or_known_default() == other.port_or_known_default()) || below(a, b) || below(b, a)
}

fn software_of(document: &Value) -> Result<Software, String> {
    let software = document.get("software").ok_or("its NodeInfo names no software")?;
    let line = |key: &str, most: usize| {
        let text = software.get(key).and_then(Value::as_str).unwrap_or_default();
        let text: String = text.chars().take(1_000).collect();
        Some(plain::one_line(&text, most)).filter(|text| !text.is_empty())
    };
    let name = line("name", 40).ok_or("its NodeInfo names no software")?;
    Ok(Software {
        name: Some(name),
        version: line("version", 60),
        error: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn announced(links: &Value) -> Result<String, String> {
        let discovery = Url::parse("https://social.peer.example/.well-known/nodeinfo").unwrap();
        document_of(&json!({"links": links}), &discovery).map(|url| url.to_string())
    }

    #[test]
    fn the_best_version_that_is_announced_is_read() {
        let link = |rel: &str, href: &str| json!({"rel": rel, "href": href});
        let (old, new) = (
            link(
                "http://nodeinfo.diaspora.software/ns/schema/2.0",
                "https://social.peer.example/nodeinfo/2.0",
            ),
            link("https://nodeinfo.diaspora.software/ns/schema/2.1", "/nodeinfo/2.1"),
        );
        let future = link("http://nodeinfo.diaspora.software/ns/schema/3.0", "/nodeinfo/3.0");
        assert_eq!(
            announced(&json!([old, new, future])).unwrap(),
            "https://social.peer.example/nodeinfo/2.1"
        );
        assert_eq!(
            announced(&json!([old])).unwrap(),
            "https://social.peer.example/nodeinfo/2.0"
        );
        for nothing in [
            json!([future]),
            json!([]),
            json!({}),
            json!("x"),
            json!([1, null, {"rel": 7}]),
        ] {
            assert!(announced(&nothing).is_err(), "{nothing}");
        }
    }

    #[test]
    fn nobody_has_us_ask_a_third_server() {
        let at =
            |href: &str| announced(&json!([{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": href}]));
        assert!(at("https://peer.example/nodeinfo/2.0").is_ok());
        assert!(at("https://www.social.peer.example/nodeinfo/2.0").is_ok());
        for elsewhere in [
            "https://victim.example/x",
            "https://evilpeer.example/x",
            "https://social.peer.example:8443/x",
            "file:///etc/passwd",
        ] {
            assert!(at(elsewhere).is_err(), "{elsewhere}");
        }
    }

    #[test]
    fn what_a_stranger_calls_itself_becomes_one_short_line() {
        let of = |software: Value| software_of(&json!({ "software": software }));
        let mastodon = of(json!({"name": "mastodon", "version": "4.3.1+glitch"})).unwrap();
        assert_eq!(mastodon.name.as_deref(), Some("mastodon"));
        assert_eq!(mastodon.version.as_deref(), Some("4.3.1+glitch"));
        let long = of(json!({"name": format!("a\n\u{202e}b{}", "c".repeat(5_000)), "version": 7})).unwrap();
        let name = long.name.unwrap();
        assert!(
            name.chars().count() <= 41 && !name.contains(['\n', '\u{202e}']),
            "{name:?}"
        );
        assert_eq!(long.version, None);
        for nothing in [
            json!({}),
            json!({"name": "  "}),
            json!({"name": 1}),
            json!([]),
            json!(null),
        ] {
            assert!(of(nothing.clone()).is_err(), "{nothing}");
        }
    }
}
