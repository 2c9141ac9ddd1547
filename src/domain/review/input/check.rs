//! Checking what was typed: each field by itself, everything wrong at once.

use super::{
    CheckedReview, CheckedTrivia, CheckedViewing, FieldError, ReviewInput, SECTION_MAX, SectionInput, TEASER_MAX,
    ViewingInput,
};
use crate::domain::film::{check_film_year, check_title};
use crate::domain::message::Message;
use crate::domain::review::{Quote, SectionKind};
use crate::domain::viewing::SeenOn;
use chrono::{DateTime, Utc};
use url::Url;

/// Pieces of trivia, tags and viewings of one review, and characters of a tag.
const TRIVIA_MAX: usize = 50;
const TAGS_MAX: usize = 20;
const VIEWINGS_MAX: usize = 200;
const TAG_MAX: usize = 60;

fn at_most(key: &'static str, most: usize) -> Message {
    Message::new(key).with("most", most)
}

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
                Message::new("input-too-long").with("length", length).with("most", max),
            ));
        }
        if value.chars().any(|c| c == '\0') {
            self.errors.push(FieldError::new(field, "input-nul"));
        }
        value
    }

    fn line(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = self.text(field, value, max);
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value, or nothing and its error with the others.
    fn keep<T: Default>(&mut self, checked: Result<T, FieldError>) -> T {
        checked.unwrap_or_else(|error| {
            self.errors.push(error);
            T::default()
        })
    }

    fn url(&mut self, field: &str, value: &str) -> Option<Url> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        match Url::parse(value) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() && value.len() <= 2000 => Some(url),
            _ => {
                self.errors.push(FieldError::new(field, "input-url"));
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

impl ViewingInput {
    /// Checks one viewing; `prefix` stands in front of the names of its fields.
    pub fn check(&self, prefix: &str, today: DateTime<Utc>) -> Result<CheckedViewing, Vec<FieldError>> {
        let mut c = Checker { errors: Vec::new() };
        let medium = c.line(&format!("{prefix}medium"), &self.medium, 100);
        let venue = c.line(&format!("{prefix}venue"), &self.venue, 200);
        let note = c.line(&format!("{prefix}note"), &self.note, 1000);
        let field = format!("{prefix}seen_on");
        // One day of grace: the reviewer's evening may be tomorrow in UTC.
        let last = SeenOn::Day(today.date_naive() + chrono::Days::new(1)).sort_key();
        let seen_on = match SeenOn::parse(&self.seen_on) {
            Ok(seen_on) if seen_on.sort_key() > last => Err(FieldError::new(field, "input-day-to-come")),
            Ok(seen_on) => Ok(seen_on),
            Err(error) => Err(FieldError::new(field, error)),
        };
        match seen_on {
            Ok(seen_on) if c.errors.is_empty() => Ok(CheckedViewing {
                seen_on,
                medium,
                venue,
                note,
            }),
            Ok(_) => Err(c.errors),
            Err(error) => {
                c.errors.push(error);
                Err(c.errors)
            }
        }
    }
}

impl ReviewInput {
    /// Checks for saving. `today` bounds the year. Everything wrong is reported at once.
    pub fn check(&self, today: DateTime<Utc>) -> Result<CheckedReview, Vec<FieldError>> {
        let mut c = Checker { errors: Vec::new() };
        let film_title = c.keep(check_title("film", &self.film));
        let film_year = c.keep(check_film_year("year", &self.year, today));
        if let Err(errors) = self.facts.check() {
            c.errors.extend(errors);
        }
        let headline = none_if_empty(c.line("headline", &self.headline, 200));
        let slug = none_if_empty(c.line("slug", &self.slug, 200)).map(|s| crate::domain::text::keys::slugify(&s));
        let language = self.language.trim().to_owned();
        if !is_language_tag(&language) {
            c.errors.push(FieldError::new("language", "input-review-language"));
        }
        let sections = self.check_sections(&mut c);
        let quote_text = c.text("quote_text", &self.quote_text, 1000);
        let speaker = c.line("quote_speaker", &self.quote_speaker, 200);
        if quote_text.is_empty() && !speaker.is_empty() {
            c.errors.push(FieldError::new("quote_text", "input-quote-missing"));
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
            facts: self.facts.clone(),
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
                c.errors
                    .push(FieldError::new(format!("trivia.{i}.text"), "input-trivia-missing"));
            }
        }
        if out.len() > TRIVIA_MAX {
            c.errors
                .push(FieldError::new("trivia", at_most("input-trivia-many", TRIVIA_MAX)));
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
            if tag.chars().count() > TAG_MAX || tag.chars().any(|ch| matches!(ch, '<' | '>' | '#' | '/' | '"' | '\0')) {
                c.errors.push(FieldError::new(
                    "tags",
                    at_most("input-tag", TAG_MAX).with("typed", tag.chars().take(30).collect::<String>()),
                ));
            } else if !out.iter().any(|t| t.to_lowercase() == tag.to_lowercase()) {
                out.push(tag);
            }
        }
        if out.len() > TAGS_MAX {
            c.errors
                .push(FieldError::new("tags", at_most("input-tags-many", TAGS_MAX)));
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
            match row.check(&format!("viewings.{i}."), today) {
                Ok(viewing) => out.push(viewing),
                Err(errors) => c.errors.extend(errors),
            }
        }
        if out.len() > VIEWINGS_MAX {
            c.errors.push(FieldError::new(
                "viewings",
                at_most("input-viewings-many", VIEWINGS_MAX),
            ));
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
            errors.push(FieldError::new("take", "input-nothing-to-publish"));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}
