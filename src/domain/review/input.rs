//! A review as it is typed: every field checked at once, with words about what to do.

use super::{Quote, SectionKind};
use crate::domain::film::FIRST_FILM_YEAR;
use crate::domain::id::{MediaId, StepId};
use crate::domain::viewing::SeenOn;
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

/// A section as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionInput {
    /// Which.
    pub kind: SectionKind,
    /// The author's heading; empty for the usual one.
    pub label: String,
    /// Markdown.
    pub source: String,
}

/// Trivia as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriviaInput {
    /// Markdown.
    pub text: String,
    /// Name of the source.
    pub source_name: String,
    /// Address of the source.
    pub source_url: String,
}

/// A viewing as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewingInput {
    /// See `SeenOn::parse`.
    pub seen_on: String,
    /// Cinema, Blu-ray, streaming…
    pub medium: String,
    /// Where.
    pub venue: String,
    /// Anything worth remembering.
    pub note: String,
}

/// Everything of a review as typed in the editor or in front matter, unchecked. Kept as it is when something is wrong with
/// it, so that nothing typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    /// Title of the film.
    pub film: String,
    /// Year of release; may be empty.
    pub year: String,
    /// A title of its own.
    pub headline: String,
    /// Last part of the address; empty to have one made.
    pub slug: String,
    /// BCP 47 tag.
    pub language: String,
    /// Sections; missing kinds are empty.
    pub sections: Vec<SectionInput>,
    /// The epigraph's line.
    pub quote_text: String,
    /// The epigraph's speaker.
    pub quote_speaker: String,
    /// Trivia; rows without text are dropped.
    pub trivia: Vec<TriviaInput>,
    /// The step chosen; `None` for no rating.
    pub step: Option<StepId>,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words for followers.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Times seen; wholly empty rows are dropped.
    pub viewings: Vec<ViewingInput>,
    /// The poster, uploaded before.
    pub poster: Option<MediaId>,
}

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the form field: `film`, `year`, `viewings.1.seen_on`…
    pub field: String,
    /// What to do about it.
    pub message: String,
}

impl FieldError {
    /// An error of that field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// A viewing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedViewing {
    /// When.
    pub seen_on: SeenOn,
    /// How.
    pub medium: String,
    /// Where.
    pub venue: String,
    /// Note.
    pub note: String,
}

/// Trivia that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTrivia {
    /// Markdown.
    pub text: String,
    /// Name of the source.
    pub source_name: String,
    /// Address of the source.
    pub source_url: Option<Url>,
}

/// A review that may be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedReview {
    /// Title of the film.
    pub film_title: String,
    /// Year of release.
    pub film_year: Option<i32>,
    /// A title of its own.
    pub headline: Option<String>,
    /// Slug as the author wants it, already in slug form; `None` to have one made.
    pub slug: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Non-empty sections, in page order.
    pub sections: Vec<SectionInput>,
    /// The epigraph.
    pub quote: Option<Quote>,
    /// Trivia with text.
    pub trivia: Vec<CheckedTrivia>,
    /// The step chosen.
    pub step: Option<StepId>,
    /// The mark beside the rating.
    pub recommend: bool,
    /// Spoiler-free words, plain text.
    pub teaser: String,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// What to be warned of.
    pub content_warning: Option<String>,
    /// Without `#`, unique without regard to case.
    pub tags: Vec<String>,
    /// In time order.
    pub viewings: Vec<CheckedViewing>,
    /// The poster.
    pub poster: Option<MediaId>,
}

/// The longest section, in characters: more than any review, less than a book.
pub const SECTION_MAX: usize = 100_000;
/// The longest teaser, in characters: with rating and film in front it stays below Mastodon's 500.
pub const TEASER_MAX: usize = 300;

struct Checker {
    errors: Vec<FieldError>,
}

impl Checker {
    fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = value.trim().replace("\r\n", "\n");
        let length = value.chars().count();
        if length > max {
            self.errors.push(FieldError::new(
                field,
                format!("This is {length} characters long; {max} at most. Shorten it."),
            ));
        }
        if value.chars().any(|c| c == '\0') {
            self.errors
                .push(FieldError::new(field, "This holds a NUL character. Remove it."));
        }
        value
    }

    fn line(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = self.text(field, value, max);
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn url(&mut self, field: &str, value: &str) -> Option<Url> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        match Url::parse(value) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() && value.len() <= 2000 => Some(url),
            _ => {
                self.errors.push(FieldError::new(
                    field,
                    "Write a whole address, beginning with https://.",
                ));
                None
            }
        }
    }
}

fn none_if_empty(text: String) -> Option<String> {
    if text.is_empty() { None } else { Some(text) }
}

