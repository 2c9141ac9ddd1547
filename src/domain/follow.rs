//! Follows, in either direction.

use crate::domain::id::{ActorId, FollowId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a follow stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FollowState {
    /// Asked for, not answered.
    Pending,
    /// In force.
    Accepted,
    /// Refused.
    Rejected,
}

impl FollowState {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Pending, Self::Accepted, Self::Rejected]
            .into_iter()
            .find(|s| s.as_str() == name)
    }
}

/// One actor following another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Our identifier.
    pub id: FollowId,
    /// Who follows.
    pub follower_id: ActorId,
    /// Who is followed.
    pub followed_id: ActorId,
    /// Id of the Follow activity; an Accept or Undo names it.
    pub activity_uri: String,
    /// Where it stands.
    pub state: FollowState,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}
