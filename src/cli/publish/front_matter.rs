//! The YAML between the `---` lines of a review file.
//!
//! Every key is optional but `film`; a key that is not listed here is refused by name, so that a slip of the pen does not
//! silently lose a rating.

use super::facts::FactsMatter;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use std::fmt;

/// The keys of a review file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    /// Title of the film.
    pub film: Scalar,
    /// Year of release.
    pub year: Scalar,
    /// What is known of the film.
    pub facts: FactsMatter,
    /// A title of its own.
    pub headline: Scalar,
    /// Last part of the address.
    pub slug: Scalar,
    /// BCP 47 tag; the site's language when empty.
    pub language: Scalar,
    /// The epigraph.
    pub quote: QuoteMatter,
    /// Times seen.
    pub viewings: Vec<ViewingMatter>,
    /// What happens, briefly.
    pub synopsis: Option<SectionMatter>,
    /// What the reviewer thinks.
    pub take: Option<SectionMatter>,
    /// The verdict.
    pub bottom_line: Option<SectionMatter>,
    /// Trivia with sources.
    pub trivia: Vec<TriviaMatter>,
    /// The word of a step of one of the author's scales.
    pub rating: Scalar,
    /// Name of the scale, where the word stands on several.
    pub scale: Scalar,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words for followers.
    pub teaser: Scalar,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: Scalar,
    /// Tags.
    pub tags: Tags,
    /// The poster.
    pub poster: Option<PosterMatter>,
}

/// The epigraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuoteMatter {
    /// The line.
    pub text: Scalar,
    /// Who says it.
    pub speaker: Scalar,
}

/// Trivia: text, and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TriviaMatter {
    /// Markdown.
    pub text: Scalar,
    /// Name of the source.
    pub source: Scalar,
    /// Address of the source.
    pub url: Scalar,
}

/// The poster: a file beside the review, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PosterMatter {
    /// Path, relative to the review file.
    pub file: Scalar,
    /// What the image shows.
    pub alt: Scalar,
}

/// A number, a date or words: whatever YAML takes it for, it is kept as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar(pub String);

/// `[trains, night]`, or `trains, night`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(pub Vec<String>);

/// `2014-01-13`, or `{date: 2014-01-13, medium: Cinema, venue: Rex, note: with Jo}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewingMatter {
    /// See `SeenOn::parse`.
    pub date: Scalar,
    /// Cinema, Blu-ray, streaming…
    pub medium: Scalar,
    /// Where.
    pub venue: Scalar,
    /// Anything worth remembering.
    pub note: Scalar,
}

/// Text, or `{label: What happens, text: …}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionMatter {
    /// The author's heading; empty for the usual one.
    pub label: Scalar,
    /// Markdown.
    pub text: Scalar,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ViewingKeys {
    date: Scalar,
    medium: Scalar,
    venue: Scalar,
    note: Scalar,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SectionKeys {
    label: Scalar,
    text: Scalar,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words, a number or a date")
    }

    fn visit_none<E: de::Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        // As text, so that `7.0` and `007` stay what was typed.
        String::deserialize(deserializer).map(Scalar)
    }
}

impl<'de> Deserialize<'de> for Tags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TagsVisitor;

        impl<'de> Visitor<'de> for TagsVisitor {
            type Value = Tags;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of tags")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Tags, E> {
                let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                Ok(Tags(tags.map(ToOwned::to_owned).collect()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Tags, E> {
                Ok(Tags::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Tags, A::Error> {
                let mut tags = Vec::new();
                while let Some(Scalar(tag)) = rows.next_element()? {
                    tags.push(tag);
                }
                Ok(Tags(tags))
            }
        }

        deserializer.deserialize_any(TagsVisitor)
    }
}

/// A row that may be written short, as one scalar, or long, with keys.
macro_rules! short_or_long {
    ($row:ident, $keys:ident, $short:ident, [$($field:ident),+], $expected:literal) => {
        impl<'de> Deserialize<'de> for $row {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RowVisitor;

                impl<'de> Visitor<'de> for RowVisitor {
                    type Value = $row;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$row, E> {
                        Ok($row { $short: Scalar(text.to_owned()), ..$row::default() })
                    }

                    fn visit_i64<E: de::Error>(self, number: i64) -> Result<$row, E> {
                        self.visit_str(&number.to_string())
                    }

                    fn visit_u64<E: de::Error>(self, number: u64) -> Result<$row, E> {
                        self.visit_str(&number.to_string())
                    }

                    fn visit_f64<E: de::Error>(self, number: f64) -> Result<$row, E> {
                        self.visit_str(&number.to_string())
                    }

                    fn visit_unit<E: de::Error>(self) -> Result<$row, E> {
                        Ok($row::default())
                    }

                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$row, A::Error> {
                        let keys = $keys::deserialize(MapAccessDeserializer::new(map))?;
                        Ok($row { $($field: keys.$field),+ })
                    }
                }

                deserializer.deserialize_any(RowVisitor)
            }
        }
    };
}

short_or_long!(
    ViewingMatter,
    ViewingKeys,
    date,
    [date, medium, venue, note],
    "a date, or date, medium, venue and note"
);
short_or_long!(
    SectionMatter,
    SectionKeys,
    text,
    [label, text],
    "text, or label and text"
);

/// Why a review file cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No `---` at the start.
    #[error("the file must begin with a line of three dashes, then keys such as `film: …`, then three dashes again")]
    NoFrontMatter,
    /// The second `---` is missing.
    #[error("the keys at the start must end with a line of three dashes")]
    Unclosed,
    /// The YAML does not read as the keys of a review.
    #[error("the keys at the start cannot be read: {0}")]
    Yaml(String),
}

