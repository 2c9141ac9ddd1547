//! Multikey (W3C Controlled Identifiers, FEP-521a): the short form in which actors publish Ed25519 keys.

use super::keys::{KeyError, VerifyingKey};

/// The varint of multicodec `ed25519-pub`, 0xed.
const ED25519_PUB: [u8; 2] = [0xed, 0x01];
/// Length of an Ed25519 key in bytes.
const ED25519_LENGTH: usize = 32;
/// Longer than any `publicKeyMultibase` of such a key.
const LONGEST: usize = 128;

impl VerifyingKey {
    /// Reads `publicKeyMultibase`: base58-btc (`z…`) of an Ed25519 key. Others are not used for signatures of requests.
    ///
    /// # Errors
    /// [`KeyError::NotMultikey`].
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        let digits = text.strip_prefix('z').filter(|_| text.len() <= LONGEST);
        let bytes = digits
            .and_then(|digits| bs58::decode(digits).into_vec().ok())
            .ok_or(KeyError::NotMultikey)?;
        let key = bytes.strip_prefix(&ED25519_PUB).ok_or(KeyError::NotMultikey)?;
        if key.len() != ED25519_LENGTH {
            return Err(KeyError::NotMultikey);
        }
        Self::from_ed25519(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::signatures::keys::Algorithm;

    #[test]
    fn an_ed25519_key_is_read_and_others_are_not() {
        let encode = |prefix: &[u8], key: &[u8]| format!("z{}", bs58::encode([prefix, key].concat()).into_string());
        let good = encode(&ED25519_PUB, &[7; 32]);
        assert_eq!(
            VerifyingKey::from_multibase(&good).unwrap().algorithm(),
            Algorithm::Ed25519
        );
        for bad in [
            String::new(),
            "z".to_owned(),
            good.replacen('z', "m", 1),
            encode(&ED25519_PUB, &[7; 31]),
            encode(&ED25519_PUB, &[7; 33]),
            encode(&[0x85, 0x24], &[7; 32]),
            format!("z0OIl{good}"),
            "z1".repeat(100),
        ] {
            assert_eq!(
                VerifyingKey::from_multibase(&bad).unwrap_err(),
                KeyError::NotMultikey,
                "{bad}"
            );
        }
    }
}
