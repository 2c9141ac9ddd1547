//! Comments in a list; a whole conversation is a view of its own.

use super::ActorCard;
use chrono::{DateTime, Utc};

/// A comment in a list of the latest.
#[derive(Clone, Debug)]
pub struct LatestComment {
    /// Who.
    pub author: ActorCard,
    /// First words, plain text.
    pub excerpt: String,
    /// Leads to its place in the conversation.
    pub path: String,
    /// Title of what it stands under.
    pub on: String,
    /// When.
    pub published_at: DateTime<Utc>,
}
