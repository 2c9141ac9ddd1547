//! Keys: parsed once, and remembered; `env::keys` makes ours, which are RSA keys. Others may sign with Ed25519 too. Signing and
//! checking is aws-lc-rs alone.

use std::{fmt, sync::Arc};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256},
};
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use quick_cache::sync::Cache;

use super::digest::BodyDigest;

/// Standard base64 with or without its padding: some servers leave it out.
pub(super) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Longer than the PEM of the largest key (8192 bits) that is accepted.
const LONGEST_PEM: usize = 16 * 1024;

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the key is not in PEM form")]
    NotPem,
    #[error("the PEM holds no RSA key between 2048 and 8192 bits")]
    NotRsa,
    #[error("it is no Ed25519 key in Multikey form")]
    NotMultikey,
    #[error("the cryptographic library refused to work")]
    Library,
}

/// What a key signs with. RFC 9421 names it in `alg`; draft-cavage always means RSA here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaSha256,
    /// Ed25519.
    Ed25519,
}

impl Algorithm {
    /// The name in the HTTP Signature Algorithms registry (RFC 9421, section 6.2).
    #[must_use]
    pub fn registered_name(self) -> &'static str {
        match self {
            Self::RsaSha256 => "rsa-v1_5-sha256",
            Self::Ed25519 => "ed25519",
        }
    }

    /// Reads that name; `None` for those that are not accepted, HMAC among them.
    #[must_use]
    pub fn of_registered_name(name: &str) -> Option<Self> {
        [Self::RsaSha256, Self::Ed25519]
            .into_iter()
            .find(|algorithm| algorithm.registered_name() == name)
    }
}

/// An actor's private key, ready to sign.
pub struct SigningKey(KeyPair);

/// Somebody's public key, ready to check signatures.
pub struct VerifyingKey {
    key: ParsedPublicKey,
    algorithm: Algorithm,
}

impl SigningKey {
    /// Reads PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    ///
    /// # Errors
    /// [`KeyError::NotPem`], [`KeyError::NotRsa`].
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, der) = from_pem(pem)?;
        let pair = match label {
            "PRIVATE KEY" => KeyPair::from_pkcs8(&der),
            "RSA PRIVATE KEY" => KeyPair::from_der(&der),
            _ => return Err(KeyError::NotRsa),
        };
        pair.map(Self).map_err(|_| KeyError::NotRsa)
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 over `message`. About 0.3 ms.
    ///
    /// # Errors
    /// [`KeyError::Library`].
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| KeyError::Library)?;
        Ok(signature)
    }
}

impl VerifyingKey {
    /// Reads SubjectPublicKeyInfo (`PUBLIC KEY`) or PKCS#1 (`RSA PUBLIC KEY`), with any line length and line ends.
    ///
    /// # Errors
    /// [`KeyError::NotPem`], [`KeyError::NotRsa`].
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let (label, der) = from_pem(pem)?;
        // The library takes shorter keys here and refuses every signature of them; say so at once. 2048 bits are 256 bytes.
        if !matches!(label, "PUBLIC KEY" | "RSA PUBLIC KEY") || der.len() < 256 {
            return Err(KeyError::NotRsa);
        }
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der).map_err(|_| KeyError::NotRsa)?;
        Ok(Self {
            key,
            algorithm: Algorithm::RsaSha256,
        })
    }

    /// The 32 bytes of an Ed25519 key.
    ///
    /// # Errors
    /// [`KeyError::NotMultikey`].
    pub(super) fn from_ed25519(key: &[u8]) -> Result<Self, KeyError> {
        let key = ParsedPublicKey::new(&ED25519, key).map_err(|_| KeyError::NotMultikey)?;
        Ok(Self {
            key,
            algorithm: Algorithm::Ed25519,
        })
    }

    /// What it checks.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether `signature` is this key's over `message`.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_sig(message, signature).is_ok()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey")
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey")
    }
}

/// Parsed keys by the hash of their PEM: parsing costs a third of a signature and ten verifications.
#[derive(Debug)]
pub struct KeyCache {
    signing: Cache<[u8; 32], Arc<SigningKey>>,
    verifying: Cache<[u8; 32], Arc<VerifyingKey>>,
}

impl KeyCache {
    /// Remembers up to `signing` private and `verifying` public keys, some kilobytes each.
    #[must_use]
    pub fn new(signing: usize, verifying: usize) -> Self {
        Self {
            signing: Cache::new(signing),
            verifying: Cache::new(verifying),
        }
    }

    /// The key of a private PEM.
    ///
    /// # Errors
    /// As [`SigningKey::from_pem`].
    pub fn signing(&self, pem: &str) -> Result<Arc<SigningKey>, KeyError> {
        let hash = *BodyDigest::of(pem.as_bytes()).bytes();
        self.signing
            .get_or_insert_with(&hash, || SigningKey::from_pem(pem).map(Arc::new))
    }

    /// The key of a public PEM.
    ///
    /// # Errors
    /// As [`VerifyingKey::from_pem`].
    pub fn verifying(&self, pem: &str) -> Result<Arc<VerifyingKey>, KeyError> {
        let hash = *BodyDigest::of(pem.as_bytes()).bytes();
        self.verifying
            .get_or_insert_with(&hash, || VerifyingKey::from_pem(pem).map(Arc::new))
    }
}

