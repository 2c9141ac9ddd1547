//! A review as an item of a feed.

use super::{FeedFilm, FeedItem};
use crate::domain::film::film_label;
use crate::domain::message::Message;
use crate::domain::rating::Rating;
use crate::domain::review::{Review, SectionKind, review_title};
use crate::domain::summary::rating_words;
use crate::domain::text::{SafeHtml, escape, sanitize};
use crate::messages::{Language, say, tell, within};
use crate::service::Service;
use crate::service::cards::{Parts, excerpt};
use crate::store::media::StoredMedia;
use chrono::{DateTime, Utc};
use std::fmt::Write;

impl Service {
    /// What an item says besides its author's words is in the language of the review.
    pub(super) fn review_item(&self, parts: &Parts, review: &Review, shown: Option<DateTime<Utc>>) -> Option<FeedItem> {
        within(Language::of_text(&review.language), || {
            self.review_item_here(parts, review, shown)
        })
    }

    fn review_item_here(&self, parts: &Parts, review: &Review, shown: Option<DateTime<Utc>>) -> Option<FeedItem> {
        let film = parts.films.get(&review.film_id)?;
        let author = parts.actors.get(&review.author_id)?;
        let rating = parts.rating(review);
        let published = review.published_at.unwrap_or(review.saved_at);
        let url = self.urls().review_page(&author.handle, &review.slug).to_string();
        let poster = parts.poster(review).filter(|_| review.content_warning.is_none());
        let picture = |image: &StoredMedia| self.urls().media(&image.id, image.width, "jpg").to_string();
        let label = film_label(&film.title, film.year);
        Some(FeedItem {
            id: self.urls().review(&review.id).into(),
            title: review_title(review.headline.as_deref(), &film.title, film.year),
            author: author.display_name().to_owned(),
            author_url: self.urls().profile(&author.handle).into(),
            published,
            updated: review.changed_at().max(shown).unwrap_or(published).max(published),
            language: Some(review.language.clone()),
            html: shown_words(shown) + &self.review_html(review, &label, rating, poster, &url),
            summary: summary(review, &label, rating),
            tags: review.tags.clone(),
            image: poster.map(picture),
            film: Some(FeedFilm {
                title: film.title.clone(),
                year: film.year,
                url: self.urls().film(&film.slug).into(),
                rating: rating.map(|rating| rating.step.label.clone()),
                place: rating.and_then(Rating::place),
                recommend: review.recommend,
            }),
            url,
        })
    }

    /// The whole review; of one that gives away the plot or carries a warning, what may be read without being warned.
    fn review_html(
        &self,
        review: &Review,
        film: &str,
        rating: Option<&Rating>,
        poster: Option<&StoredMedia>,
        url: &str,
    ) -> String {
        let mut html = String::new();
        // Writing to a String cannot fail.
        if let Some(image) = poster {
            let address = self.urls().media(&image.id, image.width, "jpg");
            let _ = write!(
                html,
                "<p><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"></p>",
                escape(address.as_str()),
                image.width,
                image.height,
                escape(&image.alt)
            );
        }
        let mut verdict = vec![format!("<strong>{}</strong>", escape(film))];
        verdict.extend(rating.map(|rating| escape(&said_rating(rating))));
        if review.recommend {
            verdict.push(say("recommended").to_string());
        }
        let _ = write!(html, "<p>{}</p>", verdict.join(" · "));
        if let Some(warning) = &review.content_warning {
            let _ = write!(
                html,
                "<p>{}</p>",
                say("feed-warning-marked").with("warning", warning).markup()
            );
        }
        if review.spoilers {
            let _ = write!(html, "<p>{}</p>", say("feed-spoilers"));
        }
        if review.spoilers || review.content_warning.is_some() {
            if !review.teaser.is_empty() {
                let _ = write!(html, "<p>{}</p>", escape(&review.teaser));
            }
            let bottom_line = review.sections.iter().find(|s| s.kind == SectionKind::BottomLine);
            if let Some(section) = bottom_line.filter(|_| review.content_warning.is_none()) {
                let _ = write!(
                    html,
                    "<h3>{}</h3>{}",
                    escape(&section.label),
                    self.readable(&section.html)
                );
            }
            let _ = write!(
                html,
                "<p><a href=\"{}\">{}</a></p>",
                escape(url),
                say("feed-read-whole")
            );
            return html;
        }
        if let Some(quote) = &review.quote {
            let _ = write!(html, "<blockquote><p>{}</p>", escape(&quote.text));
            if !quote.speaker.is_empty() {
                let _ = write!(html, "<p>— {}</p>", escape(&quote.speaker));
            }
            html.push_str("</blockquote>");
        }
        for section in &review.sections {
            let _ = write!(
                html,
                "<h3>{}</h3>{}",
                escape(&section.label),
                self.readable(&section.html)
            );
        }
        if !review.trivia.is_empty() {
            let _ = write!(html, "<h3>{}</h3><ul>", say("article-trivia"));
            for trivia in &review.trivia {
                let _ = write!(html, "<li>{}", self.readable(&trivia.html));
                let name = Some(trivia.source_name.as_str()).filter(|name| !name.is_empty());
                let address = trivia.source_url.as_ref();
                let source = match (address, name.or_else(|| address.and_then(|url| url.host_str()))) {
                    (Some(url), Some(name)) => format!("<a href=\"{}\">{}</a>", escape(url.as_str()), escape(name)),
                    (_, Some(name)) => escape(name),
                    (_, None) => String::new(),
                };
                if !source.is_empty() {
                    let _ = write!(
                        html,
                        "<p>{}</p>",
                        say("article-source").with_markup("source", source).markup()
                    );
                }
                html.push_str("</li>");
            }
            html.push_str("</ul>");
        }
        html
    }

    pub(super) fn readable(&self, html: &SafeHtml) -> SafeHtml {
        sanitize::with_absolute_links(&sanitize::without_spoilers(html), &self.urls().home())
    }
}

fn said_rating(rating: &Rating) -> String {
    tell(&rating_words(&rating.step.label, rating.place()))
}

/// Says that an older review is shown again.
fn shown_words(shown: Option<DateTime<Utc>>) -> String {
    shown.map_or_else(String::new, |at| {
        let day = Message::day(at.date_naive());
        format!("<p><em>{}</em></p>", say("feed-shown-again").with("day", day))
    })
}

/// Some plain words: the verdict, then what the review is about. Nothing in them gives anything away.
fn summary(review: &Review, film: &str, rating: Option<&Rating>) -> String {
    let mut words = vec![film.to_owned()];
    words.extend(rating.map(said_rating));
    if let Some(warning) = &review.content_warning {
        words.push(say("feed-warning").with("warning", warning).to_string());
    }
    let about = match review.content_warning.is_some() && review.teaser.is_empty() {
        true => String::new(),
        false => excerpt(review),
    };
    let head = words.join(" · ");
    if about.is_empty() {
        head
    } else {
        format!("{head}. {about}")
    }
}
