//! Fetching documents of other servers: signed, limited, and believed only as far as their address goes.

use crate::env::{GetRequest, NetError, RequestSigner};
use crate::federation::Federation;
use crate::federation::signatures::{KeyError, SigningKey, cavage};
use crate::federation::vocab::ACCEPT;
use crate::federation::vocab::incoming::{Document, Unreadable, same_host};
use crate::service::Error;
use http::{HeaderName, HeaderValue, Method};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

/// The most documents fetched because of one activity or one question of a person.
pub const FETCHES: u32 = 50;

/// What is left of the fetches that one cause may have.
#[derive(Debug)]
pub struct Budget(AtomicU32);

impl Budget {
    /// A full budget: [`FETCHES`].
    pub fn new() -> Self {
        Self(AtomicU32::new(FETCHES))
    }

    fn spend(&self) -> Result<(), FetchError> {
        let taken = self
            .0
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1));
        taken.map(|_| ()).map_err(|_| FetchError::Budget)
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// Why a document was not had. The texts are for people and logs.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is on this server: ask the service instead.
    #[error("the address is on this server")]
    OurOwn,
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
    Net(#[from] NetError),
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
}

impl RequestSigner for InstanceSigner<'_> {
    fn sign_get(&self, url: &Url, _accept: &str) -> Vec<(HeaderName, HeaderValue)> {
        let now = self.federation.service().env().clock.now();
        cavage::sign(self.key, self.key_id, &Method::GET, url, None, now).unwrap_or_default()
    }
}

/// Is this the Content-Type of an ActivityPub document? Never `application/json` or `text/plain`, which uploads and APIs
/// have (Mastodon's GHSA-jhrq-qvrm-qr36).
fn is_activity_json(content_type: Option<&str>) -> bool {
    let name = content_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    matches!(name.as_str(), "application/activity+json" | "application/ld+json")
}

impl Federation {
    async fn instance_key(&self) -> Result<&(String, Arc<SigningKey>), FetchError> {
        self.inner
            .instance
            .get_or_try_init(|| async {
                let actor = self.service().instance_actor().await?;
                let pem = self.service().signing_key(&actor.id).await?;
                let key = self.keys().signing(&pem.private_pem)?;
                Ok((pem.key_id.clone(), key))
            })
            .await
    }

    /// Fetches the document at `url`. Its `id` is the address it came from, or it was fetched again from that `id` on the
    /// same server; so `id` can be trusted to speak for its server, and for no other.
    ///
    /// # Errors
    /// [`FetchError`]; 404 and 410 are told apart.
    pub async fn fetch(&self, url: &Url, budget: &Budget) -> Result<Document, FetchError> {
        let mut asked = url.clone();
        for _ in 0..2 {
            let (document, came_from) = self.fetch_once(&asked, budget).await?;
            let id = document
                .object()
                .id()
                .ok_or_else(|| FetchError::WrongId(asked.clone()))?;
            if without_fragment(&id) == came_from {
                return Ok(document);
            }
            if !same_host(&id, &came_from) {
                return Err(FetchError::WrongId(came_from));
            }
            asked = id;
        }
        Err(FetchError::WrongId(asked))
    }

    async fn fetch_once(&self, url: &Url, budget: &Budget) -> Result<(Document, Url), FetchError> {
        let urls = self.service().urls();
        if urls.is_local(url) {
            return Err(FetchError::OurOwn);
        }
        budget.spend()?;
        let (key_id, key) = self.instance_key().await?;
        let signer = InstanceSigner {
            federation: self,
            key_id,
            key,
        };
        let request = GetRequest::new(without_fragment(url), ACCEPT);
        let response = self.service().env().net.get(&request, Some(&signer)).await?;
        if urls.is_local(&response.final_url) {
            return Err(FetchError::OurOwn);
        }
        let host = || url.host_str().unwrap_or_default().to_owned();
        match response.status.as_u16() {
            200..=299 => {}
            404 => return Err(FetchError::NotFound(url.clone())),
            410 => return Err(FetchError::Gone(url.clone())),
            status => return Err(FetchError::Status { host: host(), status }),
        }
        if !is_activity_json(response.content_type()) {
            let content_type = response.content_type().unwrap_or("nothing").chars().take(60).collect();
            return Err(FetchError::ContentType {
                host: host(),
                content_type,
            });
        }
        let document =
            Document::parse(&response.body).map_err(|error| FetchError::Unreadable { host: host(), error })?;
        if document.object().type_() == Some("Tombstone") {
            return Err(FetchError::Gone(url.clone()));
        }
        Ok((document, without_fragment(&response.final_url)))
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
            assert!(is_activity_json(Some(good)), "{good}");
        }
        for bad in [
            "application/json",
            "text/plain",
            "text/html",
            "application/octet-stream",
            "",
            "application/activity+jsonp",
        ] {
            assert!(!is_activity_json(Some(bad)), "{bad}");
        }
        assert!(!is_activity_json(None));
    }

    #[test]
    fn a_budget_is_spent_once() {
        let budget = Budget::new();
        assert!((0..FETCHES).all(|_| budget.spend().is_ok()));
        assert!(matches!(budget.spend(), Err(FetchError::Budget)));
    }
}
