//! The interface's own words: counts, dates and names of states, so that templates never glue words together.

mod catalogues;
mod choices;
mod compared;
mod dates;
mod found;
mod lists;
mod record;
mod scales;

pub use crate::messages::{Said, language, say, tell};
pub use catalogues::{TMDB_NOTICE, asks, gave_no_answer, needs_notice, nothing_found, see_at};
pub use choices::{swatch, zone_options};
pub use compared::{compared, compared_part};
pub use dates::{dated, day, machine, moment, scheduled, scheduled_time, time, time_of_day};
pub use found::{found, kind, kinds, rating_data};
pub use lists::{and, essay_state, list_film, list_items, list_kind, missing, order};
pub use record::*;
pub use scales::{called_today, preset, rated_reviews, scale_kind};

use crate::domain::comment::CommentState;
use crate::domain::follow::FollowState;
use crate::domain::id::ActorId;
use crate::domain::message::Message;
use crate::domain::notification::NotificationKind;
use crate::domain::text::escape;
use crate::domain::webmention::WebmentionState;
use crate::service::conversation::Conversation;
use crate::service::notifications::NotificationView;
use crate::service::receipts::{End, ReceiptRow};
use crate::service::views::RatingView;
use askama::filters::Safe;
use std::fmt::Write;

/// The part of an address that names a tag.
pub fn tag_key(tag: &str) -> String {
    crate::domain::text::keys::hashtag_key(tag)
}

/// Who wrote something, with the way to them.
pub fn by(address: &str, name: &str) -> Safe<String> {
    let who = link(address, name);
    Safe(say("by").with_markup("who", who).markup())
}

/// The same, for somebody elsewhere, who has a page here.
pub fn by_person(id: &ActorId, name: &str) -> Safe<String> {
    by(&format!("/people/{id}"), name)
}

/// What something answers, with the way there.
pub fn in_reply_to(address: &str, name: &str) -> Safe<String> {
    Safe(say("in-reply-to").with_markup("who", link(address, name)).markup())
}

/// How many did something, behind the faces of some of them.
pub fn and_others(others: impl Count, what: Said) -> Said {
    counted("and-others", others).with("what", what)
}

/// The button that likes, or takes the like back.
pub fn like_button(mine: &bool) -> Said {
    say(if *mine { "unlike" } else { "like" })
}

/// The button that boosts, or takes the boost back.
pub fn boost_button(mine: &bool) -> Said {
    say(if *mine { "unboost" } else { "boost" })
}

