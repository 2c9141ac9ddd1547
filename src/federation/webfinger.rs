//! Asking other servers who somebody is (RFC 7033). A client of our own over the guarded network: the library's uses plain
//! http in its debug mode and compares subjects by letter case.

use crate::domain::actor::split_handle;
use crate::env::{GetRequest, NetError};
use crate::federation::Federation;
use crate::federation::vocab::incoming::{Document, plain_host, web_url};
use crate::service::Error;
use url::Url;

/// What a server said about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finger {
    /// User and host of the subject, where it is an `acct:`.
    pub subject: Option<(String, String)>,
    /// The actor's id.
    pub actor: Option<Url>,
    /// Where a person of that server answers questions of other servers; holds `{uri}`.
    pub subscribe: Option<String>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(in crate::federation) enum FingerError {
    #[error("{0} knows nobody of that name")]
    Nobody(String),
    #[error("{0} gave an answer that cannot be read")]
    Unreadable(String),
    #[error("{host} answered {status}")]
    Status { host: String, status: u16 },
    #[error("this site does not talk to {0}")]
    Suspended(String),
    #[error(transparent)]
    Net(#[from] NetError),
    #[error(transparent)]
    Service(#[from] Error),
}

impl Federation {
    /// Asks `host` for `acct:user@host`.
    pub(in crate::federation) async fn finger(&self, user: &str, host: &str) -> Result<Finger, FingerError> {
        if self.service().policies().await?.of_host(host).is_suspended() {
            return Err(FingerError::Suspended(host.to_owned()));
        }
        // Plain http exists between servers of one development machine only, and is tried first there.
        let schemes: &[&str] = if self.service().config().insecure_http_allowed() {
            &["http", "https"]
        } else {
            &["https"]
        };
        let mut last = FingerError::Nobody(host.to_owned());
        for scheme in schemes {
            match self.finger_over(scheme, user, host).await {
                Err(FingerError::Net(error)) => last = error.into(),
                answer => return answer,
            }
        }
        Err(last)
    }

    async fn finger_over(&self, scheme: &str, user: &str, host: &str) -> Result<Finger, FingerError> {
        let unreadable = || FingerError::Unreadable(host.to_owned());
        let mut url = Url::parse(&format!("{scheme}://{host}/.well-known/webfinger")).map_err(|_| unreadable())?;
        url.query_pairs_mut()
            .append_pair("resource", &format!("acct:{user}@{host}"));
        let request = GetRequest {
            max_bytes: 64 * 1024,
            ..GetRequest::new(url, "application/jrd+json, application/json")
        };
        let response = self.service().env().net.get(&request, None).await?;
        match response.status.as_u16() {
            200..=299 => read(&response.body).ok_or_else(unreadable),
            404 | 410 | 400 => Err(FingerError::Nobody(host.to_owned())),
            status => Err(FingerError::Status {
                host: host.to_owned(),
                status,
            }),
        }
    }
}

/// Reads a JRD (RFC 7033 section 4.4); `None` when it is no JSON object within the limits.
#[must_use]
pub fn read(body: &[u8]) -> Option<Finger> {
    let document = Document::parse(body).ok()?;
    let jrd = document.object();
    let subject = jrd
        .text("subject")
        .filter(|text| text.starts_with("acct:"))
        .and_then(split_handle)
        .and_then(|(user, host)| Some((user, plain_host(&host)?)));
    let mut finger = Finger {
        subject,
        actor: None,
        subscribe: None,
    };
    for link in jrd.objects("links") {
        let kind = link.text("type").unwrap_or_default();
        match link.text("rel") {
            Some("self") if kind.contains("activity+json") || kind.contains("ld+json") => {
                finger.actor = finger.actor.or_else(|| link.text("href").and_then(web_url));
            }
            Some("http://ostatus.org/schema/1.0/subscribe") => {
                let template = link.text("template").filter(|t| t.contains("{uri}"));
                // A template is an address once its hole is filled; a script never is.
                let usable = template.filter(|t| web_url(&t.replace("{uri}", "x")).is_some());
                finger.subscribe = finger.subscribe.or_else(|| usable.map(ToOwned::to_owned));
            }
            _ => {}
        }
    }
    Some(finger)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_gives_subject_actor_and_template() {
        let body = json!({
            "subject": "acct:Ivo@Other.example",
            "links": [
                {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "https://other.example/@ivo"},
                {"rel": "self", "type": "application/activity+json", "href": "https://other.example/users/ivo"},
                {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": "https://other.example/authorize?uri={uri}"}
            ]
        });
        let finger = read(body.to_string().as_bytes()).unwrap();
        assert_eq!(finger.subject, Some(("Ivo".to_owned(), "other.example".to_owned())));
        assert_eq!(finger.actor.unwrap().as_str(), "https://other.example/users/ivo");
        assert_eq!(finger.subscribe.unwrap(), "https://other.example/authorize?uri={uri}");
    }

    #[test]
    fn a_template_that_is_a_script_or_has_no_hole_is_not_used() {
        for template in [
            "javascript:alert('{uri}')",
            "https://other.example/authorize",
            "data:text/html,{uri}",
        ] {
            let body = json!({"links": [{"rel": "http://ostatus.org/schema/1.0/subscribe", "template": template}]});
            assert_eq!(read(body.to_string().as_bytes()).unwrap().subscribe, None, "{template}");
        }
    }
}
