//! The few words that travel with a review: what Mastodon shows instead of its text.

use crate::domain::film::film_label;
use crate::domain::rating::Rating;
use crate::domain::review::Review;
use crate::domain::text::plain;

/// `Excellent (6 of 7)`; a step outside the order stands by itself.
pub fn rating_words(rating: &Rating) -> String {
    match rating.place() {
        Some((n, of)) => format!("{} ({n} of {of})", rating.step.label),
        None => rating.step.label.clone(),
    }
}

/// Rating in words, film and teaser: plain text of at most 500 characters without `<` or `&`, since some servers read
/// `summary` as HTML. A review with spoilers gives nothing but rating and film.
pub fn article_summary(review: &Review, rating: Option<&Rating>, film_title: &str, film_year: Option<i32>) -> String {
    let mut parts: Vec<String> = rating.into_iter().map(rating_words).collect();
    parts.push(film_label(film_title, film_year));
    if review.recommend {
        parts.push("recommended".to_owned());
    }
    if let Some(warning) = &review.content_warning {
        parts.push(format!("content warning: {warning}"));
    }
    if review.spoilers {
        parts.push("spoilers".to_owned());
    } else if !review.teaser.is_empty() {
        return plain::for_summary(&format!("{} – {}", parts.join(" · "), review.teaser), &review.language);
    }
    plain::for_summary(&parts.join(" · "), &review.language)
}
