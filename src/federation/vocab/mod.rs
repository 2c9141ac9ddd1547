//! The wire: how documents of ActivityStreams look. [`incoming`] reads whatever servers send, [`outgoing`] holds what we
//! write. Names of fields are those of the vocabulary.

pub mod context;
pub mod incoming;
pub mod outgoing;

/// The Content-Type of every document we serve. Lemmy and this crate's ancestors compare it as a whole string.
pub const ACTIVITY_JSON: &str = "application/activity+json; charset=utf-8";
/// What we send on POST: without parameters, because some servers compare it as a whole string.
pub const ACTIVITY_JSON_BARE: &str = activitypub_federation::FEDERATION_CONTENT_TYPE;
/// What we ask for on GET.
pub const ACCEPT: &str =
    "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
/// The collection that means everybody, as we write it.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// True for the three spellings of Public that are on the wire.
pub fn is_public(text: &str) -> bool {
    matches!(text, PUBLIC | "as:Public" | "Public")
}
