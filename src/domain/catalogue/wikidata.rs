//! Reading Wikidata: the answers of `wbsearchentities` and `wbgetentities` (MediaWiki action API, JSON data model of Wikibase).

use super::{CAST_MAX, Candidate, Described, Entry, credit_line, listed};
use crate::domain::film::{FilmInput, IdScheme, Source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What an item is an instance of when it is a film: film, short, animated, documentary, television, silent, feature, animated
/// feature and anthology film, animated short, and one of a series.
const FILM_CLASSES: [&str; 11] = [
    "Q11424",
    "Q24862",
    "Q202866",
    "Q93204",
    "Q506240",
    "Q226730",
    "Q24869",
    "Q29168811",
    "Q336144",
    "Q17517379",
    "Q20650540",
];
/// Properties that name people, by the field of the form they belong to; crew with the word in front of the name.
const DIRECTOR: &str = "P57";
const WRITER: &str = "P58";
const CAST: &str = "P161";
const VOICE: &str = "P725";
const CREW: [(&str, &str); 4] = [
    ("P162", "Producer"),
    ("P344", "Camera"),
    ("P1040", "Editing"),
    ("P86", "Music"),
];
/// Qualifiers of a cast member: the character as an item, and as words.
const CHARACTER: &str = "P453";
const CHARACTER_NAME: &str = "P4633";
const COUNTRY: &str = "P495";
const LANGUAGE: &str = "P364";
const RUNTIME: &str = "P2047";
const RELEASED: &str = "P577";
const TITLE: &str = "P1476";
const INSTANCE_OF: &str = "P31";
const TMDB: &str = "P4947";
const IMDB: &str = "P345";
const LETTERBOXD: &str = "P6127";

/// The items that a search found, in its order.
pub fn found_ids(answer: &Value) -> Vec<String> {
    let found = answer.get("search").and_then(Value::as_array).into_iter().flatten();
    found
        .filter_map(|hit| IdScheme::Wikidata.read_film(hit.get("id")?.as_str()?))
        .collect()
}

/// The films among those items, in the order of `ids`; labels are taken in the first of `languages` that there is one in.
pub fn candidates(answer: &Value, ids: &[String], languages: &[String]) -> Vec<Candidate> {
    let candidate = |id: &String| {
        let item = Item::of(answer, id)?;
        item.is_film().then(|| Candidate {
            entry: Entry {
                source: Source::Wikidata,
                id: id.clone(),
            },
            title: item.text("labels", languages),
            year: item.year(),
            about: item.text("descriptions", languages),
            also: item.string(TMDB).and_then(|id| {
                Some(Entry {
                    source: Source::Tmdb,
                    id: IdScheme::Tmdb.read_film(id)?,
                })
            }),
        })
    };
    let films = ids.iter().filter_map(candidate);
    films.filter(|candidate| !candidate.title.is_empty()).collect()
}

/// The items whose names a film's description needs: people, characters, countries, languages.
pub fn named_in(answer: &Value, id: &str) -> BTreeSet<String> {
    let Some(item) = Item::of(answer, id) else {
        return BTreeSet::new();
    };
    let mut ids = BTreeSet::new();
    let properties = [DIRECTOR, WRITER, COUNTRY, LANGUAGE]
        .into_iter()
        .chain(CREW.map(|(property, _)| property));
    for property in properties {
        ids.extend(item.items(property).map(ToOwned::to_owned));
    }
    for statement in item.cast() {
        ids.extend(item_of(snak_of(statement)).map(ToOwned::to_owned));
        ids.extend(qualifier(statement, CHARACTER).and_then(item_of).map(ToOwned::to_owned));
    }
    ids
}

/// Labels by item.
pub fn labels(answer: &Value, languages: &[String]) -> BTreeMap<String, String> {
    let entities = answer.get("entities").and_then(Value::as_object).into_iter().flatten();
    let label = |(id, item): (&String, &Value)| (id.clone(), Item(item).text("labels", languages));
    entities.map(label).filter(|(_, label)| !label.is_empty()).collect()
}

/// A film's description; `names` are the labels of the items it speaks of. `None` when there is no such item.
pub fn described(
    answer: &Value,
    id: &str,
    names: &BTreeMap<String, String>,
    languages: &[String],
) -> Option<Described> {
    let item = Item::of(answer, id)?;
    let name = |id: &str| names.get(id).map(String::as_str);
    let people = |property| -> Vec<String> {
        let names = item.items(property).filter_map(name);
        names.map(|name| credit_line(name, "")).collect()
    };
    let crew = CREW.into_iter().flat_map(|(property, word)| {
        people(property)
            .into_iter()
            .map(move |person| format!("{word}: {person}"))
    });
    let cast = item.cast().into_iter().filter_map(|statement| {
        let person = name(item_of(snak_of(statement))?)?;
        let part = qualifier(statement, CHARACTER).and_then(item_of).and_then(name);
        let part = part.or_else(|| {
            qualifier(statement, CHARACTER_NAME)?
                .pointer("/datavalue/value")?
                .as_str()
        });
        let voice = snak_of(statement).and_then(|snak| snak.get("property")?.as_str()) == Some(VOICE);
        let line = credit_line(person, part.unwrap_or_default());
        Some(if voice && !line.ends_with(')') {
            format!("{line} (voice)")
        } else {
            line
        })
    });
    let title = item.text("labels", languages);
    let original = item.statements(TITLE).into_iter().find_map(|statement| {
        let value = snak_of(statement)?.pointer("/datavalue/value")?;
        Some((value.get("text")?.as_str()?, value.get("language")?.as_str()?))
    });
    let (original_title, original_language) = original.unwrap_or_default();
    Some(Described {
        year: item.year(),
        facts: FilmInput {
            original_title: original_title.to_owned(),
            title_language: if original_title == title {
                original_language.to_owned()
            } else {
                String::new()
            },
            runtime: item.minutes().map(|minutes| minutes.to_string()).unwrap_or_default(),
            countries: listed(item.items(COUNTRY).filter_map(name)),
            languages: listed(item.items(LANGUAGE).filter_map(name)),
            directors: people(DIRECTOR).join("\n"),
            writers: people(WRITER).join("\n"),
            cast: cast.take(CAST_MAX).collect::<Vec<_>>().join("\n"),
            crew: crew.collect::<Vec<_>>().join("\n"),
            wikidata: id.to_owned(),
            tmdb: item.string(TMDB).unwrap_or_default().to_owned(),
            imdb: item.string(IMDB).unwrap_or_default().to_owned(),
            letterboxd: item.string(LETTERBOXD).unwrap_or_default().to_owned(),
        },
        title,
    })
}

/// One item of an answer.
struct Item<'a>(&'a Value);

