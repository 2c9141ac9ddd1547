//! Looking things up on other servers. The trait stands here because use cases need it; `federation::lookup` provides it.

use crate::domain::id::ActorId;
use crate::domain::like::Subject;
use crate::domain::message::Message;
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

/// Why nothing was found, for people.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LookupError {
    /// Nothing there.
    #[error("not found: {0}")]
    NotFound(Message),
    /// We may not or will not ask there.
    #[error("refused: {0}")]
    Refused(Message),
    /// The other server did not answer.
    #[error("unreachable: {0}")]
    Unreachable(Message),
}

impl LookupError {
    /// What a person may read.
    #[must_use]
    pub fn into_message(self) -> Message {
        match self {
            Self::NotFound(message) | Self::Refused(message) | Self::Unreachable(message) => message,
        }
    }
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
