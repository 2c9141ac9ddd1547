//! What was found.

use super::{ActorCard, PictureView, RatingView};
use crate::domain::search::{Kind, Piece};
use chrono::{DateTime, Utc};

/// The answers to a question.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// As it was typed, in one line.
    pub typed: String,
    /// Only this kind is shown.
    pub kind: Option<Kind>,
    /// Everything that was found.
    pub all: i64,
    /// How much of each kind.
    pub by_kind: Vec<(Kind, i64)>,
    /// How much of what is shown.
    pub total: i64,
    /// There are more than that: the words are very common, and the rest was not counted.
    pub more: bool,
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// This page.
    pub page: u32,
    /// The last page.
    pub pages: u32,
    /// What was asked instead, because nothing was found.
    pub corrected: Option<String>,
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct SearchHit {
    /// What kind of thing.
    pub kind: Kind,
    /// Title, or the name of who said it.
    pub title: String,
    /// Where it stands.
    pub path: String,
    /// Who wrote it.
    pub by: Option<ActorCard>,
    /// Title of what a comment stands under.
    pub on: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The verdict of a review.
    pub rating: Option<RatingView>,
    /// A review that recommends.
    pub recommend: bool,
    /// Its poster.
    pub poster: Option<PictureView>,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// The part that answers, with the answers marked.
    pub pieces: Vec<Piece>,
}

impl SearchHit {
    /// Nothing but a title.
    pub fn plain(kind: Kind, title: String, path: String) -> Self {
        Self {
            kind,
            title,
            path,
            by: None,
            on: None,
            at: None,
            rating: None,
            recommend: false,
            poster: None,
            language: None,
            pieces: Vec::new(),
        }
    }
}
