//! The interface's own words: counts, dates and names of states, so that templates never glue words together.

mod catalogues;
mod choices;
mod compared;
mod found;
mod lists;
mod record;
mod scales;

pub use catalogues::{TMDB_NOTICE, asks, gave_no_answer, needs_notice, nothing_found, see_at};
pub use choices::{swatch, zone_options};
pub use compared::{compared, compared_part};
pub use found::{found, kind, kinds, rating_data};
pub use lists::{and, essay_state, list_items, list_kind, missing, named, order};
pub use record::*;
pub use scales::{called_today, rated_reviews, scale_kind};

use crate::domain::comment::CommentState;
use crate::domain::follow::FollowState;
use crate::domain::notification::NotificationKind;
use crate::domain::webmention::WebmentionState;
use crate::service::conversation::{CommentView, Conversation};
use crate::service::notifications::NotificationView;
use crate::service::receipts::{End, ReceiptRow};
use crate::service::views::RatingView;
use askama::filters::Safe;
use chrono::{DateTime, Utc};
use std::fmt::Write;

/// The part of an address that names a tag.
pub fn tag_key(tag: &str) -> String {
    crate::domain::text::keys::hashtag_key(tag)
}

/// A day for people: `3 October 2026`.
pub fn day(at: &DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}

/// A moment for people: `3 October 2026, 18:05 UTC`.
pub fn moment(at: &DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// A moment for machines, as in `<time datetime>`.
pub fn machine(at: &DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The row of lights beside a rating: one light for each ordered step, lit up to the one given; a bar where there are too
/// many steps for lights. The place is also said in words for those who do not see it.
pub fn lights(place: &i32, total: &i32) -> Safe<String> {
    let total = (*total).clamp(1, 100);
    let place = (*place).clamp(0, total);
    let mut svg = String::with_capacity(512);
    // Writing to a String cannot fail.
    let _ = if total <= 12 {
        let width = total * 14;
        let _ = write!(
            svg,
            r#"<svg class="lights" aria-hidden="true" width="{width}" height="12" viewBox="0 0 {width} 12" fill="none" stroke="currentColor" stroke-width="1.2">"#
        );
        for i in 0..total {
            let state = if i < place {
                r#" fill="currentColor""#
            } else {
                r#" opacity=".6""#
            };
            let _ = write!(svg, r#"<circle cx="{}" cy="6" r="4.6"{state}/>"#, i * 14 + 6);
        }
        write!(svg, "</svg>")
    } else {
        write!(
            svg,
            r#"<svg class="lights bar-of" aria-hidden="true" width="140" height="12" viewBox="0 0 {total} 10" preserveAspectRatio="none" fill="currentColor"><rect y="4" width="{total}" height="2" opacity=".4"/><rect y="2" width="{place}" height="6"/></svg>"#
        )
    };
    let _ = write!(svg, r#"<span class="hidden">, {place} of {total}</span>"#);
    Safe(svg)
}

/// The lights of a rating; nothing for a step outside the order.
pub fn lights_of(rating: &RatingView) -> Safe<String> {
    rating
        .place
        .map_or_else(|| Safe(String::new()), |(n, of)| lights(&n, &of))
}

/// Something that was counted.
pub trait Count {
    /// How many.
    fn number(&self) -> i64;
}

impl Count for i64 {
    fn number(&self) -> i64 {
        *self
    }
}

impl Count for usize {
    fn number(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}

impl<T: Count> Count for &T {
    fn number(&self) -> i64 {
        (**self).number()
    }
}

/// The mark on a comment that only some people see.
pub fn held(state: &CommentState) -> Option<&'static str> {
    match state {
        CommentState::Held => Some("Waits for a decision"),
        CommentState::Removed => Some("Taken off the page"),
        CommentState::Visible | CommentState::Deleted | CommentState::Suspended => None,
    }
}

/// What stands in the place of a comment that cannot be read.
pub fn gone(state: &CommentState) -> &'static str {
    match state {
        CommentState::Deleted => "This comment was deleted by its author.",
        CommentState::Held => "This comment waits for a decision.",
        CommentState::Removed | CommentState::Suspended | CommentState::Visible => {
            "This comment was taken off the page."
        }
    }
}

/// How a follow stands.
pub fn follow_state(state: &FollowState) -> &'static str {
    match state {
        FollowState::Pending => "Asked, not answered yet",
        FollowState::Rejected => "Refused",
        FollowState::Accepted => "You follow them",
    }
}

/// The colour of that; it is said in words.
pub fn follow_class(state: &FollowState) -> &'static str {
    match state {
        FollowState::Pending => "warn",
        FollowState::Rejected => "error",
        FollowState::Accepted => "ok",
    }
}

/// True while a follow is in force or asked for.
pub fn follows(state: &Option<FollowState>) -> bool {
    matches!(state, Some(FollowState::Accepted | FollowState::Pending))
}

/// What somebody did, after their name; the title of what it is about follows where there is one.
pub fn news(note: &NotificationView) -> &'static str {
    let about = note.about.as_ref();
    let (known, comment) = (about.is_some(), about.is_some_and(|about| about.is_comment));
    let own = about.is_some_and(|about| about.is_own);
    match note.kind {
        NotificationKind::Reply if comment => "answered your comment on",
        NotificationKind::Reply if own && about.is_some_and(|about| about.is_deeper) => {
            "answered somebody on your review of"
        }
        NotificationKind::Reply if own => "answered your review of",
        NotificationKind::Reply if known => "answered you about",
        NotificationKind::Reply => "answered you",
        NotificationKind::Mention if known => "named you in a comment on",
        NotificationKind::Mention => "named you",
        NotificationKind::Link if known => "links to your review of",
        NotificationKind::Link => "links to a review of yours",
        NotificationKind::Quote if own => "quotes your review of",
        NotificationKind::Quote if known => "quotes you about",
        NotificationKind::Quote => "quotes you",
        NotificationKind::Like if comment => "likes your comment on",
        NotificationKind::Like if known => "likes your review of",
        NotificationKind::Like => "likes what you wrote",
        NotificationKind::Boost if comment => "boosted your comment on",
        NotificationKind::Boost if known => "boosted your review of",
        NotificationKind::Boost => "boosted what you wrote",
        NotificationKind::Emoji if comment => "reacted to your comment on",
        NotificationKind::Emoji if known => "reacted to your review of",
        NotificationKind::Emoji => "reacted to what you wrote",
        NotificationKind::Follow if note.asks => "asks to follow you",
        NotificationKind::Follow => "follows you",
        NotificationKind::FollowAccepted => "lets you follow them",
        NotificationKind::Moved => "is the new account of somebody you follow; you follow them there now",
        NotificationKind::Report if comment => "reported a comment on",
        NotificationKind::Report if known => "reported the review of",
        NotificationKind::Report => "reported somebody here",
        NotificationKind::Private => "wrote to you in private",
    }
}

