//! The Digest header (RFC 3230): what ties a body to a signature.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::STANDARD};

/// The SHA-256 of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyDigest([u8; 32]);

impl BodyDigest {
    /// Hashes `body`.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        let mut hash = [0; 32];
        for (to, from) in hash.iter_mut().zip(digest(&SHA256, body).as_ref()) {
            *to = *from;
        }
        Self(hash)
    }

    /// The hash itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The header's value, `SHA-256=` and standard base64.
    #[must_use]
    pub fn header_value(&self) -> String {
        format!("SHA-256={}", STANDARD.encode(self.0))
    }

    /// Whether a Digest header is about this body. It may list other algorithms as well, but SHA-256 exactly once: two
    /// values would let two readers check different ones.
    #[must_use]
    pub fn matches(&self, header: &str) -> bool {
        let mut hashes = header.split(',').filter_map(|entry| {
            let (algorithm, value) = entry.trim().split_once('=')?;
            algorithm.eq_ignore_ascii_case("sha-256").then_some(value)
        });
        match (hashes.next(), hashes.next()) {
            (Some(value), None) => STANDARD.decode(value).is_ok_and(|hash| hash == self.0),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_matches_its_own_header_in_either_case_and_among_other_algorithms() {
        let digest = BodyDigest::of(b"{}");
        assert_eq!(
            digest.header_value(),
            "SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="
        );
        assert!(digest.matches(&digest.header_value()));
        assert!(digest.matches(&digest.header_value().replace("SHA", "sha")));
        assert!(digest.matches(&format!("SHA-512=abc, {}", digest.header_value())));
    }

    #[test]
    fn a_wrong_doubled_or_missing_sha256_does_not_match() {
        let (digest, other) = (BodyDigest::of(b"{}"), BodyDigest::of(b"[]"));
        let doubled = format!("{},{}", digest.header_value(), other.header_value());
        for header in [
            &other.header_value(),
            &doubled,
            "",
            "SHA-256",
            "SHA-256=",
            "SHA-512=RBNvo1Wz",
            "SHA-256=%%%",
        ] {
            assert!(!digest.matches(header), "{header}");
        }
    }
}
