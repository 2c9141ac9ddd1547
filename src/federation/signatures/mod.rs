//! HTTP signatures: made and checked by aws-lc-rs, strict about what they must cover.
//!
//! Pure: no database, no network. Who owns a key, and when it is fetched again, is decided by the inbox.

pub mod cavage;
pub mod digest;
pub mod keys;

pub use cavage::{ParsedSignature, RequestHead, SignatureError};
pub use digest::BodyDigest;
pub use keys::{KeyCache, KeyError, SigningKey, VerifyingKey};