/// What a form calls one of its fields.
pub fn field(name: &str) -> &str {
    match name.rsplit('.').next().unwrap_or(name) {
        "text" | "source" => "Your words",
        "film" => "Title of the film",
        "year" => "Year",
        "headline" => "Headline",
        "quote_text" => "Epigraph",
        "quote_speaker" => "Who says it",
        "synopsis" => "Synopsis",
        "take" => "Your take",
        "bottom-line" => "Bottom line",
        "label" => "Heading or word",
        "teaser" => "Teaser",
        "seen_on" => "Date",
        "medium" => "How",
        "venue" => "Where",
        "note" => "Note",
        "source_name" => "Source",
        "source_url" => "Address of the source",
        "poster_alt" => "What the image shows",
        "tags" => "Tags",
        "content_warning" => "Content warning",
        "title" => "Title",
        "original_title" => "Original title",
        "title_language" => "Language of the title",
        "runtime" => "Length",
        "countries" => "Countries",
        "languages" => "Languages",
        "directors" => "Directed by",
        "writers" => "Written by",
        "cast" => "Cast",
        "crew" => "Others behind the camera",
        "wikidata" => "Wikidata",
        "tmdb" => "TMDB",
        "imdb" => "IMDb",
        "letterboxd" => "Letterboxd",
        "language" => "Language",
        "name" => "Name",
        "summary" => "About you",
        "description" => "What you mean by it",
        "email" => "Mail address",
        "who" => "Whom you looked for",
        "alias" => "Another account of yours",
        "target" => "Where you go",
        "domains" => "Domains that may name you as their author",
        _ => "Another field",
    }
}

/// The address under which another server finds a comment.
pub fn comment_address(comment: &CommentView, origin: &str) -> String {
    if comment.permalink.starts_with('#') {
        format!("{origin}/c/{}", comment.id)
    } else {
        comment.permalink.clone()
    }
}

/// `one comment`, `12 comments`, `no comments`.
pub fn comments(n: &impl Count) -> String {
    count(n.number(), "comment", "comments")
}

/// `and one more`, `and 12 more`: what a list leaves out.
pub fn more(n: i64) -> String {
    match n {
        1 => "and one more".to_owned(),
        n => format!("and {n} more"),
    }
}

/// The colour of a page that was told; its state is said in words beside it.
pub fn page_class(state: &WebmentionState) -> &'static str {
    match state {
        WebmentionState::Told => "ok",
        WebmentionState::Waiting => "warn",
        WebmentionState::Refused | WebmentionState::Failed => "error",
        WebmentionState::Deaf => "",
    }
}

/// `one like`, `12 likes`.
pub fn likes(n: &impl Count) -> String {
    count(n.number(), "like", "likes")
}