/// Who wrote something, with the way to them, marked for machines that read microformats.
pub fn by_card(class: &str, address: &str, name: &str) -> Safe<String> {
    let (class, address, name) = (escape(class), escape(address), escape(name));
    let who = format!(r#"<a class="{class}" href="{address}">{name}</a>"#);
    Safe(say("by").with_markup("who", who).markup())
}

/// A link with a text that is shown as it is.
pub fn link(address: &str, text: &str) -> Safe<String> {
    Safe(format!(r#"<a href="{}">{}</a>"#, escape(address), escape(text)))
}

/// The feeds at a path, which has no slash at its end.
pub fn feed_links(path: &str) -> Safe<String> {
    let feed = |end: &str, kind: &str, name: &str| {
        format!(
            r#"<a href="{}/feed.{end}" type="application/{kind}+{}">{name}</a>"#,
            escape(path),
            if end == "json" { "json" } else { "xml" }
        )
    };
    Safe(
        say("feed-links")
            .with_markup("atom", feed("atom", "atom", "Atom"))
            .with_markup("rss", feed("rss", "rss", "RSS"))
            .with_markup("json", feed("json", "feed", "JSON"))
            .markup(),
    )
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
    let _ = write!(
        svg,
        r#"<span class="hidden">{}</span>"#,
        escape(
            &say("rating-place")
                .with("place", place)
                .with("total", total)
                .to_string()
        )
    );
    Safe(svg)
}

/// The lights of a rating; nothing for a step outside the order.
pub fn lights_of(rating: &RatingView) -> Safe<String> {
    rating
        .place
        .map_or_else(|| Safe(String::new()), |(n, of)| lights(&n, &of))
}

/// A message that came from further inside, or nothing.
pub fn told(message: &Option<Message>) -> String {
    message.as_ref().map(tell).unwrap_or_default()
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
pub fn held(state: &CommentState) -> Option<Said> {
    match state {
        CommentState::Held => Some(say("comment-held")),
        CommentState::Removed => Some(say("comment-removed")),
        CommentState::Rejected | CommentState::Spam => Some(say("comment-rejected")),
        CommentState::Visible | CommentState::Deleted | CommentState::Suspended => None,
    }
}

/// What stands in the place of a comment that cannot be read.
pub fn gone(state: &CommentState) -> Said {
    say(match state {
        CommentState::Deleted => "comment-gone-deleted",
        CommentState::Held => "comment-gone-held",
        CommentState::Removed
        | CommentState::Suspended
        | CommentState::Visible
        | CommentState::Rejected
        | CommentState::Spam => "comment-gone-removed",
    })
}

/// How a follow stands.
pub fn follow_state(state: &FollowState) -> Said {
    say(match state {
        FollowState::Pending => "follow-pending",
        FollowState::Rejected => "follow-rejected",
        FollowState::Accepted => "follow-accepted",
    })
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
pub fn news(note: &NotificationView) -> Said {
    let about = note.about.as_ref();
    let (known, comment) = (about.is_some(), about.is_some_and(|about| about.is_comment));
    let own = about.is_some_and(|about| about.is_own);
    say(match note.kind {
        NotificationKind::Reply if comment => "news-reply-comment",
        NotificationKind::Reply if own && about.is_some_and(|about| about.is_deeper) => "news-reply-deeper",
        NotificationKind::Reply if own => "news-reply-review",
        NotificationKind::Reply if known => "news-reply-about",
        NotificationKind::Reply => "news-reply",
        NotificationKind::Mention if known => "news-mention-about",
        NotificationKind::Mention => "news-mention",
        NotificationKind::Link if known => "news-link-about",
        NotificationKind::Link => "news-link",
        NotificationKind::Quote if own => "news-quote-review",
        NotificationKind::Quote if known => "news-quote-about",
        NotificationKind::Quote => "news-quote",
        NotificationKind::Like if comment => "news-like-comment",
        NotificationKind::Like if known => "news-like-about",
        NotificationKind::Like => "news-like",
        NotificationKind::Boost if comment => "news-boost-comment",
        NotificationKind::Boost if known => "news-boost-about",
        NotificationKind::Boost => "news-boost",
        NotificationKind::Emoji if comment => "news-emoji-comment",
        NotificationKind::Emoji if known => "news-emoji-about",
        NotificationKind::Emoji => "news-emoji",
        NotificationKind::Follow if note.asks => "news-follow-asks",
        NotificationKind::Follow => "news-follow",
        NotificationKind::FollowAccepted => "news-follow-accepted",
        NotificationKind::Moved => "news-moved",
        NotificationKind::Report if comment => "news-report-comment",
        NotificationKind::Report if known => "news-report-about",
        NotificationKind::Report => "news-report",
        NotificationKind::Private => "news-private",
    })
}

/// What a form calls one of its fields.
pub fn field(name: &str) -> Said {
    say(match name.rsplit('.').next().unwrap_or(name) {
        "text" | "source" => "field-text",
        "film" => "field-film",
        "year" => "field-year",
        "headline" => "field-headline",
        "quote_text" => "field-quote-text",
        "quote_speaker" => "field-quote-speaker",
        "synopsis" => "field-synopsis",
        "take" => "field-take",
        "bottom-line" => "field-bottom-line",
        "label" => "field-label",
        "teaser" => "field-teaser",
        "seen_on" => "field-seen-on",
        "medium" => "field-medium",
        "venue" => "field-venue",
        "note" => "field-note",
        "source_name" => "field-source-name",
        "source_url" => "field-source-url",
        "poster_alt" => "field-poster-alt",
        "tags" => "field-tags",
        "content_warning" => "field-content-warning",
        "title" => "field-title",
        "original_title" => "field-original-title",
        "title_language" => "field-title-language",
        "runtime" => "field-runtime",
        "countries" => "field-countries",
        "languages" => "field-languages",
        "directors" => "field-directors",
        "writers" => "field-writers",
        "cast" => "field-cast",
        "crew" => "field-crew",
        "wikidata" => "field-wikidata",
        "tmdb" => "field-tmdb",
        "imdb" => "field-imdb",
        "letterboxd" => "field-letterboxd",
        "language" => "field-language",
        "name" => "field-name",
        "summary" => "field-summary",
        "description" => "field-description",
        "email" => "field-email",
        "who" => "field-who",
        "alias" => "field-alias",
        "target" => "field-target",
        "domains" => "field-domains",
        _ => "field-other",
    })
}

/// `one comment`, `12 comments`, `no comments`.
pub fn comments(n: &impl Count) -> Said {
    counted("count-comments", n)
}

/// `and one more`, `and 12 more`: what a list leaves out.
pub fn more(n: i64) -> Said {
    counted("and-more", n)
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
pub fn likes(n: &impl Count) -> Said {
    counted("count-likes", n)
}

/// `one boost`, `12 boosts`.
pub fn boosts(n: &impl Count) -> Said {
    counted("count-boosts", n)
}

/// `one review`, `12 reviews`.
pub fn reviews(n: &impl Count) -> Said {
    counted("count-reviews", n)
}

/// `one follower`, `12 followers`.
pub fn followers(n: &impl Count) -> Said {
    counted("count-followers", n)
}

/// `follows nobody`, `follows one person`, `follows 12 people`.
pub fn following(n: &impl Count) -> Said {
    counted("count-following", n)
}

/// What another server's status code says, for people.
pub fn answer(status: &i32) -> Said {
    let key = match *status {
        200..=299 => "answer-taken",
        300..=399 => "answer-elsewhere",
        401 | 403 => "answer-not-allowed",
        404 => "answer-not-found",
        410 => "answer-gone",
        408 | 429 => "answer-wait",
        500..=599 => "answer-trouble",
        _ => "answer-refused",
    };
    // A code is a name and no amount.
    say(key).with("status", status.to_string())
}

/// The heading over a conversation: it counts people, since people are what a conversation is made of.
pub fn conversation(people: &usize) -> Said {
    counted("conversation-people", people)
}

/// `One review here`, `Three reviews here`.
pub fn reviews_here(n: usize) -> Said {
    counted("reviews-here", n)
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

/// A message that takes a number as `$n`.
pub fn counted(key: &'static str, n: impl Count) -> Said {
    say(key).with("n", n.number())
}

/// Which deliveries a list is of.
pub fn delivery_end(end: &End) -> Said {
    say(match end {
        End::Failed => "delivery-end-failed",
        End::Waiting => "delivery-end-waiting",
        End::Arrived => "delivery-end-arrived",
    })
}

/// How the deliveries of a review stand.
pub fn delivery(delivered: &i64, pending: &i64, failed: &i64) -> Said {
    let total = delivered + pending + failed;
    let key = match (total, delivered, pending, failed) {
        (0, ..) => "delivery-none",
        (1, 1, ..) => "delivery-one",
        (_, _, 0, 0) => "delivery-arrived",
        (_, _, _, 0) => "delivery-pending",
        (_, _, 0, _) => "delivery-failed",
        _ => "delivery-pending-failed",
    };
    say(key)
        .with("total", total)
        .with("delivered", *delivered)
        .with("pending", *pending)
        .with("failed", *failed)
}

/// What was sent, in words.
pub fn sent(activity: &str) -> String {
    let key = match activity {
        "Create" => "sent-create",
        "Update" => "sent-update",
        "Delete" => "sent-delete",
        "Announce" => "sent-announce",
        "Undo" => "sent-undo",
        other => return other.to_owned(),
    };
    say(key).to_string()
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
        assert_eq!(comments(&0_i64).to_string(), "no comments");
        assert_eq!(comments(&1_i64).to_string(), "one comment");
        assert_eq!(likes(&12_usize).to_string(), "12 likes");
        assert_eq!(conversation(&6).to_string(), "Six people in conversation");
        assert_eq!(conversation(&14).to_string(), "14 people in conversation");
        assert_eq!(page_numbers(&6, &12), [1, 0, 4, 5, 6, 7, 8, 0, 12]);
    }
}
