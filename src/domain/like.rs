//! Likes, boosts and emojis: one of each for an actor and an object.

use crate::domain::id::{ActorId, CommentId, PostId, ReactionId, ReviewId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Like, boost or emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReactionKind {
    /// ActivityStreams `Like`.
    Like,
    /// ActivityStreams `Announce`.
    Boost,
    /// `EmojiReact`; which emoji stands in [`Reaction::emoji`].
    Emoji,
}

impl ReactionKind {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Boost => "boost",
            Self::Emoji => "emoji",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Like, Self::Boost, Self::Emoji]
            .into_iter()
            .find(|k| k.as_str() == name)
    }
}

/// What can be liked and boosted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// One of our reviews.
    Review(ReviewId),
    /// A comment.
    Comment(CommentId),
    /// A post elsewhere.
    Post(PostId),
}

impl Subject {
    /// Kind and identifier, as they stand in rows.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Review(id) => ("review", id.as_str()),
            Self::Comment(id) => ("comment", id.as_str()),
            Self::Post(id) => ("post", id.as_str()),
        }
    }

    /// Reads the kind and identifier of a row or a form.
    pub fn from_parts(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "review" => Self::Review(ReviewId::new(id)),
            "comment" => Self::Comment(CommentId::new(id)),
            "post" => Self::Post(PostId::new(id)),
            _ => return None,
        })
    }
}

/// A like, a boost or an emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Our identifier.
    pub id: ReactionId,
    /// Like, boost or emoji.
    pub kind: ReactionKind,
    /// The emoji of an emoji; empty for likes and boosts.
    pub emoji: String,
    /// Who.
    pub actor_id: ActorId,
    /// What.
    pub subject: Subject,
    /// Id of the Like or Announce activity.
    pub activity_uri: String,
    /// When.
    pub created_at: DateTime<Utc>,
}
