//! Work for later: what a job in the queue is to do.

use crate::domain::change::Change;
use crate::domain::comment::Root;
use crate::domain::id::{BlockListId, CommentId, FilmId, ReviewId, WebmentionId};
use crate::domain::mention::MentionSource;
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
    /// Asks a server which software it runs.
    ReadNodeInfo {
        /// Its name, with the port where it is not the usual one.
        host: String,
    },
    /// Reads a page that says it links to a review here.
    VerifyMention {
        /// Webmention or pingback.
        by: MentionSource,
        /// The page.
        source: String,
        /// The address of ours.
        target: String,
        /// How often it did not answer.
        tries: u32,
    },
    /// Finds the pages that a review links to, or no longer links to, and tells each.
    TellPages {
        /// Which review.
        review: ReviewId,
    },
    /// Sends a Webmention.
    SendWebmention {
        /// To whom.
        webmention: WebmentionId,
        /// How often they did not answer.
        tries: u32,
    },
    /// Reads again what a catalogue says of a film.
    RefreshFilm {
        /// Which film.
        film: FilmId,
    },
    /// Publishes a scheduled review, if it is still to be published by then.
    PublishReview {
        /// Which.
        review: ReviewId,
    },
    /// Deletes uploaded files whose owner is gone.
    EraseFiles {
        /// Their keys.
        keys: Vec<String>,
    },
    /// Reads a block list again.
    ReadBlockList {
        /// Which.
        list: BlockListId,
    },
    /// Asks a service whether a comment is spam.
    AskSpamService {
        /// Which.
        comment: CommentId,
        /// Where a guest wrote from; kept until the service has answered.
        client: Option<String>,
    },
    /// Tells that service what a person decided.
    TellSpamService {
        /// About which comment.
        comment: CommentId,
        /// It is spam.
        spam: bool,
    },
    /// Asks the servers that take part in a conversation what else was said there.
    FillThread {
        /// Which conversation.
        root: Root,
    },
}

impl JobPayload {
    /// The name in rows and logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FanOut(_) => "fan_out",
            Self::FetchRemoteMedia { .. } => "fetch_remote_media",
            Self::RefreshActor { .. } => "refresh_actor",
            Self::ReadNodeInfo { .. } => "read_nodeinfo",
            Self::VerifyMention { .. } => "verify_mention",
            Self::TellPages { .. } => "tell_pages",
            Self::SendWebmention { .. } => "send_webmention",
            Self::RefreshFilm { .. } => "refresh_film",
            Self::PublishReview { .. } => "publish_review",
            Self::EraseFiles { .. } => "erase_files",
            Self::ReadBlockList { .. } => "read_block_list",
            Self::AskSpamService { .. } => "ask_spam_service",
            Self::TellSpamService { .. } => "tell_spam_service",
            Self::FillThread { .. } => "fill_thread",
        }
    }
}
