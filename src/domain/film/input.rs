//! What is known of a film, as somebody typed it: each field checked, with words about what to do.

use super::{FIRST_FILM_YEAR, FilmFacts, IdScheme};
use crate::domain::credit::{CreditLine, CreditRole};
use crate::domain::message::Message;
use crate::domain::review::{FieldError, is_language_tag};
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 300;
/// The most people of one film.
const CREDITS_MAX: usize = 400;
/// The most countries or languages of one film.
const NAMES_MAX: usize = 20;

/// Facts about a film as typed, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilmInput {
    /// The title in its own country.
    pub original_title: String,
    /// BCP 47 tag of the title.
    pub title_language: String,
    /// `117`, `117 min`, `1 h 57`, `1:57`.
    pub runtime: String,
    /// Names with commas between.
    pub countries: String,
    /// Names with commas between.
    pub languages: String,
    /// One on a line.
    pub directors: String,
    /// One on a line.
    pub writers: String,
    /// One on a line: `Name as Character (voice)`.
    pub cast: String,
    /// One on a line: `Music: Name`.
    pub crew: String,
    /// Identifiers or addresses, by scheme.
    pub wikidata: String,
    /// As above.
    pub tmdb: String,
    /// As above.
    pub imdb: String,
    /// As above.
    pub letterboxd: String,
}

/// Facts that may be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedFilm {
    /// Everything but people; the poster is not typed.
    pub facts: FilmFacts,
    /// People, in the order typed.
    pub credits: Vec<CreditLine>,
}

impl FilmInput {
    /// The text of an identifier.
    pub fn id_text(&self, scheme: IdScheme) -> &str {
        match scheme {
            IdScheme::Wikidata => &self.wikidata,
            IdScheme::Tmdb => &self.tmdb,
            IdScheme::Imdb => &self.imdb,
            IdScheme::Letterboxd => &self.letterboxd,
        }
    }

    /// Every field, under the name the form has for it.
    fn fields_mut(&mut self) -> [(&'static str, &mut String); 13] {
        [
            ("original_title", &mut self.original_title),
            ("title_language", &mut self.title_language),
            ("runtime", &mut self.runtime),
            ("countries", &mut self.countries),
            ("languages", &mut self.languages),
            ("directors", &mut self.directors),
            ("writers", &mut self.writers),
            ("cast", &mut self.cast),
            ("crew", &mut self.crew),
            ("wikidata", &mut self.wikidata),
            ("tmdb", &mut self.tmdb),
            ("imdb", &mut self.imdb),
            ("letterboxd", &mut self.letterboxd),
        ]
    }

    /// Nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.clone().fields_mut().iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Empties the field of that name.
    pub(in crate::domain) fn clear(&mut self, name: &str) {
        for (known, text) in self.fields_mut() {
            if known == name {
                text.clear();
            }
        }
    }

    /// What was typed, and what was typed before where a field is empty: in a review's editor an empty field means “as it is”.
    #[must_use]
    pub fn over(mut self, mut before: Self) -> Self {
        for ((_, now), (_, before)) in self.fields_mut().into_iter().zip(before.fields_mut()) {
            if now.trim().is_empty() {
                *now = std::mem::take(before);
            }
        }
        self
    }

    /// What of this is the author's own: a field that says what was fetched was only filled with it, and becomes empty, so that
    /// it changes when that does.
    #[must_use]
    pub fn without(mut self, fetched: &Self) -> Self {
        let lines = |text: &str| {
            text.lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
        };
        for ((_, now), (_, fetched)) in self.fields_mut().into_iter().zip(fetched.clone().fields_mut()) {
            if lines(now) == lines(fetched) {
                now.clear();
            }
        }
        self
    }

    /// The form's text of what was typed before.
    pub fn of(facts: &FilmFacts, credits: &[CreditLine]) -> Self {
        let lines = |role: CreditRole| {
            let of_role = credits.iter().filter(|credit| credit.role == role);
            of_role.map(CreditLine::to_text).collect::<Vec<_>>().join("\n")
        };
        let crew: Vec<String> = CreditRole::CREW
            .into_iter()
            .flat_map(|role| {
                credits
                    .iter()
                    .filter(move |credit| credit.role == role)
                    .map(move |credit| format!("{}: {}", role.label(), credit.to_text()))
            })
            .collect();
        let id = |scheme| facts.ids.get(&scheme).cloned().unwrap_or_default();
        Self {
            original_title: facts.original_title.clone(),
            title_language: facts.title_language.clone(),
            runtime: facts.runtime.map(|minutes| minutes.to_string()).unwrap_or_default(),
            countries: facts.countries.join(", "),
            languages: facts.languages.join(", "),
            directors: lines(CreditRole::Director),
            writers: lines(CreditRole::Writer),
            cast: lines(CreditRole::Cast),
            crew: crew.join("\n"),
            wikidata: id(IdScheme::Wikidata),
            tmdb: id(IdScheme::Tmdb),
            imdb: id(IdScheme::Imdb),
            letterboxd: id(IdScheme::Letterboxd),
        }
    }

    /// Checks for saving; everything wrong is reported at once, under the form's names `facts.runtime` and so on.
    pub fn check(&self) -> Result<CheckedFilm, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut facts = FilmFacts {
            original_title: line(&mut errors, "original_title", &self.original_title, TITLE_MAX),
            title_language: self.title_language.trim().to_owned(),
            countries: names(&mut errors, "countries", &self.countries),
            languages: names(&mut errors, "languages", &self.languages),
            ..FilmFacts::default()
        };
        if !facts.title_language.is_empty() && !is_language_tag(&facts.title_language) {
            errors.push(wrong("title_language", "input-film-title-language"));
        }
        if !self.runtime.trim().is_empty() {
            facts.runtime = minutes(&self.runtime);
            if facts.runtime.is_none() {
                errors.push(wrong("runtime", "input-film-runtime"));
            }
        }
        for scheme in IdScheme::ALL {
            let typed = self.id_text(scheme).trim();
            if typed.is_empty() {
                continue;
            }
            match scheme.read_film(typed) {
                Some(id) => {
                    facts.ids.insert(scheme, id);
                }
                None => errors.push(wrong(
                    scheme.as_str(),
                    Message::new("input-film-id")
                        .with("catalogue", scheme.label())
                        .with("example", scheme.example()),
                )),
            }
        }
        let credits = self.check_credits(&mut errors);
        if errors.is_empty() {
            Ok(CheckedFilm { facts, credits })
        } else {
            Err(errors)
        }
    }

