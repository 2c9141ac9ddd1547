//! Reports: what somebody, here or on another server, wants those who look after this site to see.

use crate::domain::id::{ActorId, CommentId, PostId, ReportId, ReviewId};
use chrono::{DateTime, Utc};
use url::Url;

/// The longest text that is kept, in characters.
pub const TEXT_MAX: usize = 3_000;
/// The most objects of one report that are kept.
pub const OBJECTS: usize = 50;

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported {
    /// Somebody.
    Actor(ActorId),
    /// A review.
    Review(ReviewId),
    /// A comment.
    Comment(CommentId),
    /// A post elsewhere.
    Post(PostId),
}

impl Reported {
    /// Kind and identifier, as they stand in rows.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Actor(id) => ("actor", id.as_str()),
            Self::Review(id) => ("review", id.as_str()),
            Self::Comment(id) => ("comment", id.as_str()),
            Self::Post(id) => ("post", id.as_str()),
        }
    }

    /// Reads the kind and identifier of a row.
    pub fn from_parts(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "actor" => Self::Actor(ActorId::new(id)),
            "review" => Self::Review(ReviewId::new(id)),
            "comment" => Self::Comment(CommentId::new(id)),
            "post" => Self::Post(PostId::new(id)),
            _ => return None,
        })
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Our identifier.
    pub id: ReportId,
    /// Id of the Flag activity.
    pub uri: String,
    /// Who reports; most servers let their instance actor do it, so that nobody learns who it was.
    pub reporter_id: ActorId,
    /// What they say, plain text; may be empty.
    pub text: String,
    /// What it is about, with its address; at least one.
    pub objects: Vec<(Url, Reported)>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
    /// When somebody here was done with it.
    pub resolved_at: Option<DateTime<Utc>>,
}
