//! Films as other people name them: in a title, or by an identifier that catalogues share.

use super::{FIRST_FILM_YEAR, IdScheme};
use crate::domain::text::keys;

/// A film as a post of another server names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedFilm {
    /// Its title; empty where there is only an identifier.
    pub title: String,
    /// Year of release, where it is said.
    pub year: Option<i32>,
    /// What catalogues call it.
    pub ids: Vec<(IdScheme, String)>,
}

/// One thing by which a post's film is found: the key of a title with its year, or an identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilmKey {
    /// Key of the title, year where known.
    Title(String, Option<i32>),
    /// Identifier.
    Id(IdScheme, String),
}

/// The most keys of one post.
const KEYS_MAX: usize = 24;

/// Everything a post's films are found by; each once.
pub fn film_keys(named: &[NamedFilm]) -> Vec<FilmKey> {
    let mut keys = Vec::new();
    for film in named {
        keys.extend(film.ids.iter().map(|(scheme, id)| FilmKey::Id(*scheme, id.clone())));
        let title = keys::title_key(&film.title);
        if !title.is_empty() {
            keys.push(FilmKey::Title(title, film.year));
        }
    }
    let mut unique: Vec<FilmKey> = Vec::new();
    for key in keys {
        if !unique.contains(&key) && unique.len() < KEYS_MAX {
            unique.push(key);
        }
    }
    unique
}

/// The films that a headline may be about: what stands in front of a year in brackets, whole and behind each colon or dash.
/// `A second look: The Salt Road (1974)` may be about the whole of it or about `The Salt Road`.
pub fn named_in_headline(headline: &str) -> Vec<NamedFilm> {
    let mut found = Vec::new();
    let mut rest = headline;
    let mut front = String::new();
    while let Some((before, behind)) = rest.split_once('(') {
        front.push_str(before);
        let year: String = behind.chars().take_while(char::is_ascii_digit).collect();
        let after = behind.get(year.len()..).unwrap_or_default();
        let known = (year.len() == 4 && after.starts_with(')'))
            .then(|| year.parse::<i32>().ok())
            .flatten();
        match known.filter(|year| (FIRST_FILM_YEAR..=2200).contains(year)) {
            Some(year) => {
                found.extend(titles_in(&front).into_iter().map(|title| NamedFilm {
                    title,
                    year: Some(year),
                    ids: Vec::new(),
                }));
                front.clear();
                rest = after.trim_start_matches(')');
            }
            None => {
                front.push('(');
                rest = behind;
            }
        }
        if found.len() >= KEYS_MAX {
            break;
        }
    }
    found
}

fn titles_in(text: &str) -> Vec<String> {
    let clean = |text: &str| {
        text.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '“' | '”' | '"' | '„' | '«' | '»' | '*' | ',' | '·' | '–' | '—' | '-')
        })
        .to_owned()
    };
    let mut titles = vec![clean(text)];
    for (mark, width) in [(": ", 2), (" – ", 5), (" — ", 5), (" - ", 3)] {
        titles.extend(
            text.match_indices(mark)
                .filter_map(|(at, _)| text.get(at + width..))
                .map(clean),
        );
    }
    titles.retain(|title| !title.is_empty() && title.chars().count() <= super::TITLE_MAX);
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(headline: &str) -> Vec<(String, Option<i32>)> {
        named_in_headline(headline)
            .into_iter()
            .map(|film| (film.title, film.year))
            .collect()
    }

    #[test]
    fn a_headline_names_what_stands_before_the_year() {
        assert_eq!(
            titles("The Salt Road (1974)"),
            [("The Salt Road".to_owned(), Some(1974))]
        );
        assert!(titles("A second look: The Salt Road (1974)").contains(&("The Salt Road".to_owned(), Some(1974))));
        assert!(titles("Rückblick – „Salz“ (1931)").contains(&("Salz".to_owned(), Some(1931))));
        let two = titles("The Salt Road (1974) and Harbour (no boats) (1999)");
        assert!(two.contains(&("The Salt Road".to_owned(), Some(1974))));
        assert!(
            two.iter()
                .any(|(title, year)| title.ends_with("Harbour (no boats)") && *year == Some(1999))
        );
        for nothing in [
            "My week in films",
            "Ten (10) films",
            "(",
            "",
            "((((1974",
            "Film (99999)",
        ] {
            assert_eq!(titles(nothing), [], "{nothing}");
        }
    }

    #[test]
    fn keys_are_taken_once_and_never_too_many() {
        let film = NamedFilm {
            title: "The Salt Road".to_owned(),
            year: Some(1974),
            ids: vec![(IdScheme::Imdb, "tt1".to_owned())],
        };
        assert_eq!(film_keys(&[film.clone(), film]).len(), 2);
        let many: Vec<NamedFilm> = (0..500)
            .map(|n| NamedFilm {
                title: format!("Film {n}"),
                ..NamedFilm::default()
            })
            .collect();
        assert_eq!(film_keys(&many).len(), KEYS_MAX);
    }
}
