//! People of films as pages show them.

use super::RatingView;
use crate::domain::credit::CreditRole;
use crate::domain::id::FilmId;

/// Somebody's page.
#[derive(Clone, Debug)]
pub struct CreditsPage {
    /// Name.
    pub name: String,
    /// What tells them from somebody else of that name; mostly empty.
    pub mark: String,
    /// Path.
    pub path: String,
    /// Our identifiers of the films shown.
    pub films: Vec<FilmId>,
    /// Their films, by what they did.
    pub roles: Vec<FilmsOfRole>,
    /// The same person elsewhere: name of the site, address.
    pub links: Vec<(&'static str, String)>,
    /// The viewer may correct it.
    pub may_edit: bool,
}

/// The films in which somebody did the same thing.
#[derive(Clone, Debug)]
pub struct FilmsOfRole {
    /// What they did.
    pub role: CreditRole,
    /// Newest film first.
    pub films: Vec<PersonFilm>,
}

/// A film on somebody's page.
#[derive(Clone, Debug)]
pub struct PersonFilm {
    /// Title.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Path of the film's page.
    pub path: String,
    /// Whom they play; may be empty.
    pub part: String,
    /// `voice`, `uncredited` …; may be empty.
    pub note: String,
    /// The verdict of the newest review.
    pub rating: Option<RatingView>,
    /// The newest review.
    pub review_path: Option<String>,
    /// How many reviews of the film there are here.
    pub reviews: usize,
}

/// Somebody to correct.
#[derive(Clone, Debug, Default)]
pub struct PersonEditing {
    /// The name as it is now.
    pub label: String,
    /// Last part of their address.
    pub slug: String,
    /// The name as typed.
    pub name: String,
    /// Whom to merge them into, as typed.
    pub into: String,
}
