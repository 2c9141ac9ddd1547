//! Posts of this site (top tens, announcements, pages): Markdown in which films are named as `[[Title (1999)]]`.
//!
//! The code calls them essays, because a *post* is one of another server.

use crate::domain::film::FIRST_FILM_YEAR;
use crate::domain::id::{ActorId, EssayId, FilmId};
use crate::domain::message::Message;
use crate::domain::review::{FieldError, Status, is_language_tag};
use crate::domain::text::{SafeHtml, keys, markdown, plain};
use chrono::{DateTime, Utc};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest teaser, in characters.
pub const TEASER_MAX: usize = 500;
/// The longest text, in characters.
pub const SOURCE_MAX: usize = 200_000;
/// The most films that one post names.
pub const FILMS_MAX: usize = 500;

/// A post as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Essay {
    /// Our identifier; the object URL is made of it, and so is the place of its conversation.
    pub id: EssayId,
    /// Who wrote it.
    pub author_id: ActorId,
    /// Title.
    pub title: String,
    /// Last part of its address, unique for the author.
    pub slug: String,
    /// BCP 47 tag.
    pub language: String,
    /// Words for feeds and followers, plain text; may be empty.
    pub teaser: String,
    /// Markdown.
    pub source: String,
    /// Where it stands.
    pub status: Status,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// Last saved.
    pub saved_at: DateTime<Utc>,
    /// First published.
    pub published_at: Option<DateTime<Utc>>,
    /// Last edited after publication.
    pub edited_at: Option<DateTime<Utc>>,
}

/// A film that a post names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFilm {
    /// The film.
    pub film_id: FilmId,
    /// As it stands between the brackets.
    pub label: String,
}

/// A post as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EssayInput {
    /// Title.
    pub title: String,
    /// Address; empty for one made of the title.
    pub slug: String,
    /// BCP 47 tag.
    pub language: String,
    /// Teaser; may be empty.
    pub teaser: String,
    /// Markdown.
    pub source: String,
}

/// A post as typed, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedEssay {
    /// Title.
    pub title: String,
    /// Address, where one was asked for.
    pub slug: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Teaser.
    pub teaser: String,
    /// Markdown.
    pub source: String,
}

impl EssayInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn check(&self, publish: bool) -> Result<CheckedEssay, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = plain::one_line(&self.title, usize::MAX);
        if title.is_empty() {
            errors.push(FieldError::new("title", "input-essay-title"));
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
        if !is_language_tag(self.language.trim()) {
            errors.push(FieldError::new("language", "input-language-tag"));
        }
        let teaser = plain::one_line(&self.teaser, usize::MAX);
        if teaser.chars().count() > TEASER_MAX {
            errors.push(FieldError::new(
                "teaser",
                Message::new("input-teaser-long").with("most", TEASER_MAX),
            ));
        }
        if self.source.chars().count() > SOURCE_MAX {
            errors.push(FieldError::new("source", "input-essay-long"));
        } else if labels(&self.source).len() > FILMS_MAX {
            errors.push(FieldError::new(
                "source",
                Message::new("input-essay-films").with("most", FILMS_MAX),
            ));
        }
        if publish && self.source.trim().is_empty() {
            errors.push(FieldError::new("source", "input-essay-empty"));
        }
        if errors.is_empty() {
            Ok(CheckedEssay {
                title,
                slug: slug.map(ToOwned::to_owned),
                language: self.language.trim().to_owned(),
                teaser,
                source: self.source.clone(),
            })
        } else {
            Err(errors)
        }
    }
}

/// `[[Title (1999)]]` in its parts: what stands before, the label, what follows.
fn next_label(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find("[[")?;
        let inside = text.get(open + 2..)?;
        let close = inside.find("]]")?;
        let label = inside.get(..close)?;
        let fits = !label.trim().is_empty() && label.chars().count() <= TITLE_MAX + 8 && !label.contains(['\n', '[']);
        if fits {
            return Some((text.get(..open)?, label, inside.get(close + 2..)?));
        }
        from = open + 2;
    }
}

/// What the films are called that a text names, each once, in order.
pub fn labels(source: &str) -> Vec<String> {
    let (mut out, mut rest) = (Vec::new(), source);
    while let Some((_, label, after)) = next_label(rest) {
        let label = label.trim().to_owned();
        if !out.contains(&label) {
            out.push(label);
        }
        rest = after;
    }
    out
}

