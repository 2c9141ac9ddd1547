//! `houselights doctor --federation`: goes every way that another server goes, by the public address and with the guarded client.

mod answers;
mod round_trip;

use super::{Finding, Report};
use crate::domain::id::ReviewId;
use crate::env::{NetError, Response};
use crate::federation::Federation;
use answers::{Asker, Said};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use url::Url;

/// The one type of ActivityPub documents that every server takes.
const ACTIVITY_JSON: &str = "application/activity+json; charset=utf-8";
/// The clock of an answer may be off by so much before it is a problem; other servers allow between five minutes and an hour.
const CLOCK_OFF: TimeDelta = TimeDelta::minutes(5);

/// Checks everything, and tells it to `report` one after the other. `handle` is an account of this server.
pub async fn examine(federation: &Federation, handle: Option<&str>, report: &mut Report) {
    let asker = Asker::new(federation);
    let Some(first) = reach(&asker, report).await else {
        return;
    };
    report.tell(
        "clock of the answer",
        &clock(&first, federation.service().env().clock.now()),
    );
    report.tell("NodeInfo", &finding(nodeinfo(&asker, &first).await));
    report.tell("host-meta", &finding(host_meta(&asker).await));
    let host = asker.urls().host().to_owned();
    let instance = asker.urls().instance_actor();
    let server = finding(webfinger(&asker, &format!("{host}@{host}"), &instance).await);
    report.tell("WebFinger of the server", &server);
    report.tell(
        "the server's own document",
        &finding(document(&asker, &instance, false).await),
    );
    match handle {
        None => report.tell("WebFinger", &Finding::Skipped("there is no account yet".to_owned())),
        Some(handle) => {
            let actor = asker.urls().actor(handle);
            let found = webfinger(&asker, &format!("{handle}@{host}"), &actor).await;
            report.tell("WebFinger", &finding(found));
            report.tell("account as a document", &finding(document(&asker, &actor, true).await));
            report.tell("account as a page", &finding(page(&asker, &actor).await));
        }
    }
    reviews(&asker, report).await;
    report.tell("what does not exist", &finding(nothing(&asker).await));
    round_trip::examine(federation, report).await;
}

fn finding(said: Said) -> Finding {
    match said {
        Ok(words) => Finding::Well(words),
        Err(words) => Finding::Problem(words),
    }
}

/// Name, address, connection and certificate, told apart by how the first request fails.
async fn reach(asker: &Asker<'_>, report: &mut Report) -> Option<Response> {
    let (origin, host) = (asker.urls().origin().to_owned(), asker.urls().host().to_owned());
    let answer = asker.get("/.well-known/nodeinfo", "application/json").await;
    let well = |words: &str| Finding::Well(words.to_owned());
    let trouble = match &answer {
        Ok(_) => None,
        Err(NetError::Dns { detail, .. }) => Some((
            "name",
            format!(
                "{host} has no address ({detail}). Make an A and an AAAA record for it where the name was bought; new ones take up to an hour"
            ),
        )),
        Err(NetError::ForbiddenAddress { address, class, .. }) => Some((
            "address",
            format!(
                "from here {host} leads to {address}, which is not a public address ({class}), and Houselights never connects to such. If the rest of the world sees a public address (a router or container that answers for its own name is a usual cause), let this machine's DNS say the same, or run this command elsewhere. If this is a test network, list it in federation.allow_private_networks"
            ),
        )),
        Err(error @ NetError::BadUrl { .. }) => Some((
            "address",
            format!(
                "{error}. server.public_url must be https and have the usual port, except on one machine with federation.allow_insecure_http"
            ),
        )),
        Err(NetError::Tls { detail, .. }) => Some((
            "https",
            format!(
                "the certificate of {host} is not valid: {detail}. Caddy gets one by itself; with certbot, see whether it was renewed and whether the proxy was told (fullchain.pem, not cert.pem)"
            ),
        )),
        Err(error) => Some((
            "connection",
            format!(
                "{error}. Does `houselights serve` run, does the reverse proxy lead to server.bind, and does the firewall let {origin} through?"
            ),
        )),
    };
    let broke_at = trouble.as_ref().map(|(what, _)| *what);
    if !matches!(broke_at, Some("name" | "address")) {
        report.tell(
            "name",
            &well(&format!("{host} has a public address, or one the settings allow")),
        );
    }
    if matches!(broke_at, None | Some("https")) {
        report.tell("connection", &well(&format!("{origin} answers")));
    }
    if broke_at.is_none() {
        let secure = match origin.starts_with("https://") {
            true => Finding::Well("the certificate is valid".to_owned()),
            false => Finding::Skipped(
                "plain http, for development on this machine only: other servers talk to nothing but https".to_owned(),
            ),
        };
        report.tell("https", &secure);
    }
    if let Some((what, words)) = trouble {
        report.tell(what, &Finding::Problem(words));
        report.tell("everything else", &Finding::Skipped("it could not be tried".to_owned()));
    }
    answer.ok()
}

