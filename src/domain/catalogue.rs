//! Catalogues of films that are asked for facts: what they offer, and reading what they answer.
//!
//! What comes back was written by strangers: every field goes through the same checks as what somebody types, and a field
//! that does not pass is left out.

pub mod tmdb;
pub mod wikidata;

use crate::domain::film::{CheckedFilm, FilmInput, IdScheme, Source, film_label};
use crate::domain::text::keys;
use std::fmt;

/// The most people of a cast that are taken over.
pub const CAST_MAX: usize = 40;
/// The most films that are offered for one question.
pub const OFFERED_MAX: usize = 10;

/// A film in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Which catalogue: Wikidata or TMDB.
    pub source: Source,
    /// The film's identifier there.
    pub id: String,
}

impl Entry {
    /// Reads `wikidata-Q71`, as a button has it.
    pub fn parse(text: &str) -> Option<Self> {
        let (source, id) = text.split_once('-')?;
        let source = Source::parse(source)?;
        let id = source.scheme()?.read_film(id)?;
        Some(Self { source, id })
    }

    /// The page of the film in its catalogue.
    pub fn url(&self) -> Option<String> {
        Some(self.source.scheme()?.film_url(&self.id))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source.as_str(), self.id)
    }
}

/// A film that a catalogue offers for what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub entry: Entry,
    /// Its title in the language of the site.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// A line that tells it from others: “1974 film by Ada Fiore”.
    pub about: String,
    /// The same film in the other catalogue, when this one knows.
    pub also: Option<Entry>,
}

impl Candidate {
    /// `Title (1999)`.
    pub fn label(&self) -> String {
        film_label(&self.title, self.year)
    }
}

/// Puts what was found in order: films of that year and of exactly that title first. A film that both catalogues offer stands
/// there once, as the first of them has it.
pub fn ranked(found: Vec<Candidate>, title: &str, year: Option<i32>) -> Vec<Candidate> {
    let wanted = keys::title_key(title);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        let same = |known: &Candidate| known.entry == candidate.entry || known.also.as_ref() == Some(&candidate.entry);
        if !kept.iter().any(same) {
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| {
        let other_year = match (year, candidate.year) {
            (Some(wanted), Some(found)) => wanted.abs_diff(found),
            (Some(_), None) => 3,
            (None, _) => 0,
        };
        // Release years differ by country: the year before or after is nearly as good.
        (other_year.min(3), keys::title_key(&candidate.title) != wanted)
    });
    kept.truncate(OFFERED_MAX);
    kept
}

/// What a catalogue says of one film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// Its title in the language of the site.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// The rest, as it would be typed.
    pub facts: FilmInput,
}

impl Described {
    /// The facts that may be kept; fields that no form would take are left out.
    pub fn checked(&self) -> CheckedFilm {
        let mut facts = self.facts.clone();
        for _ in 0..2 {
            match facts.check() {
                Ok(checked) => return checked,
                Err(errors) => {
                    for error in errors {
                        facts.clear(error.field.trim_start_matches("facts."));
                    }
                }
            }
        }
        CheckedFilm::default()
    }

    /// The film's identifier in that catalogue, when this description has it.
    pub fn entry_in(&self, source: Source) -> Option<Entry> {
        let scheme = source.scheme()?;
        let id = scheme.read_film(self.facts.id_text(scheme))?;
        Some(Entry { source, id })
    }
}

impl Source {
    /// Whose identifiers a catalogue gives; `None` for what people type.
    pub fn scheme(self) -> Option<IdScheme> {
        match self {
            Self::Typed => None,
            Self::Wikidata => Some(IdScheme::Wikidata),
            Self::Tmdb => Some(IdScheme::Tmdb),
        }
    }
}

/// A line of credits as a form takes it: what would be read as something else in a name is left out of it.
fn credit_line(name: &str, part: &str) -> String {
    let plain = |text: &str| text.replace(['\n', '\r', '[', ']'], " ");
    let name = plain(name).replace(['(', ')'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = plain(part).split_whitespace().collect::<Vec<_>>().join(" ");
    if part.is_empty() {
        name
    } else {
        format!("{name} as {part}")
    }
}

/// A name in a list with commas between: a comma in it would make it two.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names = names.into_iter().map(|name| {
        name.replace([',', ';'], " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(source: Source, id: &str, title: &str, year: Option<i32>) -> Candidate {
        Candidate {
            entry: Entry {
                source,
                id: id.to_owned(),
            },
            title: title.to_owned(),
            year,
            about: String::new(),
            also: None,
        }
    }

    #[test]
    fn the_year_and_the_very_title_come_first_and_nothing_twice() {
        let mut first = candidate(Source::Wikidata, "Q2", "The Salt Road", Some(1974));
        first.also = Entry::parse("tmdb-812");
        let found = vec![
            candidate(Source::Wikidata, "Q1", "The Salt Road", Some(2011)),
            candidate(Source::Wikidata, "Q3", "The Salt Road Again", Some(1974)),
            first,
            candidate(Source::Tmdb, "812", "Salt Road", Some(1974)),
            candidate(Source::Tmdb, "9", "the salt road", Some(1975)),
        ];
        let ids = |year| -> Vec<String> {
            let ranked = ranked(found.clone(), "The SALT road", year);
            ranked.into_iter().map(|candidate| candidate.entry.id).collect()
        };
        assert_eq!(ids(Some(1974)), ["Q2", "Q3", "9", "Q1"]);
        assert_eq!(ids(None), ["Q1", "Q2", "9", "Q3"]);
    }

    #[test]
    fn a_button_says_which_film_and_nothing_else() {
        for text in ["wikidata-Q71", "tmdb-812"] {
            assert_eq!(Entry::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "wikidata",
            "wikidata-71",
            "tmdb-../../x",
            "typed-1",
            "tmdb-812&api_key=x",
        ] {
            assert_eq!(Entry::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_no_form_would_take_is_left_out_and_the_rest_stays() {
        let described = Described {
            facts: FilmInput {
                runtime: "117".to_owned(),
                original_title: "x".repeat(5_000),
                imdb: "nonsense".to_owned(),
                directors: "Ada Fiore".to_owned(),
                ..FilmInput::default()
            },
            ..Described::default()
        };
        let checked = described.checked();
        assert_eq!((checked.facts.runtime, checked.credits.len()), (Some(117), 1));
        assert!(checked.facts.original_title.is_empty() && checked.facts.ids.is_empty());
    }

    #[test]
    fn names_with_marks_of_the_form_in_them_stay_one_name() {
        assert_eq!(
            credit_line("Luis [x] Vega (actor)", "The radio\n(voice)"),
            "Luis x Vega actor as The radio (voice)"
        );
        assert_eq!(
            listed(["Congo, Republic of the", "", "Italy"]),
            "Congo Republic of the, Italy"
        );
    }
}
