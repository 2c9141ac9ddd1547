//! Award lists that come with the program: facts, compiled by hand; where each comes from stands at the top of its file.

use super::ListOf;
use std::sync::LazyLock;

/// An award list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canon {
    /// Its key in addresses and rows.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What its items are.
    pub of: ListOf,
    /// In the order of the awards.
    pub items: Vec<CanonItem>,
}

/// Something that was awarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonItem {
    /// Year of the award, as it is counted: `1927/28`.
    pub award: &'static str,
    /// Title of the film.
    pub title: &'static str,
    /// Year in which it was first shown.
    pub year: i32,
    /// Who plays in it; empty for films.
    pub person: &'static str,
    /// Whom they play; empty for films.
    pub part: &'static str,
    /// It won; nominees of the same year did not.
    pub won: bool,
}

const BEST_PICTURE: &str = include_str!("../../../config/lists/best-picture.txt");
const ACTING: &str = include_str!("../../../config/lists/acting.txt");

static CANONS: LazyLock<Vec<Canon>> = LazyLock::new(|| {
    let films = films(BEST_PICTURE);
    let winners = films.iter().filter(|film| film.won).cloned().collect();
    let acted = |award: &str| performances(ACTING, award);
    let canon = |key, title, of, items| Canon { key, title, of, items };
    vec![
        canon("best-picture", "Best Picture winners", ListOf::Films, winners),
        canon(
            "best-picture-nominees",
            "Best Picture winners and nominees",
            ListOf::Films,
            films,
        ),
        canon("best-actor", "Best Actor winners", ListOf::Performances, acted("actor")),
        canon(
            "best-actress",
            "Best Actress winners",
            ListOf::Performances,
            acted("actress"),
        ),
        canon(
            "best-supporting-actor",
            "Best Supporting Actor winners",
            ListOf::Performances,
            acted("supporting actor"),
        ),
        canon(
            "best-supporting-actress",
            "Best Supporting Actress winners",
            ListOf::Performances,
            acted("supporting actress"),
        ),
    ]
});

/// Every award list.
pub fn canons() -> &'static [Canon] {
    &CANONS
}

/// The award list of that key.
pub fn canon(key: &str) -> Option<&'static Canon> {
    canons().iter().find(|canon| canon.key == key)
}

/// `Title (1999)` in its two parts.
fn film(label: &str) -> Option<(&str, i32)> {
    let (title, year) = label.strip_suffix(')')?.rsplit_once(" (")?;
    Some((title, year.parse().ok()?))
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.map(|line| line.split(" | ").map(str::trim).collect())
}

fn films(text: &'static str) -> Vec<CanonItem> {
    let mut out = Vec::new();
    for row in rows(text) {
        let mut cells = row.into_iter();
        let award = cells.next().unwrap_or_default();
        for cell in cells {
            let won = cell.strip_prefix("* ");
            if let Some((title, year)) = film(won.unwrap_or(cell)) {
                out.push(CanonItem {
                    award,
                    title,
                    year,
                    person: "",
                    part: "",
                    won: won.is_some(),
                });
            }
        }
    }
    out
}

fn performances(text: &'static str, award_name: &str) -> Vec<CanonItem> {
    let of_award = rows(text).filter_map(|row| match row.as_slice() {
        [award, name, person, label, part] if *name == award_name => {
            let (title, year) = film(label)?;
            Some(CanonItem {
                award,
                title,
                year,
                person,
                part,
                won: true,
            })
        }
        _ => None,
    });
    of_award.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn by_year(key: &str) -> BTreeMap<&'static str, Vec<&'static CanonItem>> {
        let mut years: BTreeMap<&str, Vec<&CanonItem>> = BTreeMap::new();
        for item in &canon(key).unwrap().items {
            years.entry(item.award).or_default().push(item);
        }
        years
    }

    #[test]
    fn every_line_of_the_files_is_read() {
        let cells = |text: &'static str| rows(text).map(|row| row.len() - 1).sum::<usize>();
        assert_eq!(films(BEST_PICTURE).len(), cells(BEST_PICTURE));
        let acted: usize = canons()
            .iter()
            .filter(|c| c.of == ListOf::Performances)
            .map(|c| c.items.len())
            .sum();
        assert_eq!(acted, rows(ACTING).count());
        for text in [BEST_PICTURE, ACTING] {
            for word in ["# source:", "# method:", "# compiled: 2026-"] {
                assert!(text.lines().any(|line| line.starts_with(word)), "{word}");
            }
        }
    }

    #[test]
    fn each_year_has_one_best_picture_and_as_many_nominees_as_the_rules_of_that_year_said() {
        assert_eq!(canon("best-picture").unwrap().items.len(), 97);
        let years = by_year("best-picture-nominees");
        assert_eq!(years.len(), 97);
        for (year, films) in years {
            let start: i32 = year[..4].parse().unwrap();
            let expected = match start {
                1927 => 3,
                1928..=1930 => 5,
                1931 => 8,
                1932 => 10,
                1934 | 1935 => 12,
                1936..=1943 => 10,
                1944..=2008 => 5,
                2009 | 2010 => 10,
                // Five to ten, by votes: it was never fewer than eight.
                2014 | 2015 | 2018 | 2020 => 8,
                2011..=2020 => 9,
                _ => 10,
            };
            assert_eq!(films.len(), expected, "{year}");
            assert_eq!(films.iter().filter(|film| film.won).count(), 1, "{year}");
            for film in films {
                assert!((film.year - start).abs() <= 2, "{year}: {film:?}");
            }
        }
        assert_eq!(canon("best-picture-nominees").unwrap().items.len(), 611);
    }

    #[test]
    fn each_year_has_one_winner_in_each_acting_award_but_for_two_ties() {
        for (key, awards) in [
            ("best-actor", 97),
            ("best-actress", 97),
            ("best-supporting-actor", 89),
            ("best-supporting-actress", 89),
        ] {
            let years = by_year(key);
            assert_eq!(years.len(), awards, "{key}");
            for (year, performances) in years {
                let people: BTreeSet<&str> = performances.iter().map(|p| p.person).collect();
                let tie = matches!((key, year), ("best-actor", "1931/32") | ("best-actress", "1968"));
                assert_eq!(people.len(), if tie { 2 } else { 1 }, "{key} {year}");
                assert!(performances.iter().all(|p| !p.part.is_empty()), "{key} {year}");
            }
        }
    }

    #[test]
    fn no_film_is_named_twice_in_one_year() {
        for (year, films) in by_year("best-picture-nominees") {
            let titles: BTreeSet<&str> = films.iter().map(|film| film.title).collect();
            assert_eq!(titles.len(), films.len(), "{year}");
        }
    }
}
