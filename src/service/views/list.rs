//! Lists as pages show them.

use super::ActorCard;
use crate::domain::id::{ListId, ListItemId};
use crate::domain::list::{List, ListKind, ListOf};
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};

/// How much of an award list is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListProgress {
    /// Items whose film was reviewed.
    pub done: usize,
    /// All items.
    pub total: usize,
    /// When the last of them was, once all are.
    pub complete_on: Option<DateTime<Utc>>,
}

/// A list in the overview.
#[derive(Clone, Debug)]
pub struct ListCard {
    /// Our identifier.
    pub id: ListId,
    /// Its page.
    pub path: String,
    /// Title.
    pub title: String,
    /// Who keeps it.
    pub author: ActorCard,
    /// How it comes about.
    pub kind: ListKind,
    /// What its items are.
    pub of: ListOf,
    /// Everybody may see it.
    pub public: bool,
    /// How many items it has; not known of a list that fills itself.
    pub total: Option<i64>,
    /// Of an award list.
    pub progress: Option<ListProgress>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// The overview.
#[derive(Clone, Debug, Default)]
pub struct ListsPage {
    /// Latest change first.
    pub lists: Vec<ListCard>,
}

/// The author's review of a film in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRowReview {
    /// Its page.
    pub path: String,
    /// The rating's word.
    pub rating: Option<String>,
    /// Recommended.
    pub recommend: bool,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Counted from 1.
    pub place: usize,
    /// The item.
    pub id: ListItemId,
    /// Title of the film.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// The film's page, where there is one.
    pub film_path: Option<String>,
    /// Who plays in it; empty for films.
    pub person: String,
    /// Whom they play; may be empty.
    pub part: String,
    /// Year of the award; may be empty.
    pub award: String,
    /// The note, Markdown.
    pub note: String,
    /// The same, rendered.
    pub note_html: SafeHtml,
    /// When the list's author first published a review of the film.
    pub done_at: Option<DateTime<Utc>>,
    /// Their latest review of it.
    pub review: Option<ListRowReview>,
    /// When it came into the list.
    pub added_at: DateTime<Utc>,
}

/// A list's page.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The list.
    pub list: List,
    /// Its path.
    pub path: String,
    /// The same with the origin.
    pub canonical: String,
    /// Who keeps it.
    pub author: ActorCard,
    /// This page's rows.
    pub rows: Vec<ListRow>,
    /// Rows on all pages.
    pub total: usize,
    /// Of an award list.
    pub progress: Option<ListProgress>,
    /// The first of what is missing, as `Title (1999)`.
    pub missing_named: Vec<String>,
    /// How much is missing.
    pub missing_total: usize,
    /// Only what is missing is shown.
    pub only_missing: bool,
    /// This page, from 1.
    pub page: usize,
    /// The last page.
    pub pages: usize,
    /// The viewer keeps it.
    pub is_author: bool,
}

/// One's own list, to change it.
#[derive(Clone, Debug)]
pub struct ListEditing {
    /// The list.
    pub list: List,
    /// Its path.
    pub path: String,
    /// This page's rows.
    pub rows: Vec<ListRow>,
    /// Rows on all pages.
    pub total: usize,
    /// This page, from 1.
    pub page: usize,
    /// The last page.
    pub pages: usize,
    /// Of an award list of which everything was reviewed: the film whose review was the last.
    pub completed_by: Option<String>,
}

/// Somewhere a film stands: a list, or a post that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppearsIn {
    /// Its title.
    pub title: String,
    /// Its page.
    pub path: String,
    /// Who is named there, for performances.
    pub people: Vec<String>,
}
