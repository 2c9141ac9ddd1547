//! The `facts` of a review file: what is known of the film.

use super::front_matter::{Scalar, Tags};
use crate::domain::film::FilmInput;
use serde::Deserialize;

/// What is known of the film; all of it is optional, and what is missing stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FactsMatter {
    original_title: Scalar,
    title_language: Scalar,
    runtime: Scalar,
    countries: Tags,
    languages: Tags,
    directors: Tags,
    writers: Tags,
    cast: Tags,
    crew: Tags,
    wikidata: Scalar,
    tmdb: Scalar,
    imdb: Scalar,
    letterboxd: Scalar,
}

impl From<FactsMatter> for FilmInput {
    fn from(matter: FactsMatter) -> Self {
        let lines = |list: Tags| list.0.join("\n");
        Self {
            original_title: matter.original_title.0,
            title_language: matter.title_language.0,
            runtime: matter.runtime.0,
            countries: matter.countries.0.join(", "),
            languages: matter.languages.0.join(", "),
            directors: lines(matter.directors),
            writers: lines(matter.writers),
            cast: lines(matter.cast),
            crew: lines(matter.crew),
            wikidata: matter.wikidata.0,
            tmdb: matter.tmdb.0,
            imdb: matter.imdb.0,
            letterboxd: matter.letterboxd.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_lists_or_words() {
        let matter: FactsMatter = serde_saphyr::from_str(
            "runtime: 117\ncountries: Italy, France\ndirectors: Ada Fiore\ncast:\n  - Marta Osei as The driver (voice)\n  - Kim Aho\n",
        )
        .unwrap();
        let input = FilmInput::from(matter);
        assert_eq!(
            (input.runtime.as_str(), input.countries.as_str()),
            ("117", "Italy, France")
        );
        assert_eq!(input.cast, "Marta Osei as The driver (voice)\nKim Aho");
        assert_eq!(input.check().unwrap().credits.len(), 3);
    }
}
