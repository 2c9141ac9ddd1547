//! What federation renders documents from, whom they go to, and recording them for delivery.

mod documents;
mod keys;
mod parties;
mod record;
mod replies;

pub use keys::SigningKeyPem;
pub use record::NewActivity;
pub use replies::ReplyParties;

use crate::domain::actor::Actor;
use crate::domain::comment::Comment;
use crate::domain::film::{Film, IdScheme};
use crate::domain::id::{MediaId, ReviewId};
use crate::domain::message::Message;
use crate::domain::moderation::CommentPolicy;
use crate::domain::quote::QuotePolicy;
use crate::domain::rating::Rating;
use crate::domain::review::Review;
use crate::domain::text::SafeHtml;
use crate::domain::viewing::Viewing;
use crate::service::collections::Page;
use url::Url;

/// A picture, as a document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaDoc {
    /// Our identifier.
    pub id: MediaId,
    /// Alt text.
    pub alt: String,
    /// Width of the largest rendition, in pixels.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Blurhash.
    pub blurhash: String,
}

/// How often something was liked, boosted and directly answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Likes.
    pub likes: i64,
    /// Boosts.
    pub boosts: i64,
    /// Visible direct answers.
    pub replies: i64,
}

/// The author's review of the same film before this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// Which.
    pub id: ReviewId,
}

/// What a guest or a visitor wrote, for a document that answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Their name.
    pub name: String,
    /// What they wrote.
    pub html: SafeHtml,
}

/// Everything an Article is made of.
#[derive(Clone, Debug)]
pub struct ReviewDocument {
    /// The review.
    pub review: Review,
    /// Who wrote it.
    pub author: Actor,
    /// The film.
    pub film: Film,
    /// The same film elsewhere.
    pub film_links: Vec<(IdScheme, Url)>,
    /// The poster.
    pub poster: Option<MediaDoc>,
    /// The rating.
    pub rating: Option<Rating>,
    /// The review before.
    pub previous: Option<Previous>,
    /// How the rating compares with the one before: `up from Fine`.
    pub change: Option<Message>,
    /// When the author saw the film, in time order.
    pub viewings: Vec<Viewing>,
    /// Likes, boosts and answers.
    pub counts: Counts,
    /// Who may quote it.
    pub quotes: QuotePolicy,
    /// Who may answer it.
    pub comments: CommentPolicy,
    /// Ids of the first direct answers, of every server.
    pub replies: Page<Url>,
}

/// Everything a Note is made of.
#[derive(Clone, Debug)]
pub struct CommentDocument {
    /// The comment.
    pub comment: Comment,
    /// Who wrote it.
    pub author: Actor,
    /// Who wrote the comment it answers; `None` for an answer to the root itself.
    pub parent_author: Option<Actor>,
    /// Who wrote what the conversation hangs on.
    pub root_author: Actor,
    /// Everybody it names.
    pub mentions: Vec<Actor>,
    /// Id of the conversation.
    pub context: Url,
    /// The proof that the author of what it answers approved it, on their server.
    pub approved_by: Option<Url>,
    /// Likes, boosts and answers.
    pub counts: Counts,
    /// Who may quote it.
    pub quotes: QuotePolicy,
    /// What it answers, where that stands on this site alone: it goes out with a quotation of it.
    pub quoted: Option<Quoted>,
    /// Ids of the first direct answers, of every server.
    pub replies: Page<Url>,
}
