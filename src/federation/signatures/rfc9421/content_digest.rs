//! The Content-Digest header (RFC 9530): what ties a body to a signature.

use super::{CONTENT_DIGEST, dictionary};
use crate::federation::signatures::digest::BodyDigest;
use crate::federation::signatures::error::SignatureError;
use crate::federation::signatures::request::RequestHead;
use aws_lc_rs::digest::{SHA512, digest};
use sfv::{BareItem, FieldType, KeyRef, ListEntry};

/// Checks the digest of a request with a body. Every digest of a kind that is known here must fit, and there must be one.
pub(super) fn check(head: &RequestHead<'_>) -> Result<(), SignatureError> {
    let header = head.single(CONTENT_DIGEST.as_str(), "Content-Digest")?;
    if !head.has_body() {
        return Ok(());
    }
    let header = header.ok_or_else(|| SignatureError::MissingHeader(CONTENT_DIGEST.as_str().to_owned()))?;
    let body = head.body.unwrap_or_default();
    let mut known = 0;
    for (algorithm, entry) in &dictionary(header)? {
        let fits = |hash: &[u8]| match entry {
            ListEntry::Item(item) => {
                matches!(&item.bare_item, BareItem::ByteSequence(bytes) if bytes.as_slice() == hash)
            }
            ListEntry::InnerList(_) => false,
        };
        let right = match algorithm.as_str() {
            "sha-256" => fits(BodyDigest::of(body).bytes()),
            "sha-512" => fits(digest(&SHA512, body).as_ref()),
            _ => continue,
        };
        if !right {
            return Err(SignatureError::WrongDigest);
        }
        known += 1;
    }
    if known == 0 {
        return Err(SignatureError::WrongDigest);
    }
    Ok(())
}

/// The header's value for a body with that SHA-256.
pub(super) fn header_value(digest: &BodyDigest) -> String {
    let value = ListEntry::from(BareItem::ByteSequence(digest.bytes().to_vec()));
    let name = KeyRef::from_str("sha-256").map(KeyRef::to_owned);
    name.ok()
        .and_then(|name| sfv::Dictionary::from_iter([(name, value)]).serialize())
        .unwrap_or_default()
}
