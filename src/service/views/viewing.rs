//! Viewings as pages show them.

use crate::domain::message::Message;
use crate::domain::viewing::{SeenOn, Viewing};

/// A viewing as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewingView {
    /// `13 January 2014`, `January 2014`, `2014`, `date unknown`.
    pub words: Message,
    /// For `<time datetime>`; `None` when unknown.
    pub datetime: Option<String>,
    /// Medium, venue and note joined for reading; may be empty.
    pub details: String,
}

impl From<&Viewing> for ViewingView {
    fn from(viewing: &Viewing) -> Self {
        let details: Vec<&str> = [&viewing.medium, &viewing.venue, &viewing.note]
            .into_iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        Self {
            words: viewing.seen_on.to_words(),
            datetime: (viewing.seen_on != SeenOn::Unknown).then(|| viewing.seen_on.to_text()),
            details: details.join(" · "),
        }
    }
}