    fn check_credits(&self, errors: &mut Vec<FieldError>) -> Vec<CreditLine> {
        let mut out: Vec<CreditLine> = Vec::new();
        let fields = [
            ("directors", CreditRole::Director, &self.directors),
            ("writers", CreditRole::Writer, &self.writers),
            ("cast", CreditRole::Cast, &self.cast),
        ];
        for (field, role, text) in fields {
            for typed in text.lines().map(str::trim).filter(|typed| !typed.is_empty()) {
                match CreditLine::parse(role, typed) {
                    Ok(credit) => out.push(credit),
                    Err(error) => errors.push(wrong(field, error.message())),
                }
            }
        }
        for typed in self.crew.lines().map(str::trim).filter(|typed| !typed.is_empty()) {
            let known = typed
                .split_once(':')
                .and_then(|(label, rest)| Some((CreditRole::by_label(label.trim())?, rest.trim())));
            match known.map(|(role, rest)| CreditLine::parse(role, rest)) {
                Some(Ok(credit)) => out.push(credit),
                Some(Err(error)) => errors.push(wrong("crew", error.message())),
                None => {
                    let roles: Vec<&str> = CreditRole::CREW.into_iter().map(CreditRole::label).collect();
                    errors.push(wrong(
                        "crew",
                        Message::new("input-film-crew")
                            .with("typed", typed.chars().take(40).collect::<String>())
                            .with("roles", roles.join(", ")),
                    ));
                }
            }
        }
        if out.len() > CREDITS_MAX {
            errors.push(wrong(
                "cast",
                Message::new("input-film-credits")
                    .with("n", out.len())
                    .with("most", CREDITS_MAX),
            ));
        }
        // The same line twice is one credit.
        let mut unique: Vec<CreditLine> = Vec::with_capacity(out.len());
        for credit in out {
            if !unique.contains(&credit) {
                unique.push(credit);
            }
        }
        unique
    }
}

fn wrong(field: &str, message: impl Into<Message>) -> FieldError {
    FieldError::new(format!("facts.{field}"), message)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(errors: &mut Vec<FieldError>, field: &str, text: &str, max: usize) -> String {
    let text = one_line(text);
    let length = text.chars().count();
    if length > max {
        errors.push(wrong(
            field,
            Message::new("input-too-long").with("length", length).with("most", max),
        ));
    }
    if text.contains('\0') {
        errors.push(wrong(field, "input-nul"));
    }
    text
}

/// Names between commas or on lines of their own, each once.
fn names(errors: &mut Vec<FieldError>, field: &str, text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in text.split([',', ';', '\n']) {
        let name = line(errors, field, name, 80);
        if !name.is_empty() && !out.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            out.push(name);
        }
    }
    if out.len() > NAMES_MAX {
        errors.push(wrong(
            field,
            Message::new("input-film-names")
                .with("n", out.len())
                .with("most", NAMES_MAX),
        ));
    }
    out
}