impl Default for KeyCache {
    fn default() -> Self {
        Self::new(256, 4096)
    }
}

/// Label and DER of a PEM document. Lenient about white space, where servers differ, and about nothing else.
fn from_pem(pem: &str) -> Result<(&str, Vec<u8>), KeyError> {
    if pem.len() > LONGEST_PEM {
        return Err(KeyError::NotPem);
    }
    let parts = || {
        let (label, rest) = pem.trim().strip_prefix("-----BEGIN ")?.split_once("-----")?;
        let body = rest
            .strip_suffix("-----")?
            .strip_suffix(label)?
            .strip_suffix("-----END ")?;
        Some((label, body))
    };
    let (label, body) = parts().ok_or(KeyError::NotPem)?;
    let packed: String = body.split_ascii_whitespace().collect();
    let der = LENIENT.decode(packed).map_err(|_| KeyError::NotPem)?;
    Ok((label, der))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rsa::{
        RsaPrivateKey, RsaPublicKey,
        pkcs1::{EncodeRsaPrivateKey, EncodeRsaPublicKey},
        pkcs8::{DecodePrivateKey, DecodePublicKey, LineEnding},
    };

    use super::*;
    use crate::env::keys::generate;

    #[test]
    fn a_generated_pair_signs_and_verifies_and_the_rsa_crate_reads_it() {
        let pair = generate().unwrap();
        let (signing, verifying) = (
            SigningKey::from_pem(&pair.private_pem).unwrap(),
            VerifyingKey::from_pem(&pair.public_pem).unwrap(),
        );
        let signature = signing.sign(b"message").unwrap();
        assert!(verifying.verify(b"message", &signature));
        assert!(!verifying.verify(b"other", &signature));
        assert!(!verifying.verify(b"message", &[]));

        let private = RsaPrivateKey::from_pkcs8_pem(&pair.private_pem).unwrap();
        let public = RsaPublicKey::from_public_key_pem(&pair.public_pem).unwrap();
        assert_eq!(RsaPublicKey::from(&private), public);
        let pkcs1 = VerifyingKey::from_pem(&public.to_pkcs1_pem(LineEnding::CRLF).unwrap()).unwrap();
        assert!(pkcs1.verify(b"message", &signature));
        let pkcs1 = SigningKey::from_pem(&private.to_pkcs1_pem(LineEnding::LF).unwrap()).unwrap();
        assert_eq!(pkcs1.sign(b"message").unwrap(), signature);
    }

    #[test]
    fn line_lengths_and_white_space_of_other_servers_are_read() {
        let pem = generate().unwrap().public_pem;
        let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let one_line = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----");
        for spelling in [
            one_line,
            pem.replace('\n', "\r\n"),
            format!("\n\n{pem}\n "),
            pem.replace('\n', " \n"),
        ] {
            assert!(VerifyingKey::from_pem(&spelling).is_ok(), "{spelling}");
        }
    }

    #[test]
    fn what_is_no_rsa_key_is_refused() {
        let pair = generate().unwrap();
        let ed25519 = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";
        let cases = [
            ("", KeyError::NotPem),
            ("key", KeyError::NotPem),
            (
                "-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----",
                KeyError::NotPem,
            ),
            ("-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", KeyError::NotRsa),
            (
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                KeyError::NotRsa,
            ),
            (ed25519, KeyError::NotRsa),
            (&pair.private_pem, KeyError::NotRsa),
        ];
        for (pem, error) in cases {
            assert_eq!(VerifyingKey::from_pem(pem).unwrap_err(), error, "{pem}");
        }
        assert_eq!(SigningKey::from_pem(&pair.public_pem).unwrap_err(), KeyError::NotRsa);
        assert_eq!(
            VerifyingKey::from_pem(&"A".repeat(100_000)).unwrap_err(),
            KeyError::NotPem
        );
    }

    #[test]
    fn a_short_key_is_refused() {
        let mut rng = rand::rngs::StdRng::from_seed([7; 32]);
        let public = RsaPrivateKey::new(&mut rng, 1024).unwrap().to_public_key();
        let pem = public.to_pkcs1_pem(LineEnding::LF).unwrap();
        assert_eq!(VerifyingKey::from_pem(&pem).unwrap_err(), KeyError::NotRsa);
    }

    #[test]
    fn the_cache_parses_a_key_once_and_forgets_no_error() {
        let pair = generate().unwrap();
        let cache = KeyCache::new(2, 2);
        let (one, two) = (
            cache.verifying(&pair.public_pem).unwrap(),
            cache.verifying(&pair.public_pem).unwrap(),
        );
        assert!(Arc::ptr_eq(&one, &two));
        assert!(Arc::ptr_eq(
            &cache.signing(&pair.private_pem).unwrap(),
            &cache.signing(&pair.private_pem).unwrap()
        ));
        assert_eq!(cache.verifying("nonsense").unwrap_err(), KeyError::NotPem);
    }
}
