//! What a person here is told about: answers, mentions, likes, boosts, followers, moves, reports and private
//! messages.

use crate::domain::id::{ActorId, CommentId, NotificationId, ReviewId};
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use url::Url;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationKind {
    /// Somebody answered a review or a comment of the recipient.
    Reply,
    /// Somebody named the recipient.
    Mention,
    /// Somebody links to a review of the recipient, in a post or on a page.
    Link,
    /// Somebody quotes a review or a comment of the recipient.
    Quote,
    /// Somebody likes a review or a comment of the recipient.
    Like,
    /// Somebody boosted a review or a comment of the recipient.
    Boost,
    /// Somebody gave a review or a comment of the recipient an emoji.
    Emoji,
    /// Somebody follows the recipient, or asks to.
    Follow,
    /// Somebody the recipient asked to follow said yes.
    FollowAccepted,
    /// Somebody the recipient follows has moved, and is followed where they are now.
    Moved,
    /// Somebody reported something to those who look after the site.
    Report,
    /// A message for the recipient, or for its author's followers, only. It is kept here and nowhere else.
    Private,
}

impl NotificationKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Reply,
        Self::Mention,
        Self::Link,
        Self::Quote,
        Self::Like,
        Self::Boost,
        Self::Emoji,
        Self::Follow,
        Self::FollowAccepted,
        Self::Moved,
        Self::Report,
        Self::Private,
    ];

    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Mention => "mention",
            Self::Link => "link",
            Self::Quote => "quote",
            Self::Like => "like",
            Self::Boost => "boost",
            Self::Emoji => "emoji",
            Self::Follow => "follow",
            Self::FollowAccepted => "follow_accepted",
            Self::Moved => "moved",
            Self::Report => "report",
            Self::Private => "private",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One thing a person here is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Our identifier.
    pub id: NotificationId,
    /// Who is told.
    pub recipient_id: ActorId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub actor_id: ActorId,
    /// The review it is about.
    pub review_id: Option<ReviewId>,
    /// The comment it is about.
    pub comment_id: Option<CommentId>,
    /// The ActivityPub id of the comment, the message or the activity; taking that back takes the notification back.
    pub object_uri: String,
    /// The human page of the original.
    pub url: Option<Url>,
    /// The text of a private message; empty otherwise.
    pub html: SafeHtml,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
    /// When the recipient saw it.
    pub read_at: Option<DateTime<Utc>>,
}