/// Reads `117`, `117 min`, `117 minutes`, `1 h 57`, `1h57m`, `1:57`, `2 h`; at most 100 hours.
fn minutes(text: &str) -> Option<i32> {
    let text = text.trim().to_lowercase();
    let number = |text: &str| {
        let text = text
            .trim()
            .trim_end_matches("minutes")
            .trim_end_matches("min.")
            .trim_end_matches("min");
        let text = text.trim_end_matches(['m', '′', '\'', ' ']);
        match text {
            "" => None,
            text if text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<i32>().ok(),
            _ => None,
        }
    };
    let total = match text.split_once(['h', ':']) {
        Some((hours, rest)) => {
            let rest = rest
                .trim_start_matches("ours")
                .trim_start_matches("our")
                .trim_start_matches(['r', 's', '.']);
            let rest = if rest.trim().is_empty() { Some(0) } else { number(rest) };
            number(hours)?.checked_mul(60)? + rest.filter(|rest| *rest < 60)?
        }
        None => number(&text)?,
    };
    (1..=6000).contains(&total).then_some(total)
}

/// A film's title that may be saved.
pub fn check_title(field: &str, title: &str) -> Result<String, FieldError> {
    let title = one_line(title);
    let length = title.chars().count();
    if title.is_empty() {
        return Err(FieldError::new(field, "input-film-missing"));
    }
    if length > TITLE_MAX {
        return Err(FieldError::new(
            field,
            Message::new("input-too-long")
                .with("length", length)
                .with("most", TITLE_MAX),
        ));
    }
    if title.contains('\0') {
        return Err(FieldError::new(field, "input-nul"));
    }
    Ok(title)
}

/// A year of release, or none; `today` bounds it.
pub fn check_film_year(field: &str, year: &str, today: DateTime<Utc>) -> Result<Option<i32>, FieldError> {
    let text = year.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let last = today.year() + 10;
    let year = text
        .parse::<i32>()
        .ok()
        .filter(|y| (FIRST_FILM_YEAR..=last).contains(y));
    year.map(Some).ok_or_else(|| {
        FieldError::new(
            field,
            Message::new("input-film-year")
                .with("least", FIRST_FILM_YEAR)
                .with("most", last),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_however_it_is_written() {
        for (text, expected) in [
            ("117", Some(117)),
            ("117 min", Some(117)),
            (" 117 Minutes ", Some(117)),
            ("1 h 57", Some(117)),
            ("1h57m", Some(117)),
            ("1:57", Some(117)),
            ("2 hours", Some(120)),
            ("2 hrs 5 min", Some(125)),
            ("0", None),
            ("-3", None),
            ("long", None),
            ("1:75", None),
            ("999999", None),
            ("1:", Some(60)),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_typed_is_checked_and_reads_back() {
        let typed = FilmInput {
            original_title: " La via  del sale ".to_owned(),
            runtime: "1 h 57".to_owned(),
            countries: "Italy, France, italy".to_owned(),
            directors: "Ada Fiore".to_owned(),
            cast: "Marta Osei as The driver (voice)\nLuis Vega\n\n".to_owned(),
            crew: "Music: Ada Fiore".to_owned(),
            imdb: "https://www.imdb.com/title/tt0071000/".to_owned(),
            ..FilmInput::default()
        };
        let checked = typed.check().unwrap();
        assert_eq!(checked.facts.countries, ["Italy", "France"]);
        assert_eq!(checked.credits.len(), 4);
        let again = FilmInput::of(&checked.facts, &checked.credits);
        assert_eq!((again.runtime.as_str(), again.imdb.as_str()), ("117", "tt0071000"));
        assert_eq!(again.check().unwrap(), checked);
        assert_eq!(FilmInput::default().over(again.clone()), again);
    }

    #[test]
    fn a_field_that_says_what_was_fetched_is_not_the_authors_own() {
        let fetched = FilmInput {
            runtime: "117".to_owned(),
            cast: "Marta Osei as The driver\nLuis Vega".to_owned(),
            ..FilmInput::default()
        };
        let typed = FilmInput {
            runtime: " 120 ".to_owned(),
            cast: "Marta Osei as The driver\r\nLuis Vega\r\n".to_owned(),
            imdb: "tt0071000".to_owned(),
            ..FilmInput::default()
        };
        let own = typed.without(&fetched);
        assert_eq!(
            (own.runtime.as_str(), own.cast.as_str(), own.imdb.as_str()),
            (" 120 ", "", "tt0071000")
        );
        assert!(fetched.clone().without(&fetched).is_blank());
        assert_eq!(FilmInput::default().over(fetched.clone()), fetched);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let typed = FilmInput {
            title_language: "klingon!".to_owned(),
            runtime: "long".to_owned(),
            tmdb: "x".to_owned(),
            crew: "Ada Fiore".to_owned(),
            original_title: "x".repeat(10_000),
            ..FilmInput::default()
        };
        let fields: Vec<String> = typed
            .check()
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(
            fields,
            [
                "facts.original_title",
                "facts.title_language",
                "facts.runtime",
                "facts.tmdb",
                "facts.crew"
            ]
        );
    }
}
