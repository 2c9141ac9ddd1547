//! The index: every film, person and tag here, in an order that somebody looks for them in.

use crate::domain::text::{keys, sort};

/// What the index is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum IndexMode {
    /// Titles of films, without their articles.
    #[default]
    Title,
    /// Years of release.
    Year,
    /// The reviewers' own words.
    Rating,
    /// People in the credits.
    Person,
    /// Tags.
    Tag,
}

impl IndexMode {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Title, Self::Year, Self::Rating, Self::Person, Self::Tag];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Year => "year",
            Self::Rating => "rating",
            Self::Person => "person",
            Self::Tag => "tag",
        }
    }

    /// Reads the name in addresses; anything else is the index by title.
    pub fn parse(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|mode| mode.as_str() == name)
            .unwrap_or_default()
    }
}

/// What a place or a heading is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A letter, a year, a reviewer's own word.
    Own(String),
    /// A decade, by its first year.
    Decade(i32),
    /// For films whose year nobody knows.
    YearUnknown,
    /// For films without a rating.
    NotRated,
}

/// Where something stands: a place of the bar above the index, a heading below it, and its order there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Order of the place.
    pub order: i64,
    /// The name of the place in addresses.
    pub key: String,
    /// The name of the place on the bar.
    pub label: Label,
    /// Order of the heading within the place; equal for those below one heading.
    pub heading_order: i64,
    /// The heading.
    pub heading: Label,
    /// Order below the heading.
    pub sort: String,
}

impl Place {
    /// The place of a sort key in an alphabetical index.
    pub fn of_letter(sort: &str) -> Self {
        let letter = sort::index_letter(sort);
        let (order, key) = if letter == '#' {
            (0, "0".to_owned())
        } else {
            (i64::from(u32::from(letter)), letter.to_lowercase().to_string())
        };
        Self {
            order,
            key,
            label: Label::Own(letter.to_string()),
            heading_order: 0,
            heading: Label::Own(letter.to_string()),
            sort: sort.to_owned(),
        }
    }

    /// The place of a year: its decade; those without a year stand last.
    pub fn of_year(year: Option<i32>, sort: &str) -> Self {
        let decade = year.map(|year| year - year.rem_euclid(10));
        Self {
            order: decade.map_or(i64::MAX, |decade| -i64::from(decade)),
            key: decade.map_or_else(|| "unknown".to_owned(), |decade| decade.to_string()),
            label: decade.map_or(Label::YearUnknown, Label::Decade),
            heading_order: year.map_or(0, |year| -i64::from(year)),
            heading: year.map_or(Label::YearUnknown, |year| Label::Own(year.to_string())),
            sort: sort.to_owned(),
        }
    }

    /// The place of a rating: its word, the best first; words outside the order behind them, films without a rating last.
    pub fn of_rating(rating: Option<(&str, Option<i32>)>, sort: &str) -> Self {
        let own = |label: &str| (keys::slugify(label), Label::Own(label.to_owned()));
        let ((key, label), order) = match rating {
            Some((label, Some(value))) => (own(label), -i64::from(value)),
            Some((label, None)) => (own(label), 1),
            None => (("not-rated".to_owned(), Label::NotRated), 2),
        };
        Self {
            order,
            key,
            heading: label.clone(),
            label,
            heading_order: 0,
            sort: sort.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_the_order_people_look_in() {
        let mut letters: Vec<Place> = ["salt road", "12 angry", "apartment", "boot"]
            .map(Place::of_letter)
            .into();
        letters.sort();
        let own = |label: &str| Label::Own(label.to_owned());
        let labels: Vec<Label> = letters.into_iter().map(|place| place.label).collect();
        assert_eq!(labels, ["#", "A", "B", "S"].map(own));
        let mut years: Vec<Place> = [Some(1974), None, Some(2001), Some(1979)]
            .map(|y| Place::of_year(y, "x"))
            .into();
        years.sort();
        let headings: Vec<&Label> = years.iter().map(|place| &place.heading).collect();
        assert_eq!(
            headings,
            [&own("2001"), &own("1979"), &own("1974"), &Label::YearUnknown]
        );
        assert_eq!(years[1].key, "1970");
        let ratings = [
            None,
            Some(("Walked out", None)),
            Some(("Fine", Some(50))),
            Some(("Great", Some(100))),
        ];
        let mut ratings: Vec<Place> = ratings.map(|rating| Place::of_rating(rating, "x")).into();
        ratings.sort();
        let labels: Vec<Label> = ratings.into_iter().map(|place| place.label).collect();
        assert_eq!(labels, [own("Great"), own("Fine"), own("Walked out"), Label::NotRated]);
    }
}
