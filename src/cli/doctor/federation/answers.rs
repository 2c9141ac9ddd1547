//! Asking, and judging what was answered.

use crate::domain::id::ReviewId;
use crate::env::{GetRequest, NetError, Response};
use crate::federation::Federation;
use crate::urls::Urls;
use http::StatusCode;
use serde_json::Value;
use url::Url;

/// What a check found: words if all is well, words and what to do if not.
pub(super) type Said = Result<String, String>;

/// What to do where somebody else seems to answer.
pub(super) const ANOTHER_SITE: &str =
    "another site answers there, or server.public_url is not the one the running server has";

/// Asks this server by its public address, as a stranger.
pub(super) struct Asker<'a>(&'a Federation);

impl<'a> Asker<'a> {
    pub(super) fn new(federation: &'a Federation) -> Self {
        Self(federation)
    }

    pub(super) fn urls(&self) -> &Urls {
        self.0.service().urls()
    }

    pub(super) fn asks_for_signatures(&self) -> bool {
        self.0.service().config().asks_for_signatures()
    }

    /// GETs a path with its query; redirects are answers.
    pub(super) async fn get(&self, target: &str, accept: &str) -> Result<Response, NetError> {
        let (path, query) = target
            .split_once('?')
            .map_or((target, None), |(path, query)| (path, Some(query)));
        let mut url = self.urls().at(path);
        url.set_query(query);
        let request = GetRequest {
            follow_redirects: false,
            ..GetRequest::new(url, accept)
        };
        self.0.service().env().net.get(&request, None).await
    }

    pub(super) async fn json(&self, target: &str, accept: &str) -> Result<Value, String> {
        json(&success(self.get(target, accept).await, target)?, target)
    }

    /// GETs a document signed by the server itself.
    pub(super) async fn signed(&self, url: &Url) -> Result<Response, String> {
        self.0.read_itself(url).await.map_err(|error| error.to_string())
    }

    /// A document, signed for where that is asked for.
    pub(super) async fn document(&self, url: &Url) -> Result<Value, String> {
        let answer = match self.asks_for_signatures() {
            true => Ok(self.signed(url).await?),
            false => self.get(url.path(), "application/activity+json").await,
        };
        json(&success(answer, url.path())?, url.path())
    }

    /// The address of the newest review; `None` where there is none.
    pub(super) async fn newest_review(&self) -> Option<Url> {
        let newest: Option<ReviewId> = self.0.service().newest_review().await.ok()?;
        newest.map(|id| self.urls().review(&id))
    }
}

/// An answer of the 200s; what to do about any other.
pub(super) fn success(answer: Result<Response, NetError>, target: &str) -> Result<Response, String> {
    let answer = answer.map_err(|error| match error {
        NetError::Compressed { .. } => {
            format!("{error}: the reverse proxy must compress only for those who ask for it")
        }
        other => other.to_string(),
    })?;
    let status = answer.status;
    if status.is_success() {
        return Ok(answer);
    }
    let to = answer.headers.get("location").and_then(|to| to.to_str().ok());
    Err(match (status, to) {
        (_, Some(to)) if status.is_redirection() && is_inside(&answer.final_url, to) => {
            format!(
                "{target} answers with a redirect to {to}, as people get it: the reverse proxy does not pass the Accept header on"
            )
        }
        (_, Some(to)) if status.is_redirection() => format!(
            "{target} answers with a redirect to {to}: server.public_url must be the address that answers itself"
        ),
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => format!(
            "{target} answers {status}: {}",
            told(&answer).unwrap_or("the reverse proxy asks for a password, or keeps unknown programs out".to_owned())
        ),
        (StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT, _) => format!(
            "{target} answers {status}: the reverse proxy does not reach Houselights. Does it run, and does server.bind fit?"
        ),
        _ => format!("{target} answers {status}: the reverse proxy must pass every path on to Houselights"),
    })
}