impl<'a> Item<'a> {
    fn of(answer: &'a Value, id: &str) -> Option<Self> {
        let item = answer.get("entities")?.get(id)?;
        item.get("missing").is_none().then_some(Self(item))
    }

    fn text(&self, kind: &str, languages: &[String]) -> String {
        let texts = self.0.get(kind);
        let found = languages
            .iter()
            .find_map(|language| texts?.get(language)?.get("value")?.as_str());
        found.unwrap_or_default().trim().to_owned()
    }

    /// The statements of a property, the preferred ones first; what is marked as wrong is not among them.
    fn statements(&self, property: &str) -> Vec<&'a Value> {
        let claims = self.0.get("claims").and_then(|claims| claims.get(property));
        let all = claims.and_then(Value::as_array).into_iter().flatten();
        let rank = |statement: &&Value| {
            statement
                .get("rank")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let mut kept: Vec<&Value> = all.filter(|statement| rank(statement) != "deprecated").collect();
        kept.sort_by_key(|statement| rank(statement) != "preferred");
        kept
    }

    fn items(&self, property: &str) -> impl Iterator<Item = &'a str> {
        self.statements(property)
            .into_iter()
            .filter_map(|statement| item_of(snak_of(statement)))
    }

    fn string(&self, property: &str) -> Option<&'a str> {
        let statements = self.statements(property);
        statements
            .into_iter()
            .find_map(|statement| snak_of(statement)?.pointer("/datavalue/value")?.as_str())
    }

    /// Those who are seen and those who are heard.
    fn cast(&self) -> Vec<&'a Value> {
        let mut cast = self.statements(CAST);
        let seen: Vec<Option<&str>> = cast.iter().map(|statement| item_of(snak_of(statement))).collect();
        let heard = self.statements(VOICE);
        cast.extend(
            heard
                .into_iter()
                .filter(|statement| !seen.contains(&item_of(snak_of(statement)))),
        );
        cast.truncate(CAST_MAX);
        cast
    }

    fn is_film(&self) -> bool {
        // Whatever TMDB counts as a film is one, whichever of a hundred kinds of film the item is an instance of.
        self.items(INSTANCE_OF).any(|class| FILM_CLASSES.contains(&class)) || self.string(TMDB).is_some()
    }

    /// The year of the first release: `+1974-03-01T00:00:00Z`.
    fn year(&self) -> Option<i32> {
        let years = self.statements(RELEASED).into_iter().filter_map(|statement| {
            let time = snak_of(statement)?.pointer("/datavalue/value/time")?.as_str()?;
            time.strip_prefix('+')?.split('-').next()?.parse::<i32>().ok()
        });
        years.min()
    }

    /// The length, in minutes: `+117`, of minutes, hours or seconds.
    fn minutes(&self) -> Option<i32> {
        self.statements(RUNTIME).into_iter().find_map(|statement| {
            let value = snak_of(statement)?.pointer("/datavalue/value")?;
            let amount: f64 = value.get("amount")?.as_str()?.trim_start_matches('+').parse().ok()?;
            let factor = match value.get("unit")?.as_str()?.rsplit('/').next()? {
                "Q7727" => 1.0,
                "Q25235" => 60.0,
                "Q11574" => 1.0 / 60.0,
                _ => return None,
            };
            let minutes = (amount * factor).round();
            // Within these bounds the number is exact.
            (1.0..=6000.0).contains(&minutes).then_some(minutes as i32)
        })
    }
}

