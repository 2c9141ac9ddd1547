//! Comments: replies in the conversation, from any door.

use crate::domain::id::{ActorId, CommentId, PostId, ReviewId};
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

/// Whom an object was addressed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Public in `to`.
    Public,
    /// Public in `cc`.
    Unlisted,
    /// The author's followers, but not Public.
    Followers,
    /// Named people only.
    Direct,
}

impl Audience {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Followers => "followers",
            Self::Direct => "direct",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Public, Self::Unlisted, Self::Followers, Self::Direct]
            .into_iter()
            .find(|a| a.as_str() == name)
    }

    /// May it stand on a page that anybody can read?
    pub fn is_public(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }
}

/// What moderation decided about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CommentState {
    /// On the page.
    Visible,
    /// Waits for a decision.
    Held,
    /// Taken off the page by the site.
    Removed,
    /// Deleted by its author.
    Deleted,
    /// Hidden while its author or their server is suspended here.
    Suspended,
    /// Never let onto the page.
    Rejected,
    /// Never let onto the page, for being spam; it can still be looked at in the queue.
    Spam,
}

impl CommentState {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visible => "visible",
            Self::Held => "held",
            Self::Removed => "removed",
            Self::Deleted => "deleted",
            Self::Suspended => "suspended",
            Self::Rejected => "rejected",
            Self::Spam => "spam",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// Every state there is.
    pub const ALL: [Self; 7] = [
        Self::Visible,
        Self::Held,
        Self::Removed,
        Self::Deleted,
        Self::Suspended,
        Self::Rejected,
        Self::Spam,
    ];

    /// A moderator may move it to another one: it is neither deleted by its author nor hidden with their whole server.
    pub fn is_decidable(self) -> bool {
        !matches!(self, Self::Deleted | Self::Suspended)
    }
}

/// The way by which a comment came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Door {
    /// Written by an account of this server; it goes out as a Note.
    Member,
    /// Sent by another server.
    Remote,
    /// Written on this site under an address of another server that was verified there; that server does not have it.
    Visitor,
    /// Written on this site under a name that nobody verified.
    Guest,
}

impl Door {
    /// Every door there is.
    pub const ALL: [Self; 4] = [Self::Member, Self::Remote, Self::Visitor, Self::Guest];

    /// The name in rows and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Remote => "remote",
            Self::Visitor => "visitor",
            Self::Guest => "guest",
        }
    }

    /// Reads the name in rows and addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.as_str() == name)
    }
}

/// What a conversation hangs on: a review of ours, or a post of another server that people here talk about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Root {
    /// One of our reviews.
    Review(ReviewId),
    /// A post elsewhere.
    Post(PostId),
}

/// A comment as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Our identifier.
    pub id: CommentId,
    /// The ActivityPub id.
    pub uri: Url,
    /// The human page of the original.
    pub url: Url,
    /// What the conversation hangs on.
    pub root: Root,
    /// The comment it answers; `None` for an answer to the root itself.
    pub parent_id: Option<CommentId>,
    /// The ActivityPub id it answers.
    pub in_reply_to: Url,
    /// Who wrote it.
    pub author_id: ActorId,
    /// The way by which it came.
    pub door: Door,
    /// Markdown; empty for remote comments.
    pub source: String,
    /// Sanitised.
    pub html: SafeHtml,
    /// Content warning.
    pub summary: Option<String>,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Public or unlisted; anything narrower is never stored as a comment.
    pub audience: Audience,
    /// What moderation decided.
    pub state: CommentState,
    /// As its author's server says; never in our future.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// When it was deleted or removed.
    pub gone_at: Option<DateTime<Utc>>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
}

/// A comment without its words: what the shape of a conversation is made of.
#[derive(Clone, Debug)]
pub struct Node {
    /// Our identifier.
    pub id: CommentId,
    /// The comment it answers; `None` for an answer to the root itself.
    pub parent_id: Option<CommentId>,
    /// Who wrote it.
    pub author_id: ActorId,
    /// What moderation decided.
    pub state: CommentState,
}

impl Comment {
    /// Written by an account of this server: other servers have it from here.
    pub fn is_local(&self) -> bool {
        self.door == Door::Member
    }

    /// Another server can be asked for it, or has it from here. What guests and visitors write stands on this site alone.
    pub fn is_federated(&self) -> bool {
        matches!(self.door, Door::Member | Door::Remote)
    }
}

/// The longest local comment, in characters.
pub const COMMENT_MAX: usize = 5000;
