//! Which kind of signature goes to which server: draft-cavage, unless the other side is known to take RFC 9421; and when one is
//! refused the other is tried at once (double-knocking, as Mastodon and Fedify do).

use crate::domain::host::SignatureScheme;
use crate::federation::Federation;
use crate::federation::vocab::incoming::host_of;
use crate::service::hosts::Learned;
use http::{HeaderMap, StatusCode};
use url::Url;

/// The header by which a server asks for RFC 9421 (section 5 of it).
pub(in crate::federation) const ACCEPT_SIGNATURE: &str = "accept-signature";

/// Does an answer say that a signature of that kind was not understood? Everybody says 401; servers that stumble over the
/// headers of RFC 9421 say 400.
pub(in crate::federation) fn is_refusal(scheme: SignatureScheme, status: StatusCode) -> bool {
    status == StatusCode::UNAUTHORIZED || (scheme == SignatureScheme::Rfc9421 && status == StatusCode::BAD_REQUEST)
}

impl Federation {
    /// The kind of signature to send to the server at an address.
    pub(in crate::federation) async fn scheme_for(&self, url: &Url) -> SignatureScheme {
        let known = self.service().signature_scheme(&host_of(url)).await;
        known.unwrap_or(SignatureScheme::Cavage)
    }

    /// A server took one kind of signature where it had refused the other.
    pub(in crate::federation) async fn took(&self, url: &Url, scheme: SignatureScheme) {
        self.learn(&host_of(url), scheme, Learned::ByTrying).await;
    }

    /// The server of an actor sent a signature of that kind, and it was good.
    pub(in crate::federation) async fn heard_signature(&self, actor: &Url, scheme: SignatureScheme) {
        if scheme == SignatureScheme::Rfc9421 {
            self.learn(&host_of(actor), scheme, Learned::FromItsWords).await;
        }
    }

    /// A server may ask for RFC 9421 in any answer.
    pub(in crate::federation) async fn heard_answer(&self, url: &Url, headers: &HeaderMap) {
        if headers.contains_key(ACCEPT_SIGNATURE) {
            self.learn(&host_of(url), SignatureScheme::Rfc9421, Learned::FromItsWords)
                .await;
        }
    }

    async fn learn(&self, host: &str, scheme: SignatureScheme, how: Learned) {
        if let Err(error) = self.service().learn_scheme(host, scheme, how).await {
            tracing::warn!(peer.host = host, error = %error, "cannot remember which signatures a server takes");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_401_refuses_either_kind_and_a_400_only_the_newer_one() {
        let refuses = |scheme, status| is_refusal(scheme, StatusCode::from_u16(status).unwrap());
        for (status, cavage, rfc9421) in [
            (202, false, false),
            (400, false, true),
            (401, true, true),
            (403, false, false),
            (404, false, false),
            (500, false, false),
        ] {
            assert_eq!(refuses(SignatureScheme::Cavage, status), cavage, "{status}");
            assert_eq!(refuses(SignatureScheme::Rfc9421, status), rfc9421, "{status}");
        }
    }
}
