//! Approvals: what an author elsewhere said of an answer or a like from here, where their server asks for it (GoToSocial).

use crate::domain::id::ActorId;
use chrono::{DateTime, Utc};
use url::Url;

/// What was said of one thing from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Our comment, or our Like activity.
    pub object_uri: String,
    /// Who said it.
    pub actor_id: ActorId,
    /// The proof, on their server, which our document names; `None` when it was refused.
    pub approval_uri: Option<Url>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
}