/// Whether the time that answers carry is ours.
fn clock(answer: &Response, now: DateTime<Utc>) -> Finding {
    let date = answer.headers.get("date").and_then(|date| date.to_str().ok());
    let Some(date) = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok()) else {
        return Finding::Warning("answers carry no Date: the reverse proxy takes it away".to_owned());
    };
    let off = (now - date.with_timezone(&Utc)).abs();
    if off > CLOCK_OFF {
        return Finding::Problem(format!(
            "answers say it is {date}, and this machine {}: one of the two clocks is wrong, and other servers will refuse our signatures. Set both with NTP",
            now.to_rfc2822()
        ));
    }
    Finding::Well(format!("{} s apart from this machine's", off.num_seconds()))
}

async fn nodeinfo(asker: &Asker<'_>, first: &Response) -> Said {
    let links = answers::json(first, "/.well-known/nodeinfo")?;
    let own = asker.urls().at("/nodeinfo/2.1");
    let links = links
        .get("links")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let named = |link: &Value| link.get("href").and_then(Value::as_str) == Some(own.as_str());
    if !links.iter().any(named) {
        return Err(format!("it does not lead to {own}: {}", answers::ANOTHER_SITE));
    }
    let document = asker.json("/nodeinfo/2.1", "application/json").await?;
    let name = document.pointer("/software/name").and_then(Value::as_str);
    match name {
        Some("houselights") => Ok("both documents are there".to_owned()),
        other => Err(format!(
            "it says that {} runs there: {}",
            other.unwrap_or("nothing"),
            answers::ANOTHER_SITE
        )),
    }
}

async fn host_meta(asker: &Asker<'_>) -> Said {
    let path = "/.well-known/host-meta";
    let answer = asker.get(path, "application/xrd+xml").await;
    let answer = answers::success(answer, path)?;
    answers::typed(&answer, "application/xrd+xml; charset=utf-8")?;
    let template = format!("{}/.well-known/webfinger?resource={{uri}}", asker.urls().origin());
    match String::from_utf8_lossy(&answer.body).contains(&template) {
        true => Ok("it leads to WebFinger".to_owned()),
        false => Err(format!("it does not lead to {template}: {}", answers::ANOTHER_SITE)),
    }
}

/// The way everybody takes who types a handle: from the account to its document and back to the same account.
async fn webfinger(asker: &Asker<'_>, name: &str, actor: &Url) -> Said {
    let account = format!("acct:{name}");
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("resource", &account);
    let path = format!("/.well-known/webfinger?{}", query.finish());
    let answer = answers::success(asker.get(&path, "application/jrd+json").await, "/.well-known/webfinger")?;
    answers::typed(&answer, "application/jrd+json; charset=utf-8")?;
    let found = answers::json(&answer, "/.well-known/webfinger")?;
    let subject = found.get("subject").and_then(Value::as_str).unwrap_or_default();
    if !subject.eq_ignore_ascii_case(&account) {
        return Err(format!(
            "it speaks of {subject:?} and not of {account}: {}",
            answers::ANOTHER_SITE
        ));
    }
    let links = found
        .get("links")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let leads = |link: &Value| {
        link.get("rel").and_then(Value::as_str) == Some("self")
            && link.get("href").and_then(Value::as_str) == Some(actor.as_str())
    };
    if !links.iter().any(leads) {
        return Err(format!("it does not lead to {actor}: {}", answers::ANOTHER_SITE));
    }
    let (user, _) = name.split_once('@').unwrap_or((name, ""));
    let document = asker.document(actor).await?;
    let preferred = document
        .get("preferredUsername")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match preferred.eq_ignore_ascii_case(user) {
        true => Ok(format!("@{name} is found and leads back to itself")),
        false => Err(format!("{actor} calls itself {preferred:?}: {}", answers::ANOTHER_SITE)),
    }
}