fn snak_of(statement: &Value) -> Option<&Value> {
    statement.get("mainsnak")
}

fn qualifier<'a>(statement: &'a Value, property: &str) -> Option<&'a Value> {
    statement.get("qualifiers")?.get(property)?.get(0)
}

fn item_of<'a>(snak: impl Into<Option<&'a Value>>) -> Option<&'a str> {
    snak.into()?.pointer("/datavalue/value/id")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(recorded: &str) -> Value {
        serde_json::from_str(recorded).unwrap()
    }

    fn languages() -> Vec<String> {
        ["en", "mul"].map(ToOwned::to_owned).to_vec()
    }

    #[test]
    fn films_are_told_from_everything_else_of_that_name() {
        let ids = found_ids(&read(include_str!(
            "../../../tests/fixtures/catalogues/wikidata/search.json"
        )));
        assert_eq!(ids, ["Q90000071", "Q90000072", "Q90000073"]);
        let found = candidates(
            &read(include_str!("../../../tests/fixtures/catalogues/wikidata/found.json")),
            &ids,
            &languages(),
        );
        let said: Vec<(&str, Option<i32>)> = found.iter().map(|c| (c.title.as_str(), c.year)).collect();
        assert_eq!(said, [("The Salt Road", Some(1974)), ("The Salt Road", Some(2011))]);
        assert_eq!(found[0].about, "1974 film by Ada Fiore");
        assert_eq!(found[0].also, Entry::parse("tmdb-900812"));
    }

    #[test]
    fn a_film_is_described_in_the_words_of_the_site() {
        let film = read(include_str!("../../../tests/fixtures/catalogues/wikidata/film.json"));
        let named = named_in(&film, "Q90000071");
        assert!(named.contains("Q90000101") && named.contains("Q90000201") && named.contains("Q38"));
        let names = labels(
            &read(include_str!("../../../tests/fixtures/catalogues/wikidata/names.json")),
            &languages(),
        );
        let described = described(&film, "Q90000071", &names, &languages()).unwrap();
        assert_eq!(
            (described.title.as_str(), described.year),
            ("The Salt Road", Some(1974))
        );
        let facts = &described.facts;
        assert_eq!(facts.original_title, "La via del sale");
        assert_eq!(facts.title_language, "", "the title is a translation");
        assert_eq!(
            (
                facts.runtime.as_str(),
                facts.countries.as_str(),
                facts.languages.as_str()
            ),
            ("117", "Italy, France", "Italian")
        );
        assert_eq!(facts.directors, "Ada Fiore");
        assert_eq!(
            facts.cast,
            "Marta Osei as The driver\nLuis Vega as A man with a radio\nKim Aho (voice)"
        );
        assert_eq!(facts.crew, "Camera: Ilse Brand\nMusic: Ada Fiore");
        assert_eq!(
            (facts.imdb.as_str(), facts.letterboxd.as_str()),
            ("tt9071000", "the-salt-road")
        );
        assert_eq!(described.checked().credits.len(), 6);
    }

    #[test]
    fn what_is_no_answer_of_wikidata_is_nothing() {
        for text in [
            "{}",
            "[]",
            r#"{"entities": 3}"#,
            r#"{"entities": {"Q1": {"missing": ""}}}"#,
            r#"{"search": [{"id": 5}, {"id": "P31"}]}"#,
        ] {
            let answer: Value = serde_json::from_str(text).unwrap();
            assert!(found_ids(&answer).is_empty());
            assert!(candidates(&answer, &["Q1".to_owned()], &languages()).is_empty());
            assert!(named_in(&answer, "Q1").is_empty() && labels(&answer, &languages()).is_empty());
            assert_eq!(described(&answer, "Q1", &BTreeMap::new(), &languages()), None, "{text}");
        }
    }
}
