//! Posts of this site, as pages show them.

use super::ActorCard;
use crate::domain::essay::Essay;
use crate::domain::id::EssayId;
use crate::domain::review::Status;
use crate::domain::text::SafeHtml;
use crate::service::conversation::Conversation;
use chrono::{DateTime, Utc};

/// A post in a list.
#[derive(Clone, Debug)]
pub struct EssayCard {
    /// Our identifier.
    pub id: EssayId,
    /// Its page; the editor's for what is not published.
    pub path: String,
    /// Title.
    pub title: String,
    /// Who wrote it.
    pub author: ActorCard,
    /// BCP 47 tag.
    pub language: String,
    /// First words.
    pub excerpt: String,
    /// Where it stands.
    pub status: Status,
    /// When it was published; else the last save.
    pub at: DateTime<Utc>,
}

/// The page of all posts.
#[derive(Clone, Debug)]
pub struct EssaysPage {
    /// Newest first.
    pub published: Vec<EssayCard>,
    /// The viewer's own drafts.
    pub drafts: Vec<EssayCard>,
    /// This page, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
}

/// A post's page.
#[derive(Clone, Debug)]
pub struct EssayPage {
    /// The post.
    pub essay: Essay,
    /// Its path.
    pub path: String,
    /// The same with the origin.
    pub canonical: String,
    /// The ActivityPub id.
    pub object_url: String,
    /// Who wrote it.
    pub author: ActorCard,
    /// The text.
    pub html: SafeHtml,
    /// A sentence about it.
    pub description: String,
    /// Minutes it takes to read.
    pub reading_minutes: u32,
    /// What people say.
    pub conversation: Conversation,
    /// The viewer wrote it.
    pub is_author: bool,
}

/// One's own post, to change it.
#[derive(Clone, Debug)]
pub struct EssayEditing {
    /// The post; `None` for a new one.
    pub essay: Option<Essay>,
    /// Its page, for a published one.
    pub path: Option<String>,
    /// Labels of films here, to pick from.
    pub films: Vec<String>,
    /// How it looks.
    pub preview: Option<SafeHtml>,
}