/// A plausible BCP 47 language tag: `en`, `pt-BR`, `zh-Hant`.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first_ok = parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    first_ok
        && tag.len() <= 35
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

impl ReviewInput {
    /// Checks for saving. `today` bounds the year. Everything wrong is reported at once.
    pub fn check(&self, today: DateTime<Utc>) -> Result<CheckedReview, Vec<FieldError>> {
        let mut c = Checker { errors: Vec::new() };
        let film_title = c.line("film", &self.film, 300);
        if film_title.is_empty() {
            c.errors
                .push(FieldError::new("film", "Which film is it? Write its title."));
        }
        let film_year = self.check_year(&mut c, today);
        let headline = none_if_empty(c.line("headline", &self.headline, 200));
        let slug = none_if_empty(c.line("slug", &self.slug, 200)).map(|s| crate::domain::text::keys::slugify(&s));
        let language = self.language.trim().to_owned();
        if !is_language_tag(&language) {
            c.errors.push(FieldError::new(
                "language",
                "Choose the language of the review, such as en or pt-BR.",
            ));
        }
        let sections = self.check_sections(&mut c);
        let quote_text = c.text("quote_text", &self.quote_text, 1000);
        let speaker = c.line("quote_speaker", &self.quote_speaker, 200);
        if quote_text.is_empty() && !speaker.is_empty() {
            c.errors.push(FieldError::new(
                "quote_text",
                "What does the speaker say? Write the line, or clear the speaker.",
            ));
        }
        let quote = (!quote_text.is_empty()).then_some(Quote {
            text: quote_text,
            speaker,
        });
        let trivia = self.check_trivia(&mut c);
        let teaser = c.line("teaser", &self.teaser, TEASER_MAX);
        let content_warning = none_if_empty(c.line("content_warning", &self.content_warning, 200));
        let tags = self.check_tags(&mut c);
        let viewings = self.check_viewings(&mut c, today);
        if !c.errors.is_empty() {
            return Err(c.errors);
        }
        Ok(CheckedReview {
            film_title,
            film_year,
            headline,
            slug,
            language,
            sections,
            quote,
            trivia,
            step: self.step.clone(),
            recommend: self.recommend,
            teaser,
            spoilers: self.spoilers,
            content_warning,
            tags,
            viewings,
            poster: self.poster.clone(),
        })
    }

    fn check_year(&self, c: &mut Checker, today: DateTime<Utc>) -> Option<i32> {
        let text = self.year.trim();
        if text.is_empty() {
            return None;
        }
        let last = today.year() + 10;
        let year = text
            .parse::<i32>()
            .ok()
            .filter(|y| (FIRST_FILM_YEAR..=last).contains(y));
        if year.is_none() {
            c.errors.push(FieldError::new(
                "year",
                format!(
                    "Write the year of release as four digits between {FIRST_FILM_YEAR} and {last}, or leave it empty."
                ),
            ));
        }
        year
    }

    fn check_sections(&self, c: &mut Checker) -> Vec<SectionInput> {
        let mut out = Vec::new();
        for kind in SectionKind::ALL {
            let Some(section) = self.sections.iter().find(|s| s.kind == kind) else {
                continue;
            };
            let field = kind.as_str();
            let source = c.text(field, &section.source, SECTION_MAX);
            let label = c.line(&format!("{field}.label"), &section.label, 80);
            if !source.is_empty() {
                let label = if label.is_empty() {
                    kind.default_label().to_owned()
                } else {
                    label
                };
                out.push(SectionInput { kind, label, source });
            }
        }
        out
    }

    fn check_trivia(&self, c: &mut Checker) -> Vec<CheckedTrivia> {
        let mut out = Vec::new();
        for (i, row) in self.trivia.iter().enumerate() {
            let text = c.text(&format!("trivia.{i}.text"), &row.text, 5000);
            let source_name = c.line(&format!("trivia.{i}.source_name"), &row.source_name, 200);
            let source_url = c.url(&format!("trivia.{i}.source_url"), &row.source_url);
            if !text.is_empty() {
                out.push(CheckedTrivia {
                    text,
                    source_name,
                    source_url,
                });
            } else if !source_name.is_empty() || source_url.is_some() {
                c.errors.push(FieldError::new(
                    format!("trivia.{i}.text"),
                    "This source has no trivia. Write it, or clear the source.",
                ));
            }
        }
        if out.len() > 50 {
            c.errors
                .push(FieldError::new("trivia", "A review has at most 50 pieces of trivia."));
        }
        out
    }

