//! Lists: of films, or of performances (somebody in a film). Some are kept by hand, some come with an award, some fill themselves.

mod canon;

use crate::domain::id::{ActorId, FilmId, ListId, ListItemId};
use crate::domain::message::Message;
use crate::domain::review::{FieldError, is_language_tag};
use crate::domain::text::{SafeHtml, keys, plain};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use canon::{Canon, CanonItem, canon, canons};

/// The most items of a list.
pub const ITEMS_MAX: i64 = 5_000;
/// The longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest introduction, in characters.
pub const INTRO_MAX: usize = 20_000;
/// The longest note beside an item, in characters.
pub const NOTE_MAX: usize = 2_000;

/// How a list comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListKind {
    /// Its author puts films into it, in any order.
    Manual,
    /// The same, and the order counts.
    Ranked,
    /// Everything an award was given to: what counts is how much of it was reviewed.
    Canonical,
    /// It fills itself from what its author wrote.
    Smart,
}

impl ListKind {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Manual, Self::Ranked, Self::Canonical, Self::Smart];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Ranked => "ranked",
            Self::Canonical => "canonical",
            Self::Smart => "smart",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What the items of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListOf {
    /// Films.
    Films,
    /// Somebody in a film.
    Performances,
}

impl ListOf {
    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Films => "films",
            Self::Performances => "performances",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Films, Self::Performances]
            .into_iter()
            .find(|of| of.as_str() == name)
    }
}

/// In which order a list shows what it found by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SmartOrder {
    /// The newest review first.
    #[default]
    Newest,
    /// The best rating first.
    Best,
    /// By year of release.
    Year,
    /// By title.
    Title,
}

impl SmartOrder {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Best, Self::Year, Self::Title];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Best => "best",
            Self::Year => "year",
            Self::Title => "title",
        }
    }

    /// Reads the name in forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == name)
    }
}

/// What a smart list looks for among the films its author reviewed; everything that is given must be so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmartQuery {
    /// Released in this year or later.
    pub from: Option<i32>,
    /// Released in this year or earlier.
    pub until: Option<i32>,
    /// Rated at least so high, of 100.
    pub at_least: Option<i32>,
    /// Rated at most so high, of 100.
    pub at_most: Option<i32>,
    /// Key of a tag of the review.
    pub tag: Option<String>,
    /// Name of somebody who made the film.
    pub person: Option<String>,
    /// Recommended.
    pub recommended: bool,
    /// Films that are known here but that the author has not reviewed; then nothing that is said of reviews counts.
    pub unseen: bool,
    /// The order.
    pub order: SmartOrder,
}

/// A list as stored, without its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Our identifier.
    pub id: ListId,
    /// Who keeps it.
    pub author_id: ActorId,
    /// Title.
    pub title: String,
    /// Last part of its address, unique for the author.
    pub slug: String,
    /// BCP 47 tag of its texts.
    pub language: String,
    /// How it comes about.
    pub kind: ListKind,
    /// What its items are.
    pub of: ListOf,
    /// Introduction, Markdown.
    pub intro: String,
    /// The same, rendered.
    pub intro_html: SafeHtml,
    /// What a smart list looks for.
    pub query: SmartQuery,
    /// Key of the award it was made from.
    pub canon: Option<String>,
    /// Everybody may see it.
    pub public: bool,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// When everybody could see it first.
    pub published_at: Option<DateTime<Utc>>,
}

/// Something in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Our identifier.
    pub id: ListItemId,
    /// The film.
    pub film_id: FilmId,
    /// Who plays in it, for performances; else empty.
    pub person: String,
    /// Whom they play; may be empty.
    pub part: String,
    /// Year of the award, as it is counted: `1927/28`; may be empty.
    pub award: String,
    /// A note, Markdown.
    pub note: String,
    /// The same, rendered.
    pub note_html: SafeHtml,
    /// When it came into the list.
    pub added_at: DateTime<Utc>,
}

