//! Films as pages show them.

use super::{PictureView, ReviewCard};
use crate::domain::credit::{Credit, CreditRole};
use crate::domain::film::{Film, FilmFacts, FilmInput, runtime_words};
use crate::domain::person::Person;
use crate::domain::review::Quote;
use crate::service::films::FilmForm;

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
    /// `Seen twice`: as often as its author had seen the film by then.
    pub times_seen: Option<String>,
}

/// What is known of a film beside its title and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsView {
    /// The title in its own country, where it is another.
    pub original_title: Option<String>,
    /// Minutes.
    pub runtime: Option<i32>,
    /// `1 h 57 min`.
    pub runtime_words: Option<String>,
    /// Countries, by name.
    pub countries: Vec<String>,
    /// Languages spoken, by name.
    pub languages: Vec<String>,
    /// People, by what they did, in the order of pages.
    pub credits: Vec<CreditGroup>,
    /// The same film elsewhere: name of the site, address.
    pub links: Vec<(&'static str, String)>,
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
            runtime_words: facts.runtime.map(runtime_words),
            countries: facts.countries,
            languages: facts.languages,
            credits,
            links: facts
                .ids
                .iter()
                .map(|(scheme, id)| (scheme.label(), scheme.film_url(id)))
                .collect(),
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
    /// Its own poster.
    pub picture: Option<PictureView>,
}
