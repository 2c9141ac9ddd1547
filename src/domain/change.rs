//! What happened. A handler or an activity never sends anything: it records a `Change` in the transaction that makes it true,
//! and federation and local effects both follow from it.

use crate::domain::id::{ActorId, CommentId, EssayId, FollowId, QuoteId, ReactionId, ReportId, ReviewId};
use crate::domain::like::{ReactionKind, Subject};
use serde::{Deserialize, Serialize};
use url::Url;

/// A recorded change, stored as JSON in a `fan_out` job. Variants that remove something carry what is needed after it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A local review became public.
    ReviewPublished {
        /// Which.
        review: ReviewId,
    },
    /// A public local review was edited, or says something else of the review before it.
    ReviewEdited {
        /// Which.
        review: ReviewId,
    },
    /// A local review was withdrawn or deleted.
    ReviewRemoved {
        /// Which.
        review: ReviewId,
    },
    /// A local author shows one of their own reviews to their followers again.
    ReviewShownAgain {
        /// Which.
        review: ReviewId,
        /// Id of the Announce activity.
        activity_uri: String,
    },
    /// What was said when a local review was shown again is taken back.
    ShowingEnded {
        /// Which.
        review: ReviewId,
        /// Id of the Announce activity.
        activity_uri: String,
    },
    /// A local comment was written, or is shown again.
    CommentPublished {
        /// Which.
        comment: CommentId,
    },
    /// A local comment was edited.
    CommentEdited {
        /// Which.
        comment: CommentId,
    },
    /// A local comment was deleted by its author, or taken off the page.
    CommentRemoved {
        /// Which.
        comment: CommentId,
    },
    /// An answer from elsewhere was let onto the page, and its server may ask whether it was.
    ReplyApproved {
        /// Which.
        comment: CommentId,
    },
    /// An answer from elsewhere was not let onto the page, or taken off it.
    ReplyRejected {
        /// Which.
        comment: CommentId,
    },
    /// A local actor asked to follow somebody elsewhere.
    FollowRequested {
        /// Which.
        follow: FollowId,
        /// Id of the Follow activity.
        activity_uri: String,
    },
    /// A local actor stopped following somebody elsewhere.
    FollowWithdrawn {
        /// Who followed.
        follower: ActorId,
        /// Who was followed.
        followed: ActorId,
        /// Id of the Follow activity.
        activity_uri: String,
    },
    /// A local actor took on a follower.
    FollowAccepted {
        /// Which.
        follow: FollowId,
        /// Id of the Follow activity to answer: a repeated Follow gets its own answer.
        activity_uri: String,
    },
    /// A local actor refused a follower or let one go.
    FollowRejected {
        /// Who followed.
        follower: ActorId,
        /// Who was followed.
        followed: ActorId,
        /// Id of the Follow activity.
        activity_uri: String,
    },
    /// A local actor liked or boosted something elsewhere or here.
    ReactionAdded {
        /// Which.
        reaction: ReactionId,
        /// Id of the Like or Announce activity.
        activity_uri: String,
    },
    /// A local actor took a like or boost back.
    ReactionRemoved {
        /// Like or boost.
        kind: ReactionKind,
        /// Who.
        actor: ActorId,
        /// What.
        subject: Subject,
        /// Id of the Like or Announce activity.
        activity_uri: String,
    },
    /// A local actor let somebody elsewhere quote what they wrote.
    QuoteAccepted {
        /// The permission.
        quote: QuoteId,
        /// Id of the QuoteRequest to answer: each request gets its own answer.
        request_uri: String,
    },
    /// A local actor did not let somebody elsewhere quote what they wrote.
    QuoteRefused {
        /// Who refused.
        author: ActorId,
        /// Who asked.
        quoter: ActorId,
        /// Id of the QuoteRequest.
        request_uri: String,
        /// ActivityPub id of what should be quoted.
        subject_uri: String,
        /// ActivityPub id of the post that should quote.
        quoting_uri: String,
    },
    /// A local actor took a permission to quote back.
    QuoteRevoked {
        /// The permission.
        quote: QuoteId,
    },
    /// A post of this site became public.
    EssayPublished {
        /// Which.
        essay: EssayId,
    },
    /// A public post changed.
    EssayEdited {
        /// Which.
        essay: EssayId,
    },
    /// A public post was withdrawn or deleted.
    EssayRemoved {
        /// Which.
        essay: EssayId,
        /// Who wrote it: a deleted post has no row any more.
        author: ActorId,
    },
    /// A local actor has moved to another account; its new profile was told before.
    AccountMoved {
        /// Who.
        actor: ActorId,
        /// ActivityPub id of the new account.
        target: Url,
    },
    /// A report is passed on to the server of whoever is reported.
    ReportForwarded {
        /// Which.
        report: ReportId,
    },
    /// An account of this server was deleted with everything its owner wrote.
    AccountDeleted {
        /// Who.
        actor: ActorId,
        /// Where it is told: the follows and receipts that knew it are gone.
        inboxes: Vec<Url>,
    },
    /// A local actor changed name, picture, text or keys.
    ProfileEdited {
        /// Who.
        actor: ActorId,
    },
}

impl Change {
    /// Changes of one group are carried out one after the other, in the order they were recorded.
    pub fn group(&self) -> String {
        match self {
            Self::ReviewPublished { review }
            | Self::ReviewEdited { review }
            | Self::ReviewRemoved { review }
            | Self::ReviewShownAgain { review, .. }
            | Self::ShowingEnded { review, .. } => format!("review:{review}"),
            Self::CommentPublished { comment }
            | Self::CommentEdited { comment }
            | Self::CommentRemoved { comment }
            | Self::ReplyApproved { comment }
            | Self::ReplyRejected { comment } => {
                format!("comment:{comment}")
            }
            Self::EssayPublished { essay } | Self::EssayEdited { essay } | Self::EssayRemoved { essay, .. } => {
                format!("essay:{essay}")
            }
            Self::FollowRequested { activity_uri, .. }
            | Self::FollowAccepted { activity_uri, .. }
            | Self::FollowWithdrawn { activity_uri, .. }
            | Self::FollowRejected { activity_uri, .. } => format!("follow:{activity_uri}"),
            Self::ReactionAdded { activity_uri, .. } | Self::ReactionRemoved { activity_uri, .. } => {
                format!("reaction:{activity_uri}")
            }
            Self::QuoteAccepted { quote, .. } | Self::QuoteRevoked { quote } => format!("quote:{quote}"),
            Self::ReportForwarded { report } => format!("report:{report}"),
            Self::QuoteRefused { request_uri, .. } => format!("quote:{request_uri}"),
            Self::ProfileEdited { actor } | Self::AccountMoved { actor, .. } | Self::AccountDeleted { actor, .. } => {
                format!("actor:{actor}")
            }
        }
    }
}
