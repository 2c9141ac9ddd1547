//! Permissions to quote (FEP-044f): given to a post, for a review or a comment, and taken back at any time.

use crate::domain::id::{ActorId, QuoteId};
use crate::domain::like::Subject;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

/// Who may quote what is written here; said in every document as `interactionPolicy.canQuote`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotePolicy {
    /// Everybody, without asking anybody.
    #[default]
    Anyone,
    /// Followers of the author.
    Followers,
    /// Only the author.
    Nobody,
}

/// A permission, given and perhaps taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteAuthorization {
    /// Our identifier.
    pub id: QuoteId,
    /// What is quoted.
    pub subject: Subject,
    /// Its ActivityPub id.
    pub subject_uri: Url,
    /// Who wrote what is quoted, and gave the permission.
    pub author_id: ActorId,
    /// Who quotes.
    pub quoter_id: ActorId,
    /// ActivityPub id of the post that quotes.
    pub quoting_uri: Url,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}
