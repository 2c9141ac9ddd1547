//! Looking things up on other servers. The trait stands here because use cases need it; `federation::lookup` provides it.

use crate::domain::id::ActorId;
use crate::domain::like::Subject;
use async_trait::async_trait;
use url::Url;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Somebody.
    Actor(ActorId),
    /// A review, a comment or a post elsewhere, stored by now.
    Subject(Subject),
}

/// Why nothing was found. The texts are for people.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LookupError {
    /// Nothing there.
    #[error("{0}")]
    NotFound(String),
    /// We may not or will not ask there.
    #[error("{0}")]
    Refused(String),
    /// The other server did not answer.
    #[error("{0}")]
    Unreachable(String),
}

/// Looks things up on other servers, and stores what it finds.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// `@user@host`, `acct:` or the address of an actor.
    async fn actor(&self, query: &str) -> Result<ActorId, LookupError>;

    /// The address of anything.
    async fn object(&self, uri: &Url) -> Result<Found, LookupError>;

    /// Somebody by ActivityPub id, whose document is read anew whatever is known.
    async fn renewed(&self, uri: &Url) -> Result<ActorId, LookupError>;

    /// The `http://ostatus.org/schema/1.0/subscribe` template of the server of `@user@host`; it holds `{uri}`.
    async fn subscribe_template(&self, handle: &str) -> Result<String, LookupError>;
}
