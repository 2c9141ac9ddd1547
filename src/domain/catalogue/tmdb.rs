//! Reading TMDB: the answers of version 3 of its API, `search/movie` and `movie/{id}` with credits and external ids.

use super::{CAST_MAX, Candidate, Described, Entry, credit_line, listed};
use crate::domain::film::{FilmInput, IdScheme, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What stands in front of a job that a form knows.
const CREW: [(&str, &str); 4] = [
    ("Producer", "Producer"),
    ("Director of Photography", "Camera"),
    ("Editor", "Editing"),
    ("Original Music Composer", "Music"),
];
/// Jobs of those who wrote the film.
const WRITERS: [&str; 3] = ["Screenplay", "Writer", "Story"];
/// The most characters of a plot in the list of what was found.
const ABOUT_MAX: usize = 140;

#[derive(Deserialize)]
struct Hit {
    id: i64,
    title: String,
    #[serde(default)]
    original_title: String,
    #[serde(default)]
    release_date: Option<String>,
    #[serde(default)]
    overview: Option<String>,
}

#[derive(Deserialize)]
struct Movie {
    id: i64,
    title: String,
    #[serde(default)]
    original_title: String,
    #[serde(default)]
    original_language: String,
    #[serde(default)]
    release_date: Option<String>,
    #[serde(default)]
    runtime: Option<i32>,
    #[serde(default)]
    production_countries: Vec<Named>,
    #[serde(default)]
    spoken_languages: Vec<Language>,
    #[serde(default)]
    credits: Credits,
    #[serde(default)]
    external_ids: ExternalIds,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Language {
    #[serde(default)]
    english_name: String,
    #[serde(default)]
    name: String,
}

#[derive(Default, Deserialize)]
struct Credits {
    #[serde(default)]
    cast: Vec<Value>,
    #[serde(default)]
    crew: Vec<Value>,
}

#[derive(Deserialize)]
struct CastMember {
    name: String,
    #[serde(default)]
    character: Option<String>,
    #[serde(default)]
    order: i64,
}

#[derive(Deserialize)]
struct CrewMember {
    name: String,
    job: String,
}

#[derive(Default, Deserialize)]
struct ExternalIds {
    #[serde(default)]
    imdb_id: Option<String>,
    #[serde(default)]
    wikidata_id: Option<String>,
}

/// The entries of a list that can be read; one that cannot takes none of the others with it.
fn readable<T: DeserializeOwned>(values: &[Value]) -> Vec<T> {
    values.iter().filter_map(|value| T::deserialize(value).ok()).collect()
}

/// The films that a search found, in its order.
pub fn candidates(answer: &Value) -> Vec<Candidate> {
    let found = answer.get("results").and_then(Value::as_array);
    let hits: Vec<Hit> = readable(found.map(Vec::as_slice).unwrap_or_default());
    let candidate = |hit: Hit| Candidate {
        entry: Entry {
            source: Source::Tmdb,
            id: hit.id.to_string(),
        },
        year: year(hit.release_date.as_deref()),
        about: about(&hit),
        title: hit.title,
        also: None,
    };
    hits.into_iter()
        .filter(|hit| hit.id > 0 && !hit.title.trim().is_empty())
        .map(candidate)
        .collect()
}

/// A film's description. `None` when the answer describes none.
pub fn described(answer: &Value) -> Option<Described> {
    let movie = Movie::deserialize(answer).ok().filter(|movie| movie.id > 0)?;
    let mut cast: Vec<CastMember> = readable(&movie.credits.cast);
    cast.sort_by_key(|member| member.order);
    let crew: Vec<CrewMember> = readable(&movie.credits.crew);
    let of_job = |jobs: &[&str]| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for member in crew.iter().filter(|member| jobs.contains(&member.job.as_str())) {
            let name = credit_line(&member.name, "");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let behind = CREW
        .into_iter()
        .flat_map(|(job, word)| of_job(&[job]).into_iter().map(move |name| format!("{word}: {name}")));
    let before = cast
        .iter()
        .take(CAST_MAX)
        .map(|member| credit_line(&member.name, member.character.as_deref().unwrap_or_default()));
    let languages = movie
        .spoken_languages
        .iter()
        .map(|language| match language.english_name.as_str() {
            "" => language.name.as_str(),
            name => name,
        });
    Some(Described {
        year: year(movie.release_date.as_deref()),
        facts: FilmInput {
            title_language: if movie.original_title == movie.title {
                movie.original_language
            } else {
                String::new()
            },
            original_title: movie.original_title,
            runtime: movie
                .runtime
                .filter(|minutes| *minutes > 0)
                .map(|minutes| minutes.to_string())
                .unwrap_or_default(),
            countries: listed(movie.production_countries.iter().map(|country| country.name.as_str())),
            languages: listed(languages),
            directors: of_job(&["Director"]).join("\n"),
            writers: of_job(&WRITERS).join("\n"),
            cast: before.collect::<Vec<_>>().join("\n"),
            crew: behind.collect::<Vec<_>>().join("\n"),
            wikidata: known(IdScheme::Wikidata, movie.external_ids.wikidata_id),
            tmdb: movie.id.to_string(),
            imdb: known(IdScheme::Imdb, movie.external_ids.imdb_id),
            letterboxd: String::new(),
        },
        title: movie.title,
    })
}

fn known(scheme: IdScheme, id: Option<String>) -> String {
    id.and_then(|id| scheme.read_film(&id)).unwrap_or_default()
}

/// `1974-03-01`; an empty text where the day is not known.
fn year(date: Option<&str>) -> Option<i32> {
    date?.split('-').next()?.parse().ok()
}

fn about(hit: &Hit) -> String {
    let plot = hit.overview.as_deref().unwrap_or_default();
    let plot = crate::domain::text::plain::one_line(plot, ABOUT_MAX);
    match hit.original_title.as_str() {
        "" => plot,
        title if title == hit.title => plot,
        title if plot.is_empty() => title.to_owned(),
        title => format!("{title}. {plot}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(recorded: &str) -> Value {
        serde_json::from_str(recorded).unwrap()
    }

    #[test]
    fn what_a_search_found_is_told_apart_by_year_and_plot() {
        let found = candidates(&read(include_str!(
            "../../../tests/fixtures/catalogues/tmdb/search.json"
        )));
        let said: Vec<(String, Option<i32>)> = found.iter().map(|c| (c.entry.to_string(), c.year)).collect();
        assert_eq!(
            said,
            [("tmdb-900812".to_owned(), Some(1974)), ("tmdb-900813".to_owned(), None)]
        );
        assert!(
            found[0].about.starts_with("La via del sale. A driver"),
            "{}",
            found[0].about
        );
    }

    #[test]
    fn a_film_is_described_with_cast_in_its_order() {
        let described = described(&read(include_str!(
            "../../../tests/fixtures/catalogues/tmdb/movie.json"
        )))
        .unwrap();
        assert_eq!(
            (described.title.as_str(), described.year),
            ("The Salt Road", Some(1974))
        );
        let facts = &described.facts;
        assert_eq!(
            facts.cast,
            "Marta Osei as The driver\nLuis Vega as A man with a radio (uncredited)\nKim Aho"
        );
        assert_eq!(facts.crew, "Camera: Ilse Brand\nMusic: Ada Fiore");
        assert_eq!(
            (facts.directors.as_str(), facts.writers.as_str()),
            ("Ada Fiore", "Ada Fiore\nPavel Novak")
        );
        assert_eq!(
            (
                facts.runtime.as_str(),
                facts.countries.as_str(),
                facts.languages.as_str()
            ),
            ("118", "Italy, France", "Italian")
        );
        assert_eq!(described.entry_in(Source::Wikidata), Entry::parse("wikidata-Q90000071"));
        let checked = described.checked();
        assert!(checked.credits.iter().any(|credit| credit.note == "uncredited"));
        assert_eq!(checked.facts.ids.len(), 3);
    }

    #[test]
    fn what_is_no_answer_of_tmdb_is_nothing() {
        for text in [
            "{}",
            "[]",
            r#"{"results": 3}"#,
            r#"{"results": [{"id": "x"}, 5, {"id": -1, "title": "x"}]}"#,
        ] {
            let answer: Value = serde_json::from_str(text).unwrap();
            assert!(candidates(&answer).is_empty() && described(&answer).is_none(), "{text}");
        }
        let broken = serde_json::json!({ "id": 1, "title": "T", "credits": { "cast": [{"name": 5}, {"name": "A"}] } });
        assert_eq!(described(&broken).unwrap().facts.cast, "A");
    }
}