/// `Title (1999)` as title and year.
pub fn film_of(label: &str) -> (String, Option<i32>) {
    let parts = label.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let year = parts.and_then(|(_, year)| year.parse::<i32>().ok());
    match (parts, year.filter(|year| (FIRST_FILM_YEAR..=2200).contains(year))) {
        (Some((title, _)), Some(year)) => (plain::one_line(title, TITLE_MAX), Some(year)),
        _ => (plain::one_line(label, TITLE_MAX), None),
    }
}

/// A text as HTML, each film it names a link where `path_of` knows one, and else only its name.
pub fn to_html(source: &str, path_of: impl Fn(&str) -> Option<String>) -> SafeHtml {
    let (mut out, mut rest) = (String::with_capacity(source.len()), source);
    while let Some((before, label, after)) = next_label(rest) {
        out.push_str(before);
        let label = label.trim();
        let words: String = label
            .chars()
            .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
            .collect();
        match path_of(label) {
            Some(path) => {
                out.push('[');
                out.push_str(&words);
                out.push_str("](");
                out.push_str(&path);
                out.push(')');
            }
            None => out.push_str(&words),
        }
        rest = after;
    }
    out.push_str(rest);
    markdown::to_html(&out)
}

/// Enough of a post to begin a description with: its first paragraphs. What is behind them is not read for it.
pub fn beginning(source: &str) -> &str {
    const ENOUGH: usize = 2_000;
    let from = source.floor_char_boundary(ENOUGH);
    match source.split_at(from).1.find("\n\n") {
        Some(end) => source.split_at(from + end).0,
        None => source,
    }
}

/// Words of a text without markup, for a description.
pub fn excerpt(essay_teaser: &str, html: &SafeHtml, max: usize) -> String {
    if essay_teaser.is_empty() {
        plain::excerpt(&plain::from_html(html.as_str()).replace('\n', " "), max)
    } else {
        plain::excerpt(essay_teaser, max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_beginning_ends_with_a_paragraph() {
        assert_eq!(beginning("Short.\n\nWhole."), "Short.\n\nWhole.");
        let first = "ä".repeat(1_500);
        assert_eq!(beginning(&format!("{first}\n\nMore.\n\nAnd more.")), first);
        assert_eq!(beginning(&first), first);
    }

    #[test]
    fn films_are_named_in_double_brackets() {
        let text =
            "1. [[The Salt Road (1974)]]\n2. [[M*A*S*H (1970)]], again [[The Salt Road (1974)]]. [[ ]] [[a\nb]] [[open";
        assert_eq!(labels(text), ["The Salt Road (1974)", "M*A*S*H (1970)"]);
        assert_eq!(
            film_of("The Salt Road (1974)"),
            ("The Salt Road".to_owned(), Some(1974))
        );
        assert_eq!(film_of("(500) Days"), ("(500) Days".to_owned(), None));
        assert_eq!(film_of("1917 (3)"), ("1917 (3)".to_owned(), None));
        let html = to_html(text, |label| {
            (label != "M*A*S*H (1970)").then(|| "/films/salt".to_owned())
        });
        assert!(html.as_str().contains("<a href=\"/films/salt\""), "{html}");
        assert!(
            html.as_str().contains("M*A*S*H (1970)") && !html.as_str().contains("<em>"),
            "{html}"
        );
    }

    #[test]
    fn a_name_cannot_break_out_of_its_link() {
        let html = to_html("[[x](javascript:alert(1)) <b>]]", |_| Some("/films/x".to_owned()));
        assert!(
            !html.as_str().contains("href=\"javascript") && !html.as_str().contains("<b>"),
            "{html}"
        );
    }

    #[test]
    fn a_post_needs_a_title_and_something_to_publish() {
        let input = EssayInput {
            title: " Ten \n for a train ".to_owned(),
            language: "en".to_owned(),
            ..EssayInput::default()
        };
        assert_eq!(input.check(false).unwrap().title, "Ten for a train");
        assert_eq!(input.check(true).unwrap_err()[0].field, "source");
        let bad = EssayInput {
            title: String::new(),
            slug: "A B".to_owned(),
            language: "??".to_owned(),
            teaser: "x".repeat(501),
            source: "x".repeat(SOURCE_MAX + 1),
        };
        let fields: Vec<String> = bad.check(false).unwrap_err().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["title", "slug", "language", "teaser", "source"]);
    }

    proptest! {
        #[test]
        fn any_text_is_rendered(text in "[\\[\\]()a-z\\n*]{0,80}") {
            let html = to_html(&text, |_| Some("/films/x".to_owned()));
            prop_assert!(labels(&text).len() <= text.len());
            prop_assert!(!html.as_str().contains("<script"));
        }
    }
}
