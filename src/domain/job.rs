//! Work for later: what a job in the queue is to do.

use crate::domain::change::Change;
use serde::{Deserialize, Serialize};

/// What a job does, stored as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum JobPayload {
    /// Tells other servers of a change.
    FanOut(Change),
    /// Fetches an image of another server for our proxy.
    FetchRemoteMedia {
        /// Hash of its address, the key of its row.
        key: String,
    },
    /// Reads an actor's document again.
    RefreshActor {
        /// The actor's ActivityPub id.
        uri: String,
    },
}

impl JobPayload {
    /// The name in rows and logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FanOut(_) => "fan_out",
            Self::FetchRemoteMedia { .. } => "fetch_remote_media",
            Self::RefreshActor { .. } => "refresh_actor",
        }
    }
}
