//! Fetching documents of other servers: signed, limited, and believed only as far as their address goes.

use crate::domain::host::SignatureScheme;
use crate::env::{GetRequest, NetError, RequestSigner, Response};
use crate::federation::Federation;
use crate::federation::schemes::is_refusal;
use crate::federation::signatures::{self, KeyError, SigningKey};
use crate::federation::vocab::ACCEPT;
use crate::federation::vocab::incoming::{Document, Unreadable, host_of, same_host};
use crate::service::Error;
use crate::service::remote::Validators;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::sync::Arc;
use url::Url;

mod budget;

pub(in crate::federation) use budget::Ledger;
pub use budget::{Budget, FETCHES, KEY_FETCHES};

/// The longest ETag or Last-Modified that is remembered.
const LONGEST_VALIDATOR: usize = 500;

/// Why a document was not had. The texts are for people and logs.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is on this server: ask the service instead.
    #[error("the address is on this server")]
    OurOwn,
    /// A rule of ours forbids it.
    #[error("this site does not talk to {0}")]
    Suspended(String),
    /// The budget is spent.
    #[error("more than {FETCHES} documents would have to be fetched")]
    Budget,
    /// 404.
    #[error("there is nothing at {0}")]
    NotFound(Url),
    /// 410, or a Tombstone.
    #[error("{0} was deleted")]
    Gone(Url),
    /// Another status.
    #[error("{host} answered {status}")]
    Status {
        /// Who.
        host: String,
        /// What.
        status: u16,
    },
    /// The answer is not served as ActivityPub: an upload or an API could say anything.
    #[error("{host} did not answer with an ActivityPub document but with {content_type}")]
    ContentType {
        /// Who.
        host: String,
        /// What it was.
        content_type: String,
    },
    /// The body cannot be used.
    #[error("{host}: {error}")]
    Unreadable {
        /// Who.
        host: String,
        /// Why.
        error: Unreadable,
    },
    /// `id` names something else than what was asked for.
    #[error("the document at {0} says that it is another")]
    WrongId(Url),
    /// The document is not what was hoped for.
    #[error("{0}")]
    Misfit(&'static str),
    /// No answer.
    #[error(transparent)]
    Net(NetError),
    /// We cannot sign.
    #[error("our own key cannot be used: {0}")]
    OurKey(#[from] KeyError),
    /// Our database or ourselves.
    #[error(transparent)]
    Service(#[from] Error),
}

impl FetchError {
    /// True when the same request may succeed later.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Net(error) => !error.is_permanent(),
            Self::Status { status, .. } => *status >= 500 || matches!(status, 408 | 429),
            Self::Service(error) => !matches!(error, Error::Gone | Error::Forbidden | Error::NotFound),
            _ => false,
        }
    }
}

impl From<NetError> for FetchError {
    fn from(error: NetError) -> Self {
        match error {
            NetError::ContentType { host, content_type } => Self::ContentType { host, content_type },
            other => Self::Net(other),
        }
    }
}

impl From<crate::federation::objects::Misfit> for FetchError {
    fn from(misfit: crate::federation::objects::Misfit) -> Self {
        Self::Misfit(misfit.0)
    }
}

/// Signs GETs as the instance actor: GoToSocial and every server with authorised fetch demand it.
struct InstanceSigner<'a> {
    federation: &'a Federation,
    key_id: &'a str,
    key: &'a SigningKey,
    /// The server that is asked first, and how it is spoken to.
    host: String,
    scheme: SignatureScheme,
}

impl RequestSigner for InstanceSigner<'_> {
    fn sign_get(&self, url: &Url, _accept: &str) -> Vec<(HeaderName, HeaderValue)> {
        let service = self.federation.service();
        let host = host_of(url);
        // A redirect may lead to a server that takes another kind.
        let scheme = if host == self.host {
            self.scheme
        } else {
            service.remembered_scheme(&host).unwrap_or(SignatureScheme::Cavage)
        };
        let now = service.env().clock.now();
        signatures::sign(scheme, self.key, self.key_id, &Method::GET, url, None, now).unwrap_or_default()
    }
}

/// A document with what its server says of its version.
pub(in crate::federation) struct Fetched {
    pub(in crate::federation) document: Document,
    pub(in crate::federation) validators: Validators,
}

/// Is this the Content-Type of an ActivityPub document? Never `application/json` or `text/plain`, which uploads and APIs
/// have (Mastodon's GHSA-jhrq-qvrm-qr36).
fn is_activity_json(content_type: &str) -> bool {
    let name = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    matches!(name.as_str(), "application/activity+json" | "application/ld+json")
}

impl Federation {
    async fn instance_key(&self) -> Result<(String, Arc<SigningKey>), FetchError> {
        let actor = self.service().instance_actor().await?;
        let pem = self.service().signing_key(&actor.id).await?;
        Ok((pem.key_id.clone(), self.keys().signing(&pem.private_pem)?))
    }

    /// Fetches the document at `url`. Its `id` is the address it came from, or it was fetched again from that `id` on the
    /// same server; so `id` can be trusted to speak for its server, and for no other.
    ///
    /// # Errors
    /// [`FetchError`]; 404 and 410 are told apart.
    pub async fn fetch(&self, url: &Url, budget: &Budget) -> Result<Document, FetchError> {
        let fetched = self.fetch_if_changed(url, &Validators::default(), budget).await?;
        let fetched = fetched.ok_or(FetchError::Status {
            host: host_of(url),
            status: 304,
        })?;
        Ok(fetched.document)
    }

