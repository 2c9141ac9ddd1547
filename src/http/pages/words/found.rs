//! What was found by a search, and what machines find on a page.

use super::{Said, counted, say};
use crate::domain::search::Kind;
use crate::service::views::RatingView;
use askama::filters::Safe;

/// What was found, as a heading.
pub fn found(n: &i64, more: &bool) -> Said {
    counted(if *more { "search-found-more" } else { "search-found" }, n)
}

/// A kind of thing that can be found.
pub fn kind(kind: &Kind) -> Said {
    say("search-kind").with("kind", kind.as_str())
}

/// Things of that kind.
pub fn kinds(kind: &Kind) -> Said {
    say("search-kind-many").with("kind", kind.as_str())
}

/// The place of a rating for machines that read microformats: a step and the highest one.
pub fn rating_data(rating: &Option<RatingView>) -> Safe<String> {
    let place = rating.as_ref().and_then(|rating| rating.place);
    Safe(place.map_or_else(String::new, |(n, of)| {
        format!(
            r#"<data class="p-rating" value="{n}"></data><data class="p-best" value="{of}"></data><data class="p-worst" value="1"></data>"#
        )
    }))
}
