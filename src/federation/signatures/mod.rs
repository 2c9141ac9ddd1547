//! HTTP signatures: made and checked by aws-lc-rs, strict about what they must cover.
//!
//! Two kinds are spoken: draft-cavage ([`cavage`]), which everybody in the fediverse understands, and RFC 9421 ([`rfc9421`]),
//! which newer servers send. [`parse`] reads whichever a request carries.
//!
//! Pure: no database, no network. Who owns a key, and when it is fetched again, is decided by the inbox.

pub mod cavage;
pub mod digest;
mod error;
pub mod keys;
mod multikey;
mod request;
pub mod rfc9421;

pub use crate::domain::host::SignatureScheme;
pub use digest::BodyDigest;
pub use error::SignatureError;
pub use keys::{KeyCache, KeyError, SigningKey, VerifyingKey};
pub use request::{RequestHead, authority};

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue, Method};
use url::Url;

/// A signature of either kind that is well-formed, fresh and covers what it must. Not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParsedSignature {
    /// draft-cavage-http-signatures-12.
    Cavage(cavage::ParsedSignature),
    /// RFC 9421.
    Rfc9421(rfc9421::ParsedSignature),
}

impl ParsedSignature {
    /// Where the key is to be found; an http or https URL.
    #[must_use]
    pub fn key_id(&self) -> &Url {
        match self {
            Self::Cavage(signature) => &signature.key_id,
            Self::Rfc9421(signature) => &signature.key_id,
        }
    }

    /// Which kind it is.
    #[must_use]
    pub fn scheme(&self) -> SignatureScheme {
        match self {
            Self::Cavage(_) => SignatureScheme::Cavage,
            Self::Rfc9421(_) => SignatureScheme::Rfc9421,
        }
    }

    /// Whether `key` made this signature for the request it was parsed from.
    ///
    /// # Errors
    /// [`SignatureError::Invalid`], or [`SignatureError::Algorithm`] when the key is of another kind than the signature says.
    pub fn check(&self, key: &VerifyingKey) -> Result<(), SignatureError> {
        match self {
            Self::Cavage(signature) => signature.check(key),
            Self::Rfc9421(signature) => signature.check(key),
        }
    }
}

/// Reads and judges the signature of a request; `now` is our clock. A request with `Signature-Input` is signed after RFC
/// 9421, whatever else it carries; every other one after draft-cavage.
///
/// # Errors
/// [`SignatureError`]: everything but `Invalid`.
pub fn parse(head: &RequestHead<'_>, now: DateTime<Utc>) -> Result<ParsedSignature, SignatureError> {
    if head.has(rfc9421::SIGNATURE_INPUT.as_str()) {
        rfc9421::parse(head, now).map(ParsedSignature::Rfc9421)
    } else {
        cavage::parse(head, now).map(ParsedSignature::Cavage)
    }
}

/// The headers that sign a request to `url` in that way.
///
/// # Errors
/// [`KeyError`] when the library cannot sign, or `key_id` cannot stand in a header.
pub fn sign(
    scheme: SignatureScheme,
    key: &SigningKey,
    key_id: &str,
    method: &Method,
    url: &Url,
    body: Option<&[u8]>,
    now: DateTime<Utc>,
) -> Result<Vec<(HeaderName, HeaderValue)>, KeyError> {
    match scheme {
        SignatureScheme::Cavage => {
            let digest = body.map(BodyDigest::of);
            cavage::sign(key, key_id, method, url, digest.as_ref(), now)
        }
        SignatureScheme::Rfc9421 => rfc9421::sign(key, key_id, method, url, body, now, None),
    }
}
