//! Who asks for a document, where documents are given only to servers that sign for them (authorised fetch).

use crate::federation::Federation;
use crate::federation::actors::KeyTrouble;
use crate::federation::fetch::{Budget, FetchError, KEY_FETCHES};
use crate::federation::signatures::{self, RequestHead, SignatureError};
use crate::service::Error;
use http::Method;
use url::Url;

/// A GET or HEAD of a document, as the web server has it.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// GET or HEAD.
    pub method: &'a Method,
    /// As received, not normalised.
    pub path_and_query: &'a str,
    /// All headers, names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
}

/// Why a document is not given. The texts go to whoever asks.
#[derive(Debug, thiserror::Error)]
pub enum Denial {
    /// 401: it is not known who asks.
    #[error("this document is given to servers that sign their requests: {0}")]
    Unverified(String),
    /// 403: it is known, and this server does not talk to them.
    #[error("this server does not talk to yours")]
    Suspended,
    /// 503: our own database.
    #[error("the server cannot look up who asks at the moment")]
    Unavailable(#[source] Error),
}

impl Federation {
    /// Who asks: the actor whose key signed.
    ///
    /// # Errors
    /// [`Denial`].
    pub async fn authorize(&self, ask: Ask<'_>) -> Result<Url, Denial> {
        let urls = self.service().urls();
        let head = RequestHead {
            method: ask.method,
            path_and_query: ask.path_and_query,
            origin: urls.origin(),
            host: urls.host(),
            headers: ask.headers,
            body: None,
        };
        let refused = |error: SignatureError| Denial::Unverified(error.to_string());
        let signature = signatures::parse(&head, self.service().env().clock.now()).map_err(refused)?;
        let key_id = signature.key_id();
        if urls.is_local(key_id) {
            // `houselights doctor --federation` looks whether what is closed opens to a signature.
            if self.check_own(&signature).await.is_ok() {
                return Ok(urls.instance_actor());
            }
            return Err(Denial::Unverified("the key is one of this server".to_owned()));
        }
        let suspended = self
            .is_suspended(key_id, &[key_id])
            .await
            .map_err(Denial::Unavailable)?;
        if suspended {
            return Err(Denial::Suspended);
        }
        let signer = self.signer(&signature, &Budget::of(KEY_FETCHES)).await;
        let signer = signer.map_err(|trouble| match trouble {
            KeyTrouble::Fetch(FetchError::Service(error)) => Denial::Unavailable(error),
            other => Denial::Unverified(other.to_string()),
        })?;
        let known = self
            .service()
            .actor_by_uri(&signer.actor)
            .await
            .map_err(Denial::Unavailable)?;
        let book = self.service().policies().await.map_err(Denial::Unavailable)?;
        let handle_host = known.as_ref().and_then(|actor| actor.host.as_deref());
        if book.of_actor(&signer.actor, handle_host).is_suspended() {
            return Err(Denial::Suspended);
        }
        self.heard_signature(&signer.actor, signature.scheme()).await;
        Ok(signer.actor)
    }
}