/// A list as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Title.
    pub title: String,
    /// Address; empty for one made of the title.
    pub slug: String,
    /// BCP 47 tag.
    pub language: String,
    /// Introduction, Markdown.
    pub intro: String,
    /// `manual`, `ranked` or `smart`.
    pub kind: String,
    /// `films` or `performances`.
    pub of: String,
    /// Years and ratings as typed.
    pub from: String,
    /// See `SmartQuery`.
    pub until: String,
    /// See `SmartQuery`.
    pub at_least: String,
    /// See `SmartQuery`.
    pub at_most: String,
    /// See `SmartQuery`.
    pub tag: String,
    /// See `SmartQuery`.
    pub person: String,
    /// See `SmartQuery`.
    pub recommended: bool,
    /// See `SmartQuery`.
    pub unseen: bool,
    /// See `SmartOrder`.
    pub order: String,
}

/// A list as typed, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedList {
    /// Title.
    pub title: String,
    /// Address, where one was asked for.
    pub slug: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Introduction, Markdown.
    pub intro: String,
    /// How it comes about.
    pub kind: ListKind,
    /// What its items are.
    pub of: ListOf,
    /// What it looks for.
    pub query: SmartQuery,
}

impl ListInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(&self) -> Result<CheckedList, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = plain::one_line(&self.title, usize::MAX);
        if title.is_empty() {
            errors.push(FieldError::new("title", "input-list-title"));
        } else if title.chars().count() > TITLE_MAX {
            errors.push(FieldError::new(
                "title",
                Message::new("input-title-long").with("most", TITLE_MAX),
            ));
        }
        let slug = Some(self.slug.trim()).filter(|slug| !slug.is_empty());
        if slug.is_some_and(|slug| keys::slugify(slug) != slug) {
            errors.push(FieldError::new("slug", "input-slug"));
        }
        let language = self.language.trim().to_owned();
        if !is_language_tag(&language) {
            errors.push(FieldError::new("language", "input-language-tag"));
        }
        if self.intro.chars().count() > INTRO_MAX {
            errors.push(FieldError::new("intro", "input-list-intro"));
        }
        let mut number = |field: &str, text: &str, range: std::ops::RangeInclusive<i32>, wrong: &'static str| {
            let text = text.trim();
            let number = text.parse::<i32>().ok().filter(|n| range.contains(n));
            if !text.is_empty() && number.is_none() {
                errors.push(FieldError::new(field, wrong));
            }
            number
        };
        let year = "input-year";
        let rating = "input-hundred";
        let query = SmartQuery {
            from: number("from", &self.from, 1888..=2200, year),
            until: number("until", &self.until, 1888..=2200, year),
            at_least: number("at_least", &self.at_least, 0..=100, rating),
            at_most: number("at_most", &self.at_most, 0..=100, rating),
            tag: Some(keys::hashtag_key(&self.tag)).filter(|key| !key.is_empty()),
            person: Some(plain::one_line(&self.person, TITLE_MAX)).filter(|name| !name.is_empty()),
            recommended: self.recommended,
            unseen: self.unseen,
            order: SmartOrder::parse(&self.order).unwrap_or_default(),
        };
        if errors.is_empty() {
            Ok(CheckedList {
                title,
                slug: slug.map(ToOwned::to_owned),
                language,
                intro: self.intro.clone(),
                kind: ListKind::parse(&self.kind).unwrap_or(ListKind::Manual),
                of: ListOf::parse(&self.of).unwrap_or(ListOf::Films),
                query,
            })
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_needs_a_title_and_sensible_numbers() {
        let input = ListInput {
            title: "  Night \n trains ".to_owned(),
            language: "en".to_owned(),
            kind: "smart".to_owned(),
            from: "1930".to_owned(),
            tag: "#Night Trains".to_owned(),
            ..ListInput::default()
        };
        let checked = input.check().unwrap();
        assert_eq!(
            (checked.title.as_str(), checked.kind),
            ("Night trains", ListKind::Smart)
        );
        assert_eq!(
            (checked.query.from, checked.query.tag.as_deref()),
            (Some(1930), Some("nighttrains"))
        );
        let bad = ListInput {
            title: "x".repeat(201),
            slug: "Not An Address".to_owned(),
            language: "english please".to_owned(),
            from: "MCMXXX".to_owned(),
            at_least: "101".to_owned(),
            ..input
        };
        let fields: Vec<String> = bad.check().unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["title", "slug", "language", "from", "at_least"]);
    }
}