/// Does a redirect stay on the site?
fn is_inside(from: &Url, to: &str) -> bool {
    from.join(to).is_ok_and(|to| to.origin() == from.origin())
}

/// The words of a problem document.
pub(super) fn told(answer: &Response) -> Option<String> {
    let document: Value = serde_json::from_slice(&answer.body).ok()?;
    document.get("detail")?.as_str().map(str::to_owned)
}

pub(super) fn json(answer: &Response, target: &str) -> Result<Value, String> {
    serde_json::from_slice(&answer.body).map_err(|_| {
        format!("{target} answers with something else than JSON: the reverse proxy does not pass the Accept header on, or {ANOTHER_SITE}")
    })
}

/// Exactly that Content-Type: some servers take nothing else.
pub(super) fn typed(answer: &Response, expected: &str) -> Result<(), String> {
    match answer.content_type() {
        Some(given) if given.eq_ignore_ascii_case(expected) => Ok(()),
        Some(given) => Err(format!(
            "Content-Type is {given} and not {expected}: the reverse proxy changes it, or {ANOTHER_SITE}"
        )),
        None => Err(format!(
            "Content-Type is missing: the reverse proxy takes it away, and other servers read nothing without {expected}"
        )),
    }
}

/// `Vary: Accept`: page and document have one address, and a cache must not mix them up.
pub(super) fn varies(answer: &Response) -> Result<(), String> {
    let given = answer
        .headers
        .get_all("vary")
        .iter()
        .filter_map(|value| value.to_str().ok());
    let named = given
        .flat_map(|value| value.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("accept"));
    if named {
        return Ok(());
    }
    Err("Vary does not name Accept: the reverse proxy takes it away, and a cache would give pages to servers and documents to people".to_owned())
}

/// Is the document the one at that address?
pub(super) fn is_itself(document: &Value, url: &Url) -> Said {
    let id = document.get("id").and_then(Value::as_str).unwrap_or_default();
    match id == url.as_str() {
        true => Ok(format!("{url} is what it says it is")),
        false => Err(format!("{url} says that it is {id:?}: {ANOTHER_SITE}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Response {
        let header =
            |(name, value): &(&'static str, &str)| (http::HeaderName::from_static(name), value.parse().unwrap());
        Response {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers.iter().map(header).collect(),
            final_url: Url::parse("https://films.example/x").unwrap(),
            redirects: 0,
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn each_answer_that_is_no_success_says_what_to_do() {
        for (answer, words) in [
            (
                answer(301, &[("location", "https://www.films.example/x")], ""),
                "redirect to https://www.films.example/x",
            ),
            (answer(303, &[("location", "/@mara")], ""), "Accept header"),
            (answer(401, &[], "{\"detail\": \"sign it\"}"), "sign it"),
            (answer(403, &[], "<h1>no"), "keeps unknown programs out"),
            (answer(502, &[], ""), "does not reach Houselights"),
            (answer(404, &[], ""), "pass every path on"),
        ] {
            let said = success(Ok(answer), "/x").unwrap_err();
            assert!(said.contains(words), "{said}");
        }
        assert!(success(Ok(answer(200, &[], "")), "/x").is_ok());
    }

    #[test]
    fn types_and_vary_are_compared_as_other_servers_do() {
        let typed_as = |given: &str| {
            typed(
                &answer(200, &[("content-type", given)], ""),
                "application/activity+json; charset=utf-8",
            )
        };
        assert!(typed_as("application/activity+json; charset=UTF-8").is_ok());
        assert!(typed_as("application/json").unwrap_err().contains("application/json"));
        assert!(typed(&answer(200, &[], ""), "a/b").unwrap_err().contains("missing"));
        assert!(varies(&answer(200, &[("vary", "Cookie, ACCEPT")], "")).is_ok());
        assert!(varies(&answer(200, &[("vary", "Accept-Encoding")], "")).is_err());
    }
}
