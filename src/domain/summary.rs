//! The few words that travel with a review: what Mastodon shows instead of its text.

use crate::domain::film::film_label;
use crate::domain::message::Message;
use crate::domain::rating::Rating;
use crate::domain::review::Review;
use crate::domain::text::plain;

/// `Excellent (6 of 7)`; a step outside the order stands by itself.
pub fn rating_words(label: &str, place: Option<(i32, i32)>) -> Message {
    match place {
        Some((n, of)) => Message::new("rating-of")
            .with("label", label)
            .with("n", n)
            .with("total", of),
        None => Message::new("rating-outside").with("label", label),
    }
}

/// What the summary is made of.
#[derive(Clone, Debug)]
pub struct SummaryParts<'a> {
    /// See `rating_words`.
    pub rating: Option<Message>,
    /// `Film (1999)`.
    pub film: String,
    /// Recommended.
    pub recommend: bool,
    /// What to be warned of.
    pub content_warning: Option<&'a str>,
    /// The text gives away the plot.
    pub spoilers: bool,
    /// Spoiler-free words.
    pub teaser: &'a str,
    /// BCP 47 tag of the teaser.
    pub language: &'a str,
}

/// The summary of a review as stored; see `summary`.
pub fn article_summary(
    review: &Review,
    rating: Option<&Rating>,
    film_title: &str,
    film_year: Option<i32>,
    tell: impl Fn(&Message) -> String,
) -> String {
    let parts = SummaryParts {
        rating: rating.map(|rating| rating_words(&rating.step.label, rating.place())),
        film: film_label(film_title, film_year),
        recommend: review.recommend,
        content_warning: review.content_warning.as_deref(),
        spoilers: review.spoilers,
        teaser: &review.teaser,
        language: &review.language,
    };
    summary(&parts, tell)
}

/// Rating in words, film and teaser: plain text of at most 500 characters without `<` or `&`, since some servers read
/// `summary` as HTML. A review with spoilers gives nothing but rating and film. `tell` says a message in a language.
pub fn summary(review: &SummaryParts<'_>, tell: impl Fn(&Message) -> String) -> String {
    let mut parts: Vec<String> = review.rating.iter().map(&tell).collect();
    parts.push(review.film.clone());
    if review.recommend {
        parts.push(tell(&Message::new("summary-recommended")));
    }
    if let Some(warning) = &review.content_warning {
        parts.push(tell(&Message::new("summary-warning").with("warning", *warning)));
    }
    if review.spoilers {
        parts.push(tell(&Message::new("summary-spoilers")));
    } else if !review.teaser.is_empty() {
        return plain::for_summary(&format!("{} – {}", parts.join(" · "), review.teaser), review.language);
    }
    plain::for_summary(&parts.join(" · "), review.language)
}
