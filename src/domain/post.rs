//! Posts elsewhere: reviews and articles of other servers that people here follow or answer.

use crate::domain::comment::Audience;
use crate::domain::id::{ActorId, PostId};
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use url::Url;

/// A post of another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Our identifier.
    pub id: PostId,
    /// The ActivityPub id.
    pub uri: Url,
    /// The human page of the original.
    pub url: Url,
    /// ActivityStreams type: `Article`, `Note`, `Page`…
    pub kind: String,
    /// Who wrote it.
    pub author_id: ActorId,
    /// Title, plain text; empty for notes.
    pub name: String,
    /// Teaser or content warning, plain text.
    pub summary: String,
    /// Sanitised.
    pub html: SafeHtml,
    /// First image; shown only through our proxy.
    pub image_url: Option<Url>,
    /// Its alt text.
    pub image_alt: String,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Public or unlisted.
    pub audience: Audience,
    /// As its author's server says.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// Set once it is gone.
    pub gone_at: Option<DateTime<Utc>>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
}