/// Splits a review file into its keys and the text below them.
///
/// # Errors
/// [`FileError`] says what is wrong, with the line and the key where they are known.
pub fn split(file: &str) -> Result<(FrontMatter, String), FileError> {
    let text = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n").ok_or(FileError::NoFrontMatter)?;
    let (yaml, body) = rest
        .split_once("\n---\n")
        .or_else(|| Some((rest.strip_suffix("\n---")?, "")))
        .ok_or(FileError::Unclosed)?;
    if yaml.trim().is_empty() {
        return Ok((FrontMatter::default(), body.to_owned()));
    }
    // The line break in front makes line numbers those of the file.
    let matter = serde_saphyr::from_str(&format!("\n{yaml}")).map_err(|error| {
        // The first line says it; the rest draws the place, which an editor shows better.
        let words = error.to_string();
        let first = words.lines().next().unwrap_or_default();
        FileError::Yaml(first.trim_start_matches("error: ").to_owned())
    })?;
    Ok((matter, body.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> FrontMatter {
        split(&format!("---\n{yaml}\n---\n")).unwrap().0
    }

    #[test]
    fn every_key_of_a_review_is_read() {
        let (matter, body) = split(
            "---\nfilm: The Long Platform\nyear: 2013\nheadline: 'Again: better'\nslug: long-platform\nlanguage: en\n\
             quote:\n  text: Mind the gap.\n  speaker: Guard\nviewings:\n  - 2014-01-13\n  - 2014\n  - {date: 2020-05, medium: Cinema, venue: Rex, note: with Jo}\n  - medium: Stream\n\
             synopsis: A train is late.\nbottom_line:\n  label: In short\n  text: |\n    Go.\n\
             trivia:\n  - text: Filmed twice.\n    source: Studio notes\n    url: https://example.org/a\n\
             rating: 8\nscale: Ten points\nrecommend: true\nteaser: Late, but worth it.\nspoilers: no\ncontent_warning: Flashing lights\n\
             tags: [trains, 1984]\nposter:\n  file: poster.png\n  alt: A lamp\n---\nWhat I think.\n",
        )
        .unwrap();
        assert_eq!(body, "What I think.\n");
        assert_eq!((matter.year.0.as_str(), matter.rating.0.as_str()), ("2013", "8"));
        let dates: Vec<_> = matter.viewings.iter().map(|row| row.date.0.as_str()).collect();
        assert_eq!(dates, ["2014-01-13", "2014", "2020-05", ""]);
        assert_eq!(matter.viewings[2].venue.0, "Rex");
        assert_eq!(matter.bottom_line.unwrap().label.0, "In short");
        assert_eq!(matter.tags.0, ["trains", "1984"]);
        assert!(matter.recommend && !matter.spoilers);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        for (yaml, key) in [
            ("film: A\nratting: 3", "ratting"),
            ("quote: {text: a, who: b}", "who"),
            ("viewings:\n  - {when: 2014}", "when"),
        ] {
            let error = split(&format!("---\n{yaml}\n---\n")).unwrap_err().to_string();
            assert!(error.contains(key), "{error}");
        }
    }

    #[test]
    fn empty_keys_and_short_tags_are_fine() {
        let matter = read("film: A\nheadline:\ntags: 'trains, night'\nsynopsis:");
        assert_eq!(matter.headline.0, "");
        assert_eq!(matter.tags.0, ["trains", "night"]);
    }

    #[test]
    fn a_file_without_keys_says_what_is_expected() {
        assert_eq!(split("# A review"), Err(FileError::NoFrontMatter));
        assert_eq!(split("---\nfilm: A\n"), Err(FileError::Unclosed));
    }
}
