//! Making key pairs. Slow (some tenths of a second), so call it on a blocking thread and never while a request waits.

use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey, rand_core::OsRng};

/// RSA-2048: what every fediverse server verifies.
const BITS: usize = 2048;

/// A new key pair, in PEM.
#[derive(Clone)]
pub struct KeyPair {
    /// PKCS#8.
    pub private_pem: String,
    /// SPKI, as it stands in `publicKeyPem`.
    pub public_pem: String,
}

/// Why no key pair was made.
#[derive(Debug, thiserror::Error)]
#[error("cannot make a key pair: {0}")]
pub struct KeyPairError(String);

/// Makes an RSA-2048 key pair from the operating system's randomness.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn generate() -> Result<KeyPair, KeyPairError> {
    let failed = |e: &dyn std::fmt::Display| KeyPairError(e.to_string());
    let private = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|e| failed(&e))?;
    let public = RsaPublicKey::from(&private);
    Ok(KeyPair {
        private_pem: private
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|e| failed(&e))?
            .as_str()
            .to_owned(),
        public_pem: public.to_public_key_pem(LineEnding::LF).map_err(|e| failed(&e))?,
    })
}
