//! Reviews as pages show them: in a list, on their own page, and right after a save.

use super::{ActorCard, AppearsIn, FactsView, PictureView, RatingView, ViewingView};
use crate::domain::film::film_label;
use crate::domain::id::{FilmId, ReviewId};
use crate::domain::message::Message;
use crate::domain::review::{Quote, Status, review_title};
use crate::domain::text::SafeHtml;
use crate::service::conversation::Conversation;
use crate::service::mentions::Mentions;
use chrono::{DateTime, Utc};

/// A review in a list.
#[derive(Clone, Debug)]
pub struct ReviewCard {
    /// Our identifier.
    pub id: ReviewId,
    /// Its page.
    pub path: String,
    /// Film title.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// Path of the film's page.
    pub film_path: String,
    /// The review's own title.
    pub headline: Option<String>,
    /// Who wrote it.
    pub author: ActorCard,
    /// Language of the texts.
    pub language: String,
    /// The verdict.
    pub rating: Option<RatingView>,
    /// Recommended.
    pub recommend: bool,
    /// Teaser, or the first words of a text without spoilers; may be empty.
    pub excerpt: String,
    /// The poster.
    pub poster: Option<PictureView>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// How many comments stand under it.
    pub comments: i64,
}

/// A section as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionView {
    /// Stable anchor: `synopsis`, `take`, `bottom-line`.
    pub anchor: &'static str,
    /// Heading.
    pub label: String,
    /// Text.
    pub html: SafeHtml,
}

/// Trivia as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriviaView {
    /// Text.
    pub html: SafeHtml,
    /// Name of the source; may be empty.
    pub source_name: String,
    /// Address of the source.
    pub source_url: Option<String>,
}

/// A link to another review of the same film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLink {
    /// Its page.
    pub path: String,
    /// Its own title, or the film.
    pub title: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Its rating's word.
    pub rating: Option<String>,
}

/// A review's page.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// Our identifier.
    pub id: ReviewId,
    /// Its page.
    pub path: String,
    /// Its page with the origin.
    pub canonical: String,
    /// The ActivityPub id.
    pub object_url: String,
    /// Where it stands.
    pub status: Status,
    /// Film title.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// Path of the film's page.
    pub film_path: String,
    /// Our identifier of the film.
    pub film_id: FilmId,
    /// What is known of the film.
    pub facts: FactsView,
    /// The review's own title.
    pub headline: Option<String>,
    /// Who wrote it.
    pub author: ActorCard,
    /// Language of the texts.
    pub language: String,
    /// When it was published; the last save for a draft.
    pub published_at: DateTime<Utc>,
    /// Last edit after publication.
    pub edited_at: Option<DateTime<Utc>>,
    /// When its author showed it to their followers again, the last time.
    pub shown_again: Option<DateTime<Utc>>,
    /// Minutes it takes to read.
    pub reading_minutes: u32,
    /// The verdict.
    pub rating: Option<RatingView>,
    /// `no change since 13 January 2014`, `up from Fine (13 January 2014)`.
    pub change: Option<Message>,
    /// Recommended.
    pub recommend: bool,
    /// Teaser.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: Option<String>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// The page of whoever says that line, where the film's credits tell.
    pub speaker_path: Option<String>,
    /// Synopsis and take.
    pub sections: Vec<SectionView>,
    /// The bottom line, which stands by itself.
    pub bottom_line: Option<SectionView>,
    /// Trivia.
    pub trivia: Vec<TriviaView>,
    /// The poster.
    pub poster: Option<PictureView>,
    /// Tags as typed.
    pub tags: Vec<String>,
    /// The author's viewings of this film up to this review, in time order.
    pub viewings: Vec<ViewingView>,
    /// `Seen twice`; counted.
    pub times_seen: Option<Message>,
    /// The author's review before this one.
    pub previous: Option<ReviewLink>,
    /// The author's review after this one.
    pub newer: Option<ReviewLink>,
    /// Lists and posts in which the film stands.
    pub appears_in: Vec<AppearsIn>,
    /// What people say.
    pub conversation: Conversation,
    /// What is said about it elsewhere.
    pub mentions: Mentions,
    /// The viewer wrote it.
    pub is_author: bool,
}

impl ReviewPage {
    /// `Headline: Film (1999)`, or the film alone: for titles.
    pub fn title(&self) -> String {
        review_title(self.headline.as_deref(), &self.film_title, self.film_year)
    }

    /// `Film (1999)`.
    pub fn film_label(&self) -> String {
        film_label(&self.film_title, self.film_year)
    }
}

impl ReviewCard {
    /// `Headline: Film (1999)`, or the film alone.
    pub fn title(&self) -> String {
        review_title(self.headline.as_deref(), &self.film_title, self.film_year)
    }

    /// `Film (1999)`.
    pub fn film_label(&self) -> String {
        film_label(&self.film_title, self.film_year)
    }
}

/// A page of reviews with where it stands among its siblings (from 1).
#[derive(Clone, Debug)]
pub struct ReviewList {
    /// Newest first.
    pub reviews: Vec<ReviewCard>,
    /// This page.
    pub page: u32,
    /// The last page; at least 1.
    pub pages: u32,
    /// All reviews on all pages.
    pub total: i64,
}

/// What saving gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Our identifier.
    pub id: ReviewId,
    /// Where it stands now.
    pub status: Status,
    /// True when this very save made it public.
    pub just_published: bool,
    /// Its page with the origin.
    pub url: String,
    /// The ActivityPub id.
    pub object: String,
}
