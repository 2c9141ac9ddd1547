//! Finished views: what a page shows, with visibility applied, ready for a template. Paths begin with `/`.

use crate::domain::account::Account;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, MediaId, ReviewId};
use crate::domain::rating::{Rating, Scale, ScaleKind};
use crate::domain::review::{Quote, ReviewInput, Status};
use crate::domain::text::SafeHtml;
use crate::domain::viewing::{SeenOn, Viewing};
use crate::service::conversation::Conversation;
use crate::urls::Urls;
use chrono::{DateTime, Utc};

/// Who is looking: a signed-in account with its actor.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account.
    pub account: Account,
    /// Its actor.
    pub actor: Actor,
}

/// Somebody in a byline, a comment or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorCard {
    /// Our identifier.
    pub id: ActorId,
    /// Display name.
    pub name: String,
    /// `@mara@films.example`.
    pub handle: String,
    /// `/@mara` here, the address of the human page elsewhere.
    pub url: String,
    /// Path of the picture on this server; `None` shows initials.
    pub avatar: Option<String>,
    /// True for an actor of this server.
    pub local: bool,
    /// Host of the actor's server.
    pub host: String,
}

impl ActorCard {
    /// The card of an actor.
    pub fn of(actor: &Actor, urls: &Urls) -> Self {
        let avatar = match (&actor.avatar_media, &actor.avatar_url) {
            (Some(media), _) => Some(Urls::media_path(media, crate::service::media::AVATAR_WIDTH, "webp")),
            (None, Some(url)) => Some(Urls::remote_media_path(&crate::service::media::remote_key(url))),
            (None, None) => None,
        };
        Self {
            id: actor.id.clone(),
            name: actor.display_name().to_owned(),
            handle: actor.full_handle(urls.host()),
            url: if actor.is_local() {
                format!("/@{}", actor.handle)
            } else {
                actor.url.to_string()
            },
            avatar,
            local: actor.is_local(),
            host: actor.host.clone().unwrap_or_else(|| urls.host().to_owned()),
        }
    }

    /// One or two letters for a picture that is not there.
    pub fn initials(&self) -> String {
        self.name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .flat_map(char::to_uppercase)
            .collect()
    }
}

/// An uploaded image in its renditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureView {
    /// Our identifier.
    pub id: MediaId,
    /// Path of a middle-sized JPEG, for `src`.
    pub src: String,
    /// `path 320w, path 640w, …` of the WebP files.
    pub webp_srcset: String,
    /// Likewise of the JPEG files.
    pub jpeg_srcset: String,
    /// Width of the largest rendition, for the aspect ratio.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Alt text.
    pub alt: String,
}

/// A rating as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingView {
    /// The reviewer's word.
    pub label: String,
    /// The scale's name.
    pub scale_name: String,
    /// What the scale is made of.
    pub kind: ScaleKind,
    /// `9 of 10` for screen readers and titles; `None` outside the order.
    pub place: Option<String>,
    /// 0–100 for the bar; `None` outside the order.
    pub value: Option<i32>,
    /// What the reviewer means by the step.
    pub description: String,
}

impl From<&Rating> for RatingView {
    fn from(rating: &Rating) -> Self {
        Self {
            label: rating.step.label.clone(),
            scale_name: rating.scale_name.clone(),
            kind: rating.scale_kind,
            place: rating.place().map(|(n, of)| format!("{n} of {of}")),
            value: rating.step.value,
            description: rating.step.description.clone(),
        }
    }
}

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

/// A viewing as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewingView {
    /// `13 January 2014`, `January 2014`, `2014`, `date unknown`.
    pub words: String,
    /// For `<time datetime>`; `None` when unknown.
    pub datetime: Option<String>,
    /// Medium, venue and note joined for reading; may be empty.
    pub details: String,
}

impl From<&Viewing> for ViewingView {
    fn from(viewing: &Viewing) -> Self {
        let details: Vec<&str> = [&viewing.medium, &viewing.venue, &viewing.note]
            .into_iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        Self {
            words: viewing.seen_on.to_words(),
            datetime: (viewing.seen_on != SeenOn::Unknown).then(|| viewing.seen_on.to_text()),
            details: details.join(" · "),
        }
    }
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
    /// Minutes it takes to read.
    pub reading_minutes: u32,
    /// The verdict.
    pub rating: Option<RatingView>,
    /// `no change since 13 January 2014`, `up from Fine (13 January 2014)`.
    pub change: Option<String>,
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
    /// The author's viewings of this film, in time order.
    pub viewings: Vec<ViewingView>,
    /// `Seen twice`; counted.
    pub times_seen: Option<String>,
    /// The author's review before this one.
    pub previous: Option<ReviewLink>,
    /// The author's review after this one.
    pub newer: Option<ReviewLink>,
    /// What people say.
    pub conversation: Conversation,
    /// The viewer wrote it.
    pub is_author: bool,
}

