//! What was found by a search, and what machines find on a page.

use crate::domain::search::Kind;
use crate::service::views::RatingView;
use askama::filters::Safe;

/// What was found, as a heading.
pub fn found(n: &i64) -> String {
    match n {
        0 => "Nothing found".to_owned(),
        1 => "One thing found".to_owned(),
        n => format!("{n} things found"),
    }
}

/// A kind of thing that can be found.
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Film => "Film",
        Kind::Person => "Person",
        Kind::Review => "Review",
        Kind::List => "List",
        Kind::Post => "Post",
        Kind::Comment => "Comment",
    }
}

/// Things of that kind.
pub fn kinds(kind: &Kind) -> &'static str {
    match kind {
        Kind::Film => "Films",
        Kind::Person => "People",
        Kind::Review => "Reviews",
        Kind::List => "Lists",
        Kind::Post => "Posts",
        Kind::Comment => "Comments",
    }
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