/// `one boost`, `12 boosts`.
pub fn boosts(n: &impl Count) -> String {
    count(n.number(), "boost", "boosts")
}

/// `one review`, `12 reviews`.
pub fn reviews(n: &impl Count) -> String {
    count(n.number(), "review", "reviews")
}

/// `one follower`, `12 followers`.
pub fn followers(n: &impl Count) -> String {
    count(n.number(), "follower", "followers")
}

/// `follows nobody`, `follows one person`, `follows 12 people`.
pub fn following(n: &impl Count) -> String {
    match n.number() {
        0 => "follows nobody".to_owned(),
        1 => "follows one person".to_owned(),
        n => format!("follows {n} people"),
    }
}

/// What another server's status code says, for people.
pub fn answer(status: &i32) -> String {
    let words = match *status {
        200..=299 => "taken",
        300..=399 => "points elsewhere",
        401 | 403 => "not allowed",
        404 => "not found",
        410 => "gone",
        408 | 429 => "asked to wait",
        500..=599 => "in trouble itself",
        _ => "refused",
    };
    format!("{words} ({status})")
}

/// The heading over a conversation: it counts people, since people are what a conversation is made of.
pub fn conversation(people: &usize) -> String {
    match *people {
        0 => "Nobody has said anything yet".to_owned(),
        1 => "One person in conversation".to_owned(),
        n => format!(
            "{} people in conversation",
            capitalised(&number(i64::try_from(n).unwrap_or(i64::MAX)))
        ),
    }
}

/// `One review here`, `Three reviews here`.
pub fn reviews_here(n: usize) -> String {
    match n {
        1 => "One review here".to_owned(),
        n => format!(
            "{} reviews here",
            capitalised(&number(i64::try_from(n).unwrap_or(i64::MAX)))
        ),
    }
}

/// The page numbers to show: the first, the last and those around the present one; 0 stands for a gap.
pub fn page_numbers(page: &u32, pages: &u32) -> Vec<u32> {
    let (page, pages) = (*page, *pages);
    let mut out: Vec<u32> = Vec::new();
    for n in 1..=pages {
        if n == 1 || n == pages || n.abs_diff(page) <= 2 {
            out.push(n);
        } else if out.last() != Some(&0) {
            out.push(0);
        }
    }
    out
}

/// The page numbers to show below a page of a conversation.
pub fn page_numbers_of(talk: &Conversation) -> Vec<u32> {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    page_numbers(&number(talk.page), &number(talk.pages))
}

fn count(n: i64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        n => format!("{n} {many}"),
    }
}

/// Small numbers in words, others in figures.
fn number(n: i64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    usize::try_from(n)
        .ok()
        .and_then(|n| WORDS.get(n))
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Which deliveries a list is of.
pub fn delivery_end(end: &End) -> &'static str {
    match end {
        End::Failed => "Refused or given up",
        End::Waiting => "Waiting",
        End::Arrived => "Arrived",
    }
}

/// How the deliveries of a review stand.
pub fn delivery(delivered: &i64, pending: &i64, failed: &i64) -> String {
    let total = delivered + pending + failed;
    if total == 0 {
        return "Nothing was sent yet: either nobody on another server follows you, or the review is about to be sent."
            .to_owned();
    }
    if total == 1 && *delivered == 1 {
        return "The one delivery arrived.".to_owned();
    }
    let unit = if total == 1 { "delivery" } else { "deliveries" };
    let mut text = format!("{delivered} of {total} {unit} arrived");
    if *pending > 0 {
        text.push_str(&format!(", {pending} waiting or to be tried again"));
    }
    if *failed > 0 {
        text.push_str(&format!(", {failed} refused or given up"));
    }
    text.push('.');
    text
}

/// What was sent, in words.
pub fn sent(activity: &str) -> &str {
    match activity {
        "Create" => "the review",
        "Update" => "an edit",
        "Delete" => "its removal",
        "Announce" => "the review, shown again",
        "Undo" => "the end of an earlier showing",
        other => other,
    }
}

/// The colour of a delivery's state; the state is said in words beside it.
pub fn delivery_class(row: &ReceiptRow) -> &'static str {
    match (row.finished_at.is_some(), row.last_status) {
        (true, Some(200..=299)) => "ok",
        (true, _) => "error",
        (false, _) => "warn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_words() {
        assert_eq!(comments(&0_i64), "no comments");
        assert_eq!(comments(&1_i64), "one comment");
        assert_eq!(likes(&12_usize), "12 likes");
        assert_eq!(conversation(&6), "Six people in conversation");
        assert_eq!(conversation(&14), "14 people in conversation");
        assert_eq!(page_numbers(&6, &12), [1, 0, 4, 5, 6, 7, 8, 0, 12]);
    }
}