/// A document as other servers get it. `may_be_closed`: where the settings ask for signatures, it must not be given without.
async fn document(asker: &Asker<'_>, url: &Url, may_be_closed: bool) -> Said {
    if may_be_closed && asker.asks_for_signatures() {
        let open = asker.get(url.path(), "application/activity+json").await;
        let status = open.map_err(|error| error.to_string())?.status.as_u16();
        if status != 401 {
            return Err(format!(
                "without a signature it answers {status} and not 401, although the settings ask for signatures: a cache gives it away, or the running server has other settings"
            ));
        }
        let document = asker.document(url).await?;
        return answers::is_itself(&document, url).map(|_| "given to those who sign, and to nobody else".to_owned());
    }
    let answer = answers::success(asker.get(url.path(), "application/activity+json").await, url.path())?;
    answers::typed(&answer, ACTIVITY_JSON)?;
    answers::varies(&answer)?;
    let document = answers::json(&answer, url.path())?;
    answers::is_itself(&document, url)
}

/// The same address for people: a page there, or a way to one.
async fn page(asker: &Asker<'_>, url: &Url) -> Said {
    let mut answer = asker
        .get(url.path(), "text/html")
        .await
        .map_err(|error| error.to_string())?;
    answers::varies(&answer)?;
    if answer.status.is_redirection() {
        let to = answer
            .headers
            .get("location")
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default();
        let to = url
            .join(to)
            .map_err(|_| format!("{url} leads people to {to:?}, which is no address"))?;
        if to.origin() != url.origin() {
            return Err(format!(
                "{url} leads people to {to}, on another site: {}",
                answers::ANOTHER_SITE
            ));
        }
        answer = asker
            .get(to.path(), "text/html")
            .await
            .map_err(|error| error.to_string())?;
    }
    let answer = answers::success(Ok(answer), url.path())?;
    answers::typed(&answer, "text/html; charset=utf-8")?;
    Ok("people who ask for it get a page".to_owned())
}

/// The newest review, where there is one.
async fn reviews(asker: &Asker<'_>, report: &mut Report) {
    let Some(url) = asker.newest_review().await else {
        return report.tell("review", &Finding::Skipped("there is no review yet".to_owned()));
    };
    report.tell("review as a document", &finding(document(asker, &url, true).await));
    report.tell("review as a page", &finding(page(asker, &url).await));
}

/// An address of nothing must say so, or other servers keep what was never there.
async fn nothing(asker: &Asker<'_>) -> Said {
    let url = asker.urls().review(&ReviewId::new("00000000000000000000000000"));
    let status = match asker.asks_for_signatures() {
        true => asker.signed(&url).await?.status.as_u16(),
        false => {
            let answer = asker.get(url.path(), "application/activity+json").await;
            answer.map_err(|error| error.to_string())?.status.as_u16()
        }
    };
    match status {
        404 => Ok("it is answered 404".to_owned()),
        status => Err(format!(
            "it is answered {status} and not 404: the reverse proxy has an error page of its own in between"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Response;

    #[test]
    fn a_clock_that_is_wrong_is_told_from_one_that_is_a_little_off() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let dated = |date: &str| Response {
            status: http::StatusCode::OK,
            headers: [("date".parse().unwrap(), date.parse().unwrap())].into_iter().collect(),
            final_url: Url::parse("https://films.example/").unwrap(),
            redirects: 0,
            body: Vec::new(),
        };
        let at = |seconds: i64| {
            (now + TimeDelta::seconds(seconds))
                .format("%a, %d %b %Y %H:%M:%S GMT")
                .to_string()
        };
        assert!(matches!(clock(&dated(&at(-20)), now), Finding::Well(_)));
        assert!(matches!(clock(&dated(&at(4_000)), now), Finding::Problem(_)));
        assert!(matches!(clock(&dated("yesterday"), now), Finding::Warning(_)));
    }
}
