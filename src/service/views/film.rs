//! Films as pages show them.

use super::{ActorCard, AppearsIn, PictureView, RatingView, ReviewCard, TriviaView, ViewingView};
use crate::domain::credit::{Credit, CreditRole};
use crate::domain::film::{Film, FilmFacts, FilmInput, Source};
use crate::domain::id::{EssayId, FilmId, ListItemId, MediaId, ReviewId};
use crate::domain::message::Message;
use crate::domain::person::Person;
use crate::domain::review::Quote;
use crate::service::elsewhere::PostCard;
use crate::service::films::FilmForm;
use chrono::{DateTime, Utc};

/// A film's page.
#[derive(Clone, Debug)]
pub struct FilmPage {
    /// Our identifier.
    pub id: FilmId,
    /// Title.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Path.
    pub path: String,
    /// What is known of it.
    pub facts: FactsView,
    /// Reviews in time order.
    pub reviews: Vec<FilmReview>,
    /// Lists and posts in which the film stands.
    pub appears_in: Vec<AppearsIn>,
    /// How the ratings of those went who have rated it again and again.
    pub histories: Vec<RatingHistory>,
    /// Lines from the film, as the reviews quote them; each once.
    pub lines: Vec<FilmLine>,
    /// Trivia of all reviews.
    pub trivia: Vec<FilmTrivia>,
    /// Who has seen it, and when.
    pub seen: Vec<FilmSeen>,
    /// Reviews on other servers, newest first.
    pub elsewhere: Vec<PostCard>,
    /// Other films of this title: label and path.
    pub namesakes: Vec<(String, String)>,
    /// The film's own poster, or that of the newest review that has one.
    pub poster: Option<PictureView>,
    /// The picture on its card, which other sites show.
    pub card_picture: Option<MediaId>,
    /// The viewer may correct it.
    pub may_edit: bool,
}

/// A review on a film's page.
#[derive(Clone, Debug)]
pub struct FilmReview {
    /// The review.
    pub card: ReviewCard,
    /// Which one of its author's reviews of the film it is, from 1.
    pub nth: usize,
    /// How many of them there are.
    pub of: usize,
    /// `up from Fine`, against the same author's review before it.
    pub change: Option<Message>,
    /// `Seen twice`: as often as its author had seen the film by then.
    pub times_seen: Option<Message>,
}

/// How one author's rating of a film went.
#[derive(Clone, Debug)]
pub struct RatingHistory {
    /// Whose.
    pub author: ActorCard,
    /// In time order, three at least: what became of the first of two stands beside the second.
    pub ratings: Vec<RatingWhen>,
}

/// A rating and when it was given.
#[derive(Clone, Debug)]
pub struct RatingWhen {
    /// The verdict.
    pub rating: RatingView,
    /// The review's page.
    pub path: String,
    /// When that was published.
    pub published_at: DateTime<Utc>,
}

/// A line from the film.
#[derive(Clone, Debug)]
pub struct FilmLine {
    /// The line, and who says it.
    pub quote: Quote,
    /// The page of whoever says it, where the credits tell.
    pub speaker_path: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// The review that quotes it.
    pub review_path: String,
}

/// Trivia on a film's page.
#[derive(Clone, Debug)]
pub struct FilmTrivia {
    /// The text with its source.
    pub view: TriviaView,
    /// BCP 47 tag.
    pub language: String,
    /// The review it is from.
    pub review_path: String,
    /// That review gives away the plot.
    pub spoilers: bool,
}

/// When somebody here saw the film.
#[derive(Clone, Debug)]
pub struct FilmSeen {
    /// Who.
    pub author: ActorCard,
    /// `Seen twice`.
    pub times: Message,
    /// In time order.
    pub viewings: Vec<ViewingView>,
}

/// What is known of a film beside its title and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsView {
    /// The title in its own country, where it is another.
    pub original_title: Option<String>,
    /// Minutes.
    pub runtime: Option<i32>,
    /// Countries, by name.
    pub countries: Vec<String>,
    /// Languages spoken, by name.
    pub languages: Vec<String>,
    /// People, by what they did, in the order of pages.
    pub credits: Vec<CreditGroup>,
    /// The same film elsewhere: name of the site, address.
    pub links: Vec<(&'static str, String)>,
    /// Some of it comes from TMDB, whose notice has to stand beside it.
    pub from_tmdb: bool,
}

/// Everybody who did the same thing in a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditGroup {
    /// What they did.
    pub role: CreditRole,
    /// Who, in order.
    pub people: Vec<CreditView>,
}

/// Somebody in a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditView {
    /// Name.
    pub name: String,
    /// What tells them from somebody else of that name; mostly empty.
    pub mark: String,
    /// Path of their page.
    pub path: String,
    /// Whom they play; may be empty.
    pub part: String,
    /// `voice`, `uncredited` …; may be empty.
    pub note: String,
}

impl CreditView {
    /// The credit of that person.
    pub fn of(person: &Person, credit: &Credit) -> Self {
        Self {
            name: person.name.clone(),
            mark: person.mark.clone(),
            path: format!("/credits/{}", person.slug),
            part: credit.part.clone(),
            note: credit.note.clone(),
        }
    }
}

impl FactsView {
    /// The facts of that film.
    pub fn of(film: &Film, facts: FilmFacts, credits: Vec<CreditGroup>) -> Self {
        let original = Some(facts.original_title).filter(|title| !title.is_empty() && *title != film.title);
        Self {
            original_title: original,
            runtime: facts.runtime,
            countries: facts.countries,
            languages: facts.languages,
            credits,
            links: facts
                .ids
                .iter()
                .map(|(scheme, id)| (scheme.label(), scheme.film_url(id)))
                .collect(),
            from_tmdb: false,
        }
    }

    /// Everybody who did that.
    pub fn people(&self, role: CreditRole) -> &[CreditView] {
        let group = self.credits.iter().find(|group| group.role == role);
        group.map(|group| group.people.as_slice()).unwrap_or_default()
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A film to correct.
#[derive(Clone, Debug, Default)]
pub struct FilmEditing {
    /// `Title (1999)`, as it is now.
    pub label: String,
    /// Last part of its address.
    pub slug: String,
    /// What was typed.
    pub form: FilmForm,
    /// What was fetched, for the eye.
    pub fetched: FilmInput,
    /// The catalogues of films that can be asked.
    pub catalogues: Vec<Source>,
    /// Its own poster.
    pub picture: Option<PictureView>,
    /// Its reviews, for whoever wants to make another film of some of them.
    pub reviews: Vec<(ReviewId, String, DateTime<Utc>)>,
    /// Items of the viewer's lists with it: item, title of the list, who is named there.
    pub items: Vec<(ListItemId, String, String)>,
    /// The viewer's posts that name it, with their titles.
    pub essays: Vec<(EssayId, String)>,
}
