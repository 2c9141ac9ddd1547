//! Films, and what is known of them.

mod ids;
mod input;
mod named;

use crate::domain::id::{FilmId, MediaId};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

pub use ids::IdScheme;
pub use input::{CheckedFilm, FilmInput, TITLE_MAX, check_film_year, check_title};
pub use named::{FilmKey, NamedFilm, film_keys, named_in_headline};

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

/// Where something known of a film comes from, in the order in which one wins over the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Typed by somebody here.
    Typed,
    /// Fetched from Wikidata.
    Wikidata,
    /// Fetched from The Movie Database.
    Tmdb,
}

impl Source {
    /// All of them, the strongest first.
    pub const ALL: [Self; 3] = [Self::Typed, Self::Wikidata, Self::Tmdb];

    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Wikidata => "wikidata",
            Self::Tmdb => "tmdb",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == name)
    }
}

/// What is known of a film beside its title and year; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmFacts {
    /// The title in its own country.
    pub original_title: String,
    /// BCP 47 tag of the title that people here know it by; its articles are ignored in sorting.
    pub title_language: String,
    /// Minutes.
    pub runtime: Option<i32>,
    /// Countries, by name.
    pub countries: Vec<String>,
    /// Languages spoken, by name.
    pub languages: Vec<String>,
    /// A poster of the film's own.
    pub poster_id: Option<MediaId>,
    /// The same film elsewhere.
    pub ids: BTreeMap<IdScheme, String>,
}

impl FilmFacts {
    /// Fills what is not known here from a weaker source, field by field.
    #[must_use]
    pub fn or(mut self, weaker: Self) -> Self {
        if self.original_title.is_empty() {
            self.original_title = weaker.original_title;
        }
        if self.title_language.is_empty() {
            self.title_language = weaker.title_language;
        }
        self.runtime = self.runtime.or(weaker.runtime);
        if self.countries.is_empty() {
            self.countries = weaker.countries;
        }
        if self.languages.is_empty() {
            self.languages = weaker.languages;
        }
        self.poster_id = self.poster_id.or(weaker.poster_id);
        for (scheme, value) in weaker.ids {
            self.ids.entry(scheme).or_insert(value);
        }
        self
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What each source says of one film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownFacts(pub BTreeMap<Source, FilmFacts>);

impl KnownFacts {
    /// What holds: the strongest source for each field.
    pub fn effective(self) -> FilmFacts {
        self.0.into_values().fold(FilmFacts::default(), FilmFacts::or)
    }

    /// What one source says.
    pub fn of(&self, source: Source) -> FilmFacts {
        self.0.get(&source).cloned().unwrap_or_default()
    }

    /// What was fetched, whatever somebody here typed.
    pub fn fetched(&self) -> FilmFacts {
        let fetched = self.0.iter().filter(|(source, _)| **source != Source::Typed);
        fetched.fold(FilmFacts::default(), |all, (_, facts)| all.or(facts.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_wins_field_by_field() {
        let typed = FilmFacts {
            runtime: Some(117),
            ..FilmFacts::default()
        };
        let fetched = FilmFacts {
            runtime: Some(90),
            countries: vec!["Italy".to_owned()],
            ids: BTreeMap::from([(IdScheme::Wikidata, "Q1".to_owned())]),
            ..FilmFacts::default()
        };
        let known = KnownFacts(BTreeMap::from([(Source::Wikidata, fetched), (Source::Typed, typed)]));
        assert_eq!(known.fetched().runtime, Some(90));
        let facts = known.effective();
        assert_eq!(
            (facts.runtime, facts.countries.len(), facts.ids.len()),
            (Some(117), 1, 1)
        );
    }
}
