//! The index: every film, person and tag here, in an order that somebody looks for them in.

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

/// Where something stands: a place of the bar above the index, a heading below it, and its order there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Order of the place.
    pub order: i64,
    /// The name of the place in addresses.
    pub key: String,
    /// The name of the place on the bar.
    pub label: String,
    /// Order of the heading within the place; equal for those below one heading.
    pub heading_order: i64,
    /// The heading.
    pub heading: String,
    /// Order below the heading.
    pub sort: String,
}

impl Place {
    /// The place of a sort key in an alphabetical index.
    pub fn of_letter(sort: &str) -> Self {
        let letter = crate::domain::text::sort::index_letter(sort);
        let (order, key) = if letter == '#' {
            (0, "0".to_owned())
        } else {
            (i64::from(u32::from(letter)), letter.to_lowercase().to_string())
        };
        Self {
            order,
            key,
            label: letter.to_string(),
            heading_order: 0,
            heading: letter.to_string(),
            sort: sort.to_owned(),
        }
    }

    /// The place of a year: its decade; those without a year stand last.
    pub fn of_year(year: Option<i32>, sort: &str) -> Self {
        let decade = year.map(|year| year - year.rem_euclid(10));
        let unknown = || "Year unknown".to_owned();
        Self {
            order: decade.map_or(i64::MAX, |decade| -i64::from(decade)),
            key: decade.map_or_else(|| "unknown".to_owned(), |decade| decade.to_string()),
            label: decade.map_or_else(unknown, |decade| format!("{decade}s")),
            heading_order: year.map_or(0, |year| -i64::from(year)),
            heading: year.map_or_else(unknown, |year| year.to_string()),
            sort: sort.to_owned(),
        }
    }

    /// The place of a rating: its word, the best first; words outside the order behind them, films without a rating last.
    pub fn of_rating(rating: Option<(&str, Option<i32>)>, sort: &str) -> Self {
        let (label, order) = match rating {
            Some((label, Some(value))) => (label, -i64::from(value)),
            Some((label, None)) => (label, 1),
            None => ("Not rated", 2),
        };
        Self {
            order,
            key: crate::domain::text::keys::slugify(label),
            label: label.to_owned(),
            heading_order: 0,
            heading: label.to_owned(),
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
        let labels: Vec<&str> = letters.iter().map(|place| place.label.as_str()).collect();
        assert_eq!(labels, ["#", "A", "B", "S"]);
        let mut years: Vec<Place> = [Some(1974), None, Some(2001), Some(1979)]
            .map(|y| Place::of_year(y, "x"))
            .into();
        years.sort();
        let headings: Vec<&str> = years.iter().map(|place| place.heading.as_str()).collect();
        assert_eq!(headings, ["2001", "1979", "1974", "Year unknown"]);
        assert_eq!(years[1].key, "1970");
        let ratings = [
            None,
            Some(("Walked out", None)),
            Some(("Fine", Some(50))),
            Some(("Great", Some(100))),
        ];
        let mut ratings: Vec<Place> = ratings.map(|rating| Place::of_rating(rating, "x")).into();
        ratings.sort();
        let labels: Vec<&str> = ratings.iter().map(|place| place.label.as_str()).collect();
        assert_eq!(labels, ["Great", "Fine", "Walked out", "Not rated"]);
    }
}
