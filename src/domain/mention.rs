//! Mentions: what stands elsewhere and speaks of a review. A mention is never a comment: only its title or its first words are
//! kept, with who wrote it, when and where.

use crate::domain::id::{ActorId, MentionId, ReviewId};
use crate::domain::like::Subject;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

/// Characters of a post's or page's words that are kept.
pub const EXCERPT_CHARS: usize = 400;
/// Characters of a title that are kept.
pub const TITLE_CHARS: usize = 200;
/// The longest address of a source or target, in bytes: two of them must fit into an index row of PostgreSQL.
pub const ADDRESS_MAX: usize = 1_024;

/// How a mention reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionSource {
    /// A post of the fediverse.
    ActivityPub,
    /// A page that told us by Webmention.
    Webmention,
    /// A page that told us by XML-RPC pingback.
    Pingback,
}

impl MentionSource {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ActivityPub => "activitypub",
            Self::Webmention => "webmention",
            Self::Pingback => "pingback",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::ActivityPub, Self::Webmention, Self::Pingback]
            .into_iter()
            .find(|source| source.as_str() == name)
    }
}

/// What it does with the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionRole {
    /// Links to it.
    Mention,
    /// Quotes it, or a comment below it.
    Quote,
}

impl MentionRole {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Quote => "quote",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Mention, Self::Quote]
            .into_iter()
            .find(|role| role.as_str() == name)
    }
}

/// Whether it stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionState {
    /// Everybody sees it.
    Visible,
    /// The reviewer or a moderator took it off the page; it stays off when its source is edited or sent again. What a silenced
    /// server says begins here.
    Removed,
    /// Hidden while its author or their server is suspended here.
    Suspended,
}

impl MentionState {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visible => "visible",
            Self::Removed => "removed",
            Self::Suspended => "suspended",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Visible, Self::Removed, Self::Suspended]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

/// Who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionAuthor {
    /// An actor that is stored here.
    Actor(ActorId),
    /// Whoever the page names.
    Named {
        /// Plain text; the host of the page where it names nobody.
        name: String,
        /// Their own page.
        url: Option<Url>,
        /// Their picture; shown through our proxy only.
        photo: Option<Url>,
    },
}

/// A mention as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Our identifier.
    pub id: MentionId,
    /// How it reached us.
    pub source: MentionSource,
    /// Link or quote.
    pub role: MentionRole,
    /// ActivityPub id of the post, or address of the page.
    pub source_uri: Url,
    /// On whose page it stands.
    pub review_id: ReviewId,
    /// That review, or the comment below it that is quoted.
    pub subject: Subject,
    /// The address of ours that it names.
    pub target: Url,
    /// Who wrote it.
    pub author: MentionAuthor,
    /// Where people read it.
    pub url: Url,
    /// Plain text; may be empty.
    pub title: String,
    /// The first words, plain text; may be empty.
    pub excerpt: String,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Whether it stands on the page.
    pub state: MentionState,
    /// As its source says; never in our future.
    pub published_at: DateTime<Utc>,
    /// Last edit that we know of.
    pub edited_at: Option<DateTime<Utc>>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
}

/// Two addresses of one page: fragments do not count.
pub fn same_page(one: &Url, other: &Url) -> bool {
    without_fragment(one) == without_fragment(other)
}

/// The address without its fragment.
pub fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}