    fn check_tags(&self, c: &mut Checker) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for tag in self.tags.iter().flat_map(|t| t.split(',')) {
            let tag = tag
                .trim()
                .trim_start_matches('#')
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            if tag.is_empty() {
                continue;
            }
            if tag.chars().count() > 60 || tag.chars().any(|ch| matches!(ch, '<' | '>' | '#' | '/' | '"' | '\0')) {
                c.errors.push(FieldError::new(
                    "tags",
                    format!(
                        "“{}” is not a tag: letters, digits and spaces, 60 at most.",
                        tag.chars().take(30).collect::<String>()
                    ),
                ));
            } else if !out.iter().any(|t| t.to_lowercase() == tag.to_lowercase()) {
                out.push(tag);
            }
        }
        if out.len() > 20 {
            c.errors.push(FieldError::new("tags", "A review has at most 20 tags."));
        }
        out
    }

    fn check_viewings(&self, c: &mut Checker, today: DateTime<Utc>) -> Vec<CheckedViewing> {
        let mut out = Vec::new();
        for (i, row) in self.viewings.iter().enumerate() {
            let blank = [&row.seen_on, &row.medium, &row.venue, &row.note]
                .iter()
                .all(|t| t.trim().is_empty());
            if blank {
                continue;
            }
            let medium = c.line(&format!("viewings.{i}.medium"), &row.medium, 100);
            let venue = c.line(&format!("viewings.{i}.venue"), &row.venue, 200);
            let note = c.line(&format!("viewings.{i}.note"), &row.note, 1000);
            match SeenOn::parse(&row.seen_on) {
                // One day of grace: the reviewer's evening may be tomorrow in UTC.
                Ok(SeenOn::Day(day)) if day > today.date_naive() + chrono::Days::new(1) => {
                    c.errors.push(FieldError::new(
                        format!("viewings.{i}.seen_on"),
                        "This day has not come yet.",
                    ));
                }
                Ok(seen_on) => out.push(CheckedViewing {
                    seen_on,
                    medium,
                    venue,
                    note,
                }),
                Err(e) => c
                    .errors
                    .push(FieldError::new(format!("viewings.{i}.seen_on"), e.to_string())),
            }
        }
        if out.len() > 200 {
            c.errors
                .push(FieldError::new("viewings", "A review has at most 200 viewings."));
        }
        out.sort_by_key(|v| v.seen_on.sort_key());
        out
    }
}

impl CheckedReview {
    /// What a draft may lack but a published review must have.
    pub fn check_for_publishing(&self) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.sections.is_empty() && self.step.is_none() && self.viewings.is_empty() {
            errors.push(FieldError::new(
                "take",
                "There is nothing to publish yet: write something, rate the film or enter a viewing.",
            ));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn today() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
    }

    fn input() -> ReviewInput {
        ReviewInput {
            film: "The Long Platform".into(),
            language: "en".into(),
            ..ReviewInput::default()
        }
    }

    #[test]
    fn a_title_and_a_language_make_a_draft_but_not_a_publication() {
        let checked = input().check(today()).unwrap();
        assert_eq!(checked.film_year, None);
        assert_eq!(checked.check_for_publishing().unwrap_err().len(), 1);
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_field() {
        let bad = ReviewInput {
            film: " ".into(),
            year: "1700".into(),
            language: "english!".into(),
            teaser: "x".repeat(301),
            quote_speaker: "Nobody".into(),
            trivia: vec![TriviaInput {
                text: "t".into(),
                source_name: "s".into(),
                source_url: "javascript:1".into(),
            }],
            viewings: vec![ViewingInput {
                seen_on: "soon".into(),
                ..ViewingInput::default()
            }],
            tags: vec!["a<b".into()],
            ..ReviewInput::default()
        };
        let mut fields: Vec<String> = bad.check(today()).unwrap_err().into_iter().map(|e| e.field).collect();
        fields.sort();
        assert_eq!(
            fields,
            [
                "film",
                "language",
                "quote_text",
                "tags",
                "teaser",
                "trivia.0.source_url",
                "viewings.0.seen_on",
                "year"
            ]
        );
    }

    #[test]
    fn viewings_are_put_in_time_order_and_blank_rows_dropped() {
        let row = |seen_on: &str| ViewingInput {
            seen_on: seen_on.into(),
            medium: "Cinema".into(),
            ..ViewingInput::default()
        };
        let review = ReviewInput {
            viewings: vec![row("2020"), ViewingInput::default(), row("2014-01-13"), row("")],
            ..input()
        };
        let seen: Vec<String> = review
            .check(today())
            .unwrap()
            .viewings
            .iter()
            .map(|v| v.seen_on.to_text())
            .collect();
        assert_eq!(seen, ["", "2014-01-13", "2020"]);
    }

    #[test]
    fn tags_lose_their_hash_and_their_doubles() {
        let review = ReviewInput {
            tags: vec!["#Trains, night film".into(), "trains".into()],
            ..input()
        };
        assert_eq!(review.check(today()).unwrap().tags, ["Trains", "night film"]);
    }
}