    /// [`Federation::fetch`], unless the server says that what it said before still counts; `None` then.
    pub(in crate::federation) async fn fetch_if_changed(
        &self,
        url: &Url,
        known: &Validators,
        budget: &Budget,
    ) -> Result<Option<Fetched>, FetchError> {
        let mut asked = url.clone();
        let mut known = known.clone();
        for _ in 0..2 {
            let Some((fetched, came_from)) = Box::pin(self.fetch_once(&asked, &known, budget)).await? else {
                return Ok(None);
            };
            let id = fetched.document.object().id();
            let id = id.ok_or_else(|| FetchError::WrongId(asked.clone()))?;
            if without_fragment(&id) == came_from {
                return Ok(Some(fetched));
            }
            if !same_host(&id, &came_from) {
                return Err(FetchError::WrongId(came_from));
            }
            (asked, known) = (id, Validators::default());
        }
        Err(FetchError::WrongId(asked))
    }

    /// One document, wherever it says it belongs, with the address it came from; `None` when it did not change.
    pub(in crate::federation) async fn fetch_once(
        &self,
        url: &Url,
        known: &Validators,
        budget: &Budget,
    ) -> Result<Option<(Fetched, Url)>, FetchError> {
        let urls = self.service().urls();
        if urls.is_local(url) {
            return Err(FetchError::OurOwn);
        }
        let response = self.get_signed(url, known, budget).await?;
        if urls.is_local(&response.final_url) {
            return Err(FetchError::OurOwn);
        }
        self.require_talk(&response.final_url).await?;
        let host = || host_of(url);
        match response.status.as_u16() {
            200..=299 => {}
            304 if *known != Validators::default() => return Ok(None),
            404 => return Err(FetchError::NotFound(url.clone())),
            410 => return Err(FetchError::Gone(url.clone())),
            status => return Err(FetchError::Status { host: host(), status }),
        }
        let document =
            Document::parse(&response.body).map_err(|error| FetchError::Unreadable { host: host(), error })?;
        if document.object().type_() == Some("Tombstone") {
            return Err(FetchError::Gone(url.clone()));
        }
        let fetched = Fetched {
            document,
            validators: validators_in(&response.headers),
        };
        Ok(Some((fetched, without_fragment(&response.final_url))))
    }

    /// One signed GET; once more with the other kind of signature where the first was not understood.
    async fn get_signed(&self, url: &Url, known: &Validators, budget: &Budget) -> Result<Response, FetchError> {
        self.require_talk(url).await?;
        let scheme = self.scheme_for(url).await;
        let first = self.get_once(url, known, scheme, budget).await?;
        if !is_refusal(scheme, first.status) {
            return Ok(first);
        }
        // The budget may be spent; then the first answer is the answer.
        match self.get_once(url, known, scheme.other(), budget).await {
            Ok(second) if second.status.is_success() || second.status == StatusCode::NOT_MODIFIED => {
                self.took(url, scheme.other()).await;
                Ok(second)
            }
            _ => Ok(first),
        }
    }

    async fn get_once(
        &self,
        url: &Url,
        known: &Validators,
        scheme: SignatureScheme,
        budget: &Budget,
    ) -> Result<Response, FetchError> {
        budget.spend()?;
        let (key_id, key) = self.instance_key().await?;
        let signer = InstanceSigner {
            federation: self,
            key_id: &key_id,
            key: &key,
            host: host_of(url),
            scheme,
        };
        let request = GetRequest {
            headers: conditions(known),
            takes_type: Some(is_activity_json),
            spare_the_dead: !budget.is_for_person(),
            ..GetRequest::new(without_fragment(url), ACCEPT)
        };
        let response = self.service().env().net.get(&request, Some(&signer)).await?;
        budget.spend_also(response.redirects);
        self.heard_answer(&response.final_url, &response.headers).await;
        Ok(response)
    }

    /// Refuses to speak to servers that a rule forbids.
    pub(in crate::federation) async fn require_talk(&self, url: &Url) -> Result<(), FetchError> {
        if self.verdict_on_url(url).await?.is_suspended() {
            return Err(FetchError::Suspended(host_of(url)));
        }
        Ok(())
    }
}

/// `If-None-Match` and `If-Modified-Since`.
fn conditions(known: &Validators) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::IF_NONE_MATCH, &known.etag),
        (header::IF_MODIFIED_SINCE, &known.last_modified),
    ] {
        if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
    headers
}

fn validators_in(headers: &HeaderMap) -> Validators {
    let text = |name: HeaderName| {
        let value = headers.get(name)?.to_str().ok()?;
        (value.len() <= LONGEST_VALIDATOR).then(|| value.to_owned())
    };
    Validators {
        etag: text(header::ETAG),
        last_modified: text(header::LAST_MODIFIED),
    }
}

fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_activitypub_types_are_read_with_any_parameters() {
        for good in [
            "application/activity+json",
            "application/activity+json; charset=utf-8",
            "Application/LD+JSON;profile=\"https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_activity_json(good), "{good}");
        }
        for bad in [
            "application/json",
            "text/plain",
            "text/html",
            "application/octet-stream",
            "",
            "application/activity+jsonp",
        ] {
            assert!(!is_activity_json(bad), "{bad}");
        }
    }
}
