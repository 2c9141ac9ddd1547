//! How a review will look on the servers that receive it.

use crate::domain::summary::{SummaryParts, rating_words, summary};
use crate::messages::Language;
use crate::service::views::ReviewPage;

/// How Mastodon will show the Article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MastodonPreview {
    /// Bold first line.
    pub name: String,
    /// The words below it.
    pub summary: String,
    /// The link at the end.
    pub url: String,
    /// Media are hidden behind a click.
    pub sensitive: bool,
    /// Alt text of the attached poster.
    pub image_alt: Option<String>,
}

impl ReviewPage {
    /// How Mastodon will show the Article: the same words that are sent.
    pub fn mastodon(&self) -> MastodonPreview {
        let rating = self.rating.as_ref().map(|r| rating_words(&r.label, r.place));
        let parts = SummaryParts {
            rating,
            film: self.film_label(),
            recommend: self.recommend,
            content_warning: self.content_warning.as_deref(),
            spoilers: self.spoilers,
            teaser: &self.teaser,
            language: &self.language,
        };
        MastodonPreview {
            name: self.title(),
            summary: summary(&parts, |message| Language::of_text(&self.language).tell(message)),
            url: self.canonical.clone(),
            sensitive: self.spoilers || self.content_warning.is_some(),
            image_alt: self.poster.as_ref().map(|p| p.alt.clone()),
        }
    }
}
