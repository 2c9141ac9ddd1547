//! What other servers tell us, after federation has read and trusted it. Each verb is one transaction and idempotent: a
//! server may say everything twice, and in any order.

mod actors;
mod approvals;
mod blocks;
mod comments;
mod deletes;
mod edits;
mod follows;
mod moves;
mod posts;
mod private;
mod reactions;
mod reports;
mod resolve;

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::comment::{Audience, Root};
use crate::domain::film::NamedFilm;
use crate::domain::id::CommentId;
use crate::domain::like::Subject;
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use url::Url;

pub(in crate::service) use actors::resident;
pub use reactions::EMOJI_PER_ACTOR;
pub(in crate::service) use reactions::tags_of;
pub use reports::OPEN_PER_HOST as OPEN_REPORTS_PER_HOST;
pub(in crate::service) use resolve::{Named, named_by_subject, named_by_uri};

/// What became of something another server said. The words are for the inbox log and its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Done, or done before.
    Accepted(&'static str),
    /// Of no use here.
    Ignored(&'static str),
    /// Not allowed.
    Refused(&'static str),
}

/// What is liked, boosted, changed or undone is not known here; it may yet come.
pub const UNKNOWN_OBJECT: Outcome = Outcome::Ignored("unknown object");
/// What a text answers is not known here, and its server does not have it; somebody may yet send it.
pub const UNKNOWN_PARENT: Outcome = Outcome::Ignored("unknown parent");
/// Its author took it back before it came.
pub const WAS_DELETED: Outcome = Outcome::Refused("was deleted");

impl Outcome {
    /// `accepted`, `ignored` or `refused`, as in rows.
    pub fn class(self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Ignored(_) => "ignored",
            Self::Refused(_) => "refused",
        }
    }

    /// What was done, where one post does two things: this, unless only the other was of use.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Accepted(_), _) => self,
            (_, Self::Accepted(_)) => other,
            _ => self,
        }
    }

    /// What was done, or why not.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Accepted(reason) | Self::Ignored(reason) | Self::Refused(reason) => reason,
        }
    }
}

/// An actor of another server, as its document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteActor {
    /// The ActivityPub id.
    pub uri: Url,
    /// `preferredUsername`.
    pub handle: String,
    /// Host of the handle, with the port where it has one.
    pub host: String,
    /// ActivityStreams type.
    pub kind: ActorKind,
    /// Display name, plain text; may be empty.
    pub name: String,
    /// About text, sanitised.
    pub summary: SafeHtml,
    /// The human page.
    pub url: Url,
    /// Personal inbox.
    pub inbox: Url,
    /// `endpoints.sharedInbox`.
    pub shared_inbox: Option<Url>,
    /// Id of the followers collection.
    pub followers_url: Option<Url>,
    /// The id of the key.
    pub public_key_id: String,
    /// The key, PEM.
    pub public_key_pem: String,
    /// The icon.
    pub avatar_url: Option<Url>,
    /// Follows wait for approval.
    pub manually_approves: bool,
    /// Wants to be found.
    pub discoverable: bool,
    /// Public posts may be indexed.
    pub indexable: bool,
    /// When the account was made, as its server says.
    pub born_at: Option<DateTime<Utc>>,
    /// ActivityPub ids of its other accounts.
    pub also_known_as: Vec<Url>,
    /// The account it says it has moved to.
    pub moved_to: Option<Url>,
}

/// What a server says of the version of a document, to ask later whether there is a newer one (RFC 9110, section 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub last_modified: Option<String>,
}

/// A Note, Article, … of another server: trusted to be its author's, sanitised, times not in our future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteReceived {
    /// The ActivityPub id.
    pub uri: Url,
    /// The human page.
    pub url: Url,
    /// Who wrote it, stored here already.
    pub author: Actor,
    /// What it answers.
    pub in_reply_to: Option<Url>,
    /// Text.
    pub html: SafeHtml,
    /// Content warning or teaser, plain text.
    pub summary: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Whom it is addressed to.
    pub audience: Audience,
    /// When it was written.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// ActivityPub ids of everybody it mentions or is addressed to by name.
    pub mentions: Vec<Url>,
    /// ActivityStreams type.
    pub kind: String,
    /// Title, plain text; may be empty.
    pub name: String,
    /// First image, with its alt text.
    pub image: Option<(Url, String)>,
    /// Addresses it names outside its text: its own `url`s, links among its tags and attachments.
    pub links: Vec<Url>,
    /// What it quotes, in whatever way its server says so.
    pub quotes: Vec<Url>,
    /// The films it speaks of, as its server names them.
    pub films: Vec<NamedFilm>,
    /// It says what it is a review or a rating of (NeoDB, Houselights), whatever its type.
    pub is_review: bool,
}

impl NoteReceived {
    /// Worth keeping when somebody here follows its author: a review or an article. Notes and the rest are not hoarded.
    pub fn is_kept(&self) -> bool {
        self.is_review || matches!(self.kind.as_str(), "Article" | "Page" | "Review")
    }
}

/// What an address names here: something that can be answered, liked and boosted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// What it is.
    pub subject: Subject,
    /// What its conversation hangs on.
    pub root: Root,
    /// The comment an answer to it hangs under; `None` for the root itself.
    pub parent_id: Option<CommentId>,
    /// Who wrote it.
    pub author: Actor,
}

/// True when two addresses are of one server: same host and port.
fn same_server(one: &Url, other: &Url) -> bool {
    one.host_str() == other.host_str() && one.port_or_known_default() == other.port_or_known_default()
}