impl ReviewPage {
    /// `Headline: Film (1999)`, or the film alone: for titles.
    pub fn title(&self) -> String {
        title(self.headline.as_deref(), &self.film_title, self.film_year)
    }

    /// `Film (1999)`.
    pub fn film_label(&self) -> String {
        crate::domain::film::film_label(&self.film_title, self.film_year)
    }
}

impl ReviewCard {
    /// `Headline: Film (1999)`, or the film alone.
    pub fn title(&self) -> String {
        title(self.headline.as_deref(), &self.film_title, self.film_year)
    }

    /// `Film (1999)`.
    pub fn film_label(&self) -> String {
        crate::domain::film::film_label(&self.film_title, self.film_year)
    }
}

/// `Headline: Film (1999)`, or the film alone. Also the `name` of the Article.
pub fn title(headline: Option<&str>, film_title: &str, film_year: Option<i32>) -> String {
    let film = crate::domain::film::film_label(film_title, film_year);
    match headline {
        Some(headline) => format!("{headline}: {film}"),
        None => film,
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

/// A comment in a list of the latest.
#[derive(Clone, Debug)]
pub struct LatestComment {
    /// Who.
    pub author: ActorCard,
    /// First words, plain text.
    pub excerpt: String,
    /// Page and anchor.
    pub path: String,
    /// Title of what it stands under.
    pub on: String,
    /// When.
    pub published_at: DateTime<Utc>,
}

/// The home page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Reviews.
    pub list: ReviewList,
    /// Latest comments by people (first page only).
    pub latest_comments: Vec<LatestComment>,
    /// The people who write here.
    pub writers: Vec<ActorCard>,
}

/// An actor's page.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// Who.
    pub actor: ActorCard,
    /// `mara`.
    pub short_handle: String,
    /// The ActivityPub id.
    pub actor_url: String,
    /// Larger picture.
    pub avatar: Option<String>,
    /// About text.
    pub summary: SafeHtml,
    /// Reviews.
    pub list: ReviewList,
    /// The tag, when only its reviews are shown.
    pub tag: Option<String>,
    /// Accepted followers.
    pub followers: i64,
    /// Accepted follows.
    pub following: i64,
    /// Since when.
    pub joined: DateTime<Utc>,
}

/// A film's page.
#[derive(Clone, Debug)]
pub struct FilmPage {
    /// Title.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Path.
    pub path: String,
    /// Reviews in time order.
    pub reviews: Vec<FilmReview>,
    /// Poster of the newest review that has one.
    pub poster: Option<PictureView>,
}

/// A review on a film's page.
#[derive(Clone, Debug)]
pub struct FilmReview {
    /// The review.
    pub card: ReviewCard,
    /// `up from Fine`, against the same author's review before it.
    pub change: Option<String>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// `Seen twice`, for its author.
    pub times_seen: Option<String>,
}

/// A row of the author's own list.
#[derive(Clone, Debug)]
pub struct OwnReview {
    /// Our identifier.
    pub id: ReviewId,
    /// `Headline: Film (1999)`.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Its page, for a published one.
    pub path: Option<String>,
    /// Last save.
    pub saved_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

/// The author's own list.
#[derive(Clone, Debug, Default)]
pub struct OwnReviews {
    /// Drafts, latest save first.
    pub drafts: Vec<OwnReview>,
    /// Published, newest first.
    pub published: Vec<OwnReview>,
    /// Withdrawn.
    pub withdrawn: Vec<OwnReview>,
}

/// What the editor needs beside the typed text.
#[derive(Clone, Debug)]
pub struct EditorContext {
    /// `None` for a new review.
    pub id: Option<ReviewId>,
    /// Where it stands.
    pub status: Status,
    /// Its page, for a published one.
    pub path: Option<String>,
    /// The author's scales, current versions; a retired step that the review still has is added to its scale's steps.
    pub scales: Vec<Scale>,
    /// The poster chosen.
    pub poster: Option<PictureView>,
    /// Titles of films already here, for the picker.
    pub films: Vec<String>,
    /// Labels for empty sections: those of the author's last review.
    pub section_labels: Vec<(&'static str, String)>,
}

/// A review to go on writing.
#[derive(Clone, Debug)]
pub struct Editing {
    /// What was typed.
    pub input: ReviewInput,
    /// What the editor needs beside it.
    pub context: EditorContext,
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
