//! The editor's form and back: from posted fields to a `ReviewInput`, and from that to the fields of the form.

use crate::domain::film::FilmInput;
use crate::domain::id::{MediaId, StepId};
use crate::domain::review::{ReviewInput, SectionInput, SectionKind, TriviaInput, ViewingInput};
use crate::domain::schedule::{ScheduleInput, Turn};
use crate::http::forms::Form;
use crate::messages::{Said, say, tell};

/// What was typed; nothing is checked or trimmed, so that everything can be shown again as it was.
pub fn review_input(form: &Form) -> ReviewInput {
    let text = |name: &str| form.text(name).to_owned();
    let id = |name: &str| Some(form.text(name).trim().to_owned()).filter(|id| !id.is_empty());
    let sections = SectionKind::ALL.map(|kind| SectionInput {
        kind,
        label: text(&format!("{}.label", kind.as_str())),
        source: text(kind.as_str()),
    });
    let viewing = |i| ViewingInput {
        seen_on: text(&format!("viewings.{i}.seen_on")),
        medium: text(&format!("viewings.{i}.medium")),
        venue: text(&format!("viewings.{i}.venue")),
        note: text(&format!("viewings.{i}.note")),
    };
    let trivia = |i| TriviaInput {
        text: text(&format!("trivia.{i}.text")),
        source_name: text(&format!("trivia.{i}.source_name")),
        source_url: text(&format!("trivia.{i}.source_url")),
    };
    ReviewInput {
        film: text("film"),
        year: text("year"),
        facts: film_input(form),
        headline: text("headline"),
        slug: text("slug"),
        language: text("language"),
        sections: sections.into(),
        quote_text: text("quote_text"),
        quote_speaker: text("quote_speaker"),
        trivia: (0..form.rows("trivia")).map(trivia).collect(),
        step: id("step").map(StepId::new),
        recommend: form.has("recommend"),
        teaser: text("teaser"),
        spoilers: form.has("spoilers"),
        content_warning: text("content_warning"),
        tags: form
            .text("tags")
            .split(',')
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty())
            .collect(),
        viewings: (0..form.rows("viewings")).map(viewing).collect(),
        poster: id("poster_id").filter(|_| !form.has("poster_remove")).map(MediaId::new),
    }
}

/// When to publish, as typed.
pub fn schedule_input(form: &Form) -> ScheduleInput {
    ScheduleInput {
        date: form.text("publish_date").to_owned(),
        time: form.text("publish_time").to_owned(),
        zone: form.text("publish_zone").to_owned(),
        turn: Turn::parse(form.text("publish_turn")),
    }
}

/// What was typed about the film.
pub fn film_input(form: &Form) -> FilmInput {
    let text = |name: &str| form.text(&format!("facts.{name}")).to_owned();
    FilmInput {
        original_title: text("original_title"),
        title_language: text("title_language"),
        runtime: text("runtime"),
        countries: text("countries"),
        languages: text("languages"),
        directors: text("directors"),
        writers: text("writers"),
        cast: text("cast"),
        crew: text("crew"),
        wikidata: text("wikidata"),
        tmdb: text("tmdb"),
        imdb: text("imdb"),
        letterboxd: text("letterboxd"),
    }
}

/// A section of the form.
pub struct SectionField {
    /// Name of the text's field.
    pub field: &'static str,
    /// Name of the heading's field.
    pub label_field: String,
    /// What the form calls it.
    pub title: Said,
    /// Words below that.
    pub hint: String,
    /// Class of the text box.
    pub class: &'static str,
    /// The author's heading.
    pub label: String,
    /// Markdown.
    pub source: String,
}

/// The sections of the form, in the order of the page; an empty heading is filled from `usual`.
pub fn section_fields(input: &ReviewInput, usual: &[(&'static str, String)]) -> Vec<SectionField> {
    let field = |kind: SectionKind| {
        let typed = input.sections.iter().find(|s| s.kind == kind);
        let remembered = || {
            usual
                .iter()
                .find(|(name, _)| *name == kind.as_str())
                .map(|(_, label)| label.clone())
        };
        let label = typed
            .map(|s| s.label.clone())
            .filter(|l| !l.trim().is_empty())
            .or_else(remembered);
        let (title, hint, class) = match kind {
            SectionKind::Synopsis => ("field-synopsis", say("review-synopsis-hint").into(), ""),
            SectionKind::Take => ("field-take", String::new(), "tall"),
            SectionKind::BottomLine => ("field-bottom-line", say("review-bottom-line-hint").into(), ""),
        };
        SectionField {
            field: kind.as_str(),
            label_field: format!("{}.label", kind.as_str()),
            title: say(title),
            hint,
            class,
            label: label.unwrap_or_else(|| tell(&kind.default_label())),
            source: typed.map(|s| s.source.clone()).unwrap_or_default(),
        }
    };
    SectionKind::ALL.into_iter().map(field).collect()
}

/// A numbered row of the form.
pub struct Row<T> {
    /// `viewings.0`
    pub prefix: String,
    /// What was typed.
    pub input: T,
}

impl<T> Row<T> {
    /// Name of one of the row's fields.
    pub fn field(&self, name: &str) -> String {
        format!("{}.{name}", self.prefix)
    }
}

/// The rows of the form, with `empty` further ones and one at least.
pub fn rows<T: Clone + Default>(prefix: &str, inputs: &[T], empty: usize) -> Vec<Row<T>> {
    let wanted = (inputs.len() + empty).max(1);
    let row = |i: usize| Row {
        prefix: format!("{prefix}.{i}"),
        input: inputs.get(i).cloned().unwrap_or_default(),
    };
    (0..wanted).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_typed_is_in_the_input() {
        let form = Form::of([
            ("film", " The Salt Road "),
            ("take", "line\r\nline"),
            ("take.label", "My take"),
            ("step", "s5"),
            ("recommend", "yes"),
            ("tags", "a, b ,,"),
            ("viewings.1.seen_on", "2014-01"),
            ("trivia.0.text", "salt"),
            ("poster_id", "m1"),
        ]);
        let input = review_input(&form);
        assert_eq!(input.film, " The Salt Road ");
        assert_eq!(input.tags, ["a", "b"]);
        assert_eq!((input.viewings.len(), input.trivia.len()), (2, 1));
        assert_eq!(input.step, Some(StepId::new("s5")));
        assert!(input.recommend && !input.spoilers);
        let fields = section_fields(&input, &[("synopsis", "Plot".to_owned())]);
        let labels: Vec<&str> = fields.iter().map(|f| f.label.as_str()).collect();
        assert_eq!(labels, ["Plot", "My take", "Bottom line"]);
    }

    #[test]
    fn a_poster_that_is_taken_away_is_not_kept() {
        let form = Form::of([("poster_id", "m1"), ("poster_remove", "yes")]);
        assert_eq!(review_input(&form).poster, None);
    }

    #[test]
    fn there_is_always_a_row_to_type_in() {
        assert_eq!(rows::<ViewingInput>("viewings", &[], 0).len(), 1);
        assert_eq!(rows("viewings", &[ViewingInput::default()], 1).len(), 2);
    }
}
