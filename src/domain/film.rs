//! Films.

use crate::domain::id::FilmId;
use chrono::{DateTime, Utc};

/// A film as reviewers name it: a title and, when known, a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Film {
    /// Our identifier.
    pub id: FilmId,
    /// The title, as the first reviewer typed it.
    pub title: String,
    /// Title for sorting: articles at the front are ignored.
    pub sort_title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Last part of the film page's address.
    pub slug: String,
    /// When it was first entered here.
    pub created_at: DateTime<Utc>,
}

impl Film {
    /// `Title (1999)`, or the title alone.
    pub fn label(&self) -> String {
        film_label(&self.title, self.year)
    }
}

/// `Title (1999)`, or the title alone.
pub fn film_label(title: &str, year: Option<i32>) -> String {
    match year {
        Some(year) => format!("{title} ({year})"),
        None => title.to_owned(),
    }
}

/// The first year a film can have: the oldest surviving film is of 1888.
pub const FIRST_FILM_YEAR: i32 = 1888;
