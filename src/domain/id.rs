//! Identifiers: one type for each noun, all of them time-ordered lower-case ULIDs made by `env::Ids`.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an identifier that `env::Ids` made or a row holds.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text, as it stands in URLs and rows.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier as an owned text.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id_type!(
    /// A local or remote actor.
    ActorId,
    /// A local account, which owns one actor.
    AccountId,
    /// A film.
    FilmId,
    /// Somebody who made films or played in them.
    PersonId,
    /// What one person did in one film.
    CreditId,
    /// One time a film was seen.
    ViewingId,
    /// A rating scale, over all its versions.
    ScaleId,
    /// One step of one version of a scale.
    StepId,
    /// A review.
    ReviewId,
    /// A comment, local or remote.
    CommentId,
    /// A post of another server that is not a comment here: a review elsewhere, an article, a note.
    PostId,
    /// An uploaded image.
    MediaId,
    /// A follow, in either direction.
    FollowId,
    /// A like, a boost or an emoji.
    ReactionId,
    /// A report.
    ReportId,
    /// A block list.
    BlockListId,
    /// A block.
    BlockId,
    /// A time that a review was shown again.
    ShowingId,
    /// An activity this server sent.
    ActivityId,
    /// A notification.
    NotificationId,
    /// A post or page elsewhere that speaks of a review.
    MentionId,
    /// A permission to quote.
    QuoteId,
    /// A page elsewhere that is told of a review.
    WebmentionId,
    /// A post of this site.
    EssayId,
    /// A list.
    ListId,
    /// Something in a list.
    ListItemId,
    /// An entry of the audit log.
    AuditId,
    /// A rule for what somebody, or everybody of a server, writes.
    AuthorRuleId,
    /// A link by which somebody may make an account.
    InvitationId,
    /// Somebody's wish for an account.
    ApplicationId,
);
