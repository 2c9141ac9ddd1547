//! Blocks: somebody elsewhere who wants nothing to do with somebody here.

use crate::domain::id::{ActorId, BlockId};
use chrono::{DateTime, Utc};

/// One actor blocking another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Our identifier.
    pub id: BlockId,
    /// Who blocks.
    pub blocker_id: ActorId,
    /// Who is blocked.
    pub blocked_id: ActorId,
    /// Id of the Block activity; an Undo names it.
    pub activity_uri: String,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
}
